"""Every way of asking in asked.yaml leads to its field; no two fields are asked for with the same words."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from bot.desk.clauses import matches_of
from bot.desk.field_match import FieldMatcher, meanings_of
from bot.desk.question import parse_question
from bot.desk.subject import Subject
from bot.desk.vocabulary import Vocabulary
from bot.desk.words import words_of
from bot.fields import Fields
from bot.lexicon import Lexicon
from tests.yaml_files import read_yaml

ASKED = read_yaml(Path(__file__).parent / "asked.yaml")


@pytest.fixture(scope="module")
def vocabulary(fields: Fields, lexicon: Lexicon) -> Vocabulary:
    return Vocabulary(fields, lexicon)


@pytest.fixture(scope="module")
def aims(fields: Fields, vocabulary: Vocabulary) -> FieldMatcher:
    return FieldMatcher(fields, vocabulary)


def aimed(question: str, vocabulary: Vocabulary, aims: FieldMatcher) -> list[str]:
    """The ids of the fields a question about Norvane is after; a region is told by the answer."""
    words = words_of(question)
    named = frozenset(i for i, word in enumerate(words) if word.key == "norvane")
    cut = parse_question(words, Subject(claimed=named), vocabulary)
    return [aim.field.id for aim in matches_of(cut, aims)]


def without_region(field: str) -> str:
    return field.removesuffix(".domestic").removesuffix(".international")


@pytest.mark.parametrize(
    ("wanted", "question"), [(field, question) for field, asked in ASKED.items() for question in asked]
)
def test_a_way_of_asking_leads_to_its_field(
    wanted: str, question: str, vocabulary: Vocabulary, aims: FieldMatcher
) -> None:
    found = aimed(question, vocabulary, aims)
    assert [without_region(f) for f in found] == [without_region(f) for f in wanted.split(" + ")]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("norvane relpay nubmer", "replay.dial_in"),
        ("passcdoe for the norvane call", "call.access_code"),
        ("norvane wbecast lnik", "call.webcast"),
        ("is the norvane replay stil availble", "replay.until"),
        ("investr relatoins norvane", "contact.investor"),
        ("when is the norvane confernce call", "call.starts"),
        ("norvane tikcer", "company.ticker"),
        ("wehn does norvane reprot", "call.starts"),
        ("regsiter for the norvane call", "call.registration"),
        ("what pahse is norvane in", "pipeline.stage"),
        ("norvane desingation", "pipeline.designation"),
        ("norvane pipleine", "pipeline"),
    ],
)
def test_a_typo_in_a_word_is_read_over(
    question: str, wanted: str, vocabulary: Vocabulary, aims: FieldMatcher
) -> None:
    assert aimed(question, vocabulary, aims) == [wanted]


@pytest.mark.parametrize(
    "question", ["norvane", "the norvane of it all", "norvane lemonade", "what colour is norvane's logo"]
)
def test_nothing_asked_leads_nowhere(question: str, vocabulary: Vocabulary, aims: FieldMatcher) -> None:
    assert aimed(question, vocabulary, aims) == []


def test_no_two_fields_are_asked_for_with_the_same_meanings(fields: Fields, vocabulary: Vocabulary) -> None:
    by_meanings: dict[frozenset[str], set[str]] = defaultdict(set)
    for field in fields:
        for phrase in field.asked:
            by_meanings[meanings_of(phrase, vocabulary)].add(field.id)
    assert {m: f for m, f in by_meanings.items() if len(f) > 1 or not m} == {}


def test_every_field_can_be_asked_for(fields: Fields, vocabulary: Vocabulary, aims: FieldMatcher) -> None:
    missed = {
        phrase: field.id
        for field in fields
        for phrase in field.asked
        if without_region(next(iter(aims.of(meanings_of(phrase, vocabulary)))).field.id)
        != without_region(field.id)
    }
    assert missed == {}
