"""What waits in the outbox sent, each once: crashes, errors and Discord's rates notwithstanding."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import aiohttp
import discord
import structlog

from bot.chat.buttons import post_view
from bot.chat.host import Host
from bot.chat.limits import NONCE
from bot.chat.probing import Probes
from bot.chat.server_events import ServerEvents
from bot.chat.threads import to_its_end
from bot.errors import Trouble
from bot.follows.body import Body
from bot.follows.deciding import MOST, NONCE_HOLDS, failed, folded, paused, step
from bot.ledger.outbox import Follow, Intent, Post, Sender
from bot.ledger.sql import Ledger

log = structlog.get_logger("chat")
EVERY = 1.0  # seconds between two looks at the outbox
AT_A_TIME = 500  # posts looked at
PLACES = 8  # that are sent to at the same time
RATE = 30.0  # requests a second of all processes, of Discord's 50: the rest is for answers
ANSWERS_FIRST = 1.0  # seconds that a post waits for answers in the making
PATIENCE = 60.0  # seconds for one request, which discord.py repeats and holds back by itself
ASIDE = timedelta(minutes=1)  # by how much Discord's clock may differ
LAST_TRY = NONCE_HOLDS + timedelta(seconds=PATIENCE)  # behind the first one, until it is looked for


class Deliveries:
    """Sends posts to the servers of its own shards, in order within a place."""

    def __init__(
        self,
        host: Host,
        ledger: Ledger,
        sender: Sender,
        clock: Callable[[], datetime],
        rate: float = RATE,
    ) -> None:
        self._host = host
        self._ledger = ledger
        self._outbox = ledger.outbox
        self._sending = ledger.sending(sender)
        self._clock = clock
        self._gap = sender.of / (rate * len(sender.shards))  # all processes together keep the rate
        self._next = 0.0  # when the next request may go out, by the loop's clock
        self._edits: dict[int, datetime] = {}  # those that failed: when they are tried again
        self._woken = asyncio.Event()
        self._events = ServerEvents(host, ledger.outbox, self._sending)
        self._probes = Probes(host, ledger.outbox, sender, clock)

    def wake(self) -> None:
        """Look at the outbox at once."""
        self._woken.set()

    async def keep(self, ending: asyncio.Event) -> None:
        """Send what is due, until `ending`."""
        says = ""
        while not ending.is_set():
            try:
                busy = self._host.is_ready() and await self.round()
                says = ""
            except Trouble as trouble:
                if says != str(trouble):  # which may be so for hours
                    log.error("not_sent", reason=str(trouble))
                says, busy = str(trouble), False
            except Exception:  # the bot goes on answering, and the post is tried again
                log.exception("not_sent")
                busy = False
            if not busy:
                await _first(ending, self._woken, EVERY)
                self._woken.clear()
        with suppress(Trouble):  # claims end by themselves
            await to_its_end(self._sending.give_back)

    async def round(self) -> bool:
        """Send what is due now, at most five posts a place; gives whether there was anything."""
        posts = await to_its_end(self._due)
        places = asyncio.Semaphore(PLACES)

        async def sent(some: Sequence[Post]) -> None:
            async with places:
                for post in some[:MOST]:
                    if not await self._send(post):
                        return

        ordered = sorted(posts, key=_in_order)
        ends = await asyncio.gather(
            *(sent([*some]) for _, some in groupby(ordered, lambda post: post.place)), return_exceptions=True
        )
        for end in ends:  # none of them goes on beside the next round, whatever became of another
            if end is not None:
                raise end
        edits = await to_its_end(self._sending.to_edit, AT_A_TIME)
        now = self._clock()
        for post in edits:
            if self._edits.get(post.id, now) <= now:
                await self._edit(post)
        await self._events.round(self.turn)
        await self._probes.round(self.turn)
        return bool(posts)

    def _due(self) -> Sequence[Post]:
        now = self._clock()
        posts = self._sending.waiting(now, AT_A_TIME)
        intents: list[Intent] = []
        for _, some in groupby(sorted(posts, key=_in_order), lambda post: post.place):
            intents += folded([*some])
        if intents:
            self._outbox.carry_out(intents)
            posts = self._sending.waiting(now, AT_A_TIME)
        return posts

    async def _send(self, post: Post) -> bool:
        """Send a post; gives whether the place can be sent more."""
        what = step(post, self._clock())
        if what == "drop":
            await to_its_end(self._sending.drop, post.id, "too late")
            return True
        try:
            channel = await self._channel(post.place)
            found = await self._found(channel, post) if what == "look" else None
            if found is None and what == "look" and _is_late(post, self._clock()):
                await to_its_end(self._sending.drop, post.id, "too late")
                return True
            if found is None:
                found = await self._posted(channel, post, anew=what == "look")
            if found is None:  # it is not to be sent any more, or another process's by now
                return True
        except discord.HTTPException as error:
            return await self._failed(post, error.status, error.code, str(error))
        except (TimeoutError, aiohttp.ClientError, OSError, discord.DiscordServerError) as error:
            return await self._failed(post, None, 0, type(error).__name__)
        await to_its_end(self._sending.sent, post.id, found.channel.id, found.id)
        log.info("told", post=post.id, place=post.place[:1], tries=post.tries + 1)
        return True

    async def _channel(self, place: str) -> Any:
        if place.startswith("c"):
            return self._host.get_partial_messageable(int(place[1:]))
        await self.turn()
        return await self._host.create_dm(discord.Object(int(place[1:])))

    async def _posted(self, channel: Any, post: Post, anew: bool) -> Any:
        """The message, posted; None where it is not to be any more. `anew`: no earlier try arrived."""
        await self.turn()
        ledger = await to_its_end(lambda: self._ledger.identity)
        packed = await to_its_end(lambda: self._sending.begin(post.id, self._clock(), anew=anew))
        if packed is None:
            return None
        body = Body.of(packed)
        more: dict[str, Any] = {}
        if post.replies_to:
            more["reference"] = discord.MessageReference(
                message_id=post.replies_to, channel_id=channel.id, fail_if_not_exists=False
            )
        if view := post_view(body.release, body.call):
            more["view"] = view
        roles = [discord.Object(body.ping)] if body.ping else False
        mentions = discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)
        nonce = f"{ledger[:8]}-{post.id}"[:NONCE]
        sending = channel.send(
            body.text, nonce=nonce, allowed_mentions=mentions, suppress_embeds=True, **more
        )
        return await asyncio.wait_for(sending, PATIENCE)

    async def _found(self, channel: Any, post: Post) -> Any:
        """The message of a post that may have arrived; None where it did not."""
        text, tried = Body.of(post.tried_body or post.body).text.strip(), post.tried or post.due
        since, until = tried - ASIDE, tried + LAST_TRY + ASIDE
        await self.turn()
        async for message in channel.history(limit=None, after=since, before=until, oldest_first=True):
            own = self._host.user is not None and message.author.id == self._host.user.id
            if own and message.content.strip() == text:
                return message
        return None

    async def _failed(self, post: Post, status: int | None, code: int, reason: str) -> bool:
        """Note an error; gives whether the place can be sent more."""
        what, now = failed(status, code, post.tries), self._clock()
        log.warning("not_sent", post=post.id, status=status, code=code, reason=reason)
        if what is None:
            await to_its_end(self._sending.drop, post.id, reason)
            return True
        if isinstance(what, timedelta):
            await to_its_end(lambda: self._sending.put_off(post.id, now + what, reason, refused=False))
            return False
        known = await to_its_end(lambda: self._outbox.follows(place=post.place))
        follows = [follow for follow in known if follow.reason is None]
        if not follows:  # such as a calendar, or word of a pause
            await to_its_end(self._sending.drop, post.id, what)
            return False
        await to_its_end(self._pause, post, follows, f"{what} on {now:%-d %B}", now)
        return False

    def _pause(self, post: Post, follows: Sequence[Follow], reason: str, now: datetime) -> None:
        self._sending.put_off(post.id, post.due, reason, refused=True)
        told = paused(follows, reason, post.place, now)
        self._outbox.pause([follow.id for follow in follows], reason, now, told)

    async def _edit(self, post: Post) -> None:
        body = Body.of(post.body)
        place = self._host.get_partial_messageable(post.channel or 0)
        await self.turn()
        try:
            view = post_view(body.release, body.call)
            edit = place.get_partial_message(post.message or 0).edit(content=body.text, view=view)
            await asyncio.wait_for(edit, PATIENCE)
        except (discord.HTTPException, TimeoutError, aiohttp.ClientError, OSError) as error:
            status = error.status if isinstance(error, discord.HTTPException) else None
            again = failed(status, 0, 3)
            log.warning("not_edited", post=post.id, reason=str(error))
            if isinstance(again, timedelta):
                self._edits[post.id] = self._clock() + again
                return
        self._edits.pop(post.id, None)
        await to_its_end(self._sending.edited, post.id, post.body)

    async def turn(self) -> None:
        """Wait for answers in the making, and for the next request's turn."""
        await self._host.in_flight.finished(ANSWERS_FIRST)
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + self._gap
        if at > now:
            await asyncio.sleep(at - now)


def _in_order(post: Post) -> tuple[str, int]:
    return post.place, post.id


def _is_late(post: Post, now: datetime) -> bool:
    return post.useless is not None and post.useless <= now


async def _first(ending: asyncio.Event, woken: asyncio.Event, seconds: float) -> None:
    waits = [asyncio.create_task(event.wait()) for event in (ending, woken)]
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
