"""Follows that pause and go on as the bot comes to servers, leaves them, and may post in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import discord
import structlog

from bot.chat.host import Host, Interaction
from bot.chat.threads import LEDGER, in_thread
from bot.errors import Trouble
from bot.follows.deciding import BY_PERSON, LEFT
from bot.ledger.outbox import Follow

log = structlog.get_logger("chat")


class Membership:
    """Pauses and resumes what a server, or a person, follows. An outage of a server changes nothing."""

    def __init__(self, host: Host) -> None:
        self._host = host

    async def left(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        if self._host.follows:
            await self._changed(self._host.follows.pause, guild.id, LEFT)
        log.info("left", guild=guild.id)

    async def returned(self) -> None:
        """Let go on, in all servers, what was paused for absence or for a permission that returned."""
        found: list[Follow] = []
        for follow in await self._paused(paused=True):
            guild = self._host.get_guild(follow.guild) if follow.guild is not None else None
            if guild and (follow.reason == LEFT or _may_post(guild, follow)):
                found.append(follow)
        await self._resume(found)

    async def joined(self, guild: discord.Guild) -> None:
        """The bot is back: what was paused for its absence goes on."""
        if (
            self._host.follows and self._host.is_ready()
        ):  # before, `returned` is to look at all of them at once
            own = await self._paused(guild=guild.id)
            await self._resume([follow for follow in own if follow.reason == LEFT])

    async def allowed(self, guild: discord.Guild) -> None:
        """Let go on what was paused for a permission that the bot has again."""
        own = [follow for follow in await self._paused(guild=guild.id) if _may_post(guild, follow)]
        await self._resume(own)

    async def used(self, interaction: Interaction) -> None:
        """Somebody talks to the bot: what it may say to them, or there, goes on."""
        if interaction.type is not discord.InteractionType.application_command:
            return
        if interaction.guild_id is None:
            await self._resume(await self._paused(place=f"u{interaction.user.id}"))
        elif interaction.channel_id and interaction.app_permissions.send_messages:
            await self._resume(await self._paused(place=f"c{interaction.channel_id}"))

    async def _paused(self, **where: int | str) -> list[Follow]:
        """The follows there that not a person paused; none where that cannot be said just now."""
        follows = self._host.follows
        if follows is None:
            return []
        try:
            found = await in_thread(lambda: follows.outbox.follows(**where), pool=LEDGER)  # type: ignore[arg-type]
        except Trouble as trouble:
            log.warning("follows_not_read", reason=str(trouble))
            return []
        return [follow for follow in found if follow.reason not in (None, BY_PERSON)]

    async def _resume(self, follows: Sequence[Follow]) -> None:
        if follows and self._host.follows and await self._changed(self._host.follows.resume, follows):
            log.info("follows_resumed", count=len(follows))
            self._host.wake()

    async def _changed(self, change: Callable[..., None], *given: Any) -> bool:
        """Whether the change could be kept; what could not comes with Discord's answer to a post."""
        try:
            await in_thread(change, *given, pool=LEDGER)
        except Trouble as trouble:
            log.warning("follows_not_changed", reason=str(trouble))
            return False
        return True


def _may_post(guild: discord.Guild, follow: Follow) -> bool:
    channel = guild.get_channel_or_thread(int(follow.place[1:])) if follow.place.startswith("c") else None
    if channel is None:
        return False
    allowed = channel.permissions_for(guild.me)
    writes = (
        allowed.send_messages_in_threads if isinstance(channel, discord.Thread) else allowed.send_messages
    )
    return allowed.view_channel and writes
