"""Follows over the whole process, in front of a Discord on the loopback: told once, whatever happens."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.ledger.outbox import Follow
from bot.ledger.sqlite import SqliteLedger
from tests.chat.loopback import CHANNEL, DIRECT_OF, GUILD, _channel, _guild, _member, _user, buttons
from tests.chat.process import COMMAND, DYING
from tests.chat.releases_to_follow import ANNOUNCED, CANCELLED, MOVED, news, put

ONE = "**Lumenor Therapeutics, Inc.** · new release\n**Lumenor Therapeutics Opens Laboratory Number 1**"
ASKED = {"company": "lumenor"}


async def said(discord: Any, name: str, **options: Any) -> str:
    """What the bot answers to a command."""
    id = await discord.command(name, **options)
    data = (await discord.response(id))["data"]
    assert data["flags"] == 64
    return str(data["content"])


async def test_a_release_is_told_where_it_is_followed(running: Any, tmp_path: Path) -> None:
    discord, process = running
    assert await said(discord, "follow", **ASKED) == (
        "I will tell each new release of **Lumenor Therapeutics, Inc.** in this channel, from now on. "
        "`/unfollow` ends it."
    )
    await said(discord, "follow", direct=True, user=2, what="calls", **ASKED)
    put(tmp_path / "releases", "one", news(1))
    posted = await discord.request("POST", f"/channels/{CHANNEL}/messages")
    assert posted.body["content"] == ONE
    assert posted.body["enforce_nonce"] is True
    assert posted.body["allowed_mentions"]["parse"] == []
    put(tmp_path / "releases", "two", ANNOUNCED)
    direct = await discord.request("POST", f"/channels/{DIRECT_OF + 2}/messages")
    assert direct.body["content"] == (
        "**Lumenor Therapeutics, Inc.** · new release\n"
        "**Lumenor Therapeutics to Report Second Quarter Results**\n"
        "**Second quarter 2031 results conference call** <t:1937163600:F> (<t:1937163600:R>)\n"
        "Dial-in `+1 888-555-0123` (domestic) · code `5510987`"
    )
    await process.logged("told", 2)
    assert discord.posted(str(DIRECT_OF + 2)) == [direct.body["content"]]


async def test_a_moved_and_a_cancelled_call_reply_to_the_first_post(running: Any, tmp_path: Path) -> None:
    discord, process = running
    await said(discord, "follow", **ASKED)
    put(tmp_path / "releases", "one", ANNOUNCED)
    await process.logged("told")
    put(tmp_path / "releases", "two", MOVED)
    await process.logged("told", 1)
    await discord.request("PATCH", f"/channels/{CHANNEL}/messages/[0-9]+")
    first, second = discord.channels[CHANNEL]
    was, now = "<t:1937163600:F> (<t:1937163600:R>)", "<t:1937219400:F> (<t:1937219400:R>)"
    assert second["message_reference"]["message_id"] == int(first["id"])
    assert second["content"].splitlines()[2] == (
        f"Second quarter 2031 results conference call: **Moved to** {now} from {was}"
    )
    assert first["content"].splitlines()[2:4] == [
        f"**Moved to** {now} from {was}",
        f"~~**Second quarter 2031 results conference call** {was}~~",
    ]
    put(tmp_path / "releases", "three", CANCELLED)
    await process.logged("told", 2)
    await discord.request("PATCH", f"/channels/{CHANNEL}/messages/[0-9]+", number=1)
    third = discord.channels[CHANNEL][2]
    assert third["message_reference"]["message_id"] == int(first["id"])
    assert first["content"].splitlines()[2] == "**Cancelled**"


async def test_what_was_there_or_arrived_elsewhere_is_no_news(
    start: Any, discord: Any, tmp_path: Path
) -> None:
    releases = tmp_path / "releases"
    async with start() as process:
        await discord.ready()
        await process.logged("library_updated")
        await said(discord, "follow", **ASKED)
        put(releases, "one", news(1))
        await process.logged("told")
        await process.end()
    (tmp_path / "library.db").unlink()  # a library made anew is no news
    (releases / "one.txt").rename(releases / "moved.txt")
    put(releases, "copy", news(1))
    put(releases, "while_down", news(2))
    async with start() as process:
        await process.logged("told")
        await process.end()
    assert [text.splitlines()[1] for text in discord.posted()] == [
        "**Lumenor Therapeutics Opens Laboratory Number 1**",
        "**Lumenor Therapeutics Opens Laboratory Number 2**",
    ]


async def test_after_downtime_five_are_told_and_the_others_counted(
    start: Any, discord: Any, tmp_path: Path
) -> None:
    async with start() as process:
        await discord.ready()
        await process.logged("library_updated")
        await said(discord, "follow", **ASKED)
        await process.end()
    for i in range(1, 13):
        put(tmp_path / "releases", f"{i:02}", news(i))
    async with start() as process:
        await process.logged("told", 4)
        await process.end()
    posted = discord.posted()
    assert len(posted) == 5
    assert posted[4].splitlines()[-1] == "… and 7 more: `/release`"
    assert "more" not in posted[3]


KILLED = {  # at which step of a delivery the process is killed
    "before it is noted": "sending.Sending.begin = die",
    "after it is noted": "sending.Sending.begin = then_die(sending.Sending.begin)",
    "after it was sent": "sending.Sending.sent = die",
    "after that was noted": "sending.Sending.sent = then_die(sending.Sending.sent)",
    "before it is decided": "outbox.Outbox.carry_out = die",
    "while it is decided": "outbox._tell = die",
    "after it was decided": "newcomers.Newcomers.looked = die",
}
SOON, LATE = "2031-05-13T12:00:30Z", "2031-05-13T13:00:00Z"  # while Discord knows the nonce, and not any more
AGAIN = [(at, SOON) for at in KILLED] + [(at, LATE) for at in ("after it is noted", "after it was sent")]


@pytest.mark.parametrize(("at", "later"), AGAIN)
async def test_killed_at_any_step_of_a_delivery_it_is_told_once(
    at: str, later: str, start: Any, discord: Any, tmp_path: Path
) -> None:
    ledger = SqliteLedger.open(tmp_path / "library.ledger.db")
    made = datetime(2031, 5, 1, tzinfo=UTC)
    follow = Follow("release", f"c{CHANNEL}", 1, "lumenor therapeutics", "Lumenor", made, guild=int(GUILD))
    ledger.outbox.follow(follow)
    ledger.outbox.carry_out([], looked=made)
    ledger.close()
    (tmp_path / "releases/lumenor.txt").unlink()
    put(tmp_path / "releases", "one", news(1))
    script = (*(sys.executable, "-c", DYING.format(fault=KILLED[at])), *COMMAND[5:])
    async with start(script) as process:
        assert await process.ended() == -signal.SIGKILL
    discord.now = later
    if later == LATE:
        discord.nonces.clear()
    async with start(now=later) as process:
        if not at.startswith("after that"):
            await process.logged("told")
        put(tmp_path / "releases", "two", news(2))
        await process.happened(lambda line: line["event"] == "told" and line["post"] == 2)
        await process.end()
    assert [text.splitlines()[1] for text in discord.posted()] == [
        "**Lumenor Therapeutics Opens Laboratory Number 1**",
        "**Lumenor Therapeutics Opens Laboratory Number 2**",
    ]


UNKNOWN = {"company": "zzyzx holdings"}
SEND, VIEW, HISTORY, MANAGE = 1 << 11, 1 << 10, 1 << 16, 1 << 5


async def test_what_cannot_be_followed_is_refused_with_what_to_do(running: Any) -> None:
    discord, _ = running
    assert (await said(discord, "follow", **UNKNOWN)).startswith("Nothing in the library is about")
    lacking = {"app_permissions": str(VIEW)}
    assert await said(discord, "follow", more=lacking, **ASKED) == (
        "I miss the permissions Send Messages and Read Message History here: allow that, then follow again."
    )
    member = {"member": {**_member(1), "user": _user(1), "permissions": str(SEND | VIEW)}}
    assert "Manage Server" in await said(discord, "follow", more=member, **ASKED)
    assert "Manage Server" in await said(discord, "unfollow", more=member, **ASKED)
    assert (await said(discord, "unfollow", **ASKED)).startswith("That is not followed here.")
    elsewhere = {"authorizing_integration_owners": {"1": "1"}}  # taken along by a person
    assert (await said(discord, "follow", more=elsewhere, **ASKED)).startswith("I am no member")
    assert (await said(discord, "following")).startswith("Nothing is followed.")


async def test_a_refused_follow_is_paused_told_of_once_and_goes_on(running: Any, tmp_path: Path) -> None:
    discord, process = running
    await said(discord, "follow", **ASKED)
    refused = {"message": "Missing Permissions", "code": 50013}
    discord.fail(f"/channels/{CHANNEL}/messages", 403, refused, times=99)
    put(tmp_path / "releases", "one", news(1))
    told = await discord.request("POST", f"/channels/{DIRECT_OF + 1}/messages")
    why = "Discord answered 403, code 50013 on 13 May"
    assert told.body["content"].startswith(
        f"I cannot post in <#{CHANNEL}> ({why}), so what is followed there"
    )
    put(tmp_path / "releases", "two", news(2))
    await process.logged("news_decided", 1)
    assert len(discord.made("POST", f"/channels/{CHANNEL}/messages")) == 1
    discord.faults.clear()
    await discord.dispatch("CHANNEL_UPDATE", {**_channel(), "guild_id": GUILD})
    await process.logged("told", 2)
    assert [text.splitlines()[1][-3] for text in discord.posted()] == ["1", "2"]
    assert len(discord.made("POST", f"/channels/{DIRECT_OF + 1}/messages")) == 1


async def test_an_outage_changes_nothing_and_leaving_pauses(running: Any, tmp_path: Path) -> None:
    discord, process = running
    await said(discord, "follow", **ASKED)
    await discord.dispatch("GUILD_DELETE", {"id": GUILD, "unavailable": True})
    put(tmp_path / "releases", "one", news(1))
    await process.logged("told")
    await discord.dispatch("GUILD_CREATE", _guild())
    await discord.dispatch("GUILD_DELETE", {"id": GUILD})
    await process.logged("left")
    put(tmp_path / "releases", "two", news(2))
    await process.logged("news_decided", 1)
    assert len(discord.posted()) == 1
    await discord.dispatch("GUILD_CREATE", _guild())
    await process.logged("told", 1)
    assert len(discord.posted()) == 2


async def test_follows_are_listed_paused_and_removed(running: Any, tmp_path: Path) -> None:
    discord, process = running
    await said(discord, "follow", **ASKED)
    await said(discord, "remind", before=30, **ASKED)
    id = await discord.command("following")
    data = (await discord.response(id))["data"]
    assert data["content"].splitlines() == [
        "**In this server**",
        "• **Lumenor Therapeutics, Inc.** · every release in <#9101>",
        "**Yours, told in direct messages**",
        "• **Lumenor Therapeutics, Inc.** · reminder, 30 minutes before its calls",
    ]
    menus = buttons(data)
    pressed = await discord.press(data, menus["Pause or resume…"], values=["1"])
    paused = (await discord.response(pressed))["data"]
    assert paused["content"].splitlines()[1].endswith("· **paused**: paused by you")
    put(tmp_path / "releases", "one", news(1))
    await process.logged("news_decided")
    await discord.press(paused, menus["Pause or resume…"], values=["1"])
    put(tmp_path / "releases", "two", news(2))
    await process.logged("told")
    assert [text.splitlines()[1][-3] for text in discord.posted()] == ["2"]
    other = await discord.press(data, menus["Remove…"], values=["2"], user=5)  # not theirs to remove
    assert "Yours" not in (await discord.response(other))["data"]["content"]
    pressed = await discord.press(data, menus["Remove…"], values=["1", "2"])
    assert (await discord.response(pressed))["data"]["content"].startswith("Nothing is followed.")


async def test_my_data_is_deleted_with_what_i_follow(running: Any) -> None:
    discord, _ = running
    await said(discord, "follow", direct=True, **ASKED)
    await said(discord, "remind", **ASKED)
    id = await discord.command("about")
    data = (await discord.response(id))["data"]
    pressed = await discord.press(data, buttons(data)["Delete my data"])
    assert "2 follows of your own" in (await discord.response(pressed))["data"]["content"]
    assert (await said(discord, "following")).startswith("Nothing is followed.")


async def test_a_servers_settings_hold_for_answers(running: Any) -> None:
    discord, _ = running
    await said(discord, "follow", **ASKED)
    assert (await said(discord, "settings", private=True)).splitlines() == [
        "**Calendar** none",
        "**Ping** nobody",
        "**Events** none",
        "**Answers** shown to the asker only",
    ]
    id = await discord.command("ask", question="replay code for lumenor?")
    assert (await discord.response(id))["data"]["flags"] == 64
    id = await discord.command("ask", question="replay code for lumenor?", private=False)
    assert (await discord.response(id))["data"].get("flags", 0) == 0


def settings(name: str, kind: int, **resolved: Any) -> Any:
    options = [{"name": name, "type": kind, "value": next(iter(*resolved.values()))}]
    return {"id": "1", "name": "settings", "type": 1, "options": options, "resolved": resolved}


async def test_the_weeks_calendar_is_posted_and_edited(running: Any, tmp_path: Path) -> None:
    discord, process = running
    await said(discord, "follow", what="pipeline", **ASKED)
    channel = {"id": CHANNEL, "type": 0, "name": "investors", "permissions": "0"}
    id = await discord.interact(2, settings("calendar", 7, channels={CHANNEL: channel}))
    assert f"<#{CHANNEL}>, each Monday" in (await discord.response(id))["data"]["content"]
    await process.logged("told")
    assert discord.posted() == [
        "**Calls of the week of 12 May**\n"
        "• <t:1936558800:f> **Lumenor Therapeutics, Inc.** – First quarter results call"
    ]
    off = CANCELLED.replace("second quarter", "first quarter").replace("May 21", "May 14")
    put(tmp_path / "releases", "one", off.replace("Second", "First"))
    edit = await discord.request("PATCH", f"/channels/{CHANNEL}/messages/[0-9]+")
    assert edit.body["content"] == "**Calls of the week of 12 May**"
