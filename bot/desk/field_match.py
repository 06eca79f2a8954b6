"""Which field fits a question: its meanings compared with those of every phrase in `asked`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, log

from bot.desk.library_port import fold
from bot.desk.vocabulary import COUNTRY, FILLER, Vocabulary
from bot.desk.words import one_of
from bot.fields import Field, Fields

# What a phrase has and the question lacks counts in full against it; what the question has beside it counts
# less, and never more than the phrase itself: people tell stories before they ask.
_COST_OF_SURPLUS = 0.4
_LEAST = 0.7
_REMEMBERED = 4096  # combinations of meanings whose fields are kept

_NARROWING_WORTH = 0.3

# Meanings that narrow an answer instead of choosing a field; surplus ones cost nothing.
NARROWING = one_of(
    "domestic, international, previous, next, results, report, live, today, tomorrow, this week, next "
    "week, this month, next month, coming weeks, my time, greeting, thanks, laughter, reminding"
)


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """A field the question may be after; `score` in 0..1, `phrase` the way of asking that fitted best."""

    field: Field
    score: float
    phrase: str
    meanings: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Phrase:
    field: Field
    words: str
    meanings: frozenset[str]
    weight: float


class FieldMatcher:
    """Scores fields for the meanings of a question; compiled once from the declarations."""

    def __init__(self, fields: Fields, vocabulary: Vocabulary) -> None:
        asked = {(f.id, meanings_of(phrase, vocabulary)): (f, phrase) for f in fields for phrase in f.asked}
        self._weights = _weights(asked)
        self._phrases = [
            _Phrase(field, phrase, meanings, self._weigh(meanings))
            for (_, meanings), (field, phrase) in asked.items()
            if meanings
        ]
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, phrase in enumerate(self._phrases):
            for meaning in phrase.meanings:
                self._having[meaning].append(at)
        self._settling = frozenset(
            m for phrase in self._phrases if len(phrase.meanings) == 1 for m in phrase.meanings
        )
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._scored)

    def settling(self, meanings: Iterable[str]) -> frozenset[str]:
        """Those of the meanings that alone are a way of asking for some field."""
        return self._settling & frozenset(meanings)

    def of(self, meanings: frozenset[str]) -> tuple[FieldMatch, ...]:
        """The fields that fit, best first, each with its best phrase."""
        return self._remembered(meanings)

    def _scored(self, meanings: frozenset[str]) -> tuple[FieldMatch, ...]:
        asked = sorted(m for m in meanings if m in self._weights)  # a set's order is chance
        total = sum(self._weights[m] for m in asked if m not in NARROWING)
        best: dict[str, FieldMatch] = {}
        for at, shared in sorted(self._matches(asked).items()):
            phrase = self._phrases[at]
            met = fsum(self._weights[m] for m in phrase.meanings if m in meanings and m not in NARROWING)
            surplus = min(max(0.0, total - met), phrase.weight)
            score = shared / (phrase.weight + _COST_OF_SURPLUS * surplus)
            if score < _LEAST:
                continue
            match = FieldMatch(phrase.field, score, phrase.words, phrase.meanings)
            rival = best.get(phrase.field.id)
            if rival is None or self._rank(match) > self._rank(rival):
                best[phrase.field.id] = match
        return tuple(sorted(best.values(), key=self._rank, reverse=True))

    def _matches(self, asked: Iterable[str]) -> dict[int, float]:
        """The weight of what each phrase shares with the meanings asked, by the phrase's index."""
        matches: dict[int, float] = defaultdict(float)
        for meaning in asked:
            weight = self._weights[meaning]
            for at in self._having[meaning]:
                matches[at] += weight
        return matches

    def _rank(self, match: FieldMatch) -> tuple[float, float]:
        """By score; of equals the one whose phrase says more comes first."""
        return round(match.score, 6), self._weigh(match.meanings)

    def _weigh(self, meanings: Iterable[str]) -> float:
        return fsum(self._weights[m] for m in meanings)  # whatever a set's order


def meanings_of(phrase: str, vocabulary: Vocabulary) -> frozenset[str]:
    """What a way of asking means."""
    hits = vocabulary.read(_ending(fold(phrase).split()))
    return telling(hit.meaning for hit in hits)


def _ending(words: list[str]) -> list[str]:
    """A question that ends in "for" asks what it is for."""
    return [*words[:-1], "what for"] if words and words[-1] == "for" else words


def telling(meanings: Iterable[str]) -> frozenset[str]:
    """The meanings without fillers and places."""
    return frozenset(m for m in meanings if m != FILLER and not m.startswith(COUNTRY))


def _weights(asked: Iterable[tuple[str, frozenset[str]]]) -> dict[str, float]:
    """A meaning weighs the more, the fewer fields are asked for with it."""
    fields: dict[str, set[str]] = defaultdict(set)
    ids: set[str] = set()
    for field, meanings in asked:
        ids.add(field)
        for meaning in meanings:
            fields[meaning].add(field)
    return {
        meaning: log(1 + len(ids) / len(having)) * (_NARROWING_WORTH if meaning in NARROWING else 1.0)
        for meaning, having in fields.items()
    }
