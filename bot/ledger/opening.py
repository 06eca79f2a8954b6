"""A ledger by its address: the maker that keeps such a one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import Trouble
from bot.ledger.sql import Ledger
from bot.ledger.sqlite import SqliteLedger

if TYPE_CHECKING:
    from bot.ledger.postgres import PostgresLedger

SCHEMES = ("postgresql://", "postgres://")


def is_postgres(place: str) -> bool:
    """Whether the place is the address of a PostgreSQL database."""
    return place.startswith(SCHEMES)


def postgres_ledger() -> type[PostgresLedger]:
    """The maker for PostgreSQL. Trouble where its package is not installed."""
    try:
        from bot.ledger.postgres import PostgresLedger
    except ImportError as error:
        raise Trouble(
            "A ledger in PostgreSQL needs a package more: `make postgres` installs it "
            "(elsewhere: pip install '.[postgres]')."
        ) from error
    return PostgresLedger


def exists(place: str) -> bool:
    """Whether there is a ledger at the place already; one in a database always is."""
    return is_postgres(place) or Path(place).exists()


def open_ledger(place: str, password: str | None = None) -> Ledger:
    """The ledger in a file or a database, made where there is none.

    A file is only for reading where it may not be written; `password` is for a database whose address has
    none. Raises Trouble for a place that cannot be one. No password is in what it says.
    """
    if is_postgres(place):
        return postgres_ledger().open(place, password)
    path = Path(place)
    return SqliteLedger.open(path, read_only=path.is_file() and not os.access(path, os.W_OK))
