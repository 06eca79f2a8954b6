"""The library kept up to date while the bot answers: at the start, and whenever the folder changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePath
from threading import Event
from time import perf_counter

import structlog
from watchfiles import Change, awatch

from bot.chat.at_rest import AT_REST, TAIL, time_left
from bot.chat.library_state import LibraryState
from bot.chat.threads import to_its_end
from bot.errors import Trouble
from bot.library.indexing import Outcome, Unfinished
from bot.library.store import Mark
from bot.reading.documents import KINDS

log = structlog.get_logger("chat")
Progress = Callable[[int, int], None]
Update = Callable[[Progress, Unfinished], Outcome]
QUIET = 400  # milliseconds without a change after which what changed is looked at
LONGEST = 2_000  # milliseconds that changes without such a pause are waited for
FIRST_RETRY, LAST_RETRY = 5.0, 300.0  # seconds after an update that failed; twice as long each time
UNWATCHED = 60.0  # seconds between two updates where the folder cannot be watched
SOONEST = 0.2  # seconds until a file that is being written is looked at again


def _concerns(_: Change, path: str) -> bool:
    """Whether a path may be a release, or a folder of them."""
    name = PurePath(path)
    return name.suffix.lower() in (*KINDS, "") and not name.name.startswith((".", "~$"))


class Interrupted(Exception):
    """Raised into an update that is to end before it is done; the library is whole at any moment."""


class LibraryUpdates:
    """Runs updates one after the other, outside of the event loop.

    One that failed is tried again, and so is a folder that could not be watched. `seconds` is the clock that
    files' times go by, `clock` the one people see; `changed` is called after each update.
    """

    def __init__(
        self,
        update: Update,
        folder: Path,
        state: LibraryState,
        *,
        seconds: Callable[[], float],
        clock: Callable[[], datetime],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._changed = changed
        self._update = update
        self._folder = folder
        self._state = state
        self._seconds = seconds
        self._clock = clock
        self._ending = Event()
        self._unread: set[str] = set()
        self._retry = FIRST_RETRY
        self._unfinished: dict[str, float] = {}  # being written: how long they are left

    async def keep(self, ending: asyncio.Event) -> None:
        """Update now, after every change of the folder, and again what failed, until `ending`."""
        changed, unwatched = asyncio.Event(), ""
        ended = asyncio.create_task(ending.wait())
        watching = asyncio.create_task(self._watch(changed, ending))
        await asyncio.sleep(0)  # the watch begins before the first look, so that nothing falls between them
        while not ending.is_set():
            changed.clear()
            wait = await self._run()
            if watching.done() and not ending.is_set():
                if watching.result() != unwatched:
                    unwatched = watching.result()
                    log.warning("releases_not_watched", folder=str(self._folder), reason=unwatched)
                watching = asyncio.create_task(self._watch(changed, ending))
                wait = min(wait or UNWATCHED, UNWATCHED)
            await _first(ended, changed, wait)
        ended.cancel()
        await watching

    async def _watch(self, changed: asyncio.Event, ending: asyncio.Event) -> str:
        """Set `changed` whenever a release came, changed or went, until `ending`; else why it cannot."""
        if not self._folder.is_dir():
            return "there is no such folder"
        watched = awatch(
            self._folder, step=QUIET, debounce=LONGEST, stop_event=ending, watch_filter=_concerns
        )
        try:
            async for _ in watched:
                changed.set()
        except OSError as error:  # such as the system's limit of watches
            return str(error)
        return "the folder is gone"

    def end(self) -> None:
        """Let a running update end at its next file."""
        self._ending.set()

    async def _run(self) -> float | None:
        """Update once; gives after how many seconds to look again even if nothing changes."""
        started = perf_counter()
        self._unfinished.clear()
        self._state.running, self._state.done, self._state.total = True, 0, 0
        try:
            outcome = await to_its_end(self._update, self._progress, self._is_unfinished)
        except Interrupted:
            return None
        except Trouble as trouble:
            return self._failed(str(trouble))
        except Exception as error:  # the bot goes on answering from what it has
            log.exception("library_not_updated")
            return self._failed(type(error).__name__, told=True)
        finally:
            self._state.running = False
        log.info("library_updated", outcome=str(outcome), ms=round((perf_counter() - started) * 1000))
        self._state.made, self._state.updated, self._state.trouble = True, self._clock(), None
        self._state.arriving = len(self._unfinished)
        self._retry = FIRST_RETRY
        self._changed()
        self._name_unread(outcome)
        return max(SOONEST, min(self._unfinished.values())) if self._unfinished else None

    def _failed(self, reason: str, *, told: bool = False) -> float:
        """Note why; gives after how many seconds to try again, longer each time."""
        if not told:
            log.error("library_not_updated", reason=reason, again_in=self._retry)
        self._state.trouble = reason
        wait, self._retry = self._retry, min(2 * self._retry, LAST_RETRY)
        return wait

    def _is_unfinished(self, source: str, mark: Mark, known: Mark | None) -> bool:
        """Whether a file is being written; one that has grown since it was read is read anew at once."""
        if known is not None and known.trouble is None and mark.size > known.size:
            return False
        age = self._seconds() - mark.mtime_ns / 1e9
        wait = time_left(source, _tail(source), age) if age < AT_REST else 0.0
        if wait:
            self._unfinished[source] = wait
        return wait > 0

    def _name_unread(self, outcome: Outcome) -> None:
        """Log each release that cannot be read, once as long as it stays so."""
        for reason in outcome.troubles:
            if reason not in self._unread:
                log.warning("release_not_read", reason=reason)
        self._unread = set(outcome.troubles)

    def _progress(self, done: int, total: int) -> None:
        self._state.done, self._state.total = done, total
        if self._ending.is_set():
            raise Interrupted


async def _first(ended: asyncio.Task[bool], changed: asyncio.Event, wait: float | None) -> None:
    """Wait for the end, a change, or so many seconds."""
    changing = asyncio.create_task(changed.wait())
    await asyncio.wait({ended, changing}, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
    changing.cancel()


def _tail(source: str) -> bytes:
    try:
        with open(source, "rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - TAIL))
            return file.read(TAIL)
    except OSError:  # reading it will say why
        return b""
