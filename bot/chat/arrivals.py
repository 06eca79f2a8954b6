"""What arrives in the ledger taken into the library within seconds, whoever fetched it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from time import perf_counter

import structlog

from bot.chat.library_state import LibraryState
from bot.errors import Trouble
from bot.library.indexing import Outcome

log = structlog.get_logger("chat")
EVERY = 1.0  # seconds between two looks at the ledger's newest number
Hint = Callable[[float], None]


class Arrivals:
    """Looks whether the ledger grew, and has the library take in what is new.

    `hint` returns when something may have arrived, after so many seconds at the latest; it is called in a
    worker thread.
    """

    def __init__(
        self, newest: Callable[[], int], take_in: Callable[[], Outcome], hint: Hint | None = None
    ) -> None:
        self._newest = newest
        self._take_in = take_in
        self._hint = hint

    async def keep(
        self,
        ending: asyncio.Event,
        every: float = EVERY,
        *,
        state: LibraryState | None = None,
        clock: Callable[[], datetime] | None = None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """Look every so many seconds, until `ending`; a look that fails is followed by the next.

        `state` is told whether the library has all that is in the ledger; `changed` is called when something
        was taken in.
        """
        known: int | None = None
        state = state or LibraryState()
        while not ending.is_set():
            says: str | None = None
            try:
                newest = await asyncio.to_thread(self._newest)
                grew = newest != known
                if grew:
                    await self._run()
                    known = newest
                state.caught_up = clock() if clock else None
                if grew:
                    changed()
            except Trouble as trouble:
                says = str(trouble)
                if says != state.ledger_trouble:  # which may be so for hours
                    log.error("arrivals_not_taken_in", reason=says)
            except Exception as error:  # the bot goes on answering from what it has
                log.exception("arrivals_not_taken_in")
                says = type(error).__name__
            state.ledger_trouble = says
            await self._wait(ending, every, hinted=not says)

    async def _wait(self, ending: asyncio.Event, every: float, *, hinted: bool) -> None:
        waits = [asyncio.create_task(ending.wait())]
        if self._hint and hinted:
            waits.append(asyncio.create_task(asyncio.to_thread(self._hint, every)))  # type: ignore[arg-type]
        await asyncio.wait(waits, timeout=every, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _run(self) -> None:
        started = perf_counter()
        outcome = await asyncio.to_thread(self._take_in)
        if outcome.added:
            ms = round((perf_counter() - started) * 1000)
            log.info("arrivals_taken_in", outcome=str(outcome), ms=ms)
