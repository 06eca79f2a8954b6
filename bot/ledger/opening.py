"""A ledger by its address: the maker that keeps such a one."""

from __future__ import annotations

from pathlib import Path

from bot.errors import Trouble
from bot.ledger.port import Ledger
from bot.ledger.sqlite import SqliteLedger

SCHEMES = ("postgresql://", "postgres://")


def open_ledger(place: str, *, read_only: bool = False) -> Ledger:
    """The ledger in a file, made where there is none; to be closed.

    Raises Trouble for a place that cannot be one. No password of an address is in what it says.
    """
    if place.startswith(SCHEMES):
        raise Trouble("A ledger in PostgreSQL cannot be used by this version yet: name a file with --ledger.")
    return SqliteLedger.open(Path(place), read_only=read_only)
