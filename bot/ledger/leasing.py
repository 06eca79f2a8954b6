"""Turns among the processes of all machines: what one of them does at a time, and requests a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any
from uuid import uuid4

import structlog

from bot.errors import Trouble
from bot.ledger.sql import Ledger

log = structlog.get_logger("ledger")
LEASE_SECONDS = 20.0  # after which another process takes over from one that was killed
LOOKS = 4  # how often in a lease's length it is renewed, or asked for

Work = Callable[[], Coroutine[Any, Any, None]]


class Leases:
    """What this process may do while no other does; a lease that nobody renews ends after `seconds`."""

    def __init__(self, ledger: Ledger, seconds: float = LEASE_SECONDS, holder: str | None = None) -> None:
        """Whoever comes with the `holder` of a process that was killed goes on at once."""
        self._ledger = ledger
        self._seconds = seconds
        self._holder = holder or uuid4().hex

    async def keep(
        self, name: str, work: Work, ending: asyncio.Event, meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        """Do the work whenever the lease of the name is to be had, as long as it is, until `ending`.

        While another process has it `meanwhile` is called now and then, in a worker thread.
        """
        said = ""
        while not ending.is_set():
            says = "another process does it"
            try:
                if held := await self._taken(name):
                    await self._while_held(name, work)
                else:
                    await asyncio.to_thread(meanwhile)
            except Trouble as trouble:
                held, says = False, str(trouble)
            except Exception as error:  # a defect costs one turn
                log.exception("turn_failed", at=name)
                held, says = False, type(error).__name__
            if held:
                said = ""
            elif says != said:  # which may be so for hours
                log.warning("not_its_turn", at=name, reason=says)
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
            log.error("turn_lost", at=name, reason=str(trouble))
            return False

    async def _taken(self, name: str) -> bool:
        return await asyncio.to_thread(self._ledger.lease, name, self._holder, self._seconds)

    async def _nap(self, ending: asyncio.Event) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), self._seconds / LOOKS)

    async def give_back(self) -> None:
        """End this process's leases, for others to go on at once."""
        with suppress(Trouble):  # they end by themselves
            await asyncio.to_thread(self._ledger.give_back, self._holder)


class Pace:
    """Requests at least so many seconds apart, however many processes ask."""

    def __init__(self, ledger: Ledger, name: str, apart: float) -> None:
        """Those who come with the same name share the pace; `apart` in seconds."""
        self._ledger = ledger
        self._name = name
        self._apart = apart

    async def turn(self) -> None:
        """Wait for a turn. Raises Trouble where the ledger cannot give one."""
        wait = await asyncio.to_thread(self._ledger.turn, self._name, self._apart)
        if wait > 0:
            await asyncio.sleep(wait)
