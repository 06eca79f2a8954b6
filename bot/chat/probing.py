"""Places where Discord refused a post, tried once an hour: not every permission that returns is told of."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import aiohttp
import discord
import structlog

from bot.chat.host import Host
from bot.chat.threads import to_its_end
from bot.follows.deciding import refused_places
from bot.ledger.outbox import Follow, Sender
from bot.ledger.sql_outbox import Outbox

log = structlog.get_logger("chat")
EVERY = timedelta(hours=1)
AT_REST = timedelta(minutes=1)  # what was refused only just is not tried at once
PATIENCE = 60.0  # seconds for one request


class Probes:
    """Lets follows go on where the bot may write again."""

    def __init__(self, host: Host, outbox: Outbox, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._host = host
        self._outbox = outbox
        self._sender = sender
        self._clock = clock
        self._next: datetime | None = None

    async def round(self, turn: Callable[[], Awaitable[None]]) -> None:
        """Try each such channel, where it is time; `turn` waits for a request's turn."""
        now = self._clock()
        if self._next is not None and now < self._next:
            return
        self._next = now + EVERY
        paused = await to_its_end(lambda: self._outbox.follows(paused=True))
        own = [one for one in paused if self._sender.has(one.guild) and _is_at_rest(one, now)]
        for place, ids in refused_places(own).items():
            await turn()
            if await self._may_write(int(place[1:])):
                await to_its_end(self._outbox.resume, ids)
                log.info("follows_resumed", count=len(ids))

    async def _may_write(self, channel: int) -> bool:
        """Whether that is allowed, by the least that needs it: for a moment the bot is seen to be typing."""
        try:
            await asyncio.wait_for(self._host.http.send_typing(channel), PATIENCE)
        except (discord.HTTPException, TimeoutError, aiohttp.ClientError, OSError):
            return False
        return True


def _is_at_rest(follow: Follow, now: datetime) -> bool:
    return follow.paused is not None and now - follow.paused >= AT_REST
