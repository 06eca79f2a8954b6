"""Who a release is by: the corpus of openings, planted in other surroundings, and hostile texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon_from
from bot.model import Document, Stated
from bot.reading.issuer import Issuer, IssuerReader
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
CASES = read_yaml(ROOT / "tests/corpus/issuer.yaml")
DATELINES = read_yaml(ROOT / "tests/corpus/issuer_datelines.yaml")
READER = IssuerReader(lexicon_from(read_yaml(ROOT / "config/lexicon.yaml"), "lexicon"))

TAIL = """
"We are pleased with the progress of the year," said the chief executive of the company.

Forward-Looking Statements

Statements about the future carry risks.
On December 31, 2011 the rules of Example Corp. (NYSE: EXMP) changed.
"""


def read(text: str) -> Issuer:
    return READER.read(Document("test", text))


def shown(issuer: Issuer, field: str) -> Any:
    """A field of the issuer in the corpus's own writing."""
    if field == "tickers":
        return [
            f"{t.exchange.value} {t.symbol.value}" if t.exchange else t.symbol.value for t in issuer.tickers
        ]
    if field == "aliases":
        return [alias.value for alias in issuer.aliases]
    value = getattr(issuer, field)
    return value.value if isinstance(value, Stated) else value


def wanted(case: dict[str, Any]) -> dict[str, Any]:
    fields = {key: value for key, value in case.items() if key not in ("about", "text")}
    return {k: str(v) if k == "published" and v else v for k, v in fields.items()}


def names(case: dict[str, Any]) -> str:
    return str(case["about"])


@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_opening_is_read(case: dict[str, Any]) -> None:
    issuer = read(case["text"])
    assert {field: shown(issuer, field) for field in wanted(case)} == wanted(case)


@pytest.mark.parametrize(
    "plant",
    ["{}" + TAIL, "\n\n\n{}", "\ufeff{}\n\n", "{}" + TAIL * 20],
    ids=["above prose", "below empty lines", "behind a byte-order mark", "above much prose"],
)
@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_opening_is_read_in_other_surroundings(case: dict[str, Any], plant: str) -> None:
    issuer = read(plant.format(case["text"]))
    fields = [f for f in ("headline", "company", "published") if f in wanted(case)]
    assert {f: shown(issuer, f) for f in fields} == {f: wanted(case)[f] for f in fields}


@pytest.mark.parametrize("case", CASES, ids=names)
def test_every_span_states_its_value(case: dict[str, Any]) -> None:
    text = case["text"]
    issuer = read(text)
    for field in ("headline", "company", "website", "correction"):
        stated = getattr(issuer, field)
        if stated:
            words = stated.span.of(text).replace("®", "").replace("(publ)", "")
            assert " ".join(words.split()) == stated.value.replace("®", "")
    for ticker in issuer.tickers:
        assert ticker.symbol.span.of(text) == ticker.symbol.value
    for alias in issuer.aliases:
        assert alias.span.of(text) == alias.value


@pytest.mark.parametrize("case", DATELINES, ids=lambda case: str(case["text"])[:50])
def test_the_first_paragraph_is_read(case: dict[str, Any]) -> None:
    issuer = read(f"Acmeon Reports Results\n\n{case['text']}\n{TAIL}")
    assert {field: shown(issuer, field) for field in wanted(case)} == wanted(case)


def test_a_heading_is_no_part_of_the_name_below_it() -> None:
    issuer = read("Results of the Quarter\n\nAbout Acmeon\nAcmeon is a maker of pumps.\n")
    assert issuer.company
    assert issuer.company.value == "Acmeon"


PIECES = st.sampled_from(
    ["(NASDAQ: ", "/PRNewswire/", "--(BUSINESS WIRE)--", "\n", "\n\n", "Acme, Inc.", ")", "(", ": ",
     " May 3, 2022 ", "SOURCE ", "About ", "(formerly ", "www.", "“", "| ", "Ltd", ". ", "RNS Number : ",
     "*", "é", "\x00", "AG", "and "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=60))
def test_no_text_raises_and_spans_lie_inside(parts: list[str]) -> None:
    text = "".join(parts)
    issuer = read(text)
    stated = [
        issuer.headline,
        issuer.company,
        issuer.published,
        issuer.wire,
        issuer.website,
        issuer.correction,
    ]
    stated += [*issuer.aliases, *(t.symbol for t in issuer.tickers), *(t.exchange for t in issuer.tickers)]
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in stated if s)
