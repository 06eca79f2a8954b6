"""Politeness: one page at a time a host, a pause between, so many an hour; and EDGAR's requests a second."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

HOUR = 3600.0
EDGAR_APART = 0.11  # seconds between two requests: at most ten a second, and a little less


class Full(Exception):
    """The hour's limit of pages is reached, or the host asked to be left alone; `wait` says for how long."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = timedelta(seconds=wait)


class Hosts:
    """When which host may be asked for a page; `clock` gives seconds that only go forward."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._asked: defaultdict[str, deque[float]] = defaultdict(deque)
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float, an_hour: int) -> AsyncIterator[None]:
        """Within is the one turn at the host, `pause` seconds after the last. Raises Full for none left."""
        async with self._locks[host]:
            self._refuse_when_full(host, an_hour)
            last = self._asked[host][-1] if self._asked[host] else None
            if last is not None and (wait := last + pause - self._clock()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self._asked[host].append(self._clock())

    def leave_alone(self, host: str, wait: timedelta) -> None:
        """Ask the host for nothing for so long."""
        self._free_at[host] = self._clock() + wait.total_seconds()

    def _refuse_when_full(self, host: str, an_hour: int) -> None:
        now, asked = self._clock(), self._asked[host]
        if (wait := self._free_at.get(host, now) - now) > 0:
            raise Full(wait)
        while asked and asked[0] <= now - HOUR:
            asked.popleft()
        if len(asked) >= an_hour:
            raise Full(asked[-an_hour] + HOUR - now)


class Pace:
    """Requests at least so many seconds apart, however many ask."""

    def __init__(self, apart: float, clock: Callable[[], float]) -> None:
        self._apart = apart
        self._clock = clock
        self._next = 0.0
        self._lock = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for a turn."""
        async with self._lock:
            if (wait := self._next - self._clock()) > 0:
                await asyncio.sleep(wait)
            self._next = max(self._next, self._clock()) + self._apart
