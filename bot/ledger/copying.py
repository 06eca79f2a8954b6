"""All of one ledger into an empty other one, numbers kept."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import OperationalError

from bot.database import Database
from bot.errors import Trouble
from bot.ledger.opening import SCHEMES
from bot.ledger.sqlite import LEDGER

TABLES = (
    *("arrival", "trace", "source", "item", "identity"),
    *("follow", "post", "delivery", "seen", "looked", "guild", "scheduled"),
)


def copy_ledger(origin: str, target: str) -> int:
    """Copy a ledger, by its address, into another; gives the number of arrivals."""
    for place in (origin, target):
        if place.startswith(SCHEMES):
            raise Trouble("A ledger in PostgreSQL cannot be copied by this version yet: name files.")
    return copy_file(Path(origin), Path(target))


def copy_file(origin: Path, target: Path) -> int:
    """Copy a ledger's file into another, which is empty or not there; gives the number of arrivals.

    The copy is the same ledger: it keeps the identity, so that no library is made anew. Raises Trouble where
    the origin is being written, or the target is not empty.
    """
    if not origin.is_file():
        raise Trouble(f"There is no ledger {origin}; check its spelling.")
    if target.exists() and origin.samefile(target):
        raise Trouble(f"{origin} cannot be copied into itself.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _taken_alone(origin) as known, Database(target, LEDGER) as made:
        made.migrate()
        with known.writing() as origin_at, made.writing() as at:
            if any(at.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in TABLES):  # noqa: S608
                raise Trouble(f"The ledger {target} is not empty: name a new file.")
            at.execute(
                "UPDATE ledger SET identity = ?", origin_at.execute("SELECT identity FROM ledger").fetchone()
            )
            for table in TABLES:
                rows = origin_at.execute(f"SELECT * FROM {table}")  # noqa: S608
                places = ",".join("?" * len(rows.description))
                at.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
            (count,) = at.execute("SELECT count(*) FROM arrival").fetchone()
    return int(count)


def _taken_alone(path: Path) -> Database:
    """The ledger's file, opened so that nobody else can; Trouble where somebody has."""
    try:
        database = Database(path, LEDGER, alone=True)
        try:
            database.migrate()
        except BaseException:
            database.close()
            raise
    except Trouble as trouble:
        if isinstance(trouble.__cause__, OperationalError) and "locked" in str(trouble.__cause__):
            raise Trouble(
                f"The ledger {path} is in use: end what runs or fetches with it, then copy it."
            ) from trouble
        raise
    return database
