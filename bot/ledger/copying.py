"""All of one ledger into an empty other one, numbers kept; either may be a file or in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from bot.errors import Trouble
from bot.ledger.opening import is_postgres, open_ledger, postgres_ledger
from bot.ledger.sql import Ledger
from bot.ledger.sql_connection import At
from bot.ledger.sqlite import SqliteLedger

TABLES = (  # each behind those it refers to
    *("arrival", "trace", "source", "item", "identity"),
    *("follow", "post", "delivery", "seen", "looked", "guild", "scheduled"),
)
NUMBERED = {"arrival": "no", "item": "no", "follow": "id", "post": "id", "scheduled": "id"}
"""The column of each table's numbers, in whose order it is copied."""
GIVEN = ("item", "follow", "post", "scheduled")  # whose numbers the database gives
AT_ONCE = 500  # rows held in memory


def copy_ledger(origin: str, target: str, password: str | None = None) -> int:
    """Copy a ledger, by its address, into another, which is empty or not there; gives the number of arrivals.

    The copy is the same ledger: it keeps the identity, so that no library is made anew. Leases and turns are
    left out. Raises Trouble where the origin is in use, or the target is not empty.
    """
    if _same(origin, target):
        raise Trouble(f"{origin if not is_postgres(origin) else 'A ledger'} cannot be copied into itself.")
    with (
        closing(_taken_alone(origin, password)) as known,
        closing(open_ledger(target, password)) as made,
        known.writing() as origin_at,
        made.appending() as at,
    ):
        if any(at.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in TABLES):  # noqa: S608
            raise Trouble(f"The ledger {made.shown} is not empty: name a new one.")
        (identity,) = origin_at.execute("SELECT identity FROM ledger").fetchone()
        at.execute("UPDATE ledger SET identity = ?", (identity,))
        for table in TABLES:
            _copy_table(known.each(origin_at, _all_of(table)), at, table)
        for table in GIVEN:
            made.number_on(at, table, NUMBERED[table])
        (count,) = at.execute("SELECT count(*) FROM arrival").fetchone()
    return int(count)


def _same(origin: str, target: str) -> bool:
    if is_postgres(origin) or is_postgres(target):
        return origin == target
    return Path(origin).is_file() and Path(target).exists() and Path(origin).samefile(target)


def _taken_alone(place: str, password: str | None) -> Ledger:
    """The ledger, opened so that nobody else can; Trouble where somebody has, or there is none."""
    if is_postgres(place):
        return postgres_ledger().open(place, password, alone=True)
    if not Path(place).is_file():
        raise Trouble(f"There is no ledger {place}; check its spelling.")
    return SqliteLedger.open(Path(place), alone=True)


def _all_of(table: str) -> str:
    return f"SELECT * FROM {table}" + (f" ORDER BY {NUMBERED[table]}" if table in NUMBERED else "")  # noqa: S608


def _copy_table(rows: Iterator[tuple[object, ...]], at: At, table: str) -> None:
    while some := list(islice(rows, AT_ONCE)):
        places = ", ".join("?" * len(some[0]))
        at.executemany(f"INSERT INTO {table} VALUES ({places})", some)  # noqa: S608
