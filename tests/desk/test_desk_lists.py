"""Lists of calls and releases: the days meant, a line each, the company first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.days import days_of, span_of
from bot.desk.desk import Desk
from bot.desk.words import words_of

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TAMESGATE = "Tamesgate Metals plc: Wednesday 13 May 2026, 9:30 a.m. (London time)"
NORVANE = "Norvane Therapeutics, Inc.: Thursday 14 May 2026, 5:00 p.m. (New York time)"


@pytest.mark.parametrize(
    ("question", "first", "last", "called"),
    [
        ("calls on feb 25", "2027-02-25", "2027-02-25", "on 25 February 2027"),
        ("calls on the 25th of November", "2026-11-25", "2026-11-25", "on 25 November 2026"),
        ("calls on 3 march 2025", "2025-03-03", "2025-03-03", "on 3 March 2025"),
        ("what was on nov 12", "2026-11-12", "2026-11-12", "on 12 November 2026"),
        ("calls on monday", "2026-11-23", "2026-11-23", "on Monday 23 November"),
        ("earnings fri", "2026-11-20", "2026-11-20", "on Friday 20 November"),
        ("upcoming calls in march", "2027-03-01", "2027-03-31", "in March 2027"),
        ("calls in november", "2026-11-20", "2026-11-30", "in November 2026"),
        ("calls in 2027", "2027-01-01", "2027-12-31", "in 2027"),
        ("calls after dec 1", "2026-12-02", "2027-01-01", "in the month after 1 December 2026"),
        ("calls before dec 1", "2026-11-20", "2026-11-30", "before 1 December 2026"),
        ("calls in december 2027", "2027-12-01", "2027-12-31", "in December 2027"),
    ],
)
def test_days_are_read_from_the_question(question: str, first: str, last: str, called: str) -> None:
    days = days_of(words_of(question), frozenset(), FRIDAY)
    assert days
    end = days.latest.date().toordinal() - 1
    assert (str(days.earliest.date()), end, days.called) == (first, _ordinal(last), called)


def _ordinal(day: str) -> int:
    return datetime.fromisoformat(day).toordinal()


@pytest.mark.parametrize(
    ("meaning", "first", "last"),
    [
        ("this month", "2026-11-20", "2026-12-01"),
        ("next month", "2026-12-01", "2027-01-01"),
        ("coming weeks", "2026-11-20", "2026-12-20"),
    ],
)
def test_a_month_is_the_calendars(meaning: str, first: str, last: str) -> None:
    days = span_of(frozenset([meaning]), FRIDAY)
    assert (str(days.earliest.date()), str(days.latest.date())) == (first, last)


@pytest.mark.parametrize("question", ["calls", "may i ask when", "feb 31", "25 calls", "march on"])
def test_no_day_is_read_where_none_is_named(question: str) -> None:
    assert days_of(words_of(question), frozenset(), FRIDAY) is None


def test_today_is_the_markets_day_wherever_the_program_runs() -> None:
    late = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)  # still Friday evening in New York
    assert str(span_of(frozenset(["today"]), late).earliest) == "2026-11-20 00:00:00-05:00"
    assert span_of(frozenset(["tomorrow"]), late).earliest.day == 21


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("any calls tomorrow?", f"Calls tomorrow:\n{TAMESGATE}"),
        ("what calls are there on may 14", f"Calls on 14 May 2026:\n{NORVANE}"),
        ("any webcasts on wednesday", f"Calls on Wednesday 13 May:\n{TAMESGATE}"),
        ("calls this week", f"Calls this week:\n{TAMESGATE}\n{NORVANE}"),
        ("earnings today", "I know of no calls today."),
        ("who reports in june", "I know of no calls in June 2026."),
    ],
)
def test_calls_are_listed_a_line_each(desk: Desk, now: datetime, question: str, text: str) -> None:
    assert desk.answer(question, now=now).text == text


def test_a_kind_of_company_is_no_name(desk: Desk, now: datetime) -> None:
    answer = desk.answer("any biotech calls this week?", now=now)
    assert len(answer.values) == 2
    assert answer.notes == ("I do not know which companies are biotech; these are the calls of all.",)


@pytest.mark.parametrize("question", ["latest releases", "what's new", "newest press releases"])
def test_the_newest_of_all_are_listed_where_nobody_is_named(desk: Desk, now: datetime, question: str) -> None:
    answer = desk.answer(question, now=now)
    assert (answer.field, answer.company) == ("news", None)
    assert answer.text.splitlines()[:2] == [
        "Newest releases:",
        "Quarrystone Foods Inc.: Quarrystone Foods to webcast its annual results (6 May 2026)",
    ]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("what's the international toll for norvane", "call.dial_in.international"),
        ("norvane conference number for europe", "call.dial_in.international"),
        ("norvane number from canada", "call.dial_in.domestic"),
        ("norvane conference number", "call.dial_in"),
    ],
)
def test_a_number_is_asked_for_not_a_code(desk: Desk, now: datetime, question: str, field: str) -> None:
    answer = desk.answer(question, now=now)
    assert answer.field == field
    assert all(value.value.startswith("+") for value in answer.values)
