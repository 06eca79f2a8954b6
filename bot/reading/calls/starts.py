"""When an event begins: which of a sentence's days and times are the event's own.

A sentence that announces a call also names the day results come out, the end of the quarter, when the replay
ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.model import Document, Reason, Span, Stated
from bot.reading.calls.govern import Governed
from bot.reading.calls.owners import EVENT, Owners, owners
from bot.reading.calls.periods import period_end
from bot.reading.calls.units import Unit
from bot.reading.cues.events import EVENTS
from bot.reading.patterns import late
from bot.reading.prose import folded
from bot.reading.values.moment import Clock, Day, Moments, agree, stamp

_VERBS = r"announc|report|said|stat|releas|issu|provid|declar|commenc|fil|post|publish|complet|enter|disclos"
# "announced today", "today announced": the day of the release, not of an event.
_ANNOUNCED = late(rf"\b(?:{_VERBS})\w*\s*(?:that\s*)?$", re.IGNORECASE)
_ANNOUNCES = late(rf"[\s,]{{0,3}}(?:(?:it|has|is|also)\s)?(?:{_VERBS})\w*\b(?!\s+(?:at|on)\b)", re.IGNORECASE)
_RELATIVE = late(r"to(?:day|night)|this", re.IGNORECASE)
# A dateline's day is followed by the wire's brackets or dashes.
DATELINE_END = late(r"\s?(?:--|—|–|-|/|\(\s?[A-Z]|\|)")
_DATELINE_LENGTH = 140
# What a day ends or precedes, so that nothing begins on it.
_PERIOD = late(
    r"""\b(?:end(?:ed|ing|s)|as\s+of|as\s+at|dated|since|filed|record|until|through|thru|till|expires?(?:\s+on)?
    |up\s+to|(?:previously|originally|earlier)\s+(?:scheduled|set|planned|announced)\s+for|(?:rescheduled|moved)\s+from|rather\s+than|instead\s+of
    |(?:no|not)\s+later\s+than|in\s+advance\s+of|deadline(?:\s+is)?|on\s+or\s+(?:before|about)|beginning\s+of
    |by|before|prior\s+to)\s+(?:the\s+)?(?:close\s+of\s+business\s+)?(?:on\s+)?(?:\w+day,?\s+)?(?:\w+\s+){0,2}?$""",
    re.VERBOSE | re.IGNORECASE,
)
# "which had been set for May 7" is given up where something is put off; what is cancelled keeps its day.
_HAD_BEEN_SET = late(
    r"\b(?:had\s+been|was|were)\s+(?:scheduled|set|planned|announced)\s+for\s+(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
_PUT_OFF = late(r"\b(?:postpon|re-?schedul|mov(?:e|ed|ing)\b|delay)", re.IGNORECASE)
_NO_START = late(
    r"""\b(?:until|till|through|by|before|no\s+later\s+than|prior\s+to|after|breakfast|lunch|check-?in|doors\s+open
    |regist\w+\s+(?:opens?|begins?|starts?|closes?)|embargo\w*|(?:moved|brought\s+forward|changed|put\s+back)\s+from)\s+(?:approximately\s+|about\s+|at\s+|on\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_LABELLED = late(
    r"""\W{0,12}(?:\d\.\s)?(?:(?:conference\s+call|event|call|webcast|presentation|start|local|live)\s+)?
    (?:date|time|when|day|starts?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Office hours: "between 8 a.m. and 5 p.m., Monday through Friday".
_OFFICE_HOURS = late(
    r"\b(?:Mon(?:days?)?\b\.?\s?(?:through|to|thru|-|–)\s?(?:Fri|Sat|Sun)|weekdays\b|business\shours)",
    re.IGNORECASE,
)
# What stands below a heading: "Thursday, May 14, 9:30 CEST, streamed at …".
DAY_LINE = late(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s(?:\d|[A-Z])")
_SHARED_ZONE = late(r"[A-Z]{3,4}|Central\sEurope\w*(?:\s\w+)*", re.IGNORECASE)
# Where releases tell their own time; companies of other places that have but one may go by New York's.
_OWN_TIME = (
    "Europe/",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Africa/Johannesburg",
)
_IN_NUMBER = late(r"\d[\s.-]\d{3,4}[\s.-]$")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTED = late(
    r"""\b(?:(?P<next>(?:following|next)\s(?P<trading>(?:business|trading)\s)?(?:day|morning|afternoon))
    |(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b""",
    re.VERBOSE,
)
_WEEKDAY_ALONE = late(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
# How near a day and a time stand that belong together, and how far a moment's two halves at most.
_ADJACENT = 44
_TOGETHER = 400
_TOP = 3000  # characters in which a release names the period of its figures
_APART = 45  # minutes between the times of two events


@dataclass(frozen=True, slots=True)
class Start:
    """A day, a time or both that one unit states as an event's beginning.

    It is `sure` where the unit itself names an event or is labelled, or stands right below a heading that
    does (`headed`); else it goes on about one. A `carried` day is not the unit's own but the one named last
    before it.
    """

    day: Day | None
    clock: Clock | None
    sure: bool
    carried: bool = False
    headed: bool = False

    @property
    def date(self) -> date | None:
        return self.day.date if self.day else None

    @property
    def span(self) -> Span | None:
        """Its words in the unit: those of the time, and of the day beside it."""
        own = [part.span for part in (self.clock, None if self.carried else self.day) if part]
        return Span(min(s.start for s in own), max(s.end for s in own)) if own else None


@dataclass(frozen=True, slots=True)
class _Named:
    """The moments of one unit: the days and times that are its events', and all dates it names."""

    days: list[Day]
    clocks: list[Clock]
    dates: list[Day]

    def last_before(self, span: Span) -> Day | None:
        return next((day for day in reversed(self.dates) if day.span.end <= span.start), None)


class Starts:
    """Finds the beginnings that units state, with the day last named carried from unit to unit."""

    def __init__(
        self,
        moments: Moments,
        document: Document,
        published: Stated | None,
        *,
        day_first: bool,
        home: str | None = None,
    ) -> None:
        """`home` is the zone of the country that the release is dated from, where it has but one."""
        self._moments = moments
        self._text = document.text
        self._published = date.fromisoformat(published.value) if published else None
        self._dateline = published.span if published else Span(0, 0)
        self._day_first = day_first
        self._carried: Day | None = None
        self._headed = False
        self._event_named = False
        self._zones: dict[str, Span] = {}
        self._home = home

    def of(self, governed: Governed) -> tuple[Start, ...]:
        """The beginnings a unit states, in order; "that day" is the day named last before it."""
        unit = governed.unit
        days = self._days(unit)
        clocks = self._moments.clocks(self._text, unit.span.start, unit.span.end)
        clocks = tuple(clock for clock in clocks if not _IN_NUMBER.search(self._before(unit, clock.span)))
        clocks = () if _OFFICE_HOURS.search(unit.text) else clocks
        self._zones |= {clock.zone: clock.zone_span for clock in clocks if clock.zone and clock.zone_span}
        headed, self._headed = self._headed and not unit.label, False
        if not days and not clocks:
            self._headed = unit.heading and EVENTS.first(folded(unit.text)) is not None
            if self._event_named:
                return ()
        own = owners(governed)
        self._event_named = self._event_named or (own.names_event and not unit.context)
        named = self._named(unit, own, days, clocks)
        said = headed or self._event_named or _LABELLED.match(unit.text) or self._is_moment(unit, named)
        silent = unit.context or not said
        starts = () if silent else tuple(self._starts(unit, own, named))
        if headed:
            starts = tuple(replace(start, sure=True, headed=True) for start in starts)
        own_days = [start.day for start in starts if start.day in named.dates]
        self._carried = [self._carried, *named.dates, *own_days][-1]
        return starts

    def zoned(self, clock: Clock | None) -> Clock | None:
        """The time, in the one zone that the units' other times are in where its own words name none.

        A time without any zone is that of the release's own country, where that tells its own, whose zone is
        also the better name for one shared by many, "CET".
        """
        if clock is None:
            return None
        if clock.zone is None and len(self._zones) == 1:
            ((zone, span),) = self._zones.items()
            clock = replace(clock, zone=zone, zone_span=span)
        if self._home is None or not self._home.startswith(_OWN_TIME):
            return clock
        if clock.zone is None:
            return clock if self._zones else replace(clock, zone=self._home, zone_span=clock.span)
        shared = clock.zone_span and _SHARED_ZONE.fullmatch(clock.zone_span.of(self._text))
        return replace(clock, zone=self._home) if shared and agree(clock.zone, self._home) else clock

    def _days(self, unit: Unit) -> tuple[Day, ...]:
        """The unit's days; in a release without a date, one without its year goes by the day before.

        The first goes by the end of the period that the release names first: nobody tells of figures before.
        """
        found = self._find(unit, self._published)
        if self._published or not found:
            return found
        base = (self._carried and self._carried.date) or period_end(self._text[:_TOP])
        if base is None:
            return found
        beside = {day.span: day for day in self._find(unit, base)}
        return tuple(
            beside.get(day.span, day) if day.date is None and self._is_written(day) else day for day in found
        )

    def _find(self, unit: Unit, published: date | None) -> tuple[Day, ...]:
        return self._moments.days(
            self._text, unit.span.start, unit.span.end, published=published, day_first=self._day_first
        )

    def _is_written(self, day: Day) -> bool:
        """Whether the day is written in figures rather than as "today" or "that day"."""
        return not day.same and any(map(str.isdigit, day.span.of(self._text)))

    def _named(self, unit: Unit, own: Owners, days: tuple[Day, ...], clocks: tuple[Clock, ...]) -> _Named:
        possible = [
            day for day in days if not self._is_dateline(unit, day) and not self._ends_period(unit, day)
        ]
        others = [day for day in days if day not in possible]
        return _Named(
            [day for day in possible if own.of(day.span) == EVENT],
            [
                clock
                for clock in clocks
                if own.of(clock.span) == EVENT
                and not _NO_START.search(self._before(unit, clock.span))
                and not self._goes_with(clock, others, possible)
            ],
            [day for day in possible if not day.same and not self._is_past(day)],
        )

    def _before(self, unit: Unit, span: Span) -> str:
        return self._text[max(unit.span.start, span.start - 48) : span.start]

    def _is_dateline(self, unit: Unit, day: Day) -> bool:
        """Whether the day is the release's own: its dateline, or the "today" of "announced today"."""
        if self._dateline.start < day.span.end and day.span.start < self._dateline.end:
            return True
        if _RELATIVE.match(self._text, day.span.start):
            before = self._before(unit, day.span)
            return bool(_ANNOUNCED.search(before) or _ANNOUNCES.match(self._text, day.span.end))
        leads = day.span.start < unit.span.start + _DATELINE_LENGTH and not _LABELLED.match(unit.text)
        return leads and day.date == self._published and bool(DATELINE_END.match(self._text, day.span.end))

    def _ends_period(self, unit: Unit, day: Day) -> bool:
        """Whether nothing begins on the day: a quarter ends, something is due, or it is only told of."""
        before = self._before(unit, day.span)
        if _HAD_BEEN_SET.search(before) and _PUT_OFF.search(unit.text):
            return True
        return bool(_PERIOD.search(before))

    def _is_past(self, day: Day) -> bool:
        return bool(self._published and day.date and day.date < self._published)

    def _goes_with(self, clock: Clock, others: list[Day], days: list[Day]) -> bool:
        """Whether the time belongs to a day that is no beginning: "previously set for May 7 at 5 p.m."."""
        beside = min((self._distance(day, clock) for day in others), default=_ADJACENT)
        return beside < min([_ADJACENT, *(self._distance(day, clock) for day in days)])

    def _starts(self, unit: Unit, own: Owners, named: _Named) -> Iterator[Start]:
        """Each time with its day; without a time, the day named first after the event, else before it."""
        sure = bool(own.named) or bool(_LABELLED.match(unit.text)) or self._is_moment(unit, named)
        if not named.clocks and not sure and not unit.label:
            return  # a day alone, in a sentence that speaks of something else
        if not named.clocks:
            after = [day for day in named.days if day.span.start > own.first_event]
            for day in [*after, *reversed(named.days)][:1]:
                yield Start(self._resolved(day, named), None, sure)
            return
        taken: dict[Span | None, Clock] = {}
        for clock in named.clocks:
            nearest = self._nearest(named.days, clock)
            key = nearest.span if nearest else None
            if key not in taken or _is_of_another(own, taken[key], clock):
                yield self._start(unit, named, nearest, clock, sure=sure)
            taken[key] = clock

    def _start(self, unit: Unit, named: _Named, day: Day | None, clock: Clock, *, sure: bool) -> Start:
        """The beginning that a time tells of; without a day beside it, on the one named last before."""
        if day and not _WEEKDAY_ALONE.fullmatch(day.span.of(self._text)):
            return Start(self._resolved(day, named), clock, sure)
        if day:  # "on Wednesday, May 5; the call follows on Thursday"
            base = named.last_before(day.span) or self._carried
            return Start((base and self._counted(unit, clock, base)) or day, clock, sure)
        before = named.last_before(clock.span)
        counted = self._counted(unit, clock, before or self._carried)
        return Start(counted or before or self._carried, clock, sure, carried=not (counted or before))

    def _counted(self, unit: Unit, clock: Clock, base: Day | None) -> Day | None:
        """The day that words beside a time count from the day before: "the next morning", "Friday"."""
        if base is None or base.date is None:
            return None
        start, end = max(unit.span.start, clock.span.start - 60), min(unit.span.end, clock.span.end + 40)
        for words in _COUNTED.finditer(self._text, start, end):
            span = Span(*words.span())
            if span.start < base.span.end and base.span.start < span.end:
                continue
            later = 1 if words["next"] else (_weekday(words["weekday"]) - base.date.weekday()) % 7
            if words["next"] and words["trading"]:
                later = max(1, 7 - base.date.weekday()) if base.date.weekday() > 3 else 1
            return Day(span, base.date + timedelta(days=later))
        return None

    def _resolved(self, day: Day, named: _Named) -> Day | None:
        return (named.last_before(day.span) or self._carried) if day.same else day

    def _is_moment(self, unit: Unit, named: _Named) -> bool:
        """Whether a line holds a day to come and its time alone: "Tuesday, May 5, 2026, 9:00 a.m. ET"."""
        if not (unit.heading and DAY_LINE.match(unit.text) and named.clocks and named.days):
            return False
        day = named.days[0].date
        return bool(self._published and day and day > self._published)

    def _nearest(self, days: list[Day], clock: Clock) -> Day | None:
        """The day beside the time, else the last before it in the sentence, else the first after."""
        close = [day for day in days if self._distance(day, clock) <= _ADJACENT]
        if close:
            return min(close, key=lambda day: self._distance(day, clock))
        before = [day for day in days if day.span.end <= clock.span.start]
        return before[-1] if before else next(iter(days), None)

    def _distance(self, day: Day, clock: Clock) -> int:
        """The characters between the two; a day in another zone's brackets, "8 p.m. ET (May 6 …", is far."""
        if day.span.start < clock.span.end:
            return max(clock.span.start - day.span.end, 0)
        gap = self._text[clock.span.end : day.span.start]
        return len(gap) + (_ADJACENT if "(" in gap[-12:] else 0)


def _is_of_another(own: Owners, clock: Clock, other: Clock) -> bool:
    """Whether a second time of the same day is another event's, rather than the first in another zone."""
    if clock.zone != other.zone or not own.has_event(clock.span.end, other.span.start):
        return False
    return abs((other.hour - clock.hour) * 60 + other.minute - clock.minute) >= _APART


def _weekday(word: str) -> int:
    return _WEEKDAYS.index(word[:3].lower())


def stated_start(day: Day | None, clock: Clock | None) -> Stated | None:
    """The moment with the words it comes from; None where the text does not fix the day."""
    if day is None or day.date is None:
        return None
    if clock is None:
        return Stated(stamp(day.date, None), day.span, Reason("day of the event"))
    whole = Span(min(day.span.start, clock.span.start), max(day.span.end, clock.span.end))
    near = whole.end - whole.start <= _TOGETHER
    return Stated(stamp(day.date, clock), whole if near else clock.span, Reason("day and time of the event"))
