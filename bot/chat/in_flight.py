"""The answers in the making, which closing waits for."""

from __future__ import annotations

import asyncio
from types import TracebackType


class InFlight:
    """Entered for the time an answer takes."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    def __enter__(self) -> None:
        self._count += 1
        self._none.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._count -= 1
        if not self._count:
            self._none.set()

    async def finished(self, seconds: float) -> bool:
        """Wait until nothing is underway; False when that takes longer than `seconds`."""
        try:
            await asyncio.wait_for(self._none.wait(), seconds)
        except TimeoutError:
            return False
        return True
