"""What `doctor` says about Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.chat.checkup import checkup, invitation
from bot.errors import Trouble
from bot.settings import DiscordSettings

LINK = "https://discord.com/oauth2/authorize?client_id=700&scope=bot+applications.commands&permissions=17867064069120"
NAMED = (True, "The token is that of 'releasebot' (application 700).")
INVITED = (True, f"To invite it to a server: {LINK}")


@pytest.fixture
def check(discord: Any) -> Callable[..., Any]:
    """Runs the checkup beside the server, in a thread as `doctor` has no loop of its own."""

    async def check(**chosen: Any) -> Any:
        given = {"token": "whisper", "api_url": discord.environment["DISCORD_API_URL"], **chosen}
        return await asyncio.to_thread(checkup, DiscordSettings(**given))

    return check


def application(discord: Any, **changed: Any) -> None:
    discord.fail("/applications/@me", 200, {"id": "700", "name": "releasebot", "flags": 0, **changed})


async def test_all_is_well(check: Any) -> None:
    assert await check() == [NAMED, (True, "No privileged intent is needed."), INVITED]


async def test_a_prefix_needs_the_message_content_intent(check: Any, discord: Any) -> None:
    (_, (well, says), _) = await check(prefix="!")
    assert not well
    assert "Message Content Intent" in says
    application(discord, flags=1 << 19)
    assert (True, "The message-content intent is on, as text commands need it.") in await check(prefix="!")


async def test_an_intent_that_is_on_for_nothing_is_named(check: Any, discord: Any) -> None:
    application(discord, flags=1 << 18)
    says = "No privileged intent is needed; the message-content intent is on, and could be off."
    assert (True, says) in await check()


async def test_the_ways_to_install_it(check: Any, discord: Any) -> None:
    application(discord, integration_types_config={"1": {}})
    found = await check()
    assert [well for well, _ in found] == [True, True, False, True]
    assert "Guild Install" in found[2][1]


async def test_too_few_shards_and_connections(check: Any, discord: Any) -> None:
    discord.fail("/gateway/bot", 200, {"shards": 4, "session_start_limit": {"remaining": 1}})
    says = [says for well, says in await check(shard_count=2) if not well]
    assert says == [
        "Discord allows 1 more connections today, and 2 are needed; wait a day.",
        "Discord advises 4 shards; discord.shard_count is 2.",
    ]


@pytest.mark.parametrize(
    ("status", "says"), [(401, "Discord refuses the token"), (503, "Discord answered 503")]
)
async def test_what_discord_refuses(status: int, says: str, check: Any, discord: Any) -> None:
    discord.fail("/applications/@me", status, {"message": "no"})
    with pytest.raises(Trouble, match=says) as raised:
        await check()
    assert "whisper" not in str(raised.value)


async def test_no_network(check: Any) -> None:
    with pytest.raises(Trouble, match="cannot be reached"):
        await check(api_url="http://127.0.0.1:9")


def test_invitation_asks_for_what_is_needed_only() -> None:
    assert invitation("700") == LINK
