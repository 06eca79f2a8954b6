"""What each sign counts for when interpretations are compared; config/weights.yaml holds what was learnt."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from bot.errors import Trouble


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the terms, and the least that is answered.

    A name counts as its likeness, at most 1; what speaks against an interpretation is taken off.
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
    least_passage: float = 0.62
    least_open: float = 0.8
    least_sure: float = 1.25
    lead: float = 0.05
    newer: float = 0.02
    before: float = 0.6
    headline: float = 0.6
    elsewhere_in_text: float = 0.3
    nowhere: float = -0.1
    no_sentence: float = 0.12
    closeness: float = 0.15
    mass: float = 0.2
    ahead: float = 0.05
    also: float = 0.1


def weights_from(raw: Any, source: str) -> Weights:
    """The weights that `raw` (the YAML's content) holds; Trouble names every fault at once."""
    known = [field.name for field in fields(Weights)]
    if not isinstance(raw, dict):
        raise Trouble(f"{source}: expected a mapping of weights to numbers.")
    faults = [f"unknown weight {name!r}" for name in raw if name not in known]
    faults += [f"{name} is no number" for name, value in raw.items() if not isinstance(value, int | float)]
    if faults:
        raise Trouble(f"{source}: " + "; ".join(faults) + ".")
    return Weights(**{name: float(value) for name, value in raw.items()})
