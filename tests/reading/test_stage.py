"""Stages in sentences: what is reached, what is only planned, and what is no stage at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.lexicon import lexicon_from
from bot.reading.prose import folded
from bot.reading.values.stage import RANK, StageFinder, Standing
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
LEXICON = lexicon_from(read_yaml(ROOT / "config/lexicon.yaml"), "lexicon")
FINDER = StageFinder(LEXICON.stages)


def found(sentence: str) -> list[str]:
    mentions = FINDER.find(folded(sentence), 0, len(sentence))
    return [mention.value for mention in mentions if mention.standing is not Standing.TO_COME]


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("Phase 1", "phase 1"),
        ("Phase I", "phase 1"),
        ("phase-1", "phase 1"),
        ("PHASE ONE", "phase 1"),
        ("Phase 1a", "phase 1a"),
        ("Phase Ib", "phase 1b"),
        ("Phase 1a/1b", "phase 1b"),
        ("Phase 1a/b", "phase 1b"),
        ("Phase 1/2", "phase 1/2"),
        ("Phase I/II", "phase 1/2"),
        ("Phase 1/2a", "phase 1/2"),
        ("Phase 1a/2", "phase 1/2"),
        ("Phase 1b/2", "phase 1b/2"),
        ("Phase Ib/IIa", "phase 1b/2"),
        ("Phase 1b/Phase 2", "phase 1b/2"),
        ("Phase 2", "phase 2"),
        ("Phase II", "phase 2"),
        ("Phase IIA", "phase 2a"),
        ("Phase 2b", "phase 2b"),
        ("Phase 2a/2b", "phase 2b"),
        ("Phase 2/3", "phase 2/3"),
        ("Phase IIb/III", "phase 2/3"),
        ("Phase 2–3", "phase 2/3"),
        ("Phase III", "phase 3"),
        ("Phase 3b", "phase 3"),
        ("Phase 3/4", "phase 3"),
    ],
)
def test_every_writing_of_a_phase(written: str, stage: str) -> None:
    assert found(f"Patients are enrolling in the {written} trial.") == [stage]


@pytest.mark.parametrize(
    ("sentence", "stages"),
    [
        ("Phases 1 and 2 studies were completed.", ["phase 2"]),
        ("Enrollment in the ongoing Phase 3 study is complete.", ["phase 3"]),
        ("We expect topline data from the Phase 2 trial in March.", ["phase 2"]),
        ("Phase 2 topline results are expected in the fourth quarter.", ["phase 2"]),
        ("We announced the initiation of a Phase 2 trial.", ["phase 2"]),
        ("It expects to complete its current Phase 1 trial in May.", ["phase 1"]),
        ("An end-of-Phase 2 meeting with the FDA was held.", ["phase 2"]),
        ("The pivotal trial is enrolling.", ["phase 3"]),
        ("It is in a Phase 1b trial for gout and will enter Phase 2 next year.", ["phase 1b"]),
        ("It is in a Phase 2 study and is expected to enter Phase 3 in 2031.", ["phase 2"]),
        ("A Phase 2 trial in adults with gout is ongoing and an extension is planned.", ["phase 2"]),
        ("A Phase 3 study of the drug in adults is scheduled to report in May.", ["phase 3"]),
        ("The antibody has been advanced to Phase 2 trials.", ["phase 2"]),
        ("A registrational study in adults is under way.", ["phase 3"]),
        ("The first-in-human study has started.", ["phase 1"]),
        ("The compound is in preclinical development.", ["preclinical"]),
        ("The IND has been cleared by the FDA.", ["ind"]),
        ("The FDA has accepted our investigational new drug application.", ["ind"]),
        ("We plan to file an IND next year.", ["preclinical"]),
        ("We submitted the NDA in June.", ["filed"]),
        ("The BLA is under priority review.", ["filed"]),
        ("The PDUFA date is May 3.", ["filed"]),
        ("The FDA issued a complete response letter for the NDA.", ["filed"]),
        ("The FDA approved the sBLA in May 2020.", ["approved", "approved"]),
        ("It was approved by the European Commission.", ["approved"]),
        ("It is approved in Japan for adults.", ["approved"]),
        ("The device received CE Mark in 2016.", ["approved"]),
        ("We received 510(k) clearance for the device.", ["approved"]),
        ("Net product sales were $3 million.", ["marketed"]),
        ("It is commercially available in Spain.", ["marketed"]),
        ("We will discontinue development of the drug.", ["discontinued"]),
    ],
)
def test_what_is_reached(sentence: str, stages: list[str]) -> None:
    assert found(sentence) == stages


@pytest.mark.parametrize(
    "sentence",
    [
        "We plan to initiate a Phase 3 trial in 2027.",
        "The planned Phase 2 trial has 200 patients.",
        "A Phase 2 trial is expected to begin in May.",
        "A Phase 3 trial will start next year.",
        "The asset is Phase 3-ready.",
        "A Phase 3 study of the drug in combination with another inhibitor is planned for 2031.",
        "A Phase 2 trial in adults with moderate to severe gout or lupus is scheduled for spring.",
        "The antibody is being advanced to Phase 3 in patients with gout.",
        "The protocol of the Phase 3 trial was agreed with the FDA.",
        "We are preparing for a pivotal Phase 3 trial.",
        "The proceeds will fund the initiation of a Phase 2 study.",
        "Clearance for a Phase 2 study is pending.",
        "We expect to submit an NDA in the first half of 2027.",
        "A BLA submission is planned for 2027.",
        "If approved, the drug would be the first of its kind.",
        "The drug is not approved in any country.",
        "We seek approval of the drug by the FDA.",
        "The board approved the plan.",
        "The FDA approved the IND.",
        "The FDA approved the trial's protocol.",
        "There are no FDA-approved treatments for this disease.",
        "The tower's Phase 2 expansion is complete.",
        "Phase 2 drilling is complete.",
        "A Phase 4 study is enrolling.",
        "The trial was terminated early.",
        "The program might be discontinued.",
        "He has been phased in as a clinical lead.",
    ],
)
def test_what_is_not_reached(sentence: str) -> None:
    assert [stage for stage in found(sentence) if stage != "ind"] == []


def test_the_span_states_the_value() -> None:
    sentence = "In June the agency accepted the company's New Drug Application."
    (mention,) = FINDER.find(folded(sentence), 0, len(sentence))
    assert mention.span.of(sentence) == "accepted the company's New Drug Application"
    assert mention.trigger.of(sentence) == "New Drug Application"


def test_every_word_of_the_lexicon_speaks_of_a_stage_of_the_contract() -> None:
    assert set(LEXICON.stages.values()) <= set(RANK)
