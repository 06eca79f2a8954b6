"""Blocking work always ends for whoever waits for it."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from bot.chat import threads
from bot.chat.threads import LEDGER, in_thread
from bot.errors import Trouble


async def test_an_iterator_that_ended_is_an_error_and_no_endless_wait() -> None:
    with pytest.raises(RuntimeError, match="an iterator ended"):
        await in_thread(next, iter(()))


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "LONGEST", 0.01)
    done = Event()
    with pytest.raises(Trouble, match="takes too long"):
        await in_thread(done.wait, 10)
    done.set()


async def test_a_slow_database_keeps_no_answer_waiting() -> None:
    slow = Event()
    waiting = [asyncio.create_task(in_thread(slow.wait, pool=LEDGER)) for _ in range(100)]
    assert await in_thread(str, 7) == "7"
    slow.set()
    assert all(await asyncio.gather(*waiting))
