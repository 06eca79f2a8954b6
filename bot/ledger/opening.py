"""A ledger by its address: the maker that keeps such a one."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import Trouble
from bot.ledger.port import Ledger
from bot.ledger.sqlite import SqliteLedger

SCHEMES = ("postgresql://", "postgres://")


def exists(place: str) -> bool:
    """Whether there is a ledger at the place already; one in a database always is."""
    return place.startswith(SCHEMES) or Path(place).exists()


def open_ledger(place: str) -> Ledger:
    """The ledger in a file, made where there is none, only for reading where it may not be written.

    Raises Trouble for a place that cannot be one. No password of an address is in what it says.
    """
    if place.startswith(SCHEMES):
        raise Trouble("A ledger in PostgreSQL cannot be used by this version yet: name a file with --ledger.")
    path = Path(place)
    return SqliteLedger.open(path, read_only=path.is_file() and not os.access(path, os.W_OK))
