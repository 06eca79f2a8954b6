"""Several machines as whole processes: two bots and two ingesters on one PostgreSQL, killed in turn."""

from __future__ import annotations

import asyncio
import json
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.chat.loopback import CHANNEL, DIRECT_OF, GUILD, Loopback
from tests.chat.process import Process
from tests.postgres import Postgres
from tests.sources.loopback import Loopback as WebServer
from tests.sources.loopback import Wire, call_notice
from tests.sources.program import Bot

LEASE = "2"  # seconds
PATIENT = "&options=-c%20statement_timeout%3D3s"
DEFERRED = 5
OTHER_GUILD, OTHER_CHANNEL, PERSON = str((1 << 22) + 9002), "9102", 5
PLACES = (CHANNEL, OTHER_CHANNEL, str(DIRECT_OF + PERSON))


@dataclass
class Machines:
    """Two bots, each with a shard, and two ingesters."""

    discord: Loopback
    wire: Wire
    postgres: Postgres
    folder: Path
    stack: AsyncExitStack
    bots: dict[int, Process] = field(default_factory=dict)
    ingesters: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)
    polled: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.address = self.postgres.database()
        self._changed = asyncio.Condition()

    async def bot(self, shard: int) -> Process:
        """Start the bot of a shard; it is this machine's from now on."""
        folder = self.folder / f"bot{shard}"
        folder.mkdir(exist_ok=True)
        process = Process(
            self.discord,
            folder,
            {
                "RELEASEBOT_LEDGER__URL": self.address + PATIENT,
                "RELEASEBOT_FETCH__LEASE_SECONDS": LEASE,
                "RELEASEBOT_DISCORD__COOLDOWN_QUESTIONS": "50",
                "RELEASEBOT_DISCORD__SHARD_COUNT": "2",
                "RELEASEBOT_DISCORD__SHARD_IDS": f"[{shard}]",
                "PGPASSWORD": "open-sesame",
            },
            now="",
        )
        self.bots[shard] = await self.stack.enter_async_context(process)
        return process

    async def ingester(self, number: int) -> None:
        """Start an ingester; what its polls report is kept."""
        folder = self.folder / f"ingester{number}"
        folder.mkdir(exist_ok=True)
        program = Bot(folder, {"RELEASEBOT_LEDGER__URL": self.address, "PGPASSWORD": "open-sesame"})
        program.settings(self.wire, more=f"fetch: {{lease_seconds: {LEASE}}}\n")
        text = (folder / "bot.yaml").read_text()
        (folder / "bot.yaml").write_text(text.replace("pause: 0", "pause: 0, every: 1"))
        process = await program.start("fetch", "--json")
        self.ingesters[number] = process
        assert process.stderr is not None
        reading = asyncio.create_task(self._read(number, process))

        async def end() -> None:
            if process.returncode is None:
                process.kill()
            await asyncio.gather(process.stderr.read(), reading)
            await process.wait()

        self.stack.push_async_callback(end)

    async def _read(self, number: int, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            if json.loads(line)["new"]:
                async with self._changed:
                    self.polled.append((number, line.decode()))
                    self._changed.notify_all()

    async def fetched(self, times: int) -> int:
        """Which ingester brought the last of so many arrivals."""
        async with asyncio.timeout(self.discord.patience), self._changed:
            await self._changed.wait_for(lambda: len(self.polled) >= times)
        return self.polled[-1][0]

    def release(self, number: int) -> None:
        """Put a release on the wire."""
        self.wire.release(number, f"Novira Biosciences Opens Site {number}", call_notice(f"45{number:05d}"))

    async def told(self, number: int, *places: str) -> None:
        """Wait until a release is told at these places."""
        wanted = f"**Novira Biosciences Opens Site {number}**"
        await self.discord.until(
            lambda: all(any(wanted in text for text in self.discord.posted(one)) for one in places)
        )

    async def asked(self, name: str, server: str, **options: Any) -> str:
        """What a person is answered in a server."""
        id = await self.discord.command(name, server=server, **options)
        answer = await self.discord.response(id)
        if answer["type"] == DEFERRED:
            said = (await self.discord.request("POST", f"/webhooks/700/token{id}.*")).body
        else:
            said = answer["data"]
        return str(said.get("content") or "") + json.dumps(said.get("embeds", []))


@pytest.fixture
async def machines(tmp_path: Path, postgres: Postgres, discord: Loopback) -> AsyncIterator[Machines]:
    discord.guilds[OTHER_GUILD] = OTHER_CHANNEL
    discord.patience, discord.now = 40, datetime.now(UTC).isoformat()
    async with WebServer() as server, AsyncExitStack() as stack:
        made = Machines(discord, Wire(server), postgres, tmp_path, stack)
        made.release(1)
        await asyncio.gather(*(made.bot(n) for n in (0, 1)), *(made.ingester(n) for n in (0, 1)))
        await asyncio.gather(*(one.logged("arrivals_taken_in") for one in made.bots.values()))
        yield made
        said = "".join(one.output for one in made.bots.values())
        assert "open-sesame" not in said
        assert "Traceback" not in said


async def test_two_bots_and_two_ingesters_tell_once_whatever_is_killed(
    machines: Machines, discord: Loopback, postgres: Postgres
) -> None:
    kept = "I will tell each new release of **Novira"
    for guild in (GUILD, OTHER_GUILD):
        assert (await machines.asked("follow", guild, company="novira")).startswith(kept)
    await discord.command("follow", direct=True, user=PERSON, company="novira")
    await discord.until(lambda: len(discord.made("POST", "/interactions/.*")) == 3)
    machines.release(2)
    await machines.told(2, *PLACES)

    # Each machine sends for its own shard; one of them decides, and the other takes over from it.
    await asyncio.gather(machines.bots[0].logged("told", 1), machines.bots[1].logged("told"))
    (waits,) = [n for n, one in machines.bots.items() if "not_its_turn" in one.output]
    decides = 1 - waits
    assert await machines.bots[decides].end(signal.SIGKILL) == -signal.SIGKILL
    ingester = await machines.fetched(2)
    machines.ingesters[ingester].kill()
    machines.release(3)
    await machines.told(3, *((OTHER_CHANNEL,) if waits else (CHANNEL, PLACES[2])))
    again, _ = await asyncio.gather(machines.bot(decides), machines.ingester(ingester))
    await machines.told(3, *PLACES)
    await again.logged("arrivals_taken_in")

    # While PostgreSQL is slow questions are answered, and who wants to follow is told.
    with psycopg.connect(machines.address) as slow:
        slow.execute("LOCK TABLE releasebot.follow, releasebot.guild")
        following = asyncio.create_task(machines.asked("follow", GUILD, company="novira", what="calls"))
        asking = (machines.asked("ask", GUILD, question="replay code for Novira?") for _ in range(10))
        answers = await asyncio.gather(*asking)
        assert [answer for answer in answers if "4500003" not in answer] == []
        assert (await following).startswith("That cannot be kept now")

    # Without PostgreSQL questions are answered, and what comes meanwhile is told afterwards.
    postgres.stop()
    try:
        machines.release(4)
        for guild in (GUILD, OTHER_GUILD):
            answer = await machines.asked("ask", guild, question="replay code for Novira?")
            assert "4500003" in answer
            said = await machines.asked("follow", guild, company="novira", what="calls")
            assert said.startswith("That cannot be kept now")
    finally:
        postgres.start()
    await machines.told(4, *PLACES)

    # Who polls by now, and the other bot.
    machines.ingesters[await machines.fetched(4)].kill()
    assert await machines.bots[waits].end(signal.SIGKILL) == -signal.SIGKILL
    machines.release(5)
    await machines.told(5, *((CHANNEL, PLACES[2]) if waits else (OTHER_CHANNEL,)))
    await machines.bot(waits)
    await machines.told(5, *PLACES)

    told = [f"**Novira Biosciences Opens Site {number}**" for number in range(2, 6)]
    for place in PLACES:
        assert [text.splitlines()[1] for text in discord.posted(place)] == told
    assert set(Counter(machines.wire.server.paths("/news-release")).values()) == {1}
    assert [await one.end() for one in machines.bots.values()] == [0, 0]
