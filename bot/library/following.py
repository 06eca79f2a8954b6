"""How far the library has read which ledger, and what of it it holds."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection
from typing import NamedTuple


class Followed(NamedTuple):
    """A ledger that was read with a reader's edition up to the arrival of the cursor's number."""

    identity: str
    edition: str
    cursor: int


class Kept(NamedTuple):
    """What the library has of an arrival: its number, the reader's edition, whether it is partial."""

    number: int
    edition: str
    partial: bool


def followed(at: Connection) -> Followed:
    """Which ledger the library follows, and how far; an empty identity before the first."""
    row = at.execute("SELECT identity, edition, cursor FROM ledger").fetchone()
    return Followed(*row) if row else Followed("", "", 0)


def follow(at: Connection, ledger: Followed) -> None:
    """Note which ledger the library follows, and how far."""
    at.execute("DELETE FROM ledger")
    at.execute("INSERT INTO ledger VALUES (?, ?, ?)", ledger)


def kept(at: Connection, source: str) -> Kept | None:
    """What the library has of the arrival of that address; None where it has none."""
    row = at.execute(
        "SELECT arrival, edition, coalesce(partial, 0) FROM source LEFT JOIN release ON no = release "
        "WHERE source = ? AND arrival IS NOT NULL",
        (source,),
    ).fetchone()
    return row and Kept(row[0], row[1], bool(row[2]))


def sources(at: Connection) -> Sequence[str]:
    """The addresses of all that came by the ledger."""
    rows = at.execute("SELECT source FROM source WHERE arrival IS NOT NULL")
    return [source for (source,) in rows.fetchall()]


def count(at: Connection) -> int:
    """How many sources came by the ledger."""
    (number,) = at.execute("SELECT count(*) FROM source WHERE arrival IS NOT NULL").fetchone()
    return int(number)


def troubles(at: Connection) -> Sequence[str]:
    """Why each arrival that could not be read could not."""
    rows = at.execute(
        "SELECT trouble FROM source WHERE arrival IS NOT NULL AND trouble IS NOT NULL ORDER BY arrival"
    )
    return [trouble for (trouble,) in rows.fetchall()]
