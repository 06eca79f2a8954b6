"""What the library newly took in, by whatever way, and the calls that a company has ahead.

A release is known by marks that outlive the library: of its content as it came, and of what it is (issuer,
day, headline). So a library made anew, a file moved or a typing error mended are no news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from sqlite3 import Connection

from bot.desk.library_port import Upcoming, fold
from bot.library.changes import same_calls
from bot.library.store import Store, entry_of
from bot.model import Entry, Release

CANCELLED = ("cancelled", "postponed")
MOST_CALLS = 20  # calls ahead of one company
_NAMES = ("company", "former")  # kinds of names by which an issuer that was renamed is still followed


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A release's place in the library, in the order they were taken in.

    `id` is the release's, `event` what names its news, `marks` its own, `twins` those of its copies;
    `arrival` is its number in the ledger, None for a file.
    """

    no: int
    id: str
    company_id: int | None
    event: str
    marks: tuple[int, int]
    twins: frozenset[int]
    arrival: int | None


class Newcomers:
    """Looks into a library for those who follow companies."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def cursor(self, ledger: str) -> int:
        """Up to where the library was looked at for that ledger."""
        with self.store.database.reading() as at:
            row = at.execute("SELECT cursor FROM news WHERE ledger = ?", (ledger,)).fetchone()
        return int(row[0]) if row else 0

    def looked(self, ledger: str, cursor: int) -> None:
        """Note up to where it was."""
        with self.store.database.writing() as at:
            at.execute("DELETE FROM news")
            at.execute("INSERT INTO news VALUES (?, ?)", (ledger, cursor))

    def newest(self) -> int:
        """The number of what was taken in last; 0 where there is nothing."""
        with self.store.database.reading() as at:
            return int(at.execute("SELECT coalesce(max(no), 0) FROM release").fetchone()[0])

    def behind(self, no: int, limit: int) -> Sequence[Newcomer]:
        """What was taken in behind a number."""
        with self.store.database.reading() as at:
            rows = at.execute(
                "SELECT mine.no, source.digest, source.arrival, leader.no, leader.id, leader.company "
                "FROM release AS mine JOIN source ON source.release = mine.no "
                "JOIN release AS leader ON leader.no = coalesce(mine.twin_of, mine.no) "
                "WHERE mine.no > ? ORDER BY mine.no LIMIT ?",
                (no, limit),
            ).fetchall()
            return [_newcomer(at, *row) for row in rows]

    def event(self, id: str) -> str:
        """What names the news of a release. Raises KeyError for an id that is not kept."""
        with self.store.database.reading() as at:
            row = at.execute(
                "SELECT coalesce(twin_of, no) FROM release WHERE id = ? ORDER BY no", (id,)
            ).fetchone()
            if row is None:
                raise KeyError(id)
            return _event(at, row[0])

    def issuer(self, company_id: int) -> tuple[str, str]:
        """The key by which a company is followed, and its name. Raises KeyError for one that is not kept."""
        with self.store.database.reading() as at:
            row = at.execute("SELECT key, name FROM company WHERE id = ?", (company_id,)).fetchone()
        if row is None:
            raise KeyError(company_id)
        return row[0], row[1]

    def issuers(self, company_id: int) -> frozenset[str]:
        """Every key under which a company may be followed: its name's, and those of names it had."""
        with self.store.database.reading() as at:
            rows = at.execute(
                "SELECT key FROM company WHERE id = ?1 UNION SELECT key FROM name WHERE company = ?1 "
                "AND kind IN (?2, ?3)",
                (company_id, *_NAMES),
            )
            return frozenset(key for (key,) in rows)

    def ahead(self, issuers: Collection[str], earliest: datetime, latest: datetime) -> Sequence[Upcoming]:
        """The calls of the companies that start within [earliest, latest), soonest first.

        Neither those that were moved since, nor those that were cancelled. One that several releases announce
        comes once, from the newest.
        """
        found: list[Upcoming] = []
        for key in issuers:
            with self.store.database.reading() as at:
                rows = at.execute(
                    "SELECT call.call, call.stated, call.title, entry.id, entry.sources, entry.company, "
                    "entry.issuer, entry.headline, entry.published, entry.superseded_by, entry.partial "
                    "FROM company JOIN call ON call.company = company.id "
                    "JOIN entry ON entry.no = call.release WHERE company.key = ? "
                    "AND call.ends >= ? AND call.starts < ? AND NOT call.moved AND shown "
                    "ORDER BY call.starts, entry.day DESC, entry.no DESC LIMIT ?",
                    (key, int(earliest.timestamp()), int(latest.timestamp()), MOST_CALLS),
                ).fetchall()
            found += [Upcoming(entry_of(row[3:]), *row[:3]) for row in rows]
        return [*self._on(found)]

    def _on(self, calls: Sequence[Upcoming]) -> Iterator[Upcoming]:
        seen: set[tuple[int | None, str]] = set()
        off: dict[int, list[tuple[Entry, Release]]] = {}
        for call in calls:
            company = call.entry.company_id
            if company is None or (company, call.starts) in seen:
                continue
            seen.add((company, call.starts))
            if company not in off:
                off[company] = [*self._cancelling(company)]
            release = self.store.release(call.entry.id)
            if release.calls[call.call].status is None and not any(
                _cancels(release, call, later) for entry, later in off[company] if _after(call.entry, entry)
            ):
                yield call

    def _cancelling(self, company_id: int) -> Iterator[tuple[Entry, Release]]:
        """The company's releases that call something off."""
        for entry in self.store.entries(company_id, 8):
            release = self.store.release(entry.id)
            if any(call.status and call.status.value in CANCELLED for call in release.calls):
                yield entry, release


def _after(earlier: Entry, later: Entry) -> bool:
    return later.id != earlier.id and (later.published or "") >= (earlier.published or "")


def _cancels(release: Release, call: Upcoming, later: Release) -> bool:
    other = same_calls(release, later).get(call.call)
    status = later.calls[other].status if other is not None else None
    return status is not None and status.value in CANCELLED


def _newcomer(
    at: Connection, no: int, digest: str, arrival: int | None, leader: int, id: str, company_id: int | None
) -> Newcomer:
    event = _event(at, leader)
    twins = at.execute(
        "SELECT source.digest FROM release JOIN source ON source.release = release.no "
        "WHERE (release.no = ?1 OR release.twin_of = ?1) AND release.no <> ?2",
        (leader, no),
    )
    marks = (mark(digest), mark(event))
    others = frozenset(mark(other) for (other,) in twins) - {marks[0]}
    return Newcomer(no, id, company_id, event, marks, others, arrival)


def _event(at: Connection, no: int) -> str:
    """Whose release it is, of when and under which headline; a correction may repeat all of that."""
    key, published, headline, corrects, digest = at.execute(
        "SELECT coalesce(company.key, ''), published, headline, corrects, source.digest FROM release "
        "LEFT JOIN company ON company.id = release.company LEFT JOIN source ON source.release = no "
        "WHERE no = ?",
        (no,),
    ).fetchone()
    said = mark(fold(headline or "") + (digest or "" if corrects else ""))
    return f"release:{key}:{published or ''}:{said:x}"


def mark(text: str) -> int:
    """63 bits that stand for a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1
