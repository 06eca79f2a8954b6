"""What arrives in the ledger taken into the library within seconds, whoever fetched it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter

import structlog

from bot.errors import Trouble
from bot.library.indexing import Outcome

log = structlog.get_logger("chat")
EVERY = 1.0  # seconds between two looks at the ledger's newest number


class Arrivals:
    """Looks whether the ledger grew, and has the library take in what is new."""

    def __init__(self, newest: Callable[[], int], take_in: Callable[[], Outcome]) -> None:
        self._newest = newest
        self._take_in = take_in

    async def keep(
        self, ending: asyncio.Event, every: float = EVERY, changed: Callable[[], None] = lambda: None
    ) -> None:
        """Look every so many seconds, until `ending`; a look that fails is followed by the next.

        `changed` is called when something was taken in.
        """
        known: int | None = None
        while not ending.is_set():
            try:
                newest = await asyncio.to_thread(self._newest)
                if newest != known:
                    await self._run()
                    known = newest
                    changed()
            except Trouble as trouble:
                log.error("arrivals_not_taken_in", reason=str(trouble))
            except Exception:  # the bot goes on answering from what it has
                log.exception("arrivals_not_taken_in")
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), every)

    async def _run(self) -> None:
        started = perf_counter()
        outcome = await asyncio.to_thread(self._take_in)
        if outcome.added:
            ms = round((perf_counter() - started) * 1000)
            log.info("arrivals_taken_in", outcome=str(outcome), ms=ms)
