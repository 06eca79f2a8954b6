"""What SQL is told through, whichever the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, Protocol


class Rows(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class At(Protocol):
    """A connection, as far as a ledger needs one."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Rows: ...
    def executemany(self, sql: str, parameters: Any, /) -> Any: ...


class Connections(Protocol):
    """Where connections come from, and what a database says in its own way; see `bot.ledger.sql.Ledger`."""

    NOW: ClassVar[str]
    EACH_OF: ClassVar[str]
    SKIPPING: ClassVar[str]

    def reading(self) -> AbstractContextManager[At]: ...
    def writing(self) -> AbstractContextManager[At]: ...
