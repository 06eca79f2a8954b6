"""Every rule of the cues fires: each of its alternatives in an example, none in what it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from bot.reading.cues import Rule, Rules, events, numbers, sides, status, ways
from bot.reading.pipeline import introduced

FAMILIES = {
    f"{module.__name__.rsplit('.', 1)[-1]}.{name}": value
    for module in (events, numbers, sides, status, ways, introduced)
    for name, value in vars(module).items()
    if isinstance(value, Rules)
}
RULES = {rule.name: rule for rules in FAMILIES.values() for rule in rules.all}


def alternatives() -> Iterator[tuple[Rule, str]]:
    for rule in RULES.values():
        for pattern in rule.patterns:
            yield rule, pattern


def name(value: object) -> str:
    return value.name if isinstance(value, Rule) else "" if isinstance(value, Rules) else str(value)[:50]


def test_every_rule_is_looked_for() -> None:
    declared = {
        value.name
        for module in (events, numbers, sides, status, ways, introduced)
        for value in vars(module).values()
        if isinstance(value, Rule)
    }
    assert declared == set(RULES)


@pytest.mark.parametrize(("rule", "pattern"), list(alternatives()), ids=name)
def test_every_alternative_fires_in_an_example(rule: Rule, pattern: str) -> None:
    compiled = re.compile(pattern, re.VERBOSE)
    assert any(compiled.search(example.lower()) for example in rule.reads)


@pytest.mark.parametrize("rule", list(RULES.values()), ids=name)
def test_a_rule_reads_all_its_examples_and_none_that_it_refuses(rule: Rule) -> None:
    alone = Rules(rule)
    assert [example for example in rule.reads if alone.first(example.lower()) is None] == []
    assert [example for example in rule.refuses if alone.first(example.lower())] == []


@pytest.mark.parametrize("rule", list(RULES.values()), ids=name)
def test_patterns_are_in_small_letters_as_the_text_they_are_matched_against(rule: Rule) -> None:
    without_classes = re.sub(r"\\[A-Za-z]|\(\?[A-Za-z<=!:]*", "", "".join(rule.patterns))
    assert without_classes == without_classes.lower()


@pytest.mark.parametrize(("family", "rules"), list(FAMILIES.items()), ids=name)
def test_cues_are_found_in_order_and_apart(family: str, rules: Rules) -> None:
    text = " ".join(example.lower() for rule in rules.all for example in rule.reads)
    found = list(rules.find(text))
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert {cue.rule.name for cue in found} <= {rule.name for rule in rules.all}
