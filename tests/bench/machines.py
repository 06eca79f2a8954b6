"""What several machines take: posts claimed, one's answer to what another fetched, memory, a long log."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from os import urandom
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from typing import Any

from bot.app import App, config_folder
from bot.ledger.opening import open_ledger
from bot.ledger.outbox import Sender, Tell
from bot.ledger.postgres import PostgresAt
from bot.ledger.shapes import Arrival
from bot.ledger.sql import Ledger
from bot.ledger.sql_connection import At
from bot.settings import settings_from
from tests.bench.ledger import BODY, NOW, places
from tests.chat.loopback import Loopback
from tests.chat.process import Process
from tests.sources.loopback import call_notice

POSTS, SENDERS, AT_A_TIME = 1_000, 4, 100
ANSWERS = 60
SHARDS, GUILDS, CHANNELS, ROLES = (1, 2, 4), 1_000, 40, 25  # servers a shard, each with so many
ROWS = 5_000  # arrivals of a long log written at a time
TRACES = 12  # of each


def report() -> Iterator[str]:
    """Tables, line by line."""
    yield f"| ledger | posts claimed a second, {SENDERS} processes | arrival to answer: median, 99 % |"
    yield "| --- | ---: | ---: |"
    with places() as named:
        for name, (one, other) in named.items():
            yield f"| {name} | {_sent(one):,.0f} | {_answered(other)} |"


def shards() -> Iterator[str]:
    """Memory of a bot's process by its shards."""
    for count in SHARDS:
        megabytes = asyncio.run(_memory(count))
        servers = f"{count} × {GUILDS:,} servers of {CHANNELS} channels and {ROLES} roles"
        yield f"{servers}: {megabytes:,.0f} MB"


def long_log(count: int) -> Iterator[str]:
    """What so many arrivals in the log cost whoever starts, and whoever adds to them."""
    yield f"| ledger of {count:,} arrivals | GB | opened and asked for what is new | one more: median, 99 % |"
    yield "| --- | ---: | ---: | ---: |"
    with places() as named:
        for name, (place, _) in named.items():
            with closing(open_ledger(place)) as ledger:
                _fill(ledger, count)
            began = perf_counter()
            with closing(open_ledger(place)) as ledger:
                newest = ledger.newest()
                assert [one.no for one in ledger.after(newest - 1, 8)] == [newest]
                started = (perf_counter() - began) * 1000
                cuts = quantiles([_added(ledger, number) for number in range(200)], n=100)
                size = _size(ledger) / 1e9
            yield f"| {name} | {size:,.1f} | {started:,.0f} ms | {cuts[49]:,.1f}, {cuts[98]:,.1f} ms |"


# Posts


def _sent(place: str) -> float:
    """Posts that a process for each shard claims, begins and notes as sent, a second of all."""
    with closing(open_ledger(place)) as ledger:
        ledger.outbox.carry_out(
            [Tell(f"c{n}", "release:1", "a body", NOW, guild=n << 22) for n in range(POSTS)]
        )
    context = get_context("spawn")
    barrier = context.Barrier(SENDERS + 1)
    senders = [context.Process(target=_send, args=(place, shard, barrier)) for shard in range(SENDERS)]
    for sender in senders:
        sender.start()
    barrier.wait()
    began = perf_counter()
    barrier.wait()
    seconds = perf_counter() - began
    for sender in senders:
        sender.join()
    return POSTS / seconds


def _send(place: str, shard: int, barrier: Barrier) -> None:
    with closing(open_ledger(place)) as ledger:
        sending = ledger.sending(Sender((shard,), SENDERS))
        barrier.wait()
        while posts := sending.waiting(NOW, AT_A_TIME):
            for post in posts:
                if sending.begin(post.id, NOW):
                    sending.sent(post.id, 1, post.id)
        barrier.wait()


# Answers


def _answered(place: str) -> str:
    """How long from an arrival's being written on until another machine's library answers from it."""
    now, begun, lags = datetime.now(UTC), {}, list[float]()
    with TemporaryDirectory() as folder, closing(open_ledger(place)) as ledger:
        settings = settings_from(
            config_folder() / "bot.yaml", {}, database=Path(folder, "library.db"), ledger=place
        )
        app = App(settings, lambda: now)

        def machine() -> None:
            with app.library() as store, closing(open_ledger(place)) as own:
                desk = app.desk(store)
                own.wait(0)
                while len(lags) < ANSWERS:
                    if app.take_in(store, ledger=own).added:
                        code = desk.answer("replay code for Novira?", now=now).values[0].value
                        lags.append((perf_counter() - begun[code]) * 1000)
                    else:
                        own.wait(1.0)

        looking = Thread(target=machine)
        looking.start()
        for number in range(ANSWERS):
            code = f"45{number:05}"
            text = call_notice(code, now=now).encode()
            begun[code] = perf_counter()
            ledger.add([Arrival(code, "wire", f"https://wire.example/{code}", now, "text/plain", text)])
            while len(lags) <= number and looking.is_alive():
                looking.join(0.005)
        looking.join()
    cuts = quantiles(lags, n=100)
    return f"{cuts[49]:,.0f}, {cuts[98]:,.0f} ms"


# Memory


async def _memory(count: int) -> float:
    """Megabytes of a process with so many shards, all of its servers known."""
    async with Loopback(patience=600.0) as discord:
        discord.guilds = {str((n << 22) + 7): str(10_000_000 + n * CHANNELS) for n in range(count * GUILDS)}
        discord.crowd = CHANNELS, ROLES
        settings = {"RELEASEBOT_DISCORD__SHARD_COUNT": str(count)}
        with TemporaryDirectory() as folder:
            async with Process(discord, Path(folder), settings) as process:
                await discord.ready(count)
                for guild in [*discord.guilds][-count:]:  # the last that each shard was told of
                    await discord.response(await discord.command("ask", server=guild, question="Novira?"))
                return process.memory / 1e6


# A long log


def _fill(ledger: Ledger, count: int) -> None:
    """Rows as large as those of releases; what is random does not deflate any more."""
    columns = "no, key, partial, source, address, arrived, media, body, tags, news, day, sketch"
    body = zlib.compress(BODY)
    for start in range(1, count + 1, ROWS):
        rows = [
            (no, f"w:{no}", 0, "wire", f"https://wire.example/{no}", 1_772_000_000_000 + no, "text/html",
             body + urandom(2_000), "{}", 1, 739_000 + no // 3_000, urandom(512))
            for no in range(start, min(start + ROWS, count + 1))
        ]  # fmt: skip
        traces = [(int.from_bytes(urandom(4)), row[10], row[0]) for row in rows for _ in range(TRACES)]
        with ledger.appending() as at:
            _copied(at, f"arrival ({columns})", rows)
            _copied(at, "trace", traces)


def _copied(at: At, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if isinstance(at, PostgresAt):
        with at.connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(rows[0]))
        at.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _added(ledger: Ledger, number: int) -> float:
    began = perf_counter()
    address = f"https://wire.example/more/{number}"
    ledger.add([Arrival(f"more:{number}", "wire", address, NOW, "text/html", BODY)])
    return (perf_counter() - began) * 1000


def _size(ledger: Ledger) -> int:
    with ledger.reading() as at:
        sql = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if isinstance(at, PostgresAt):
            sql = "SELECT pg_database_size(current_database())"
        return int(at.execute(sql).fetchone()[0])
