"""Releases as JSON: what is stated, what is left out, and why each value was read."""

from __future__ import annotations

from bot.model import Call, Reason, Release, Span, Stated
from bot.record import release_from, release_record

TEXT = "The call on May 14 is cancelled."
DAY = Stated("2026-05-14", Span(12, 18), Reason("call day", "The call"))


def test_explain_gives_the_rule_and_the_cue_by_pointer() -> None:
    record = release_record(Release("a.txt", TEXT, calls=(Call(starts=DAY),)), explain=True)
    assert record["explain"] == {"/calls/0/starts": {"rule": "call day", "cue": "The call"}}
    assert record["evidence"] == {"/calls/0/starts": [12, 18]}


def test_a_value_without_a_reason_is_not_explained() -> None:
    release = Release("a.txt", TEXT, calls=(Call(starts=Stated("2026-05-14", Span(12, 18))),))
    assert release_record(release, explain=True)["explain"] == {}


def test_a_call_without_a_status_has_no_status_in_its_record() -> None:
    assert "status" not in release_record(Release("a.txt", TEXT, calls=(Call(starts=DAY),)))["calls"][0]


def test_a_record_gives_the_release_back() -> None:
    release = Release("a.txt", TEXT, calls=(Call(starts=DAY, status=Stated("cancelled", Span(22, 31))),))
    assert release_from(release_record(release), TEXT) == release
