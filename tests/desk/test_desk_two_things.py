"""Questions for two things, or about two companies: each is answered, and each thing said once."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.desk.desk import Desk

NORVANE, TAMESGATE = "Norvane Therapeutics, Inc.", "Tamesgate Metals plc"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "norvane replay number and code",
            f"{NORVANE} — replay number: 855-555-0114 (domestic) or 404-555-0123 (international). Replay "
            "until: Thursday 21 May 2026. Replay code: 45550764. (Release of 4 May 2026.)",
        ),
        (
            "dial-in and passcode for norvane",
            f"{NORVANE} — dial-in: 888-555-0142 (domestic) or 973-555-0117 (international). Access code: not "
            "stated. (Release of 4 May 2026.)",
        ),
        (
            "who is the media contact and when is the call for norvane",
            f"{NORVANE} — media contact: Jon Petrie: 212-555-0109. Call starts: Thursday 14 May 2026, 5:00 "
            "p.m. (New York time). (Release of 4 May 2026.)",
        ),
        (
            "call times of NRVN and TGM",
            f"{NORVANE} — call starts: Thursday 14 May 2026, 5:00 p.m. (New York time). "
            "(Release of 4 May 2026.)\n"
            f"{TAMESGATE} — call starts: Wednesday 13 May 2026, 9:30 a.m. (London time). "
            "(Release of 5 May 2026.)",
        ),
    ],
)
def test_each_thing_is_said_once(desk: Desk, now: datetime, question: str, text: str) -> None:
    assert desk.answer(question, now=now).text == text


@pytest.mark.parametrize(
    "question",
    [
        "access code for norvane and tamesgate",
        "passcode of tamesagte and norvane",
        "norvane, tamesagte: passcode?",
    ],
)
def test_each_of_two_companies_is_answered(desk: Desk, now: datetime, question: str) -> None:
    answer = desk.answer(question, now=now)
    assert {(part.company, part.status) for part in answer.parts} == {
        (NORVANE, "not_stated"),
        (TAMESGATE, "answered"),
    }
    assert [(v.value, v.label) for v in answer.values] == [("662211", TAMESGATE)]
    assert any(note.startswith(f"{NORVANE}: ") for note in answer.notes)


def test_a_further_name_nobody_knows_is_not_passed_over(desk: Desk, now: datetime) -> None:
    for question in ("access code for tamesgate and lumenor", "tamesgate, lumenor: passcode?"):
        answer = desk.answer(question, now=now)
        assert [v.value for v in answer.values] == ["662211"]
        assert "Nothing in the library is about “lumenor”." in answer.notes


def test_a_note_does_not_tell_what_the_answer_tells(desk: Desk, now: datetime) -> None:
    answer = desk.answer("norvane passcode and replay code", now=now)
    assert not [note for note in answer.notes if note.startswith("It does state")]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("when is the norvane call in london", "That is 10:00 p.m. in London."),
        ("norvane call time pacific", "That is 2:00 p.m. Pacific time."),
        ("what time is the norvane call for me in tel aviv", "That is Friday 15 May, midnight in Tel Aviv."),
        ("norvane call time CET", "That is 11:00 p.m. CET."),
        ("is the norvane call at 5 eastern", "That is Eastern time already."),
    ],
)
def test_the_time_is_told_in_the_zone_asked_for(desk: Desk, now: datetime, question: str, told: str) -> None:
    answer = desk.answer(question, now=now)
    assert [v.value for v in answer.values] == ["2026-05-14T17:00:00-04:00"]
    assert told in answer.text
    assert "The release says “on May 14 at 5:00 p.m. ET”" in answer.text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("contact and replay of norvane", ["contact", "replay"]),
        ("call details and pipeline of norvane", ["call", "pipeline"]),
        ("norvane earnings call and pipeline", ["call", "pipeline"]),
        ("norvane call time and contact", ["call.starts", "contact"]),
        ("norvane's passcode and who do i contact", ["call.access_code", "contact"]),
        (
            "what is norvane's passcode and when does the replay end and who do i contact?",
            ["call.access_code", "replay.until", "contact"],
        ),
        ("code and number for the replay of norvane", ["replay.access_code", "replay.dial_in"]),
    ],
)
def test_no_part_is_dropped(desk: Desk, now: datetime, question: str, asked: list[str]) -> None:
    assert [part.field for part in desk.answer(question, now=now).parts] == asked
