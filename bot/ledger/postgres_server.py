"""Connections to one PostgreSQL database, and what to say where there are none.

A server that is away is asked again every few seconds by one thread; the others are told so at once, as a bot
has few threads, and people who wait for answers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Any

import psycopg
from psycopg import Connection, errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.errors import Away, Trouble

CONNECT_SECONDS = 5
ANSWER_SECONDS = 20  # for one statement
IDLE_SECONDS = 60  # in a transaction whose owner is silent: a machine without power holds no lock for longer
AGAIN_SECONDS = 2.0  # between two tries at a server that is away
_SESSION = (
    f"-c search_path=releasebot -c statement_timeout={ANSWER_SECONDS}s "
    f"-c idle_in_transaction_session_timeout={IDLE_SECONDS}s -c client_min_messages=warning"
)
_DEFAULTS: dict[str, Any] = {
    "application_name": "releasebot",
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


class Server:
    """As many connections as there are threads that use one at a time; `shown` names it without a secret."""

    def __init__(
        self, address: str, prepare: Callable[[Connection[Any]], None], password: str | None = None
    ) -> None:
        """`prepare` is given each new connection first; `password` counts where the address has none.

        Raises Trouble for an address that is none.
        """
        try:
            given = {name: value for name, value in conninfo_to_dict(address).items() if value is not None}
        except (psycopg.ProgrammingError, UnicodeError):
            raise Trouble(
                "The ledger's address cannot be understood: write it as "
                "postgresql://USER@HOST:PORT/DATABASE, with %-signs for what is special in it."
            ) from None
        self.shown = _shown(given)
        given = {"password": password, **given} if password else given
        self._password = str(given.get("password", ""))
        given["options"] = f"{_SESSION} {given.get('options', '')}".strip()
        self._address = make_conninfo("", **_DEFAULTS | given)
        self._prepare = prepare
        self._idle: deque[Connection[Any]] = deque()
        self._connecting = Lock()
        self._away = ""
        self._again = 0.0
        self._closed = False

    @contextmanager
    def connection(self) -> Iterator[Connection[Any]]:
        """A connection of the thread's own; each statement is kept at once unless it is in a transaction.

        Raises Away where the server cannot be reached now, else Trouble for what a person can mend.
        """
        connection = self._borrowed()
        try:
            yield connection
        except psycopg.ProgrammingError as error:
            if isinstance(error, errors.InsufficientPrivilege):
                raise self._trouble(error) from error
            raise  # our own mistake: nothing that a person could mend
        except psycopg.Error as error:
            raise self._trouble(error) from error
        finally:
            if connection.closed or self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def close(self) -> None:
        """Close every connection that is not in use, and each of the others after its use."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def connect(self) -> Connection[Any]:
        """A new connection; one thread at a time tries at a server that is away."""
        self._told_at_once()
        if not self._connecting.acquire(blocking=not self._away):
            raise Away(self._away)
        try:
            self._told_at_once()  # another thread may have tried meanwhile
            connection = self._connected()
            self._away = ""
        except Away as away:
            self._away, self._again = str(away), monotonic() + AGAIN_SECONDS
            raise
        finally:
            self._connecting.release()
        return connection

    def _told_at_once(self) -> None:
        if self._away and monotonic() < self._again:
            raise Away(self._away)

    def _connected(self) -> Connection[Any]:
        try:
            connection = psycopg.connect(self._address, autocommit=True)
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
        except psycopg.Error as error:
            raise self._trouble(error) from None  # its words are in what is said; its cause may hold a secret
        return connection

    def _borrowed(self) -> Connection[Any]:
        while self._idle:
            connection = self._idle.pop()
            if not _is_over(connection):
                return connection
            connection.close()
        return self.connect()

    def _trouble(self, error: psycopg.Error) -> Trouble:
        says = error.diag.message_primary or str(error).strip().partition("\n")[0]
        if self._password:
            says = says.replace(self._password, "…")
        name = f"The ledger {self.shown}"
        if isinstance(error, errors.ReadOnlySqlTransaction):
            return Trouble(f"{name} is a read-only replica: name the server that is written to.")
        if isinstance(error, errors.InsufficientPrivilege):
            return Trouble(f"{name} may not be used by that user: {says}; grant it CREATE on the database.")
        if isinstance(error, errors.DiskFull):
            return Trouble(f"{name} cannot be written: its disk is full; make room there.")
        if isinstance(error, errors.QueryCanceled):
            return Away(f"{name} is too slow now: it took more than {ANSWER_SECONDS} seconds.")
        if not isinstance(error, psycopg.OperationalError):
            return Trouble(f"{name} cannot be used: {says}.")
        if advice := _advice(str(error), error.pgconn):
            return Trouble(f"{name} {advice}.")
        return Away(f"{name} cannot be reached now: {_reason(says)}.")


def _is_over(connection: Connection[Any]) -> bool:
    """Whether a connection was ended while nobody used it."""
    try:
        for _ in range(2):  # the server's last words, and the end behind them
            connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return True
    return connection.closed or connection.pgconn.status != psycopg.pq.ConnStatus.OK


def _shown(given: dict[str, Any]) -> str:
    """The address without user, password and options."""
    host, port = str(given.get("host", "")), str(given.get("port", "")).strip(",")
    database = given.get("dbname", "")
    if host.startswith("/"):
        return f"postgresql:///{database}?host={host}"
    return f"postgresql://{host}{port and ':'}{port}/{database}"


def _advice(text: str, server: psycopg.pq.abc.PGconn | None) -> str | None:
    """What a person has to do about a connection that was refused; None where it may go by itself."""
    if "password authentication failed" in text:
        return "refuses the password: correct it in PGPASSWORD, ~/.pgpass or the address"
    if "no password supplied" in text or (server is not None and server.needs_password):
        return "wants a password: give it in PGPASSWORD or in ~/.pgpass"
    if "no pg_hba.conf entry" in text:
        return "refuses this machine or user: allow them in its pg_hba.conf"
    if "FATAL" in text and "does not exist" in text:
        what = "user (role)" if "role" in text else "database"
        return f"is not there: its server knows no such {what}; make it, or correct the address"
    return None


def _reason(says: str) -> str:
    _, failed, rest = says.rpartition(" failed: ")
    return (rest if failed else says).removeprefix("FATAL:").strip().rstrip(".")
