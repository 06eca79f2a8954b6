"""How like a name some words of a question are, misspelt, shortened or glued as they may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.lexicon import Lexicon

# A shared word such as "therapeutics" tells this share of what a name's own word tells.
_SHARED_WORTH = 0.35
_ALIKE = 0.7
_RESEMBLES = 0.79  # one letter wrong in five
_SHORTENED = 0.95
_SWAPPED = 0.92
_COST_OF_A_STRANGER = 7.0
_FIRST_MISSED = 0.8
_FIRST_MISSED_BESIDE_STRANGERS = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` in 0..100 for words [start, stop) of those compared; `strangers` counts those beside them.

    `said` in 0..1 is how nearly those words are words of the name, however much of it they leave out.
    """

    score: float
    said: float = 0.0
    start: int = 0
    stop: int = 0
    strangers: int = 0

    @property
    def rank(self) -> float:
        """The score, less for every word that has no part in the name: the fuller reading is the likelier."""
        return self.score - _COST_OF_A_STRANGER * self.strangers


class Judge:
    """Compares words with names, knowing which words many names share."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._legal = frozenset(
            word for form in lexicon.legal_forms for word in form.replace("/", " ").split()
        )
        self._shared = frozenset(lexicon.name_words) | self._legal

    def belongs(self, word: str) -> bool:
        """Whether the folded word is one that ends names, and so may be part of one."""
        return word in self._shared

    def resembles(self, word: str) -> bool:
        """Whether the folded word is, or nearly is, one that many names share."""
        best = process.extractOne(
            word, self._shared, scorer=OSA.normalized_similarity, processor=None, score_cutoff=_RESEMBLES
        )
        return best is not None

    def is_legal_form(self, word: str) -> bool:
        """Whether the folded word is, or nearly is, a legal form such as "company"."""
        best = process.extractOne(
            word, self._legal, scorer=OSA.normalized_similarity, processor=None, score_cutoff=_RESEMBLES
        )
        return best is not None

    def likeness(self, words: Sequence[str], name: str) -> Likeness:
        """How well some of the folded words say the folded `name`."""
        parts = [part for part in name.split() if part not in self._legal and part != "the"] or name.split()
        pairs = [_nearest(word, parts) for word in words]
        met = [at for at, (likeness, _) in enumerate(pairs) if likeness >= _ALIKE]
        glued = self._glued(words, parts)
        if not met or _another_code(words, parts, met, pairs):
            return glued
        start, stop = met[0], met[-1] + 1
        worth = [self._worth(word) for word in words[start:stop]]
        said = sum(w * like for w, (like, _) in zip(worth, pairs[start:stop], strict=True)) / sum(worth)
        reached = {part for likeness, part in pairs[start:stop] if likeness >= _ALIKE}
        told = sum(self._worth(p) for i, p in enumerate(parts) if i in reached)
        told /= sum(map(self._worth, parts))
        if len(reached) < len(parts) and all(parts[at] in self._shared for at in reached):
            return glued  # "Acme Therapeutics" is no other Therapeutics
        strangers = len(words) - (stop - start)
        if 0 not in reached and not any(_digits(parts[at]) for at in reached):
            said *= _FIRST_MISSED_BESIDE_STRANGERS if strangers else _FIRST_MISSED
        apart = Likeness(100 * (0.85 * said + 0.15 * told), said, start, stop, strangers)
        return max(glued, apart, key=lambda likeness: likeness.score)

    def nearness(self, words: Sequence[str], name: str) -> float:
        """The likeness in 0..100 of the words to the name's beginning: near, but not to be taken for it."""
        parts = [part for part in name.split() if part != "the"][: len(words)]
        return fuzz.ratio(" ".join(words), " ".join(parts), processor=None, score_cutoff=50)

    def agreement(self, words: Sequence[str], name: str) -> float:
        """How many of the folded words are, or are nearly, words of the name."""
        likenesses = (_nearest(word, name.split())[0] for word in words)
        return sum(likeness for likeness in likenesses if likeness >= _ALIKE)

    def _glued(self, words: Sequence[str], parts: Sequence[str]) -> Likeness:
        """Spaces forgotten or put in: "campingworld", "poly pid"."""
        if len(words) == len(parts) == 1:
            return Likeness(0.0)
        asked, name = "".join(words), "".join(parts)
        own = [part for part in parts if part not in self._shared]
        if len(words) > 1 and own == [asked]:
            return Likeness(98.0, 1.0, 0, len(words))
        if _digits(asked) != _digits(name):
            return Likeness(0.0)
        alike = OSA.normalized_similarity(asked, name, processor=None, score_cutoff=0.8)
        return Likeness(98.0 * alike, alike, 0, len(words))

    def _worth(self, word: str) -> float:
        return sqrt(len(word)) * (_SHARED_WORTH if word in self._shared else 1.0)


def _nearest(word: str, parts: Sequence[str]) -> tuple[float, int]:
    """The likeness of the part most like the word, and which part it is, the first of equals."""
    likenesses = [_alike(word, part) for part in parts]
    best = max(likenesses)
    return best, likenesses.index(best)


def _another_code(
    words: Sequence[str], parts: Sequence[str], met: Sequence[int], pairs: Sequence[tuple[float, int]]
) -> bool:
    """Whether the words hold a number, the name another: NRV-77 is not NRV-101."""
    reached = {pairs[at][1] for at in met}
    unsaid = any(_digits(part) and at not in reached for at, part in enumerate(parts))
    return unsaid and any(_digits(word) and at not in met for at, word in enumerate(words))


def _alike(word: str, part: str) -> float:
    if word == part:
        return 1.0
    if word.isdigit():
        return _SHORTENED if len(word) >= 3 and part.endswith(word) else 0.0  # 1404 is CLR1404, not 1440
    if len(word) >= 3 and part.startswith(word) and len(part) - len(word) > 1:
        return _SHORTENED
    if _digits(word) != _digits(part):
        return 0.0  # a code's digits are not misspelt into another code's
    if sorted(word) == sorted(part):
        return _SWAPPED  # letters in another order are a slip of the fingers
    if word.endswith("s") and word[:-1] == part:
        return 0.98  # a possessive without its apostrophe
    if word.startswith(part) and word[-1] != part[-1]:
        return 0.5  # nobody adds letters by mistake: "candela" is not "candel"
    if min(len(word), len(part)) < 5 and sorted(word) != sorted(part) and len(word) + len(part) < 9:
        return 0.0  # in four letters one other letter is another word
    return float(OSA.normalized_similarity(word, part, processor=None, score_cutoff=0.55))


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(c for c in word if c.isdigit())
