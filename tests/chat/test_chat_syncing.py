"""Commands are told to Discord once, and again when they changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from discord.http import Route

from bot.chat.syncing import fingerprint
from bot.fields import Field, Fields
from tests.chat import chat_double
from tests.chat.chat_double import FIELDS


async def started(bot: Any) -> None:
    """What happens before the bot connects."""
    async with bot:
        await bot.login("token")


@pytest.fixture
def bot_at(make_bot: Any, discord: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(Route, "BASE", discord.environment["DISCORD_API_URL"])
    return make_bot


async def test_told_once_and_again_when_they_changed(
    bot_at: Any, discord: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await started(bot_at())
    await started(bot_at())
    assert len(discord.made("PUT", "/applications/700/commands")) == 1
    guidance = Field("guidance", "Guidance", "text", "What the company expects", command="guidance")
    monkeypatch.setattr(chat_double, "FIELDS", Fields((*FIELDS, guidance)))
    await started(bot_at())
    before, after = (request.body for request in discord.made("PUT", "/applications/700/commands"))
    assert {c["name"] for c in after} - {c["name"] for c in before} == {"guidance"}


async def test_only_the_process_with_the_first_shard_tells(bot_at: Any, discord: Any) -> None:
    await started(bot_at(shard_ids=(1, 2), shard_count=3))
    assert discord.made("PUT", ".*") == []
    await started(bot_at(shard_ids=(0,), shard_count=3))
    assert len(discord.made("PUT", ".*")) == 1


async def test_what_discord_refuses_is_told_again_at_the_next_start(
    bot_at: Any, discord: Any, tmp_path: Path
) -> None:
    discord.fail("/applications/700/commands", 403, {"message": "Missing Access", "code": 50001})
    await started(bot_at())
    assert not (tmp_path / "commands").exists()
    await started(bot_at())
    assert (tmp_path / "commands").exists()


def test_a_fingerprint_is_of_the_commands_and_their_application(make_bot: Any) -> None:
    tree = make_bot().tree
    assert fingerprint(tree, 1) == fingerprint(make_bot().tree, 1)
    assert fingerprint(tree, 1) != fingerprint(tree, 2)


async def test_a_place_that_cannot_be_written_is_no_end(bot_at: Any, discord: Any, tmp_path: Path) -> None:
    (tmp_path / "commands").mkdir()  # in the way of the file
    await started(bot_at())
    assert len(discord.made("PUT", "/applications/700/commands")) == 1
