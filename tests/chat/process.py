"""The bot as a process of its own, in front of a Discord on the loopback device."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.chat.loopback import Loopback

ROOT = Path(__file__).parents[2]
NOW = "2031-05-13T12:00:00Z"
COMMAND = (
    *(sys.executable, "-W", "ignore::DeprecationWarning", "-m", "bot", "run"),
    *("--releases", "releases"),
)
CLOCKED = """
import sys
from datetime import datetime
from pathlib import Path
from bot import app
class App(app.App):
    def __init__(self, settings, clock, seconds):
        super().__init__(settings, lambda: datetime.fromisoformat(Path("now").read_text()), seconds)
app.App = App
from bot.__main__ import main
sys.exit(main())
"""
BY_A_CLOCK = (*(sys.executable, "-W", "ignore::DeprecationWarning", "-c", CLOCKED), *COMMAND[5:])
"""The same, with a clock that goes as `Process.at` says."""

DYING = """
import os, signal, sys
from bot.ledger import sql_outbox as outbox, sql_sending as sending
from bot.library import newcomers
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
def then_die(does):
    def done(*given, **more):
        does(*given, **more)
        die()
    return done
{fault}
from bot.__main__ import main
sys.exit(main())
"""
"""The same, killed where `fault` says."""


@dataclass
class Process:
    """`releasebot run`; use it as an async context manager. `lines` are its log, a JSON object each."""

    discord: Loopback
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    database: Path = Path("library.db")
    command: tuple[str, ...] = COMMAND
    now: str = NOW
    lines: list[dict[str, Any]] = field(default_factory=list)
    output: str = ""

    async def __aenter__(self) -> Self:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "RELEASEBOT_LOG__FORMAT": "json",
            **self.discord.environment,
            **self.settings,
        }
        (self.folder / "releases").mkdir(exist_ok=True)
        self.at(self.now)
        self._process = await asyncio.create_subprocess_exec(
            *(*self.command, *(["--now", self.now] if self.now else []), "--database", str(self.database)),
            env=environment,
            cwd=self.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            limit=1_000_000,
        )
        self._changed = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await self._reading

    def at(self, now: str) -> None:
        """Set the clock of a process that was started with one."""
        self.now = now
        (self.folder / "now.part").write_text(now)
        (self.folder / "now.part").rename(self.folder / "now")

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for raw in self._process.stderr:
            line = raw.decode(errors="replace")
            async with self._changed:
                self.output += line
                if line.startswith("{"):
                    self.lines.append(json.loads(line))
                self._changed.notify_all()

    async def logged(self, event: str, number: int = 0) -> dict[str, Any]:
        """The first (or a later) log line of that event, waited for."""
        return await self.happened(lambda line: line.get("event") == event, number)

    async def happened(self, wanted: Callable[[dict[str, Any]], bool], number: int = 0) -> dict[str, Any]:
        """The first (or a later) log line like that, waited for."""

        def found() -> dict[str, Any] | None:
            matching = [line for line in self.lines if wanted(line)]
            return matching[number] if len(matching) > number else None

        async with asyncio.timeout(self.discord.patience), self._changed:
            await self._changed.wait_for(found)
        line = found()
        assert line is not None
        return line

    @property
    def memory(self) -> int:
        """Bytes that it holds of the machine's memory (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; gives the exit status."""
        self._process.send_signal(number)
        return await self.ended()

    async def ended(self) -> int:
        """The exit status, waited for."""
        async with asyncio.timeout(self.discord.patience):
            status = await self._process.wait()
            await self._reading
        return status
