"""The library: releases in one SQLite file, and every way they are asked for."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from sys import intern
from threading import Lock
from types import TracebackType
from typing import Any, NamedTuple, Self

from bot.database import Database, Kind
from bot.desk.library_port import Change, Found, Holding, Holdings, Name, Upcoming, fold
from bot.errors import Trouble
from bot.fields import Fields
from bot.library import completion, directory, likeness, searching
from bot.library.events import calls_off
from bot.library.names import core, without_form
from bot.library.shelving import DAY, Origin, Shelving, kept_release
from bot.model import Entry, Release

CACHED = 64  # releases kept decoded
BETWEEN_SOURCES = "\x1f"  # the unit separator, which no path holds
MOST_ANNOUNCED = 4  # releases, on average, that announce one call
LONGEST_PHRASE = 200  # characters of a phrase or prefix that are looked at

LIBRARY = Kind(
    name="library",
    is_no="no library of releases",
    option="--database",
    application=0x524C5342,  # "RLSB"
    package="bot.library",
    older="run `releasebot index`",
    damaged="delete it and run `releasebot index` to make it anew",
    readonly="allow that, or answer from it as it is with --no-index",
    full="make room, and run `releasebot index`",
)

_ENTRY = "SELECT id, sources, company, issuer, headline, published, superseded_by, partial FROM entry "


class Mark(NamedTuple):
    """What is known of a source without reading it: by this one sees that it changed.

    `edition` is that of the reader that read it; `trouble` the reason why it could not be read.
    """

    size: int
    mtime_ns: int
    digest: str
    edition: str = ""
    trouble: str | None = None


class Store:
    """Releases in one SQLite file. Reads may come from several threads while one writes."""

    def __init__(self, database: Database, shelving: Shelving) -> None:
        self.database = database
        self.shelving = shelving
        self._cache: dict[str, tuple[int, Release]] = {}
        self._cache_lock = Lock()

    @classmethod
    def open(
        cls, path: Path, *, fields: Fields, read_only: bool = False, legal_forms: Collection[str] = ()
    ) -> Self:
        """Open the library at `path`, made or brought to this version's schema when needed.

        Raises Trouble for a file that is no library, is damaged, or is from a newer version. `legal_forms`
        are the lexicon's words for them ("inc"): names are compared without.
        """
        try:
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Trouble(f"The library's folder {path.parent} cannot be made: {error.strerror}.") from error
        database = Database(path, LIBRARY, read_only=read_only)
        try:
            database.migrate()
            numbers = _field_numbers(database, fields, read_only)
        except BaseException:
            database.close()
            raise
        return cls(database, Shelving(fields, numbers, frozenset(legal_forms)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was put stays."""
        self.database.close()

    # Writing

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything put and removed within is one transaction: kept whole or, after an error, not at all."""
        with self.database.writing():
            yield

    def put(
        self, release: Release, digest: str, mark: Mark | None = None, origin: Origin | None = None
    ) -> None:
        """Keep the release, in the place of what its source held before; `origin` is that of an arrival."""
        mark = (mark or Mark(0, 0, digest))._replace(digest=digest, trouble=None)
        with self.database.writing() as at:
            self._take_away(at, release.source)
            self._insert_source(at, release.source, mark, origin)
            self.shelving.put(at, release, origin)

    def refuse(self, source: str, mark: Mark, origin: Origin | None = None) -> None:
        """Note that the source cannot be read and why; what it held before is no more."""
        with self.database.writing() as at:
            self._take_away(at, source)
            self._insert_source(at, source, mark, origin)

    def _insert_source(self, at: Connection, source: str, mark: Mark, origin: Origin | None) -> None:
        at.execute(
            "INSERT INTO source (source, size, mtime_ns, digest, edition, trouble, arrival) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, *mark, origin and origin.arrival),
        )

    def remark(self, source: str, mark: Mark) -> None:
        """Note a source's new size and time, its content being the same."""
        with self.database.writing() as at:
            changed = "UPDATE source SET size = ?, mtime_ns = ? WHERE source = ?"
            at.execute(changed, (mark.size, mark.mtime_ns, source))

    def remove(self, source: str) -> None:
        """Forget the source and, when no other has it, its release."""
        with self.database.writing() as at:
            self._take_away(at, source)

    def _take_away(self, at: Connection, source: str) -> None:
        row = at.execute("SELECT release FROM source WHERE source = ?", (source,)).fetchone()
        if row is None:
            return
        if row[0] is not None:
            self.shelving.remove(at, row[0])
        at.execute("DELETE FROM source WHERE source = ?", (source,))

    def sources(self) -> Mapping[str, Mark]:
        """Every file the library knows, with what it was like when it was read."""
        with self.database.reading() as at:
            rows = at.execute(
                "SELECT source, size, mtime_ns, digest, edition, trouble FROM source WHERE arrival IS NULL"
            )
            return {
                source: Mark(size, mtime_ns, digest, intern(edition), trouble)
                for source, size, mtime_ns, digest, edition, trouble in rows
            }

    def mark(self, source: str) -> Mark | None:
        """What one source was like when it was read; None for one that the library does not know."""
        one = "SELECT size, mtime_ns, digest, edition, trouble FROM source WHERE source = ?"
        with self.database.writing() as at:
            row = at.execute(one, (source,)).fetchone()
        return row and Mark(*row)

    def roots(self) -> Sequence[str]:
        """The folders and single files that the library was made of."""
        with self.database.reading() as at:
            return [path for (path,) in at.execute("SELECT path FROM root ORDER BY path")]

    def remember(self, roots: Sequence[str]) -> None:
        """Note what the library is made of from now on, beside what it was."""
        if set(roots) <= set(self.roots()):
            return
        with self.database.writing() as at:
            at.executemany("INSERT INTO root VALUES (?) ON CONFLICT DO NOTHING", [(root,) for root in roots])

    # Names

    def named(self, key: str) -> Sequence[Name]:
        """The names whose folded form is exactly `key`, with or without its legal form."""
        folded = fold(key[:LONGEST_PHRASE])
        with self.database.reading() as at:
            return directory.named(at, (folded, without_form(folded, self.shelving.legal_forms)))

    def alike(self, phrase: str, limit: int = 8) -> Sequence[Name]:
        """The names most like `phrase`, misspelt as it may be, best first."""
        with self.database.reading() as at:
            return likeness.alike(at, core(phrase[:LONGEST_PHRASE], self.shelving.legal_forms), limit)

    def beginning(self, prefix: str, limit: int = 25) -> Sequence[Name]:
        """Names for completing what is being typed, most released first; "" gives the best known."""
        with self.database.reading() as at:
            return completion.beginning(at, prefix[:LONGEST_PHRASE], limit)

    # Releases

    def entries(self, company_id: int, limit: int = 50) -> Sequence[Entry]:
        """The company's releases that are not superseded, newest first."""
        return self._entries(
            "WHERE company = ? AND shown ORDER BY day DESC, no DESC LIMIT ?", (company_id, limit)
        )

    def stating(self, company_id: int, field: str, limit: int = 8) -> Sequence[Entry]:
        """The company's releases with a value for `field` that no later one replaced, newest first."""
        number = self.shelving.numbers.get(field)
        return self._entries(
            "WHERE no IN (SELECT release FROM statement WHERE company = ? AND field = ? "
            "ORDER BY day DESC, release DESC LIMIT ?) ORDER BY day DESC, no DESC",
            (company_id, number, limit),
        )

    def newest(self, limit: int = 10) -> Sequence[Entry]:
        """The newest releases of all companies."""
        return self._entries("WHERE shown ORDER BY day DESC, no DESC LIMIT ?", (limit,))

    def entry(self, id: str) -> Entry:
        """The release's entry. Raises KeyError for an id that is not kept."""
        with self.database.reading() as at:
            return entry_of(at.execute(_ENTRY + "WHERE no = ?", (_number(at, id),)).fetchone())

    def release(self, id: str) -> Release:
        """The release whole. Raises KeyError for an id that is not kept."""
        with self.database.reading() as at:
            return self._release(at, id, _number(at, id))

    def _release(self, at: Connection, id: str, no: int) -> Release:
        with self._cache_lock:
            known = self._cache.get(id)
        if known and known[0] == no:
            return known[1]
        release = kept_release(at, no)
        with self._cache_lock:
            while len(self._cache) >= CACHED:
                del self._cache[next(iter(self._cache))]
            self._cache[id] = (no, release)
        return release

    def _entries(self, rest: str, values: tuple[object, ...]) -> list[Entry]:
        with self.database.reading() as at:
            return [entry_of(row) for row in at.execute(_ENTRY + rest, values)]

    def changes(self, id: str) -> Sequence[Change]:
        """What release `id` changed of earlier ones; of each value only the last before it.

        A value that several fields give ("dial-in", "domestic dial-in") is there once for each.
        """
        with self.database.reading() as at:
            rows = at.execute(
                "SELECT change.field, change.was, change.now, earlier.id FROM change "
                "JOIN release AS earlier ON earlier.no = change.earlier "
                "JOIN field ON field.name = change.field WHERE change.later = ? "
                "ORDER BY earlier.day DESC, earlier.no DESC, field.id, change.pointer",
                (_number(at, id),),
            ).fetchall()
        later = self.entry(id)
        last: dict[tuple[str, str], str] = {}
        return [
            Change(field, was, now, self.entry(earlier), later)
            for field, was, now, earlier in rows
            if last.setdefault((field, now), earlier) == earlier
        ]

    def upcoming(self, earliest: datetime, latest: datetime, limit: int = 25) -> Sequence[Upcoming]:
        """Calls that start within [earliest, latest), soonest first; where only a day is stated, that day.

        A call that several releases announce comes once, from the newest of them.
        """
        start, end = earliest.timestamp(), latest.timestamp()
        with self.database.reading() as at:
            rows = at.execute(
                "SELECT call.starts, call.ends, call.call, call.stated, call.title, entry.id, entry.sources, "
                "entry.company, entry.issuer, entry.headline, entry.published, entry.superseded_by, "
                "entry.partial "
                "FROM call JOIN entry ON entry.no = call.release WHERE call.starts >= ? AND call.starts < ? "
                "AND call.ends >= ? AND NOT call.moved AND shown "
                "ORDER BY call.starts, entry.day DESC, entry.no DESC LIMIT ?",
                (int(start) - 2 * DAY, end, start, MOST_ANNOUNCED * limit),
            ).fetchall()
        calls = [(row[0], row[1], Upcoming(entry_of(row[5:]), *row[2:5])) for row in rows]
        return [call for call in _once(calls) if not self._is_off(call)][:limit]

    def _is_off(self, one: Upcoming) -> bool:
        """Whether a release since then says that the call is cancelled or postponed."""
        if one.entry.company_id is None:
            return False
        newest = next(iter(self.stating(one.entry.company_id, "call.status", 1)), None)
        if newest is None or (newest.published or "") < (one.entry.published or ""):
            return False
        release = self.release(one.entry.id)
        return calls_off(self.release(newest.id), release.calls[one.call], release)

    def holdings(self) -> Holdings:
        """How much there is."""
        with self.database.reading() as at:
            releases, newest = at.execute(
                "SELECT count(*), max(day) FROM release WHERE twin_of IS NULL AND superseded_by IS NULL"
            ).fetchone()
            (companies,) = at.execute("SELECT count(*) FROM company WHERE releases > 0").fetchone()
        return Holdings(releases, companies, newest or None)

    def companies(self, prefix: str, skip: int, limit: int) -> Sequence[tuple[str, int]]:
        """Companies by name with how many releases each has, those whose folded name begins so."""
        begun = fold(prefix[:LONGEST_PHRASE])
        with self.database.reading() as at:
            return at.execute(
                "SELECT name, releases FROM company WHERE key >= ? AND key < ? AND releases > 0 "
                "ORDER BY key LIMIT ? OFFSET ?",
                (begun, begun + completion.LAST, limit, skip),
            ).fetchall()

    # Words

    def holding(
        self, topics: Sequence[Sequence[str]], company_id: int | None = None, limit: int = 8
    ) -> Found:
        """The releases, of one company or of all, that hold most of what is asked about."""
        wanted = searching.searched(topics)
        with self.database.reading() as at:
            best, spread = searching.holding(at, wanted, company_id, limit)
            entries = [
                (at.execute(_ENTRY + "WHERE no = ? AND shown", (no,)).fetchone(), held) for no, held in best
            ]
        return Found(tuple(Holding(entry_of(row), held) for row, held in entries if row), spread)


def writable(path: Path) -> bool:
    """Whether the library at `path` can be written: the file, and beside it what SQLite keeps for a while."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _once(calls: Sequence[tuple[int, int, Upcoming]]) -> Iterator[Upcoming]:
    """Of calls with their first and last second of starting, the first of each company and start.

    A start of which only the day is known is none of its own where the company has a call that day.
    """
    timed = [(call.entry.company_id, starts) for starts, ends, call in calls if starts == ends]
    seen: set[tuple[int, int, int]] = set()
    for starts, ends, call in calls:
        company = call.entry.company_id
        known = starts < ends and any(other == company and starts <= at <= ends for other, at in timed)
        if company is None or not (known or (company, starts, ends) in seen):
            yield call
        if company is not None:
            seen.add((company, starts, ends))


def _number(at: Connection, id: str) -> int:
    """The number of the release with that id, of the leader where it is a twin's."""
    row = at.execute("SELECT coalesce(twin_of, no) FROM release WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise KeyError(id)
    return int(row[0])


def entry_of(row: Sequence[Any]) -> Entry:
    """An entry of the columns of the view."""
    id, sources, company_id, company, headline, published, superseded_by, partial = row
    places = tuple(sources.split(BETWEEN_SOURCES))
    return Entry(
        id, places[0], company_id, company, headline, published, places, superseded_by, bool(partial)
    )


def _field_numbers(database: Database, fields: Fields, read_only: bool) -> dict[str, int]:
    """The number of each field; those that are new are given one."""
    with database.reading() as at:
        known = dict(at.execute("SELECT name, id FROM field").fetchall())
    new = [(field.id,) for field in fields if field.id not in known]
    if read_only or not new:
        return known
    with database.writing() as at:
        at.executemany("INSERT INTO field (name) VALUES (?) ON CONFLICT DO NOTHING", new)
        return dict(at.execute("SELECT name, id FROM field").fetchall())
