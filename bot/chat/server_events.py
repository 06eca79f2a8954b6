"""Calls as servers' scheduled events: made, edited as they move, deleted where they are cancelled."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import structlog

from bot.chat.host import Host
from bot.chat.threads import to_its_end
from bot.follows.deciding import failed
from bot.ledger.outbox import Scheduled
from bot.ledger.sql_outbox import Outbox
from bot.ledger.sql_sending import Sending

log = structlog.get_logger("chat")
AT_A_TIME = 20
EXTERNAL, GUILD_ONLY = 3, 2  # Discord's numbers for an event elsewhere, and for its members only
PATIENCE = 60.0  # seconds for one request
ROUNDS_LEFT_OUT = 60  # after an error that passes by itself


class ServerEvents:
    """Brings servers' events to what is wanted of them."""

    def __init__(self, host: Host, outbox: Outbox, sending: Sending) -> None:
        self._host = host
        self._outbox = outbox
        self._sending = sending
        self._left_out = 0

    async def round(self, turn: Callable[[], Awaitable[None]]) -> None:
        """Make, edit and delete what is to be; `turn` waits for a request's turn."""
        if self._left_out:
            self._left_out -= 1
            return
        for one in await to_its_end(self._sending.to_schedule, AT_A_TIME):
            try:
                await asyncio.wait_for(self._bring(one, turn), PATIENCE)
            except discord.HTTPException as error:
                await self._failed(one, error.status, error.code, str(error))
            except (TimeoutError, aiohttp.ClientError, OSError) as error:
                await self._failed(one, None, 0, type(error).__name__)

    async def _bring(self, one: Scheduled, turn: Callable[[], Awaitable[None]]) -> None:
        http, event = self._host.http, one.event
        await turn()
        if event is None and one.trying is not None:
            event = await self._found(one.guild, json.loads(one.trying))
        if one.wanted is None:
            if event is not None:
                await http.delete_scheduled_event(one.guild, event)
            await to_its_end(self._sending.scheduled_as, one.id, None, None)
            return
        told = _told(one.wanted)
        if event is None:
            if not await to_its_end(self._sending.scheduling, one.id, one.wanted):
                return  # another process's by now
            made: Any = await http.create_guild_scheduled_event(one.guild, reason=None, **told)
            event = int(made["id"])
        else:
            await http.edit_scheduled_event(one.guild, event, reason=None, **told)
        await to_its_end(self._sending.scheduled_as, one.id, event, one.wanted)

    async def _found(self, guild: int, trying: dict[str, str]) -> int | None:
        """The event that may have been made before the process was killed."""
        listed: Any = await self._host.http.get_scheduled_events(guild, False)
        own = [event for event in listed if str(event.get("creator_id")) == str(self._host.application_id)]
        same = (event for event in own if event["name"] == trying["name"] and _starts(event, trying["start"]))
        return next((int(event["id"]) for event in same), None)

    async def _failed(self, one: Scheduled, status: int | None, code: int, reason: str) -> None:
        """Try again later what passes; else have it as it is, and switch off what is not allowed."""
        what = failed(status, code, 0)
        log.warning("not_scheduled", guild=one.guild, status=status, code=code, reason=reason)
        if isinstance(what, timedelta):
            self._left_out = ROUNDS_LEFT_OUT
            return
        gone = status == 404 and one.event is not None  # somebody deleted it: so be it
        await to_its_end(self._sending.scheduled_as, one.id, None if gone else one.event, one.wanted)
        if status == 403:
            settings = await to_its_end(self._outbox.settings, one.guild)
            await to_its_end(self._outbox.set, one.guild, {**settings, "events": False, "refused": what})


def _told(wanted: str) -> dict[str, Any]:
    given = json.loads(wanted)
    return {
        "name": given["name"],
        "description": given["description"],
        "scheduled_start_time": given["start"],
        "scheduled_end_time": given["end"],
        "entity_type": EXTERNAL,
        "entity_metadata": {"location": given["location"]},
        "privacy_level": GUILD_ONLY,
    }


def _starts(event: dict[str, Any], start: str) -> bool:
    return datetime.fromisoformat(event["scheduled_start_time"]) == datetime.fromisoformat(start)
