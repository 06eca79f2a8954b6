"""The library and a ledger: taken in by cursor, read again when rules change, anew for another ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import Trouble
from bot.ledger.shapes import Arrival, Tags
from bot.ledger.sqlite import SqliteLedger
from bot.library.arrivals import take_in
from bot.library.indexing import Outcome
from bot.model import NOWHERE, Release, Span, Stated, Ticker

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ONE = Arrival("w:1", "wire", "https://w.example/1", NOW, "text/plain", b"Novira opens")
TWO = replace(ONE, key="w:2", address="https://w.example/2", body=b"Lumenor closes")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    one = SqliteLedger.open(tmp_path / "ledger.db")
    yield one
    one.close()


def read(arrival: Arrival) -> Release:
    """A release whose company is its first word, unless that is "nobody"."""
    text = arrival.body.decode()
    if text == "broken":
        raise Trouble(f"{arrival.address} holds no release.")
    first = text.split()[0]
    company = None if first == "nobody" else Stated(first, Span(0, len(first)))
    day = Stated("2026-03-02", Span(0, 0)) if "undated" not in text else None
    return Release(
        arrival.address, text, headline=Stated(text, Span(0, len(text))), company=company, published=day
    )


def taken(store, ledger, edition="e1") -> Outcome:
    return take_in(store, ledger, read, edition=edition)


def test_what_arrived_is_taken_in_once_in_order(store, ledger):
    ledger.add([ONE, TWO])
    assert taken(store, ledger) == Outcome(added=2)
    assert taken(store, ledger) == Outcome(unchanged=2)
    assert [entry.source for entry in store.newest()] == ["https://w.example/2", "https://w.example/1"]


def test_a_new_edition_reads_all_again_and_keeps_files(store, ledger, write):
    store.put(write("a.txt"), "1")
    ledger.add([ONE, TWO])
    taken(store, ledger)
    assert taken(store, ledger, "e2").added == 2
    assert len(store.newest()) == 3
    assert set(store.sources()) == {"a.txt"}


def test_another_ledger_takes_the_place_of_the_first(store, ledger, tmp_path):
    ledger.add([ONE, TWO])
    taken(store, ledger)
    other = SqliteLedger.open(tmp_path / "other.db")
    other.add([replace(ONE, key="x", address="https://x.example/1")])
    assert taken(store, other) == Outcome(added=1, removed=2)
    assert [entry.source for entry in store.newest()] == ["https://x.example/1"]
    other.close()


def test_an_arrival_that_cannot_be_read_is_named_and_costs_nothing_else(store, ledger):
    ledger.add([replace(ONE, body=b"broken"), TWO])
    outcome = taken(store, ledger)
    assert (outcome.added, outcome.troubles) == (1, ("https://w.example/1 holds no release.",))
    assert taken(store, ledger).troubles == outcome.troubles


def test_a_partial_release_becomes_whole_and_never_the_other_way(store, ledger):
    ledger.add([replace(ONE, partial=True, body=b"Novira opens")])
    taken(store, ledger)
    assert [entry.partial for entry in store.newest()] == [True]
    ledger.add([replace(ONE, body=b"Novira opens its works")])
    taken(store, ledger)
    taken(store, ledger, "e2")
    (entry,) = store.newest()
    assert (entry.partial, entry.headline) == (False, "Novira opens its works")


def test_a_partial_release_stands_behind_a_whole_one_of_the_same_headline(store, ledger):
    ledger.add([replace(TWO, body=b"Novira opens", partial=True), ONE])
    taken(store, ledger)
    (entry,) = store.newest()
    assert (entry.partial, entry.sources) == (False, ("https://w.example/2", "https://w.example/1"))


def test_what_the_ledger_calls_a_copy_is_one(store, ledger):
    ledger.add([ONE, replace(TWO, copy_of=1, body=b"Novira ouvre")])
    taken(store, ledger)
    (entry,) = store.newest()
    assert entry.sources == ("https://w.example/1", "https://w.example/2")


def test_the_wires_issuer_names_a_release_that_names_nobody(store, ledger):
    ledger.add([replace(ONE, body=b"nobody opens", tags=Tags(issuer="Averil Foods plc"))])
    taken(store, ledger)
    assert [name.company for name in store.named("averil foods")] == ["Averil Foods plc"]


def test_the_wires_ticker_is_kept_as_such_and_is_no_fact(store, fields, write):
    ticker = Ticker(Stated("NVRA", NOWHERE), Stated("NASDAQ", NOWHERE), stated_by="wire")
    release = replace(write(ticker=None), tickers=(ticker,))
    store.put(release, "1")
    kept = store.release(store.newest()[0].id)
    assert kept.tickers == (ticker,)
    assert not [fact for fact in fields.facts(kept) if fact.value == "NVRA"]
    assert [name.kind for name in store.named("nvra")] == ["ticker"]
