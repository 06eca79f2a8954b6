"""What a process does with its library while another decides what is told: pass over what is no news."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from itertools import takewhile

from bot.ledger.sql import Ledger
from bot.library.newcomers import Newcomer, Newcomers

CHUNK, CHUNKS = 500, 20  # releases looked at together, and how often in one look: others' turn may end


class StandBy:
    """Follows the deciding process, so that taking over from it is quick and tells nothing that is old.

    Passed over is what was decided on, and what lies on this machine alone: a file that the deciding process
    has had two whole looks to see, as the library may be one that both share. An arrival nobody decided on
    yet stays: it is news once it is this process's turn.
    """

    def __init__(self, newcomers: Newcomers, ledger: Ledger) -> None:
        self._newcomers = newcomers
        self._ledger = ledger
        self._looked: datetime | None = None  # when the deciding process did last
        self._looks = 0  # how often since there was in the library what is up to `_there`
        self._there = 0

    def look(self) -> None:
        """Pass over what is no news, as far as nothing else comes before it."""
        looked, there = self._ledger.outbox.looked(), 0
        if looked is None:
            return
        if looked != self._looked:
            self._looked, self._looks = looked, self._looks + 1
        if self._looks > 2:
            there, self._looks = self._there, 1
        if self._looks == 1:
            self._there = self._newcomers.newest()
        self._pass(there)

    def _pass(self, own: int) -> None:
        """Files up to the number `own` are this machine's alone."""
        identity = self._ledger.identity
        cursor = began = self._newcomers.cursor(identity)
        for _ in range(CHUNKS):
            some = self._newcomers.behind(cursor, CHUNK)
            unseen = self._ledger.outbox.unseen({mark for one in some for mark in one.marks})
            passed = [*takewhile(partial(_is_no_news, unseen=unseen, own=own), some)]
            cursor = passed[-1].no if passed else cursor
            if len(passed) < CHUNK:
                break
        if cursor > began:
            self._newcomers.looked(identity, cursor)


def _is_no_news(one: Newcomer, unseen: frozenset[int], own: int) -> bool:
    return not unseen.issuperset(one.marks) or (one.arrival is None and one.no <= own)
