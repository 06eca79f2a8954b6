"""A rule: how language says one thing, with sentences that show it and sentences that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.model import Span
from bot.reading.patterns import Late


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


@dataclass(slots=True)
class _Alternative:
    """One pattern of a rule among all that are looked for together; `place` is its turn among them."""

    place: int
    rule: Rule
    pattern: Late


class Rules:
    """Rules that are looked for together; of several that fit at a place the first counts."""

    def __init__(self, *rules: Rule) -> None:
        self.all = rules

    @cached_property
    def _by_word(self) -> list[tuple[str, tuple[_Alternative, ...]]]:
        """Each word of the patterns with those that need it or another."""
        found: dict[str, list[_Alternative]] = {}
        patterns = ((rule, pattern) for rule in self.all for pattern in rule.patterns)
        for place, (rule, pattern) in enumerate(patterns):
            alternative = _Alternative(place, rule, Late(pattern, re.VERBOSE))
            for word in alternative.pattern.words or ("",):
                found.setdefault(word, []).append(alternative)
        return [(word, tuple(alternatives)) for word, alternatives in found.items()]

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterable[Cue]:
        """The cues of folded[start:end] in order, none overlapping another."""
        return self._all_of(folded) if end is None and not start else self._find(folded, start, end)

    @lru_cache(maxsize=256)  # noqa: B019 - rules last as long as the program; several ask of one sentence
    def _all_of(self, folded: str) -> tuple[Cue, ...]:
        return tuple(self._find(folded, 0, None))

    def _find(self, folded: str, start: int, end: int | None) -> Iterator[Cue]:
        stop = len(folded) if end is None else end
        ahead = self._firsts(folded, start, stop)
        while ahead:
            at, place = min(ahead)
            alternative, match = ahead.pop((at, place))
            yield Cue(Span(*match.span()), alternative.rule)
            for key in [key for key in ahead if key[0] < match.end()]:
                _look(ahead, ahead.pop(key)[0], folded, match.end(), stop)
            _look(ahead, alternative, folded, match.end(), stop)

    def first(self, folded: str, start: int = 0, end: int | None = None) -> Cue | None:
        """The first cue of folded[start:end]."""
        return next(self._find(folded, start, end), None)

    def _firsts(self, folded: str, start: int, stop: int) -> _Ahead:
        """The first match of each alternative one of whose words stands in folded[start:stop]."""
        part = folded[start:stop]
        ahead: _Ahead = {}
        seen: set[int] = set()
        for alternatives in [alternatives for word, alternatives in self._by_word if word in part]:
            for alternative in alternatives:
                if alternative.place not in seen:
                    seen.add(alternative.place)
                    _look(ahead, alternative, folded, start, stop)
        return ahead


# The next match of each alternative, by its start and the alternative's turn.
_Ahead = dict[tuple[int, int], tuple[_Alternative, re.Match[str]]]


def _look(ahead: _Ahead, alternative: _Alternative, folded: str, start: int, stop: int) -> None:
    match = alternative.pattern.search(folded, start, stop)
    if match:
        ahead[match.start(), alternative.place] = alternative, match
