"""No combination of ways to say a thing gives the replay's value for the call's, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lexicon import lexicon_from
from bot.model import Call, Document, Span, Stated
from bot.reading.calls import CallsReader
from bot.reading.issuer import Issuer
from tests.reading.composed import Notice, notices
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"
READER = CallsReader(lexicon_from(read_yaml(LEXICON), "lexicon"))
ISSUER = Issuer(published=Stated("2026-05-04", Span(0, 0)))
COUNT, BATCH = 2000, 200


def facts(calls: tuple[Call, ...]) -> Iterator[str]:
    for call in calls:
        replay = call.replay
        yield from (f"live {number.number.value}" for number in call.dial_ins)
        yield f"live {call.access_code.value if call.access_code else None}"
        if replay:
            yield from (f"replay {number.number.value}" for number in replay.dial_ins)
            yield f"replay {replay.access_code.value if replay.access_code else None}"
            yield f"until {replay.until.value if replay.until else None}"


def wanted(notice: Notice) -> list[str]:
    live = [f"live {value}" for value in (*notice.live, notice.code)]
    return [*live, *(f"replay {value}" for value in (*notice.again, notice.code2)), f"until {notice.until}"]


@pytest.mark.parametrize("start", range(0, COUNT, BATCH))
def test_no_value_is_given_to_the_other_side(start: int) -> None:
    swapped = {}
    for notice in notices(start, BATCH):
        found = set(facts(READER.read(Document("composed", notice.text), ISSUER)))
        wrong = found - set(wanted(notice)) - {"live None", "replay None", "until None"}
        if wrong:
            swapped[notice.number] = (sorted(wrong), notice.text)
    assert swapped == {}


def test_nearly_every_value_is_read() -> None:
    missed = total = 0
    for notice in notices(0, 400):
        found = list(facts(READER.read(Document("composed", notice.text), ISSUER)))
        missed += len(set(wanted(notice)) - set(found))
        total += len(wanted(notice))
    assert missed <= total // 50
