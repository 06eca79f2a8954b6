"""What people ask, taken to the desk and brought back as cards.

Every method reads the library, so it blocks for a moment: the chat calls them in worker threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat import calendars, limits, schedule
from bot.chat.cards import Card, Passage, answer_card, text_card, together
from bot.chat.releasecards import call_card, expanded, facts_card, passage_card, pipeline_card, release_card
from bot.desk.days import span_of
from bot.desk.library_port import LibraryPort, fold
from bot.fields import Field, Fields
from bot.model import Answer, Entry, Release

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.talk import Session

GONE = "That release is no longer in the library."
AHEAD = timedelta(days=60)
MARKET = ZoneInfo("America/New_York")


class Clerk:
    """Stands between Discord and the desk."""

    def __init__(self, desk: Desk, shelf: LibraryPort, fields: Fields, clock: Callable[[], datetime]) -> None:
        self.fields = fields
        self._desk = desk
        self._library = shelf
        self._clock = clock

    def _now(self) -> datetime:
        """The time on the market's clock: "today" and "tomorrow" are its days."""
        return self._clock().astimezone(MARKET)

    def ask(self, question: str, session: Session) -> Card:
        """The card that answers a question in a person's own words."""
        return self._card(self._desk.answer(question, now=self._now(), session=session))

    def choose(self, question: str, field: str | None, choice: str, session: Session) -> Card:
        """The card for one of an answer's choices: the question again, about the company that was chosen."""
        named = next(iter(self._library.named(fold(choice))), None)
        if named and question:
            session.company_id, session.company = named.company_id, named.company
            answer = self._desk.answer(question, now=self._now(), session=session)
            if answer.release and answer.release.company_id == named.company_id:
                return self._card(answer)
        return self.look_up([self.fields[field]], choice, session) if field else self.ask(choice, session)

    def look_up(self, wanted: Sequence[Field], company: str, session: Session) -> Card:
        """What the newest release that states one of these fields says about them.

        All values come from one release, and of one call: numbers of different calls never share a card.
        """
        answers = (self._desk.field_answer(field.id, company, now=self._now()) for field in wanted)
        first = next(answers)
        known = first.status in ("answered", "not_stated")
        found = first if _answered(first) or not known else next(filter(_answered, answers), first)
        _remember(session, found)
        return self._card(found, wanted)

    def call(self, id: str, index: int) -> Card:
        """All about one call of a release."""
        found = self._kept(id)
        if found is None or index >= len(found[1].calls):
            return text_card(GONE)
        return call_card(found[0], index, found[1], self.fields)

    def passage(self, passage: Passage) -> Card:
        """The paragraph that holds an answer's quote."""
        found = self._kept(passage.release)
        if found is None or not passage.start < passage.end <= len(found[1].text):
            return text_card(GONE)  # or another text of the same release came
        return passage_card(*found, passage)

    def release(self, id: str) -> Card:
        """All facts of a release."""
        found = self._kept(id)
        return release_card(*found, self.fields) if found else text_card(GONE)

    def calendar(self, id: str, index: int) -> Card:
        """The calendar file of a call."""
        found = self._kept(id)
        if found is None or index >= len(found[1].calls):
            return text_card(GONE)
        made = calendars.entry_for(found[0], index, found[1].calls[index], self._now())
        if made is None:
            return text_card("The release does not say when that call starts.")
        return Card(
            lines=("Open the file to add the call to your calendar.",),
            file=(calendars.file_name(found[0]), made),
        )

    def coming(self, when: str) -> Card:
        """The calls of "today", "tomorrow", "this week" or "next week"; of this week for anything else."""
        days = span_of(frozenset([when if when in schedule.PERIODS else "this week"]), self._now())
        calls = self._library.upcoming(days.earliest, days.latest, limits.CHOICES)
        return schedule.schedule_card(calls, days.called)

    def companies(self, typed: str) -> list[str]:
        """Names that complete what is being typed; for nothing, those with the next calls first."""
        names = [] if typed.strip() else self._next_to_call()
        names += self._desk.suggest(typed, limits.CHOICES)
        return list(dict.fromkeys(limits.shortened(name, limits.CHOICE) for name in names))[: limits.CHOICES]

    def _next_to_call(self) -> list[str]:
        now = self._now()
        coming = self._library.upcoming(now, now + AHEAD, limits.CHOICES)
        return [call.entry.company for call in coming if call.entry.company]

    def releases(self, company: str, typed: str = "") -> list[tuple[str, str]]:
        """A company's releases whose date and headline hold what is typed, newest first, with their ids."""
        words = typed.casefold().split()
        titles = [(_titled(entry), entry.id) for entry in self._entries(company)]
        fitting = [pair for pair in titles if all(word in pair[0].casefold() for word in words)]
        return [(limits.shortened(title, limits.CHOICE), id) for title, id in fitting[: limits.CHOICES]]

    def latest(self, company: str, session: Session) -> Card:
        """The facts of a company's newest release, or why there is none to show."""
        answer = self._headline(company)
        _remember(session, answer)
        return self.release(answer.release.id) if answer.release else self._card(answer)

    def _entries(self, company: str) -> Sequence[Entry]:
        """A company's releases; the newest of all while nobody is named."""
        answer = self._headline(company) if company.strip() else None
        if answer is None:
            return self._library.newest(limits.CHOICES)
        if answer.release is None or answer.release.company_id is None:
            return ()
        return self._library.entries(answer.release.company_id)

    def _headline(self, company: str) -> Answer:
        return self._desk.field_answer("release.headline", company, now=self._now())

    def _card(self, answer: Answer, wanted: Sequence[Field] = ()) -> Card:
        if self._is_of_several(answer):
            return together([self._card(part) for part in answer.parts])
        if answer.field == "upcoming" and answer.values:
            return schedule.listed_card(answer)
        field = next((field for field in self.fields if field.id == answer.field), None)
        found = self._kept(answer.release.id) if answer.release else None
        summary = [field] if field and field.parts else []
        if found and answer.status == "answered" and (wanted or summary) and not answer.choices:
            return self._facts(answer, *found, wanted or summary)
        return answer_card(answer, found[1] if found else None, self.fields)

    def _is_of_several(self, answer: Answer) -> bool:
        """Whether the parts of an answer fill a card each: of several companies, or summaries."""
        summed = any(self.fields[part.field].parts for part in answer.parts if part.field)
        return summed or len({part.company for part in answer.parts}) > 1

    def _facts(self, answer: Answer, entry: Entry, release: Release, wanted: Sequence[Field]) -> Card:
        if wanted[0].id == "pipeline":
            card = pipeline_card(entry, release, answer)
        else:
            card = facts_card(entry, release, expanded(wanted, self.fields), answer.call, answer)
        return replace(card, status=answer.status, field=answer.field)

    def _kept(self, id: str) -> tuple[Entry, Release] | None:
        try:
            return self._library.entry(id), self._library.release(id)
        except KeyError:
            return None


def _answered(answer: Answer) -> bool:
    return answer.status == "answered"


def _titled(entry: Entry) -> str:
    return f"{entry.published or 'undated'} {entry.headline or 'Untitled release'}"


def _remember(session: Session, answer: Answer) -> None:
    """Let the next question follow up on what a command showed."""
    if answer.release is None or answer.release.company_id is None:
        return
    session.company_id, session.company = answer.release.company_id, answer.company
    session.field, session.candidate = answer.field, None
    session.release, session.call = answer.release.id, answer.call
