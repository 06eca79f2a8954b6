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
from bot.desk.desk import Desk
from bot.fields import Fields
from bot.ledger.sql import Ledger
from bot.library.newcomers import Newcomers

Keep = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Telling:
    """The parts of it. Of several processes the one with the first shard decides and sends."""

    ledger: Ledger
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
        return cls(ledger, feed, FollowService(desk, news, newcomers, ledger, feed, clock), clock)

    def kept_by(self, host: Host) -> list[Keep]:
        """What runs beside the bot until it ends."""
        if 0 not in (host.shard_ids or [0]):
            return []
        deliveries = Deliveries(host, self.ledger, self.clock)
        host.woken = deliveries.wake
        return [partial(self.feed.keep, woken=deliveries.wake), deliveries.keep]

    def library_changed(self) -> None:
        """Have what the library took in looked at."""
        self.feed.changed.set()
