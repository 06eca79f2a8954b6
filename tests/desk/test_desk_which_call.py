"""Which call a question speaks of."""

from __future__ import annotations

import pytest

from bot.desk.question import parse_question
from bot.desk.subject import Subject
from bot.desk.vocabulary import Vocabulary
from bot.desk.which_call import WhichCall
from bot.desk.words import words_of
from bot.fields import Fields
from bot.lexicon import Lexicon


@pytest.fixture(scope="module")
def vocabulary(fields: Fields, lexicon: Lexicon) -> Vocabulary:
    return Vocabulary(fields, lexicon)


def wish(question: str, vocabulary: Vocabulary) -> WhichCall:
    return parse_question(words_of(question), Subject(), vocabulary).which_call


@pytest.mark.parametrize(
    ("question", "quarter", "month", "year"),
    [
        ("q3 call", 3, None, None),
        ("3Q25 call", 3, None, 2025),
        ("the second quarter 2025 call", 2, None, 2025),
        ("4th fiscal quarter results", 4, None, None),
        ("half-year results", 2, None, None),
        ("full year results", 4, None, None),
        ("the May call", None, 5, None),
        ("the may call", None, 5, None),
        ("may i have the number", None, None, None),
        ("call in september 2026", None, 9, 2026),
        ("march call", None, 3, None),
        ("marching orders", None, None, None),
        ("the call", None, None, None),
    ],
)
def test_quarter_month_and_year(
    vocabulary: Vocabulary, question: str, quarter: int | None, month: int | None, year: int | None
) -> None:
    found = wish(question, vocabulary)
    assert (found.quarter, found.month, found.year) == (quarter, month, year)


def test_any_call_will_do(vocabulary: Vocabulary) -> None:
    assert wish("number for the call", vocabulary).open
    assert not wish("number for the earnings call", vocabulary).open


def test_an_earlier_call(vocabulary: Vocabulary) -> None:
    assert wish("last quarter's call", vocabulary).previous


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("when are they at the northgate conference", ("northgate",)),
        ("northgate conference call", ()),
        ("conference id", ()),
    ],
)
def test_a_gathering_is_named(vocabulary: Vocabulary, question: str, event: tuple[str, ...]) -> None:
    words = words_of(question)
    unknown = tuple(i for i, word in enumerate(words) if word.key == "northgate")
    assert parse_question(words, Subject(rest=unknown), vocabulary).which_call.event == event
