"""What a ledger keeps and what can be asked of it: the port, and the shapes that come and go.

Arrivals are a log: numbers rise in the order of commits, and none is given twice, so that a reader's cursor
never passes over one. Everything that one poll or one page brings is written in one transaction with the
state it leaves behind: killed at any moment and started again, each release is there once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.ledger.outbox import Outbox

WAITING, PARTIAL, DONE = "waiting", "partial", "done"
"""An item's page is to be fetched; only the feed's words are had, and it is tried again; nothing is left."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What the wire says about a release beside its text; nothing of it is proof of anything.

    `tickers` are written "NASDAQ:CLRB", or "CLRB" where no market is named; `language` is "en", "fr" or None.
    """

    headline: str | None = None
    issuer: str | None = None
    tickers: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NewArrival:
    """A release that came.

    `key` names it whatever the address, by the wire's own number where there is one. `media` is the body's
    media type. `partial`: only the feed's words are known. `news`: whether it is to be told to those who
    follow; what was on the page at the first poll, copies, and other languages are none. `copy_of` is the
    arrival's number whose copy it is. `day` is the one it is compared on, `traces` the words' marks by which
    copies are found, `sketch` what they are compared by.
    """

    key: str
    source: str
    address: str
    arrived: datetime
    media: str
    body: bytes
    published: datetime | None = None
    tags: Tags = Tags()
    partial: bool = False
    news: bool = True
    copy_of: int | None = None
    day: date | None = None
    traces: tuple[int, ...] = ()
    sketch: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A release as the log has it; see `NewArrival`."""

    no: int
    key: str
    source: str
    address: str
    arrived: datetime
    media: str
    body: bytes
    published: datetime | None = None
    tags: Tags = Tags()
    partial: bool = False
    news: bool = True
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An earlier arrival that shares a trace with a new one."""

    no: int
    key: str
    day: date
    headline: str | None
    language: str | None
    partial: bool
    sketch: frozenset[int]


@dataclass(frozen=True, slots=True)
class Item:
    """What a source listed: an entry of a feed, a filing.

    `identities` are all that it may be known by; `words` the feed's own HTML of it; `state` one of waiting,
    partial and done; `due` when its page is tried (again), after `tries` times; `first` whether the source's
    first poll listed it. `parties` are a filing's CIKs.
    """

    key: str
    source: str
    address: str
    identities: tuple[str, ...] = ()
    published: datetime | None = None
    tags: Tags = Tags()
    words: str = ""
    state: str = WAITING
    due: datetime | None = None
    tries: int = 0
    first: bool = False
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source from its polls.

    `status` is ok, unchanged, refused or failed, None before the first poll; `message` a sentence; `failures`
    how many polls went wrong in a row. `etag`, `modified` and `digest` are of the body last taken; `newest`
    the date of its newest item; `listed` the keys of each list last seen, for a filing's form or "". The
    polls cover without a gap what was published from `covered_from` to `covered_to`. `looked` is the last day
    whose index was looked at, `looked_at` when.
    """

    name: str
    kind: str = ""
    url: str = ""
    polled: datetime | None = None
    status: str | None = None
    message: str | None = None
    next: datetime | None = None
    failures: int = 0
    etag: str = ""
    modified: str = ""
    digest: str = ""
    newest: datetime | None = None
    listed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    covered_from: datetime | None = None
    covered_to: datetime | None = None
    stale_since: datetime | None = None
    looked: date | None = None
    looked_at: datetime | None = None


class Ledger(Protocol):
    """The system of record. Calls may come from several threads; each writing one is a transaction."""

    @property
    def identity(self) -> str:
        """What tells this ledger from every other; given when it was made, and never changed."""

    @property
    def outbox(self) -> Outbox:
        """Follows, and what is to be sent to whom."""

    def close(self) -> None:
        """Close it; what was written stays."""

    # Arrivals

    def add(self, arrivals: Sequence[NewArrival]) -> Sequence[int]:
        """Put arrivals into the log; gives the numbers of those that were not there (key and partial) before.

        Where another key has the same address, the key is set behind it ("…#KEY"): each has one of its own.
        """

    def newest(self) -> int:
        """The number of the newest arrival; 0 where there is none."""

    def after(self, number: int, limit: int) -> Sequence[Arrival]:
        """The arrivals behind a number, in order."""

    def arrival(self, number: int) -> Arrival:
        """One arrival. Raises KeyError where there is none of that number."""

    def lookalikes(self, traces: Collection[int], first: date, last: date) -> Sequence[Lookalike]:
        """Arrivals of these days that share a trace and are no copies themselves, the oldest first."""

    def arrived(self, source: str) -> int:
        """How many releases of the source arrived, copies and completions not counted."""

    # Sources

    def state(self, source: str) -> SourceState:
        """The source's state; an empty one before its first poll."""

    def note_poll(self, state: SourceState, items: Sequence[Item] = ()) -> None:
        """Keep the state after a poll, with the items that are new; one that is known is left as it is."""

    def known(self, identities: Collection[str]) -> frozenset[str]:
        """Which of the identities any item has."""

    def due(self, source: str, now: datetime, limit: int) -> Sequence[Item]:
        """The source's items whose page is to be tried by now, in the order they were listed."""

    def waits(self, source: str) -> datetime | None:
        """When the next of the source's items is due; None where none is left."""

    def settle(self, item: Item, arrivals: Sequence[NewArrival] = ()) -> Sequence[int]:
        """Keep what a page brought (as `add`) and what is left to do for its item, in one transaction."""
