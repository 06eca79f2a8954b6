"""What a release says of its calls: the corpus, planted in surroundings, wrapped, and hostile texts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon_from
from bot.model import Call, Document, Number, Release, Span, Stated
from bot.reading.calls import CallsReader
from bot.reading.issuer import Issuer
from bot.record import release_record
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
CASES = read_yaml(ROOT / "tests/corpus/calls.yaml")
READER = CallsReader(lexicon_from(read_yaml(ROOT / "config/lexicon.yaml"), "lexicon"))

ABOVE = """Results of the Quarter

Revenue rose by 4% to $12.5 million, from $12.0 million in the quarter a year before. Costs fell to 61% of \
revenue. "We are pleased with the quarter," said the chief executive.

"""
BELOW = """
About the Company

The company makes things that people need, in 14 plants on three continents, and has done so since 1911.

Contact:

Ann Field, Investor Relations

(303) 555-0199

ann.field@company.example

Forward-Looking Statements

This release holds statements about the future. Nobody should rely on them without reading the reports.
"""
TABLE = """
                          2024      2023
Revenue                 12,500    12,000
Costs                   (7,625)   (7,900)
"""


def read(text: str, published: str | None) -> tuple[Call, ...]:
    issuer = Issuer(published=Stated(published, Span(0, 0)) if published else None)
    return READER.read(Document("test", text), issuer)


def number(found: Number) -> str:
    return f"{found.number.value} {found.region.value if found.region else '-'}"


def stated(**values: Stated | None) -> dict[str, str]:
    return {name: value.value for name, value in values.items() if value}


def shown(call: Call) -> dict[str, Any]:
    """The call as the corpus writes it; its title has tests of its own."""
    found: dict[str, Any] = stated(
        status=call.status,
        starts=call.starts,
        timezone=call.timezone,
        access_code=call.access_code,
        passcode=call.passcode,
        webcast=call.webcast,
        registration=call.registration,
    )
    if call.dial_ins:
        found["dial_ins"] = [number(item) for item in call.dial_ins]
    if call.questions:
        found["questions"] = stated(email=call.questions.email, deadline=call.questions.deadline)
    if replay := call.replay:
        of_replay: dict[str, Any] = stated(
            access_code=replay.access_code,
            until=replay.until,
            webcast=replay.webcast,
            webcast_until=replay.webcast_until,
            **{"from": replay.starts},
        )
        if replay.dial_ins:
            of_replay["dial_ins"] = [number(item) for item in replay.dial_ins]
        found["replay"] = of_replay or "mentioned"
    return found


def evidence(text: str, calls: tuple[Call, ...]) -> dict[str, str]:
    """The words each value comes from, on one line."""
    record = release_record(Release("test", text, calls=calls))
    return {
        pointer: " ".join(text[start:end].split()) for pointer, (start, end) in record["evidence"].items()
    }


def name(case: dict[str, Any]) -> str:
    return str(case["about"])


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_calls_are_read(case: dict[str, Any]) -> None:
    assert [shown(call) for call in read(case["text"], case.get("published"))] == case["calls"]


@pytest.mark.parametrize(
    ("country", "words", "starts", "zone"),
    [
        ("SE", "at 09.00 CET", "2024-05-14T09:00:00+02:00", "Europe/Stockholm"),
        ("NO", "at 09:00 Central European Time", "2024-05-14T09:00:00+02:00", "Europe/Oslo"),
        ("DE", "at 9:00 a.m. London time", "2024-05-14T09:00:00+01:00", "Europe/London"),
        ("DE", "at 9:00 a.m. Paris time", "2024-05-14T09:00:00+02:00", "Europe/Paris"),
        ("FI", "at 09:00 CET", "2024-05-14T09:00:00+02:00", "Europe/Paris"),
        ("GB", "at 9.30am", "2024-05-14T09:30:00+01:00", "Europe/London"),
        ("US", "at 9:30 a.m.", "2024-05-14", None),
        ("IL", "at 9:30 a.m.", "2024-05-14", None),
        (None, "at 09.00 CET", "2024-05-14T09:00:00+02:00", "Europe/Paris"),
    ],
)
def test_a_zone_goes_by_the_country_the_release_is_dated_from(
    country: str | None, words: str, starts: str, zone: str | None
) -> None:
    text = f"Orlop will hold a conference call on 14 May 2024 {words} to discuss its results."
    issuer = Issuer(published=Stated("2024-05-06", Span(0, 0)), country=country)
    (call,) = READER.read(Document("test", text), issuer)
    assert call.starts
    assert call.starts.value == starts
    assert (call.timezone.value if call.timezone else None) == zone


@pytest.mark.parametrize(
    ("company", "starts"),
    [
        ("Quay AB (publ)", "2024-05-14T09:30:00+02:00"),
        ("Quay plc", "2024-05-14T09:30:00+01:00"),
        ("Quay Inc.", "2024-05-14"),
    ],
)
def test_a_legal_form_tells_the_country_where_no_dateline_does(company: str, starts: str) -> None:
    text = "Quay will hold a conference call on 14 May 2024 at 9:30 a.m. to discuss its results."
    issuer = Issuer(published=Stated("2024-05-06", Span(0, 0)), company=Stated(company, Span(0, 4)))
    (call,) = READER.read(Document("test", text), issuer)
    assert call.starts
    assert call.starts.value == starts


def surroundings(text: str) -> Iterator[str]:
    yield ABOVE + text + BELOW
    yield text + "\n" + TABLE
    yield "\n\n" + text.replace("\n\n", "\n \n\n")
    yield ABOVE + TABLE + "\n" + text.rstrip("\n")


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("case", CASES, ids=name)
def test_surroundings_change_nothing(case: dict[str, Any], place: int) -> None:
    text, published = case["text"], case.get("published")
    planted = list(surroundings(text))[place]
    alone, found = read(text, published), read(planted, published)
    assert [shown(call) for call in found] == [shown(call) for call in alone]
    assert evidence(planted, found) == evidence(text, alone)


PROSE = [
    case for case in CASES if not any(": " in line[:40] or "|" in line for line in case["text"].split("\n"))
]


@pytest.mark.parametrize("case", PROSE, ids=name)
def test_hard_wrapped_lines_change_nothing(case: dict[str, Any]) -> None:
    lines = case["text"].split("\n")
    wrapped = "\n".join(
        textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False) for line in lines
    )
    assert [shown(call) for call in read(wrapped, case.get("published"))] == case["calls"]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_spaces_that_do_not_break_change_nothing(case: dict[str, Any]) -> None:
    text = case["text"].replace(" ", "\u00a0")
    assert [shown(call) for call in read(text, case.get("published"))] == case["calls"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Orlop will host a conference call on May 14, 2024 at 9 a.m. ET on first quarter 2024 results.",
            "First quarter 2024 results conference call",
        ),
        (
            "Orlop to Hold Fourth Quarter and Full Year 2023 Earnings Call on May 14, 2024 at 9 a.m. ET",
            "Fourth Quarter and Full Year 2023 results call",
        ),
        (
            "Orlop will discuss FIRST QUARTER 2024 results on a teleconference on May 14, 2024 at 9 a.m. ET.",
            "First quarter 2024 results teleconference",
        ),
        (
            "The chief executive will present at the Harbor Growth Conference on May 14, 2024 at 9 a.m. ET. "
            "The talk is webcast at www.orlop.example.",
            "Presentation at Harbor Growth Conference",
        ),
        (
            "Orlop will take part in a fireside chat at the Uplands Summit on May 14, 2024 at 9 a.m. ET, "
            "webcast at www.orlop.example.",
            "Fireside chat at Uplands Summit",
        ),
        (
            "The annual meeting of stockholders will be held virtually on May 14, 2024 at 9 a.m. ET.",
            "Annual meeting of stockholders",
        ),
        ("Orlop will host a conference call on May 14, 2024 at 9 a.m. ET.", "Conference call"),
        (
            "Orlop will host a conference call on May 14, 2024 at 9 a.m. ET. "
            "Webcast: https://events.q4orlop.example/q3-call",
            "Conference call",
        ),
        (
            "Orlop Schedules Fourth Quarter Call and Investor Day\n\nOn May 14, 2024, Orlop will hold its "
            "Investor Day in Chicago, starting at 1 p.m. Central Time, webcast at www.orlop.example.",
            "Investor Day",
        ),
    ],
)
def test_the_title_is_short_and_of_the_releases_words(text: str, title: str) -> None:
    (call,) = read(text, "2024-05-06")
    assert call.title is not None
    assert call.title.value == title
    assert all(
        word[:7] in call.title.span.of(text).lower() for word in title.lower().split() if word != "results"
    )


def test_the_evidence_states_the_value() -> None:
    text = (
        "Ibis Health will host a conference call on May 14, 2024 at 9:00 a.m. ET. Dial 1-800-555-0151 "
        "(domestic), code 44 881. A replay will be available for one week following the call at "
        "www.ibis.example."
    )
    assert evidence(text, read(text, "2024-05-06")) == {
        "/calls/0/title": "conference call",
        "/calls/0/kind": "conference call",
        "/calls/0/starts": "May 14, 2024 at 9:00 a.m. ET",
        "/calls/0/timezone": "ET",
        "/calls/0/dial_ins/0/number": "1-800-555-0151",
        "/calls/0/dial_ins/0/written": "1-800-555-0151",
        "/calls/0/dial_ins/0/region": "domestic",
        "/calls/0/access_code": "44 881",
        "/calls/0/replay/webcast": "www.ibis.example",
        "/calls/0/replay/webcast_until": "for one week following the call",
    }


PIECES = st.sampled_from(
    [
        *(
            "conference call",
            "will host a",
            "webcast",
            "replay",
            "dial",
            "live",
            "and",
            "or",
            "passcode",
            "conference ID",
        ),
        *(
            "May 14, 2024",
            "9:00 a.m. ET",
            "today",
            "that day",
            "until",
            "for 30 days",
            "1-800-555-0101",
            "+44 20 7946 0123",
        ),
        *(
            "(international)",
            "toll-free",
            "https://x.example/p",
            "www.x.example",
            "register",
            "ask for the X call",
            "5566#",
        ),
        *(
            " ",
            "\n",
            "\n\n",
            ". ",
            ": ",
            "| ",
            "* ",
            "(",
            ")",
            "„",
            "İ",
            "\u00a0",
            "Date:",
            "questions",
            "a@b.example",
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join))
def test_no_text_raises_and_every_span_lies_inside(text: str) -> None:
    calls = read(text, "2024-05-06")
    record = release_record(Release("test", text, calls=calls))
    assert all(0 <= start < end <= len(text) for start, end in record["evidence"].values())


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "(",
        "((1",
        "conference call ",
        "replay live ",
        "dial 1-",
        "webcast.",
        "until ",
        "for 1 ",
        "http://",
        "a@",
    ],
)
def test_hostile_texts_are_read_through(piece: str) -> None:
    hostile = "The conference call is on May 14, 2024 at 9 a.m. ET. " + piece * (60_000 // len(piece))
    assert isinstance(read(hostile, "2024-05-06"), tuple)
