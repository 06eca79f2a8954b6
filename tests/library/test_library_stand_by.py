"""What a library does while another process decides what is told: nothing old is news when it takes over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.stand_by import StandBy
from bot.ledger.sqlite import SqliteLedger
from bot.library.newcomers import Newcomers
from tests.library.test_library_arrivals import NOW, ONE, TWO, taken


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    with closing(SqliteLedger.open(tmp_path / "ledger.db")) as one:
        yield one


def decided(ledger: SqliteLedger, minute: int, *some) -> None:
    """The deciding process looked, and saw these."""
    marks = {mark for one in some for mark in one.marks}
    ledger.outbox.carry_out([], seen=marks, looked=NOW + timedelta(minutes=minute))


def test_what_was_decided_on_is_passed_over_and_what_was_not_stays(store, ledger):
    ledger.add([ONE, TWO])
    taken(store, ledger)
    newcomers = Newcomers(store)
    one, two = newcomers.behind(0, 9)
    standing = StandBy(newcomers, ledger)
    standing.look()  # nobody looked yet
    assert newcomers.cursor(ledger.identity) == 0
    decided(ledger, 0, one)
    for minute in range(1, 6):
        standing.look()
        assert newcomers.cursor(ledger.identity) == one.no
        decided(ledger, minute)
    decided(ledger, 9, two)
    standing.look()
    assert newcomers.cursor(ledger.identity) == two.no


def test_a_file_of_this_machine_is_passed_over_once_the_other_had_two_looks_to_see_it(store, ledger, write):
    newcomers, standing = Newcomers(store), StandBy(Newcomers(store), ledger)
    decided(ledger, 0)
    standing.look()
    store.put(write("a.txt"), "1")
    for minute in (1, 2):  # what was there when these looks began had not the file
        decided(ledger, minute)
        standing.look()
    assert newcomers.cursor(ledger.identity) == 0
    ledger.add([replace(ONE, body=b"Ostrava opens")])
    taken(store, ledger)
    for minute in (3, 4):
        decided(ledger, minute)
        standing.look()
    file, arrival = newcomers.behind(0, 9)
    assert newcomers.cursor(ledger.identity) == file.no
    assert newcomers.behind(file.no, 9) == [arrival]  # nobody decided on it: it is news
