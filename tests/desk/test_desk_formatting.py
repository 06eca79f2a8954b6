"""Moments and notes in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.desk.formatting import call_note, listed, replay_note, shown_moment


@pytest.mark.parametrize(
    ("value", "zone", "shown"),
    [
        ("2026-05-14T17:00:00-04:00", "America/New_York", "Thursday 14 May 2026, 5:00 p.m. (New York time)"),
        ("2026-05-14T00:30:00+01:00", None, "Thursday 14 May 2026, 12:30 a.m. (UTC+01:00)"),
        ("2026-05-14", None, "Thursday 14 May 2026"),
        ("soon", None, "soon"),
    ],
)
def test_a_moment_in_words(value: str, zone: str | None, shown: str) -> None:
    assert shown_moment(value, zone) == shown


@pytest.mark.parametrize(
    ("starts", "zone", "now", "note"),
    [
        (
            "2026-05-14T17:00:00-04:00",
            None,
            "2026-05-14T20:30:00+00:00",
            "Starts today at 5:00 p.m. (UTC-04:00), in 30 minutes.",
        ),
        (
            "2026-05-14T17:00:00-04:00",
            None,
            "2026-05-14T20:00:00+00:00",
            "Starts today at 5:00 p.m. (UTC-04:00), in 1 hour.",
        ),
        ("2026-05-14T17:00:00-04:00", None, "2026-05-11T21:00:00+00:00", "Starts in 3 days."),
        ("2026-05-14T17:00:00-04:00", None, "2026-05-14T21:01:00+00:00", "The call started 1 minute ago."),
        ("2026-05-14T17:00:00-04:00", None, "2026-05-14T23:00:00+00:00", "The call was on 14 May 2026."),
        ("2026-05-14", "Asia/Tokyo", "2026-05-13T20:00:00+00:00", "The call is today."),
        ("2026-05-14", None, "2026-05-13T20:00:00+00:00", None),
        ("2026-05-14", None, "2026-05-15T20:00:00+00:00", "The call was on 14 May 2026."),
    ],
)
def test_what_the_clock_says_of_a_call(starts: str, zone: str | None, now: str, note: str | None) -> None:
    assert call_note(starts, zone, datetime.fromisoformat(now)) == note


@pytest.mark.parametrize(
    ("until", "now", "note"),
    [
        ("2026-05-21", "2026-05-21T23:00:00+00:00", None),
        ("2026-05-21", "2026-05-22T00:30:00+00:00", "The replay ended on 21 May 2026."),
        ("2026-05-21T12:00:00-04:00", "2026-05-21T16:01:00+00:00", "The replay ended on 21 May 2026."),
    ],
)
def test_when_a_replay_is_over(until: str, now: str, note: str | None) -> None:
    assert replay_note(until, datetime.fromisoformat(now)) == note


def test_items_as_in_a_sentence() -> None:
    assert [listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
