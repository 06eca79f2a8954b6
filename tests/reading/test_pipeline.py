"""Candidates and stages: example sentences, planted in other surroundings, whole releases, any text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon_from
from bot.model import Candidate, Document, Span, Stated
from bot.reading.issuer import Issuer
from bot.reading.pipeline import PipelineReader, medical_text
from bot.reading.values.stage import RANK
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
CORPUS = read_yaml(ROOT / "tests/corpus/pipeline.yaml")
CASES = [case for section in CORPUS.values() for case in section]
RELEASES = read_yaml(ROOT / "tests/corpus/pipeline_releases.yaml")
READER = PipelineReader(lexicon_from(read_yaml(ROOT / "config/lexicon.yaml"), "lexicon"))
SHARED = Path(os.environ.get("RELEASEBOT_SHARED", ROOT.parent / "shared"))

# What may stand around a sentence without changing what it states.
SURROUNDINGS = [
    "{}",
    "MADISON, Wis., May 12, 2014 (GLOBE NEWSWIRE) -- An announcement.\n\n{}\n\nFor more, visit the site.",
    "A quarter of progress\n\n{}\n\nRevenue was $1.2 million (2023: $3.4 million) in the quarter.",
    "“We are proud of our team,” the chief executive said.\n{}",
    "{} The company had cash of $45,210 thousand as of June 30.",
    "About the company\r\n\r\nFounded in 2004 in Lyon.\r\n\r\n{}",
    "- Annual meeting held on May 4\n- {}\n- Dividend: none",
    "{}\n\nForward-Looking Statements\n\nIt has forward-looking statements on the Phase 3 trial of QQQ-999.",
    "Contact: J. Doe, +1 555 555 0143, Suite 400, Form 10-K\n\n{}",
    "   {}   ",
]


def read(text: str, company: str | None = None) -> tuple[Candidate, ...]:
    issuer = Issuer(company=Stated(company, Span(0, 0)) if company else None)
    medical = medical_text(Document("test", text))
    return READER.read(medical, issuer).candidates


def shown(candidate: Candidate) -> str:
    """A candidate as the corpus writes it: name | stage | designations."""
    granted = ", ".join(stated.value for stated in candidate.designations)
    return " | ".join(part for part in (candidate.name.value, candidate.stage.value, granted) if part)


def stated_in(candidate: Candidate) -> list[Stated]:
    lists = [*candidate.aka, *candidate.indications, *candidate.designations]
    return [candidate.name, candidate.stage, *lists, *([candidate.status] if candidate.status else [])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_states_its_candidates(case: dict[str, Any]) -> None:
    assert [shown(candidate) for candidate in read(case["text"], case.get("company"))] == case["wants"]


@pytest.mark.parametrize("around", SURROUNDINGS, ids=range(len(SURROUNDINGS)))
def test_surroundings_change_nothing(around: str) -> None:
    for case in CASES:
        text = around.format(case["text"])
        found = read(text, case.get("company"))
        assert [shown(candidate) for candidate in found] == case["wants"], case["text"]
        assert all(0 <= s.span.start < s.span.end <= len(text) for c in found for s in stated_in(c))


@pytest.mark.parametrize("case", RELEASES, ids=lambda case: case["about"])
def test_a_release_states_its_candidates(case: dict[str, Any]) -> None:
    found = {candidate.name.value: candidate for candidate in read(case["text"], case.get("company"))}
    assert {name: c.stage.value for name, c in found.items()} == {
        n: w["stage"] for n, w in case["wants"].items()
    }
    for name, wanted in case["wants"].items():
        for field in ("aka", "indications", "designations"):
            if field in wanted:
                assert [s.value for s in getattr(found[name], field)] == wanted[field], (name, field)
        if "stages" in wanted:
            apart = [[one.indication.value, one.stage.value] for one in found[name].stages]
            assert apart == wanted["stages"], name


def test_words_are_the_texts_own() -> None:
    text = "Our drug ORL-330 (orlatinib) met the endpoint of a Phase IIb trial in patients with gout."
    (candidate,) = read(text)
    assert candidate.name.span.of(text) == "ORL-330"
    assert [alias.span.of(text) for alias in candidate.aka] == ["orlatinib"]
    assert candidate.stage.span.of(text) == "Phase IIb"
    assert [stated.span.of(text) for stated in candidate.indications] == ["gout"]
    assert candidate.status is not None
    assert candidate.status.value == candidate.status.span.of(text) == text


def test_a_long_sentence_gives_the_clause_that_states_the_stage() -> None:
    filler = "having reviewed the results of the year with its advisers and shareholders at some length, "
    stated = "announced that ORL-330 is in a Phase 2 trial in patients with gout"
    text = f"The Company, {filler * 3}{stated}, {filler * 3}."
    (candidate,) = read(text)
    assert candidate.status is not None
    assert "ORL-330 is in a Phase 2 trial" in candidate.status.value
    assert len(candidate.status.value) < 260


def test_other_trades_have_no_pipeline() -> None:
    text = "Phase 2 of the wind farm was approved. Net sales of TurboMax® rose; XR-900 is sold in Spain."
    assert read(text) == ()


PIECES = st.sampled_from(
    [
        *(
            "Phase ",
            "phase I",
            "II",
            "/",
            "2b",
            " trial of ",
            "ABC-123",
            " X-1",
            "ABC-123 (",
            "zelotinib",
            ")",
        ),
        *(
            " is ",
            "in ",
            ", ",
            ". ",
            "\n",
            "\n\n",
            "® ",
            "™",
            "₁₀₀",
            "İ",
            "ﬀ",
            "IND ",
            "NDA ",
            "FDA ",
            "approved ",
        ),
        *(
            "for the treatment of ",
            "patients with ",
            "asthma",
            "orphan drug designation ",
            "granted ",
            "to ",
            "12",
        ),
        *("(", "[", "]", "“", "-", "About ABC-123", "preclinical ", "and ", "our ", "a novel inhibitor"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=120, deadline=None)
def test_no_text_raises_and_spans_lie_inside(text: str) -> None:
    for candidate in read("Our clinical pipeline. " + text):
        assert candidate.stage.value in RANK
        for stated in stated_in(candidate):
            assert 0 <= stated.span.start < stated.span.end <= len(text) + 23


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "(",
        "A",
        "A1",
        "ABC-123 ",
        "Phase ",
        "phase 2 of ",
        "ABC-123 (",
        "®",
        "a ",
        " to the ",
        "zelotinib, a ",
        ", ",
    ],
)
def test_hostile_text_is_read_in_time(piece: str) -> None:
    """Each of these once made some rule like it go quadratic; 60 kB would then take minutes, not a moment."""
    read("Clinical trial. " + piece * (60_000 // len(piece)))


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="no shared seed")
def test_the_seed_is_read_right() -> None:
    text = (SHARED / "seed/cellectar-2014-05-12.txt").read_text(encoding="utf-8")
    found = {candidate.name.value: candidate for candidate in read(text)}
    assert {name: c.stage.value for name, c in found.items()} == {
        "I-124-CLR1404": "phase 2",
        "I-131-CLR1404": "phase 1b",
        "CLR1502": "preclinical",
    }
    assert [[s.value for s in c.designations] for c in found.values()] == [["orphan drug"], [], []]
