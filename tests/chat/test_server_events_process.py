"""Calls as a server's scheduled events, over the whole process in front of a Discord on the loopback."""

from __future__ import annotations

import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.ledger.outbox import Follow
from bot.ledger.sqlite import SqliteLedger
from tests.chat.loopback import CHANNEL, GUILD
from tests.chat.process import COMMAND, DYING
from tests.chat.releases_to_follow import ANNOUNCED, CANCELLED, MOVED, news, put
from tests.chat.test_follow_told import ASKED, said

EVENTS = f"/guilds/{GUILD}/scheduled-events"
VIEW, SEND = 1 << 10, 1 << 11
FIRST = "Lumenor Therapeutics, Inc.: First quarter results call"
SECOND = "Lumenor Therapeutics, Inc.: Second quarter 2031 results conference call"


async def test_calls_become_events_that_move_and_are_deleted(running: Any, tmp_path: Path) -> None:
    discord, _ = running
    await said(discord, "follow", **ASKED)
    lacking = {"app_permissions": str(VIEW | SEND)}
    assert (await said(discord, "settings", events=True, more=lacking)).startswith(
        "I miss the permission Create"
    )
    assert "**Events** calls of followed companies" in await said(discord, "settings", events=True)
    first = await discord.request("POST", EVENTS)
    assert (first.body["name"], first.body["scheduled_start_time"], first.body["entity_type"]) == (
        *(FIRST, "2031-05-14T21:00:00+00:00"),
        3,
    )
    assert first.body["entity_metadata"] == {"location": "www.lumenor.example.com"}
    assert "code `4410987`" in first.body["description"]
    put(tmp_path / "releases", "one", ANNOUNCED)
    await discord.request("POST", EVENTS, number=1)
    put(tmp_path / "releases", "two", MOVED)
    edit = await discord.request("PATCH", EVENTS + "/[0-9]+")
    assert edit.body["scheduled_start_time"] == "2031-05-22T12:30:00+00:00"
    put(tmp_path / "releases", "three", CANCELLED.replace("Wednesday, May 21, 2031 at 5:00 PM", "May 22"))
    deleted = await discord.request("DELETE", EVENTS + "/[0-9]+")
    assert deleted.path == edit.path
    assert len(discord.made("POST", EVENTS)) == 2


KILLED = {  # at which step of making an event the process is killed
    "before it is noted": "sending.Sending.scheduling = die",
    "after it is noted": "sending.Sending.scheduling = then_die(sending.Sending.scheduling)",
    "after it was made": "sending.Sending.scheduled_as = die",
    "after that was noted": "sending.Sending.scheduled_as = then_die(sending.Sending.scheduled_as)",
}


@pytest.mark.parametrize(
    ("at", "then", "stands"),
    [
        *((at, "", {SECOND: "2031-05-21T21:00:00+00:00"}) for at in KILLED),
        ("after it was made", MOVED, {SECOND: "2031-05-22T12:30:00+00:00"}),
        ("after it was made", CANCELLED, {}),
    ],
)
async def test_killed_at_any_step_of_making_an_event_there_is_one(
    at: str, then: str, stands: dict[str, str], start: Any, discord: Any, tmp_path: Path
) -> None:
    ledger, made = SqliteLedger.open(tmp_path / "library.ledger.db"), datetime(2031, 5, 1, tzinfo=UTC)
    follow = Follow("release", f"c{CHANNEL}", 1, "lumenor therapeutics", "Lumenor", made, guild=int(GUILD))
    ledger.outbox.follow(follow)
    ledger.outbox.set(int(GUILD), {"events": True})
    ledger.outbox.carry_out([], looked=made)
    ledger.close()
    releases = tmp_path / "releases"
    (releases / "lumenor.txt").unlink()
    put(releases, "one", ANNOUNCED)
    script = (*(sys.executable, "-c", DYING.format(fault=KILLED[at])), *COMMAND[5:])
    async with start(script) as process:
        assert await process.ended() == -signal.SIGKILL
    if then:
        put(releases, "two", then)
    async with start() as process:
        await discord.until(lambda: _standing(discord) == stands)
        put(releases, "three", news(3))  # told in a round behind which the events have their turn
        await discord.until(lambda: any("Number 3" in text for text in discord.posted()))
        await process.end()
    assert _standing(discord) == stands
    ledger = SqliteLedger.open(tmp_path / "library.ledger.db")
    kept = ledger.outbox.scheduled(int(GUILD))
    assert {one.event for one in kept} == {int(id) for id in discord.events}
    assert all(one.made == one.wanted and one.trying is None for one in kept)
    assert [json.loads(one.made or "")["start"] for one in kept] == [*stands.values()]
    ledger.close()


def _standing(discord: Any) -> dict[str, str]:
    return {event["name"]: event["scheduled_start_time"] for event in discord.events.values()}
