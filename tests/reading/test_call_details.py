"""What an event is, whose figures it is about, who speaks, whether it takes place, and the results' day."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.lexicon import lexicon_from
from bot.model import Call, Document, Span, Stated
from bot.reading.calls import CallsReader
from bot.reading.issuer import Issuer
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"
READER = CallsReader(lexicon_from(read_yaml(LEXICON), "lexicon"))
ISSUER = Issuer(published=Stated("2026-05-04", Span(0, 0)))


def read(text: str) -> tuple[Call, ...]:
    return READER.read(Document("test", text), ISSUER)


def value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


@pytest.mark.parametrize(
    ("text", "kind", "period"),
    [
        (
            "Orlop will host a conference call on May 12, 2026 at 9 a.m. ET on first quarter 2026 results.",
            "results",
            "2026-Q1",
        ),
        (
            "Orlop holds its fiscal 2026 third quarter earnings call on May 12, 2026 at 9 a.m. ET.",
            "results",
            "FY2026-Q3",
        ),
        (
            "Orlop will host a webcast of its half-year 2026 results on May 12, 2026 at 9 a.m. ET.",
            "results",
            "2026-H1",
        ),
        (
            "Orlop will discuss full year 2025 results on a webinar on May 12, 2026 at 9 a.m. ET.",
            "results",
            "2025-FY",
        ),
        (
            "Orlop will host a conference call on May 12, 2026 at 9 a.m. ET to give a business update.",
            "business update",
            None,
        ),
        (
            "Orlop will host a webinar for shareholders on May 12, 2026 at 9 a.m. ET. Dial 1-800-555-0100.",
            "webinar",
            None,
        ),
        (
            "Orlop's annual meeting of stockholders is webcast on May 12, 2026 at 9 a.m. ET.",
            "annual meeting",
            None,
        ),
        (
            "Orlop will hold its investor day, webcast live, on May 12, 2026 at 9 a.m. ET.",
            "investor day",
            None,
        ),
        (
            "Orlop will give a fireside chat at the Tern Growth Conference on May 12, 2026 at 9 "
            "a.m. ET, webcast live.",
            "fireside chat",
            None,
        ),
        (
            "Orlop will present at the Tern Growth Conference on May 12, 2026 at 9 a.m. ET, webcast live.",
            "conference presentation",
            None,
        ),
        (
            "Orlop holds a press conference, webcast live, on May 12, 2026 at 9 a.m. ET.",
            "press briefing",
            None,
        ),
        ("Orlop will host a conference call on May 12, 2026 at 9 a.m. ET on its merger.", "other", None),
    ],
)
def test_the_kind_of_an_event_and_the_period_of_its_figures(text: str, kind: str, period: str | None) -> None:
    (call,) = read(text)
    assert (value(call.kind), value(call.period)) == (kind, period)


CALL = "Orlop will host a conference call on May 12, 2026 at 9 a.m. ET. "


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "It will be hosted by Ann Field, Chief Executive Officer, and Bo Quist, CFO.",
            [("Ann Field", "Chief Executive Officer"), ("Bo Quist", "CFO")],
        ),
        (
            "Chief Executive Officer Ann Field and Chief Financial Officer Bo Quist will lead the call.",
            [("Ann Field", "Chief Executive Officer"), ("Bo Quist", "Chief Financial Officer")],
        ),
        (
            "The call will be led by Dr. Ann Field (CEO) and Bo M. Quist (Head of Research and Development).",
            [("Ann Field", "CEO"), ("Bo M. Quist", "Head of Research and Development")],
        ),
        ("Speakers: Pieter ten Have, Chairman and CEO", [("Pieter ten Have", "Chairman and CEO")]),
        ('"We will host a good call," said Ann Field, Chief Executive Officer.', []),
        ("It will be held via Investor Meet Company, Head of Platforms.", []),
    ],
)
def test_who_speaks(text: str, speakers: list[tuple[str, str]]) -> None:
    (call,) = read(CALL + text)
    assert [(speaker.name.value, value(speaker.title)) for speaker in call.speakers] == speakers


@pytest.mark.parametrize(
    ("text", "status", "starts"),
    [
        (
            "Orlop has cancelled its conference call set for May 12, 2026 at 9 a.m. ET.",
            "cancelled",
            "2026-05-12T09:00:00-04:00",
        ),
        (
            "Orlop postpones its conference call, originally scheduled for May 12, 2026. It will "
            "announce a new date.",
            "postponed",
            None,
        ),
        (
            "Orlop has rescheduled its conference call to May 14, 2026 at 9 a.m. ET.",
            None,
            "2026-05-14T09:00:00-04:00",
        ),
    ],
)
def test_a_call_that_does_not_take_place_is_listed_as_such(
    text: str, status: str | None, starts: str | None
) -> None:
    (call,) = read(text)
    assert (value(call.status), value(call.starts)) == (status, starts)


@pytest.mark.parametrize(
    ("text", "date", "when", "period"),
    [
        (
            "Orlop will report its first quarter 2026 results on May 11, 2026, before the market opens.",
            "2026-05-11",
            "before market open",
            "2026-Q1",
        ),
        (
            "Orlop will release results on Monday, May 11, after the close; the call is on "
            "Tuesday, May 12, 2026.",
            "2026-05-11",
            "after market close",
            None,
        ),
        (
            "The call is on May 12, 2026 at 9 a.m. ET to discuss results, which will be issued on May 11.",
            "2026-05-11",
            None,
            None,
        ),
        (
            "Orlop has set May 11, 2026 for the release of its results and May 12, 2026 for a "
            "conference call.",
            "2026-05-11",
            None,
            None,
        ),
        (
            "Orlop will publish its interim report at 07:00 CET on May 11, 2026.",
            "2026-05-11T07:00:00+02:00",
            None,
            None,
        ),
    ],
)
def test_when_results_are_published(text: str, date: str, when: str | None, period: str | None) -> None:
    results = READER.results(Document("test", text), ISSUER)
    assert results is not None
    assert (value(results.date), value(results.when), value(results.period)) == (date, when, period)


@pytest.mark.parametrize(
    "text",
    [
        "Orlop today reported its results for the quarter ended March 31, 2026.",
        "Orlop will host a conference call on May 12, 2026 at 9 a.m. ET.",
        "Orlop reported results on May 1, 2026.",
    ],
)
def test_no_publication_ahead(text: str) -> None:
    assert READER.results(Document("test", text), ISSUER) is None


def test_two_events_of_one_day_in_a_sentence_and_in_lines() -> None:
    day = (
        "A webcast in Norwegian will be held at 08:00 CEST on May 12, 2026 and an English conference call "
        "will be held at 14:00 CEST the same day."
    )
    lines = "Conference call for investors: May 12, 2026, 14:00 CEST\nMedia webinar: May 12, 2026, 10:00 CEST"
    morning, noon, later = (f"2026-05-12T{hour}:00:00+02:00" for hour in ("08", "10", "14"))
    assert [value(call.starts) for call in read(day)] == [morning, later]
    assert [value(call.starts) for call in read(lines)] == [later, noon]
