"""Times of day with the place whose clock they are read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.values.moment.words import MONTH, ORDINAL, WEEKDAY, YEAR, compiled
from bot.reading.values.moment.zones import Zones


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `zone` is the IANA name of the place, None where the text names none.

    `midnight` marks the word: as the end of something it is 23:59 of the day named.
    """

    span: Span
    hour: int
    minute: int
    zone: str | None
    zone_span: Span | None
    midnight: bool = False


@dataclass(frozen=True, slots=True)
class _Time:
    """A time's words; one that is not `sure` is a time only if a zone follows."""

    span: Span
    hour: int
    minute: int
    sure: bool = True
    midnight: bool = False


# "4:30 p.m.", "10am", "12 noon"; beginning with a digit, the engine skips to the digits.
_HALF = compiled(
    r"""(?P<hour>[0-9][0-9]?)(?:\s?[:.]\s?(?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?(?:\so.clock)?\s{0,4}
    (?P<half>[AaPp]\.?\s?[Mm](?![a-z0-9]|[A-Z](?![a-z]|[DS]?T))\.?|[Nn]oon\b|[Mm]idnight\b)
    (?:\s?[(,]?\s?(?P<word>[Nn]oon|[Mm]idnight)\b\)?)?"""
)
# "14:00", "08.30", "14h00"
_FULL = compiled(
    r"""(?P<hour>[0-9][0-9]?)(?P<mark>[:.hH])(?P<minute>[0-5][0-9])(?::[0-5][0-9])?
    (?![0-9%]|[:.,][0-9]|\s?[%x]|\s?[AaPp]\.?\s?[Mm]\b)(?P<hours>\s?(?:hours|hrs|h|o.clock|[Uu]hr)\b\.?)?"""
)
# "1400 GMT", "0900 hours"
_FOUR = compiled(
    r"""(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])\s?
    (?:(?P<hours>hours|hrs|h)\b|(?=\(?[A-Z]{2,4}\b))"""
)
# "at 10 CET"
_BARE = late(r"[0-9][0-9]?(?=\s\(?[A-Z]{1,3}T\b)")
# Not the noon of "afternoon".
_WORD = late(r"(?<![A-Za-z])(?:[Nn]oon|[Mm]idnight|NOON|MIDNIGHT)\b")
# "this morning at 9", "at 5:00 this afternoon"
_PART_AT = compiled(
    r"""(?:[Tt]his|[Tt]hat|[Tt]omorrow|in\sthe)\s(?P<part>morning|afternoon|evening),?\sat\s
    (?P<hour>[0-9]{1,2})(?::(?P<minute>[0-5][0-9]))?(?![0-9:%]|[.,][0-9]|\s?[AaPp]\.?\s?[Mm]\b)"""
)
_AT_PART = compiled(
    r"""(?P<hour>[0-9][0-9]?)(?::(?P<minute>[0-5][0-9]))?(?:\so.clock)?\s
    (?:this|that|tomorrow|in\sthe)\s(?P<part>morning|afternoon|evening)\b"""
)
_CUE = late(r"(?:\b(?:[Aa]t|from|by|until|till|to|[Tt]ime|starting|begins)|[Tt]ime\s?:|TIME\s?:)\s{0,20}$")
_AT = late(r"\b(?:[Aa]t|from|until)\s{1,3}$")
# The first half of "8:00 - 9:30 a.m. ET"
_FIRST_HALF = late(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-5][0-9]))?\s?(?:[-–—]|to|and|until)\s?$")
_MONTH_BEFORE = late(rf"{MONTH}\.?\s{{1,3}}$")
_TO = late(r"\s{0,3}(?:[-–—]|to|and|until)\s{0,3}(?:approximately\s)?$")
_BESIDE = late(r"\s{0,2}(?:[(/,;=–—-]|or\b|and\b)\s{0,2}")
# The day in "10:00 a.m. on Tuesday, March 4, 2025 (Eastern Time)"
_PAST_DAY = compiled(
    rf"""[\s,]{{0,4}}(?:on\s)?(?:(?:this\s|tomorrow\s)?(?:today|tomorrow|morning|afternoon|evening)\b
    |(?:{WEEKDAY}[,.]?\s)?(?:{MONTH}\.?\s[0-9]{{1,2}}{ORDINAL}?|[0-9]{{1,2}}{ORDINAL}?\s{MONTH})(?![a-z0-9])(?:,?\s{YEAR})?
    |{WEEKDAY}\b)"""
)
_DIGIT = late(r"[0-9]")
_WINDOW = 20


class Clocks:
    """Finds times of day; `zones` maps zones' words to IANA names."""

    def __init__(self, zones: Mapping[str, str]) -> None:
        self._zones = Zones(zones)

    def find(self, text: str, start: int, end: int) -> tuple[Clock, ...]:
        """The times in text[start:end], in order."""
        times = _times(text, start, end)
        clocks: list[Clock] = []
        for time in times:
            clocks.append(self._clock(text, clocks[-1].span.end if clocks else start, end, time))
        shared = self._agreeing(text, list(_with_shared_zones(text, clocks)))
        return tuple(clock for clock, time in zip(shared, times, strict=True) if clock.zone or time.sure)

    def _clock(self, text: str, floor: int, end: int, time: _Time) -> Clock:
        zone = self._zones.after(text, time.span.end, end)
        span = Span(time.span.start, _past_bracket(text, zone[1])) if zone else time.span
        if not zone:
            zone = self._past_day(text, time.span.end, end) or self._zones.before(
                text, floor, time.span.start
            )
        name, words = zone or (None, None)
        return Clock(span, time.hour, time.minute, name, words, time.midnight)

    def _agreeing(self, text: str, clocks: list[Clock]) -> list[Clock]:
        """Shared abbreviations as the time beside them tells: "8 p.m. CST (7 a.m. EST)" is not Chicago's."""
        for i in range(len(clocks) - 1):
            if _BESIDE.fullmatch(text, clocks[i].span.end, clocks[i + 1].span.start):
                clocks[i] = self._agreed(text, clocks[i], clocks[i + 1])
                clocks[i + 1] = self._agreed(text, clocks[i + 1], clocks[i])
        return clocks

    def _agreed(self, text: str, clock: Clock, beside: Clock) -> Clock:
        if not clock.zone_span or _same_moment(clock, beside):
            return clock
        readings = [replace(clock, zone=zone) for zone in self._zones.readings(clock.zone_span.of(text))]
        return next((reading for reading in readings if _same_moment(reading, beside)), clock)

    def _past_day(self, text: str, at: int, end: int) -> tuple[str, Span] | None:
        day = _PAST_DAY.match(text, at, end)
        return self._zones.after(text, day.end(), end) if day else None


def _same_moment(one: Clock, other: Clock) -> bool:
    """Whether two clocks can show the same moment, in winter or in summer."""
    if not one.zone or not other.zone:
        return False
    return any(_minutes(one, one.zone, month) == _minutes(other, other.zone, month) for month in (1, 7))


def _minutes(clock: Clock, zone: str, month: int) -> int:
    """Minutes of the day in universal time, in the middle of a month."""
    offset = datetime(2025, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return (clock.hour * 60 + clock.minute - int(offset.total_seconds()) // 60) % 1440


def _past_bracket(text: str, zone: Span) -> int:
    """Where a zone's words end, with the bracket of "(ET)"."""
    return zone.end + (text[zone.start - 1 : zone.start] + text[zone.end : zone.end + 1] == "()")


def _times(text: str, start: int, end: int) -> list[_Time]:
    """The words that can be times, in order; of two that overlap the earlier and longer."""
    if _DIGIT.search(text, start, end):
        found = [*_halves(text, start, end), *_fulls(text, start, end), *_parts(text, start, end)]
    else:
        found = []
    found += [_noon_or_midnight(Span(*word.span()), word[0]) for word in _WORD.finditer(text, start, end)]
    kept: list[_Time] = []
    for time in sorted(found, key=lambda time: (time.span.start, -time.span.end)):
        if not kept or time.span.start >= kept[-1].span.end:
            kept.append(time)
    return kept


def _noon_or_midnight(span: Span, word: str) -> _Time:
    if word.lower() == "noon":
        return _Time(span, 12, 0)
    return _Time(span, 23, 59, midnight=True)


def _halves(text: str, start: int, end: int) -> Iterator[_Time]:
    """Times of the twelve-hour clock; one before a dash takes the other's half: "8:00 - 9:30 a.m."."""
    for found in _HALF.finditer(text, start, end):
        span = Span(*found.span())
        if not _stands_free(text, span.start, minutes=bool(found["minute"])):
            continue
        time = _half(span, found)
        if time:
            yield from _first_half(text, start, time)
            yield time


def _half(span: Span, found: re.Match[str]) -> _Time | None:
    word = (found["word"] or found["half"]).lower()
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if word in ("noon", "midnight"):
        return _noon_or_midnight(span, word) if hour in (0, 12, 24) and not minute else None
    afternoon = word.startswith("p")
    if hour > 12:
        return _Time(span, hour, minute) if afternoon and hour < 24 else None
    return _Time(span, hour % 12 + 12 * afternoon, minute) if hour or not afternoon else None


def _first_half(text: str, start: int, time: _Time) -> Iterator[_Time]:
    floor = max(start, time.span.start - _WINDOW)
    first = _FIRST_HALF.search(text[floor : time.span.start])
    if (
        not first
        or not 0 < int(first["hour"]) <= 12
        or _MONTH_BEFORE.search(text[floor : floor + first.start()])
    ):
        return
    begin = floor + first.start()
    if not _stands_free(text, begin, minutes=bool(first["minute"])):
        return
    hour, minute = int(first["hour"]) % 12, int(first["minute"] or 0)
    if (hour + 12, minute) < (time.hour, time.minute):
        hour += 12
    length = first.end("minute") if first["minute"] else first.end("hour")
    yield _Time(Span(begin, floor + length), hour, minute)


def _fulls(text: str, start: int, end: int) -> Iterator[_Time]:
    """Times of the twenty-four-hour clock: "14:00", "1400 GMT"."""
    for found in _FULL.finditer(text, start, end):
        hour = int(found["hour"])
        if hour < 24 and not found[0].startswith("0.") and _stands_free(text, found.start(), minutes=True):
            said = bool(found["hours"]) or (
                len(found["hour"]) == 2 and found["mark"] == ":" and _cued(text, start, found.start())
            )
            yield _Time(Span(*found.span()), _office_hour(found["hour"]), int(found["minute"]), sure=said)
    for found in _FOUR.finditer(text, start, end):
        said = _cued(text, start, found.start())
        if _stands_free(text, found.start(), minutes=False) and (said or found["hour"] not in ("19", "20")):
            sure = bool(found["hours"]) and said
            yield _Time(Span(*found.span()), int(found["hour"]), int(found["minute"]), sure=sure)
    for found in _BARE.finditer(text, start, end):
        if int(found[0]) < 24 and _AT.search(text[max(start, found.start() - _WINDOW) : found.start()]):
            yield _Time(Span(*found.span()), _office_hour(found[0]), 0, sure=False)


def _office_hour(written: str) -> int:
    """ "4:30 ET" is half past four in the afternoon: nobody calls investors before seven in the morning."""
    hour = int(written)
    return hour + 12 if len(written) == 1 and 1 <= hour < 7 else hour


def _cued(text: str, start: int, at: int) -> bool:
    return bool(_CUE.search(text[max(start, at - _WINDOW) : at]))


def _parts(text: str, start: int, end: int) -> Iterator[_Time]:
    """Times told by the part of the day: "this morning at 9"."""
    if not any(text.find(part, start, end) >= 0 for part in ("morning", "afternoon", "evening")):
        return  # the patterns look at every "t" otherwise
    for pattern, edge in ((_PART_AT, "hour"), (_AT_PART, "part")):
        for found in pattern.finditer(text, start, end):
            hour = int(found["hour"])
            if 0 < hour <= 12 and _stands_free(text, found.start("hour"), minutes=bool(found["minute"])):
                hour = hour % 12 + 12 * (found["part"] != "morning")
                stop = found.end("part") if edge == "part" else max(found.end("hour"), found.end("minute"))
                yield _Time(Span(found.start("hour"), stop), hour, int(found["minute"] or 0))


def _stands_free(text: str, at: int, *, minutes: bool) -> bool:
    """Whether a figure is not the tail of a longer one, a price or a name; with minutes it may be glued."""
    before, prior = text[at - 1 : at], text[at - 2 : at - 1]
    if at == 0 or before.isspace():
        return True
    if before.isdigit() or before in "$€£#+_=":
        return False
    if before in ".,:-":
        return not prior.isdigit() or (minutes and before in ",-")
    return minutes or not before.isalpha()


def _with_shared_zones(text: str, clocks: list[Clock]) -> Iterator[Clock]:
    """ "from 8:00 a.m. to 9:30 a.m. ET": the zone after the second is the first's too."""
    for this, following in zip(clocks, [*clocks[1:], None], strict=False):
        if following and not this.zone and _TO.fullmatch(text, this.span.end, following.span.start):
            yield replace(this, zone=following.zone, zone_span=following.zone_span)
        else:
            yield this
