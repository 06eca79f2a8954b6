"""Several machines on one PostgreSQL: whole processes in front of a loopback wire."""

from __future__ import annotations

import asyncio
import json
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.postgres import Postgres
from tests.sources.loopback import Wire, call_notice
from tests.sources.program import Bot

LEASE = 4  # seconds


def machine(folder: Path, wire: Wire, address: str) -> Bot:
    """A machine with a library of its own."""
    folder.mkdir()
    bot = Bot(folder, {"RELEASEBOT_LEDGER__URL": address})
    bot.settings(wire, more=f"fetch: {{lease_seconds: {LEASE}}}\n")
    text = (folder / "bot.yaml").read_text()
    (folder / "bot.yaml").write_text(text.replace("pause: 0", "pause: 0, every: 1"))
    return bot


async def brought(process: asyncio.subprocess.Process, count: int) -> int:
    """Read the process's reports until so many releases arrived by it; gives how many did."""
    assert process.stdout is not None
    new = 0
    while new < count:
        new += json.loads(await process.stdout.readline())["new"]
    return new


async def killed_in_turn(processes: list[asyncio.subprocess.Process], wire: Wire, postgres: Postgres) -> None:
    """One of two fetches all; killed, with the database gone for a while as well, the other goes on."""
    reading = {asyncio.create_task(brought(one, 6)): one for one in processes}
    done, waiting = await asyncio.wait(reading, return_when=asyncio.FIRST_COMPLETED)
    (first,), (second,) = done, waiting
    assert first.result() == 6
    assert set(Counter(wire.server.paths("/news-release")).values()) == {1}

    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    reading[first].kill()
    postgres.stop()
    wire.release(7, "Novira Biosciences report number 7", call_notice("4500007"))
    postgres.start()
    assert await brought(reading[second], 1) == 1
    assert set(Counter(wire.server.paths("/news-release")).values()) == {1}
    reading[second].send_signal(signal.SIGTERM)
    assert await reading[second].wait() == 0


async def test_one_of_two_fetches_and_the_other_takes_over(
    tmp_path: Path, wire: Wire, postgres: Postgres
) -> None:
    for number in range(1, 7):
        wire.release(number, f"Novira Biosciences report number {number}", call_notice(f"45{number:05d}"))
    address = postgres.database()
    machines = [machine(tmp_path / name, wire, address) for name in ("one", "two")]
    processes = [await one.start("fetch", "--json") for one in machines]
    try:
        await killed_in_turn(processes, wire, postgres)
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    # Each machine answers from its own library, also without the database.
    (answer,) = await machines[0].records("ask", "Novira report number 7 replay code", "--json")
    assert answer["values"][0]["value"] == "4500007"
    postgres.stop()
    try:
        status, out, err = await machines[0].run("ask", "Novira report number 7 replay code", "--json")
        assert (status, json.loads(out)["values"][0]["value"]) == (0, "4500007")
        assert "cannot be reached now" in err
        assert "Answers come from what the library has." in err
    finally:
        postgres.start()


async def test_a_ledger_moves_into_postgres(tmp_path: Path, wire: Wire, postgres: Postgres) -> None:
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
    bot, address = Bot(tmp_path), postgres.database()
    bot.settings(wire)
    await bot.run("fetch", "--once")
    await bot.run("index")
    assert await bot.run("ledger", "copy", "lib.ledger.db", address) == (0, "1 arrivals were copied.\n", "")
    bot.environment["RELEASEBOT_LEDGER__URL"] = address
    assert (await bot.run("index"))[:2] == (0, "0 new, 0 changed, 0 removed, 1 as they were.\n")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://ada:secret@/postgres?host={}", "refuses the password: correct it in PGPASSWORD"),
        ("postgresql://postgres:secret@/nosuch?host={}", "knows no such database"),
        ("postgresql://ada:secret@/x?host=/nowhere", "cannot be reached now"),
        ("postgresql://ada:secret@/x?secret=secret", "The ledger's address cannot be understood"),
    ],
)
async def test_what_cannot_be_used_is_said_without_the_password(
    tmp_path: Path, postgres: Postgres, address: str, said: str
) -> None:
    (tmp_path / "bot.yaml").write_text("library: {database: lib.db}\n")
    address = address.format(postgres.folder)
    status, out, err = await Bot(tmp_path).run("index", "--share", "bot.yaml", "--ledger", address)
    assert (status, said in err, err.count("\n")) == (1, True, 1)
    assert "secret" not in out + err
