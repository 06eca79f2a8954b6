"""Days: written out, in figures, relative to the release ("today") or to the day before ("that same day")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import TypeVar

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.values.moment.words import (
    MONTH,
    ORDINAL,
    WEEKDAY,
    YEAR,
    compiled,
    month_number,
    weekday_number,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day the text names; `date` is None where the text alone cannot fix it.

    `same` marks "that same day": the day named before it. `year_written` tells a full date from one whose
    year was worked out; `weekday_differs` that the weekday named is not that date's.
    """

    span: Span
    date: date | None
    same: bool = False
    year_written: bool = False
    weekday_differs: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """A day of the calendar as written."""

    span: Span
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None


_MONTH = late(rf"({MONTH})(?![a-z])")
_AFTER_MONTH = compiled(
    rf"""\.?[\s,–—-]{{1,6}}(?:the\s)?(?P<day>[0-9]{{1,2}}){ORDINAL}?(?![0-9]|[.:][0-9]|,(?!{YEAR})[0-9]|\s?%)"""
)
_BEFORE_MONTH = compiled(
    rf"""(?<![\w.:/$€£-])(?<![0-9],)
    (?:(?P<first>[0-9]{{1,2}}){ORDINAL}?(?:\s?[-–—]\s?|\s(?:and|to|&)\s))?
    (?P<day>[0-9]{{1,2}}){ORDINAL}?(?:\s(?:day\s)?of)?[\s–—-]{{1,20}}$"""
)
_WEEKDAY_BEFORE = compiled(rf"(?<![A-Za-z])(?P<weekday>{WEEKDAY})[.,]?[\s,(]{{0,20}}(?:the\s)?$")
_WEEKDAY_AFTER = compiled(rf"[\s,]{{0,3}}\(\s?(?P<weekday>{WEEKDAY})\s?\)")
# "May 14 and 15": the second must not be the hour of "May 14, 10 a.m." or the sum of "May 14 to 20 million".
_ANOTHER = compiled(
    rf"""\s?(?:[-–—&]|,|(?:,\s?)?(?:and|or|to|through))\s?(?P<day>[0-9]{{1,2}}){ORDINAL}?
    (?![0-9]|[.:][0-9]|\s?[AaPp]\.?\s?[Mm]\b|\s?%|\s(?:[Nn]oon|hours|million|billion|percent|cents|[A-Z]{{2,4}}T\b))"""
)
_YEAR_AFTER = late(rf"(?:\s?,?\s{{1,20}}|,\s?|[-–—])({YEAR})")
_ISO = late(r"[12][0-9]{3}([-–—/.])([01]?[0-9])\1([0-3]?[0-9])(?![0-9])")
_FIGURES = late(r"[0-9][0-9]?([-–—/.])[0-3]?[0-9]\1(?:20[0-9]{2}|[0-9]{2})(?![0-9]|[-–—/.][0-9])")
_PARTED = late(r"[0-9][-–—/.][0-9]")  # any day in figures holds it
_SHORT_FIGURES = late(r"([0-9][0-9]?)/([0-3]?[0-9])(?![0-9/])")
_RELATIVE = compiled(
    r"""[Tt](?:oday|omorrow|onight|his\s(?:morning|afternoon|evening)|hat\s(?:day|morning|afternoon|evening)
    |h(?:at|e)\s(?:very\s)?[Ss]ame\s(?:day|date|morning|afternoon|evening)(?!\sas\b))(?![a-z])
    |[Ss]ame\s(?:day|date)(?![a-z]|\sas\b)|[Yy]esterday(?![a-z])|TODAY"""
)
_ALONE = late(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?![a-z]|\s(?:and|to|through|or)\s|\.[a-z])")
_ON = late(r"(?<![A-Za-z])(?:[Oo]n|[Tt]his|[Cc]oming)\s$")
_OF_MONTH = late(rf"the\s(?P<day>[0-9]{{1,2}}){ORDINAL}(?=\s?[.,;)]|\s(?:at|until|through|of\sth)|$)")
_NEWSPAPER = late(r"(?:USA|Psychology|Business|India)\s$")
_VERB = late(r"\s(?:be|not|have|also|include|result|require|apply|occur|cause|only)\b")
_BRIDGE = late(rf"\s{{0,3}}(?:[-–—&]|,?\s?(?:and|or|to|through|until)(?:\son)?)\s{{0,3}}(?:{WEEKDAY},?\s)?$")

# Nobody announces a call eleven months ahead: a day without its year that lies a little back is in the past.
_LOOK_BACK = timedelta(days=45)
# How far from the release, in days, the weekday's word is believed against that.
_NEAR = range(-120, 300)
_WINDOW = 32


_Spanned = TypeVar("_Spanned", "Day", "_Named")


@lru_cache(maxsize=128)  # several rules ask for those of one sentence
def days(text: str, start: int, end: int, published: date | None, day_first: bool) -> tuple[Day, ...]:
    """The days in text[start:end], in order; none overlaps another."""
    named = [*_written(text, start, end)]
    if _PARTED.search(text, start, end):
        named += _figures(text, start, end, day_first)
    found = _resolved(_with_bridged_years(text, _apart(named)), published)
    found = _apart([*found, *_relative(text, start, end, published), *_alone(text, start, end, published)])
    return tuple(_apart([*found, *_of_month(text, start, end, found, published)]))


def _apart(found: list[_Spanned]) -> list[_Spanned]:
    """In the text's order, the longer of two that overlap."""
    if len(found) < 2:
        return found
    kept: list[_Spanned] = []
    for item in sorted(found, key=lambda item: (item.span.start, -item.span.end)):
        if not kept or item.span.start >= kept[-1].span.end:
            kept.append(item)
    return kept


def _written(text: str, start: int, end: int) -> Iterator[_Named]:
    """Days with the month in letters: "Wednesday, May 14th", "14 May 2025", "May 14 and 15"."""
    for month in _MONTH.finditer(text, start, end):
        if _glued(text, month.start()):
            continue
        after = _AFTER_MONTH.match(text, month.end(), end)
        if after:
            yield from _month_first(text, start, end, month, after)
        else:
            yield from _month_last(text, start, end, month)


def _glued(text: str, at: int) -> bool:
    """Whether the month's letters are the end of a word; "DateMay 14" is two words that scraping glued."""
    before = text[at - 1 : at]
    return before.isalpha() and not (before.islower() and text[at].isupper() and text[at + 1].islower())


def _month_first(
    text: str, start: int, end: int, month: re.Match[str], after: re.Match[str]
) -> Iterator[_Named]:
    numbers = [after]
    while (another := _ANOTHER.match(text, numbers[-1].end(), end)) and len(numbers) < 4:
        numbers.append(another)
    year = _YEAR_AFTER.match(text, numbers[-1].end(), end)
    if not year and _not_a_date(text, start, month, numbers[-1]):
        return
    from_, weekday = _weekday(text, start, end, month.start(), (year or numbers[-1]).end())
    for number in numbers:
        last = number is numbers[-1]
        span = Span(
            from_ if number is after else number.start("day"), year.end() if year and last else number.end()
        )
        day, written = int(number["day"]), int(year[1]) if year else None
        yield _Named(span, month_number(month[0]), day, written, weekday if number is after else None)


def _not_a_date(text: str, start: int, month: re.Match[str], number: re.Match[str]) -> bool:
    """Whether "May 14" is a verb and a count, or "in March 12 patients" a month and a count."""
    tail = text[number.end("day") : number.end("day") + 2]
    if tail.lower() in ("st", "nd", "rd", "th"):
        return False
    return text[max(start, month.start() - 3) : month.start()].lower() == "in "


def _month_last(text: str, start: int, end: int, month: re.Match[str]) -> Iterator[_Named]:
    from_ = max(start, month.start() - _WINDOW)
    before = _BEFORE_MONTH.search(text[from_ : month.start()])
    year = _YEAR_AFTER.match(text, month.end() + (text[month.end() : month.end() + 1] == "."), end)
    if not before or (not year and _VERB.match(text, month.end(), end)):
        return
    stop = year.end() if year else month.end()
    begin, weekday = _weekday(text, start, end, from_ + before.start(), stop)
    number, written = month_number(month[0]), int(year[1]) if year else None
    if before["first"]:
        yield _Named(Span(begin, from_ + before.end("first")), number, int(before["first"]), written, weekday)
        begin, weekday = from_ + before.start("day"), None
    yield _Named(Span(begin, stop), number, int(before["day"]), written, weekday)


def _weekday(text: str, start: int, end: int, begin: int, stop: int) -> tuple[int, int | None]:
    """Where the day begins with its weekday, and that weekday, if one stands before or in brackets after."""
    from_ = max(start, begin - _WINDOW)
    before = _WEEKDAY_BEFORE.search(text[from_:begin])
    if before:
        return from_ + before.start(), weekday_number(before["weekday"])
    after = _WEEKDAY_AFTER.match(text, stop, end)
    return begin, weekday_number(after["weekday"]) if after else None


def _figures(text: str, start: int, end: int, day_first: bool) -> Iterator[_Named]:
    """Days in figures: 2025-02-10, 02/10/2025, 10.02.2025, "Tues. 3/4"."""
    for iso in _ISO.finditer(text, start, end):
        if _stands_free(text, iso.start()):
            year, month, day = (int(part) for part in re.split(r"[-–—/.]", iso[0]))
            yield _Named(Span(*iso.span()), month, day, year)
    for figures in _FIGURES.finditer(text, start, end):
        named = _in_figures(figures, day_first) if _stands_free(text, figures.start()) else None
        if named:
            begin, weekday = _weekday(text, start, end, figures.start(), figures.end())
            yield replace(named, span=Span(begin, figures.end()), weekday=weekday)
    for short in _SHORT_FIGURES.finditer(text, start, end):
        begin, weekday = _weekday(text, start, end, short.start(), end)
        if weekday is not None:
            yield _Named(Span(begin, short.end()), int(short[1]), int(short[2]), None, weekday)


def _stands_free(text: str, at: int) -> bool:
    """Whether a figure is not the tail of a longer one, a price or a path."""
    before = text[at - 1 : at]
    if before and before in "–—":
        return not text[at - 2 : at - 1].isdigit()
    return not (before.isalnum() or (before and before in "$€£.,-/:+_#="))


def _in_figures(figures: re.Match[str], day_first: bool) -> _Named | None:
    first, second, year = (int(part) for part in re.split(r"[-–—/.]", figures[0]))
    dotted = figures[1] == "."
    if year < 100 and figures[1] in ".–—":
        return None  # 1.2.25 is a section or a version, 5–10–15 are doses
    if first > 12 or (second <= 12 and (day_first or dotted)):
        first, second = second, first
    return _Named(Span(*figures.span()), first, second, year if year >= 100 else 2000 + year)


def _with_bridged_years(text: str, named: list[_Named]) -> list[_Named]:
    """ "March 4 to March 11, 2025": the first day is of the second's year, or of the year before it."""
    for i in range(len(named) - 2, -1, -1):
        this, following = named[i], named[i + 1]
        gap = text[this.span.end : following.span.start]
        if this.year is None and following.year is not None and len(gap) < _WINDOW and _BRIDGE.match(gap):
            later = (this.month, this.day) > (following.month, following.day)
            named[i] = replace(this, year=following.year - later)
    return named


def _resolved(named: list[_Named], published: date | None) -> list[Day]:
    """The days with their years worked out; what no calendar has is left out."""
    found: list[Day] = []
    anchor = published
    for day in named:
        resolved = _day(day, anchor)
        if resolved:
            found.append(resolved)
            if published is None and resolved.date:
                anchor = resolved.date
    return found


def _day(named: _Named, anchor: date | None) -> Day | None:
    if named.year is not None:
        fixed = _date(named.year, named.month, named.day)
        if fixed is None:
            return None
        differs = named.weekday is not None and fixed.weekday() != named.weekday
        return Day(named.span, fixed, year_written=True, weekday_differs=differs)
    if not _date(2024, named.month, named.day):
        return None
    if anchor is None:
        return Day(named.span, None)
    return _nearest(named, anchor)


def _nearest(named: _Named, anchor: date) -> Day:
    """The date nearest after `anchor`; a weekday named decides between years when it fits one of them."""
    years = range(max(MINYEAR, anchor.year - 1), min(MAXYEAR, anchor.year + 2) + 1)
    dates = [fixed for year in years if (fixed := _date(year, named.month, named.day))]
    coming = [fixed for fixed in dates if fixed - anchor >= -_LOOK_BACK]
    if named.weekday is not None:
        fitting = [
            fixed for fixed in dates if fixed.weekday() == named.weekday and (fixed - anchor).days in _NEAR
        ]
        if fitting:
            return Day(named.span, min(fitting, key=lambda fixed: abs(fixed - anchor)))
    return Day(named.span, coming[0] if coming else None, weekday_differs=named.weekday is not None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # no calendar has that day
        return None


def _relative(text: str, start: int, end: int, published: date | None) -> Iterator[Day]:
    """Days told from the release's own ("today", "tomorrow") or from the one before ("the same day")."""
    for word in _RELATIVE.finditer(text, start, end):
        at = word.start()
        if text[at - 1 : at].isalpha() or _NEWSPAPER.search(text[max(start, at - 12) : at]):
            continue
        said = word[0].lower()
        if said.startswith(("that", "the", "same")):
            yield Day(Span(*word.span()), None, same=True)
        else:
            shift = {"tomorrow": 1, "yesterday": -1}.get(said, 0)
            yield Day(Span(*word.span()), _shifted(published, shift))


def _shifted(day: date | None, by: int) -> date | None:
    try:
        return day and day + timedelta(days=by)
    except OverflowError:  # the first or last day that can be written
        return None


def _alone(text: str, start: int, end: int, published: date | None) -> Iterator[Day]:
    """A weekday by itself, "on Thursday": the first from the day of publication on."""
    for word in _ALONE.finditer(text, start, end):
        if _ON.search(text[max(start, word.start() - 8) : word.start()]):
            ahead = (weekday_number(word[0]) - published.weekday()) % 7 if published else 0
            yield Day(Span(*word.span()), _shifted(published, ahead))


def _of_month(text: str, start: int, end: int, found: list[Day], published: date | None) -> Iterator[Day]:
    """ "until midnight on the 20th": of the month of the day named before it, or the next one."""
    anchor, named = published, iter([*found, None])
    following = next(named)
    for word in _OF_MONTH.finditer(text, start, end):
        while following and following.span.end <= word.start():
            anchor, following = following.date or anchor, next(named)
        yield Day(Span(word.start("day"), word.end()), anchor and _on_the(int(word["day"]), anchor))


def _on_the(day: int, anchor: date) -> date | None:
    fixed = _date(anchor.year, anchor.month, day)
    if fixed is None or fixed >= anchor:
        return fixed
    return _date(anchor.year + anchor.month // 12, anchor.month % 12 + 1, day)
