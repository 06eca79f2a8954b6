"""A ledger in PostgreSQL under whole commands; test_machines_process.py has several processes at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.postgres import Postgres
from tests.sources.loopback import Wire, call_notice
from tests.sources.program import Bot


async def test_a_machine_answers_from_its_own_library_without_the_database(
    tmp_path: Path, wire: Wire, postgres: Postgres
) -> None:
    wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice("4500007"))
    bot = Bot(tmp_path, {"RELEASEBOT_LEDGER__URL": postgres.database()})
    bot.settings(wire)
    await bot.run("fetch", "--once")
    (answer,) = await bot.records("ask", "Novira replay code", "--json")
    assert answer["values"][0]["value"] == "4500007"
    postgres.stop()
    try:
        status, out, err = await bot.run("ask", "Novira replay code", "--json")
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
