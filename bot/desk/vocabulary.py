"""What a question's words mean: exact phrases first, then words with a typo in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.desk.library_port import fold
from bot.fields import Fields
from bot.lexicon import Lexicon

FILLER = "filler"
COUNTRY = "country:"
_LONGEST_PHRASE = 5
_NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3"}
_WIDE = frozenset(["US", "CA", "AU", "BR", "MX", "RU", "ID"])  # countries of several zones
_SHORTEST_NEAR = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Words [start, stop) carry `meaning`; `phrase` is the known phrase they were read as."""

    meaning: str
    start: int
    stop: int
    phrase: str
    exact: bool = True


class Vocabulary:
    """Every phrase that means something in a question, and what it means."""

    def __init__(self, fields: Fields, lexicon: Lexicon) -> None:
        self._meanings = dict(_phrases(lexicon))
        for field in fields:
            for phrase in field.asked:
                self._learn(fold(phrase).split())
        self._stages = {fold(word): stage for word, stage in lexicon.stages.items()}
        self._zones = dict(_zones(lexicon))
        self.designations = frozenset(fold(word).split()[0] for word in lexicon.designations)
        self._known = frozenset(word for phrase in self._meanings for word in phrase.split())
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._meanings:
            if (
                " " not in word
                and len(word) >= _SHORTEST_NEAR
                and not self._meanings[word].startswith(COUNTRY)
            ):
                self._by_length[len(word)].append(word)

    def known(self, words: Sequence[str]) -> frozenset[int]:
        """The indices of the words that mean something as they stand, with those around them."""
        return frozenset(at for hit in self.read(words) for at in range(hit.start, hit.stop))

    def means(self, word: str) -> str | None:
        """The meaning of one folded word by itself."""
        return self._meanings.get(word)

    def stage(self, phrase: str) -> str | None:
        """The stage that a folded phrase names."""
        head, _, number = phrase.partition(" ")
        if head in ("phase", "ph") and number:
            return f"phase {_NUMERALS.get(number, number).replace(' ', '/')}"
        return self._stages.get(phrase)

    def zone(self, phrase: str) -> str | None:
        """The time zone (IANA) that a folded phrase names, be it by a place that has just one."""
        return self._zones.get(phrase)

    def read(
        self, words: Sequence[str], breaks: Collection[int] = (), *, sure: Collection[int] | None = None
    ) -> Iterator[Hit]:
        """The meanings in the folded words, longest phrases first at each place, in order.

        No phrase goes over one of the `breaks`, the indices of words that begin a new clause. Words that mean
        nothing as they stand are read over a typo, but those that are `sure`; none where that is not given.
        """
        at = 0
        while at < len(words):
            unsure = sure is not None and at not in sure
            hit = self._phrase(words, at, breaks) or (self.near(words[at], at) if unsure else None)
            if hit:
                yield hit
            at = hit.stop if hit else at + 1

    def near(self, word: str, at: int = 0) -> Hit | None:
        """The known word that `word` is, but for a typo: one in up to seven letters, two in longer words."""
        if len(word) < _SHORTEST_NEAR or word in self._known or word.isdigit():
            return None
        typos = 1 if len(word) < 8 else 2
        around = range(len(word) - typos, len(word) + typos + 1)
        for length in sorted(around, key=lambda n: abs(n - len(word))):
            # The words are folded already, hence no processor.
            best = process.extractOne(
                word, self._by_length.get(length, ()), scorer=OSA.distance, processor=None, score_cutoff=typos
            )
            if best and self._fair(word, best[0], int(best[1])):
                return Hit(self._meanings[best[0]], at, at + 1, best[0], exact=False)
        return None

    def _fair(self, word: str, known: str, distance: int) -> bool:
        """Short words, fillers and "today" must have all letters: "numebr" is number, "meal" is not mail."""
        swapped = sorted(word) == sorted(known)
        if len(known) <= _SHORTEST_NEAR or self._meanings[known] in (FILLER, "today"):
            return swapped and distance == 1
        return swapped or word[0] == known[0]

    def _phrase(self, words: Sequence[str], at: int, breaks: Collection[int] = ()) -> Hit | None:
        end = min([len(words), at + _LONGEST_PHRASE, *(b for b in breaks if b > at)])
        for stop in range(end, at, -1):
            phrase = " ".join(words[at:stop])
            if meaning := self._meanings.get(phrase):
                return Hit(meaning, at, stop, phrase)
        return None

    def _learn(self, words: Sequence[str]) -> None:
        """A word of `asked` that means nothing yet means itself."""
        at = 0
        while at < len(words):
            hit = self._phrase(words, at)
            if not hit:
                self._meanings[words[at]] = words[at]
            at = hit.stop if hit else at + 1


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The lexicon's phrases, the words people ask with last: they have the last word."""
    yield from _folded((word, FILLER) for word in lexicon.zones)
    yield from _folded(
        (word, COUNTRY + code)
        for place in (lexicon.cities, lexicon.countries)
        for word, code in place.items()
    )
    yield from _folded((word, "designation") for word in lexicon.designations)
    yield from _folded((word, "phase") for word in lexicon.stages)
    yield from _folded(lexicon.asking.items())


def _zones(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Folded words with the zone they name; places that have none, with their country's."""
    own = {fold(word): zone for word, zone in lexicon.zones.items()}
    places = {fold(word): code for p in (lexicon.cities, lexicon.countries) for word, code in p.items()}
    of_country: dict[str, set[str]] = defaultdict(set)
    for place, code in places.items():
        if zone := own.get(place):
            of_country[code].add(zone)
    for place, code in places.items():
        if len(of_country[code]) == 1 and code not in _WIDE:
            yield place, next(iter(of_country[code]))
    yield from own.items()


def _folded(phrases: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for phrase, meaning in phrases:
        if folded := fold(phrase):
            yield folded, meaning
