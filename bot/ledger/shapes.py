"""What comes into a ledger and out of it: arrivals, and what is known of sources and what they list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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
class Arrival:
    """A release that came; `no` is its number in the log, 0 before it is given one.

    `key` names it whatever the address, by the wire's own number where there is one. `media` is the body's
    media type. `partial`: only the feed's words are known. `news`: whether it is to be told to those who
    follow; what was on the page at the first poll, copies, and other languages are none. `copy_of` is the
    arrival's number whose copy it is. What copies are found by is not read back: `day` is the one it is
    compared on, `traces` are the words' marks, `sketch` what it is compared by.
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
    no: int = 0


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
