"""Which days a question speaks of: "tomorrow", "on Friday", "Feb 25", "in March", "next week"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.desk.which_call import month_of
from bot.desk.words import Word

SPANS = frozenset(["today", "tomorrow", "this week", "next week", "this month", "next month", "coming weeks"])
# "Today" is a day of the markets that most releases speak to, wherever the program runs.
_HERE = ZoneInfo("America/New_York")
_DAY = timedelta(days=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_OF_MONTH = re.compile(r"([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d")
_LONG_AGO = timedelta(days=60)  # a day without a year is the last one up to here, else the next


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, and what people call it."""

    earliest: datetime
    latest: datetime
    called: str


def span_of(meanings: frozenset[str], now: datetime) -> Days:
    """The days that words such as "this week" mean; the next seven where there are none."""
    return _span(meanings, now.astimezone(_HERE))


def days_of(words: Sequence[Word], meanings: frozenset[str], now: datetime) -> Days | None:
    """The days that a question names, in whatever way; None where it names none."""
    now = now.astimezone(_HERE)
    named = _date(words, now) or _weekday(words, now) or _month(words, now)
    return named or (_span(meanings, now) if not meanings.isdisjoint(SPANS) else None)


def _span(meanings: frozenset[str], now: datetime) -> Days:
    midnight = _midnight(now)
    monday = midnight + _DAY * (7 - now.weekday())
    if "today" in meanings:
        return Days(midnight, midnight + _DAY, "today")
    if "tomorrow" in meanings:
        return Days(midnight + _DAY, midnight + 2 * _DAY, "tomorrow")
    if "this week" in meanings:
        return Days(now, monday, "this week")
    if "next week" in meanings:
        return Days(monday, monday + 7 * _DAY, "next week")
    if "this month" in meanings:
        return Days(now, _next_month(midnight), "this month")
    if "next month" in meanings:
        return Days(_next_month(midnight), _next_month(_next_month(midnight)), "next month")
    if "coming weeks" in meanings:
        return Days(now, now + 30 * _DAY, "in the next 30 days")
    return Days(now, midnight + 8 * _DAY, "in the next seven days")


def _date(words: Sequence[Word], now: datetime) -> Days | None:
    """A day of a month: "Feb 25", "25th of February"."""
    said = [word for word in words if word.key not in ("the", "of")]
    for at, (one, other) in enumerate(pairwise(said)):
        for name, number in ((one, other), (other, one)):
            month, day = month_of(name.key), _OF_MONTH.fullmatch(number.key)
            if month and day and (found := _placed(now, month, int(day[1]), _year(words))):
                return _around(found, said[at - 1].key if at else "", now)
    return None


def _around(day: datetime, before: str, now: datetime) -> Days:
    """The day itself, or what a word before it makes of it: "after Dec 1"."""
    called = f"{day.day} {day:%B %Y}"
    if before in ("after", "from", "since"):
        first = day + _DAY if before == "after" else day
        return Days(first, first + 31 * _DAY, f"in the month {before} {called}")
    if before in ("before", "until", "till", "by") and day > now:
        return Days(now, day if before == "before" else day + _DAY, f"{before} {called}")
    return Days(day, day + _DAY, f"on {called}")


def _placed(now: datetime, month: int, day: int, year: int | None) -> datetime | None:
    """The day's midnight: of the year, or the one nearest to come or just past; None if there is none."""
    for candidate in (year,) if year else (now.year - 1, now.year, now.year + 1):
        try:
            found = _midnight(now).replace(year=candidate, month=month, day=day)
        except ValueError:
            continue
        if year or found >= now - _LONG_AGO:
            return found
    return None


def _weekday(words: Sequence[Word], now: datetime) -> Days | None:
    for word in words:
        key = word.key.removesuffix("s") if word.key not in _SHORT else word.key
        at = _WEEKDAYS.index(key) if key in _WEEKDAYS else _SHORT.get(key)
        if at is not None:
            day = _midnight(now) + _DAY * ((at - now.weekday()) % 7)
            return Days(day, day + _DAY, f"on {day:%A} {day.day} {day:%B}")
    return None


def _month(words: Sequence[Word], now: datetime) -> Days | None:
    """A whole month, the next of that name, or year; what is left of it where it has begun."""
    for before, word in pairwise(words):
        month = month_of(word.key)
        if month and before.key in ("in", "for", "during", "this", "of"):
            year = _year(words) or now.year + (month < now.month)
            first = _midnight(now).replace(year=year, month=month, day=1)
            after = (first + 31 * _DAY).replace(day=1)
            return Days(max(first, _midnight(now)) if after > now else first, after, f"in {first:%B %Y}")
        if before.key == "in" and _YEAR.fullmatch(word.key):
            first = _midnight(now).replace(year=int(word.key), month=1, day=1)
            after = first.replace(year=first.year + 1)
            return Days(max(first, _midnight(now)) if after > now else first, after, f"in {word.key}")
    return None


def _year(words: Sequence[Word]) -> int | None:
    return next((int(word.key) for word in words if _YEAR.fullmatch(word.key)), None)


def _next_month(day: datetime) -> datetime:
    """The first of the month after a midnight's."""
    return (day.replace(day=1) + 31 * _DAY).replace(day=1)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
