"""A rule: how language says one thing, with sentences that show it and sentences that do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.model import Span


@dataclass(frozen=True, slots=True)
class Rule:
    """How English says one thing of the values beside it.

    `patterns` are alternatives in verbose form and small letters, matched against folded text; `says` is what
    they say. Each alternative is found in one of `reads` at least, none in any of `refuses`.
    """

    name: str
    says: str
    patterns: tuple[str, ...]
    reads: tuple[str, ...]
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a text that a rule knows; `span` counts in the text they were found in."""

    span: Span
    rule: Rule

    @property
    def says(self) -> str:
        return self.rule.says


class Rules:
    """Rules that are looked for together, in one pass; of several that fit at a place the first counts."""

    def __init__(self, *rules: Rule) -> None:
        self.all = rules

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = (f"(?P<r{i}>{'|'.join(rule.patterns)})" for i, rule in enumerate(self.all))
        return re.compile("|".join(parts), re.VERBOSE)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[Cue]:
        """The cues of folded[start:end] in order, none overlapping another."""
        stop = len(folded) if end is None else end
        for match in self._pattern.finditer(folded, start, stop):
            yield Cue(Span(*match.span()), self.all[int((match.lastgroup or "r0")[1:])])

    def first(self, folded: str, start: int = 0, end: int | None = None) -> Cue | None:
        """The first cue of folded[start:end]."""
        return next(self.find(folded, start, end), None)
