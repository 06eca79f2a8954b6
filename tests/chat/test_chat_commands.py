"""Every command in a server and in a direct message, through the real discord.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import __version__
from bot.chat.library_state import LibraryState
from bot.chat.schedule import schedule_card
from bot.desk.days import Days
from bot.desk.library_port import Upcoming
from bot.fields import Field, Fields
from tests.chat import chat_double
from tests.chat.chat_double import ENTRY, FIELDS, REPLAY_QUOTE, VALUE

LUMENOR = {
    "call": [
        "**Lumenor Therapeutics, Inc.**",
        "**Event** first quarter results call",
        '**Call starts** <t:1936558800:F> (<t:1936558800:R>) – "Wednesday, May 14, 2031 at 5:00 PM ET"',
        "**Dial-in**",
        "`+1 888-555-0123` (domestic)",
        "`+1 312-555-0145` (international)",
        "**Access code** `4410987`",
        "**Webcast** <https://www.lumenor.example.com>",
        "-# not stated: Passcode, Registration, Speakers, Results published",
    ],
    "dialin": [
        "**Lumenor Therapeutics, Inc.**",
        "**Dial-in**",
        "`+1 888-555-0123` (domestic)",
        "`+1 312-555-0145` (international)",
        "**Access code** `4410987`",
        "-# not stated: Passcode, Registration",
    ],
    "replay": [
        "**Lumenor Therapeutics, Inc.**",
        "**Replay number** `+1 855-555-0167`",
        "**Replay code** `7730021`",
        "**Replay until** Wednesday 21 May 2031",
        "-# not stated: Archived webcast",
    ],
    "webcast": ["**Lumenor Therapeutics, Inc.**", "**Webcast** <https://www.lumenor.example.com>"],
    "pipeline": [
        "**Lumenor Therapeutics, Inc. · Pipeline**",
        "__Phase 2__",
        "• **LMN-204** · glioma",
        "__Preclinical__",
        "• **LMN-7**",
    ],
    "contact": ["**Lumenor Therapeutics, Inc.**", "**Contact** Ada Quist · `ir@lumenor.example.com`"],
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
        VALUE,
        "**Replay number** `+1 855-555-0167`",
        "**Replay until** Wednesday 21 May 2031",
        "• The replay ends on May 21, 2031.",
    ]
    assert embed.title == "Lumenor Therapeutics to Report First Quarter Results"
    assert embed.description == "> " + REPLAY_QUOTE.replace("7730021", "**7730021**")
    assert embed.footer.text == "Release of Monday 12 May 2031"


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
        later = when == "today"
        assert result.response.content.splitlines()[0] == (
            f"I know of no calls {when}" + (". The next ones:" if later else ", nor of later ones.")
        )
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
    for name in (*LUMENOR, "ask", "release", "calls", "companies", "about"):
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


def many_calls(count: int, first: datetime) -> list[Upcoming]:
    return [
        Upcoming(
            replace(ENTRY, company=f"Company {i:02}"),
            0,
            (first + i * timedelta(minutes=1)).isoformat(),
            "Call",
        )
        for i in range(count)
    ]


async def test_calls_are_paged_and_counted(
    room: Any, alice: Any, env: Any, make_bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = many_calls(44, datetime(2031, 5, 14, 12, tzinfo=UTC))
    monkeypatch.setattr(
        chat_double.MemoryShelf,
        "upcoming",
        lambda self, earliest, latest, limit=25: [
            c for c in calls if earliest <= datetime.fromisoformat(c.starts) < latest
        ][:limit],
    )
    result = await alice.slash(room, "calls")
    lines = result.response.content.splitlines()
    assert lines[0] == "**Calls this week** · 1 to 15 of 44"
    assert len(lines) == 16
    await env.restart_bot(make_bot())
    await alice.click(result.response, label="16 to 30")
    message = room.last_message
    assert message.content.splitlines()[0] == "**Calls this week** · 16 to 30 of 44"
    await alice.click(message, label="31 to 44")
    message = room.last_message
    assert message.content.splitlines()[0] == "**Calls this week** · 31 to 44 of 44"
    assert "**Company 43**" in message.content.splitlines()[-1]
    assert message.id == result.response.id
    (turns,) = (row.children for row in message.components if row.children[0].type.name == "button")
    assert [button.label for button in turns] == ["16 to 30"]


async def test_where_a_week_has_no_calls_the_next_ones_are_shown(
    room: Any, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    saturday = datetime(2031, 5, 17, 12, tzinfo=UTC)
    monkeypatch.setattr(chat_double, "NOW", saturday)
    calls = many_calls(8, datetime(2031, 5, 19, 12, tzinfo=UTC))
    monkeypatch.setattr(
        chat_double.MemoryShelf,
        "upcoming",
        lambda self, earliest, latest, limit=25: [
            c for c in calls if earliest <= datetime.fromisoformat(c.starts) < latest
        ][:limit],
    )
    lines = (await alice.slash(room, "calls")).response.content.splitlines()
    assert lines[0] == "I know of no calls this week. The next ones:"
    assert lines[1] == "• <t:1936958400:f> **Company 00** – Call"
    assert len(lines) == 6


def test_a_page_of_calls_fits_one_message() -> None:
    first = datetime(2031, 5, 14, 12, tzinfo=UTC)
    calls = [
        replace(call, title="x" * 300, entry=replace(ENTRY, company="y" * 200))
        for call in many_calls(44, first)
    ]
    days = Days(first, first + timedelta(days=7), "next week")
    for page in range(3):
        assert len(schedule_card(calls, days, page).pages()) == 1


async def test_companies_are_listed_in_pages(room: Any, alice: Any, env: Any, make_bot: Any) -> None:
    result = await alice.slash(room, "companies")
    lines = result.response.content.splitlines()
    assert lines[:2] == ["**Companies** · page 1", "• **Lumenor Therapeutics, Inc.** · 1"]
    assert len(lines) == 27
    await env.restart_bot(make_bot())
    await alice.click(result.response, label="More")
    await alice.click(room.last_message, label="More")
    lines = room.last_message.content.splitlines()
    assert (lines[0], lines[-2]) == ("**Companies** · page 3", "• **Company 59** · 59")
    await alice.click(room.last_message, label="Back")
    assert room.last_message.content.splitlines()[0] == "**Companies** · page 2"
    found = await alice.slash(room, "companies", starting="lum")
    assert found.response.content.splitlines()[1] == "• **Lumenor Therapeutics, Inc.** · 1"
    none = await alice.slash(room, "companies", starting="zz*")
    assert none.response.content == "I know of no company beginning with “zz\\*”."


async def test_about_says_what_is_known_and_kept(
    library: LibraryState, room: Any, alice: Any, bob: Any
) -> None:
    library.made, library.updated = True, chat_double.NOW
    result = await alice.slash(room, "about")
    assert result.ephemeral
    lines = result.response.content.splitlines()
    assert lines[0].startswith(f"**releasebot {__version__}** answers from companies' press releases")
    assert lines[1:3] == [
        "**Library** 1 release of 1 company; the newest of Monday 12 May 2031",
        "**Up to date** looked for new releases <t:1936440000:R>",
    ]
    assert lines[3] == (
        "**Kept of you** what your last question in a channel was about, for 15 minutes, in memory only; "
        "what you follow or are reminded of, and that you made a server's follow, until you end it. "
        "Files that you send are not kept. The operator's log holds questions asked in servers, and no "
        "direct message's words, without names."
    )
    library.trouble = "/secret/path cannot be read."
    result = await alice.slash(room, "about")
    assert result.response.content.splitlines()[2].endswith("; the last update failed and is tried again")


async def test_delete_my_data(env: Any, room: Any, alice: Any, bob: Any) -> None:
    me = f"<@{env.bot.user.id}>"
    for person in (alice, bob):
        await person.send(room, f"{me} replay code for lumenor?")
    about = await alice.slash(room, "about")
    result = await alice.click(about.response, label="Delete my data")
    assert result.ephemeral
    assert result.response.content == (
        "Deleted: what you asked last in 1 channel. Nothing else was kept of you."
    )
    await alice.send(room, f"{me} and the number?")
    assert room.last_message.content == 'I cannot make anything of "and the number?".'
    await bob.send(room, f"{me} and the number?")
    assert room.last_message.content.splitlines()[0] == VALUE
    await alice.click(about.response, label="Delete my data")
    result = await alice.click(about.response, label="Delete my data")
    assert result.response.content == "Nothing was kept of you."
