"""Releases put, found again, joined with their twins, and removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.desk.library_port import Holdings
from bot.library.store import Store

Q4 = {
    "title": "Fourth quarter 2024 results call",
    "starts": "2025-02-13T17:00:00-05:00",
    "access_code": "4410023",
}
Q1 = {
    "title": "First quarter 2025 results call",
    "starts": "2025-05-13T17:00:00-04:00",
    "access_code": "4410024",
}

PROSE = """The board will speak about the year that ended in December, about the new works in the north,
and about what it expects of the months ahead. Analysts may put questions once the chairman has spoken;
everybody else may listen. Novira makes valves for ships, pumps for mines and small motors for hospital beds.
It has nine works in four countries and belongs for the most part to the families that founded it."""
FORM = """Transaction in own shares: on Monday the company bought 1,200 of its ordinary shares of one penny
each in the market, at prices between 310 and 318 pence. It will hold them in treasury until needed."""


def only(found):
    (one,) = found
    return one


def company_of(store: Store, key: str = "novira systems") -> int:
    return store.named(key)[0].company_id


def test_what_was_put_comes_back_whole(store, write):
    release = write(calls=[Q4], candidates={"NVR-101": "phase 2"}, investor="Ada Quill", body="Ünïcode – 😀")
    store.put(release, "digest")
    entry = only(store.newest())
    assert store.release(entry.id) == release
    assert (entry.source, entry.company, entry.headline) == (
        "a.txt",
        "Novira Systems, Inc.",
        "Novira to hold a call",
    )
    assert (entry.published, entry.superseded_by) == ("2025-01-20", None)


def test_an_unknown_id_is_a_key_error(store):
    for ask in (store.release, store.entry, store.changes):
        with pytest.raises(KeyError):
            ask("0123456789abcdef")


def test_a_release_keeps_its_id_wherever_it_is_indexed(store, write):
    store.put(write("a.txt"), "d")
    first = only(store.newest()).id
    store.remove("a.txt")
    store.put(write("elsewhere/b.txt"), "d")
    assert only(store.newest()).id == first


def test_entries_come_newest_first_and_stating_keeps_those_that_state(store, write):
    store.put(write("q4.txt", calls=[Q4], published="2025-01-20"), "1")
    store.put(write("news.txt", "Novira opens a plant", published="2025-03-01"), "2")
    store.put(write("q1.txt", "Novira sets the date", calls=[Q1], published="2025-04-20"), "3")
    company = company_of(store)
    assert [e.source for e in store.entries(company)] == ["q1.txt", "news.txt", "q4.txt"]
    assert [e.source for e in store.entries(company, 1)] == ["q1.txt"]
    assert [e.source for e in store.stating(company, "call.access_code")] == ["q1.txt", "q4.txt"]
    assert store.stating(company, "call.webcast") == []
    assert store.stating(company, "no.such.field") == []
    assert [e.source for e in store.newest(2)] == ["q1.txt", "news.txt"]


def test_a_release_without_a_date_is_placed_by_its_call(store, write):
    store.put(write("undated.txt", calls=[Q1], published=None), "1")
    store.put(write("dated.txt", "Novira opens a plant", published="2025-03-01"), "2")
    assert [(e.source, e.published) for e in store.newest()] == [
        ("undated.txt", None),
        ("dated.txt", "2025-03-01"),
    ]


def test_putting_a_source_again_replaces_what_it_held(store, write):
    store.put(write("a.txt", calls=[Q4]), "1")
    store.put(write("a.txt", "Novira opens a plant"), "2")
    assert only(store.newest()).headline == "Novira opens a plant"
    assert store.stating(company_of(store), "call.access_code") == []
    assert store.sources()["a.txt"].digest == "2"


def test_a_library_that_lost_everything_is_empty(store, write):
    store.put(write("a.txt", calls=[Q4], candidates={"NVR-101": "phase 2"}, aliases=["Novira"]), "1")
    store.put(write("b.txt", "Novira moves", calls=[Q4 | {"starts": "2025-02-13T16:00:00-05:00"}]), "2")
    for source in list(store.sources()):
        store.remove(source)
    store.remove("never-there.txt")
    with store.database.reading() as at:
        tables = at.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' "
            "AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        left = {t: at.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for (t,) in tables}  # noqa: S608 - own tables
        found = at.execute("SELECT rowid FROM search WHERE search MATCH 'novira'").fetchall()
    assert {table for table, rows in left.items() if rows} == {"migration", "field"}
    assert found == []


# The same release from two places


def test_the_same_release_from_two_wires_is_one_with_two_sources(store, write):
    store.put(write("wire-one.txt", calls=[Q4], body=PROSE), "1")
    store.put(write("wire-two.txt", calls=[Q4], body=PROSE + "SOURCE: Novira"), "2")
    entry = only(store.newest())
    assert entry.sources == ("wire-one.txt", "wire-two.txt")
    assert store.named("novira systems")[0].releases == 1
    store.remove("wire-one.txt")
    entry = only(store.newest())
    assert entry.sources == ("wire-two.txt",)
    assert store.release(entry.id).source == "wire-two.txt"
    assert only(store.stating(company_of(store), "call.access_code")).id == entry.id


def test_of_two_copies_the_one_that_states_more_leads(store, write):
    store.put(write("cut.txt", calls=[Q4 | {"access_code": None}], body=PROSE), "1")
    cut = only(store.newest()).id
    store.put(write("whole.txt", calls=[Q4], body=PROSE), "2")
    entry = only(store.newest())
    assert store.release(entry.id).source == "whole.txt"
    assert store.entry(cut).id == entry.id  # the copy's id leads to the release still
    store.remove("whole.txt")
    assert store.release(only(store.newest()).id).source == "cut.txt"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"company": "Averil Foods plc", "ticker": "AVRL"}, "another company"),
        ({"published": "2025-01-28"}, "another week"),
        ({"headline": "Novira buys back shares", "body": FORM}, "other news"),
        ({"body": FORM, "calls": ()}, "one title for many announcements"),
        ({"calls": [Q4 | {"access_code": "9999999"}]}, "another code"),
    ],
)
def test_releases_that_differ_are_two(store, write, changed, why):
    store.put(write("one.txt", calls=[Q4], body=PROSE), "1")
    store.put(write("two.txt", **{"calls": [Q4], "body": PROSE} | changed), "2")
    with store.database.reading() as at:
        assert at.execute("SELECT count(*) FROM release WHERE twin_of IS NOT NULL").fetchone() == (0,), why


# What is coming up


def test_upcoming_calls_are_those_within_the_time_soonest_first(store, write):
    store.put(write("b.txt", "Novira speaks", calls=[Q1, Q4]), "1")
    earliest = datetime(2025, 2, 13, 22, tzinfo=UTC)
    found = store.upcoming(earliest, datetime(2026, 1, 1, tzinfo=UTC))
    assert [(u.call, u.starts, u.title) for u in found] == [
        (1, "2025-02-13T17:00:00-05:00", "Fourth quarter 2024 results call"),
        (0, "2025-05-13T17:00:00-04:00", "First quarter 2025 results call"),
    ]
    assert len(store.upcoming(earliest, datetime(2026, 1, 1, tzinfo=UTC), 1)) == 1
    assert store.upcoming(earliest, datetime(2025, 2, 13, 22, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("earliest", "found"),
    [
        (datetime(2025, 2, 13, 5, tzinfo=UTC), 1),  # the day begins in New York
        (datetime(2025, 2, 13, 23, tzinfo=UTC), 1),  # it is evening there
        (datetime(2025, 2, 14, 5, tzinfo=UTC), 0),  # it is over
    ],
)
def test_a_call_of_which_only_the_day_is_known_is_due_all_day(store, write, earliest, found):
    call = {"title": "Results call", "starts": "2025-02-13", "timezone": "America/New_York"}
    store.put(write(calls=[call]), "1")
    assert len(store.upcoming(earliest, datetime(2025, 3, 1, tzinfo=UTC))) == found


def test_a_call_that_two_releases_announce_comes_up_once(store, write):
    day = Q4 | {"starts": "2025-02-13"}
    store.put(write("notice.txt", calls=[day], published="2025-01-10"), "1")
    store.put(write("sooner.txt", "Novira sets the hour", calls=[Q4], published="2025-01-20"), "2")
    store.put(write("results.txt", "Novira earns more", calls=[Q4], published="2025-02-13"), "3")
    other = write("other.txt", "Averil speaks, too", "Averil Foods plc", "AVRL", calls=[Q4])
    store.put(other, "4")
    coming = store.upcoming(datetime(2025, 2, 13, 5, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC))
    assert [u.entry.source for u in coming] == ["results.txt", "other.txt"]


def test_a_call_at_no_real_time_is_kept_but_in_no_calendar(store, write):
    store.put(write(calls=[{"starts": "2025-02-30T25:00:00-05:00"}, {"starts": "soon"}]), "1")
    assert store.upcoming(datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)) == []


# A later release about the same call


@pytest.fixture
def rescheduled(store, write) -> Callable[[], Store]:
    dial_ins = {"domestic": "+18005550101", "international": "+12125550102"}
    store.put(write("first.txt", calls=[Q4 | {"dial_ins": dial_ins}], published="2025-01-20"), "1")
    later = Q4 | {"starts": "2025-02-20T08:30:00-05:00", "access_code": None}
    store.put(write("later.txt", "Novira reschedules its call", calls=[later], published="2025-02-10"), "2")
    return store


def test_a_moved_call_is_answered_by_the_later_release_and_says_so(rescheduled):
    store, company = rescheduled, company_of(rescheduled)
    assert [e.source for e in store.stating(company, "call.starts")] == ["later.txt"]
    assert [e.source for e in store.stating(company, "call.access_code")] == ["first.txt"]
    change = only(store.changes(store.newest(1)[0].id))
    assert (change.field, change.was, change.now) == (
        "call.starts",
        "2025-02-13T17:00:00-05:00",
        "2025-02-20T08:30:00-05:00",
    )
    assert (change.earlier.source, change.later.source) == ("first.txt", "later.txt")
    coming = store.upcoming(datetime(2025, 2, 1, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC))
    assert [u.starts for u in coming] == ["2025-02-20T08:30:00-05:00"]


def test_a_changed_number_is_told_under_each_of_its_fields(store, write):
    for i, number in enumerate(("+18005550101", "+18005550199")):
        call = Q4 | {"dial_ins": {"domestic": number}}
        store.put(write(f"{i}.txt", f"Notice {i}", calls=[call], published=f"2025-01-2{i}"), str(i))
    changes = store.changes(store.newest(1)[0].id)
    assert [(change.field, change.now) for change in changes] == [
        ("call.dial_in", "+18005550199"),
        ("call.dial_in.domestic", "+18005550199"),
    ]


def test_without_the_later_release_the_earlier_one_counts_again(rescheduled):
    store, company = rescheduled, company_of(rescheduled)
    store.remove("later.txt")
    assert [e.source for e in store.stating(company, "call.starts")] == ["first.txt"]
    coming = store.upcoming(datetime(2025, 2, 1, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC))
    assert [u.starts for u in coming] == ["2025-02-13T17:00:00-05:00"]


def test_the_order_in_which_files_are_read_does_not_matter(store, write):
    later = Q4 | {"starts": "2025-02-20T08:30:00-05:00"}
    store.put(write("later.txt", "Novira reschedules its call", calls=[later], published="2025-02-10"), "2")
    store.put(write("first.txt", calls=[Q4], published="2025-01-20"), "1")
    assert [e.source for e in store.stating(company_of(store), "call.starts")] == ["later.txt"]


def test_of_a_call_moved_twice_the_last_change_is_told(store, write):
    days = {"2025-01-20": "13", "2025-02-01": "14", "2025-02-05": "18"}
    for i, (published, day) in enumerate(days.items()):
        call = Q4 | {"starts": f"2025-02-{day}T17:00:00-05:00"}
        store.put(write(f"{i}.txt", "Novira reschedules its call", calls=[call], published=published), str(i))
    assert [e.source for e in store.stating(company_of(store), "call.starts")] == ["2.txt"]
    change = only(store.changes(store.newest(1)[0].id))
    assert (change.was[:10], change.now[:10]) == ("2025-02-14", "2025-02-18")
    store.remove("1.txt")
    assert only(store.changes(store.newest(1)[0].id)).was[:10] == "2025-02-13"


def test_a_correction_takes_the_place_of_what_it_corrects(store, write):
    first = write("first.txt", calls=[Q4 | {"replay_code": "777"}], investor="Ada Quill", body=PROSE)
    store.put(first, "1")
    fixed = Q4 | {"access_code": "5550000"}
    store.put(
        write("fixed.txt", calls=[fixed], correction="CORRECTION: ", body=PROSE, published="2025-01-21"), "2"
    )
    company = company_of(store)
    assert [e.source for e in store.entries(company)] == ["fixed.txt"]
    assert [e.source for e in store.stating(company, "call.access_code")] == ["fixed.txt"]
    assert [e.source for e in store.stating(company, "replay.access_code")] == ["first.txt"]
    new, old = store.newest(1)[0], store.stating(company, "replay.access_code")[0]
    assert old.superseded_by == new.id
    assert [(c.field, c.was, c.now) for c in store.changes(new.id)] == [
        ("call.access_code", "4410023", "5550000")
    ]
    store.remove("fixed.txt")
    assert [(e.source, e.superseded_by) for e in store.entries(company)] == [("first.txt", None)]


def test_how_much_there_is_and_of_whom(store, write):
    assert store.holdings() == Holdings(0, 0, None)
    store.put(write("a.txt", "News", "Zephyr Corp.", "ZPHR", published="2025-02-01"), "a")
    store.put(write("b.txt", "More news", "Zephyr Corp.", "ZPHR", published="2025-03-01"), "b")
    store.put(write("c.txt", "Other news", "Ashgrove Ltd.", "ASHG", published="2025-01-01"), "c")
    assert store.holdings() == Holdings(3, 2, "2025-03-01")
    assert store.companies("", 0, 10) == [("Ashgrove Ltd.", 1), ("Zephyr Corp.", 2)]
    assert store.companies("", 1, 10) == [("Zephyr Corp.", 2)]
    assert store.companies("Ze", 0, 10) == [("Zephyr Corp.", 2)]
    assert store.companies("zq", 0, 10) == []


def test_a_call_that_was_called_off_is_not_to_come(store, write):
    call = {"title": "Q4 2024 results call", "starts": "2025-02-13T17:00:00-05:00", "kind": "results"}
    days = datetime(2025, 2, 1, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)
    store.put(write("notice.txt", calls=[call]), "1")
    assert len(store.upcoming(*days)) == 1
    off = {"title": "Q4 2024 results call", "kind": "results", "status": "cancelled"}
    store.put(write("off.txt", published="2025-02-10", headline="Call off", calls=[off]), "1")
    assert store.upcoming(*days) == []
