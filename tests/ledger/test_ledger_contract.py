"""What every maker of a ledger keeps to. A new maker is one more entry of `MAKERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.errors import Trouble
from bot.ledger.opening import open_ledger
from bot.ledger.outbox import Change, Drop, Follow, Post, Sender, Tell
from bot.ledger.shapes import DONE, PARTIAL, WAITING, Arrival, Item, SourceState, Tags
from bot.ledger.sql import Ledger
from tests.postgres import Postgres

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
ARRIVAL = Arrival("wire:1", "wire", "https://wire.example/1", NOW, "text/html", b"<h1>Novira opens</h1>")
ITEM = Item("wire:1", "wire", "https://wire.example/1", ("link:1", "guid:1"), NOW, words="<p>Novira</p>")


def sqlite(request: pytest.FixtureRequest) -> str:
    folder: Path = request.getfixturevalue("tmp_path")
    return str(folder / "ledger.db")


def postgres(request: pytest.FixtureRequest) -> str:
    server: Postgres = request.getfixturevalue("postgres")
    return server.database()


MAKERS = {"sqlite": sqlite, "postgres": postgres}
Open = Callable[[], Ledger]


@pytest.fixture(params=MAKERS)
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens one and the same ledger, as often as asked."""
    place = MAKERS[request.param](request)
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


def test_a_lease_has_one_holder_until_it_ends_or_is_given_back(opened: Open) -> None:
    one, other = opened(), opened()
    assert one.lease("wire", "one", 30)
    assert one.lease("edgar", "one", 30)
    assert not other.lease("wire", "other", 30)
    assert one.lease("wire", "one", 30)
    one.give_back("one")
    assert other.lease("wire", "other", -1)
    assert one.lease("wire", "one", 30)


def test_one_of_many_gets_a_lease(opened: Open) -> None:
    got: list[bool] = []

    def take(holder: int) -> None:
        ledger = opened()
        got.extend(ledger.lease("wire", f"{holder}:{n}", 30) for n in range(10))

    takers = [Thread(target=take, args=(n,)) for n in range(3)]
    for thread in takers:
        thread.start()
    for thread in takers:
        thread.join()
    assert sorted(got) == [False] * 29 + [True]


def test_turns_are_apart_whoever_takes_them(opened: Open) -> None:
    one, other = opened(), opened()
    waits = [one.turn("edgar", 100), other.turn("edgar", 100), one.turn("edgar", 100), other.turn("wire", 1)]
    assert waits == [0, pytest.approx(100, abs=5), pytest.approx(200, abs=5), 0]


def test_who_waits_for_arrivals_is_woken_or_looks_again(opened: Open) -> None:
    ledger = opened()
    for _ in range(3):
        ledger.wait(0.01)
    ledger.close()
    ledger.wait(0.01)


FOLLOW = Follow("release", "c1", 7, "novira", "Novira plc", NOW, guild=9, what="calls", since=3)


def test_a_follow_comes_back_and_one_of_its_place_and_issuer_takes_its_place(ledger: Ledger) -> None:
    outbox = ledger.outbox
    made = outbox.follow(FOLLOW)
    assert made == replace(FOLLOW, id=made.id)
    again = outbox.follow(replace(FOLLOW, what="pipeline", since=8, made=NOW + timedelta(days=1)))
    assert again == replace(made, what="pipeline")  # it goes on from where the first began
    other = outbox.follow(replace(FOLLOW, place="u7", guild=None))
    remind = outbox.follow(replace(FOLLOW, kind="reminder", place="u7", guild=None, before=15))
    assert outbox.follows(issuers=["novira", "other"]) == [again, other, remind]
    assert outbox.follows(place="u7") == [other, remind]
    assert outbox.follows(guild=9) == [again]
    assert outbox.follows(person=7, kind="reminder") == [remind]
    assert outbox.follows(issuers=[]) == []


def tell(place: str, event: str = "release:1", follows: tuple[int, ...] = (), **more: Any) -> Tell:
    return Tell(place, event, f"body of {event}", NOW, follows, **more)


def test_a_post_is_made_once_for_a_place_and_event(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    one = outbox.follow(FOLLOW)
    other = outbox.follow(replace(FOLLOW, issuer="ostrava"))
    outbox.carry_out([tell("c1", follows=(one.id, other.id)), tell("u7")], seen=[1, 2], looked=NOW)
    outbox.carry_out([replace(tell("c1", follows=(one.id,)), body="another")])
    first, second = sending.waiting(NOW, 10)
    assert (first.place, first.event, first.body, first.state) == (
        *("c1", "release:1", "body of release:1", "waiting"),
    )
    assert second.place == "u7"
    assert outbox.looked() == NOW
    assert outbox.unseen([1, 2, 3]) == {3}
    sending.begin(first.id, NOW)
    sending.sent(first.id, 1, 500)
    outbox.carry_out([tell("c1", follows=(one.id,))])
    assert [post.id for post in sending.waiting(NOW, 10)] == [second.id]


def test_what_is_decided_is_kept_whole_or_not_at_all(ledger: Ledger) -> None:
    broken = replace(tell("c2"), body=None)  # type: ignore[arg-type]
    with pytest.raises(Trouble):
        ledger.outbox.carry_out([tell("c1"), broken], seen=[1], looked=NOW)
    assert ledger.sending(Sender()).waiting(NOW, 10) == []
    assert ledger.outbox.unseen([1]) == {1}
    assert ledger.outbox.looked() is None


def test_a_post_that_was_tried_stays_until_it_was_sent(opened: Open) -> None:
    ledger = opened()
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    outbox.carry_out([tell("c1", useless=NOW + timedelta(hours=1))])
    (post,) = sending.waiting(NOW, 10)
    sending.begin(post.id, NOW)
    sending.begin(post.id, NOW + timedelta(minutes=1))
    (tried,) = opened().sending(Sender()).waiting(NOW, 10)
    assert (tried.state, tried.tried, tried.tries) == ("sending", NOW, 2)
    assert tried.useless == NOW + timedelta(hours=1)
    sending.put_off(post.id, NOW + timedelta(minutes=2), "503", refused=False)
    assert sending.waiting(NOW, 10) == []
    (tried,) = sending.waiting(NOW + timedelta(minutes=2), 10)
    assert (tried.state, tried.tried) == ("sending", NOW)
    sending.put_off(post.id, NOW, "403", refused=True)
    (tried,) = sending.waiting(NOW, 10)
    assert (tried.state, tried.tried) == ("waiting", None)
    sending.drop(post.id, "too late")
    assert sending.waiting(NOW, 10) == []


def test_a_post_is_tried_again_as_it_was_first_until_it_surely_did_not_arrive(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    outbox.carry_out([tell("c1")])
    (post,) = sending.waiting(NOW, 10)
    outbox.carry_out([Change("c1", "release:1", "moved")])
    assert sending.begin(post.id, NOW) == "moved"
    outbox.carry_out([Change("c1", "release:1", "cancelled")])
    assert sending.begin(post.id, NOW + timedelta(minutes=1)) == "moved"
    (tried,) = sending.waiting(NOW, 10)
    assert (tried.body, tried.tried_body, tried.tried) == ("cancelled", "moved", NOW)
    later = NOW + timedelta(hours=1)
    assert sending.begin(post.id, later, anew=True) == "cancelled"
    (tried,) = sending.waiting(NOW, 10)
    assert (tried.tried_body, tried.tried, tried.state, tried.tries) == ("cancelled", later, "sending", 3)
    sending.sent(post.id, 1, 500)
    assert sending.to_edit(10) == []  # it was sent as it is
    assert sending.begin(post.id, later) is None
    outbox.carry_out([tell("c2")])
    (other,) = sending.waiting(NOW, 10)
    outbox.carry_out([Drop("c2", "release:1", "moved")])
    assert sending.begin(other.id, NOW) is None
    assert sending.waiting(NOW, 10) == []


def test_behind_a_post_that_is_tried_again_its_place_waits_for_a_while(ledger: Ledger) -> None:
    outbox, sending, soon = ledger.outbox, ledger.sending(Sender()), NOW + timedelta(seconds=5)
    outbox.carry_out([tell("c1"), tell("c1", "release:2"), tell("c2", "release:2")])
    first, second, elsewhere = sending.waiting(NOW, 10)
    for _ in range(5):
        sending.begin(first.id, NOW)
    sending.put_off(first.id, soon, "503", refused=False)
    assert [post.id for post in sending.waiting(NOW, 10)] == [elsewhere.id]
    assert {post.id for post in sending.waiting(soon, 10)} == {first.id, second.id, elsewhere.id}
    sending.begin(first.id, NOW)
    assert [post.id for post in sending.waiting(NOW, 10)] == [second.id, elsewhere.id]


def test_a_reply_finds_the_first_that_was_posted_and_a_change_edits_it(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    outbox.carry_out([tell("c1")])
    (post,) = sending.waiting(NOW, 10)
    sending.begin(post.id, NOW)
    sending.sent(post.id, 1, 500)
    answer = replace(tell("c1", "release:2"), replies_to=("release:0", "release:1"))
    outbox.carry_out([Change("c1", "release:1", "moved"), answer])
    (reply,) = sending.waiting(NOW, 10)
    assert reply.replies_to == 500
    (edit,) = sending.to_edit(10)
    assert (edit.id, edit.body, edit.channel, edit.message) == (post.id, "moved", 1, 500)
    outbox.carry_out([Change("c1", "release:1", "cancelled")])
    sending.edited(post.id, "moved")
    (edit,) = sending.to_edit(10)
    sending.edited(edit.id, "cancelled")
    assert sending.to_edit(10) == []
    outbox.carry_out([Change("c1", "release:2", "other"), Change("c1", "none", "x")])
    assert [p.body for p in sending.waiting(NOW, 10)] == ["other"]
    assert sending.to_edit(10) == []
    assert set(outbox.posts([("c1", "release:1"), ("c1", "release:9")])) == {("c1", "release:1")}


def test_a_dropped_post_is_taken_up_again(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    outbox.carry_out([tell("u7", "remind:novira:1")])
    assert [post.event for post in outbox.events_at("u7", "remind:novira:")] == ["remind:novira:1"]
    outbox.carry_out([Drop("u7", "remind:novira:1", "moved")])
    assert sending.waiting(NOW, 10) == outbox.events_at("u7", "remind:") == []
    outbox.carry_out([tell("u7", "remind:novira:1")])
    assert len(sending.waiting(NOW, 10)) == 1


def test_a_paused_follow_is_not_told_until_it_goes_on(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    one, other = outbox.follow(FOLLOW), outbox.follow(replace(FOLLOW, issuer="ostrava"))
    outbox.carry_out([tell("c1", follows=(one.id,)), tell("c1", "release:2", (one.id, other.id))])
    outbox.pause([one.id], "Discord answered 403, code 50013", NOW, [tell("u7", "paused:c1")])
    assert [post.event for post in sending.waiting(NOW, 10)] == ["release:2", "paused:c1"]
    outbox.pause([one.id], "again", NOW)
    paused, *more = outbox.follows(paused=True)
    assert more == []
    assert (paused.reason, paused.paused) == ("Discord answered 403, code 50013", NOW)
    outbox.resume([one.id])
    assert [post.event for post in sending.waiting(NOW, 10)] == ["release:1", "release:2", "paused:c1"]
    assert outbox.follows(issuers=["novira"])[0] == one


def test_ending_a_follow_drops_what_waits_for_nobody_else(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    one, other = outbox.follow(FOLLOW), outbox.follow(replace(FOLLOW, issuer="ostrava"))
    outbox.carry_out([tell("c1", follows=(one.id,)), tell("c1", "release:2", (one.id, other.id))])
    assert outbox.unfollow([one.id, 99]) == 1
    assert [post.event for post in sending.waiting(NOW, 10)] == ["release:2"]
    assert outbox.follows() == [other]


def test_a_person_is_forgotten(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    outbox.follow(FOLLOW)
    own = outbox.follow(replace(FOLLOW, place="u7", guild=None))
    outbox.carry_out([tell("u7", follows=(own.id,)), tell("u8")])
    assert outbox.forget(7) == 1
    assert [(follow.place, follow.person) for follow in outbox.follows()] == [("c1", 0)]
    assert [post.place for post in sending.waiting(NOW, 10)] == ["u8"]


def test_what_is_old_is_tidied(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    gone, kept = outbox.follow(FOLLOW), outbox.follow(replace(FOLLOW, issuer="ostrava"))
    own = outbox.follow(replace(FOLLOW, issuer="halcyra"))
    outbox.carry_out([tell("c1", follows=(kept.id,)), replace(tell("c2"), due=NOW - timedelta(days=200))])
    outbox.pause([gone.id], "I am no longer in that server", NOW - timedelta(days=31))
    outbox.pause([own.id], "paused by you", NOW - timedelta(days=99))
    outbox.tidy(NOW - timedelta(days=30), NOW - timedelta(days=120), "paused by you")
    assert [follow.id for follow in outbox.follows()] == [kept.id, own.id]
    assert [post.place for post in sending.waiting(NOW, 10)] == ["c1"]


def test_a_servers_settings_come_back(ledger: Ledger) -> None:
    assert ledger.outbox.settings(9) == {}
    ledger.outbox.set(9, {"ping": 12, "events": True})
    ledger.outbox.set(9, {"ping": None, "events": True})
    assert ledger.outbox.settings(9) == {"ping": None, "events": True}
    assert ledger.outbox.guilds() == {9: {"ping": None, "events": True}}


def test_a_servers_events_are_made_changed_and_deleted(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    outbox.schedule(9, {"a": "one", "b": "two"})
    first, second = sending.to_schedule(10)
    assert (first.guild, first.key, first.wanted, first.made, first.event, first.trying) == (
        *(9, "a", "one", None, None, None),
    )
    sending.scheduling(first.id, "one")
    outbox.schedule(9, {"a": "another"})
    assert (sending.to_schedule(1)[0].trying, sending.to_schedule(1)[0].wanted) == ("one", "another")
    outbox.schedule(9, {"a": "one"})
    sending.scheduled_as(first.id, 70, "one")
    assert outbox.scheduled(9)[0].trying is None
    sending.scheduled_as(second.id, 71, "two")
    assert sending.to_schedule(10) == []
    outbox.schedule(9, {"a": "moved", "b": None})
    assert [(one.wanted, one.made, one.event) for one in sending.to_schedule(10)] == [
        ("moved", "one", 70),
        (None, "two", 71),
    ]
    sending.scheduled_as(second.id, None, None)
    assert [one.key for one in outbox.scheduled(9)] == ["a"]
    outbox.schedule(9, {}, past=["a"])
    assert outbox.scheduled(9) == sending.to_schedule(10) == []


def of_server(place: str, guild: int | None, event: str = "release:1") -> Tell:
    return replace(tell(place, event), guild=guild)


SHARD = 1 << 22  # servers whose numbers are as far apart are dealt to shards in turn


def places(posts: Sequence[Post]) -> list[str]:
    return [post.place for post in posts]


def test_each_server_is_its_shards_and_direct_messages_are_the_firsts(opened: Open) -> None:
    one, other = opened(), opened()
    one.outbox.carry_out([of_server(f"c{n}", n * SHARD + 5) for n in range(6)])
    one.outbox.carry_out([of_server("u7", None)])
    one.outbox.schedule(2 * SHARD + 1, {"a": "two"})
    one.outbox.schedule(3 * SHARD + 1, {"a": "three"})
    first, last = one.sending(Sender((0, 2), 4)), other.sending(Sender((3,), 4))
    assert places(first.waiting(NOW, 9)) == ["c0", "c2", "c4", "u7"]
    assert places(last.waiting(NOW, 9)) == ["c3"]
    assert [event.wanted for event in first.to_schedule(9)] == ["two"]
    assert [event.wanted for event in last.to_schedule(9)] == ["three"]
    # Of another number of shards the rest is somebody's, what is claimed not yet.
    halved = other.sending(Sender((1,), 2))
    assert places(halved.waiting(NOW, 9)) == ["c1", "c5"]
    last.give_back()
    assert places(halved.waiting(NOW, 9)) == ["c1", "c3", "c5"]
    assert halved.to_schedule(9)[0].wanted == "three"


def test_a_claim_holds_until_its_end_and_only_its_holder_notes(opened: Open) -> None:
    ledger, other = opened(), opened()
    ledger.outbox.carry_out([of_server("c1", 5), of_server("c1", 5, "release:2"), of_server("c2", 5)])
    one, two = ledger.sending(Sender((0,), 1)), other.sending(Sender((0,), 2))
    first, *_ = one.waiting(NOW, 1)
    assert one.begin(first.id, NOW) == "body of release:1"
    assert places(two.waiting(NOW, 9)) == ["c2"]  # nothing goes out of order at the other place
    noted = [
        two.begin(first.id, NOW),
        two.sent(first.id, 1, 500),
        two.put_off(first.id, NOW, "503", refused=True),
        two.drop(first.id, "too late"),
    ]
    assert noted == [None, False, False, False]
    with ledger.writing() as at:
        at.execute("UPDATE post SET until = 0 WHERE place = 'c1'")  # the first was killed long ago
    taken = two.waiting(NOW, 9)
    assert [(post.place, post.event, post.state) for post in taken] == [
        ("c1", "release:1", "sending"),
        ("c1", "release:2", "waiting"),
        ("c2", "release:1", "waiting"),
    ]
    assert not one.begin(first.id, NOW)
    assert not one.sent(first.id, 1, 500)
    assert two.begin(first.id, NOW)
    assert two.sent(first.id, 1, 500)
    assert not two.begin(first.id, NOW)  # it is sent


def test_who_starts_with_the_same_shards_goes_on_at_once(opened: Open) -> None:
    one, again = opened(), opened()
    one.outbox.carry_out([of_server("c1", 5)])
    (post,) = one.sending(Sender((0, 1), 2)).waiting(NOW, 9)
    assert again.sending(Sender((0, 1), 2)).waiting(NOW, 9) == [post]


def test_an_edit_and_an_event_are_claimed_as_posts_are(opened: Open) -> None:
    ledger, other = opened(), opened()
    one, two = ledger.sending(Sender()), other.sending(Sender((0,), 2))
    ledger.outbox.carry_out([of_server("c1", 5)])
    ledger.outbox.schedule(5, {"a": "one"})
    (post,) = one.waiting(NOW, 9)
    one.begin(post.id, NOW)
    one.sent(post.id, 1, 500)
    ledger.outbox.carry_out([Change("c1", "release:1", "moved")])
    ((edit,), (event,)) = one.to_edit(9), one.to_schedule(9)
    assert two.to_edit(9) == two.to_schedule(9) == []
    assert [two.edited(edit.id, "moved"), two.scheduling(event.id, "one")] == [False, False]
    assert [one.edited(edit.id, "moved"), one.scheduling(event.id, "one")] == [True, True]
    assert one.scheduled_as(event.id, 70, "one")


def test_what_is_not_to_be_sent_any_more_is_not_begun(ledger: Ledger) -> None:
    outbox, sending = ledger.outbox, ledger.sending(Sender())
    follow = outbox.follow(FOLLOW)
    outbox.carry_out([tell("c1", follows=(follow.id,)), tell("u7", "remind:novira:1")])
    first, second = sending.waiting(NOW, 9)
    outbox.unfollow([follow.id])
    outbox.carry_out([Drop("u7", "remind:novira:1", "moved")])
    assert [sending.begin(first.id, NOW), sending.begin(second.id, NOW)] == [None, None]


def test_senders_at_once_have_each_post_once(opened: Open) -> None:
    opened().outbox.carry_out([of_server(f"c{n}", 5) for n in range(60)])
    had: list[int] = []

    def send(n: int) -> None:
        sending = opened().sending(Sender((0,), n + 1))  # four that take the server for their own
        while posts := sending.waiting(NOW, 7):
            for post in posts:
                if sending.begin(post.id, NOW) and sending.sent(post.id, 1, 500):
                    had.append(post.id)

    senders = [Thread(target=send, args=(n,)) for n in range(4)]
    for thread in senders:
        thread.start()
    for thread in senders:
        thread.join()
    assert len(had) == len(set(had))
    rest = opened().sending(Sender())
    for post in rest.waiting(NOW, 99):
        had.append(post.id)
    assert len(had) == 60
