"""What follows from a poll, a page, a likeness: what is known, seen and decided, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.ledger.shapes import DONE, PARTIAL, Arrival, Item, Lookalike, SourceState, Tags
from bot.source_settings import SourceSettings
from bot.sources import deciding
from bot.sources.deciding import FAILED, OK, REFUSED, UNCHANGED, Observation, Words, after_poll, listing_of

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday
WIRE = SourceSettings("wire", "feed", "https://wire.example/rss", every=120)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def item(number: int, minutes: float = 5, *identities: str) -> Item:
    own = identities or (f"wire:{number}",)
    return Item(own[0], "wire", f"https://wire.example/{number}", (*own, f"head:{number}"), ago(minutes))


STATE = SourceState(
    "wire", "feed", WIRE.url, ago(2), OK, None, NOW, 0, '"a"', "", "d1", ago(5),
    listed=(("", ("wire:1", "wire:2")),), covered_from=ago(600), covered_to=ago(2),
)  # fmt: skip
FRESH = SourceState("wire", "feed", WIRE.url)
KNOWN = {"wire:1", "wire:2", "head:1", "head:2"}


def page(*items: Item, status: str = OK, **said: object) -> Observation:
    return Observation(status, listings=(listing_of("", items),), digest="d2", **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "seen", "new", "known", "status", "message"),
    [
        (FRESH, page(item(2), item(1, 9)), [1, 2], 0, OK, None),
        (STATE, page(item(3, 1), item(2), item(1, 9)), [3], 2, OK, None),
        (STATE, page(item(3, 1), item(3, 1), item(2)), [3], 1, OK, None),
        (STATE, page(item(5, 1), item(4, 2)), [4, 5], 0, OK, "may have been missed"),
        (STATE, page(), [], 0, FAILED, "lists nothing, and listed 2 before"),
        (FRESH, page(), [], 0, OK, None),
        (STATE, page(item(1, 9)), [], 1, FAILED, "older copy"),
        (STATE, Observation(UNCHANGED), [], 0, UNCHANGED, None),
        (STATE, Observation(REFUSED, "The server refuses (403)."), [], 0, REFUSED, "403"),
        (STATE, Observation(FAILED, "The server answers 500."), [], 0, FAILED, "500"),
    ],
)
def test_what_a_poll_brings(state, seen, new, known, status, message):
    verdict = after_poll(WIRE, state, seen, KNOWN if state is STATE else frozenset(), NOW)
    assert [one.key for one in verdict.new] == [f"wire:{number}" for number in new]
    assert (verdict.known, verdict.state.status) == (known, status)
    assert verdict.state.message is None if message is None else message in verdict.state.message


def test_a_feed_that_changed_its_guids_and_links_is_known_by_its_headlines():
    renamed = page(item(2, 5, "link:a/2", "guid:x2"), item(1, 9, "link:a/1", "guid:x1"))
    verdict = after_poll(WIRE, STATE, renamed, KNOWN, NOW)
    assert (verdict.new, verdict.known) == ((), 2)
    assert "changed the addresses" in (verdict.state.message or "")


def test_one_headline_twice_is_two_releases_where_others_are_known_by_their_own():
    again = replace(item(3, 5), identities=("wire:3", "head:2"))
    verdict = after_poll(WIRE, STATE, page(again, item(2), item(1, 9)), KNOWN, NOW)
    assert [one.key for one in verdict.new] == ["wire:3"]


@pytest.mark.parametrize(
    ("failures", "wait", "seconds"),
    [
        (0, None, 120),
        (1, None, 240),
        (3, None, 960),
        (9, None, 3600),
        (0, timedelta(hours=2), 7200),
        (0, timedelta(days=30), 86400),
    ],
)
def test_a_source_that_fails_is_asked_later_each_time(failures, wait, seconds):
    seen = Observation(REFUSED, "The server refuses (429).", wait)
    state = after_poll(WIRE, replace(STATE, failures=failures), seen, (), NOW).state
    assert state.next == NOW + timedelta(seconds=seconds)
    assert (state.failures, state.covered_to, state.etag) == (failures + 1, STATE.covered_to, '"a"')


@pytest.mark.parametrize(("wait", "seconds"), [(None, 120), (300, 300), (60, 120), (99_999, 3600)])
def test_the_next_poll_comes_when_the_server_says_a_list_is_stale(wait, seconds):
    seen = Observation(UNCHANGED, wait=timedelta(seconds=wait) if wait else None)
    assert after_poll(WIRE, STATE, seen, (), NOW).state.next == NOW + timedelta(seconds=seconds)


def test_the_first_poll_is_nobodys_news_and_begins_the_span():
    verdict = after_poll(WIRE, FRESH, page(item(2), item(1, 9)), (), NOW)
    assert [one.first for one in verdict.new] == [True, True]
    assert (verdict.state.covered_from, verdict.state.covered_to) == (ago(9), NOW)


def test_a_gap_begins_the_span_anew_and_an_unchanged_list_extends_it():
    calm = after_poll(WIRE, STATE, Observation(UNCHANGED), (), NOW).state
    assert (calm.covered_from, calm.covered_to) == (ago(600), NOW)
    gap = after_poll(WIRE, STATE, page(item(5, 1), item(4, 2)), (), NOW).state
    assert (gap.covered_from, gap.covered_to) == (ago(2), NOW)


def test_an_older_copy_is_believed_after_a_day_of_nothing_else():
    stale = replace(STATE, stale_since=NOW - timedelta(hours=25))
    assert after_poll(WIRE, stale, page(item(1, 9)), KNOWN, NOW).state.status == OK


def test_another_address_is_another_source():
    moved = replace(WIRE, url="https://wire.example/other")
    assert deciding.state_for(moved, STATE) == SourceState("wire", "feed", moved.url)
    assert deciding.state_for(WIRE, STATE) is STATE


def test_a_page_is_tried_again_later_each_time_and_in_the_end_no_more():
    one, waits = item(1), []
    for _ in range(len(deciding.TRIED_AGAIN)):
        one = deciding.tried_again(one, NOW, wait=None, partial=True)
        waits.append((one.due or NOW) - NOW)
    assert waits == sorted(waits)
    assert (waits[0], one.state) == (timedelta(minutes=5), PARTIAL)
    assert deciding.tried_again(one, NOW, wait=None, partial=True).state == DONE
    asked = deciding.tried_again(item(1), NOW, wait=timedelta(hours=1), partial=True)
    assert asked.due == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("first", "copy_of", "language", "published", "news"),
    [
        (False, None, "en", ago(1), True),
        (False, None, None, None, True),
        (True, None, "en", ago(1), False),
        (False, 7, "en", ago(1), False),
        (False, None, "fr", ago(1), False),
        (False, None, "en", ago(700), False),
    ],
)
def test_what_is_news(first, copy_of, language, published, news):
    one = replace(item(1), first=first, published=published)
    assert deciding.is_news(one, copy_of, language, STATE.covered_from) is news


SKETCH = frozenset(range(100))
ARRIVAL = Arrival(
    "a:1", "a", "https://a.example/1", NOW, "text/html", b"", tags=Tags("Novira opens"), sketch=SKETCH
)
THERE = Lookalike(3, "b:1", NOW.date(), "NOVIRA opens!", None, False, SKETCH)


@pytest.mark.parametrize(
    ("new", "there", "may"),
    [
        ({}, {}, True),
        ({"key": "b:1"}, {}, False),
        ({}, {"headline": "Another"}, True),
        ({"sketch": frozenset(range(40, 140))}, {}, True),
        ({"sketch": frozenset(range(40, 140))}, {"headline": "Another"}, False),
        ({"sketch": frozenset({999}), "partial": True}, {}, True),
        ({"partial": True}, {"headline": "Another"}, False),
        ({"sketch": frozenset({999}), "tags": Tags("Novira ouvre", language="fr")}, {"language": "en"}, True),
    ],
)
def test_what_may_be_a_copy(new, there, may):
    assert deciding.may_be_copy(replace(ARRIVAL, **new), replace(THERE, **there)) is may


@pytest.mark.parametrize(
    ("new", "there", "translated", "copy"),
    [
        ({"12.34", "5678"}, {"12.34", "5678", "99.9"}, False, True),
        ({"12.34", "5678"}, {"12.35", "5678"}, False, False),
        (set("12345"), set("12345"), True, True),
        ({"12.34"}, {"12.34"}, True, False),
    ],
)
def test_copies_state_the_same_figures(new, there, translated, copy):
    one, other = Words(frozenset(new), False), Words(frozenset(there), False)
    assert deciding.is_copy(one, other, translated=translated) is copy
    assert not deciding.is_copy(one, replace(other, corrects=True), translated=translated)


@pytest.mark.parametrize(
    ("looked", "hours", "asked", "days"),
    [
        (None, 0, True, []),
        (date(2026, 2, 28), 25, False, [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)]),
        (date(2026, 2, 27), 2, False, []),
        (date(2026, 3, 2), 2, True, [date(2026, 3, 2)]),
    ],
)
def test_which_days_indexes_are_looked_at(looked, hours, asked, days):
    state = replace(STATE, looked=looked, looked_at=NOW - timedelta(hours=hours))
    assert list(deciding.days_to_look_at(state, NOW.date(), NOW, asked=asked)) == days
