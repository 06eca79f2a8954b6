"""The whole process against a Discord on the loopback device."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.chat.chat_double import TEXT, VALUE
from tests.chat.loopback import buttons


async def test_answers_a_command_in_a_server_and_in_a_direct_message(running: Any) -> None:
    discord, _ = running
    for direct in (False, True):
        id = await discord.command("ask", question="replay code for lumenor?", direct=direct)
        response = await discord.response(id)
        assert response["type"] == 4
        assert (
            response["data"]["content"].splitlines()[0]
            == "**Lumenor Therapeutics, Inc. · Replay code** `7730021`"
        )
        assert response["data"]["allowed_mentions"] == {"parse": []}


async def test_a_message_is_answered_once_by_its_nonce(running: Any) -> None:
    discord, _ = running
    id = await discord.say("<@700> replay code for lumenor")
    reply = await discord.reply_to(id)
    assert reply["content"].splitlines()[0] == VALUE
    assert (reply["nonce"], reply["enforce_nonce"]) == (f"{id}-0", True)
    assert reply["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_dropped_gateway_is_resumed_through_the_proxy_and_nothing_is_lost(running: Any) -> None:
    discord, _ = running
    await discord.drop()
    id = await discord.command("ask", question="replay code for lumenor?")
    assert (await discord.response(id))["data"]["content"].startswith(VALUE)
    assert len(discord.received(2)) == 1
    assert len(discord.received(6)) == 1


async def test_sigterm_finishes_the_answer_in_the_making(running: Any) -> None:
    discord, process = running
    discord.holding = asyncio.Event()
    id = await discord.command("ask", question="replay code for lumenor?")
    await discord.request("POST", f"/interactions/{id}/.*")
    ended = asyncio.create_task(process.end(signal.SIGTERM))
    discord.holding.set()
    assert await ended == 0
    assert [line["event"] for line in process.lines if line["logger"] == "chat"][-2:] == ["answered", "ended"]


async def test_commands_are_registered_once_over_starts_and_kills(start: Any, discord: Any) -> None:
    async with start() as process:
        await discord.ready()
        await process.end(signal.SIGKILL)
    async with start() as process:
        await discord.ready(2)
        await process.logged("library_updated")
        id = await discord.command("ask", question="replay code for lumenor?")
        response = await discord.response(id)
        await process.end()
    async with start():
        await discord.ready(3)
        pressed = await discord.press(response["data"], buttons(response["data"])["All about this call"])
        assert "`4410987`" in (await discord.response(pressed))["data"]["content"]
    registered = [request.body for request in discord.made("PUT", "/applications/700/commands")]
    assert len(registered) == 1
    assert not discord.made("DELETE", ".*")


async def test_a_release_is_answered_from_once_it_is_whole(running: Any, tmp_path: Path) -> None:
    discord, process = running
    text = TEXT.replace("Lumenor", "Ostrava").replace("LMNR", "OSTV").replace("7730021", "8840032")
    half, rest = text[: text.index("0032")], text[text.index("0032") :]
    with (tmp_path / "releases/ostrava.txt").open("w") as file:
        file.write(half)
        file.flush()
        await process.logged("library_updated", 1)
        id = await discord.command("ask", question="replay code for ostrava?")
        said = (await discord.response(id))["data"]["content"]
        assert said == "A release is just arriving. Ask again in a moment."
        file.write(rest)
    await process.happened(lambda line: str(line.get("outcome", "")).startswith("1 new"), 1)
    id = await discord.command("ask", question="replay code for ostrava?")
    assert (await discord.response(id))["data"]["content"].startswith(
        VALUE.replace("Lumenor", "Ostrava").replace("7730021", "8840032")
    )


async def test_a_posted_file_is_read_by_a_process_of_its_own(running: Any) -> None:
    discord, _ = running
    message = {"id": "5", "channel_id": "9101", "author": {"id": "2", "username": "bob", "discriminator": "0",
               "avatar": None}, "content": TEXT, "timestamp": "2031-05-13T12:00:00+00:00", "tts": False,
               "edited_timestamp": None, "mention_everyone": False, "mentions": [], "mention_roles": [],
               "attachments": [], "embeds": [], "pinned": False, "type": 0}  # fmt: skip
    data = {"id": "1", "name": "Read as a release", "type": 3, "target_id": "5"}
    id = await discord.interact(2, {**data, "resolved": {"messages": {"5": message}}})
    callback = await discord.response(id)
    answer = (
        callback["data"] if callback["type"] == 4 else (await discord.request("POST", "/webhooks/.*")).body
    )
    assert "**Access code** `4410987`" in answer["content"]
    assert callback["data"]["flags"] == 64


async def test_forty_interactions_at_once(running: Any) -> None:
    discord, _ = running
    asked = [await discord.command("ask", question="replay code for lumenor?", user=u) for u in range(1, 41)]
    for id in asked:
        assert (await discord.response(id))["data"]["content"].startswith(VALUE)


async def test_a_rate_limit_and_a_server_error_are_overcome(running: Any) -> None:
    discord, _ = running
    limited = {"message": "slow down", "retry_after": 0.05, "global": False}
    discord.fail("/channels/.*", 429, limited, headers={"Via": "1.1 proxy", "Retry-After": "1"})
    discord.fail("/interactions/.*", 500, {"message": "internal", "code": 0})
    said = await discord.say("<@700> replay code for lumenor")
    asked = await discord.command("ask", question="replay code for lumenor?")
    await discord.request("POST", "/channels/[0-9]+/messages", number=1)
    await discord.request("POST", f"/interactions/{asked}/.*", number=1)
    assert (await discord.reply_to(said))["nonce"] == f"{said}-0"


async def test_a_wrong_token_ends_with_a_clear_line(start: Any, discord: Any) -> None:
    discord.fail("/users/@me", 401, {"message": "401: Unauthorized", "code": 0})
    async with start() as process:
        assert await process.ended() == 1
    assert "Discord refuses the token" in process.output
    assert "Traceback" not in process.output
    assert "secret-token" not in process.output


@pytest.mark.parametrize(
    ("code", "said"), [(4004, "DISCORD_TOKEN"), (4010, "discord.shard_ids"), (4011, "discord.shard_count")]
)
async def test_a_connection_closed_for_good_says_what_to_do(
    code: int, said: str, start: Any, discord: Any
) -> None:
    discord.refusing = code
    async with start() as process:
        assert await process.ended() == 1
    last = process.output.splitlines()[-1]
    assert f"(code {code})" in last
    assert said in last


async def test_the_log_has_the_circumstances_and_no_direct_message(running: Any, tmp_path: Path) -> None:
    discord, process = running
    await discord.say("replay code for lumenor, whispered", direct=True)
    line = await process.logged("answered")
    assert (line["via"], line["shard"], line["guild"], line["field"]) == (
        "direct",
        0,
        None,
        "replay.access_code",
    )
    assert line["ms"] > 0
    await discord.say("<@700> replay code for lumenor, aloud")
    line = await process.logged("answered", 1)
    assert (line["guild"], line["question"]) == (9001, "replay code for lumenor, aloud")
    assert "whispered" not in process.output
    assert "secret-token" not in process.output
