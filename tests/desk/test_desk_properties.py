"""What holds for any question: none raises, a typo in a long name finds the same company."""

from __future__ import annotations

from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.desk import Desk
from bot.desk.talk import Session
from bot.desk.words import MOST_WORDS, words_of

STATUSES = {"answered", "not_stated", "ambiguous", "no_such_release", "not_understood"}
WORDS = st.sampled_from(
    [
        *(
            "norvane",
            "NRVN",
            "tamesgate",
            "larkfield",
            "nrv-101",
            "ON",
            "replay",
            "code",
            "dial in",
            "number",
        ),
        *(
            "from london",
            "when is the",
            "call",
            "and",
            ",",
            "?",
            "$",
            "#",
            "'",
            "'s",
            "of",
            "what phase",
            "&",
        ),
        *("webcast", "until", "q4", "last", "may", "hello", "buy", "2026", "zyntarra"),
        *("1q25", "q1", "2h26", "fy25", "rev", "510k", "6m", "h1"),
    ]
)
few = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(question=st.text(max_size=300) | st.lists(WORDS, max_size=25).map(" ".join))
def test_no_question_raises(desk: Desk, now: datetime, question: str) -> None:
    answer = desk.answer(question, now=now)
    assert answer.status in STATUSES
    assert answer.text
    assert bool(answer.values) <= (answer.status == "answered")
    assert 0 <= (answer.confidence or 0) <= 1


@few
@given(talk=st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=5))
def test_no_conversation_raises(desk: Desk, now: datetime, talk: list[str]) -> None:
    session = Session()
    for question in talk:
        desk.answer(question, now=now, session=session)


@few
@given(question=st.text(max_size=200))
def test_marks_lie_within_the_quote(desk: Desk, now: datetime, question: str) -> None:
    answer = desk.answer(f"{question} norvane replay code", now=now)
    for mark in answer.marks:
        assert answer.quote
        assert 0 <= mark.start < mark.end <= len(answer.quote)


@st.composite
def misspelt(draw: st.DrawFn, name: str) -> str:
    """The name with one letter swapped, lost, doubled or mistaken; never a word's first or last."""
    inner = [i for i in range(1, len(name) - 2) if name[i - 1 : i + 2].isalpha()]
    at = draw(st.sampled_from(inner))
    slips = (
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + draw(st.sampled_from("aeiorst")) + name[at + 1 :],
    )
    return draw(st.sampled_from(slips))


@few
@given(data=st.data())
def test_one_typo_in_a_long_name_finds_the_same_company(
    desk: Desk, now: datetime, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["norvane therapeutics", "tamesgate metals", "quarrystone foods"]))
    wrong = data.draw(misspelt(name))
    assert desk.answer(f"when is the {wrong} call", now=now).company == desk.answer(name, now=now).company


def test_a_long_question_is_read_in_part() -> None:
    assert len(words_of("word " * 500)) == MOST_WORDS
    assert len(words_of("(" * 2000 + "9" * 2000)) == 0
