"""Work that blocks, such as reading the library, done outside of the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

from bot.errors import Trouble

Made = TypeVar("Made")
LONGEST = 30.0  # seconds after which nobody waits for an answer any more
LEDGER = ThreadPoolExecutor(8, thread_name_prefix="ledger")
"""For what people want of the ledger: a slow database keeps these threads waiting, and no answer."""


async def in_thread(work: Callable[..., Made], *given: Any, pool: Executor | None = None) -> Made:
    """What `work` makes of what it is given, made in a worker thread; Trouble when that takes too long."""
    try:
        return await asyncio.wait_for(to_its_end(work, *given, pool=pool), LONGEST)
    except TimeoutError:
        raise Trouble("it takes too long.") from None


async def to_its_end(work: Callable[..., Made], *given: Any, pool: Executor | None = None) -> Made:
    """The same, however long it takes.

    A StopIteration that `work` lets out becomes another error: asyncio cannot hand it on, and would wait for
    ever.
    """

    def whole() -> Made:
        try:
            return work(*given)
        except StopIteration as error:
            raise RuntimeError("an iterator ended where one more was needed") from error

    return await asyncio.get_running_loop().run_in_executor(pool, copy_context().run, whole)
