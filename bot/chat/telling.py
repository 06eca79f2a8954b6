"""Follows wired up: what decides on news, what sends them, and what the commands go by."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self

from bot.chat.deliveries import Deliveries
from bot.chat.follow_service import FollowService
from bot.chat.host import Host
from bot.chat.library_state import LibraryState
from bot.chat.news import NewsDesk
from bot.chat.news_feed import NewsFeed
from bot.chat.stand_by import StandBy
from bot.desk.desk import Desk
from bot.fields import Fields
from bot.ledger.leasing import Leases
from bot.ledger.outbox import Sender
from bot.ledger.sql import Ledger
from bot.library.newcomers import Newcomers

Keep = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Telling:
    """The parts of it. Of several processes one at a time decides; each sends for its own shards."""

    ledger: Ledger
    stand_by: StandBy
    feed: NewsFeed
    follows: FollowService
    clock: Clock

    @classmethod
    def of(
        cls,
        newcomers: Newcomers,
        ledger: Ledger,
        desk: Desk,
        fields: Fields,
        clock: Clock,
        library: LibraryState,
    ) -> Self:
        """All of it, for a library and a ledger."""
        news = NewsDesk(newcomers, fields)
        feed = NewsFeed(newcomers, news, ledger, clock, library)
        return cls(
            ledger,
            StandBy(newcomers, ledger),
            feed,
            FollowService(desk, news, newcomers, ledger, feed, clock),
            clock,
        )

    def kept_by(self, host: Host, lease_seconds: float) -> list[Keep]:
        """What runs beside the bot until it ends; after `lease_seconds` another decides for one killed."""
        sender = sender_of(host)
        deliveries = Deliveries(host, self.ledger, sender, self.clock)
        host.woken = deliveries.wake
        leases = Leases(self.ledger, lease_seconds, sender.name)

        async def decide(ending: asyncio.Event) -> None:
            await self.feed.ready(ending)
            deciding = partial(self.feed.keep, ending, deliveries.wake)
            await leases.keep("news", deciding, ending, self.stand_by.look)
            await leases.give_back()

        return [decide, deliveries.keep]

    def library_changed(self) -> None:
        """Have what the library took in looked at."""
        self.feed.changed.set()


def sender_of(host: Host) -> Sender:
    """The process as one that sends: with its shards, or alone."""
    return Sender(tuple(host.shard_ids), host.shard_count or 1) if host.shard_ids else Sender()
