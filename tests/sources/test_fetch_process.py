"""`fetch`, `sources`, `index --share` and `ledger copy` as whole processes in front of a loopback wire."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.ledger.sqlite import SqliteLedger
from tests.sources.loopback import Answer, Edgar, Loopback, Wire, call_notice

ROOT = Path(__file__).parents[2]


@dataclass
class Bot:
    """The program with settings of its own in a folder."""

    folder: Path

    async def start(self, *options: str) -> asyncio.subprocess.Process:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PYTHONPATH": str(ROOT)}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *options, "--config", str(self.folder / "bot.yaml")),
            env=environment,
            cwd=self.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *options: str) -> tuple[int, str, str]:
        """Status, output and complaints of a command."""
        process = await self.start(*options)
        out, err = await process.communicate()
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def records(self, *options: str) -> list[dict[str, Any]]:
        _, out, _ = await self.run(*options)
        return [json.loads(line) for line in out.splitlines()]

    def settings(self, wire: Wire, edgar: bool = False) -> None:
        text = "library: {database: lib.db}\nsources:\n"
        text += f"  - {{name: wire, kind: feed, url: '{wire.url}', pause: 0}}\n"
        if edgar:
            text += (
                f"  - {{name: edgar, kind: edgar, url: '{wire.server.url}', contact: Ada ada@example.com}}\n"
            )
        (self.folder / "bot.yaml").write_text(text)


@pytest.fixture
def bot(tmp_path: Path, wire: Wire) -> Bot:
    one = Bot(tmp_path)
    one.settings(wire)
    return one


async def test_what_arrives_is_answered_from(bot: Bot, wire: Wire, edgar: Edgar) -> None:
    bot.settings(wire, edgar=True)
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
    wire.release(
        2,
        "Lumenor AB to Hold a Call",
        call_notice("8123456", "Lumenor AB", "LMNR"),
        company="Lumenor AB",
        page=Answer("no", 403),
    )
    edgar.filing(
        {"EX-99.1": "<h2>Averil Foods to Report</h2><p>"
         + call_notice("5550177", "Averil Foods plc", "AVRL", "second").replace("\n", "</p><p>")}
    )  # fmt: skip
    status, out, err = await bot.run("fetch", "--once", "--json")
    assert (status, err) == (0, "")
    counts = {
        (one["source"], one["status"], one["new"], one["partial"])
        for one in map(json.loads, out.splitlines())
    }
    assert counts == {("wire", "ok", 2, 1), ("edgar", "ok", 1, 0)}
    (answer,) = await bot.records("ask", "replay code for novira", "--json")
    assert answer["values"][0]["value"] == "4570764"
    assert answer["release"]["source"].startswith(wire.server.url)
    (answer,) = await bot.records("ask", "dial-in for averil foods", "--json")
    assert answer["status"] == "answered"
    (answer,) = await bot.records("ask", "replay code for lumenor", "--json")
    assert answer["status"] == "not_stated"
    assert answer["notes"][-1].startswith(
        f"Only the first paragraph is known here; the release: {wire.server.url}"
    )
    lines = await bot.records("sources", "--json")
    assert [(one["source"], one["status"], one["arrived"]) for one in lines] == [
        ("wire", "ok", 2),
        ("edgar", "ok", 1),
    ]
    status, out, _ = await bot.run("index")
    assert (status, out) == (0, "0 new, 0 changed, 0 removed, 3 as they were.\n")


async def test_a_library_is_made_again_without_the_network(bot: Bot, wire: Wire, server: Loopback) -> None:
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
    await bot.run("fetch", "--once")
    server.answers.clear()
    for _ in range(2):
        (answer,) = await bot.records("ask", "replay code for novira", "--json")
        assert answer["values"][0]["value"] == "4570764"
        for file in bot.folder.glob("lib.db*"):
            file.unlink()


async def test_a_library_that_meets_another_ledger_is_made_anew(bot: Bot, wire: Wire) -> None:
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
    await bot.run("fetch", "--once")
    await bot.run("index")
    (answer,) = await bot.records("ask", "replay code for novira", "--json", "--ledger", "other.db")
    assert answer["status"] == "no_such_release"


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("fetch", "nosuch"), 2, "There is no source 'nosuch' in the settings; known are wire."),
        (("fetch", "--once", "--now", "2025-01-01"), 2, "no time to fetch at"),
        (("fetch", "--once"), 1, ""),
        (("ledger", "copy", "nothing.db", "b.db"), 1, "There is no ledger nothing.db"),
        (("index", "--share"), 2, "--share needs the files"),
        (("ask", "x", "--ledger", "postgresql://ada:secret@db.example/x"), 1, "PostgreSQL cannot be used"),
    ],
)
async def test_what_cannot_be_done_is_said(
    bot: Bot, options: tuple[str, ...], status: int, said: str
) -> None:
    found, out, err = await bot.run(*options)
    assert (found, said in err) == (status, True)
    assert "secret" not in out + err


async def test_without_sources_there_is_nothing_to_fetch(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("")
    status, _, err = await Bot(tmp_path).run("fetch", "--once")
    assert (status, err[:16]) == (0, "No source is set")


async def test_a_file_is_shared_by_its_content(bot: Bot) -> None:
    (bot.folder / "one.txt").write_text("Novira opens\n\n" + call_notice())
    (bot.folder / "two.txt").write_text("Novira opens\n\n" + call_notice())
    assert (await bot.run("index", "--share", "one.txt"))[:2] == (0, "1 shared, 0 were there.\n")
    assert (await bot.run("index", "--share", "two.txt"))[:2] == (0, "0 shared, 1 were there.\n")
    (answer,) = await bot.records("ask", "replay code for novira", "--json")
    assert answer["release"]["source"] == "one.txt"


async def test_a_ledger_is_copied_when_nobody_uses_it(bot: Bot, wire: Wire) -> None:
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
    await bot.run("fetch", "--once")
    used = SqliteLedger.open(bot.folder / "lib.ledger.db")
    assert used.newest() == 1
    status, _, err = await bot.run("ledger", "copy", "lib.ledger.db", "copy.db")
    assert (status, "is in use" in err) == (1, True)
    identity = used.identity
    used.close()
    assert (await bot.run("ledger", "copy", "lib.ledger.db", "copy.db"))[:2] == (
        0,
        "1 arrivals were copied.\n",
    )
    copy = SqliteLedger.open(bot.folder / "copy.db")
    assert (copy.identity, copy.after(0, 9)[0].key, copy.state("wire").status) == (
        identity,
        f"{wire_key(wire)}:1",
        "ok",
    )
    copy.close()
    status, _, err = await bot.run("ledger", "copy", "lib.ledger.db", "copy.db")
    assert (status, "is not empty" in err) == (1, True)


def wire_key(wire: Wire) -> str:
    return wire.server.url.removeprefix("http://")


def kept(path: Path) -> int:
    at = sqlite3.connect(path)
    try:
        return int(at.execute("SELECT count(*) FROM arrival").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        at.close()


async def test_killed_in_the_middle_of_a_burst_every_release_is_there_once(bot: Bot, wire: Wire) -> None:
    titles = {f"Novira Biosciences report number {n}": call_notice(code=f"45{n:05d}") for n in range(24)}
    for number, (title, text) in enumerate(titles.items()):
        wire.release(number + 1, title, text)
    path, seen = bot.folder / "lib.ledger.db", 0
    for _ in range(3):
        process = await bot.start("fetch", "--once")
        while process.returncode is None and kept(path) < min(seen + 6, len(titles)):
            await asyncio.sleep(0.01)
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()
        seen = kept(path)
    await bot.run("fetch", "--once")
    ledger = SqliteLedger.open(path)
    assert sorted(one.tags.headline or "" for one in ledger.after(0, 100)) == sorted(titles)
    ledger.close()


async def test_fetching_goes_on_until_it_is_told_to_end(bot: Bot, wire: Wire) -> None:
    (bot.folder / "bot.yaml").write_text(
        "library: {database: lib.db}\nsources:\n"
        f"  - {{name: w, kind: feed, url: '{wire.url}', every: 1, pause: 0}}\n"
    )
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
    process = await bot.start("fetch", "--json")
    assert process.stdout is not None
    first = json.loads(await process.stdout.readline())
    wire.release(2, "Novira Biosciences names a director", call_notice("7654321", quarter="first"))
    while (later := json.loads(await process.stdout.readline()))["new"] == 0:
        pass
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    assert (first["new"], later["new"], later["known"]) == (1, 1, 1)


async def test_a_ledger_that_cannot_be_written_fails_the_poll_and_says_why(bot: Bot, wire: Wire) -> None:
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
    await bot.run("fetch", "--once")
    at = sqlite3.connect(bot.folder / "lib.ledger.db")
    at.execute("DROP TABLE item")
    at.commit()
    at.close()
    wire.release(2, "Novira Biosciences names a director", call_notice("7654321"))
    status, out, _ = await bot.run("fetch", "--once", "--json")
    assert (status, json.loads(out)["status"]) == (1, "failed")
    assert "no such table" in json.loads(out)["message"]
