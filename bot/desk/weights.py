"""What each sign counts for when interpretations are compared; config/weights.yaml holds what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as of_each
from math import exp
from typing import Any

from bot.errors import Trouble

_MAPS = ("fit", "sure")  # the weights that are mappings of a passage's signs


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the terms, and the least that is answered.

    A name counts as its likeness, at most 1; what speaks against an interpretation is taken off. `fit` and
    `sure` weigh the signs of a passage (bot/desk/passages.py).
    """

    choice: float = 0.9
    topic: float = 0.3
    stranger: float = 1.0
    talked_of: float = 0.7
    told_of: float = 0.6
    rival: float = 0.2
    surely_named: float = 0.9
    least_meant: float = 0.55
    field: float = 1.0
    passage: float = 1.0
    another_kind: float = 0.8
    elsewhere: float = 0.8
    least_passage: float = 0.6
    least_sure: float = 1.25
    lead: float = 0.05
    newer: float = 0.02
    beside: float = 0.8
    fit: Mapping[str, float] = of_each(default_factory=dict)
    sure: Mapping[str, float] = of_each(default_factory=dict)

    def fit_of(self, signs: Mapping[str, float]) -> float:
        """How well a passage with these signs fits: of two, the better has more."""
        return sum(self.fit.get(name, 0.0) * value for name, value in signs.items())

    def sure_of(self, signs: Mapping[str, float], ahead: float) -> float:
        """How likely a passage is right that has these signs and is so far ahead of the next, in 0..1."""
        told = {**signs, "ahead": ahead, "always": 1.0}
        return 1 / (1 + exp(-sum(self.sure.get(name, 0.0) * value for name, value in told.items())))


def weights_from(raw: Any, source: str) -> Weights:
    """The weights that `raw` (the YAML's content) holds; Trouble names every fault at once."""
    known = [one.name for one in fields(Weights)]
    if not isinstance(raw, dict):
        raise Trouble(f"{source}: expected a mapping of weights to numbers.")
    numbers = {name: value for name, value in raw.items() if name not in _MAPS}
    for name in _MAPS:
        if isinstance(raw.get(name, {}), dict):
            numbers |= {f"{name} {sign}": value for sign, value in raw.get(name, {}).items()}
    faults = [f"unknown weight {name!r}" for name in raw if name not in known]
    faults += [
        f"{name} is no number" for name, value in numbers.items() if not isinstance(value, int | float)
    ]
    faults += [f"{name} is no mapping" for name in _MAPS if not isinstance(raw.get(name, {}), dict)]
    if faults:
        raise Trouble(f"{source}: " + "; ".join(faults) + ".")
    return Weights(**raw)
