"""The library kept up to date beside the answering."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from watchfiles import Change

from bot.chat import library_updates
from bot.chat.at_rest import time_left
from bot.chat.library_state import LibraryState
from bot.chat.library_updates import LibraryUpdates, _concerns
from bot.errors import Trouble
from bot.library.indexing import Outcome
from bot.library.store import Mark

NOW = datetime(2031, 5, 13, 12, 0, tzinfo=UTC)


def updates_of(
    update: Callable[..., Outcome],
    folder: Path,
    state: LibraryState | None = None,
    seconds: Callable[[], float] = lambda: float("inf"),
) -> LibraryUpdates:
    return LibraryUpdates(update, folder, state or LibraryState(), seconds=seconds, clock=lambda: NOW)


class Updated:
    """An update that notes each time it is done; the first ones end as `outcomes` say."""

    def __init__(self, *outcomes: Outcome | Exception) -> None:
        self._loop = asyncio.get_running_loop()
        self._outcomes = [*outcomes]
        self.done: asyncio.Queue[Any] = asyncio.Queue()

    def __call__(self, progress: Any, unfinished: Any) -> Outcome:
        outcome = self._outcomes.pop(0) if self._outcomes else Outcome()
        self._loop.call_soon_threadsafe(self.done.put_nowait, outcome)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


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
    assert _concerns(Change.added, path) is concerns


async def test_updates_at_the_start_and_after_changes(tmp_path: Path) -> None:
    update = Updated(Outcome(troubles=("acme.pdf is damaged.",)), Outcome(troubles=("acme.pdf is damaged.",)))
    ending, state = asyncio.Event(), LibraryState()
    keeping = asyncio.create_task(updates_of(update, tmp_path, state).keep(ending))
    with structlog.testing.capture_logs() as lines:
        await update.done.get()
        (tmp_path / "acme.txt").write_text("a release")
        await update.done.get()
        ending.set()
        await keeping
    assert [line["event"] for line in lines] == ["library_updated", "release_not_read", "library_updated"]
    assert (state.made, state.updated, state.running, state.reading) == (True, NOW, False, None)


@pytest.mark.parametrize("error", [Trouble("The disk is full."), RuntimeError("a bug"), StopIteration()])
async def test_an_update_that_failed_is_tried_again(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_updates, "FIRST_RETRY", 0.01)
    update = Updated(error, error)
    ending, state = asyncio.Event(), LibraryState()
    keeping = asyncio.create_task(updates_of(update, tmp_path, state).keep(ending))
    with structlog.testing.capture_logs() as lines:
        for _ in range(3):
            await asyncio.wait_for(update.done.get(), 10)
        ending.set()
        await keeping
    assert [line["event"] for line in lines] == [
        "library_not_updated",
        "library_not_updated",
        "library_updated",
    ]
    assert (state.made, state.trouble) == (True, None)


async def test_retries_become_rarer(tmp_path: Path) -> None:
    error = Trouble("The disk is full.")
    updates = updates_of(Updated(*[error] * 8), tmp_path)
    waits = [await updates._run() for _ in range(9)]
    assert waits == [5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, None]
    assert await updates_of(Updated(error), tmp_path)._run() == 5.0


async def test_a_folder_that_comes_later_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_updates, "UNWATCHED", 0.01)
    update = Updated()
    ending = asyncio.Event()
    with structlog.testing.capture_logs() as lines:
        keeping = asyncio.create_task(updates_of(update, tmp_path / "late").keep(ending))
        for _ in range(3):
            await asyncio.wait_for(update.done.get(), 10)
        (tmp_path / "late").mkdir()
        await asyncio.wait_for(update.done.get(), 10)
        ending.set()
        await keeping
    assert [line["reason"] for line in lines if line["event"] == "releases_not_watched"] == [
        "there is no such folder"
    ]


async def test_an_update_ends_early_when_told_to(tmp_path: Path) -> None:
    done = []

    def update(progress: Callable[[int, int], None], unfinished: Any) -> Outcome:
        for i in range(5):
            done.append(i)
            if i == 2:
                updates.end()
            progress(i, 5)
        return Outcome()

    updates = updates_of(update, tmp_path)
    await updates._run()
    assert done == [0, 1, 2]


@pytest.mark.parametrize(
    ("name", "tail", "rests"),
    [
        ("a.txt", b"and give conference ID 12345", 9.0),
        ("a.txt", b"and give conference ID 12345\n", 4.0),
        ("a.txt", b"ir@lumenor.example.com\n\n", 4.0),
        ("a.txt", b"will be held on May 14.", 1.0),
        ("a.txt", b"as of now.\"\n", 1.0),
        ("a.md", b"Corp.\n\n###\n", 1.0),
        ("a.txt", b"-END-", 1.0),
        ("a.txt", b"</SEC-DOCUMENT>\n", 1.0),
        ("a.html", b"<p>conference ID 12345.", 9.0),
        ("a.html", b"<p>conference ID 12345</p>\n", 4.0),
        ("a.HTM", b"</body></html>\n", 1.0),
        ("a.pdf", b"startxref\n12\n%%EOF\n", 1.0),
        ("a.pdf", b"0 obj <<.", 9.0),
        ("a.eml", b"\n--b1_x--\n", 1.0),
        ("a.eml", b"\n--b1_x\n", 4.0),
        ("a.txt", b"", 9.0),
    ],
)  # fmt: skip
def test_how_long_a_file_rests(name: str, tail: bytes, rests: float) -> None:
    assert time_left(name, tail, 0.0) == rests
    assert time_left(name, tail, rests) == 0.0
    assert time_left(name, tail, -5.0) == 0.0


async def test_half_a_file_is_left_until_it_is_whole_and_read_at_once_when_it_grew(tmp_path: Path) -> None:
    path, now = tmp_path / "a.txt", 1_000_000.0
    path.write_text("give conference ID 12345")
    asked: list[bool] = []
    known: Mark | None = None

    def update(progress: Any, unfinished: Any) -> Outcome:
        status = path.stat()
        asked.append(unfinished(str(path), Mark(status.st_size, status.st_mtime_ns, ""), known))
        return Outcome()

    updates = updates_of(update, tmp_path, seconds=lambda: now)
    os.utime(path, (now, now))
    assert await updates._run() == 9.0
    now += 6.0
    assert await updates._run() == 3.0
    now += 3.0
    assert await updates._run() is None
    known = Mark(path.stat().st_size, path.stat().st_mtime_ns, "")
    with path.open("a") as file:
        file.write("678")
    os.utime(path, (now, now))
    assert await updates._run() is None
    path.write_text("another text")
    os.utime(path, (now, now))
    assert await updates._run() == 9.0
    assert asked == [True, True, False, False, True]


def test_what_is_said_while_releases_are_read() -> None:
    state = LibraryState()
    assert state.reading is None
    state.running = True
    assert state.reading == "Still looking for releases."
    state.done, state.total = 420, 1500
    assert state.reading == "Still reading releases: 420 of 1,500."
    state.done = 1500
    assert state.reading == "Still looking for releases."
    state.made = True
    assert state.reading is None
