"""The ledger in a SQLite file: the default, for one machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from sqlite3 import OperationalError
from threading import Event
from typing import Any, Self

from bot.database import Database, Kind
from bot.errors import Trouble
from bot.ledger.sql import Ledger
from bot.ledger.sql_connection import At

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


class SqliteLedger(Ledger):
    """A file: it has one writer at a time, so that its transactions are in order by themselves."""

    EACH_OF = "json_each(?)"
    SKIPPING = ""  # there is one writer
    NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._closed = Event()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, alone: bool = False) -> Self:
        """Open the ledger at `path`, made or brought to this version's schema when needed.

        `alone`: nobody else may have it open meanwhile. Raises Trouble for a file that is no ledger, is
        damaged, is from a newer version, or is in use where it is wanted alone.
        """
        if not read_only:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Trouble(
                    f"The ledger's folder {path.parent} cannot be made: {error.strerror}."
                ) from error
        try:
            database = Database(path, LEDGER, read_only=read_only, alone=alone)
            try:
                database.migrate()
                ledger = cls(database)
                if not alone:  # another connection would be somebody else
                    ledger.identity  # noqa: B018 - asks for it: a file that is damaged is found now
            except BaseException:
                database.close()
                raise
        except Trouble as trouble:
            if (
                alone
                and isinstance(trouble.__cause__, OperationalError)
                and "locked" in str(trouble.__cause__)
            ):
                says = f"The ledger {path} is in use: end what runs or fetches with it, then copy it."
                raise Trouble(says) from trouble
            raise
        return ledger

    def reading(self) -> AbstractContextManager[At]:
        return self._database.reading()

    def writing(self) -> AbstractContextManager[At]:
        return self._database.writing()

    def appending(self) -> AbstractContextManager[At]:
        return self._database.writing()

    def each(self, at: At, sql: str) -> Iterator[tuple[Any, ...]]:
        yield from at.execute(sql)

    def number_on(self, at: At, table: str, column: str) -> None:
        pass  # AUTOINCREMENT saw them

    @property
    def shown(self) -> str:
        return str(self._database.path)

    def close(self) -> None:
        self._closed.set()
        self._database.close()

    def wait(self, seconds: float) -> None:
        self._closed.wait(seconds)
