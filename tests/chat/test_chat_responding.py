"""How answers reach Discord when they take long, where the bot is a guest, and when Discord refuses them."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import Any

import pytest

from bot.chat import replies
from tests.chat.chat_double import VALUE


@pytest.fixture
def slow(desk: Any, monkeypatch: pytest.MonkeyPatch) -> Event:
    """The desk answers when the event is set, and the bot has no patience."""
    event, answer = Event(), desk.answer

    def answering(question: str, **more: Any) -> Any:
        assert event.wait(10)
        return answer(question, **more)

    monkeypatch.setattr(replies, "PATIENCE", 0.0)
    monkeypatch.setattr(desk, "answer", answering)
    return event


@pytest.mark.parametrize(("question", "said"), [("lumenor", VALUE), ("explode", "its reference is `")])
async def test_what_takes_long_is_deferred(
    question: str, said: str, slow: Event, connected: Any, discord: Any
) -> None:
    id = await discord.command("ask", question=question, private=True)
    assert await discord.response(id) == {"type": 5, "data": {"flags": 64}}
    slow.set()
    answer = await discord.request("POST", f"/webhooks/700/token{id}")
    assert said in answer.body["content"]
    assert answer.body["allowed_mentions"] == {"parse": []}


async def test_a_choice_that_takes_long_still_replaces_the_menu(
    slow: Event, connected: Any, discord: Any
) -> None:
    menu = {"type": 3, "custom_id": "which:1:replay.access_code", "options": [{"label": "L", "value": "L"}]}
    message = {
        "content": "Which one?\n-# You asked: replay code for lumenor?",
        "components": [{"type": 1, "components": [menu]}],
    }
    id = await discord.press(message, menu, values=["Lumenor Therapeutics, Inc."])
    assert (await discord.response(id))["type"] == 6
    slow.set()
    answer = await discord.request("PATCH", f"/webhooks/700/token{id}/messages/@original")
    assert answer.body["content"].startswith(VALUE)


async def test_the_loop_goes_on_while_the_desk_thinks(slow: Event, connected: Any, discord: Any) -> None:
    thinking = await discord.command("ask", question="lumenor")
    await discord.response(thinking)
    completed = await discord.response(await discord.complete("replay", "company", "lumen"))
    assert completed["type"] == 8
    assert [choice["name"] for choice in completed["data"]["choices"]] == ["Lumenor Therapeutics, Inc."]
    slow.set()
    await discord.request("POST", f"/webhooks/700/token{thinking}")


async def test_answers_where_only_the_asker_has_the_bot(connected: Any, discord: Any) -> None:
    elsewhere = {"guild_id": "12345", "guild": {"id": "12345", "locale": "en-US", "features": []}}
    for more in (elsewhere, {"context": 2, "channel": {"id": "9301", "type": 3, "recipients": []}}):
        id = await discord.command("ask", question="lumenor", direct="context" in more, more=more)
        assert (await discord.response(id))["data"]["content"].startswith(VALUE)


async def test_a_server_that_is_not_known_yet_is_no_direct_message(connected: Any, discord: Any) -> None:
    await discord.say("lumenor, said among others", guild_id="777", channel_id="778")
    id = await discord.say("lumenor", direct=True)
    assert (await discord.reply_to(id))["content"].startswith(VALUE)
    assert len(discord.made("POST", "/channels/.*")) == 1


async def test_a_refused_answer_is_no_end(connected: Any, discord: Any) -> None:
    discord.fail("/channels/.*", 403, {"message": "Missing Permissions", "code": 50013})
    discord.fail("/interactions/.*", 404, {"message": "Unknown interaction", "code": 10062})
    discord.fail("/interactions/.*", 400, {"message": "Invalid Form Body", "code": 50035}, times=2)
    said = await discord.say("<@700> replay code for lumenor")
    await discord.request("POST", "/channels/[0-9]+/messages")
    await discord.command("ask", question="lumenor")
    await discord.request("POST", "/interactions/.*")
    await discord.command("ask", question="lumenor")
    await discord.request("POST", "/interactions/.*", number=2)
    id = await discord.command("ask", question="lumenor")
    assert (await discord.response(id))["data"]["content"].startswith(VALUE)
    assert [body for body in discord.made("POST", "/channels/.*") if body.body["nonce"] != f"{said}-0"] == []


async def test_an_unknown_command_gets_a_sentence(connected: Any, discord: Any) -> None:
    response = await discord.response(await discord.command("forgotten"))
    assert response["data"]["flags"] == 64
    assert response["data"]["content"] == (
        "That command has changed: reload Discord (Ctrl+R), or ask with /ask."
    )


async def test_a_bot_that_is_closing_says_so(connected: Any, discord: Any) -> None:
    connected.closing = True
    response = await discord.response(await discord.command("ask", question="lumenor"))
    assert response["data"]["content"] == "I am being restarted; please ask again in a moment."
    await asyncio.wait_for(connected.in_flight.finished(1.0), 2.0)


async def test_shards_are_told_by_the_server(make_bot: Any) -> None:
    class Asked:
        client = make_bot(shard_count=4)
        guild_id: int | None = 7 << 22

    assert replies.shard_of(Asked()) == 3  # type: ignore[arg-type] # all of an interaction that is looked at
    Asked.guild_id = None
    assert replies.shard_of(Asked()) == 0  # type: ignore[arg-type] # the same
