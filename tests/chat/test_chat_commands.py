"""Every command in a server and in a direct message, through the real discord.py."""

from __future__ import annotations

from typing import Any

import pytest

from bot.fields import Field, Fields
from tests.chat import chat_double
from tests.chat.chat_double import FIELDS, REPLAY_QUOTE

LUMENOR = {
    "call": [
        "**Event** first quarter results call",
        '**Starts** <t:1936558800:F> (<t:1936558800:R>) – "Wednesday, May 14, 2031 at 5:00 PM ET"',
        "**Dial-in**",
        "`+1 888-555-0123` (domestic)",
        "`+1 312-555-0145` (international)",
        "**Access code** `4410987`",
        "Keypad `+18885550123,,4410987#` (domestic)",
        "Keypad `+13125550145,,4410987#` (international)",
        "**Webcast** <https://www.lumenor.example.com>",
        "-# Lumenor Therapeutics, Inc. · not stated: Passcode, Registration, Speakers, Results published",
    ],
    "dialin": [
        "**Dial-in**",
        "`+1 888-555-0123` (domestic)",
        "`+1 312-555-0145` (international)",
        "**Access code** `4410987`",
        "Keypad `+18885550123,,4410987#` (domestic)",
        "Keypad `+13125550145,,4410987#` (international)",
        "-# Lumenor Therapeutics, Inc. · not stated: Passcode, Registration",
    ],
    "replay": [
        "**Replay number** `+1 855-555-0167`",
        "**Replay code** `7730021`",
        "Keypad `+18555550167,,7730021#`",
        "**Replay until** Wednesday, May 21, 2031",
        "-# Lumenor Therapeutics, Inc. · not stated: Archived webcast",
    ],
    "webcast": ["**Webcast** <https://www.lumenor.example.com>", "-# Lumenor Therapeutics, Inc."],
    "pipeline": [
        "__Phase 2__",
        "• **LMN-204** · glioma",
        "__Preclinical__",
        "• **LMN-7**",
        "-# Lumenor Therapeutics, Inc.",
    ],
    "contact": ["**Contact** Ada Quist · `ir@lumenor.example.com`", "-# Lumenor Therapeutics, Inc."],
}


@pytest.mark.parametrize("name", LUMENOR)
async def test_a_company_command_shows_its_fields(name: str, room: Any, alice: Any) -> None:
    for result in (
        await alice.slash(room, name, company="lumenor"),
        await alice.user.slash(name, company="lumenor"),
    ):
        assert result.response.content.splitlines() == LUMENOR[name]
        assert not result.ephemeral
        assert not result.deferred


async def test_ask_says_the_value_first_and_proves_it(room: Any, alice: Any) -> None:
    result = await alice.slash(room, "ask", question="replay code for lumenor?")
    (embed,) = result.response.embeds
    assert result.response.content.splitlines() == [
        "`7730021`",
        "**Replay number** `+1 855-555-0167`",
        "**Replay until** Wednesday, May 21, 2031",
        "Keypad `+18555550167,,7730021#`",
        "• The replay ends on May 21, 2031.",
        "-# Replay code · Lumenor Therapeutics, Inc.",
    ]
    assert embed.title == "Lumenor Therapeutics to Report First Quarter Results"
    assert embed.description == "> " + REPLAY_QUOTE.replace("7730021", "**7730021**")
    assert embed.footer.text == "Release of Monday, May 12, 2031"


@pytest.mark.parametrize("name", ["ask", "call", "release", "calls"])
async def test_private_shows_the_answer_to_the_asker_only(name: str, room: Any, alice: Any) -> None:
    given = {"ask": {"question": "lumenor"}, "calls": {}}.get(name, {"company": "lumenor"})
    result = await alice.slash(room, name, private=True, **given)
    assert result.ephemeral


@pytest.mark.parametrize(
    ("when", "found"), [("today", False), ("tomorrow", True), ("this week", True), ("next week", False)]
)
async def test_calls_lists_what_is_coming(when: str, found: bool, room: Any, alice: Any) -> None:
    result = await alice.slash(room, "calls", when=when)
    if not found:
        assert result.response.content == f"I know of no calls {when}."
        return
    assert result.response.content.splitlines() == [
        f"**Calls {when}**",
        "• <t:1936558800:f> **Lumenor Therapeutics, Inc.** – first quarter results call",
    ]
    await alice.select(result.response.message, ["Lumenor Therapeutics, Inc."])
    assert room.last_message.content.splitlines()[:3] == LUMENOR["call"][:3]


async def test_help_lists_every_command(room: Any, alice: Any) -> None:
    result = await alice.slash(room, "help")
    assert result.ephemeral
    for name in (*LUMENOR, "ask", "release", "calls"):
        assert f"`/{name}`" in result.response.content
    assert "`/dialin` Dial-in, access code, passcode, registration" in result.response.content.splitlines()
    assert "`/webcast` Where the call is streamed" in result.response.content.splitlines()


def test_a_new_field_needs_no_new_code(make_bot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    guidance = Field(
        "guidance", "Guidance", "text", "What the company expects of the year", command="guidance"
    )
    monkeypatch.setattr(chat_double, "FIELDS", Fields((*FIELDS, guidance)))
    command = make_bot().tree.get_command("guidance")
    assert command.description == "What the company expects of the year"
    assert [parameter.name for parameter in command.parameters] == ["company", "private"]


def test_commands_work_everywhere_and_keep_to_the_limits(make_bot: Any) -> None:
    tree = make_bot().tree
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    assert len(payload) <= 100
    for command in payload:
        assert command["contexts"] == [0, 1, 2]
        assert command["integration_types"] == [0, 1]
        assert len(command.get("description", "")) <= 100
