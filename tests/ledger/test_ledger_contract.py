"""What every maker of a ledger keeps to. A new maker is one more entry of `MAKERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from bot.ledger.opening import open_ledger
from bot.ledger.port import DONE, PARTIAL, WAITING, Item, Ledger, NewArrival, SourceState, Tags

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
ARRIVAL = NewArrival("wire:1", "wire", "https://wire.example/1", NOW, "text/html", b"<h1>Novira opens</h1>")
ITEM = Item("wire:1", "wire", "https://wire.example/1", ("link:1", "guid:1"), NOW, words="<p>Novira</p>")


def sqlite(folder: Path) -> str:
    return str(folder / "ledger.db")


MAKERS = {"sqlite": sqlite}
Open = Callable[[], Ledger]


@pytest.fixture(params=MAKERS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens one and the same ledger, as often as asked."""
    place = MAKERS[request.param](tmp_path)
    ledgers: list[Ledger] = []

    def open_one() -> Ledger:
        ledgers.append(open_ledger(place))
        return ledgers[-1]

    yield open_one
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(opened: Open) -> Ledger:
    return opened()


def test_a_ledger_keeps_its_identity(opened: Open) -> None:
    one, other = opened(), opened()
    assert one.identity == other.identity
    assert len(one.identity) == 32


def test_what_arrived_comes_back_whole_and_in_order(ledger: Ledger) -> None:
    tags = Tags("Novira opens", "Novira plc", ("LSE:NVR",), "en")
    whole = replace(ARRIVAL, published=NOW - timedelta(minutes=3), tags=tags, news=False)
    assert ledger.add([whole, replace(ARRIVAL, key="wire:2", address="https://wire.example/2")]) == [1, 2]
    one, other = ledger.after(0, 10)
    assert (one.no, one.key, one.address, one.body) == (1, "wire:1", "https://wire.example/1", ARRIVAL.body)
    assert (one.arrived, one.published, one.tags, one.news) == (NOW, NOW - timedelta(minutes=3), tags, False)
    assert [found.no for found in ledger.after(1, 10)] == [other.no]
    assert ledger.newest() == 2
    assert ledger.arrival(2) == other
    with pytest.raises(KeyError):
        ledger.arrival(3)


def test_a_key_arrives_once_and_a_partial_one_becomes_whole_once(ledger: Ledger) -> None:
    partial = replace(ARRIVAL, partial=True)
    assert ledger.add([partial]) == [1]
    assert ledger.add([partial]) == []
    assert ledger.add([ARRIVAL]) == [2]
    assert ledger.add([ARRIVAL, partial]) == []
    assert [(one.no, one.partial, one.address) for one in ledger.after(0, 10)] == [
        (1, True, "https://wire.example/1"),
        (2, False, "https://wire.example/1"),
    ]
    assert ledger.arrived("wire") == 1


def test_two_keys_of_one_address_have_one_each(ledger: Ledger) -> None:
    ledger.add([ARRIVAL, replace(ARRIVAL, key="wire:2")])
    assert [one.address for one in ledger.after(0, 10)] == [
        "https://wire.example/1",
        "https://wire.example/1#wire:2",
    ]


def test_numbers_are_never_given_twice_and_rise_for_every_writer(opened: Open) -> None:
    def write(writer: int) -> None:
        ledger = opened()
        for i in range(20):
            ledger.add([replace(ARRIVAL, key=f"{writer}:{i}", address=f"https://wire.example/{writer}/{i}")])

    writers = [Thread(target=write, args=(n,)) for n in range(3)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert [one.no for one in opened().after(0, 100)] == list(range(1, 61))


def test_copies_are_found_by_their_traces_within_the_days_asked_for(ledger: Ledger) -> None:
    day = date(2026, 3, 2)
    one = replace(ARRIVAL, day=day, traces=(7, 8), sketch=frozenset({7, 8, 4_000_000_000}))
    copy = replace(one, key="other:1", address="https://other.example/1", copy_of=1)
    later = replace(one, key="wire:3", address="https://wire.example/3", day=date(2026, 3, 9))
    ledger.add([one, copy, later])
    (found,) = ledger.lookalikes([8, 9], day, day + timedelta(days=1))
    assert (found.no, found.key, found.day, found.sketch) == (1, "wire:1", day, one.sketch)
    assert ledger.lookalikes([9], day, day) == []
    assert ledger.lookalikes([], day, day) == ()


def test_a_state_comes_back_as_it_was(ledger: Ledger) -> None:
    assert ledger.state("wire") == SourceState("wire")
    state = SourceState(
        "wire", "feed", "https://wire.example/rss", NOW, "ok", None, NOW + timedelta(seconds=120), 2, '"e"',
        digest="d", newest=NOW, listed=(("", ("wire:1", "wire:2")),), looked=date(2026, 3, 1),
    )  # fmt: skip
    ledger.note_poll(state)
    assert ledger.state("wire") == state


def test_items_wait_until_they_are_settled(ledger: Ledger) -> None:
    ledger.note_poll(SourceState("wire"), [ITEM, replace(ITEM, key="wire:2", identities=("link:2",))])
    assert [item.key for item in ledger.due("wire", NOW, 10)] == ["wire:1", "wire:2"]
    assert ledger.due("other", NOW, 10) == []
    assert ledger.due("wire", NOW, 1) == [replace(ITEM, identities=())]
    assert ledger.settle(replace(ITEM, state=DONE), [ARRIVAL]) == [1]
    later = replace(ITEM, key="wire:2", state=PARTIAL, due=NOW + timedelta(hours=1), tries=1)
    assert ledger.settle(later) == []
    assert ledger.due("wire", NOW, 10) == []
    assert ledger.waits("wire") == NOW + timedelta(hours=1)
    assert [item.state for item in ledger.due("wire", NOW + timedelta(hours=1), 10)] == [PARTIAL]


def test_an_item_is_known_by_each_of_its_identities_and_noted_once(ledger: Ledger) -> None:
    ledger.note_poll(SourceState("wire"), [ITEM])
    assert ledger.known(["link:1", "guid:1", "wire:1", "link:9"]) == {"link:1", "guid:1", "wire:1"}
    ledger.settle(replace(ITEM, state=DONE))
    ledger.note_poll(SourceState("wire"), [replace(ITEM, state=WAITING)])
    assert ledger.due("wire", NOW, 10) == []
