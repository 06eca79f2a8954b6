"""All sources, polled once on demand or as they fall due until stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog

from bot.errors import Away, Trouble
from bot.ledger.leasing import LEASE_SECONDS, Leases, Pace
from bot.ledger.sql import Ledger
from bot.model import Document
from bot.source_settings import SourceSettings
from bot.sources import deciding
from bot.sources.fetching import Fetcher
from bot.sources.hosts import Hosts
from bot.sources.polling import Poller, Report
from bot.sources.taking import Means

log = structlog.get_logger("sources")
EDGAR_APART = 0.11  # seconds between two requests: at most ten a second, and a little less
AGAIN = timedelta(minutes=1)  # after a defect of our own
LONGEST_NAP = timedelta(minutes=5)
SHORTEST_NAP = timedelta(milliseconds=50)

Told = Callable[[Report], None]


class Rounds:
    """The polls of several sources over one ledger."""

    def __init__(
        self,
        sources: Sequence[SourceSettings],
        ledger: Ledger,
        clock: Callable[[], datetime],
        *,
        zones: Mapping[str, str],
        corrects: Callable[[Document], bool],
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._sources = tuple(sources)
        self._ledger = ledger
        self._clock = clock
        self._zones = zones
        self._corrects = corrects
        self._lease_seconds = lease_seconds

    @asynccontextmanager
    async def _pollers(self) -> AsyncIterator[list[Poller]]:
        async with Fetcher(self._clock) as fetcher:
            pace = Pace(self._ledger, "edgar", EDGAR_APART)
            means = Means(self._ledger, fetcher, Hosts(monotonic), pace, self._clock, self._corrects)
            yield [Poller(source, means, self._zones) for source in self._sources]

    def run(self, told: Told, *, once: bool) -> None:
        """Poll, once or until SIGTERM or Ctrl-C; what is being written then is written whole."""
        asyncio.run(self.once(told) if once else self._until_ended(told))

    async def _until_ended(self, told: Told) -> None:
        ending, loop = asyncio.Event(), asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows: Ctrl-C ends the process as usual
                loop.add_signal_handler(number, ending.set)
        await self.keep(ending, told)

    async def once(self, told: Told) -> None:
        """Poll each source now, whether due or not, and take all that is new."""

        async def one(poller: Poller) -> None:
            try:
                report = await poller.poll(asked=True)
            except Exception as error:  # noqa: BLE001 - a defect, or a full disk, costs the poll of one source
                says = str(error) if isinstance(error, Trouble) else f"{type(error).__name__}: {error}"
                report = Report(poller.source.name, deciding.FAILED, message=says)
            told(report)

        async with self._pollers() as pollers, asyncio.TaskGroup() as group:
            for poller in pollers:
                group.create_task(one(poller))

    def look(self) -> list[tuple[SourceSettings, deciding.Observation]]:
        """What each source gives now; nothing is kept."""
        return asyncio.run(self._looked())

    async def _looked(self) -> list[tuple[SourceSettings, deciding.Observation]]:
        async with self._pollers() as pollers:
            return [(poller.source, await poller.look()) for poller in pollers]

    async def keep(self, ending: asyncio.Event, told: Told) -> None:
        """Poll the sources as they fall due, each while no other process does, until `ending`."""
        leases = Leases(self._ledger, self._lease_seconds)
        async with self._pollers() as pollers:
            works = {
                f"source {one.source.name}": partial(self._keep_one, one, ending, told) for one in pollers
            }
            tasks = [asyncio.create_task(leases.keep(name, work, ending)) for name, work in works.items()]
            try:
                await ending.wait()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await leases.give_back()

    async def _keep_one(self, poller: Poller, ending: asyncio.Event, told: Told) -> None:
        while not ending.is_set():
            try:
                await self._next(poller, told)
                idle = await self._idle(poller)
            except Away as away:  # the ledger: the lease is lost as well, and taken again
                log.error("source_not_polled", source=poller.source.name, reason=str(away))
                return
            except Exception:  # a defect costs one poll of one source
                log.exception("source_not_polled", source=poller.source.name)
                idle = AGAIN
            await _nap(ending, idle)

    async def _next(self, poller: Poller, told: Told) -> None:
        """Poll where that is due, else take the pages that are."""
        now, state = self._clock(), await poller.state()
        if deciding.due_at(state, now) <= now:
            until = now + timedelta(seconds=poller.source.every)
            told(await poller.poll(asked=False, until=until))
        else:
            taken = await poller.take_due(until=state.next)
            if taken.new or taken.known:
                told(Report(poller.source.name, state.status or deciding.OK, taken.new, taken.known,
                            taken.partial, taken.says, state.next))  # fmt: skip

    async def _idle(self, poller: Poller) -> timedelta:
        """How long there is nothing to do for the source."""
        now, state = self._clock(), await poller.state()
        due = [deciding.due_at(state, now), await asyncio.to_thread(self._ledger.waits, poller.source.name)]
        soonest = min(moment for moment in due if moment is not None)
        return max(SHORTEST_NAP, min(soonest - now, LONGEST_NAP))


async def _nap(ending: asyncio.Event, length: timedelta) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(ending.wait(), length.total_seconds())
