"""Which messages are questions, and whose conversation they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.chat.addressed import Addressed, addressed
from bot.chat.library_state import LibraryState
from bot.model import Answer, Value
from tests.chat.chat_double import REPLAY_CODE, TEXT, VALUE

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


async def test_a_reply_to_an_answer_is_a_question(env: Any, room: Any, alice: Any) -> None:
    await alice.send(room, f"<@{env.bot.user.id}> replay code for lumenor?")
    question = await alice.send(room, "and the code again?", reply_to=room.last_message)
    assert room.last_message.content.splitlines()[0] == VALUE
    assert room.last_message.reference.message_id == question.id


async def test_a_reply_to_somebody_else_s_answer_is_about_its_call(
    make_bot: Any, env: Any, room: Any, alice: Any, bob: Any
) -> None:
    await alice.send(room, f"<@{env.bot.user.id}> replay code for lumenor?")
    answer = room.last_message
    await env.restart_bot(make_bot())
    await bob.send(room, "and the code again?", reply_to=answer)
    assert room.last_message.content.splitlines()[0] == VALUE


async def test_a_reply_to_a_person_stays_unanswered(room: Any, alice: Any, bob: Any) -> None:
    said = await bob.send(room, "replay code for lumenor?")
    reply = await alice.send(room, "replay code for lumenor!", reply_to=said)
    assert room.last_message.id == reply.id


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
        ("!replay lumenor", "**Lumenor Therapeutics, Inc.**"),
        ("!release lumenor", "**Lumenor Therapeutics to Report First Quarter Results**"),
        ("!ask code for lumenor", VALUE),
        ("!calls", "**Calls this week**"),
        ("!calls tomorrow", "**Calls tomorrow**"),
        ("!companies lum", "**Companies beginning with “lum”**"),
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
    assert said[said.index("") + 1] == "**Bexley Corp. · Replay code** `111222`"


async def test_the_same_answer_for_both_ways(room: Any, alice: Any) -> None:
    result = await alice.slash(room, "ask", question="lumenor")
    assert REPLAY_CODE.values[0].value in result.response.content


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.parametrize("pasted", [True, False])
async def test_a_release_that_is_sent_is_read(
    direct: bool, pasted: bool, desk: Any, connected: Any, discord: Any
) -> None:
    mention = "" if direct else "<@700> "
    attached = [] if pasted else [discord.attached("lumenor.txt", TEXT.encode())]
    id = await discord.say(mention + (TEXT if pasted else ""), direct=direct, attachments=attached)
    assert "**Access code** `4410987`" in (await discord.reply_to(id))["content"]
    assert desk.heard == []


async def test_a_file_that_is_posted_to_others_is_left_alone(connected: Any, discord: Any) -> None:
    await discord.say(TEXT, attachments=[discord.attached("lumenor.txt", TEXT.encode())])
    id = await discord.say("lumenor", direct=True)
    await discord.reply_to(id)
    assert len(discord.made("POST", "/channels/.*")) == 1


DOCUMENTS = ("notes.docx", "deck.pptx")


@pytest.mark.parametrize(
    ("content", "names", "first", "last"),
    [
        (
            "replay code for lumenor?", DOCUMENTS, VALUE,
            "• `notes.docx`, `deck.pptx` were not read: save it as .pdf, .html or .txt.",
        ),
        (
            "", DOCUMENTS, "`notes.docx`, `deck.pptx` were not read: save it as .pdf, .html or .txt.",
            "`notes.docx`, `deck.pptx` were not read: save it as .pdf, .html or .txt.",
        ),
        (
            TEXT, DOCUMENTS[:1], "**Lumenor Therapeutics, Inc.**",
            "• `notes.docx` was not read: save it as .pdf, .html or .txt.",
        ),
        (
            "", ("lumenor.txt", "second.pdf"), "**Lumenor Therapeutics, Inc.**",
            "• `second.pdf` was not read: one file at a time, please.",
        ),
    ],
)  # fmt: skip
async def test_a_document_that_is_not_read_is_named(
    content: str, names: tuple[str, ...], first: str, last: str, connected: Any, discord: Any
) -> None:
    attached = [discord.attached(name, TEXT.encode()) for name in names]
    id = await discord.say(content, direct=True, attachments=attached)
    lines = (await discord.reply_to(id))["content"].splitlines()
    assert (lines[0], lines[-1]) == (first, last)


async def test_a_file_that_is_gone_is_said_to_be(connected: Any, discord: Any) -> None:
    id = await discord.say("", direct=True, attachments=[discord.attached("release.pdf", None)])
    assert (await discord.reply_to(id))["content"] == (
        "That cannot be read: Discord does not have the file any more; post it again."
    )


async def test_while_the_library_is_made_nothing_is_said_to_be_missing(
    library: LibraryState, desk: Any, room: Any, alice: Any
) -> None:
    library.running, library.done, library.total = True, 420, 1500
    desk.answers["unknown"] = Answer("unknown", "no_such_release", "Nothing in the library is about it.")
    still = "Still reading releases: 420 of 1,500."
    for command, options in (
        ("ask", {"question": "unknown"}),
        ("replay", {"company": "unknown"}),
        ("calls", {"when": "next week"}),
        ("companies", {"starting": "zzz"}),
    ):
        result = await alice.slash(room, command, **options)
        assert result.response.content == f"{still} Ask again in a moment."
    for command, options in (
        ("ask", {"question": "lumenor"}),
        ("ask", {"question": "what?"}),
        ("calls", {"when": "this week"}),
        ("release", {"company": "lumenor"}),
    ):
        lines = (await alice.slash(room, command, **options)).response.content.splitlines()
        assert lines[-1] == f"-# {still}"
    for option, typed in (("company", "zzz"), ("release", "zzz")):
        choices = await alice.autocomplete(room, "release", option, typed)
        assert choices == [{"name": still, "value": "zzz"}]
    library.done = 1500
    library.made = True
    result = await alice.slash(room, "replay", company="unknown")
    assert result.response.content.splitlines()[0] == 'Nothing in the library is about "unknown".'
    library.arriving = 1
    result = await alice.slash(room, "replay", company="unknown")
    assert result.response.content == "A release is just arriving. Ask again in a moment."


@pytest.mark.parametrize("pasted", [True, False])
async def test_a_release_that_is_forwarded_is_read(
    pasted: bool, desk: Any, connected: Any, discord: Any
) -> None:
    attached = [] if pasted else [discord.attached("lumenor.txt", TEXT.encode())]
    forwarded = {
        "content": TEXT if pasted else "", "attachments": attached, "embeds": [], "type": 0, "flags": 0,
        "timestamp": "2031-05-13T11:00:00+00:00", "edited_timestamp": None, "mentions": [],
        "mention_roles": [], "components": [],
    }  # fmt: skip
    reference = {"type": 1, "message_id": "77", "channel_id": "9999"}
    id = await discord.say(
        "", direct=True, message_reference=reference, message_snapshots=[{"message": forwarded}]
    )
    assert "**Access code** `4410987`" in (await discord.reply_to(id))["content"]
    assert desk.heard == []
