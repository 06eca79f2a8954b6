"""How long, and from when, an event can be heard afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.model import Reason, Span, Stated
from bot.reading.calls.govern import Governed
from bot.reading.calls.units import Unit
from bot.reading.cues.events import EVENT_NOUN
from bot.reading.cues.sides import LIVE
from bot.reading.patterns import late
from bot.reading.prose import folded
from bot.reading.values.moment import Clock, Length, Moments, stamp

_DAY_FILLER = (
    r"(?:the\s+(?:publication|release)\s+of\s[^.;]{0,80}?\son\s+)?"
    r"(?:(?:and\s+)?including\s+|on\s+|at\s+|approximately\s+|"
    r"(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?:business\s+)?(?:day\s+)?|\w+day,?\s+)*"
)
_UNTIL = late(
    rf"\b(?:until|till|through|thru|up\s+to|to|ending|ends?|expir\w+|end\s+date|removed|taken\s+down|"
    rf"[–-])\W{{0,4}}{_DAY_FILLER}\W{{0,3}}$",
    re.IGNORECASE,
)
# An end that no longer holds: "formerly expected to end on May 5".
_GIVEN_UP = late(r"\b(?:formerly|previously|originally|instead\sof|rather\sthan)\b[^.;,]*$", re.IGNORECASE)
_FROM = late(
    r"\b(?:from|start(?:s|ing)?|begin(?:s|ning)?|as\s+of|after|available(?:\s+(?:at|on|from))?)\W{0,4}"
    r"(?:approximately\s+|about\s+|around\s+|at\s+|on\s+|\w+day,?\s+)*$",
    re.IGNORECASE,
)
# What makes a length of time that of a replay: "for 30 days", "Available: 7 days".
_LASTS = late(
    r"\b(?:for|up\s+to|least|about|approximately|period\s+of|next|of)\W*(?:\w+\W+){0,3}$|[:|]\W*$",
    re.IGNORECASE,
)
# How soon something is posted, or how long a transcript, is no length of a replay.
_NO_REPLAY = late(
    r"\bwithin\W(?:\w+\W+){0,4}$|\b(?:and|while)\s(?:the|a)\s(?:\w+\s){0,2}transcript\b[^.;]{0,70}$|"
    r"^\W*(?:the|a)\s(?:\w+\s){0,2}transcript\b[^.;]{0,70}$",
    re.IGNORECASE,
)
_COUNTED_FROM = late(
    r"\s(?:following|after|from)\s(?:the\s)?(?:[\w’']+\s){0,4}?"
    r"(?:call|event|webcast|presentation|conference|broadcast|meeting)\b",
    re.IGNORECASE,
)
_FOR = late(r"\bfor\s[\w\s]{0,24}$", re.IGNORECASE)
# By which way what can be heard afterwards is reached: named outright, or only by the kind of recording.
_WEB = late(
    r"https?:|www\.|\.com\b|web\s?site|web\s?page|\bonline\b|\binternet\b|\bon\sthe\sweb\b|\b(?:same|the|our|its)\s(?:link|url|address|page|site)\b"
)
_TELEPHONE = late(
    r"telephon\w*|\b(?:by|via)\sphone|\bphon(?:e|ing)\b|\bdial\w*|\bcall(?:ing)?\s\+?[(\d]|\btoll|(?<![\d/=.-])\+?\(?\d[\d().\s‐-―-]{7,20}\d"
)
_WEB_KIND = late(r"(?:web|audio)-?\s?cast|audio\sfile|\bvideo|on[\s-]demand|stream")
_TELEPHONE_KIND = late(
    r"\bcall\s(?:(?:will\sbe|is)\s)?re-?played|audio\sreplay|instant\sreplay|taped?\sreplay|digital|call\sreplay"
)
# What is recorded, and what a length is counted from, tells nothing of how the recording is reached.
_OF_EVENT = late(
    rf"""\b(?:after|following|from|of|hear|heard|miss(?:ed)?)\s(?:(?:the|our|its|this|today['’]s)\s)?
    (?:(?:conclusion|completion|end|close|date|day)\s(?:of\s)?(?:(?:the|our|its|this)\s)?)?(?:(?:entire|live|audio|online|earnings|results)\s){{0,3}}{EVENT_NOUN}
    (?:\s(?:and|&)\s(?:(?:the|live|audio)\s)*{EVENT_NOUN})?|live\s{EVENT_NOUN}\s(?:ends|concludes)""",
    re.VERBOSE,
)
_BOUNDARY = late(r"[,;]\s|\s(?:and|while|with)\s(?:the|an?|on)\s")
_FAR = 200  # characters that a clause's end counts for
_WEAK = 60  # … and that only the kind of recording is named
_NOWHERE = 100_000
# "can be accessed both online and by dialing …": what ends, ends for both.
_EITHER_WAY = late(
    r"""\b(?:online|web-?\s?cast|internet|website)\b(?:[^.;]|\.(?=\S)){0,40}\band\s(?:also\s)?(?:by|via|over)\s(?:the\s)?
     (?:dial\w+|tele?phone|phone|calling)
    |\b(?:telephone|phone)\s(?:and|or)\s(?:online|(?:the\s)?(?:internet|web))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = late(r"until|till|through|thru|\bto\b|–", re.IGNORECASE)
_BESIDE = 24
_REACH = 70
_MOST = 12  # days or lengths of one sentence


@dataclass(frozen=True, slots=True)
class Event:
    """What is known of the event when its replay is read: its day, its zone, and whether a replay of which
    nothing else is said is one by telephone."""

    day: date | None
    zone: str | None
    by_telephone: bool


@dataclass(frozen=True, slots=True)
class Lasting:
    """When the replay starts, when the telephone's and when the web archive's ends."""

    starts: Stated | None = None
    until: Stated | None = None
    webcast_until: Stated | None = None


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day a unit names of its replay, with the time beside it."""

    date: date
    clock: Clock | None
    span: Span


@dataclass(frozen=True, slots=True)
class _End:
    """When a replay ends; whether it is the web archive's, and whether its sentence tells it of a webcast."""

    stated: Stated
    web: bool | None
    of_webcast: bool


class Replays:
    """Reads how long replays last."""

    def __init__(self, moments: Moments, text: str, published: Stated | None, *, day_first: bool) -> None:
        self._moments = moments
        self._text = text
        self._published = date.fromisoformat(published.value) if published else None
        self._day_first = day_first

    def lasting(self, units: Iterable[Governed], event: Event) -> Lasting:
        """The replay's beginning and ends; an end is the telephone's or the web archive's by its words."""
        starts: list[Stated] = []
        ends: list[_End] = []
        either_way = False
        for governed in units:
            unit = governed.unit
            if unit.context or not governed.names_replay:
                continue
            either_way = either_way or bool(_EITHER_WAY.search(unit.text))
            for moment in self._of_replay(governed, event):
                before = self._text[max(unit.span.start, moment.span.start - _REACH) : moment.span.start]
                if _GIVEN_UP.search(before):
                    continue
                if _UNTIL.search(before) and (event.day is None or moment.date >= event.day):
                    ends.append(_End(_stated(moment, event.zone), *_way(unit, moment.span)))
                elif _FROM.search(before) and governed.at(moment.span) != LIVE:
                    starts.append(_stated(moment, event.zone))
            ends += [_End(end, *_way(unit, length.span)) for length, end in self._lengths(governed, event)]
        by_telephone, by_web = _settled(ends, event)
        if either_way:
            by_telephone, by_web = by_telephone or by_web, by_web or by_telephone
        return Lasting(next(iter(starts), None), by_telephone, by_web)

    def _of_replay(self, governed: Governed, event: Event) -> Iterator[_Moment]:
        """The days that the unit names of the replay."""
        unit = governed.unit
        start, end = unit.span.start, unit.span.end
        base = self._published or event.day
        days = self._moments.days(self._text, start, end, published=base, day_first=self._day_first)
        clocks = self._moments.clocks(self._text, start, end)
        for day in days[:_MOST]:
            named = day.date or (event.day if day.same else None)
            if named and _is_replay(governed, day.span):
                clock = self._beside(clocks, day.span)
                yield _Moment(named, clock, _joined(day.span, clock))

    def _lengths(self, governed: Governed, event: Event) -> Iterator[tuple[Length, Stated]]:
        """The lengths of time the unit gives its replay, with the day they lead to."""
        unit = governed.unit
        start, end = unit.span.start, unit.span.end
        for length in self._moments.lengths(self._text, start, end)[:_MOST] if event.day else ():
            before = self._text[max(start, length.span.start - _REACH) : length.span.start]
            if not _is_replay(governed, length.span) or not _LASTS.search(before):
                continue
            if _NO_REPLAY.search(before):
                continue
            if event.day:
                until = length.after(event.day)
                phrase = self._phrase(unit, length.span)
                yield length, Stated(until.isoformat(), phrase, Reason("length of the replay"))

    def _phrase(self, unit: Unit, span: Span) -> Span:
        """The length with what it counts from: "for one week following the call"."""
        floor = max(unit.span.start, span.start - 32)
        lead = _FOR.search(self._text[floor : span.start])
        tail = _COUNTED_FROM.match(self._text, span.end, unit.span.end)
        return Span(floor + lead.start() if lead else span.start, tail.end() if tail else span.end)

    def _beside(self, clocks: Iterable[Clock], day: Span) -> Clock | None:
        """The time that goes with a day: right beside it, with no "until" between the two."""
        for clock in clocks:
            gap = self._text[min(clock.span.end, day.end) : max(clock.span.start, day.start)]
            if len(gap) <= _BESIDE and not _PARTS.search(gap):
                return clock
        return None


def _settled(ends: list[_End], event: Event) -> tuple[Stated | None, Stated | None]:
    """When the telephone's replay ends, and when the web archive's.

    An end whose words name no way in is the telephone's where there is one; of two such, the one that is told
    of a webcast is the archive's.
    """
    open_ends = [end for end in ends if end.web is None]
    several = len(ends) > 1 and any(not end.of_webcast for end in ends)
    sides: dict[bool, list[Stated]] = {True: [], False: []}
    for end in ends:
        web = end.web
        if web is None:
            web = end.of_webcast if several and len(open_ends) > 1 else not event.by_telephone
        sides[web].append(end.stated)
    return next(iter(sides[False]), None), next(iter(sides[True]), None)


def _way(unit: Unit, at: Span) -> tuple[bool | None, bool]:
    """Whether an end is the web archive's, None where nothing says so; and whether it is told of a webcast.

    The way in that is named nearest to the end decides, else the kind of recording.
    """
    said = folded(unit.text)
    words = _OF_EVENT.sub(lambda match: " " * len(match[0]), said)
    begin, end = at.start - unit.span.start, at.end - unit.span.start
    of_webcast = bool(_WEB_KIND.search(said, 0, begin))
    far = [
        min(_distance(way, words, begin, end), _distance(kind, words, begin, end) + _WEAK)
        for way, kind in ((_WEB, _WEB_KIND), (_TELEPHONE, _TELEPHONE_KIND))
    ]
    return (far[0] < far[1] if min(far) < _NOWHERE else None), of_webcast


def _distance(pattern: re.Pattern[str], words: str, begin: int, end: int) -> int:
    """How far the nearest match is from words[begin:end], in characters."""
    nearest = _NOWHERE
    for match in pattern.finditer(words):
        before = match.end() <= begin
        between = words[match.end() : begin] if before else words[end : match.start()]
        apart = _FAR if _BOUNDARY.search(between) else 0
        nearest = min(nearest, len(between) + apart)
    return nearest


def _is_replay(governed: Governed, span: Span) -> bool:
    """Whether the place speaks of the replay; a sentence of which all does may name it only at its end."""
    return governed.only_replay or governed.at(span) != LIVE


def _stated(moment: _Moment, zone: str | None) -> Stated:
    clock = moment.clock
    if clock and clock.zone is None:
        clock = replace(clock, zone=zone)
    return Stated(stamp(moment.date, clock), moment.span, Reason("day of the replay"))


def _joined(day: Span, clock: Clock | None) -> Span:
    return Span(min(day.start, clock.span.start), max(day.end, clock.span.end)) if clock else day
