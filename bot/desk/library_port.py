"""What the desk asks of a library: the interface, and the shapes that come back.

`bot.library.store.Store` is the one that keeps releases in SQLite; tests may bring one in memory.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from unicodedata import combining, normalize

from bot.fields import Fields
from bot.model import Entry, Release


@dataclass(frozen=True, slots=True)
class Name:
    """A name under which a company is known.

    `kind` is company (the full name), short (without legal form, or as the release shortens it), former,
    ticker or candidate; `text` is the name as releases write it, `key` the same folded for comparison.
    `score` is 100 for an exact hit, rapidfuzz's likeness otherwise. `releases` counts the company's releases.
    """

    text: str
    key: str
    kind: str
    company_id: int
    company: str
    score: float = 100.0
    releases: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a later release or a correction put in another's place."""

    field: str
    was: str
    now: str
    earlier: Entry
    later: Entry


@dataclass(frozen=True, slots=True)
class Holding:
    """A release with the indices of those things asked about that its headline or prose holds."""

    entry: Entry
    topics: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """The releases that hold most, and the rarest, of what was asked about, best first, then newest.

    `spread` says for each thing how many releases hold it, counted no further than a few dozen.
    """

    holdings: tuple[Holding, ...]
    spread: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A call to come: `call` is its index in the release."""

    entry: Entry
    call: int
    starts: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a library holds; `newest` is the day of its newest release."""

    releases: int
    companies: int
    newest: str | None


class LibraryPort(Protocol):
    """A library, as far as answering goes. All calls are quick reads; none changes anything."""

    def named(self, key: str) -> Sequence[Name]:
        """The names whose folded form is exactly `key`."""

    def alike(self, phrase: str, limit: int = 8) -> Sequence[Name]:
        """The names most like `phrase`, misspelt as it may be, best first."""

    def beginning(self, prefix: str, limit: int = 25) -> Sequence[Name]:
        """Names for completing what is being typed, most released first; "" gives the best known."""

    def entries(self, company_id: int, limit: int = 50) -> Sequence[Entry]:
        """The company's releases that are not superseded, newest first."""

    def stating(self, company_id: int, field: str, limit: int = 8) -> Sequence[Entry]:
        """Those of `entries` that state a value for `field`, newest first."""

    def release(self, id: str) -> Release:
        """The release whole. Raises KeyError for an id that is not kept."""

    def entry(self, id: str) -> Entry:
        """The release's entry. Raises KeyError for an id that is not kept."""

    def changes(self, id: str) -> Sequence[Change]:
        """What release `id` changed of earlier ones."""

    def upcoming(self, earliest: datetime, latest: datetime, limit: int = 25) -> Sequence[Upcoming]:
        """Calls that start within [earliest, latest), soonest first; aware datetimes."""

    def newest(self, limit: int = 10) -> Sequence[Entry]:
        """The newest releases of all companies."""

    def holdings(self) -> Holdings:
        """How much there is."""

    def companies(self, prefix: str, skip: int, limit: int) -> Sequence[tuple[str, int]]:
        """Companies by name with how many releases each has, those whose folded name begins so."""

    def holding(
        self, topics: Sequence[Sequence[str]], company_id: int | None = None, limit: int = 8
    ) -> Found:
        """The releases, of one company or of all, that hold most topics: each the ways of saying it."""


class OneRelease:
    """A library as if it held one release only; for the rest it is the library itself."""

    def __init__(self, library: LibraryPort, entry: Entry, fields: Fields) -> None:
        self._library = library
        self._entry = entry
        self._fields = fields

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def entries(self, company_id: int, limit: int = 50) -> Sequence[Entry]:
        """The one release."""
        return (self._entry,)

    def stating(self, company_id: int, field: str, limit: int = 8) -> Sequence[Entry]:
        """The one release, where it states a value for the field."""
        facts = self._fields[field].facts(self._library.release(self._entry.id))
        return (self._entry,) if next(iter(facts), None) else ()


def fold(text: str) -> str:
    """A name folded for comparison: lower case, letters and digits of any script, single spaces.

    Accents fall away and raised or lowered figures become plain ones.

    >>> fold("Cellectar Biosciences, Inc.")
    'cellectar biosciences inc'
    >>> fold("I-131-CLR1404")
    'i 131 clr1404'
    >>> fold("D-ABC₁₀₀ by Señal")
    'd abc100 by senal'
    """
    if not text.isascii():
        text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return _BETWEEN.sub(" ", text.casefold()).strip()


_BETWEEN = re.compile(r"[\W_]+")
