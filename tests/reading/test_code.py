"""Access codes: what lets a caller in, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.values.code import Code, codes


def find(text: str) -> tuple[Code, ...]:
    return codes(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("the conference ID is 5251800", "5251800", "conference ID"),
        ("with conference identification number 13751100.", "13751100", "conference identification number"),
        ("The pin number to access the telephone replay is 10196900.", "10196900", "pin"),
        ("use the playback conference number 13750200", "13750200", "playback conference number"),
        ("Replay Access ID: 11157200", "11157200", "Replay Access ID"),
        ("Password: 3119000 #", "3119000", "Password"),
        ("entering pass code 3644700.", "3644700", "pass code"),
        ("confirmation code: 80 12 345", "8012345", "confirmation code"),
        ("conference ID# 137-511-20", "13751120", "conference ID"),
        ("| Conference ID | 1234500 |", "1234500", "Conference ID"),
        ("replay pass code (all callers): 372200", "372200", "replay pass code"),
        ("reservation 12345600, or by web", "12345600", "reservation"),
        ("enter 1234500 when prompted", "1234500", "enter"),
        ("dial in, using 123400# as asked", "123400", "using"),
        ("referencing conference 13741200", "13741200", "conference"),
        ("445566# as the access code", "445566", "access code"),
        ("Conference passcode: 2024", "2024", "Conference passcode"),
        ("Conference ID: ORLOP", "ORLOP", "Conference ID"),
        ("passcode “Tern”", "Tern", "passcode"),
        ("ID# VPR2Q24", "VPR2Q24", "ID"),
        ("Conference ID: Quay Online Inc.\n", "Quay Online Inc.", "Conference ID"),
    ],
)
def test_a_code_is_found_with_its_label(text: str, value: str, label: str) -> None:
    (code,) = find(text)
    assert (code.stated.value, code.label.of(text), code.spoken) == (value, label, False)
    assert code.stated.span.start >= code.label.start or text.startswith(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ask for the Orlop call", "Orlop call"),
        ("and ask to join the Marl HomeCare earnings call.", "Marl HomeCare earnings call"),
        ("Request to be joined into the Slate Bank call.", "Slate Bank call"),
        (
            "requesting the Gneiss Corp. First Quarter 2024 Earnings call",
            "Gneiss Corp. First Quarter 2024 Earnings call",
        ),
        (
            "please reference the company name and call title: Chert Full Year 2023 Call.",
            "Chert Full Year 2023 Call",
        ),
        ("Please reference Flint to join the call.", "Flint"),
        ('mention "Loam"', "Loam"),
        ("ask to be joined into the Peat\nconference call", "Peat conference call"),
    ],
)
def test_words_to_say_are_a_code_as_written(text: str, value: str) -> None:
    (code,) = find(text)
    assert (code.stated.value, code.spoken) == (value, True)


@pytest.mark.parametrize(
    "text",
    [
        "ask to be joined into the conference call",
        "ask for the replay",
        "event number 2455 667 8899",
        "registration number 1234500",
        "the telephone number is 2125550100",
        "Passcode: none required",
        "Access code: Toll Free",
        "the conference on May 14, 2024",
        "code of conduct 2024",
        "passcode expires at 10:00",
        "an ID is required",
        "a PIN will be sent",
        "promotion code 20%",
        "Tern Health Care Conference 2024: fireside chat at 3 p.m.",
        "at Orlop Growth Conference 2026, on May 5",
        "Zip code OH 44060",
    ],
)
def test_what_lets_nobody_in_is_refused(text: str) -> None:
    assert find(text) == ()


def test_digits_behind_a_number_are_its_code() -> None:
    text = "replay: 1-888-555-0100, 17046#"
    number = text.index("1-888")
    (code,) = codes(text, 0, len(text), [type(find("PIN: 1234")[0].label)(number, number + 14)])
    assert code.stated.value == "17046"


PIECES = st.sampled_from(
    [
        *(
            "conference ",
            "ID",
            "passcode",
            " for ",
            " is ",
            ": ",
            "#",
            "ask ",
            "to the ",
            "Call",
            "“",
            "”",
            "123",
            " 4",
        ),
        *("reference ", "enter ", "Orlop", ".", "\n", "(", ")", "number "),
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_code_is_stated_where_it_says(text: str) -> None:
    for code in find(text):
        span = code.stated.span
        assert 0 <= span.start < span.end <= len(text)
        assert code.stated.value[:1] in span.of(text)


@pytest.mark.parametrize(
    "piece", ["1", "conference ", "ID ", "ask ", "passcode for ", "ask to the ", "enter 1 ", 'ask "A']
)
def test_hostile_texts_are_read_through(piece: str) -> None:
    assert isinstance(find(piece * (60_000 // len(piece))), tuple)
