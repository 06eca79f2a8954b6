"""The ledger, in SQL that SQLite and PostgreSQL both understand; what differs is each maker's own.

Arrivals are a log: whoever appends to it holds its lock until the commit, so that numbers rise in the order
of commits, on several machines too, and no cursor passes over one. Everything that one poll or page brings is
written in one transaction with the state it leaves behind: killed at any moment and started again, each
release is there once. Parameters are written "?".
"""

from __future__ import annotations

import json
import struct
import zlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from bot.ledger.outbox import Sender
from bot.ledger.records import item_from, milliseconds, moment_of, packed, state_from, tags_from
from bot.ledger.shapes import DONE, Arrival, Item, Lookalike, SourceState
from bot.ledger.sql_connection import At
from bot.ledger.sql_outbox import Outbox
from bot.ledger.sql_sending import Sending

LOOKALIKES = 60  # earlier arrivals at most that one is compared with
AT_ONCE = 500  # values of one question to the database

_ARRIVAL = (
    "SELECT no, key, source, address, arrived, media, body, published, tags, partial, news, copy_of "
    "FROM arrival "
)


class Ledger(ABC):
    """The system of record. Calls may come from several threads; each writing one is a transaction."""

    NOW: ClassVar[str]
    """The database's own clock, in milliseconds since 1970: machines' clocks differ."""

    EACH_OF: ClassVar[str]
    """The elements of a JSON array that is a parameter, as rows of one column "value"."""

    SKIPPING: ClassVar[str]
    """Has a transaction lock the rows of table "{0}" that it reads, and pass over those locked by another."""

    _identity = ""

    @abstractmethod
    def reading(self) -> AbstractContextManager[At]:
        """A connection for a few quick reads."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[At]:
        """A connection in a transaction: kept whole or, after an error, not at all."""

    @abstractmethod
    def appending(self) -> AbstractContextManager[At]:
        """The same, for what may put arrivals into the log: one transaction at a time, of all machines'."""

    @abstractmethod
    def each(self, at: At, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a long answer, a few at a time; `at` is one in a transaction."""

    @abstractmethod
    def number_on(self, at: At, table: str, column: str) -> None:
        """Have the table's next number go on behind those that were copied into it."""

    @property
    @abstractmethod
    def shown(self) -> str:
        """Where the ledger is, as it is said: without a secret."""

    @abstractmethod
    def close(self) -> None:
        """Close it; what was written stays."""

    @abstractmethod
    def wait(self, seconds: float) -> None:
        """Return when something may have arrived, after so many seconds at the latest: a hint, no more."""

    @property
    def identity(self) -> str:
        """What tells this ledger from every other; given when it was made, and never changed."""
        if not self._identity:
            with self.reading() as at:
                self._identity = str(at.execute("SELECT identity FROM ledger").fetchone()[0])
        return self._identity

    @cached_property
    def outbox(self) -> Outbox:
        """Follows, and what is to be sent to whom."""
        return Outbox(self)

    def sending(self, sender: Sender) -> Sending:
        """What the sender has to send."""
        return Sending(self, sender)

    # Arrivals

    def add(self, arrivals: Sequence[Arrival]) -> Sequence[int]:
        """Put arrivals into the log; gives the numbers of those that were not there (key and partial) before.

        Where another key has the same address, the key is set behind it ("…#KEY"): each has one of its own.
        """
        with self.appending() as at:
            return [no for one in arrivals if (no := _added(at, one)) is not None]

    def newest(self) -> int:
        """The number of the newest arrival; 0 where there is none."""
        with self.reading() as at:
            (number,) = at.execute("SELECT coalesce(max(no), 0) FROM arrival").fetchone()
        return int(number)

    def after(self, number: int, limit: int) -> Sequence[Arrival]:
        """The arrivals behind a number, in order."""
        with self.reading() as at:
            rows = at.execute(_ARRIVAL + "WHERE no > ? ORDER BY no LIMIT ?", (number, limit)).fetchall()
        return [_arrival(row) for row in rows]

    def arrival(self, number: int) -> Arrival:
        """One arrival. Raises KeyError where there is none of that number."""
        with self.reading() as at:
            row = at.execute(_ARRIVAL + "WHERE no = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return _arrival(row)

    def lookalikes(self, traces: Collection[int], first: date, last: date) -> Sequence[Lookalike]:
        """Arrivals of these days that share a trace and are no copies themselves, the oldest first."""
        if not traces:
            return ()
        with self.reading() as at:
            rows = at.execute(
                "SELECT no, key, day, tags, partial, sketch FROM arrival "  # noqa: S608
                "WHERE copy_of IS NULL AND no IN "
                f"(SELECT arrival FROM trace WHERE trace IN ({_places(traces)}) AND day BETWEEN ? AND ?) "
                "ORDER BY no LIMIT ?",
                (*traces, first.toordinal(), last.toordinal(), LOOKALIKES),
            ).fetchall()
        return [_lookalike(row) for row in rows]

    def arrived(self, source: str) -> int:
        """How many releases of the source arrived, copies and completions not counted."""
        with self.reading() as at:
            (count,) = at.execute(
                "SELECT count(DISTINCT key) FROM arrival WHERE source = ? AND copy_of IS NULL", (source,)
            ).fetchone()
        return int(count)

    # Sources

    def state(self, source: str) -> SourceState:
        """The source's state; an empty one before its first poll."""
        with self.reading() as at:
            row = at.execute("SELECT state FROM source WHERE name = ?", (source,)).fetchone()
        return state_from(row[0]) if row else SourceState(source)

    def note_poll(self, state: SourceState, items: Sequence[Item] = ()) -> None:
        """Keep the state after a poll, with the items that are new; one that is known is left as it is."""
        with self.appending() as at:
            at.execute(
                "INSERT INTO source VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state",
                (state.name, packed(state)),
            )
            for item in items:
                _listed(at, item)

    def known(self, identities: Collection[str]) -> frozenset[str]:
        """Which of the identities any item has."""
        asked, found = [*identities], set[str]()
        with self.reading() as at:
            for start in range(0, len(asked), AT_ONCE):
                some = asked[start : start + AT_ONCE]
                sql = f"SELECT identity FROM identity WHERE identity IN ({_places(some)})"  # noqa: S608
                found.update(identity for (identity,) in at.execute(sql, some).fetchall())
        return frozenset(found)

    def due(self, source: str, now: datetime, limit: int) -> Sequence[Item]:
        """The source's items whose page is to be tried by now, in the order they were listed."""
        with self.reading() as at:
            rows = at.execute(
                "SELECT item FROM item WHERE source = ? AND due <= ? ORDER BY no LIMIT ?",
                (source, milliseconds(now), limit),
            ).fetchall()
        return [item_from(text) for (text,) in rows]

    def waits(self, source: str) -> datetime | None:
        """When the next of the source's items is due; None where none is left."""
        with self.reading() as at:
            (due,) = at.execute(
                "SELECT min(due) FROM item WHERE source = ? AND due IS NOT NULL", (source,)
            ).fetchone()
        return moment_of(due)

    def settle(self, item: Item, arrivals: Sequence[Arrival] = ()) -> Sequence[int]:
        """Keep what a page brought (as `add`) and what is left to do for its item, in one transaction."""
        with self.appending() as at:
            at.execute("UPDATE item SET due = ?, item = ? WHERE key = ?", (*_left(item), item.key))
            return [no for one in arrivals if (no := _added(at, one)) is not None]

    # Leases and turns

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Take the lease of a name, or keep it for so many seconds from now; whether the holder has it.

        Nobody else has it until then, by the ledger's own clock, or until it is given back.
        """
        # One statement: it waits for another process's, and then sees what that one left.
        with self.writing() as at:
            row = at.execute(
                f"INSERT INTO lease (name, holder, until) VALUES (?, ?, {self.NOW} + ?) "  # noqa: S608
                "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
                f"WHERE lease.holder = excluded.holder OR lease.until <= {self.NOW} RETURNING 1",
                (name, holder, round(seconds * 1000)),
            ).fetchone()
        return row is not None

    def give_back(self, holder: str) -> None:
        """End all that the holder leased."""
        with self.writing() as at:
            at.execute("DELETE FROM lease WHERE holder = ?", (holder,))

    def turn(self, name: str, apart: float) -> float:
        """Take the next turn at something; gives the seconds until it comes.

        Turns of one name are `apart` seconds apart, whoever takes them.
        """
        with self.writing() as at:
            apart_ms = round(apart * 1000)
            (wait,) = at.execute(
                f"INSERT INTO turn (name, next) VALUES (?, {self.NOW} + ?) "  # noqa: S608
                "ON CONFLICT (name) DO UPDATE SET next = "
                f"CASE WHEN turn.next > {self.NOW} THEN turn.next ELSE {self.NOW} END + ? "
                f"RETURNING next - ? - {self.NOW}",
                (name, apart_ms, apart_ms, apart_ms),
            ).fetchone()
        return max(0.0, int(wait) / 1000)


def _places(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))


def _added(at: At, one: Arrival) -> int | None:
    """The arrival's number; None where it was there, or is partial and a whole one was."""
    there = "SELECT 1 FROM arrival WHERE key = ? AND partial <= ?"
    if at.execute(there, (one.key, int(one.partial))).fetchone():
        return None
    taken = "SELECT 1 FROM arrival WHERE address = ? AND key <> ?"
    unique = not at.execute(taken, (one.address, one.key)).fetchone()
    day = (one.day or one.arrived.date()).toordinal()
    (no,) = at.execute(
        "INSERT INTO arrival (no, key, partial, source, address, arrived, published, media, body, tags, "
        "news, copy_of, day, sketch) VALUES ((SELECT coalesce(max(no), 0) + 1 FROM arrival), "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING no",
        (
            one.key,
            int(one.partial),
            one.source,
            one.address if unique else f"{one.address}#{one.key}",
            milliseconds(one.arrived),
            one.published and milliseconds(one.published),
            one.media,
            zlib.compress(one.body),
            packed(one.tags),
            int(one.news),
            one.copy_of,
            day,
            _sketched(one.sketch),
        ),
    ).fetchone()
    if one.copy_of is None:
        traces = [(trace, day, no) for trace in set(one.traces)]
        at.executemany("INSERT INTO trace VALUES (?, ?, ?)", traces)
    return int(no)


def _listed(at: At, item: Item) -> None:
    found = at.execute(
        "INSERT INTO item (key, source, due, item) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (key) DO NOTHING RETURNING no",
        (item.key, item.source, *_left(item)),
    ).fetchone()
    if found:
        names = [(identity, found[0]) for identity in {item.key, *item.identities}]
        at.executemany("INSERT INTO identity VALUES (?, ?) ON CONFLICT DO NOTHING", names)


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
