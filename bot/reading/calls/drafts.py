"""The events of a release: which units speak of which call, webcast or presentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.model import Span
from bot.reading.calls.govern import Governed
from bot.reading.calls.starts import DAY_LINE, Start, Starts
from bot.reading.calls.units import Unit
from bot.reading.cues.events import EVENT_NOUN, EVENTS, PRESS
from bot.reading.cues.sides import LIVE
from bot.reading.cues.status import STATUS
from bot.reading.patterns import late
from bot.reading.prose import folded
from bot.reading.values.moment import Clock, Day, stamp

# An event that is announced with its day alone, beside one whose time is known.
_WITHOUT_TIME = late(r"annual|present|fireside|meeting", re.IGNORECASE)
# Said of every event …
_OF_EACH = late(
    r"""\b(?:each|both|all|every|these|either)\s(?:of\s)?(?:the\s|these\s)?(?:live\s|audio\s|archived\s|above\s)?
    (?:presentation|event|webcast|fireside\schat|session|chat|conference|call|replay)s?\b
    |^\W*(?:both|each|all)\s(?:will|are|can)\b|\bat\sboth\W*$|\bthe\s(?:two|three)\s(?:\w+\s)?(?:presentations|events|calls|webcasts)\b|\bthe\s(?:fireside\schat|presentation|panel)\sand\s(?:the\s)?(?:fireside\schat|presentation|panel)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# … or of several, which are those of the same list.
_OF_SEVERAL = late(
    r"""(?:\b(?:the|live|archived)\s|^\W*)(?:live\s|audio\s|archived\s)?
    (?:presentations|events|webcasts|webcast\slinks|fireside\schats|sessions|chats|conferences|calls|replays)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_EVENT_LINE = late(
    rf"""\W{{0,6}}(?P<name>(?:[\w&’'-]+\s){{0,4}}?(?:{EVENT_NOUN}))(?:\s(?:for|with|in)\s[\w\s,&-]{{3,60}})?
    \s?(?:[:,–-]|\sat)\s*(?=\d)""",
    re.VERBOSE | re.IGNORECASE,
)
# A line of a list of talks: "Tern Growth Conference 2026: fireside chat at 3 p.m."
_TALK_LINE = late(
    r"[^.:\n]{3,100}:\s(?:live\s|virtual\s|corporate\s|company\s)?(?:fireside|presentation|panel|webcast)",
    re.IGNORECASE,
)
_IS_HELD = late(
    r"""\b(?:call|tele-?conference|phone\s+conference|meeting|presentation)\b[^.;]{0,60}
     \b(?:will|to)\s+(?:also\s+)?(?:be\s+held|take\s+place|follow)
    |^\W*(?:media|press|analysts?|investors?)\s(?:conference\s)?call\s(?:at|is)\b
    |\bwill\s+(?:also\s+)?(?:host|hold|conduct|give|lead)\s+(?:a|an)\s+(?:[\w-]+\s+){0,4}?
     (?:separate|second|international|call|conference|teleconference|web-?cast|meeting|presentation|briefing)\b
    |\b(?:following|after)\sthe\s(?:\w+\s)?meeting,\s|\blater\s(?:that|on\sthe\ssame|the\ssame)\sday\b
    |\bin\s(?:english|norwegian|swedish|french|german|spanish|portuguese)\b[^.;]{0,30}\sat\s""",
    re.VERBOSE | re.IGNORECASE,
)
# Two times of one day that lie so far apart are two events; nearer ones are a dial-in's and a start's.
_MOMENT_LINE = late(r"\W*(?:date|when|day|time)\b", re.IGNORECASE)
_TIME_LINE = late(r"\W*(?:date\s(?:and|&)\s)?time\b", re.IGNORECASE)
_LANGUAGES = r"""(?:english|french|german|spanish|portuguese|italian|dutch|swedish|norwegian|danish|finnish
    |polish|hebrew|japanese|korean|mandarin|chinese)"""
_IN_LANGUAGE = late(rf"\b({_LANGUAGES})\b(?!\s(?:translation|interpretation))", re.VERBOSE)
# Where one sentence goes from one event to the next: "; and", ", and", "and".
_NEXT_EVENT = late(r"[;:]\s(?:and\s)?|,?\sand\s|,\s(?:then|followed)\s", re.IGNORECASE)
# What no heading holds: a number, an address, a value behind its label.
_STATES = late(r":\s*\S|\d[\d ().-]{7,}\d|://|www\.|@")
_MOST_HEADINGS = 3
_MOST = 24  # no release announces more events
_APART = timedelta(minutes=45)


@dataclass(slots=True)
class EventDraft:
    """One event while it is put together: the units that speak of it and what they state of its beginning.

    `opener` is the unit that first said when it begins, `language` the one a heading or lead-in names.
    """

    units: list[Governed] = field(default_factory=list)
    day: Day | None = None
    clock: Clock | None = None
    opener: Unit | None = None
    language: str = ""

    @property
    def date(self) -> date | None:
        return self.day.date if self.day else None

    @property
    def told(self) -> list[Unit]:
        """The units that speak of the event, without those that only stand before it."""
        return [governed.unit for governed in self.units if not governed.unit.context]

    def adopt(self, start: Start, unit: Unit) -> None:
        """Take what `start` adds to what is known of the beginning."""
        if start.day and self.date is None:
            self.day = start.day
            self.opener = self.opener or unit
        if start.clock and (self.clock is None or _same_with_zone(self.clock, start.clock)):
            self.clock = start.clock
            self.opener = self.opener or unit

    def take(self, governed: Governed) -> None:
        """Count the unit to this event, once."""
        if not self.units or self.units[-1] is not governed:
            self.units.append(governed)


def event_drafts(units: Sequence[Governed], starts: Starts) -> list[EventDraft]:
    """The events that the units speak of, in order; one at least."""
    draft = EventDraft()
    found = [draft]
    language = ""
    for governed in units:
        language = _language(governed.unit) or language
        before: Start | None = None
        for start in starts.of(governed):
            unit = governed.unit
            known = _known(found, draft, start)
            if known:
                draft = known
            elif not (other := _is_in_another(draft, language)) and _adds(draft, start, unit):
                draft.adopt(start, unit)
            elif len(found) < _MOST and (other or _is_another(draft, start, governed)):
                first, governed = _parted(governed, before, start)
                draft.opener = first.unit if draft.opener is unit else draft.opener
                if before or not draft.units:
                    draft.take(first)
                draft = EventDraft(_headings(draft, unit), language=language)
                found.append(draft)
                draft.adopt(start, governed.unit)
            draft.language = draft.language or language
            before = start
        draft.take(governed)
    for draft in found:
        draft.clock = starts.zoned(draft.clock)
    _share(found)
    return found


def _language(unit: Unit) -> str:
    """The language that a heading, a line or a lead-in gives an event: "Conference call in English"."""
    if not (unit.heading or unit.label or unit.opens_list):
        return ""
    words = folded(unit.text)
    named = _IN_LANGUAGE.search(words)
    alone = named and len(words.split()) == 1
    return named[1] if named and (alone or EVENTS.first(words)) else ""


def _is_in_another(draft: EventDraft, language: str) -> bool:
    return bool(language and draft.language and language != draft.language)


def _known(found: Sequence[EventDraft], draft: EventDraft, start: Start) -> EventDraft | None:
    """The event told of before that begins at this very moment: "Media call, 08:30:" over its number."""
    if start.clock is None or _begins(draft, start):
        return None
    return next((known for known in found if known is not draft and _begins(known, start)), None)


def _begins(draft: EventDraft, start: Start) -> bool:
    if draft.clock is None or start.clock is None or draft.date != start.date:
        return False
    return (draft.clock.hour, draft.clock.minute) == (start.clock.hour, start.clock.minute)


def _parted(governed: Governed, before: Start | None, start: Start) -> tuple[Governed, Governed]:
    """The part of a sentence that tells of one event and the part that tells of the next."""
    whole = governed.unit.span
    if before is None or before.span is None or start.span is None:
        return governed, governed
    words = governed.unit.text[before.span.end - whole.start : start.span.start - whole.start]
    ends = [match.end() for match in _NEXT_EVENT.finditer(words)]
    if not ends:
        return governed, governed
    at = before.span.end + ends[-1]
    return governed.part(Span(whole.start, at)), governed.part(Span(at, whole.end))


def _headings(draft: EventDraft, unit: Unit) -> list[Governed]:
    """The lines right above a new event that name it, taken from the event before."""
    taken: list[Governed] = []
    _drop_dated(draft, unit)
    while draft.units and len(taken) < _MOST_HEADINGS:
        last = draft.units[-1].unit
        if last.text == "" or last is draft.opener or unit.paragraph - last.paragraph > 1:
            break
        if not (last.heading or last.label) or _STATES.search(last.text):
            break
        taken.insert(0, draft.units.pop())
    return taken


def _drop_dated(draft: EventDraft, unit: Unit) -> None:
    """Leave out another item of the list above the new event, of which no more than its day is told."""
    own = {unit.paragraph, draft.opener.paragraph if draft.opener else -1}
    dated = {part.unit.paragraph for part in draft.units if DAY_LINE.match(part.unit.text)} - own
    draft.units[:] = [part for part in draft.units if part.unit.paragraph not in dated]


def _share(found: list[EventDraft]) -> None:
    """Give what is said of several events ("a webcast of each presentation …") to each of them."""
    told = [(draft, part) for draft in found for part in draft.units if part.unit is not draft.opener]
    for owner, part in told:
        of_each = _OF_EACH.search(part.unit.text)
        if len(found) > 1 and (of_each or _OF_SEVERAL.search(part.unit.text)):
            for draft in found:
                if draft is not owner and (of_each or _listed_together(draft, owner)):
                    draft.units.append(part)


def _listed_together(one: EventDraft, other: EventDraft) -> bool:
    """Whether two events are lines of one list, or of one sentence."""
    if one.opener is None or other.opener is None:
        return False
    beside = one.opener.span.end == other.opener.span.start
    return one.opener is other.opener or beside or (is_line(one.opener) and is_line(other.opener))


def is_line(opener: Unit) -> bool:
    """Whether the words state an event as a line of a list does, without a sentence around it."""
    return opener.label or bool(_TALK_LINE.match(opener.text) or DAY_LINE.match(opener.text))


def _adds(draft: EventDraft, start: Start, unit: Unit) -> bool:
    """Whether the beginning goes with what is known: it says no other day and no other time."""
    if draft.date is None or start.day is None:
        return True
    if start.date == draft.date:
        return not _later_that_day(draft, start, unit)
    if start.carried:
        return True
    if _instant(draft.date, draft.clock) == _instant(start.date, start.clock) is not None:
        return True  # the other side of the world: 8 p.m. in New York, 9 a.m. in Beijing
    near = draft.opener is not None and unit.paragraph - draft.opener.paragraph <= 1
    if start.clock and draft.clock is None and near and draft.opener is not unit:
        draft.day = None  # the days of a conference stand first, then the day and time of the talk
        return True
    return False


def _is_another(draft: EventDraft, start: Start, governed: Governed) -> bool:
    """Whether a beginning that does not go with what is known is another event's."""
    unit = governed.unit
    if not start.sure or start.day is None or governed.opening != LIVE:
        return False
    if draft.clock and not start.clock and not (_WITHOUT_TIME.search(unit.text) or _heads_block(draft, unit)):
        return False
    lines = _MOMENT_LINE.match(unit.text) or (unit.heading and DAY_LINE.match(unit.text))
    named = start.headed or EVENTS.first(folded(unit.text)) or lines
    return bool(named) and STATUS.first(folded(unit.text)) is None


def _heads_block(draft: EventDraft, unit: Unit) -> bool:
    """Whether a line is a further block's "Date:", as the event before has one."""
    opener = draft.opener
    return bool(unit.label and opener and opener.label and _MOMENT_LINE.match(unit.text)) and bool(
        opener and _MOMENT_LINE.match(opener.text)
    )


def _later_that_day(draft: EventDraft, start: Start, unit: Unit) -> bool:
    """Whether a second event of that day is announced: a call after the presentation, a second "Time:"."""
    known, other = _instant(draft.date, draft.clock), _instant(start.date, start.clock)
    if known is None or other is None:
        return False
    if known.tzinfo is None or other.tzinfo is None:  # by the clock on the wall
        known, other = known.replace(tzinfo=None), other.replace(tzinfo=None)
    if (unit.label and not start.carried and EVENTS.first(folded(unit.text))) or _of_its_own(draft, unit):
        return abs(other - known) >= _APART  # a line for each event: "Media webinar: May 5, 10:00 CET"
    if other - known < _APART:
        return False
    if draft.opener is unit:
        return True  # a sentence that names another event with the second time
    if unit.label:
        return bool(draft.opener and _TIME_LINE.match(draft.opener.text) and _TIME_LINE.match(unit.text))
    return bool(_IS_HELD.search(unit.text)) or _is_for_press(unit) != bool(
        draft.opener and _is_for_press(draft.opener)
    )


def _is_for_press(unit: Unit) -> bool:
    return any(cue.says == PRESS for cue in EVENTS.find(folded(unit.text)))


def _of_its_own(draft: EventDraft, unit: Unit) -> bool:
    """Whether a line begins with another event's name than the one before: "- Media call, 08:30 CEST."."""
    one, other = (_EVENT_LINE.match(known.text) if known else None for known in (draft.opener, unit))
    return bool(other and (not one or folded(one["name"]) != folded(other["name"])))


def _instant(day: date | None, clock: Clock | None) -> datetime | None:
    if day is None or clock is None:
        return None
    if clock.zone is None:
        return datetime.combine(day, time(clock.hour, clock.minute))
    return datetime.fromisoformat(stamp(day, clock))


def _same_with_zone(known: Clock, other: Clock) -> bool:
    same = (known.hour, known.minute) == (other.hour, other.minute)
    return same and known.zone is None and other.zone is not None
