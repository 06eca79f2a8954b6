"""Whom to turn to: the corpus of contact parts, planted in a release, and hostile texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon_from
from bot.model import Contact, Document
from bot.reading.contacts import ContactsReader
from bot.reading.issuer import Issuer
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
CASES = read_yaml(ROOT / "tests/corpus/contacts.yaml")
READER = ContactsReader(lexicon_from(read_yaml(ROOT / "config/lexicon.yaml"), "lexicon"))
PARTS = ("name", "title", "organization", "phone", "email", "role")

ABOVE = """Orlop Shipping Reports Results

The company reported results for the quarter, as planned. A replay can be heard at 1-877-555-0199 with the \
code 4455667 until May 20, 2024, and the webcast is archived at www.orlop.example/events for ninety days.

"""
BELOW = """
About Orlop Shipping

Orlop Shipping Inc. moves grain on the great rivers of three continents and has done so for a hundred years.

Forward-Looking Statements

This release contains statements about the future. Nobody should rely on them without reading the reports.
"""


def read(text: str) -> tuple[Contact, ...]:
    return READER.read(Document("test", text), Issuer())


def shown(contact: Contact) -> str:
    values = (getattr(contact, part) for part in PARTS)
    return " | ".join(value.value if value else "-" for value in values)


def names(case: dict[str, Any]) -> str:
    return str(case["about"])


@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_contacts_are_read(case: dict[str, Any]) -> None:
    assert [shown(contact) for contact in read(case["text"])] == case["contacts"]


@pytest.mark.parametrize(
    ("above", "below"), [(ABOVE, BELOW), (ABOVE, ""), ("", BELOW)], ids=["inside", "end", "top"]
)
@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_contacts_are_read_inside_a_release(case: dict[str, Any], above: str, below: str) -> None:
    text = f"{above}{case['text']}{below}"
    assert [shown(contact) for contact in read(text)] == case["contacts"]


@pytest.mark.parametrize("case", CASES, ids=names)
def test_every_span_holds_what_states_the_value(case: dict[str, Any]) -> None:
    text = case["text"]
    for contact in read(text):
        if contact.name:
            assert contact.name.value.split()[0] in contact.name.span.of(text)
            assert contact.name.value.split()[-1] in contact.name.span.of(text)
        if contact.email:
            assert contact.email.span.of(text) == contact.email.value
        if contact.phone:
            assert contact.phone.span.of(text)[-4:].replace(" ", "")[-2:] == contact.phone.value[-2:]


def test_people_of_a_country_are_called_as_dialled_there() -> None:
    text = "Enquiries:\n\nHarrow Pumps plc\nJane Amis, Chief Executive\n020 7946 0018\n"
    (contact,) = READER.read(Document("test", text), Issuer(country="GB"))
    assert contact.phone
    assert contact.phone.value == "+442079460018"


PIECES = st.sampled_from(
    ["Contact:", "Investor Relations", "\n", "\n\n", "|", "   ", "@", "jo@firm.com", "212-555-0100",
     "Jane Doe", ", ", "CEO", "Inc.", "Tel:", "Media:", "[email protected]", " / ", "(", ")",
     "please contact ", "```", "x", "é"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=10), max_size=70))
def test_no_text_raises_and_spans_lie_inside(parts: list[str]) -> None:
    text = "".join(parts)
    for contact in read(text):
        for part in PARTS:
            value = getattr(contact, part)
            assert value is None or 0 <= value.span.start < value.span.end <= len(text)
