"""An SQLite file of this program's: opened, checked, migrated, and shared between threads.

The library and the ledger are such files. What a person is told differs; how the file is kept does not.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from bot.errors import Trouble

LEAST_SQLITE = (3, 37)  # the first with STRICT tables
BUSY_SECONDS = 30  # how long a writer waits for another process's transaction


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of file it is: what it is called, how it is told from others, and what to do about it.

    `package` has the migrations in its folder "schema". `durable` files lose nothing that was committed when
    the power fails; others may lose the last moments, as they can be made again.
    """

    name: str  # "library"
    is_no: str  # "no library of releases"
    option: str  # "--database"
    application: int  # SQLite's application_id: four letters
    package: str
    older: str  # what to do about a file of an older version that is opened for reading
    damaged: str
    readonly: str
    full: str
    durable: bool = False


class Database:
    """One SQLite file in WAL mode: one connection writes, as many as there are threads read at the same time.

    Every error of SQLite that a person can mend comes out as Trouble.
    """

    def __init__(self, path: Path, kind: Kind, *, read_only: bool = False, alone: bool = False) -> None:
        """`alone`: nobody else may have the file open, else the first use of it raises Trouble."""
        if sqlite3.sqlite_version_info < LEAST_SQLITE:
            raise Trouble(
                f"SQLite {sqlite3.sqlite_version} is too old: use a Python with SQLite 3.37 or later."
            )
        self.path = path
        self.kind = kind
        self._read_only = read_only
        self._alone = alone
        self._lock = RLock()
        self._open: list[sqlite3.Connection] = []
        self._idle: deque[sqlite3.Connection] = deque()
        self._depth = 0
        if path.is_dir():
            raise Trouble(
                f"The {kind.name} {path} cannot be used: it is a folder; name a file with {kind.option}."
            )
        self._frozen = read_only and not _may_change(path)
        with self._trouble():
            self._writer = self._connect(read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; a transaction that is open is undone."""
        with self._lock:
            while self._open:
                self._open.pop().close()
            self._idle.clear()

    def reading(self) -> Borrowed:
        """A connection for a few quick reads; it sees what was committed, never half a change."""
        return Borrowed(self)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The writing connection in a transaction: kept whole or, after an error, not at all.

        Nested uses in one thread join the outermost transaction.
        """
        with self._lock, self._trouble():
            if self._depth == 0:
                self._writer.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield self._writer
            except BaseException:
                self._depth = 0
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            self._depth = max(0, self._depth - 1)
            if self._depth == 0 and self._writer.in_transaction:
                self._writer.execute("COMMIT")

    def borrowed(self) -> sqlite3.Connection:
        """A connection for reading, to be given back."""
        try:
            return self._idle.pop()
        except IndexError:
            with self._trouble():
                return self._connect(read_only=True)

    def given_back(self, connection: sqlite3.Connection) -> None:
        """Take back a borrowed connection, for the next who reads."""
        self._idle.append(connection)

    def trouble(self, error: sqlite3.DatabaseError) -> Trouble:
        """What to say to a person of an error of SQLite's."""
        return Trouble(f"The {self.kind.name} {self.path} cannot be used: {_reason(error, self.kind)}.")

    def _connect(self, read_only: bool) -> sqlite3.Connection:
        mode = "ro" if read_only else "rwc"
        frozen = "&immutable=1" if self._frozen else ""
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}{frozen}",
            uri=True,
            timeout=0 if self._alone else BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        pragmas = ["cache_size = -16000", "temp_store = MEMORY", "trusted_schema = OFF"]
        try:
            for pragma in ["locking_mode = EXCLUSIVE", *pragmas] if self._alone else pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        self._open.append(connection)
        return connection

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # our own mistake, or a closed library: nothing a person could mend
        except sqlite3.DatabaseError as error:
            raise self.trouble(error) from error

    def migrate(self) -> None:
        """Bring the file to this version's schema; Trouble when it is no library or from a newer version."""
        known = _migrations(self.kind.package)
        with self._trouble():
            done = self._version()
        if done > len(known):
            raise Trouble(
                f"The {self.kind.name} {self.path} is from a newer version of releasebot: update releasebot, "
                f"or name another file with {self.kind.option}."
            )
        if self._read_only:
            if done < len(known):
                raise Trouble(
                    f"The {self.kind.name} {self.path} is from an older version: {self.kind.older}."
                )
            return
        with self._trouble():
            self._writer.execute("PRAGMA journal_mode = WAL")
            self._writer.execute(f"PRAGMA synchronous = {'FULL' if self.kind.durable else 'NORMAL'}")
        for number, name, script in known[done:]:
            self._apply(number, name, script)

    def _version(self) -> int:
        """How many migrations the file has seen; 0 for a new one."""
        one = self._writer.execute
        # Tables first: another process may be making the file, both in one transaction.
        (tables,) = one("SELECT count(*) FROM sqlite_schema").fetchone()
        (application,) = one("PRAGMA application_id").fetchone()
        if application != self.kind.application and tables:
            raise Trouble(
                f"{self.path} is a database, but {self.kind.is_no}: "
                f"name another file with {self.kind.option}."
            )
        if not tables:
            return 0
        (done,) = one("SELECT coalesce(max(number), 0) FROM migration").fetchone()
        return int(done)

    def _apply(self, number: int, name: str, script: str) -> None:
        with self.writing() as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
            )
            if connection.execute("SELECT 1 FROM migration WHERE number = ?", (number,)).fetchone():
                return  # done before, or by another process a moment ago
            connection.execute(f"PRAGMA application_id = {self.kind.application}")
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (number, name))


class Borrowed:
    """A borrowed connection, given back in the end; a class, as every answer comes by here a dozen times."""

    __slots__ = ("_connection", "_database")

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> sqlite3.Connection:
        self._connection = self._database.borrowed()
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.given_back(self._connection)
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError):
            raise self._database.trouble(error) from error


def _may_change(path: Path) -> bool:
    """Whether anybody can be writing: where the folder takes no files, SQLite cannot keep its log there."""
    return os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists()


def _migrations(package: str) -> list[tuple[int, str, str]]:
    """Number, name and script of each migration, in order."""
    scripts = sorted(
        (item.name, item.read_text(encoding="utf-8"))
        for item in files(package).joinpath("schema").iterdir()
        if item.name.endswith(".sql")
    )
    return [(int(name[:4]), name, script) for name, script in scripts]


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _reason(error: sqlite3.DatabaseError, kind: Kind) -> str:
    text = str(error)
    if "not a database" in text:
        return f"it is no SQLite file; name another file with {kind.option}"
    if "malformed" in text:
        return f"it is damaged; {kind.damaged}"
    if "locked" in text:
        return "another program is writing to it; try again in a moment"
    if "unable to open" in text:
        return "it cannot be opened; check its folder and its permissions"
    if "readonly" in text:
        return f"it may not be written; {kind.readonly}"
    if "full" in text:
        return f"the disk is full; {kind.full}"
    return text
