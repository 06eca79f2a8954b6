"""Whatever a text or a file holds: nothing raises, and every span lies inside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import Trouble
from bot.lexicon import lexicon_from
from bot.model import Span
from bot.reading.documents import KINDS, cleaning, document_from
from bot.reading.prose import paragraphs, sentence_around, sentences
from bot.reading.values.moment import Moments
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"
MOMENTS = Moments(lexicon_from(read_yaml(LEXICON), LEXICON.name))

# Pieces that the rules look for, in any order, between pieces that they do not.
PIECES = st.sampled_from(
    [
        *(
            "May",
            "march",
            " 14",
            "31",
            " 2025",
            "14th",
            ",",
            " ",
            ". ",
            ":",
            "-",
            "–",
            "/",
            "(",
            ")",
            "\n",
            "\n\n",
        ),
        *(
            "Monday",
            " 9",
            ":30",
            " a.m.",
            "PM",
            " ET",
            "Eastern",
            " Time",
            "noon",
            "midnight",
            "today",
            "the",
            " same",
        ),
        *(
            " day",
            "GMT",
            "+1",
            "UTC",
            "IST",
            "Israel",
            " CST",
            "one",
            " week",
            "(7)",
            " days",
            "U.S.",
            "Inc.",
            "A",
        ),
        *("replay", "www.", "@", "*", "|", "[", "](", "https://", "<p>", "<td>", "&", "amp;", "**", "_", "#"),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)
DATES = st.none() | st.dates()


def inside(span: Span, start: int, end: int) -> bool:
    return start <= span.start <= span.end <= end


@settings(max_examples=150, deadline=None)
@given(TEXTS, DATES, st.booleans(), st.integers(0, 40), st.integers(0, 200))
@example("today", date.max, False, 0, 5)
@example("yesterday, Monday, on Monday", date.min, False, 0, 40)
@example("February 29, January 1", date.max, True, 0, 40)
def test_moments(text: str, published: date | None, day_first: bool, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    found = (
        *MOMENTS.days(text, start, end, published=published, day_first=day_first),
        *MOMENTS.clocks(text, start, end),
        *MOMENTS.lengths(text, start, end),
    )
    assert all(inside(moment.span, start, end) for moment in found)


@settings(max_examples=100, deadline=None)
@given(st.text("0123456789 day weekmonthyr()-s", max_size=40), st.dates())
@example("99 years", date.max)
@example("120 months", date.max)
def test_lengths_lead_to_a_day(text: str, day: date) -> None:
    for length in MOMENTS.lengths(text, 0, len(text)):
        assert length.after(day) >= day


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 200), st.integers(0, 20))
@example(".A b", 0, 1)
@example("a.)A b ..A", 0, 1)
def test_prose(text: str, start: int, length: int) -> None:
    covered = [span for paragraph in paragraphs(text) for span in sentences(text, paragraph)]
    assert all(inside(span, 0, len(text)) and span.of(text).strip() == span.of(text) for span in covered)
    assert all(a.end <= b.start for a, b in pairwise(covered))
    words = "".join("".join(span.of(text).split()) for span in covered)
    assert words == "".join(text.split())  # nothing is lost
    start = min(start, len(text))
    around = sentence_around(text, start, min(len(text), start + length))
    assert inside(around, 0, len(text))
    assert around.start <= start


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | TEXTS.map(str.encode), st.sampled_from([*KINDS, ""]))
def test_documents(data: bytes, suffix: str) -> None:
    outcome = read(data, f"release{suffix}")
    assert outcome.strip()


def read(data: bytes, source: str) -> str:
    """The document's text or, in one sentence, why there is none."""
    try:
        return document_from(data, source).text
    except Trouble as trouble:
        return str(trouble)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = cleaning.unseen(cleaning.plain_signs(cleaning.line_ends(text)))
    assert cleaning.unseen(cleaning.plain_signs(cleaning.line_ends(once))) == once


HOSTILE = (
    "1",
    "1:",
    "1.",
    "(",
    "[",
    " ",
    "\n",
    " \n",
    "May ",
    "May 1 ",
    "1 May ",
    "today ",
    "9 a.m. ",
    "9 - ",
    "9 ET ",
)
HOSTILE += (
    "the 1st ",
    "on Monday ",
    "one ",
    "day ",
    "1 day ",
    "A.",
    "a. A",
    "a.A",
    "|\n",
    "a: ",
    "CST ",
    "IST Israel ",
)


def work(run: Callable[[], object]) -> int:
    """How many calls a run makes, the same on every machine."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    def read(times: int) -> None:
        text = piece * times
        MOMENTS.days(text, 0, len(text), published=date(2025, 1, 1))
        MOMENTS.clocks(text, 0, len(text))
        MOMENTS.lengths(text, 0, len(text))
        for paragraph in paragraphs(text):
            list(sentences(text, paragraph))

    read(1200)  # patterns are compiled with their first use, those for long texts too
    assert work(lambda: read(1200)) <= 4.5 * work(lambda: read(300)) + 100


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "\x00"])
def test_next_to_nothing(text: str) -> None:
    assert sentence_around(text, 0, 0).start == 0
    assert MOMENTS.days(text, 0, len(text), published=None) == ()
