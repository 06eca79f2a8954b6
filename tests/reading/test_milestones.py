"""Dates ahead in development: example sentences, the periods in them, and that no text raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Candidate, Document, Milestone, Span, Stated
from bot.reading.issuer import Issuer
from bot.reading.milestones import milestones
from bot.reading.milestones.periods import periods
from bot.reading.pipeline import Named, Pipeline, medical_text
from tests.yaml_files import read_yaml

CORPUS = read_yaml(Path(__file__).parents[1] / "corpus/milestones.yaml")
CASES = [case for section in CORPUS.values() for case in section]
OWN = tuple(
    Candidate(name=Stated(name, Span(0, 0)), stage=Stated("phase 2", Span(0, 0)))
    for name in ("HGB-101", "HGB-202")
)


def read(text: str) -> tuple[Milestone, ...]:
    medical = medical_text(Document("test", text))
    issuer = Issuer(published=Stated("2026-03-10", Span(0, 0)))
    return milestones(medical, issuer, Pipeline(OWN))


def shown(milestone: Milestone) -> str:
    whose = milestone.of.value if milestone.of else None
    return " | ".join(filter(None, (milestone.what.value, milestone.date.value, whose)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_states_its_dates_ahead(case: dict[str, Any]) -> None:
    found = read(
        "Our clinical programs.\n\n" + case["text"] if "wind farm" not in case["text"] else case["text"]
    )
    assert [shown(milestone) for milestone in found] == case["wants"]


def test_words_are_the_texts_own() -> None:
    text = "We expect topline data of HGB-101 in patients in the Second Half of 2026."
    (found,) = read(text)
    assert found.written.value == found.written.span.of(text) == "Second Half of 2026"
    assert found.of is not None
    assert found.of.span.of(text) == "HGB-101"
    assert found.what.reason is not None


def test_a_date_is_of_the_product_that_is_named_where_no_stage_is_stated() -> None:
    medical = medical_text(
        Document("test", "We plan to start the clinical trial of QLN-7 in patients in Q4 2026.")
    )
    named = Pipeline(named=(Named(Stated("QLN-7", Span(0, 0)), ()),))
    (found,) = milestones(medical, Issuer(published=Stated("2026-03-10", Span(0, 0))), named)
    assert shown(found) == "trial start | 2026-Q4 | QLN-7"


def test_the_more_exact_of_two_statements_stays() -> None:
    text = (
        "Topline data of HGB-101 are expected in 2026. Patients: topline data of HGB-101 expected in Q4 2026."
    )
    assert [shown(milestone) for milestone in read(text)] == ["data expected | 2026-Q4 | HGB-101"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("26 september 2026", "2026-09-26"),
        ("june 2026", "2026-06"),
        ("third quarter of calendar year 2026", "2026-Q3"),
        ("3q26", "2026-Q3"),
        ("q3’26", "2026-Q3"),
        ("h2 2026", "2026-H2"),
        ("second half of this year", "2026-H2"),
        ("late 2026", "2026"),
        ("end of next year", "2027"),
        ("february 30, 2026", None),
        ("fiscal 2026", None),
        ("fiscal year 2026", None),
        ("between june 2026 and july 2026", None),
        ("$2026", None),
    ],
)
def test_periods(written: str, value: str | None) -> None:
    found = [period.value for period in periods(f"in {written}.", 0, len(written) + 4, date(2026, 3, 10))]
    assert found == ([value] if value else [])


PIECES = st.sampled_from(
    [
        "PDUFA ",
        "date ",
        "of ",
        "expected ",
        "in ",
        "Q3 ",
        "2026",
        "’26 ",
        "first ",
        "half ",
        "; ",
        ". ",
        "1H",
        "data ",
        "HGB-101 ",
        "June 31, 2027 ",
        "\n\n",
        "İ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=120, deadline=None)
def test_no_text_raises_and_spans_lie_inside(text: str) -> None:
    text = "Our clinical pipeline. " + text
    for milestone in read(text):
        for stated in (milestone.what, milestone.date, milestone.written):
            assert 0 <= stated.span.start < stated.span.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["2026 ", "expected ", "data ", "q3 2026, ", "first half ", "submit ", "; "]
)
def test_hostile_text_is_read_in_time(piece: str) -> None:
    read("Clinical trial. " + piece * (60_000 // len(piece)))
