"""Which call is meant, of all that a company's releases announce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.desk.formatting import moment_of, since_or_until
from bot.desk.library_port import LibraryPort
from bot.desk.which_call import WhichCall
from bot.fields import Field
from bot.model import Call, Entry, Fact, Release
from bot.reading.calls.periods import part_of_year

_MOST_RELEASES = 6
_SHORTEST_TELLING = 4  # letters of a word that tells calls apart

# Kinds of call at which figures may be told; what has no kind of its own may well be one.
_OF_RESULTS = frozenset(["results", "business update", "press briefing", "webinar", "other"])
_UNTOLD = re.compile(r"\binterim\b")  # of any quarter, in the north
_PARTS = {"Q1": 1, "Q2": 2, "H1": 2, "Q3": 3, "9M": 3, "Q4": 4, "H2": 4, "FY": 4}


@dataclass(frozen=True)
class AnnouncedCall:
    """One call of one release."""

    entry: Entry
    release: Release
    index: int

    @property
    def call(self) -> Call:
        """The call itself."""
        return self.release.calls[self.index]

    @cached_property
    def starts(self) -> datetime | date | None:
        """When it begins, as far as stated."""
        return moment_of(self.call.starts.value) if self.call.starts else None

    @cached_property
    def day(self) -> str | None:
        """The day it is on, there where it is held."""
        return self.call.starts.value[:10] if self.call.starts else None

    @cached_property
    def about(self) -> str:
        """The words that say what kind of call it is."""
        title = self.call.title.value if self.call.title else ""
        headline = (
            self.release.headline.value if self.release.headline and len(self.release.calls) == 1 else ""
        )
        return f"{title} {headline}"

    @cached_property
    def is_results(self) -> bool:
        """Whether it is about results, for all that is known."""
        return self.call.kind is None or self.call.kind.value in _OF_RESULTS

    def is_over(self, now: datetime) -> bool:
        """Whether it began before now; unknown counts as not."""
        if isinstance(self.starts, datetime):
            return self.starts < now
        return self.starts is not None and self.starts < now.date()

    def replay_is_up(self, now: datetime) -> bool:
        """Whether its replay has begun and its stated end has not come."""
        replay = self.call.replay
        until = replay and (replay.until or replay.webcast_until)
        return bool(until and self.is_over(now) and since_or_until(until.value, now) > timedelta(0))

    def facts(self, field: Field) -> tuple[Fact, ...]:
        """What its release states for the field about this very call."""
        mine = f"/calls/{self.index}/"
        return tuple(fact for fact in field.facts(self.release) if fact.pointer.startswith(mine))

    @property
    def period(self) -> str:
        """The period of the figures it is about: "2024-Q4", "FY2025-Q3"; "" where none is stated."""
        return self.call.period.value if self.call.period else ""

    @property
    def quarter(self) -> int | None:
        """The quarter the figures end with, be it named without a year."""
        return _PARTS.get(self.period[-2:] or part_of_year(_UNTOLD.sub("", self.about.casefold())) or "")


class AnnouncedCalls:
    """A company's calls, the newest announced first, read as far as they are looked at."""

    def __init__(self, library: LibraryPort, company_id: int, field: Field) -> None:
        self._library = library
        self._entries = _merged(library, company_id, field)
        self._read: dict[str, tuple[AnnouncedCall, ...]] = {}

    def __iter__(self) -> Iterator[AnnouncedCall]:
        return (call for entry in self._entries for call in self._of(entry))

    def _of(self, entry: Entry) -> tuple[AnnouncedCall, ...]:
        if entry.id not in self._read:
            release = self._library.release(entry.id)
            calls = range(len(release.calls))
            self._read[entry.id] = tuple(AnnouncedCall(entry, release, index) for index in calls)
        return self._read[entry.id]

    def chosen(
        self,
        field: Field,
        which_call: WhichCall,
        now: datetime,
        talked_of: tuple[str, int | None] | None = None,
    ) -> AnnouncedCall | None:
        """The call the question means; None when none known is such a call.

        One that is talked of stays the one unless the question says otherwise. Else the newest release that
        announces a fitting call decides; among its calls one that has the question's words, states the field,
        is yet to come and is about results comes first.
        """
        if talked_of and which_call.open and (same := self._talked_of(*talked_of)):
            return same

        def rank(call: AnnouncedCall) -> tuple[bool, ...]:
            said = _has_words(call, which_call.words)
            named = which_call.quarter is not None and which_call.quarter == call.quarter
            return said, named, bool(call.facts(field)), not call.is_over(now), call.is_results

        for entry in self._telling_of(which_call.words):
            if fitting := [call for call in self._of(entry) if fits(call, which_call, now)]:
                return max(fitting, key=rank)
        return None

    def _telling_of(self, words: Sequence[str]) -> list[Entry]:
        """The releases that hold most of the words that tell one call from another, the newest first."""
        wanted = [word for word in words if len(word) >= _SHORTEST_TELLING]
        if not wanted or len(self._entries) == 1:
            return self._entries
        texts = {entry.id: self._library.release(entry.id).text.casefold() for entry in self._entries}
        held = {id: sum(word in text for word in wanted) for id, text in texts.items()}
        return sorted(self._entries, key=lambda entry: -held[entry.id])

    def _talked_of(self, release: str, call: int | None) -> AnnouncedCall | None:
        return next((o for o in self if o.entry.id == release and o.index == call), None)

    def stating(self, chosen: AnnouncedCall, field: Field) -> AnnouncedCall | None:
        """The chosen call if it states the field, else the same call in another release that does."""
        if chosen.facts(field):
            return chosen
        same = (o for o in self if o.day is not None and o.day == chosen.day and _alike(o, chosen))
        return next((o for o in same if o.facts(field)), None)

    def current(
        self, chosen: AnnouncedCall, field: Field, which_call: WhichCall, now: datetime
    ) -> AnnouncedCall | None:
        """Another call that states the field and that is not over: yet to come, or its replay still up."""
        others = (o for o in self if o.day != chosen.day and fits(o, which_call, now) and o.facts(field))
        if field.id.startswith("replay"):
            return next((o for o in others if o.replay_is_up(now) and not chosen.is_over(now)), None)
        return next((o for o in others if o.starts and not o.is_over(now)), None)

    def earlier(self, chosen: AnnouncedCall, field: Field) -> AnnouncedCall | None:
        """Another call for which the field is stated: worth a note, no answer."""
        return next((o for o in self if o.day != chosen.day and o.facts(field)), None)


def fits(call: AnnouncedCall, which_call: WhichCall, now: datetime) -> bool:
    """Whether nothing the question says speaks against the call."""
    if which_call.quarter and call.quarter and which_call.quarter != call.quarter:
        return False
    if which_call.month and call.starts and call.starts.month != which_call.month:
        return False
    if which_call.year and call.starts and not _of_year(call, which_call):
        return False
    if which_call.kind and which_call.kind not in call.about.casefold():
        return False
    if which_call.event and not _tells_of(call, which_call.event):
        return False
    if which_call.results and not call.is_results:
        return False
    return not (which_call.previous and not call.is_over(now))


def _of_year(call: AnnouncedCall, which_call: WhichCall) -> bool:
    """Whether it is held in the year, or about it; with a month but no quarter it is that of the day."""
    year = str(which_call.year)
    if which_call.quarter and call.period:
        return year in call.period
    if which_call.month:
        return (call.day or "").startswith(year)
    return year in call.period or year in call.about or (call.day or "").startswith(year)


def _tells_of(call: AnnouncedCall, event: Sequence[str]) -> bool:
    """Whether it is the event: by its title, else by its release's text where no other call's title is."""
    about = call.about.casefold()
    titles = [call.title.value.casefold() for call in call.release.calls if call.title]
    if any(word in about for word in event) or any(word in title for word in event for title in titles):
        return any(word in about for word in event)
    text = call.release.text.casefold()
    return any(word in text for word in event)


def _has_words(call: AnnouncedCall, words: Sequence[str]) -> bool:
    about = call.about.casefold()
    return any(word in about for word in words)


def _alike(one: AnnouncedCall, other: AnnouncedCall) -> bool:
    return one.is_results == other.is_results


def _merged(library: LibraryPort, company_id: int, field: Field) -> list[Entry]:
    """Releases that announce a call, and those that state the field, newest first."""
    found: dict[str, Entry] = {}
    for id in ("call.starts", "call.status", field.id):
        found.update((entry.id, entry) for entry in library.stating(company_id, id, _MOST_RELEASES))
    return sorted(found.values(), key=lambda entry: entry.published or "", reverse=True)
