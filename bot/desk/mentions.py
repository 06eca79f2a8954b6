"""Which words of a question name something the library knows: word for word, or misspelt."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.desk.library_port import LibraryPort, Name
from bot.desk.likeness import Judge, Likeness
from bot.desk.vocabulary import FILLER, Vocabulary
from bot.desk.words import Word

_LONGEST_NAME = 6
_MOST_LOOKUPS = 40
_MOST_RUNS = 3
_ACCEPTED = 0.785  # one letter wrong in five; a name less alike than this is another name
_LOUD = 0.9  # the same of words in capitals, which are as they are meant
_DESERVES_MENTION = 62.0
_CLEAR_LEAD = 4.0
_SHORTEST_POSSESSIVE = 4
_SHORTEST_FIRST = 5
_BEGINNING = 3
_LONGEST_TICKER = 5
_GLUED = 2  # words of a question that may be one of a name: "real real"

# Quarters, years, clock times and days of the month: numbers that name nobody.
_DATED = re.compile(
    r"(?:[1-4]q\d{0,4}|q[1-4]\d{0,2}|h[12]|fy\d{0,4}|(?:19[89]|20[0-3])\d|\d{1,2}(?:st|nd|rd|th|am|pm)?)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [start, stop) of a question name one of `names`, best first; exactly, or misspelt."""

    start: int
    stop: int
    names: tuple[Name, ...]
    exact: bool
    likeness: float = 1.0

    def of(self, name: Name) -> bool:
        """Whether the name's company may be meant."""
        return any(n.company_id == name.company_id for n in self.names)

    def within(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words that name it."""
        return words[self.start : self.stop]


class Mentions:
    """Finds names in a question, with few looks into the library."""

    def __init__(self, library: LibraryPort, vocabulary: Vocabulary, judge: Judge) -> None:
        self._library = library
        self._vocabulary = vocabulary
        self._judge = judge

    def seeds(self, words: Sequence[Word]) -> frozenset[int]:
        """The words a name may hang on: unknown ones, and those written as a ticker is."""
        known = self._vocabulary.known([word.key for word in words])
        return frozenset(i for i in range(len(words)) if self._is_seed(words, i, known))

    def typos(
        self, words: Sequence[Word], seeds: Collection[int], covered: Collection[int]
    ) -> frozenset[int]:
        """The seeds that are rather a known word misspelt, by no name that many share."""
        return frozenset(i for i in seeds if i not in covered and self._is_typo(words, i, {*seeds, *covered}))

    def exact(self, words: Sequence[Word], seeds: Collection[int]) -> tuple[Mention, ...]:
        """What the words name word for word, longer names first; no two share a word."""
        taken: set[int] = set()
        found: list[Mention] = []
        for looked, (start, stop) in enumerate(self._spans(words, seeds)):
            if looked == _MOST_LOOKUPS:
                break
            if taken.isdisjoint(range(start, stop)) and (names := self._named(words[start:stop])):
                taken.update(range(start, stop))
                found.append(Mention(start, stop, names, exact=True))
        return tuple(found)

    def misspelt(
        self, words: Sequence[Word], seeds: Collection[int], exact: Sequence[Mention]
    ) -> tuple[Mention, ...]:
        """What the stretches that are not named exactly are like."""
        untagged = [i for i in seeds if not _is_ticker(words, i)]
        found = (self._alike(words, run, exact) for run in self._runs(words, untagged, exact))
        return tuple(mention for mention in found if mention)

    def nearest(self, words: Sequence[Word], seeds: Collection[int]) -> Name | None:
        """A name somewhat like the unknown words: no answer, but worth a mention."""
        for run in self._runs(words, seeds, ())[:1]:
            keys = [words[i].key for i in run]
            own = next((key for key in keys if not self._judge.belongs(key)), keys[0])
            names = [*self._library.alike(own), *self._library.beginning(own[:_BEGINNING], _MOST_RUNS)]
            scored = [(self._judge.nearness(keys, name.key), name) for name in names]
            best = max(scored, key=lambda pair: pair[0], default=None)
            return best[1] if best and best[0] >= _DESERVES_MENTION else None
        return None

    def _is_seed(self, words: Sequence[Word], at: int, known: frozenset[int]) -> bool:
        word = words[at]
        if word.tag:
            return True
        if _DATED.fullmatch(word.key):
            return word.joined or (at + 1 < len(words) and words[at + 1].joined)
        if word.loud and self._vocabulary.means(word.key) in (FILLER, None):
            return at not in known or not self._is_in_phrase(words, at)
        return at not in known

    def _is_in_phrase(self, words: Sequence[Word], at: int) -> bool:
        """Whether the word has its meaning with those around it: "outside the US"."""
        hits = self._vocabulary.read([word.key for word in words])
        return any(hit.start <= at < hit.stop and hit.stop - hit.start > 1 for hit in hits)

    def _is_typo(self, words: Sequence[Word], at: int, open_: Collection[int]) -> bool:
        near = None if words[at].loud or words[at].mixed else self._vocabulary.near(words[at].key)
        beside = at - 1 in open_ or at + 1 in open_
        shared = near is not None and any(map(self._judge.resembles, (words[at].key, near.phrase)))
        return near is not None and not (beside and shared) and not self._begins_name(words[at].key)

    def _begins_name(self, word: str) -> bool:
        """Whether the folded word as it stands is the first of a company's name."""
        begun = self._library.beginning(word, 1) if len(word) >= _SHORTEST_FIRST else ()
        return any(name.key.split()[0] == word and name.kind != "ticker" for name in begun)

    def _named(self, words: Sequence[Word]) -> tuple[Name, ...]:
        key = " ".join(word.key for word in words)
        names = self._library.named(key)
        if len(words) == 1 and self._judge.belongs(key):
            names = [name for name in names if name.kind != "candidate"]
        if not names and " and " in key:
            names = self._library.named(key.replace(" and ", " "))
        if not names and len(words) == _GLUED and all(w.key.isalpha() for w in words):
            names = self._library.named(key.replace(" ", ""))
        if not names and len(words) == 1 and len(key) > _LONGEST_TICKER and key.startswith("the"):
            names = self._library.named(key.removeprefix("the"))
        last = words[-1]
        if not names and len(last.key) >= _SHORTEST_POSSESSIVE and key.endswith("s") and not last.loud:
            names = self._library.named(key[:-1])  # a possessive without its apostrophe
        return tuple(names)

    def _spans(self, words: Sequence[Word], seeds: Collection[int]) -> Iterator[tuple[int, int]]:
        """Stretches that may be a name word for word, the longest first."""
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                stop = start + length
                seeded = any(at in seeds for at in range(start, stop))
                if seeded and self._begins(words, seeds, start) and self._ends(words, seeds, stop - 1):
                    yield start, stop

    def _begins(self, words: Sequence[Word], seeds: Collection[int], at: int) -> bool:
        word, last = words[at], at + 1 == len(words)
        if at in seeds or word.key == "the" or not self._is_filler(word):
            return True
        return not last and (words[at + 1].joined or at + 1 in seeds)

    def _ends(self, words: Sequence[Word], seeds: Collection[int], at: int) -> bool:
        word = words[at]
        return at in seeds or not self._is_filler(word) or self._judge.belongs(word.key) or word.joined

    def _is_filler(self, word: Word) -> bool:
        return not word.proper and self._vocabulary.means(word.key) == FILLER

    def _runs(self, words: Sequence[Word], seeds: Collection[int], exact: Sequence[Mention]) -> list[range]:
        """Stretches of unknown and named words, with those that many names share beside them, longest first.

        None that exact names cover wholly.
        """
        covered = {i for m in exact for i in range(m.start, m.stop)}
        open_ = {*seeds, *covered}
        shared = {i for i, word in enumerate(words) if self._judge.belongs(word.key)}
        breaks = {i for i, w in enumerate(words) if w.parted and not self._judge.is_legal_form(w.key)}
        unsettled = [run for run in _stretches(words, open_, breaks) if not covered.issuperset(run)]
        widened = dict.fromkeys(_widened(run, shared | open_, breaks) for run in unsettled)
        return sorted(widened, key=len, reverse=True)[:_MOST_RUNS]

    def _alike(self, words: Sequence[Word], run: range, exact: Sequence[Mention]) -> Mention | None:
        scored = self._likest(words, run, exact)
        wider = range(run.start - 1, run.stop)
        if self._may_begin(words, wider.start):
            fuller = self._likest(words, wider, exact)
            if fuller and not fuller[0][0].start:
                scored, run = fuller, wider
        if not scored:
            return None
        best, name = scored[0]
        own = [best, *(like for like, n in scored if _is_its_own(n, name))]
        start, stop = min(like.start for like in own), max(like.stop for like in own)
        if words[run[start]].key.isdigit() and words[run[start]].joined and start > 0:
            return None  # a number without the letters joined to it: SNS-101 is not NRV-101
        known = any(m.start in run and m.of(name) for m in exact)
        names = self._named_further(words, run, _leading(scored))
        return Mention(run[start], run[stop - 1] + 1, names, known, best.score / 100)

    def _likest(
        self, words: Sequence[Word], run: range, exact: Sequence[Mention]
    ) -> list[tuple[Likeness, Name]]:
        """The names that the words of the run are like: as a whole, failing that one by one."""
        keys = [words[i].key for i in run]
        loud = any(words[i].loud for i in run)
        inside = [n for m in exact if m.start in run for n in m.names if loud or n.kind != "ticker"]
        shouted = all(words[i].loud for i in run)
        scored = self._scored(keys, [*self._library.alike(" ".join(keys)), *inside], shouted)
        own = [key for key in keys if not self._judge.belongs(key)][:_MOST_RUNS]
        if len(keys) > 1 and not scored:
            scored = self._scored(keys, [name for key in own for name in self._library.alike(key)], shouted)
        return scored

    def _may_begin(self, words: Sequence[Word], at: int) -> bool:
        """Whether a known word may be a name's first ("Great Northern"); short ones are said too often."""
        return at >= 0 and len(words[at].key) >= _SHORTEST_FIRST and not words[at + 1].parted

    def _named_further(self, words: Sequence[Word], run: range, names: tuple[Name, ...]) -> tuple[Name, ...]:
        """Of names level with each other the one that has most of the words there and beside, if one has."""
        around = range(max(0, run.start - 1), min(len(words), run.stop + 2))
        keys = [words[i].key for i in around]
        scored = [(self._judge.agreement(keys, name.key), name) for name in names]
        most = max(agreement for agreement, _ in scored)
        return tuple(name for agreement, name in scored if agreement == most)

    def _scored(self, keys: Sequence[str], names: Sequence[Name], loud: bool) -> list[tuple[Likeness, Name]]:
        """The names that are like enough, the likest first."""
        pool = {
            (name.company_id, name.key): name for name in names if name.kind != "ticker" or name.key in keys
        }
        scored = [(self._judge.likeness(keys, name.key), name) for name in pool.values()]
        alike = [pair for pair in scored if pair[0].said >= (_LOUD if loud else _ACCEPTED)]
        return sorted(alike, key=lambda pair: (-pair[0].rank, -pair[1].releases))


def _stretches(words: Sequence[Word], open_: Collection[int], breaks: Collection[int]) -> Iterator[range]:
    """Runs of open words; a comma begins another."""
    start = 0
    for at in range(len(words) + 1):
        if at in breaks and start < at:
            yield range(start, at)
            start = at
        if at < len(words) and (at in open_ or (words[at].joined and at - 1 in open_)):
            continue
        if start < at:
            yield range(start, at)
        start = at + 1


def _widened(run: range, fitting: Collection[int], breaks: Collection[int]) -> range:
    start, stop = run.start, run.stop
    while start - 1 in fitting and start not in breaks:
        start -= 1
    while stop in fitting and stop not in breaks:
        stop += 1
    return range(start, stop)


def _is_ticker(words: Sequence[Word], at: int) -> bool:
    """Whether the word is written as a ticker is, by itself; letters that are nobody's are not guessed at."""
    word = words[at]
    after = words[at + 1 : at + 2]
    alone = not any(w.loud for w in (*words[max(0, at - 1) : at], *after))
    whole = word.key.isalpha() and not word.joined and not any(w.joined for w in after)
    return word.tag or (word.loud and whole and len(word.key) <= _LONGEST_TICKER and alone)


def _is_its_own(name: Name, other: Name) -> bool:
    """Whether both name the same company, and the first itself, not a candidate of it."""
    return name.company_id == other.company_id and name.kind != "candidate"


def _leading(scored: Sequence[tuple[Likeness, Name]]) -> tuple[Name, ...]:
    """The best name of each company, and every candidate, that comes near the best of all."""
    top = scored[0][0].rank
    best: dict[tuple[int, str], Name] = {}
    for likeness, name in scored:
        if likeness.rank >= top - _CLEAR_LEAD:
            best.setdefault((name.company_id, name.key if name.kind == "candidate" else ""), name)
    return tuple(best.values())
