"""What is told, to whom and when, over the whole process in front of a Discord on the loopback."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.ledger.outbox import Follow
from bot.ledger.sqlite import SqliteLedger
from tests.chat.loopback import CHANNEL, DIRECT_OF, GUILD, _guild
from tests.chat.process import BY_A_CLOCK
from tests.chat.releases_to_follow import ADVANCED, ANNOUNCED, CORRECTED, MOVED, news, put

ASKED = {"company": "lumenor"}
ROLE = "55"
MOST = 50  # requests a second that Discord takes of a bot
FOLLOWS = 200


async def said(discord: Any, name: str, **options: Any) -> str:
    """What the bot answers to a command."""
    id = await discord.command(name, **options)
    return str((await discord.response(id))["data"]["content"])


async def test_two_hundred_follows_are_told_once_each_answers_first(
    start: Any, discord: Any, tmp_path: Path
) -> None:
    ledger, made = SqliteLedger.open(tmp_path / "library.ledger.db"), datetime(2031, 5, 1, tzinfo=UTC)
    channels = [str(20_000 + i) for i in range(FOLLOWS)]
    for channel in channels:
        place, guild = f"c{channel}", int(GUILD)
        ledger.outbox.follow(
            Follow("release", place, 1, "lumenor therapeutics", "Lumenor", made, guild=guild)
        )
    ledger.close()
    posts = "/channels/2[0-9]{4}/messages"
    slow = {"message": "slow down", "retry_after": 0.05, "global": False}
    limited = {"Via": "1.1 proxy", "Retry-After": "1"}
    async with start(BY_A_CLOCK) as process:
        await discord.ready()
        await process.logged("library_updated")
        discord.fail(f"/channels/{channels[3]}/messages", 429, slow, headers=limited)
        discord.fail(f"/channels/{channels[90]}/messages", 503, {"message": "away", "code": 0})
        put(tmp_path / "releases", "one", news(1))
        await discord.request("POST", posts, 20)
        before = len(discord.requests)
        asked = [await discord.command("ask", question="replay code for lumenor?", user=u) for u in (1, 2, 3)]
        for id in asked:
            assert "7730021" in (await discord.response(id))["data"]["content"]
        since = discord.requests[before:]
        between = since[: 1 + max(i for i, r in enumerate(since) if r.path.endswith("/callback"))]
        assert len([r for r in between if "/messages" in r.path]) < FOLLOWS / 4
        await process.logged("told", FOLLOWS - 2)
        process.at("2031-05-13T12:00:06Z")  # more than five seconds after the one that failed
        await process.logged("told", FOLLOWS - 1)
        await process.end()
    told = {channel: discord.posted(channel) for channel in channels}
    assert {len(messages) for messages in told.values()} == {1}
    times = sorted(r.at for r in discord.requests if r.method != "GET")
    assert max(sum(at <= other < at + 1 for other in times) for at in times) <= MOST


async def test_a_role_is_pinged_and_nobody_else_and_a_pipelines_change_is_told(
    running: Any, tmp_path: Path
) -> None:
    discord, _ = running
    await said(discord, "follow", **ASKED)
    role = {"id": ROLE, "name": "holders", "color": 0, "hoist": False, "position": 1, "managed": False,
            "permissions": "0", "mentionable": False}  # fmt: skip
    options = [{"name": "ping", "type": 8, "value": ROLE}]
    set_ = {"id": "1", "name": "settings", "type": 1, "options": options, "resolved": {"roles": {ROLE: role}}}
    id = await discord.interact(2, set_)
    assert f"**Ping** <@&{ROLE}>" in (await discord.response(id))["data"]["content"]
    await said(discord, "follow", direct=True, user=2, **ASKED)
    put(tmp_path / "releases", "one", ADVANCED.replace("in glioma", "in glioma, @everyone <@&66> <@2>"))
    posted = await discord.request("POST", f"/channels/{CHANNEL}/messages")
    assert posted.body["allowed_mentions"] == {"parse": [], "roles": [int(ROLE)]}
    assert posted.body["content"].splitlines() == [
        f"<@&{ROLE}>",
        "**Lumenor Therapeutics, Inc.** · new release",
        "**Lumenor Therapeutics Opens Phase 3 Trial**",
        "**LMN-204**: Phase 3, before: Phase 2",
    ]
    direct = await discord.request("POST", f"/channels/{DIRECT_OF + 2}/messages")
    assert direct.body["allowed_mentions"] == {"parse": []}
    assert "<@&" not in direct.body["content"]


async def test_a_corrected_call_replies_to_the_first_post_which_is_edited(
    running: Any, tmp_path: Path
) -> None:
    discord, process = running
    await said(discord, "follow", **ASKED)
    put(tmp_path / "releases", "one", ANNOUNCED)
    await process.logged("told")
    put(tmp_path / "releases", "two", CORRECTED)
    await process.logged("told", 1)
    await discord.request("PATCH", f"/channels/{CHANNEL}/messages/[0-9]+")
    first, second = discord.channels[CHANNEL]
    assert second["message_reference"]["message_id"] == int(first["id"])
    assert second["content"].splitlines() == [
        "**Lumenor Therapeutics, Inc.** · correction",
        "**CORRECTION: Lumenor Therapeutics to Report Second Quarter Results**",
        "Second quarter 2031 results conference call: **Corrected**: access code",
        "**Second quarter 2031 results conference call** <t:1937163600:F> (<t:1937163600:R>)",
        "Dial-in `+1 888-555-0123` (domestic) · code `5510999`",
    ]
    assert first["content"].splitlines()[2:] == [
        "**Corrected**: access code",
        "~~**Second quarter 2031 results conference call** <t:1937163600:F> (<t:1937163600:R>)~~",
        "~~Dial-in `+1 888-555-0123` (domestic) · code `5510987`~~",
    ]


async def test_a_reminder_comes_before_the_call_and_moves_with_it(
    start: Any, discord: Any, tmp_path: Path
) -> None:
    direct, releases = str(DIRECT_OF + 1), tmp_path / "releases"
    async with start(BY_A_CLOCK) as process:
        await discord.ready()
        await process.logged("library_updated")
        assert await said(discord, "remind", before=30, **ASKED) == (
            "I will write you 30 minutes before the next call of **Lumenor Therapeutics, Inc.**: "
            "<t:1936558800:F> (<t:1936558800:R>)."
        )
        put(releases, "one", ANNOUNCED)
        await process.logged("news_decided")
        put(releases, "two", MOVED)
        await process.logged("news_decided", 1)
        await said(discord, "follow", **ASKED)
        for number, (now, count) in enumerate(
            (
                ("2031-05-14T20:29:00Z", 0),
                ("2031-05-14T20:30:00Z", 1),
                ("2031-05-14T20:59:00Z", 1),
                ("2031-05-21T20:45:00Z", 1),  # the day from which it was moved
                ("2031-05-22T12:00:00Z", 2),
            )
        ):
            process.at(now)
            put(releases, f"news{number}", news(number))  # told in the round that would have reminded
            await discord.request("POST", f"/channels/{CHANNEL}/messages", number)
            if count > len(discord.posted(direct)):
                await discord.request("POST", f"/channels/{direct}/messages", count - 1)
            assert len(discord.posted(direct)) == count
    first, second = discord.posted(direct)
    assert first.splitlines()[0] == "**Lumenor Therapeutics, Inc.** · call in 30 minutes"
    assert "code `4410987`" in first
    assert "code `5510987`" in second


async def test_a_refused_follow_goes_on_within_an_hour_of_the_permissions_return(
    start: Any, discord: Any, tmp_path: Path
) -> None:
    typing = f"/channels/{CHANNEL}/typing"
    refused = {"message": "Missing Permissions", "code": 50013}
    async with start(BY_A_CLOCK) as process:
        await discord.ready()
        await process.logged("library_updated")
        await said(discord, "follow", **ASKED)
        discord.fail(f"/channels/{CHANNEL}/(messages|typing)", 403, refused, times=99)
        put(tmp_path / "releases", "one", news(1))
        told = f"/channels/{DIRECT_OF + 1}/messages"
        await discord.request("POST", told)
        process.at("2031-05-13T13:00:01Z")  # nothing tells of what changed
        await discord.request("POST", typing)
        assert discord.posted() == []
        discord.faults.clear()
        process.at("2031-05-13T14:00:02Z")
        await process.logged("told", 1)
        await process.end()
    assert [text.splitlines()[1] for text in discord.posted()] == [
        "**Lumenor Therapeutics Opens Laboratory Number 1**"
    ]
    assert len(discord.made("POST", typing)) == 2
    assert len(discord.made("POST", told)) == 1


async def test_what_a_server_followed_is_kept_for_thirty_days_after_it_was_left(
    start: Any, discord: Any, tmp_path: Path
) -> None:
    async with start(BY_A_CLOCK) as process:
        await discord.ready()
        await process.logged("library_updated")
        await said(discord, "follow", **ASKED)
        await discord.dispatch("GUILD_DELETE", {"id": GUILD})
        await process.logged("left")
        process.at("2031-06-12T11:00:00Z")  # 29 days and 23 hours later
        put(tmp_path / "releases", "one", news(1))
        await process.logged("news_decided")
        await discord.dispatch("GUILD_CREATE", _guild())
        await process.logged("told")
        await discord.dispatch("GUILD_DELETE", {"id": GUILD})
        await process.logged("left", 1)
        process.at("2031-07-12T12:00:00Z")
        put(tmp_path / "releases", "two", news(2))
        await process.logged("news_decided", 1)
        await discord.dispatch("GUILD_CREATE", _guild())
        assert (await said(discord, "following")).startswith("Nothing is followed.")
        await process.end()
    assert len(discord.posted()) == 1
