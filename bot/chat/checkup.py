"""What `doctor` asks Discord: whether the token is good, and what is to be switched on in the portal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import aiohttp

from bot.chat.proxy import api_base
from bot.errors import Trouble
from bot.settings import DiscordSettings

_PORTAL = "https://discord.com/developers/applications"
_CONTENT = 1 << 18 | 1 << 19  # the message-content intent, of a verified bot or of another
_IN_SERVERS, _BY_USERS = "0", "1"  # where an application can be installed
_WRITING = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 38  # see, write, embed, attach, write in threads
_PERMISSIONS = _WRITING | 1 << 16 | 1 << 44  # read the history, create events
_PATIENCE = aiohttp.ClientTimeout(total=15)

Found = tuple[bool, str]


def checkup(settings: DiscordSettings) -> list[Found]:
    """Whether each thing is well, and what there is to say or to click.

    Raises Trouble when Discord refuses the token or cannot be reached.
    """
    application, gateway = asyncio.run(_asked(settings))
    return [
        (True, f"The token is that of {application['name']!r} (application {application['id']})."),
        *_intents(application, settings),
        *_installs(application),
        *_starts(gateway, settings),
        (True, f"To invite it to a server: {invitation(application['id'])}"),
    ]


def invitation(application: str) -> str:
    """The address that adds the bot to a server with the permissions it needs, and no other."""
    scopes = "bot+applications.commands"
    address = "https://discord.com/oauth2/authorize"
    return f"{address}?client_id={application}&scope={scopes}&permissions={_PERMISSIONS}"


async def _asked(settings: DiscordSettings) -> tuple[dict[str, Any], dict[str, Any]]:
    headers = {"Authorization": f"Bot {settings.token}", "User-Agent": "DiscordBot (releasebot, 0.1)"}
    base = api_base(settings.api_url)
    try:
        async with aiohttp.ClientSession(headers=headers, timeout=_PATIENCE) as session:
            return (
                await _got(session, f"{base}/applications/@me"),
                await _got(session, f"{base}/gateway/bot"),
            )
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        reason = type(error).__name__
        raise Trouble(f"Discord cannot be reached at {base} ({reason}); check the network.") from error


async def _got(session: aiohttp.ClientSession, address: str) -> dict[str, Any]:
    async with session.get(address) as response:
        if response.status == 401:
            raise Trouble(
                f"Discord refuses the token: at {_PORTAL} choose the application, Bot, Reset Token, and put "
                "the new one into DISCORD_TOKEN."
            )
        if response.status != 200:
            raise Trouble(f"Discord answered {response.status} at {address}; try again in a while.")
        found: dict[str, Any] = await response.json(content_type=None)
        return found


def _intents(application: dict[str, Any], settings: DiscordSettings) -> Iterator[Found]:
    allowed = bool(application.get("flags", 0) & _CONTENT)
    if settings.prefix and not allowed:
        yield (
            False,
            f"Text commands ({settings.prefix}replay …) need the message-content intent: at {_PORTAL} choose "
            "the application, Bot, Message Content Intent; or leave discord.prefix empty.",
        )
    elif settings.prefix:
        yield True, "The message-content intent is on, as text commands need it."
    else:
        more = "; the message-content intent is on, and could be off" if allowed else ""
        yield True, f"No privileged intent is needed{more}."


def _installs(application: dict[str, Any]) -> Iterator[Found]:
    ways = application.get("integration_types_config")
    if ways is None:
        return
    if _IN_SERVERS not in ways:
        yield (
            False,
            f"It cannot be added to servers: at {_PORTAL} choose the application, Installation, "
            "Guild Install.",
        )
    if _BY_USERS not in ways:
        yield (
            True,
            "People cannot install it for themselves; to let them, choose Installation, User Install in the "
            "portal.",
        )


def _starts(gateway: dict[str, Any], settings: DiscordSettings) -> Iterator[Found]:
    left = gateway.get("session_start_limit", {}).get("remaining")
    needed = len(settings.shard_ids) or settings.shard_count or gateway.get("shards", 1)
    if left is not None and left < needed:
        yield False, f"Discord allows {left} more connections today, and {needed} are needed; wait a day."
    advised = gateway.get("shards", 1)
    if settings.shard_count and settings.shard_count < advised:
        yield False, f"Discord advises {advised} shards; discord.shard_count is {settings.shard_count}."
