"""What people ask, taken to the desk and brought back as cards.

Every method reads the library, so it blocks for a moment: the chat calls them in worker threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from bot.chat import calendars, company_list, limits, schedule
from bot.chat.about import about_card
from bot.chat.cards import Attached, Card, Excerpt, Turn, answer_card, text_card, together
from bot.chat.drawing import picture
from bot.chat.library_state import LibraryState
from bot.chat.markup import bold, small
from bot.chat.pipeline_chart import Chart, chart_of
from bot.chat.releasecards import (
    call_card,
    company_of,
    dial_card,
    expanded,
    facts_card,
    passage_card,
    pipeline_card,
    quotes_card,
    release_card,
)
from bot.desk.days import Days, span_of
from bot.desk.formatting import since_or_until
from bot.desk.library_port import LibraryPort, fold
from bot.fields import Field, Fields
from bot.model import Answer, Entry, Release
from bot.settings import DiscordSettings

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.talk import Session

log = structlog.get_logger("chat")
GONE = "That release is no longer in the library."
STAGE = "pipeline.stage"
AHEAD = timedelta(days=60)
MOST_CALLS = 600  # calls of a period that are counted and paged through
NEXT_CALLS = 5  # calls shown where a period has none
MARKET = ZoneInfo("America/New_York")


class AnswerService:
    """Stands between Discord and the desk."""

    def __init__(
        self,
        desk: Desk,
        shelf: LibraryPort,
        fields: Fields,
        clock: Callable[[], datetime],
        state: LibraryState | None = None,
    ) -> None:
        self.fields = fields
        self.state = state or LibraryState()
        self._desk = desk
        self._shelf = shelf
        self._clock = clock

    def _now(self) -> datetime:
        """The time on the market's clock: "today" and "tomorrow" are its days."""
        return self._clock().astimezone(MARKET)

    def ask(self, question: str, session: Session) -> Card:
        """The card that answers a question in a person's own words."""
        return self._so_far(self._card(self._desk.answer(question, now=self._now(), session=session)))

    def follow_up(self, question: str, id: str, call: int, session: Session) -> Card:
        """The card for a question that replies to an answer about a call, whoever had asked for that."""
        found = self._kept(id)
        if found and session.release != found[0].id and found[0].company_id is not None:
            session.company_id, session.company = found[0].company_id, found[0].company
            session.field, session.candidate = None, None
            session.release, session.call = found[0].id, call
        return self.ask(question, session)

    def choose(self, question: str, field: str | None, choice: str, session: Session) -> Card:
        """The card for one of an answer's choices: the question again, about the company that was chosen."""
        named = next(iter(self._shelf.named(fold(choice))), None)
        if named and question:
            session.company_id, session.company = named.company_id, named.company
            answer = self._desk.answer(question, now=self._now(), session=session)
            if answer.release and answer.release.company_id == named.company_id:
                return self._so_far(self._card(answer))
        wanted = self.fields.get(field)  # a menu of an older version may name one that is no more
        return self.look_up([wanted], choice, session) if wanted else self.ask(choice, session)

    def look_up(self, wanted: Sequence[Field], company: str, session: Session) -> Card:
        """What the newest release that states one of these fields says about them.

        All values come from one release, and of one call: numbers of different calls never share a card.
        """
        answers = (self._desk.field_answer(field.id, company, now=self._now()) for field in wanted)
        first = next(answers)
        known = first.status in ("answered", "not_stated")
        found = first if _answered(first) or not known else next(filter(_answered, answers), first)
        _remember(session, found)
        return self._so_far(self._card(found, wanted))

    def call(self, id: str, index: int) -> Card:
        """All about one call of a release."""
        found = self._kept(id)
        if found is None or index >= len(found[1].calls):
            return text_card(GONE)
        return self._ahead(call_card(found[0], index, found[1], self.fields))

    def dial(self, id: str, index: int) -> Card:
        """What dials a call together with its code."""
        found = self._kept(id)
        if found is None or index >= len(found[1].calls):
            return text_card(GONE)
        return dial_card(found[0], found[1].calls[index], found[1])

    def text(self, id: str) -> Card:
        """A release's text as a file."""
        found = self._kept(id)
        if found is None:
            return text_card(GONE)
        file = Attached(calendars.file_name(found[0], ".txt"), found[1].text.encode())
        return Card(lines=(bold(found[0].headline or "Untitled release"),), file=file)

    def quotes(self, id: str) -> Card:
        """Each fact of a release with its sentence."""
        found = self._kept(id)
        return quotes_card(*found, self.fields) if found else text_card(GONE)

    def passage(self, passage: Excerpt) -> Card:
        """The paragraph that holds an answer's quote."""
        found = self._kept(passage.release)
        if found is None or not passage.start < passage.end <= len(found[1].text):
            return text_card(GONE)  # or another text of the same release came
        return passage_card(*found, passage)

    def release(self, id: str) -> Card:
        """All facts of a release."""
        found = self._kept(id)
        return self._ahead(release_card(*found, self.fields)) if found else text_card(GONE)

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
            file=Attached(calendars.file_name(found[0]), made),
        )

    def coming(self, when: str) -> Card:
        """The calls of "today", "tomorrow", "this week" or "next week"; of this week for anything else."""
        days = span_of(frozenset([when if when in schedule.PERIODS else "this week"]), self._now())
        return self._so_far(self._calls(days, 0))

    def page(self, turn: Turn) -> Card:
        """A page of a list, as a button below another page names it."""
        if turn.list == "companies":
            return self.listed(turn.of.replace("-", " "), turn.page)
        return self._calls(schedule.days_from(turn.of), turn.page)

    def listed(self, prefix: str = "", page: int = 0) -> Card:
        """A page of the companies that the library knows, those whose name begins so."""
        size = company_list.PAGE
        return self._so_far(
            company_list.companies_card(self._shelf.companies(prefix, page * size, size + 1), prefix, page)
        )

    def about(self, settings: DiscordSettings) -> Card:
        """What the bot is, what it knows, and what it keeps of whom."""
        return about_card(self._shelf.holdings(), self.state, settings)

    def _calls(self, days: Days, page: int) -> Card:
        calls = self._shelf.upcoming(days.earliest, days.latest, MOST_CALLS)
        if calls:
            return schedule.schedule_card(calls, days, min(page, (len(calls) - 1) // schedule.PAGE))
        later = self._shelf.upcoming(days.latest, days.latest + AHEAD, NEXT_CALLS)
        return schedule.next_card(later, days.called)

    def companies(self, typed: str) -> list[str]:
        """Names that complete what is being typed; for nothing, those with the next calls first."""
        names = [] if typed.strip() else self._next_to_call()
        names += self._desk.suggest(typed, limits.CHOICES)
        return list(dict.fromkeys(limits.shortened(name, limits.CHOICE) for name in names))[: limits.CHOICES]

    def _next_to_call(self) -> list[str]:
        now = self._now()
        coming = self._shelf.upcoming(now, now + AHEAD, limits.CHOICES)
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
        return self._so_far(self.release(answer.release.id) if answer.release else self._card(answer))

    def _entries(self, company: str) -> Sequence[Entry]:
        """A company's releases; the newest of all while nobody is named."""
        answer = self._headline(company) if company.strip() else None
        if answer is None:
            return self._shelf.newest(limits.CHOICES)
        if answer.release is None or answer.release.company_id is None:
            return ()
        return self._shelf.entries(answer.release.company_id)

    def _headline(self, company: str) -> Answer:
        return self._desk.field_answer("release.headline", company, now=self._now())

    def _card(self, answer: Answer, wanted: Sequence[Field] = ()) -> Card:
        if self._is_of_several(answer):
            return together([self._card(part) for part in answer.parts])
        if answer.field == "upcoming" and answer.values:
            return schedule.listed_card(answer)
        field = self.fields.get(answer.field)
        found = self._kept(answer.release.id) if answer.release else None
        summary = [field] if field and field.parts else []
        if found and answer.status == "answered" and (wanted or summary) and not answer.choices:
            return self._facts(answer, *found, wanted or summary)
        return answer_card(answer, found[1] if found else None, self.fields)

    def _so_far(self, card: Card) -> Card:
        """The card, which says so while releases are yet to be read; then nothing is known to be missing."""
        card = self._ahead(card)
        if card.status in ("no_such_release", "nothing") and self.state.missing:
            return replace(text_card(f"{self.state.missing} Ask again in a moment."), status=card.status)
        reading = self.state.reading
        return replace(card, lines=(*card.lines, small(reading))) if reading else card

    def _ahead(self, card: Card) -> Card:
        """The card, without the button for a calendar where its call is over."""
        found = self._kept(card.call[0]) if card.call and card.dated else None
        starts = found[1].calls[card.call[1]].starts if found and card.call else None
        over = starts is not None and since_or_until(starts.value, self._now()) <= timedelta(0)
        return replace(card, dated=False) if over else card

    def _is_of_several(self, answer: Answer) -> bool:
        """Whether the parts of an answer fill a card each: of several companies, or summaries."""
        summed = any(self.fields[part.field].parts for part in answer.parts if part.field)
        return summed or len({part.company for part in answer.parts}) > 1

    def _facts(self, answer: Answer, entry: Entry, release: Release, wanted: Sequence[Field]) -> Card:
        if wanted[0].id == "pipeline":
            chart = self._chart(entry, release)
            card = pipeline_card(entry, release, answer, chart)
            card = replace(card, file=_drawn(chart)) if chart else card
        else:
            card = facts_card(entry, release, expanded(wanted, self.fields), answer.call, answer)
        return replace(card, status=answer.status, field=answer.field)

    def _chart(self, entry: Entry, release: Release) -> Chart | None:
        """The chart of a release's candidates, beside those of the company's earlier releases."""
        stating = self._shelf.stating(entry.company_id, STAGE) if entry.company_id is not None else ()
        ids = [other.id for other in stating]
        older = stating[ids.index(entry.id) + 1 :] if entry.id in ids else ()
        earlier = [found for other in older if (found := self._kept(other.id))]
        return chart_of(entry, release, company_of(entry, release), earlier)

    def _kept(self, id: str) -> tuple[Entry, Release] | None:
        try:
            return self._shelf.entry(id), self._shelf.release(id)
        except KeyError:
            return None


def _drawn(chart: Chart) -> Attached | None:
    """The chart as a picture; a picture that cannot be drawn is no reason not to answer."""
    try:
        return Attached("pipeline.png", picture(chart), chart.description)
    except (OSError, ValueError) as error:  # a font that is gone, a size that is none
        log.warning("not_drawn", reason=str(error))
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
