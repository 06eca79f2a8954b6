"""Reading by several processes: which end with this one, and leave Ctrl-C to it."""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread, current_thread, main_thread
from typing import Any, Protocol, TypeVar

from bot.errors import Trouble
from bot.library.store import Mark
from bot.model import Release

FEW = 24  # releases up to which starting processes would take longer than reading
MOST_WORKERS = 8
AHEAD = 3  # chunks a process may be ahead of the writing

T = TypeVar("T")
Task = TypeVar("Task", contravariant=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one source: a release, or why there is none; neither where the content is as it was.

    `lasting` is whether the trouble lies in the content, so that reading it again is of no use.
    """

    source: str
    mark: Mark
    release: Release | None = None
    trouble: str | None = None
    lasting: bool = False


class Work(Protocol[Task]):
    """What reads tasks of one sort; picklable where there are many."""

    def __call__(self, task: Task, /) -> Reading:
        """What came of one task; never raises."""

    def lost(self, task: Task, /) -> Reading:
        """What is said of a task that took the reading process with it."""


def readings_of(chunks: Iterable[list[T]], work: Work[T], processes: int) -> Iterator[list[Reading]]:
    """What came of each chunk of tasks, in order; read by so many processes, by this one where that is 1."""
    if processes == 1:
        yield from (_read_chunk(work, chunk) for chunk in chunks)
        return
    pickled = pickle.dumps(work)
    ahead: deque[tuple[list[T], Future[list[Reading]]]] = deque()
    pool = _pool(processes)
    try:
        for chunk in chunks:
            if len(ahead) >= AHEAD * processes:
                yield _result(work, *ahead.popleft())
            try:
                ahead.append((chunk, _submitted(pool, pickled, chunk)))
            except BrokenProcessPool:
                pool = _pool(processes)
                ahead.append((chunk, _submitted(pool, pickled, chunk)))
        while ahead:
            yield _result(work, *ahead.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, get_context("spawn"), _follow_parent)


def _submitted(pool: ProcessPoolExecutor, work: bytes, chunk: list[T]) -> Future[list[Reading]]:
    """The reading of a chunk; a process started for it inherits that Ctrl-C is left to this one."""
    if current_thread() is not main_thread():
        return pool.submit(_read_pickled, work, chunk)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return pool.submit(_read_pickled, work, chunk)
    finally:
        signal.signal(signal.SIGINT, before)


def _result(work: Work[T], chunk: list[T], future: Future[list[Reading]]) -> list[Reading]:
    try:
        return future.result()
    except BrokenProcessPool:
        return [work.lost(task) for task in chunk]


def _follow_parent() -> None:
    """In a reading process: end with the process that started it, however that ends; leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@lru_cache(maxsize=1)
def _unpickled(work: bytes) -> Work[Any]:
    """The reader, unpickled once a process: it holds compiled patterns."""
    made: Work[Any] = pickle.loads(work)  # noqa: S301 - from this program's own parent process
    return made


def _read_pickled(work: bytes, chunk: list[Any]) -> list[Reading]:
    return _read_chunk(_unpickled(work), chunk)


def _read_chunk(work: Work[T], chunk: list[T]) -> list[Reading]:
    return [work(task) for task in chunk]


def reading_of(source: str, mark: Mark, read: Callable[[], Release]) -> Reading:
    """What came of reading one source; a defect met in it is named, and costs that source only."""
    try:
        release = read()
        release.text.encode()  # half a surrogate pair, as some PDFs hold, could not be written down
        return Reading(source, mark, replace(release, source=source))
    except Trouble as trouble:
        return Reading(source, mark._replace(trouble=str(trouble)), trouble=str(trouble), lasting=True)
    except OSError as error:
        return Reading(source, mark, trouble=f"{source} cannot be read: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001 - see above
        return Reading(source, mark, trouble=f"{source} cannot be read: {type(error).__name__}: {error}.")


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def processes_for(workers: int, tasks: int) -> int:
    """How many processes are to read so many tasks; `workers` is what was set, 0 for one a core."""
    if tasks <= FEW:
        return 1
    return workers or min(os.cpu_count() or 1, MOST_WORKERS)
