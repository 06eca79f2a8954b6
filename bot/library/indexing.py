"""The library brought up to date with the files: what is new, changed or gone since, and nothing else.

Files are read by several processes and written in small transactions: whenever this is interrupted, the
library holds some of the files whole, and the next run does the rest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from bot.library.readers import Reading, chunks, processes_for, reading_of, readings_of
from bot.library.store import Mark, Store
from bot.model import Release

Read = Callable[[Path], Release]
Progress = Callable[[int, int], None]
Unfinished = Callable[[str, Mark, Mark | None], bool]

CHUNK = 16  # files read, and written, at a time
DIGEST = 32  # hexadecimal digits of a content's SHA-256 that are kept


Task = tuple[str, Mark, str | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were new, changed, gone, the same; `troubles` says of each other file what is wrong."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    troubles: tuple[str, ...] = ()

    def __str__(self) -> str:
        done = f"{self.added:,} new, {self.changed:,} changed, {self.removed:,} removed"
        unread = f"; {len(self.troubles):,} could not be read" if self.troubles else ""
        return f"{done}, {self.unchanged:,} as they were{unread}"

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.added + other.added,
            self.changed + other.changed,
            self.removed + other.removed,
            self.unchanged + other.unchanged,
            self.troubles + other.troubles,
        )

    @property
    def kept(self) -> int:
        """How many of the files looked at the library holds now."""
        return self.added + self.changed + self.unchanged


def bring_up_to_date(
    store: Store,
    files: Iterable[Path],
    read: Read,
    *,
    roots: Sequence[Path] = (),
    workers: int = 0,
    progress: Progress = lambda done, total: None,
    unfinished: Unfinished = lambda source, mark, known: False,
    edition: str = "",
) -> Outcome:
    """Make the library hold what the files hold.

    `files` are all that were found under `roots`, folders or single files; what the library has from there
    and is found no more is removed, unless the place cannot be looked at, which is a trouble. `read` must be
    picklable when there are many files; it raises Trouble for one it cannot read. `workers` is the number of
    processes, 0 for one a core. `progress` is told how many of how many files are done. `unfinished` says of
    a file that changed, what it is like and what it was, whether it is to be left as it was for now.
    `edition` names the reader and its words: what another edition read is read again.
    """
    known = store.sources()
    marks, unseen = _looked_at(files, edition)
    gone, unreached = _missing(known.keys() - marks.keys() - unseen.keys(), roots)
    changed = [source for source in marks if not _same(marks[source], known.get(source))]
    todo = [source for source in changed if not unfinished(source, marks[source], known.get(source))]
    tally = _Tally([*unseen.values(), *unreached], len(todo))
    tally.skipped(known[source] for source in known.keys() & marks.keys() - set(todo))
    progress(0, len(todo))
    tasks = [(source, marks[source], _digest_to_skip(known.get(source), edition)) for source in todo]
    for readings in readings_of(chunks(tasks, CHUNK), ReadFiles(read), processes_for(workers, len(todo))):
        with store.batch():
            for reading in readings:
                before = store.mark(reading.source)  # another process may have been here meanwhile
                if before == reading.mark:
                    tally.already(before)
                    continue
                tally.count(reading, before)
                _write(store, reading, before)
        progress(tally.done, tally.total)
    return tally.outcome(sum(_removed(store, some) for some in chunks(gone, CHUNK)))


def _removed(store: Store, sources: Iterable[str]) -> int:
    """Remove the sources that are still there; gives how many of them held a release."""
    held = 0
    with store.batch():
        for source in sources:
            before = store.mark(source)
            if before:
                store.remove(source)
                held += before.trouble is None
    return held


@dataclass(slots=True)
class _Tally:
    """What was done so far."""

    troubles: list[str]
    total: int
    done: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def skipped(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            self._same(mark)

    def already(self, mark: Mark) -> None:
        """Count a file that another process has just written as it is."""
        self.done += 1
        self._same(mark)

    def count(self, reading: Reading, before: Mark | None) -> None:
        self.done += 1
        if reading.trouble:
            self.troubles.append(reading.trouble)
        elif reading.release is None and before:
            self._same(before)
        elif before and before.trouble is None:
            self.changed += 1
        else:
            self.added += 1

    def _same(self, mark: Mark) -> None:
        if mark.trouble:
            self.troubles.append(mark.trouble)
        else:
            self.unchanged += 1

    def outcome(self, removed: int) -> Outcome:
        return Outcome(self.added, self.changed, removed, self.unchanged, tuple(sorted(self.troubles)))


def _looked_at(files: Iterable[Path], edition: str) -> tuple[dict[str, Mark], dict[str, str]]:
    """Each file's mark, yet without digest; and those that cannot be looked at, with the reason."""
    marks: dict[str, Mark] = {}
    troubles: dict[str, str] = {}
    for path in files:
        try:
            seen = path.stat()
            marks[str(path)] = Mark(seen.st_size, seen.st_mtime_ns, "", edition)
        except OSError as error:
            troubles[str(path)] = f"{path} cannot be looked at: {error.strerror}."
    return marks, troubles


def _same(now: Mark, before: Mark | None) -> bool:
    """Whether a file is as it was, judged without opening it."""
    return before is not None and now == before._replace(digest="", trouble=None)


def _digest_to_skip(before: Mark | None, edition: str) -> str | None:
    """The digest of a content that need not be read again."""
    return before.digest if before and before.edition == edition else None


def _missing(sources: Iterable[str], roots: Sequence[Path]) -> tuple[list[str], list[str]]:
    """Which of the sources below the roots are gone, and what hinders from saying so of others."""
    gone: list[str] = []
    hindrances: dict[Path, str | None] = {}
    for source in sorted(sources):
        root = next((root for root in roots if Path(source) == root or root in Path(source).parents), None)
        if root is None:
            continue
        folders = (root if Path(source) != root else root.parent, Path(source).parent)
        for folder in folders:
            if folder not in hindrances:
                hindrances[folder] = _hindrance(folder, must_exist=folder is folders[0])
        if not any(hindrances[folder] for folder in folders):
            gone.append(source)
    return gone, [hindrance for hindrance in hindrances.values() if hindrance]


def _hindrance(folder: Path, must_exist: bool) -> str | None:
    """Why nobody can say whether a file lies in the folder; None where one can."""
    try:
        os.scandir(folder).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        reason = error.strerror if must_exist else None
    except OSError as error:
        reason = error.strerror
    else:
        reason = None
    return reason and f"{folder} cannot be looked into ({reason}): what the library has from there is kept."


def _write(store: Store, reading: Reading, before: Mark | None) -> None:
    if reading.release:
        store.put(reading.release, reading.mark.digest, reading.mark)
    elif reading.trouble is None:
        store.remark(reading.source, reading.mark)
    elif reading.lasting:
        store.refuse(reading.source, reading.mark)
    elif before is None or before.trouble:
        store.remove(reading.source)


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """Reads the files of tasks; a file whose content is as it was is not read again."""

    read: Read

    def __call__(self, task: Task) -> Reading:
        """What came of one file; never raises."""
        source, mark, known_digest = task
        try:
            with open(source, "rb") as content:
                mark = mark._replace(digest=file_digest(content, "sha256").hexdigest()[:DIGEST])
            if mark.digest == known_digest:
                return Reading(source, mark)
        except OSError as error:
            return Reading(source, mark, trouble=f"{source} cannot be read: {error.strerror or error}.")
        return reading_of(source, mark, lambda: self.read(Path(source)))

    def lost(self, task: Task) -> Reading:
        """What is said of a file whose reading took the process with it."""
        source, mark, _ = task
        why = "could not be read: the process that read it died; run `releasebot index` again"
        return Reading(source, mark, trouble=f"{source} {why}.")
