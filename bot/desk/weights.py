"""What each sign counts for when interpretations are compared; learnt from questions by a script."""

from __future__ import annotations

from dataclasses import dataclass


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
    rare: float = 0.2
    rival: float = 0.2
    surely_named: float = 0.9
    least_meant: float = 0.55
    field: float = 1.0
    passage: float = 1.0
    another_kind: float = 0.8
    elsewhere: float = 0.8
    vague: float = 0.8
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
