"""The library kept up to date while the bot answers: at the start, and whenever the folder changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path, PurePath
from threading import Event
from time import perf_counter

import structlog
from watchfiles import Change, awatch

from bot.errors import Trouble
from bot.library.indexing import Outcome
from bot.reading.documents import KINDS

log = structlog.get_logger("chat")
Progress = Callable[[int, int], None]
Update = Callable[[Progress], Outcome]
QUIET = 400  # milliseconds without a change after which a file counts as whole
LONGEST = 30_000  # milliseconds that changes without such a pause are waited for


def _concerns(_: Change, path: str) -> bool:
    """Whether a path may be a release, or a folder of them."""
    name = PurePath(path)
    return name.suffix.lower() in (*KINDS, "") and not name.name.startswith((".", "~$"))


async def _either(changed: asyncio.Event, watching: asyncio.Task[None]) -> bool:
    """Wait for a change; False when there can be none any more."""
    waiting = asyncio.create_task(changed.wait())
    await asyncio.wait({waiting, watching}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    return changed.is_set()


class Interrupted(Exception):
    """Raised into an update that is to end before it is done; the library is whole at any moment."""


class LibraryUpdates:
    """Runs updates one after the other, outside of the event loop."""

    def __init__(self, update: Update, folder: Path) -> None:
        self._update = update
        self._folder = folder
        self._ending = Event()
        self._unread: set[str] = set()

    async def keep(self, ending: asyncio.Event) -> None:
        """Update now and after every change of the folder, until `ending`."""
        changed = asyncio.Event()
        watching = asyncio.create_task(self._watch(changed, ending))
        await asyncio.sleep(0)  # the watch begins before the first look, so that nothing falls between them
        await self._run()
        while not ending.is_set() and await _either(changed, watching):
            changed.clear()
            await self._run()
        await watching

    async def _watch(self, changed: asyncio.Event, ending: asyncio.Event) -> None:
        """Set `changed` whenever a release came, changed or went, until `ending`."""
        if not self._folder.is_dir():
            log.warning("releases_not_watched", folder=str(self._folder), reason="there is no such folder")
            return
        watched = awatch(
            self._folder, step=QUIET, debounce=LONGEST, stop_event=ending, watch_filter=_concerns
        )
        try:
            async for _ in watched:
                changed.set()
        except OSError as error:  # such as the system's limit of watches
            log.error("releases_not_watched", folder=str(self._folder), reason=str(error))

    def end(self) -> None:
        """Let a running update end at its next file."""
        self._ending.set()

    async def _run(self) -> None:
        started = perf_counter()
        try:
            outcome = await asyncio.to_thread(self._update, self._progress)
        except Interrupted:
            return
        except Trouble as trouble:
            log.error("library_not_updated", reason=str(trouble))
        except Exception:  # the bot goes on answering from what it has
            log.exception("library_not_updated")
        else:
            log.info("library_updated", outcome=str(outcome), ms=round((perf_counter() - started) * 1000))
            self._name_unread(outcome)

    def _name_unread(self, outcome: Outcome) -> None:
        """Log each release that cannot be read, once as long as it stays so."""
        for reason in outcome.troubles:
            if reason not in self._unread:
                log.warning("release_not_read", reason=reason)
        self._unread = set(outcome.troubles)

    def _progress(self, done: int, total: int) -> None:
        if self._ending.is_set():
            raise Interrupted
