"""Which messages are questions, and whose conversation they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.chat.addressed import Addressed, addressed
from bot.model import Answer, Value
from tests.chat.chat_double import REPLAY_CODE

VALUE = "`7730021`"
HELP = "Ask about a company's press releases: mention me, write me a direct message, or use a command."


@pytest.mark.parametrize(
    ("content", "direct", "prefix", "found"),
    [
        ("<@7> replay code for acme?", False, "", Addressed("replay code for acme?")),
        ("replay code for acme <@!7>", False, "", Addressed("replay code for acme")),
        ("<@7>", False, "", Addressed("")),
        ("replay code for acme?", True, "", Addressed("replay code for acme?")),
        ("<@7> replay code", True, "", Addressed("replay code")),
        ("!replay acme", False, "!", Addressed("acme", "replay")),
        ("!REPLAY  acme  inc", False, "!", Addressed("acme inc", "replay")),
        ("!replay acme", True, "!", Addressed("acme", "replay")),
        # refused
        ("replay code for acme?", False, "", None),
        ("@everyone replay code for acme?", False, "", None),
        ("<@8> replay code for acme?", False, "", None),
        ("<@&7> replay code for acme?", False, "", None),
        ("!replay acme", False, "", None),
        ("!play acme", False, "!", None),
        ("! replay acme", False, "!", None),
    ],
)
def test_addressed(content: str, direct: bool, prefix: str, found: Addressed | None) -> None:
    assert addressed(content, me=7, direct=direct, prefix=prefix, commands=("replay", "ask")) == found


async def test_a_mention_is_answered_with_a_reply_that_pings_nobody(env: Any, room: Any, alice: Any) -> None:
    question = await alice.send(room, f"<@{env.bot.user.id}> replay code for lumenor?")
    reply = room.last_message
    assert reply.content.splitlines()[0] == VALUE
    assert reply.reference.message_id == question.id
    assert reply.mentions == []


async def test_a_direct_message_is_a_question(env: Any, alice: Any) -> None:
    await alice.send_dm("replay code for lumenor?")
    assert alice.user.dm_channel.last_message.content.splitlines()[0] == VALUE


@pytest.mark.parametrize("content", ["replay code for lumenor?", "@everyone replay code for lumenor?"])
async def test_what_is_not_meant_for_the_bot_stays_unanswered(content: str, room: Any, alice: Any) -> None:
    message = await alice.send(room, content)
    assert room.last_message.id == message.id


async def test_a_reply_that_merely_pings_stays_unanswered(env: Any, room: Any, alice: Any) -> None:
    await alice.send(room, f"<@{env.bot.user.id}> replay code for lumenor?")
    thanks = await alice.send(room, "lumenor, thanks", reply_to=room.last_message)
    assert room.last_message.id == thanks.id


async def test_a_mention_without_a_question_gets_help(env: Any, room: Any, alice: Any) -> None:
    await alice.send(room, f"<@{env.bot.user.id}>")
    assert "`/replay` Everything about the replay" in room.last_message.content


async def test_conversations_of_two_people_do_not_mix(env: Any, room: Any, alice: Any, bob: Any) -> None:
    me = f"<@{env.bot.user.id}>"
    await alice.send(room, f"{me} replay code for lumenor?")
    await bob.send(room, f"{me} and the number?")
    assert room.last_message.content == 'I cannot make anything of "and the number?".'
    await alice.send(room, f"{me} and the number?")
    assert room.last_message.content.splitlines()[0] == VALUE
    await alice.send_dm("and the number?")
    assert alice.user.dm_channel.last_message.content == 'I cannot make anything of "and the number?".'


async def test_a_command_begins_a_conversation(env: Any, room: Any, alice: Any, bob: Any) -> None:
    await alice.slash(room, "replay", company="lumenor")
    for person, said in ((alice, VALUE), (bob, 'I cannot make anything of "and the code?".')):
        result = await person.slash(room, "ask", question="and the code?")
        assert result.response.content.splitlines()[0] == said


async def test_an_error_is_a_sentence_with_a_reference(room: Any, alice: Any, env: Any) -> None:
    result = await alice.slash(room, "ask", question="explode")
    assert result.ephemeral
    assert result.response.content.startswith(
        "That could not be answered because of an error here; its reference"
    )
    await alice.send(room, f"<@{env.bot.user.id}> explode")
    assert "its reference is `" in room.last_message.content


async def test_whoever_asks_too_fast_waits(
    make_bot: Any, simcord_env: Any, room: Any, alice: Any, bob: Any
) -> None:
    await simcord_env.restart_bot(make_bot(cooldown_questions=2, cooldown_seconds=10))
    results = [await alice.slash(room, "ask", question="lumenor") for _ in range(3)]
    assert [r.response.content.splitlines()[0] for r in results[:2]] == [VALUE, VALUE]
    assert results[2].response.content == "One at a time, please: ask again in 10 s."
    assert results[2].ephemeral
    other = await bob.slash(room, "ask", question="lumenor")
    assert other.response.content.splitlines()[0] == VALUE
    await simcord_env.advance_time(11)
    again = await alice.slash(room, "ask", question="lumenor")
    assert again.response.content.splitlines()[0] == VALUE


async def test_messages_that_come_too_fast_are_told_once(
    make_bot: Any, simcord_env: Any, room: Any, alice: Any
) -> None:
    await simcord_env.restart_bot(make_bot(cooldown_questions=1, cooldown_seconds=10))
    for _ in range(4):
        await alice.send(room, f"<@{simcord_env.bot.user.id}> lumenor")
    said = [m.content.splitlines()[0] for m in room.history() if m.author.id != alice.id]
    assert said == [VALUE, "One at a time, please: ask again in 10 s."]


async def test_text_commands_where_a_prefix_is_set(
    make_bot: Any, simcord_env: Any, room: Any, alice: Any
) -> None:
    ignored = await alice.send(room, "!replay lumenor")
    assert room.last_message.id == ignored.id
    await simcord_env.restart_bot(make_bot(prefix="!"))
    for content, said in (
        ("!replay lumenor", "**Replay number** `+1 855-555-0167`"),
        ("!release lumenor", "**Lumenor Therapeutics to Report First Quarter Results**"),
        ("!ask code for lumenor", VALUE),
        ("!calls", "**Calls this week**"),
        ("!calls tomorrow", "**Calls tomorrow**"),
        (
            "!help",
            "Ask about a company's press releases: mention me, write me a direct message, or use a command.",
        ),
    ):
        await alice.send(room, content)
        assert room.last_message.content.splitlines()[0] == said


def test_no_privileged_intent_without_a_prefix(make_bot: Any) -> None:
    assert not make_bot().intents.message_content
    assert make_bot(prefix="!").intents.message_content
    for bot in (make_bot(), make_bot(prefix="!")):
        assert not bot.intents.members
        assert not bot.intents.presences


async def test_a_long_answer_is_continued(desk: Any, room: Any, alice: Any, env: Any) -> None:
    words = " ".join(f"word{i}" for i in range(700))
    desk.answers["long"] = Answer("long", "not_understood", words)
    result = await alice.slash(room, "ask", question="long")
    texts = [result.response.content, *(page.content for page in result.followups)]
    assert " ".join(texts).split() == words.split()
    assert all(len(text) <= 2000 for text in texts)
    await alice.send(room, f"<@{env.bot.user.id}> long")
    said = [m.content for m in room.history() if m.author.id == env.bot.user.id]
    assert " ".join(said[-len(texts) :]).split() == words.split()


async def test_two_companies_are_each_answered(desk: Any, room: Any, alice: Any) -> None:
    other = replace(REPLAY_CODE, company="Bexley Corp.", values=(Value("111222"),))
    desk.answers = {"both": replace(REPLAY_CODE, parts=(REPLAY_CODE, other))}
    said = (await alice.slash(room, "ask", question="both")).response.content.splitlines()
    assert said[0] == VALUE
    assert said[said.index("") + 1] == "`111222`"
    assert said[-1] == "-# Replay code · Bexley Corp."


async def test_the_same_answer_for_both_ways(room: Any, alice: Any) -> None:
    result = await alice.slash(room, "ask", question="lumenor")
    assert REPLAY_CODE.values[0].value in result.response.content
