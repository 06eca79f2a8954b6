"""What the library newly took in, decided into posts: after each change of it, and by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.chat.library_state import LibraryState
from bot.chat.news import NewsDesk
from bot.chat.threads import to_its_end
from bot.errors import Trouble
from bot.follows.deciding import (
    BY_PERSON,
    KEPT_PAUSED,
    KEPT_POSTS,
    News,
    calendar,
    event_changes,
    reminders,
    reminding,
    told,
    week_of,
)
from bot.ledger.outbox import RELEASE, REMINDER, Drop, Event, Follow, Intent, Post
from bot.ledger.sql import Ledger
from bot.library.newcomers import Newcomer, Newcomers

log = structlog.get_logger("chat")
CHUNK = 200  # releases looked at in one transaction of the ledger
EVERY = 60.0  # seconds between two looks where nothing changed
ALL_AGAIN = timedelta(hours=1)  # between two looks at every reminder


class NewsFeed:
    """Looks at what was taken in since the last time, and has the ledger keep what is to be told."""

    def __init__(
        self,
        newcomers: Newcomers,
        desk: NewsDesk,
        ledger: Ledger,
        clock: Callable[[], datetime],
        state: LibraryState,
    ) -> None:
        self._newcomers = newcomers
        self._desk = desk
        self._ledger = ledger
        self._outbox = ledger.outbox
        self._clock = clock
        self._state = state
        self._reminded: datetime | None = None
        self.changed = asyncio.Event()

    async def ready(self, ending: asyncio.Event) -> None:
        """Wait until the library is whole: one that lacks releases takes their calls for cancelled."""
        while not (ending.is_set() or self._state.whole):
            self.changed.clear()
            await _either(ending, self.changed, EVERY)

    async def keep(self, ending: asyncio.Event, woken: Callable[[], None] = lambda: None) -> None:
        """Look whenever the library changed, until `ending`; `woken` is called after each look."""
        while not ending.is_set():
            self.changed.clear()
            if self._state.whole:
                try:
                    await to_its_end(self.look)
                    woken()
                except Trouble as trouble:
                    log.error("news_not_looked_at", reason=str(trouble))
                except Exception:  # the bot goes on answering
                    log.exception("news_not_looked_at")
            await _either(ending, self.changed, EVERY)

    def look(self) -> int:
        """Decide on everything that is new to the ledger; gives how many releases that were.

        At a ledger's first look nothing is news: that is what was there before.
        """
        first = self._outbox.looked() is None
        cursor, count = self._newcomers.cursor(self._ledger.identity), 0
        touched: set[str] = set()
        while some := self._newcomers.behind(cursor, CHUNK):
            news = [] if first else self._news(some)
            self._outbox.carry_out(
                self._intents(news), seen={mark for one in some for mark in one.marks}, looked=None
            )
            touched |= {issuer for one in news for issuer in one.issuers}
            count += len(news)
            cursor = some[-1].no
            self._newcomers.looked(self._ledger.identity, cursor)
        intents = [*self._reminders(touched), *self._calendars()]
        self._outbox.carry_out(intents, looked=self._clock())
        for guild, settings in self._outbox.guilds().items():
            self._schedule(guild, settings)
        if count:
            log.info("news_decided", releases=count)
        return count

    def remind(self, follow: Follow) -> None:
        """Bring a reminder up to the calls that are known."""
        self._outbox.carry_out(self._reminding([follow]))

    def calendar(self, guild: int) -> None:
        """Bring a server's calendar and events up to what it has set."""
        settings = self._outbox.settings(guild)
        self._outbox.carry_out(self._calendar(guild, settings))
        self._schedule(guild, settings)

    def _schedule(self, guild: int, settings: Mapping[str, Any]) -> None:
        """Decide on a server's events; where they were switched off, those to come are deleted."""
        now, known = self._clock(), self._outbox.scheduled(guild)
        issuers = {follow.issuer for follow in self._outbox.follows(guild=guild, kind=RELEASE)}
        calls = self._desk.events(sorted(issuers), now) if settings.get("events") else {}
        wanted, past = event_changes(known, calls, now)
        if wanted or past:
            self._outbox.schedule(guild, wanted, past)

    def _news(self, some: Sequence[Newcomer]) -> list[News]:
        """Of releases that were taken in those that were not seen in any form."""
        marks = {mark for one in some for mark in (*one.marks, *one.twins)}
        unseen = self._outbox.unseen(marks)
        found: dict[str, News] = {}
        for one in some:
            new = unseen.issuperset(one.marks) and unseen.issuperset(one.twins)
            if new and one.event not in found and self._is_news(one):
                try:
                    news = self._desk.news(one, self._clock())
                except KeyError:  # gone again meanwhile
                    continue
                if news:
                    found[one.event] = news
        return [*found.values()]

    def _is_news(self, one: Newcomer) -> bool:
        return one.arrival is None or self._ledger.arrival(one.arrival).news

    def _intents(self, news: Iterable[News]) -> list[Intent]:
        found: list[Intent] = []
        made: dict[Event, Post] = {}  # by what was decided a moment ago
        for one in news:
            follows = self._outbox.follows(issuers=one.issuers)
            earlier = {amended.event for amended in one.amends}
            events = {(follow.place, event) for follow in follows for event in earlier}
            posts = {**self._outbox.posts(events), **made}
            intents = told(one, follows, posts, self._clock(), self._pings(follows))
            for intent in intents:
                if not isinstance(intent, Drop):
                    event = (intent.place, intent.event)
                    made[event] = Post(0, *event, intent.body, self._clock())
            found += intents
        return found

    def _calendars(self) -> list[Intent]:
        return [intent for one in self._outbox.guilds().items() for intent in self._calendar(*one)]

    def _calendar(self, guild: int, settings: Mapping[str, Any]) -> Sequence[Intent]:
        channel = settings.get("calendar")
        if not channel:
            return ()
        now = self._clock()
        monday, end = week_of(now)
        issuers = {follow.issuer for follow in self._outbox.follows(guild=guild, kind=RELEASE)}
        known = self._outbox.posts([(f"c{channel}", f"week:{monday:%Y-%m-%d}")])
        body = self._desk.week(sorted(issuers), monday, end)
        return calendar(guild, channel, body, monday, known, now)

    def _pings(self, follows: Iterable[Follow]) -> dict[int, int]:
        guilds = {follow.guild for follow in follows if follow.guild is not None}
        set_ = {guild: self._outbox.settings(guild).get("ping") for guild in guilds}
        return {guild: role for guild, role in set_.items() if role}

    def _reminders(self, touched: Collection[str]) -> list[Intent]:
        """What is to be reminded of, of companies whose releases came; once in a while of all."""
        now = self._clock()
        if self._reminded is None or now - self._reminded >= ALL_AGAIN:
            self._reminded = now
            self._outbox.tidy(now - KEPT_PAUSED, now - KEPT_POSTS, BY_PERSON)
            return self._reminding(self._outbox.follows(kind=REMINDER))
        return self._reminding(self._outbox.follows(issuers=touched, kind=REMINDER)) if touched else []

    def _reminding(self, follows: Iterable[Follow]) -> list[Intent]:
        found: list[Intent] = []
        for follow in follows:
            now = self._clock()
            calls = self._desk.ahead(follow.issuer, now, follow.before)
            waiting = self._outbox.events_at(follow.place, reminding(follow))
            found += reminders(follow, calls, waiting, now)
        return found


async def _either(ending: asyncio.Event, changed: asyncio.Event, seconds: float) -> None:
    waits = [asyncio.create_task(ending.wait()), asyncio.create_task(changed.wait())]
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
