"""Paragraphs and sentences: where they end and where only a shortened word does."""

from __future__ import annotations

import pytest

from bot.model import Span
from bot.reading.prose import folded, paragraphs, sentence_around, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "The call begins at 9:00 a.m. ET on May 5.",
        "The call begins at 9:00 a.m. Eastern Time.",
        "The call begins at 9:00 a.m. (Eastern) on Monday.",
        "The call begins at 5 p.m. Tuesday.",
        "Orrin Vale Inc. Chief Executive Mara Lind will speak.",
        "Vale Holdings Ltd. (Nasdaq: VALE) holds a call.",
        "John A. Smith Jr. and Dr. Ann Lee host the call.",
        "The U.S. Food and Drug Administration cleared it.",
        "Give conference ID No. 5550110 to join.",
        "Visit www.orrinvale.example/Events.Html for the webcast.",
        "See www.OrrinVale.example for more.",
        "Write to Mara.Lind@orrinvale.example today.",
        "Net income was $3.5 million vs. $2.1 million.",
        "On Feb. 5, Orrin Vale reports.",
        "The St. Louis office and Mt. Vernon plant open.",
        "Results from Smith et al. Nature, vol. 5, were cited.",
        "Shares of Amazon.Com and Booking.Com rose.",
        "1. The first point of the list.",
        "| Time | 9:00 a.m. The call | 555-0100. Ask |",
    ],
)
def test_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It starts at 9 a.m. The replay is up.", ["It starts at 9 a.m.", "The replay is up."]),
        ("Held by Orrin Vale, Inc. To join, dial.", ["Held by Orrin Vale, Inc.", "To join, dial."]),
        ("Ask the operator.A replay follows.", ["Ask the operator.", "A replay follows."]),
        ("It paid $1,264.The rest is due.", ["It paid $1,264.", "The rest is due."]),
        ("Call (see below).Dial early.", ["Call (see below).", "Dial early."]),
        ("“Good year.” Sales grew!", ["“Good year.”", "Sales grew!"]),
        ("Questions? Write us! Soon.", ["Questions?", "Write us!", "Soon."]),
        ("At www.vale.example. A replay is up.", ["At www.vale.example.", "A replay is up."]),
        ("Use code 5550110. Press 1.", ["Use code 5550110.", "Press 1."]),
        ("Time: 2:00 p.m.\nCode: 5550", ["Time: 2:00 p.m.", "Code: 5550"]),
        ("* first item\n* second item", ["* first item", "* second item"]),
        ("Mara Lind\nOrrin Vale\n555-0100", ["Mara Lind", "Orrin Vale", "555-0100"]),
    ],
)
def test_several_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_hard_wrapped_sentence_is_one() -> None:
    text = (
        "To take part in the conference call please dial 1-877-555-0110 at least\n"
        "ten minutes before it begins and ask for the Orrin Vale conference or\n"
        "Mara Lind. A replay will be kept.\n"
    )
    first, second = split(text)
    assert first.endswith("Mara Lind.")
    assert first.count("\n") == 2
    assert second == "A replay will be kept."


def test_a_wrapped_line_does_not_swallow_a_label_or_a_row() -> None:
    line = "The details of the conference call of the third quarter are these"
    assert split(f"{line}\nTime: nine") == [line, "Time: nine"]
    assert split(f"{line}\n| Time | nine |") == [line, "| Time | nine |"]
    assert split(f"{line}\n- Time is nine") == [line, "- Time is nine"]


@pytest.mark.parametrize(
    "text",
    [
        "The company is listed under its old name and reports at Vale\nPharmaceuticals (Nasdaq: VALE) today.",
        "Gothenburg, Sweden, April 24, 2023 - Svalan Medical AB (Nasdaq\nStockholm: SVAL) reports.",
        "Investors can sign up via\nhttps://www.meetings.example/orrin-vale/register-investor.",
        "Replay:\nhttps://events.orrinvale.example/replays/2025-first-quarter",
        "The call can be heard at https://events.orrinvale.example/investor-\nrelations/events, and"
        " later too.",
    ],
)
def test_a_wrapped_line_that_looks_like_a_label_or_an_address_is_none(text: str) -> None:
    assert split(text) == [text]


def test_a_short_address_below_a_name_stands_alone() -> None:
    assert split("Mara Lind\nwww.vale.example") == ["Mara Lind", "www.vale.example"]


def test_a_sentence_without_end_comes_in_pieces() -> None:
    words = "call " * 1000
    assert [len(piece) for piece in split(words)] == [1999, 1994, 1004]
    assert "".join(split("1" * 5000)) == "1" * 5000


def test_paragraphs_are_parted_by_empty_lines_and_long_lines() -> None:
    long = "A long line of a release that was scraped. " * 5
    text = f"Headline\nof two lines\n \n{long}\nTime: nine\nCode: five\n\n\n  End  \n"
    parts = [span.of(text) for span in paragraphs(text)]
    assert parts == ["Headline\nof two lines", long.strip(), "Time: nine\nCode: five", "End"]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("555-0110", "Dial 1-877-555-0110 by 8:45 a.m. ET or ask for\nthe call."),
        ("Time: nine", "Time: nine"),
        ("Headline", "Headline"),
        ("call.\nTime: nine", "Dial 1-877-555-0110 by 8:45 a.m. ET or ask for\nthe call.\nTime: nine"),
    ],
)
def test_the_sentence_around_a_value(value: str, sentence: str) -> None:
    text = (
        "Headline\n\nA call is held. Dial 1-877-555-0110 by 8:45 a.m. ET or ask for\nthe call.\nTime: nine\n"
    )
    start = text.index(value)
    assert sentence_around(text, start, start + len(value)).of(text) == sentence


def test_the_sentence_around_blank_space_is_that_space() -> None:
    assert sentence_around("one\n\n\n\ntwo", 5, 6) == Span(5, 6)


def test_folding_keeps_every_offset() -> None:
    text = "İstanbul Phase 2 TRIAL ẞ"
    assert len(folded(text)) == len(text)
    assert folded(text).index("phase 2") == text.index("Phase 2")
