from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from discord.http import Route

from bot.chat.answer_service import AnswerService
from bot.chat.client import ReleaseBot
from bot.chat.library_state import LibraryState
from bot.model import Release
from bot.settings import DiscordSettings
from tests.chat import chat_double as double
from tests.chat import openapi
from tests.chat.loopback import Loopback
from tests.chat.process import COMMAND, NOW, Process


@pytest.fixture
def desk() -> Any:
    return double.MemoryDesk()


@pytest.fixture
def library() -> LibraryState:
    """How far the library is, to be set by a test."""
    return LibraryState()


@pytest.fixture
def make_bot(desk: Any, library: LibraryState, tmp_path: Path) -> Any:
    async def read(name: str, content: bytes) -> Release:
        return double.RELEASE

    def make(**settings: Any) -> ReleaseBot:
        answers = AnswerService(desk, double.MemoryShelf(), double.FIELDS, lambda: double.NOW, library)
        chosen = DiscordSettings(**{"cooldown_questions": 50, "shard_count": 1, **settings})
        return ReleaseBot(chosen, answers, read, tmp_path / "commands")

    return make


@pytest.fixture
def simcord_bot(make_bot: Any) -> ReleaseBot:
    bot: ReleaseBot = make_bot()
    return bot


@pytest.fixture
def env(simcord_env: Any) -> Any:
    """The bot, connected to a Discord in memory."""
    simcord_env.settle_timeout = 60.0  # seconds: the machine may be busy
    return simcord_env


@pytest.fixture
def room(env: Any) -> Any:
    """A server's channel."""
    return env.create_guild().create_text_channel("investors")


@pytest.fixture
def alice(env: Any, room: Any) -> Any:
    return env.guild.add_member(env.create_user("alice"))


@pytest.fixture
def bob(env: Any, room: Any) -> Any:
    return env.guild.add_member(env.create_user("bob"))


@pytest.fixture
async def discord() -> Any:
    """A Discord on the loopback device; what it was asked is held against its description afterwards."""
    async with Loopback() as server:
        yield server
    if openapi.DOCUMENT.is_file():
        assert [fault for request in server.requests if (fault := openapi.fault(request))] == []


@pytest.fixture
def start(discord: Any, tmp_path: Path) -> Any:
    """Starts the bot as a process, with settings such as RELEASEBOT_DISCORD__PREFIX."""

    def start(command: tuple[str, ...] = COMMAND, now: str = NOW, **settings: str) -> Any:
        given = {"RELEASEBOT_DISCORD__COOLDOWN_QUESTIONS": "50", **settings}
        return Process(discord, tmp_path, given, command=command, now=now)

    (tmp_path / "releases").mkdir()
    (tmp_path / "releases/lumenor.txt").write_text(double.TEXT)
    os.utime(tmp_path / "releases/lumenor.txt", (1e9, 1e9))  # it has lain there for long
    return start


@pytest.fixture
async def running(start: Any, discord: Any) -> Any:
    """The Discord and the process in front of it, connected."""
    async with start() as child:
        await discord.ready()
        await child.logged("library_updated")
        yield discord, child


@pytest.fixture
async def connected(make_bot: Any, discord: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The bot in this process, over real connections to a Discord on the loopback device."""
    monkeypatch.setattr(Route, "BASE", discord.environment["DISCORD_API_URL"])
    bot = make_bot(gateway_url=discord.environment["DISCORD_GATEWAY_URL"])
    async with bot:
        running = asyncio.create_task(bot.start("token"))
        await discord.ready()
        yield bot
    await running
