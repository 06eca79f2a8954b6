"""Refusals ("not the replay") and calls that have been: which of two things they leave wanted."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.desk.desk import Desk
from bot.desk.talk import Session


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("norvane code, live not replay", "call.access_code"),
        ("norvane code without the replay one", "call.access_code"),
        ("norvane code, no replay please", "call.access_code"),
        ("norvane live number instead of the replay", "call.dial_in"),
        ("norvane i don't want the replay, i want the live number", "call.dial_in"),
        ("norvane number (not replay!)", "call.dial_in"),
        ("norvane number, not live", "replay.dial_in"),
        ("norvane number, not the us number, the other one", "call.dial_in.international"),
        ("norvane not the international number", "call.dial_in.domestic"),
        # No refusals
        ("is there no replay number for norvane", "replay.dial_in"),
        ("is there not a replay of the norvane call", "replay"),
    ],
)
def test_what_is_refused_is_not_answered(desk: Desk, now: datetime, question: str, field: str) -> None:
    assert desk.answer(question, now=now).field == field


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("norvane call already happened, how do i phone in to hear it", "replay.dial_in"),
        ("norvane couldn't attend the call, number?", "replay.dial_in"),
        ("norvane listen back number", "replay.dial_in"),
        ("norvane number after the call ended", "replay.dial_in"),
        ("slept through norvane, number?", "replay.dial_in"),
        ("norvane archived call number", "replay.dial_in"),
        ("norvane code once it's over", "replay.access_code"),
        ("norvane archive dial code", "replay.access_code"),
        ("norvane rply code", "replay.access_code"),
        ("norvane rewind code", "replay.access_code"),
        ("relive the norvane call", "replay"),
        # These ask if it has been.
        ("has the norvane call already happened", "call.starts"),
        ("archived webcast of norvane", "replay.webcast"),
    ],
)
def test_of_a_call_that_has_been_the_replay_is_wanted(
    desk: Desk, now: datetime, question: str, field: str
) -> None:
    assert desk.answer(question, now=now).field == field


@pytest.mark.parametrize(
    ("before", "field"),
    [("norvane replay number", "call.dial_in"), ("norvane replay code", "call.access_code")],
)
def test_the_live_one_is_that_of_the_live_call(desk: Desk, now: datetime, before: str, field: str) -> None:
    session = Session()
    desk.answer(before, now=now, session=session)
    assert desk.answer("and the live one?", now=now, session=session).field == field
