"""Turns among the processes of all machines: one ingester a source, EDGAR's requests a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any
from uuid import uuid4

import structlog

from bot.errors import Trouble
from bot.ledger.sql import Ledger

log = structlog.get_logger("sources")
LOOKS = 4  # how often in a lease's length it is renewed, or asked for
EDGAR_APART = 0.11  # seconds between two requests: at most ten a second, and a little less

Work = Callable[[], Coroutine[Any, Any, None]]


class Leases:
    """What this process may do while no other does; a lease that nobody renews ends after `seconds`."""

    def __init__(self, ledger: Ledger, seconds: float) -> None:
        self._ledger = ledger
        self._seconds = seconds
        self._holder = uuid4().hex

    async def keep(self, name: str, work: Work, ending: asyncio.Event) -> None:
        """Do the work whenever the lease of the name is to be had, as long as it is, until `ending`."""
        said = ""
        while not ending.is_set():
            try:
                held, says = await self._taken(name), "another process polls it"
            except Trouble as trouble:
                held, says = False, str(trouble)
            if held:
                await self._while_held(name, work)
                said = ""
            elif says != said:  # which may be so for hours
                log.warning("source_not_polled", source=name, reason=says)
                said = says
            await self._nap(ending)

    async def _while_held(self, name: str, work: Work) -> None:
        """Work until it ends by itself or the lease is lost, renewing it meanwhile."""
        doing = asyncio.create_task(work())
        try:
            while not doing.done():
                await asyncio.wait({doing}, timeout=self._seconds / LOOKS)
                if not doing.done() and not await self._still(name):
                    return
            doing.result()
        finally:
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)

    async def _still(self, name: str) -> bool:
        try:
            return await self._taken(name)
        except Trouble as trouble:  # nothing could be written down: it is taken up again
            log.error("source_left", source=name, reason=str(trouble))
            return False

    async def _taken(self, name: str) -> bool:
        return await asyncio.to_thread(self._ledger.lease, f"source {name}", self._holder, self._seconds)

    async def _nap(self, ending: asyncio.Event) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), self._seconds / LOOKS)

    async def give_back(self) -> None:
        """End this process's leases, for others to go on at once."""
        with suppress(Trouble):  # they end by themselves
            await asyncio.to_thread(self._ledger.give_back, self._holder)


class Pace:
    """Requests at least so many seconds apart, however many processes ask."""

    def __init__(self, ledger: Ledger, apart: float) -> None:
        self._ledger = ledger
        self._apart = apart

    async def turn(self) -> None:
        """Wait for a turn. Raises Trouble where the ledger cannot give one."""
        wait = await asyncio.to_thread(self._ledger.turn, "edgar", self._apart)
        if wait > 0:
            await asyncio.sleep(wait)
