"""The library brought up to date with the ledger: what arrived beyond its cursor, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from bot.ledger.shapes import Arrival
from bot.ledger.sql import Ledger
from bot.library import following
from bot.library.following import Followed
from bot.library.indexing import Outcome, Progress
from bot.library.readers import Reading, chunks, processes_for, reading_of, readings_of
from bot.library.shelving import Origin
from bot.library.store import Mark, Store
from bot.model import Release

CHUNK = 8  # arrivals read, and written, at a time

Read = Callable[[Arrival], Release]


@dataclass(frozen=True, slots=True)
class ReadArrivals:
    """Reads arrivals; `edition` names the reader."""

    read: Read
    edition: str

    def __call__(self, arrival: Arrival) -> Reading:
        """What came of one arrival; never raises."""
        return reading_of(arrival.address, self._mark(arrival), lambda: self.read(arrival))

    def lost(self, arrival: Arrival) -> Reading:
        """What is said of an arrival whose reading took the process with it."""
        mark = self._mark(arrival)._replace(
            trouble=f"{arrival.address} could not be read: it ended the reader."
        )
        return Reading(arrival.address, mark, trouble=mark.trouble, lasting=True)

    def _mark(self, arrival: Arrival) -> Mark:
        return Mark(len(arrival.body), 0, arrival.key, self.edition)


def take_in(
    store: Store,
    ledger: Ledger,
    read: Read,
    *,
    edition: str,
    workers: int = 0,
    progress: Progress = lambda done, total: None,
) -> Outcome:
    """Make the library hold what the ledger holds.

    All that came by another ledger is removed first; what another edition of the reader read is read again.
    `read` must be picklable; it raises Trouble for an arrival that holds no release. Whenever this is
    interrupted, the next run goes on from there.
    """
    removed, followed = _begun(store, ledger.identity, edition)
    total = ledger.newest() - followed.cursor
    outcome = Outcome(removed=removed)
    if total > 0:
        done = 0
        arrivals = chunks(_behind(ledger, followed.cursor), CHUNK)
        work = ReadArrivals(read, edition)
        for some in _read(arrivals, work, processes_for(workers, total)):
            outcome += _written(store, some, followed)
            done += len(some)
            progress(min(done, total), total)
    with store.database.reading() as at:
        troubles = tuple(following.troubles(at))
        same = following.count(at) - len(troubles) - outcome.added
    return outcome + Outcome(unchanged=max(0, same), troubles=troubles)


def behind(store: Store, ledger: Ledger) -> int:
    """How many arrivals the library has not taken in yet."""
    with store.database.reading() as at:
        known = following.followed(at)
    cursor = known.cursor if known.identity == ledger.identity else 0
    return max(0, ledger.newest() - cursor)


def _begun(store: Store, identity: str, edition: str) -> tuple[int, Followed]:
    """Where to go on from, and how many sources of another ledger were removed."""
    with store.database.reading() as at:
        known = following.followed(at)
    if (known.identity, known.edition) == (identity, edition):
        return 0, known
    begun = Followed(identity, edition, 0)
    with store.database.writing() as at:
        gone = following.sources(at) if known.identity != identity else ()
        for source in gone:
            store.remove(source)
        following.follow(at, begun)
    return len(gone), begun


def _behind(ledger: Ledger, cursor: int) -> Iterator[Arrival]:
    while some := ledger.after(cursor, CHUNK):
        yield from some
        cursor = some[-1].no


def _read(
    arrivals: Iterator[list[Arrival]], work: ReadArrivals, processes: int
) -> Iterator[list[tuple[Arrival, Reading]]]:
    """Chunks of arrivals, each with what came of it; their bodies are not kept longer than needed."""
    waiting: list[list[Arrival]] = []

    def noted() -> Iterator[list[Arrival]]:
        for chunk in arrivals:
            waiting.append(chunk)
            yield chunk

    for readings in readings_of(noted(), work, processes):
        yield list(zip(waiting.pop(0), readings, strict=True))


def _written(store: Store, some: list[tuple[Arrival, Reading]], followed: Followed) -> Outcome:
    """Write a chunk down together with the cursor behind it."""
    added = 0
    with store.database.writing() as at:
        for arrival, reading in some:
            if not _is_in(at, arrival, followed.edition):
                added += _put(store, arrival, reading)
        cursor = max(following.followed(at).cursor, some[-1][0].no)
        following.follow(at, followed._replace(cursor=cursor))
    return Outcome(added=added)


def _is_in(at: Connection, arrival: Arrival, edition: str) -> bool:
    """Whether the library has the arrival, read as now, or a whole one in the place of its partial."""
    known = following.kept(at, arrival.address)
    if known is None:
        return False
    whole = arrival.partial and not known.partial and known.number > arrival.no
    return whole or (known.number == arrival.no and known.edition == edition)


def _put(store: Store, arrival: Arrival, reading: Reading) -> int:
    """Keep what came of an arrival; gives 1 where that is a release."""
    origin = Origin(arrival.no, arrival.tags.issuer, arrival.partial, arrival.copy_of)
    if reading.release is None:
        store.refuse(reading.source, reading.mark._replace(trouble=reading.trouble), origin)
        return 0
    store.put(reading.release, reading.mark.digest, reading.mark, origin)
    return 1
