"""How far the library is: what answering may say of releases that are not read yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class LibraryState:
    """Written by the updates, read by the answers; `done` of `total` files of a running update are read.

    `arriving` counts the files that are still being written and read once they are whole. `made` is whether
    an update has ended since the start, `updated` when the last one that did, `trouble` why the last one did
    not. `caught_up` is when the library last had all that is in the ledger, `ledger_trouble` why it cannot be
    looked at now.
    """

    running: bool = False
    done: int = 0
    total: int = 0
    arriving: int = 0
    made: bool = False
    updated: datetime | None = None
    trouble: str | None = None
    caught_up: datetime | None = None
    ledger_trouble: str | None = None

    @property
    def whole(self) -> bool:
        """Whether the library has all files, and has had all that arrived: so that nothing is missing."""
        return self.made and not self.running and self.caught_up is not None

    @property
    def reading(self) -> str | None:
        """What to say while releases are yet to be read, after which answers may be others; else None."""
        if self.running and self.done < self.total:
            return f"Still reading releases: {self.done:,} of {self.total:,}."
        if self.running and not self.made:
            return "Still looking for releases."
        return None

    @property
    def missing(self) -> str | None:
        """What to say where nothing was found that may yet come."""
        return self.reading or ("A release is just arriving." if self.arriving else None)
