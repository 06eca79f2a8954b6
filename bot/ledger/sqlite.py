"""The ledger in a SQLite file: the default, for one machine."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Self

from bot.database import Database, Kind
from bot.errors import Trouble
from bot.ledger.port import DONE, Arrival, Item, Lookalike, NewArrival, SourceState
from bot.ledger.records import item_from, milliseconds, moment_of, packed, state_from, tags_from
from bot.ledger.sqlite_outbox import SqliteOutbox

LEDGER = Kind(
    name="ledger",
    is_no="no ledger",
    option="--ledger",
    application=0x524C534C,  # "RLSL"
    package="bot.ledger",
    older="open it once with a command that may write, such as `releasebot index`",
    damaged="put a copy of it in its place",
    readonly="allow that, or name another with --ledger",
    full="make room, and start again",
    durable=True,
)
LOOKALIKES = 60  # earlier arrivals at most that one is compared with

_ARRIVAL = (
    "SELECT no, key, source, address, arrived, media, body, published, tags, partial, news, copy_of "
    "FROM arrival "
)


class SqliteLedger:
    """See `bot.ledger.port.Ledger`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._outbox = SqliteOutbox(database)
        with database.reading() as at:
            (self._identity,) = at.execute("SELECT identity FROM ledger").fetchone()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open the ledger at `path`, made or brought to this version's schema when needed.

        Raises Trouble for a file that is no ledger, is damaged, or is from a newer version.
        """
        if not read_only:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Trouble(
                    f"The ledger's folder {path.parent} cannot be made: {error.strerror}."
                ) from error
        database = Database(path, LEDGER, read_only=read_only)
        try:
            database.migrate()
            return cls(database)
        except BaseException:
            database.close()
            raise

    @property
    def identity(self) -> str:
        return str(self._identity)

    @property
    def outbox(self) -> SqliteOutbox:
        return self._outbox

    @property
    def database(self) -> Database:
        """The file, for a copy of all that is in it."""
        return self._database

    def close(self) -> None:
        self._database.close()

    # Arrivals

    def add(self, arrivals: Sequence[NewArrival]) -> Sequence[int]:
        with self._database.writing() as at:
            return [no for one in arrivals if (no := _added(at, one)) is not None]

    def newest(self) -> int:
        with self._database.reading() as at:
            (number,) = at.execute("SELECT coalesce(max(no), 0) FROM arrival").fetchone()
        return int(number)

    def after(self, number: int, limit: int) -> Sequence[Arrival]:
        with self._database.reading() as at:
            rows = at.execute(_ARRIVAL + "WHERE no > ? ORDER BY no LIMIT ?", (number, limit)).fetchall()
        return [_arrival(row) for row in rows]

    def arrival(self, number: int) -> Arrival:
        with self._database.reading() as at:
            row = at.execute(_ARRIVAL + "WHERE no = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return _arrival(row)

    def lookalikes(self, traces: Collection[int], first: date, last: date) -> Sequence[Lookalike]:
        if not traces:
            return ()
        with self._database.reading() as at:
            rows = at.execute(
                "SELECT no, key, day, tags, partial, sketch FROM arrival WHERE copy_of IS NULL AND no IN "
                "(SELECT arrival FROM trace WHERE trace IN (SELECT value FROM json_each(?)) "
                "AND day BETWEEN ? AND ?) ORDER BY no LIMIT ?",
                (json.dumps([*traces]), first.toordinal(), last.toordinal(), LOOKALIKES),
            ).fetchall()
        return [_lookalike(row) for row in rows]

    def arrived(self, source: str) -> int:
        with self._database.reading() as at:
            (count,) = at.execute(
                "SELECT count(DISTINCT key) FROM arrival WHERE source = ? AND copy_of IS NULL", (source,)
            ).fetchone()
        return int(count)

    # Sources

    def state(self, source: str) -> SourceState:
        with self._database.reading() as at:
            row = at.execute("SELECT state FROM source WHERE name = ?", (source,)).fetchone()
        return state_from(row[0]) if row else SourceState(source)

    def note_poll(self, state: SourceState, items: Sequence[Item] = ()) -> None:
        with self._database.writing() as at:
            at.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (state.name, packed(state)))
            for item in items:
                _listed(at, item)

    def known(self, identities: Collection[str]) -> frozenset[str]:
        with self._database.reading() as at:
            return frozenset(
                identity
                for identity in identities
                if at.execute("SELECT 1 FROM identity WHERE identity = ?", (identity,)).fetchone()
            )

    def due(self, source: str, now: datetime, limit: int) -> Sequence[Item]:
        with self._database.reading() as at:
            rows = at.execute(
                "SELECT item FROM item WHERE source = ? AND due <= ? ORDER BY no LIMIT ?",
                (source, milliseconds(now), limit),
            ).fetchall()
        return [item_from(text) for (text,) in rows]

    def waits(self, source: str) -> datetime | None:
        with self._database.reading() as at:
            (due,) = at.execute(
                "SELECT min(due) FROM item WHERE source = ? AND due IS NOT NULL", (source,)
            ).fetchone()
        return moment_of(due)

    def settle(self, item: Item, arrivals: Sequence[NewArrival] = ()) -> Sequence[int]:
        with self._database.writing() as at:
            at.execute("UPDATE item SET due = ?, item = ? WHERE key = ?", (*_left(item), item.key))
            return [no for one in arrivals if (no := _added(at, one)) is not None]


def _added(at: Connection, one: NewArrival) -> int | None:
    """The arrival's number; None where it was there, or is partial and a whole one was."""
    if at.execute("SELECT 1 FROM arrival WHERE key = ? AND partial <= ?", (one.key, one.partial)).fetchone():
        return None
    taken = "SELECT 1 FROM arrival WHERE address = ? AND key <> ?"
    unique = not at.execute(taken, (one.address, one.key)).fetchone()
    day = (one.day or one.arrived.date()).toordinal()
    (no,) = at.execute(
        "INSERT INTO arrival (key, partial, source, address, arrived, published, media, body, tags, news, "
        "copy_of, day, sketch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING no",
        (
            one.key,
            one.partial,
            one.source,
            one.address if unique else f"{one.address}#{one.key}",
            milliseconds(one.arrived),
            one.published and milliseconds(one.published),
            one.media,
            zlib.compress(one.body),
            packed(one.tags),
            one.news,
            one.copy_of,
            day,
            _sketched(one.sketch),
        ),
    ).fetchone()
    if one.copy_of is None:
        traces = [(trace, day, no) for trace in set(one.traces)]
        at.executemany("INSERT INTO trace VALUES (?, ?, ?)", traces)
    return int(no)


def _listed(at: Connection, item: Item) -> None:
    found = at.execute(
        "INSERT INTO item (key, source, due, item) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (key) DO NOTHING RETURNING no",
        (item.key, item.source, *_left(item)),
    ).fetchone()
    if found:
        names = [(identity, found[0]) for identity in {item.key, *item.identities}]
        at.executemany("INSERT OR IGNORE INTO identity VALUES (?, ?)", names)


def _left(item: Item) -> tuple[int | None, str | None]:
    """When the item is due, and the item itself as long as something is left to do for it."""
    if item.state == DONE:
        return None, None
    return milliseconds(item.due) if item.due else 0, packed(replace(item, identities=()))


def _arrival(row: Sequence[Any]) -> Arrival:
    no, key, source, address, arrived, media, body, published, tags, partial, news, copy_of = row
    moment = moment_of(arrived)
    assert moment is not None  # noqa: S101 - the column is NOT NULL; for mypy
    return Arrival(
        no=no,
        key=key,
        source=source,
        address=address,
        arrived=moment,
        media=media,
        body=zlib.decompress(body),
        published=moment_of(published),
        tags=tags_from(json.loads(tags)),
        partial=bool(partial),
        news=bool(news),
        copy_of=copy_of,
    )


def _lookalike(row: Sequence[Any]) -> Lookalike:
    no, key, day, tags, partial, sketch = row
    said = tags_from(json.loads(tags))
    known = frozenset(_numbers(sketch))
    return Lookalike(no, key, date.fromordinal(day), said.headline, said.language, bool(partial), known)


def _sketched(sketch: frozenset[int]) -> bytes:
    return struct.pack(f"<{len(sketch)}I", *sorted(sketch))


def _numbers(packed_sketch: bytes) -> Iterator[int]:
    return (number for (number,) in struct.iter_unpack("<I", packed_sketch))
