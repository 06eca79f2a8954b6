"""Lengths of time: "one week", "30 days", "a period of twelve (12) months"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.values.moment.words import NUMBERS, compiled

_MOST_DAYS = 3660  # no release keeps a replay for more than ten years; a larger figure is something else


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time; `unit` is day, week, month or year."""

    span: Span
    count: int
    unit: str

    def after(self, day: date) -> date:
        """The day this much later; months and years keep the day of the month where it exists."""
        if self.unit in ("month", "year"):
            return _months_later(day, self.count * (12 if self.unit == "year" else 1))
        return day + timedelta(days=self.count * (7 if self.unit == "week" else 1))


_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
# The unit comes first in the search: "days" and its kin are rarer than numbers.
_UNIT = late(r"(?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Hh]our)(?:s|\(s\))?(?![a-z])")
_COUNT = compiled(
    rf"""(?<![\w.,$€£-]) (?P<count>[0-9]{{1,3}}|(?i:{_WORDS}))
    (?:\s?\((?P<figure>[0-9]{{1,3}}|(?i:{_WORDS}))\))?   # seven (7) days
    (?:[\s-]{{1,3}}(?i:full|calendar|consecutive|additional))?
    [\s-]{{1,20}}$"""
)
# What makes it an age, a reporting period or a thing of the past instead of a time from now on.
_OTHER = late(
    r"(?:\s{1,3}period)?\s{1,3}(?:ended|ending|ago|old|earlier|prior|to\s(?:expiry|maturity)|of\s(?:fiscal|age|experience))\b"
)
# "a year" is a length after these words, and a rate in "once a year".
_FOR = late(r"\b(?:for|of|within|than|about|approximately|nearly|least|to|entire)\s{1,3}$")
_WINDOW = 44


def lengths(text: str, start: int, end: int) -> tuple[Length, ...]:
    """The lengths of a day or more in text[start:end]. "Business days" are none: holidays are not known."""
    found = (_length(text, start, unit) for unit in _UNIT.finditer(text, start, end))
    return tuple(length for length in found if length)


def _length(text: str, start: int, unit: re.Match[str]) -> Length | None:
    from_ = max(start, unit.start() - _WINDOW)
    before = _COUNT.search(text[from_ : unit.start()])
    if not before or _OTHER.match(text, unit.end()):
        return None
    if before["count"].lower() in ("a", "an") and not _FOR.search(before.string[: before.start()]):
        return None
    count = _number(before["figure"] or before["count"])
    word = unit[0].lower().removesuffix("(s)").rstrip("s")
    if word == "hour":
        count, over = divmod(count, 24)
        if over:
            return None
        word = "day"
    days = count * {"day": 1, "week": 7, "month": 31, "year": 366}[word]
    if not 0 < days <= _MOST_DAYS:
        return None
    return Length(Span(from_ + before.start("count"), unit.end()), count, word)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, MAXYEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
