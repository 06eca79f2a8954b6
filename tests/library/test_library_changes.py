"""Which calls of two releases are one event, and what a later release changed."""

from __future__ import annotations

import pytest

from bot.library.changes import differences, is_correction
from bot.library.events import same_event

MOVED = "Novira reschedules its call"
SAME = [
    (
        ("Fourth quarter 2024 results call", "2025-02-13T17:00"),
        ("Q4 2024 earnings call", "2025-02-13T16:30"),
        "",
    ),
    (
        ("Q4 2024 results call", "2025-02-13T17:00"),
        ("Fourth quarter and full year 2024 results call", "2025-02-27T08:00"),
        "",
    ),
    (("Results call", "2025-02-13T17:00"), ("Results call", "2025-02-18T17:00"), MOVED),
    (
        ("Alder Health Summit fireside chat", "2025-03-04T09:00"),
        ("Fireside chat, Alder Health Summit", "2025-03-04T10:30"),
        "",
    ),
    ((None, "2025-02-13T17:00"), (None, "2025-02-13T17:30"), ""),
    (
        ("Half-year results presentation", "2025-08-12"),
        ("Half-year results presentation", "2025-08-12T10:00"),
        "",
    ),
]
OTHER = [
    (("Q4 results, analyst call", "2025-02-13T09:00"), ("Q4 results, press call", "2025-02-13T11:00"), ""),
    (
        ("Third quarter 2024 results call", "2024-11-12T17:00"),
        ("Fourth quarter 2024 results call", "2025-02-13T17:00"),
        MOVED,
    ),
    (
        ("Fourth quarter 2023 results call", "2024-02-13T17:00"),
        ("Fourth quarter 2024 results call", "2025-02-13T17:00"),
        MOVED,
    ),
    (("Results call", "2025-02-13T17:00"), ("Results call", "2025-02-27T17:00"), ""),
    (
        ("Fourth quarter results call", "2025-02-13T17:00"),
        ("Alder Health Summit presentation", "2025-02-13T11:00"),
        "",
    ),
    (
        ("Alder Health Summit fireside chat", "2025-03-04T09:00"),
        ("Birch Growth Conference presentation", "2025-03-04T13:00"),
        "",
    ),
    (
        ("Annual meeting of shareholders", "2025-05-06T09:00"),
        ("First quarter results call", "2025-05-06T17:00"),
        MOVED,
    ),
    (
        ("Fourth quarter results call", "2025-02-13T17:00"),
        ("Fourth quarter results call", "2025-05-13T17:00"),
        MOVED,
    ),
    (("Business update call", "2025-02-13T17:00"), ("Pipeline day webcast", "2025-02-13T09:00"), ""),
]


KINDS = {
    "press": "press briefing",
    "ireside": "fireside chat",
    "Summit": "conference presentation",
    "Conference": "conference presentation",
    "meeting": "annual meeting",
    "update": "business update",
    "esults": "results",
    "earnings": "results",
}


def of(write, call, headline="Novira to hold a call"):
    kind = next((kind for word, kind in KINDS.items() if word in (call[0] or "")), "other")
    calls = [{"title": call[0], "starts": call[1], "kind": kind}]
    return write(headline=headline or "Novira to hold a call", calls=calls)


@pytest.mark.parametrize(("before", "after", "headline"), SAME)
def test_one_event(write, before, after, headline):
    earlier, later = of(write, before), of(write, after, headline)
    assert same_event(earlier.calls[0], later.calls[0], earlier, later)


@pytest.mark.parametrize(("before", "after", "headline"), OTHER)
def test_two_events(write, before, after, headline):
    earlier, later = of(write, before), of(write, after, headline)
    assert not same_event(earlier.calls[0], later.calls[0], earlier, later)


OTHER_TEXT = """The works in Lund opened on Monday. Ninety people make pumps there for mines in the north;
the town gave the land, the company the roof, and the minister of trade cut a ribbon of local linen."""
Q4 = {"title": "Q4 2024 results call", "starts": "2025-02-13T17:00:00-05:00"}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {"starts": "2025-02-13T16:30:00-05:00"}, ["call.starts"]),
        ({"access_code": "111222"}, {"access_code": "333444"}, ["call.access_code"]),
        ({"replay_code": "777"}, {"replay_code": "888"}, ["replay.access_code"]),
        (
            {"dial_ins": {"domestic": "+18005550101", "international": "+12125550102"}},
            {"dial_ins": {"domestic": "+18005550199", "international": "+12125550102"}},
            ["call.dial_in", "call.dial_in.domestic"],
        ),
        # the same said otherwise, left out, or added to
        ({}, {"starts": "2025-02-13T22:00:00+00:00"}, []),
        ({}, {"starts": "2025-02-13"}, []),
        ({"access_code": "111222"}, {}, []),
        ({}, {"access_code": "111222"}, []),
        ({"access_code": "Novira"}, {"access_code": "NOVIRA"}, []),
        ({"webcast": "www.novira.example"}, {"webcast": "https://novira.example/investors"}, []),
        (
            {"dial_ins": {"domestic": "+18005550101"}},
            {"dial_ins": {"international": "+12125550102"}},
            [],
        ),
    ],
)
def test_what_a_later_release_changed_of_a_call(write, fields, before, after, found):
    earlier, later = write(calls=[Q4 | before]), write("b.txt", calls=[Q4 | after])
    assert [difference.field for difference in differences(earlier, later, fields)] == found


def test_a_difference_says_where_what_and_to_what(write, fields):
    earlier = write(calls=[{"title": "Annual meeting"}, Q4 | {"access_code": "111"}])
    later = write(calls=[Q4 | {"access_code": "222"}])
    (difference,) = differences(earlier, later, fields)
    assert (difference.field, difference.pointer) == ("call.access_code", "/calls/1/access_code")
    assert (difference.was, difference.now) == ("111", "222")


def test_of_two_calls_a_day_each_is_compared_with_itself(write, fields):
    analysts = {"title": "Q4 results call for analysts", "starts": "2025-02-13T09:00:00+01:00"}
    press = {"title": "Q4 results call for the press", "starts": "2025-02-13T11:00:00+01:00"}
    earlier = write(calls=[analysts | {"access_code": "111"}, press | {"access_code": "222"}])
    later = write(calls=[press | {"starts": "2025-02-13T11:30:00+01:00"}, analysts])
    (difference,) = differences(earlier, later, fields)
    assert (difference.pointer, difference.now) == ("/calls/1/starts", "2025-02-13T11:30:00+01:00")


def test_news_of_another_stage_corrects_nothing(write, fields):
    earlier, later = write(candidates={"NVR-101": "phase 2"}), write(candidates={"NVR-101": "phase 3"})
    assert differences(earlier, later, fields) == ()


def test_a_correction_may_mend_a_stage(write, fields):
    earlier = write(candidates={"NVR-101": "phase 3", "NVR-7": "phase 1"})
    later = write(candidates={"NVR-101": "phase 2", "NVR-7": "phase 1"}, correction="Correction: ")
    (difference,) = differences(earlier, later, fields)
    assert (difference.field, difference.was, difference.now) == ("pipeline.stage", "phase 3", "phase 2")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {"correction": "CORRECTION: ", "published": "2025-01-22"}, True),
        ({}, {"published": "2025-01-22"}, False),
        ({}, {"correction": "CORRECTION: ", "published": "2025-01-19"}, False),
        ({}, {"correction": "CORRECTION: ", "published": "2025-06-22"}, False),
        ({}, {"correction": "CORRECTION: ", "headline": "Novira opens a plant", "body": OTHER_TEXT}, False),
        (
            {"headline": "Novira reports third quarter results"},
            {"headline": "Novira reports fourth quarter results", "correction": "CORRECTION: "},
            False,
        ),
    ],
)
def test_what_a_marked_correction_corrects(write, before, after, found):
    assert is_correction(write(**before), write(**after)) is found
