"""Buttons, menus and commands on messages, through the real discord.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import pytest
from icalendar import Calendar

from bot.errors import Trouble
from bot.model import Answer
from tests.chat import chat_double
from tests.chat.chat_double import ENTRY, REPLAY_CODE, TEXT, VALUE

WHICH = Answer(
    "code for lum?",
    "ambiguous",
    "Which one: Lumenor Therapeutics, Inc., Lumen Corp.?",
    "replay.access_code",
    choices=("Lumenor Therapeutics, Inc.", "Lumen Corp."),
)


async def asked(room: Any, person: Any, question: str = "replay code for lumenor?") -> Any:
    return (await person.slash(room, "ask", question=question)).response


async def test_all_about_this_call(room: Any, alice: Any, bob: Any) -> None:
    result = await bob.click(await asked(room, alice), label="All about this call")
    assert result.ephemeral
    lines = result.response.content.splitlines()
    assert lines[:2] == ["**Lumenor Therapeutics, Inc.**", "**Event** first quarter results call"]
    assert "**Replay code** `7730021`" in lines
    assert lines[-1] == "-# not stated: Passcode, Registration, Archived webcast"


async def test_the_passage_is_the_paragraph_with_the_quote_in_bold(room: Any, alice: Any) -> None:
    result = await alice.click(await asked(room, alice), label="The passage")
    paragraph = next(p for p in TEXT.split("\n\n") if REPLAY_CODE.quote in p)
    (embed,) = result.response.embeds
    assert embed.description.replace("**", "") == f"> {paragraph}"
    assert f"**{REPLAY_CODE.quote}**" in embed.description


async def test_add_to_calendar(room: Any, alice: Any) -> None:
    result = await alice.click(await asked(room, alice), label="Add to calendar")
    (attachment,) = result.response.attachments
    assert attachment.filename == "lumenor-therapeutics-inc.ics"
    (event,) = Calendar.from_ical(await attachment.read()).walk("VEVENT")
    assert event.start.isoformat() == "2031-05-14T17:00:00-04:00"


async def test_buttons_work_after_a_restart(make_bot: Any, env: Any, room: Any, alice: Any) -> None:
    message = await asked(room, alice)
    await env.restart_bot(make_bot())
    for label, said in (("All about this call", "`4410987`"), ("Add to calendar", "calendar")):
        result = await alice.click(message, label=label)
        assert said in result.response.content


async def test_a_release_that_is_gone_is_said_to_be(desk: Any, room: Any, alice: Any) -> None:
    desk.answers["lumenor"] = replace(REPLAY_CODE, release=replace(ENTRY, id="gone"))
    message = await asked(room, alice)
    result = await alice.click(message, label="All about this call")
    assert result.response.content == "That release is no longer in the library."


@pytest.mark.parametrize(
    "custom_id",
    ["passage:r1:99999:100005", "passage:r1:7:7", "call:r1:9", "calendar:r1:9", "call:unknown:0"],
)
async def test_a_button_of_another_text_says_so(custom_id: str, connected: Any, discord: Any) -> None:
    button = {"type": 2, "style": 2, "label": "Old", "custom_id": custom_id}
    id = await discord.press({"components": [{"type": 1, "components": [button]}]}, button)
    response = await discord.response(id)
    assert response["data"]["content"] == "That release is no longer in the library."


@pytest.mark.parametrize("restarted", [False, True])
async def test_which_one_is_for_the_asker(
    restarted: bool, desk: Any, make_bot: Any, env: Any, room: Any, alice: Any, bob: Any
) -> None:
    desk.answers = {"code for lum?": WHICH, "lumenor": REPLAY_CODE}
    message = await asked(room, alice, "code for lum?")
    assert message.content.splitlines() == [
        "Which one: Lumenor Therapeutics, Inc., Lumen Corp.?",
        "-# You asked: code for lum?",
    ]
    assert message.embeds == []
    if restarted:
        await env.restart_bot(make_bot())
    other = await bob.select(message, ["Lumenor Therapeutics, Inc."])
    assert other.response.content == "This menu is for the person who asked; ask with /ask."
    assert other.ephemeral
    desk.answers = {"lumenor": REPLAY_CODE}
    await alice.select(message, ["Lumenor Therapeutics, Inc."])
    changed = room.fetch(message.id) if hasattr(room, "fetch") else room.last_message
    assert changed.content.splitlines()[0] == VALUE
    assert desk.heard[-1] == "code for lum?"


async def test_completing_a_company(room: Any, alice: Any) -> None:
    everything = await alice.autocomplete(room, "replay", "company", "")
    assert len(everything) == 25
    assert everything[0]["value"] == "Lumenor Therapeutics, Inc."
    assert all(len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in everything)
    assert [c["value"] for c in await alice.autocomplete(room, "replay", "company", "LUMEN")] == [
        "Lumenor Therapeutics, Inc."
    ]
    assert await alice.autocomplete(room, "replay", "company", "`*||zzz" * 14) == []


async def test_completing_goes_on_when_looking_fails(
    desk: Any, room: Any, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Any:
        raise Trouble("The library cannot be used.")

    monkeypatch.setattr(desk, "suggest", fail)
    monkeypatch.setattr(desk, "field_answer", fail)
    assert await alice.autocomplete(room, "replay", "company", "lum") == []
    assert await alice.autocomplete(room, "release", "release", "x", company="lumenor") == []


async def test_completing_a_release(room: Any, alice: Any) -> None:
    found = await alice.autocomplete(room, "release", "release", "first quarter", company="lumenor")
    assert found == [
        {"name": "2031-05-12 Lumenor Therapeutics to Report First Quarter Results", "value": "r1"}
    ]
    result = await alice.slash(room, "release", company="lumenor", release="r1")
    assert result.response.content.startswith("**Lumenor Therapeutics to Report First Quarter Results**")


async def test_find_answers_on_a_message(room: Any, alice: Any, bob: Any) -> None:
    message = await bob.send(room, "does anybody have the replay code for lumenor?")
    result = await alice.context_menu(room, "Find answers", message)
    assert result.ephemeral
    assert result.response.content.splitlines()[0] == VALUE


async def test_read_as_a_release(room: Any, alice: Any, bob: Any) -> None:
    for message in (
        await bob.send(room, TEXT),
        await bob.send(room, "", attachments=[("lumenor.txt", TEXT.encode())]),
    ):
        result = await alice.context_menu(room, "Read as a release", message)
        assert result.ephemeral
        assert "**Access code** `4410987`" in result.response.content
        assert [c for row in result.response.components for c in row["components"] if c["style"] != 5] == []


async def test_news_in_an_embed_is_read_too(env: Any, room: Any, alice: Any) -> None:
    feed = env.bot.get_channel(room.id)
    message = await feed.send(
        embed=discord.Embed(title="does anybody know", description="lumenor's replay code?")
    )
    result = await alice.context_menu(room, "Find answers", message)
    assert result.response.content.splitlines()[0] == VALUE
    result = await alice.context_menu(room, "Read as a release", message)
    assert "**Access code** `4410987`" in result.response.content


async def test_read_as_a_release_says_what_it_cannot_read(room: Any, alice: Any, bob: Any) -> None:
    message = await bob.send(room, "", attachments=[("big.pdf", b"x" * 2_000_001)])
    result = await alice.context_menu(room, "Read as a release", message)
    assert result.response.content == "That file is too large: at most 2 MB can be read here."
    message = await bob.send(room, "", attachments=[("picture.png", b"x")])
    result = await alice.context_menu(room, "Read as a release", message)
    assert result.response.content == "There is no text, and no .txt, .html or .pdf file, in that message."


@pytest.mark.parametrize("field", ["call.telex", "replay", ""])
async def test_a_menu_of_an_older_version_is_answered(
    field: str, desk: Any, connected: Any, discord: Any
) -> None:
    menu = {"type": 3, "custom_id": f"which:1:{field}", "options": [{"label": "L", "value": "L"}]}
    message = {"components": [{"type": 1, "components": [menu]}]}
    for _ in range(2):
        id = await discord.press(message, menu, values=["Lumenor Therapeutics, Inc."])
        response = await discord.response(id)
        assert response["type"] == 7
        assert "7730021" in response["data"]["content"]


@pytest.mark.parametrize("custom_id", ["follow:r1", "call:r1", "which:nobody:"])
async def test_a_button_that_is_no_more_says_so(custom_id: str, connected: Any, discord: Any) -> None:
    button = {"type": 2, "style": 2, "label": "Old", "custom_id": custom_id}
    id = await discord.press({"components": [{"type": 1, "components": [button]}]}, button)
    response = await discord.response(id)
    assert response["data"]["content"] == "That is from an older version of me; please ask again with /ask."
    assert response["data"]["flags"] == 64


async def test_buttons_and_menus_do_not_count_as_questions(
    desk: Any, make_bot: Any, env: Any, room: Any, alice: Any
) -> None:
    await env.restart_bot(make_bot(cooldown_questions=1, cooldown_seconds=10))
    message = await asked(room, alice)
    for _ in range(5):
        result = await alice.click(message, label="All about this call")
        assert "`4410987`" in result.response.content
    result = await alice.slash(room, "ask", question="lumenor")
    assert result.response.content == "One at a time, please: ask again in 10 s."


async def test_dialling_with_the_code_the_release_and_its_sentences(
    room: Any, alice: Any, bob: Any, env: Any, make_bot: Any
) -> None:
    message = await asked(room, alice)
    release = (await alice.slash(room, "release", company="lumenor")).response
    await env.restart_bot(make_bot())
    result = await bob.click(message, label="Dial with the code")
    assert "**Replay** `+18555550167,,7730021#`" in result.response.content.splitlines()
    result = await bob.click(message, label="The release")
    (attachment,) = result.response.attachments
    assert (attachment.filename, (await attachment.read()).decode()) == ("lumenor-therapeutics-inc.txt", TEXT)
    assert len(release.embeds) == 0
    result = await bob.click(release, label="Each fact's sentence")
    assert result.ephemeral
    (embed,) = result.response.embeds
    assert "**Replay code** `7730021`" in embed.description


async def test_a_release_from_an_address_is_a_link_away(desk: Any, room: Any, alice: Any) -> None:
    entry = replace(ENTRY, source="https://news.example.com/lumenor")
    desk.answers["lumenor"] = replace(REPLAY_CODE, release=entry)
    message = await asked(room, alice)
    buttons = [button for row in message.components for button in row["components"]]
    links = {button["label"]: button["url"] for button in buttons if "url" in button}
    assert links == {"The release": "https://news.example.com/lumenor"}


async def test_no_calendar_for_a_call_that_is_over(
    room: Any, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_double, "NOW", chat_double.NOW.replace(day=20))
    for message in (
        await asked(room, alice),
        (await alice.slash(room, "call", company="lumenor")).response,
        (await alice.slash(room, "release", company="lumenor")).response,
    ):
        labels = [button["label"] for row in message.components for button in row["components"]]
        assert "All about this call" in labels
        assert "Add to calendar" not in labels
