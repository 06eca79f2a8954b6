"""Text of releases and of people has no effect on Discord."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.markup import bold, code, escape, link, plain, quoted, shown_link
from bot.model import Answer, Span, Value
from tests.chat.chat_double import ENTRY, REPLAY_CODE

HOSTILE = [
    ("**bold** __under__ *it* _it_", r"\*\*bold\*\* \_\_under\_\_ \*it\* \_it\_"),
    ("~~gone~~ ||secret||", r"\~~gone\~~ \||secret\||"),
    ("```\nblock\n```", r"\`\`\` block \`\`\`"),
    ("# heading", r"\# heading"),
    ("-# small", r"\-# small"),
    ("> quote", r"\> quote"),
    ("- item", r"\- item"),
    ("1. item", r"1\. item"),
    ("[click](https://evil.example)", r"\[click](https\://evil.example)"),
    ("<https://evil.example>", r"\<https\://evil.example>"),
    ("<@1> <@&2> <#3> </ask:4> <id:browse>", r"\<\@1> \<\@&2> \<#3> \</ask:4> \<id:browse>"),
    ("@everyone and @here", r"\@everyone and \@here"),
    ("<t:0:R> <:smile:5> :smile:", r"\<t:0:R> \<\:smile:5> \:smile:"),
    ("join discord.gg/x, Discord.com/invite/x", r"join discord\.gg/x, Discord\.com/invite/x"),
    ("back\\slash", r"back\\slash"),
    ("12\u202e34\u2066 5\u200b6", "12 34 5 6"),
    # what needs nothing
    ("17:00:00", "17:00:00"),
    ("5:00 p.m. ET, dial 888-555-0123 #", "5:00 p.m. ET, dial 888-555-0123 #"),
    ("Phase 1/2 (N=20); 45% > 30%", "Phase 1/2 (N=20); 45% > 30%"),
    ("ask@acme.example", "ask@acme.example"),
]
EFFECTS = re.compile(
    r"[*_`<\[]|~~|\|\||://|:[\w+-]{2,64}:|@everyone|@here|^#{1,3} |^-# |^> |^[-+*] |^\d+\. |\n", re.MULTILINE
)


@pytest.mark.parametrize(("text", "safe"), HOSTILE)
def test_escape(text: str, safe: str) -> None:
    assert escape(text) == safe


@given(st.text(alphabet=st.sampled_from("*_`<>[]()~|:/@#-+.1 \\\nabeveryonehere\u202e"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_escaped_has_an_effect(text: str) -> None:
    shown = re.sub(r"\\[^0-9A-Za-z\s]", "\0", escape(text))  # a backslash and its sign are the sign alone
    assert not EFFECTS.search(shown), shown


@given(st.text(alphabet=st.sampled_from("`* a\\\n<@1>"), max_size=30))
@settings(max_examples=200, deadline=None)
def test_code_cannot_be_left(text: str) -> None:
    shown = code(text)
    if plain(text) and "``" not in plain(text):
        fence = "``" if "`" in plain(text) else "`"
        assert shown.startswith(fence)
        assert fence not in shown.removeprefix(fence).removesuffix(fence)
    else:
        assert shown == escape(text)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://acme.example/ir?a=1&b=2", "https://acme.example/ir?a=1&b=2"),
        ("http://acme.example", "http://acme.example"),
        ("www.acme.example", "https://www.acme.example"),
        ("acme.example/events", "https://acme.example/events"),
        # refused
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("ftp://acme.example", None),
        ("https://", None),
        ("https://user:pass@acme.example", None),
        ("https://acme.example/a b", None),
        ("https://acme.example/>evil", None),
        ("https://[::1", None),
        ("the investors section", None),
        ("", None),
    ],
)
def test_link(value: str, address: str | None) -> None:
    assert link(value) == address


def test_quoted_marks_the_values() -> None:
    assert quoted("Use *code*  4410987 now.", [Span(12, 19)]) == r"> Use \*code\* **4410987** now."
    assert quoted("a b", [Span(2, 3), Span(0, 1), Span(5, 9)]) == "> **a** **b**"
    assert quoted("one\n two\n\n", [Span(1, 6)]) == "> o**ne**\n> **t**wo"
    wrapped = "a long line of a text that was wrapped at some seventy characters"
    assert quoted(f"{wrapped}\nand goes on\nhere") == f"> {wrapped} and goes on\n> here"


def test_shown_link_is_live_only_for_the_web() -> None:
    assert shown_link("acme.example") == "<https://acme.example>"
    assert shown_link("javascript:x") == "`javascript:x`"


def test_bold_of_nothing() -> None:
    assert bold(" \u200b ") == ""


async def test_hostile_text_pings_nobody_and_shows_as_it_is(
    desk: Any, env: Any, room: Any, alice: Any, bob: Any
) -> None:
    evil = f"@everyone <@{bob.id}> ```[x](https://evil.example) ||<t:0:R>||"
    desk.answers["evil"] = Answer("", "not_understood", evil)
    message = await alice.send(room, f"<@{env.bot.user.id}> evil {evil}")
    reply = room.last_message
    assert reply.reference.message_id == message.id
    assert (reply.mentions, reply.mention_everyone) == ([], False)
    assert reply.content == escape(evil)


async def test_a_hostile_release_stays_inside_its_card(desk: Any, room: Any, alice: Any) -> None:
    entry = ENTRY.__class__(**{
        **{name: getattr(ENTRY, name) for name in ENTRY.__slots__},
        "headline": "**Big** [news](https://evil.example)", "company": "@everyone Inc.",
    })  # fmt: skip
    desk.answers["evil"] = Answer(
        "evil", "answered", "", "replay.access_code", "@everyone Inc.", (Value("12`34", "<@1>"),), entry,
        quote="use ```12`34``` <@1>", call=None, notes=("||note||",),
    )  # fmt: skip
    response = (await alice.slash(room, "ask", question="evil")).response
    assert response.content.splitlines() == [
        r"**\@everyone Inc. · Replay code** `` 12`34 `` (\<\@1>)",
        r"• \||note\||",
    ]
    (embed,) = response.embeds
    assert embed.title == r"\*\*Big\*\* \[news](https\://evil.example)"
    assert embed.description == r"> use \`\`\`12\`34\`\`\` \<\@1>"
    assert REPLAY_CODE.field == "replay.access_code"
