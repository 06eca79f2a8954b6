"""A file that somebody posted, read by a process of its own: a hostile PDF costs no more than a wait."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import Trouble
from bot.model import Release
from bot.record import release_from

SECRETS = ("DISCORD_TOKEN", "RELEASEBOT_LEDGER__URL", "PGPASSWORD")  # which a reader needs not
LONGEST = 20.0  # seconds that reading may take, and that waiting for a place may
AT_ONCE = 2
MEMORY = 1 << 30  # bytes that one reading process may take, where the system can hold it to that


class SubprocessReader:
    """Reads with `command`, such as ("python", "-m", "bot"): the contract's own `read --json --text`."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, name: str, content: bytes) -> Release:
        """The release in a file of this name and content. Trouble when it cannot be read, or not in time."""
        async with self._place():
            try:
                with TemporaryDirectory(prefix="releasebot-") as folder:
                    path = Path(folder, name)
                    await asyncio.to_thread(path.write_bytes, content)
                    record = json.loads(await self._output(path) or "{}")
            except OSError as error:  # such as a disk that is full
                raise Trouble(f"there is no room for it here ({error.strerror}).") from error
        if "error" in record or "text" not in record:
            reason = str(record.get("error", "nothing came of it"))
            raise Trouble(reason.replace(str(path), "the file"))
        return release_from(record, record["text"])

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        try:
            await asyncio.wait_for(self._places.acquire(), LONGEST)
        except TimeoutError:
            raise Trouble("too many files are being read just now; try again in a minute.") from None
        try:
            yield
        finally:
            self._places.release()

    async def _output(self, path: Path) -> bytes:
        environment = {key: value for key, value in os.environ.items() if key not in SECRETS}
        process = await asyncio.create_subprocess_exec(
            *self._command, "read", str(path), "--json", "--text",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment,
        )  # fmt: skip
        _limit_memory(process.pid)
        try:
            output, _ = await asyncio.wait_for(process.communicate(), LONGEST)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise Trouble("it takes too long.") from None
        return output


def _limit_memory(process: int) -> None:
    if sys.platform == "linux":
        import resource

        with suppress(ProcessLookupError):  # it has ended already
            resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))
