"""Whose a moment is: a sentence's events, publications of results and replays, each with what it owns.

A day or time belongs to what it is tied to from behind ("May 5 for a call"), else to what was named last
before it, else to what is named next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from bot.model import Span
from bot.reading.calls.govern import Governed
from bot.reading.cues import Cue
from bot.reading.cues.events import EVENTS, RESULTS_CUES, UPDATE
from bot.reading.cues.sides import LIVE, REPLAY, REPLAYED
from bot.reading.patterns import late
from bot.reading.prose import folded

EVENT, RELEASE = "event", "release"

_ITS_TIME = late(r"\b(?:an?|the|its|our)\s\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?|noon)\s(?:\(?[a-z]+\)?\s){0,3}$")
# Between a day or time and what it is set for: ", after the close of the market, for a ".
_SET_FOR = late(
    r"""[\s,]*(?:at\s)?(?:\d{1,2}[:.]?\d{0,2}\s?(?:[ap]\.?m\.?)?\s?\(?[a-z. ]{0,22}\)?)?
    (?:,?\s(?:after|before|following|prior\sto)\s[^,.;]{3,40})?,?\s
    (?:for|as\sthe\s(?:day|date)\s(?:of|for))\s(?:(?:an?|the|its|our|this)\s)?(?:[\w-]+\s){0,3}""",
    re.VERBOSE,
)
_PUBLISHES = late(r"\s(?:(?:an?|the|its|our|their)\s)?(?:[\w-]+\s){0,2}")
# The day of what a replay is of: "a replay of the call held on May 5".
_HELD = late(r",?\s(?:(?:which|that)\s)?(?:(?:was|were)\s)?(?:held|hosted|conducted|took\splace)\son\s")
_LONGEST_GAP = 100


@dataclass(frozen=True, slots=True)
class Owners:
    """What a unit names, as (offset, kind) in order, in its folded text; offsets into the document's text."""

    words: str
    base: int
    named: tuple[tuple[int, str], ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for _, kind in self.named)

    def has_event(self, start: int, end: int) -> bool:
        """Whether another event is named between two places."""
        return any(kind == EVENT and start <= at < end for at, kind in self.named)

    @property
    def first_event(self) -> int:
        """Where the first event is named, 0 where none is."""
        return next((at for at, kind in self.named if kind == EVENT), 0)

    @property
    def names_event(self) -> bool:
        return any(kind == EVENT for _, kind in self.named)

    def of(self, span: Span) -> str:
        """What the span belongs to: everything is an event's where nothing is named."""
        if not self.named:
            return EVENT
        before = bisect_right(self.named, (span.start, "￿"))
        if before < len(self.named) and self._is_set_for(span, self.named[before][0]):
            return self.named[before][1]
        return self.named[max(0, before - 1)][1]

    def _is_set_for(self, span: Span, at: int) -> bool:
        gap = self.words[span.end - self.base : at - self.base]
        return 0 < len(gap) <= _LONGEST_GAP and bool(_SET_FOR.fullmatch(gap))


def owners(governed: Governed) -> Owners:
    """What can own a moment in the unit."""
    unit = governed.unit
    base, words = unit.span.start, folded(unit.text)
    told = list(RESULTS_CUES.find(words))
    cues = [cue for cue in EVENTS.find(words) if not _is_told(words, cue, told)]
    events = [_with_time(words, cue.span.start) for cue in cues]
    found = [
        (base + at, EVENT)
        for at, cue in zip(events, cues, strict=True)
        if governed.at(Span(base + at, base + at + 1)) != REPLAY or _HELD.match(words, cue.span.end)
    ]
    found += [
        (base + cue.span.start, RELEASE) for cue in told if not _is_purpose(words, cue.span.start, events)
    ]
    found += [(cue.span.start, REPLAY) for cue in governed.cues if cue.says in (REPLAY, REPLAYED)]
    found += [(cue.span.start, EVENT) for cue in governed.cues if cue.says == LIVE and unit.label]
    if governed.opening == REPLAY:
        found.append((base, REPLAY))
    return Owners(words, base, tuple(sorted(found)))


def _is_told(words: str, update: Cue, told: list[Cue]) -> bool:
    """Whether an update is no event but what is published: "publishes its trading update"."""
    return update.says == UPDATE and any(
        _PUBLISHES.fullmatch(words, cue.span.end, update.span.start) for cue in told
    )


def _with_time(words: str, at: int) -> int:
    """Where the event's name begins, its time included: "an 11 a.m. ET conference call"."""
    floor = max(0, at - 40)
    time = _ITS_TIME.search(words[floor:at])
    return floor + time.start() if time else at


def _is_purpose(words: str, at: int, events: list[int]) -> bool:
    """Whether results are reported by the event named before: "a call to report results"."""
    before = words[max(0, at - 24) : at]
    return before.endswith("to ") and any(event < at for event in events)
