"""The library kept up to date beside the answering."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog

from bot.chat.library_updates import LibraryUpdates, _concerns
from bot.errors import Trouble
from bot.library.indexing import Outcome


@pytest.mark.parametrize(
    ("path", "concerns"),
    [
        ("/releases/acme.txt", True),
        ("/releases/acme.PDF", True),
        ("/releases/a-new-folder", True),
        ("/releases/.acme.txt.swp", False),
        ("/releases/~$acme.eml", False),
        ("/releases/library.db-wal", False),
    ],
)
def test_what_concerns_the_library(path: str, concerns: bool) -> None:
    from watchfiles import Change

    assert _concerns(Change.added, path) is concerns


async def test_updates_at_the_start_and_after_changes(tmp_path: Path) -> None:
    updates: asyncio.Queue[int] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def update(progress: Callable[[int, int], None]) -> Outcome:
        loop.call_soon_threadsafe(updates.put_nowait, 1)
        return Outcome(troubles=("acme.pdf is damaged.",))

    ending = asyncio.Event()
    keeping = asyncio.create_task(LibraryUpdates(update, tmp_path).keep(ending))
    with structlog.testing.capture_logs() as lines:
        await updates.get()
        (tmp_path / "acme.txt").write_text("a release")
        await updates.get()
        ending.set()
        await keeping
    assert [line["event"] for line in lines] == ["library_updated", "release_not_read", "library_updated"]


@pytest.mark.parametrize("error", [Trouble("The disk is full."), RuntimeError("a bug")])
async def test_an_update_that_fails_does_not_end_the_answering(error: Exception, tmp_path: Path) -> None:
    def update(progress: Callable[[int, int], None]) -> Outcome:
        raise error

    ending = asyncio.Event()
    keeping = asyncio.create_task(LibraryUpdates(update, tmp_path / "missing").keep(ending))
    await keeping


async def test_an_update_ends_early_when_told_to(tmp_path: Path) -> None:
    done = []

    def update(progress: Callable[[int, int], None]) -> Outcome:
        for i in range(5):
            done.append(i)
            if i == 2:
                updates.end()
            progress(i, 5)
        return Outcome()

    updates = LibraryUpdates(update, tmp_path / "missing")
    await updates.keep(asyncio.Event())
    assert done == [0, 1, 2]
