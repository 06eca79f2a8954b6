"""What happens when Discord goes silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from discord.http import Route

from bot.chat.library_state import LibraryState
from bot.chat.library_updates import LibraryUpdates
from bot.chat.service import serve
from bot.chat.watchdog import Watchdog
from bot.errors import Trouble
from bot.library.indexing import Outcome


def updates_of(folder: Path) -> LibraryUpdates:
    return LibraryUpdates(
        lambda progress, unfinished: Outcome(),
        folder,
        LibraryState(),
        seconds=lambda: 0.0,
        clock=lambda: datetime(2031, 5, 13, tzinfo=UTC),
    )


@dataclass
class Shard:
    """Acknowledges a heartbeat whenever its latency is changed."""

    latency: float = 1.0
    reconnects: int = 0

    async def reconnect(self) -> None:
        self.reconnects += 1


@dataclass
class World:
    """A clock that is set by hand, and shards."""

    now: float = 0.0
    shards: dict[int, Shard] = field(default_factory=dict)

    def watchdog(self) -> Watchdog:
        return Watchdog(lambda: self.shards, 100.0, lambda: self.now)


async def test_a_shard_that_acknowledges_is_left_alone() -> None:
    world = World(shards={0: Shard()})
    watchdog = world.watchdog()
    for now in range(0, 1000, 90):
        world.now, world.shards[0].latency = now, float(now)
        assert await watchdog.look()
    assert world.shards[0].reconnects == 0


async def test_a_silent_shard_is_reconnected_and_then_given_up() -> None:
    world = World(shards={0: Shard(), 1: Shard()})
    watchdog = world.watchdog()
    went_on = []
    for now in range(0, 250, 50):
        world.now, world.shards[1].latency = now, float(now)
        went_on.append(await watchdog.look())
    assert went_on == [True, True, True, True, False]
    assert [shard.reconnects for shard in world.shards.values()] == [1, 0]


async def test_a_shard_that_came_back_is_reconnected_again_the_next_time() -> None:
    world = World(shards={0: Shard()})
    watchdog = world.watchdog()
    for now, latency in ((0, 1.0), (100, 1.0), (150, 2.0), (260, 2.0)):
        world.now, world.shards[0].latency = now, latency
        assert await watchdog.look()
    assert world.shards[0].reconnects == 2


async def test_no_shard_at_all_ends_the_watch_after_a_while() -> None:
    world = World()
    watchdog = world.watchdog()
    assert await watchdog.look()
    world.now = 100.0
    assert not await watchdog.look()


async def test_a_gateway_that_falls_silent_is_opened_anew_then_left(
    make_bot: Any, discord: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = discord.environment
    monkeypatch.setattr(Route, "BASE", address["DISCORD_API_URL"])
    discord.heartbeat, discord.acknowledging = 50, False
    bot = make_bot(gateway_url=address["DISCORD_GATEWAY_URL"])
    status = await serve(bot, "token", updates_of(tmp_path), watchdog_seconds=0.3)
    assert status == 1
    assert len(discord.received(2)) == 2


@pytest.mark.parametrize(
    ("code", "says"), [(4014, "Message Content Intent"), (4011, "closed the connection for good .code 4011")]
)
async def test_what_an_operator_can_mend_is_said(
    code: int, says: str, make_bot: Any, discord: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", discord.environment["DISCORD_API_URL"])
    discord.refusing = code
    bot = make_bot(gateway_url=discord.environment["DISCORD_GATEWAY_URL"], prefix="!")
    with pytest.raises(Trouble, match=says):
        await serve(bot, "token", updates_of(tmp_path), watchdog_seconds=60.0)
