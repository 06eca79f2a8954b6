"""When words are like a name, and when they only share something with it."""

from __future__ import annotations

import pytest

from bot.desk.likeness import Judge
from bot.lexicon import Lexicon

ACCEPTED = 0.785


@pytest.fixture(scope="module")
def judge(lexicon: Lexicon) -> Judge:
    return Judge(lexicon)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("norvaen", "norvane therapeutics inc"),
        ("norvane therapeutcs", "norvane therapeutics inc"),
        ("larkfield asset partnres", "larkfield asset partners ltd"),
        ("larkfield telecom", "larkfield telecommunications company"),
        ("tamesgatemetals", "tamesgate metals plc"),
        ("tames gate", "tamesgate"),
        ("tames gate", "tamesgate holdings"),
        ("norvanes", "norvane"),
        ("1404", "i 131 clr1404"),
        ("norvane heat patch", "norvane"),
    ],
)
def test_like(judge: Judge, said: str, name: str) -> None:
    assert judge.likeness(said.split(), name).said >= ACCEPTED


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("zyntarra therapeutics", "norvane therapeutics inc"),
        ("therapeutics", "norvane therapeutics inc"),
        ("nrv 77", "nrv 101"),
        ("nrv107", "nrv101"),
        ("1440", "i 131 clr1404"),
        ("gold", "gild"),
        ("first", "first horizon bank"),
        ("new metals", "tamesgate metals plc"),
    ],
)
def test_unlike(judge: Judge, said: str, name: str) -> None:
    assert judge.likeness(said.split(), name).said < ACCEPTED


def test_the_fuller_reading_is_the_likelier(judge: Judge) -> None:
    words = ["larkfield", "invesment"]
    short, full = judge.likeness(words, "larkfield"), judge.likeness(words, "larkfield investment corp")
    assert full.rank > short.rank
    assert (full.start, full.stop) == (0, 2)
