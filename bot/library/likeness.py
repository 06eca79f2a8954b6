"""The names most like a phrase, misspelt as it may be: narrowed by SQLite, decided by rapidfuzz.

A phrase's word is first looked up among the words of all names, by forms that survive a slip; the names that
hold its rarest words are then scored whole: how much of the phrase they account for, less a little for words
of theirs that the phrase lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from json import dumps
from math import log2
from sqlite3 import Connection
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.desk.library_port import Name, fold
from bot.library.names import LONGEST_WORD, SHORTEST_MISSPELT, edges, shortened, words_of

WORDS = 8  # words of a phrase that are looked at
ENOUGH = 120  # names of a word that are scored; of a commoner one only those that hold another word too
MOST = 250  # names scored
FEW = 30  # names of a word that are scored beside those of a rarer word
LEAST = 50.0  # the score below which a name is not like the phrase
BEGUN = 0.9  # the likeness of "semi" to "semiconductor"
BEGINNING = 4  # letters from which on a word's beginning stands for it; the last of several may be shorter
LACKING = (0.0, 3.0, 4.0, 5.0)  # taken off a score for no, one, two, more words the phrase lacks
LONG = 8  # letters from which on a word may have two slips


class Held(NamedTuple):
    """A name as the library has it."""

    text: str
    key: str
    kind: str
    company_id: int
    company: str
    releases: int


@dataclass(slots=True)
class Part:
    """A word of the phrase, or two that were glued together: which words of names it may stand for.

    `near` gives each such word's likeness (0 to 1), `ids` its number and how many names hold it.
    """

    text: str
    covers: tuple[int, ...]
    near: dict[str, float] = field(default_factory=dict)
    ids: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, word: int, text: str, names: int, likeness: float) -> None:
        if likeness > self.near.get(text, 0.0):
            self.near[text] = likeness
            self.ids[text] = (word, names)

    @property
    def names(self) -> int:
        """How many names the best of its readings are in: how little it says."""
        return sum(names for _, names in self.ids.values())

    @property
    def weight(self) -> float:
        """What the word counts for: 1 for one that no name or one name has, less the more have it."""
        return 1 / (1 + log2(1 + self.names)) if self.ids else 1.0


def alike(at: Connection, phrase: str, limit: int) -> list[Name]:
    """The names most like the phrase, best first; of a company's own names only the likest."""
    words = [word[:LONGEST_WORD] for word in fold(phrase).split()[:WORDS]]
    parts = list(_parts(words))
    for part in parts:
        _look_up(at, part, last=0 < part.covers[0] == len(words) - 1 and len(part.text) > 1)
    single = [part for part in parts if len(part.covers) == 1]
    scored = ((_score(single, parts, held.key), held) for held in _narrowed(at, parts))
    best = sorted((one for one in scored if one[0] >= LEAST), key=_order)
    names = (Name(*held[:5], score=round(score, 1), releases=held.releases) for score, held in best)
    return one_a_company(names, limit)


def _order(scored: tuple[float, Held]) -> tuple[float, int, str]:
    score, held = scored
    return -score, -held.releases, held.text


def _parts(words: Sequence[str]) -> Iterator[Part]:
    for i, word in enumerate(words):
        yield Part(word, (i,))
        if i + 1 < len(words):
            yield Part(word + words[i + 1], (i, i + 1))


def _look_up(at: Connection, part: Part, last: bool) -> None:
    """Find the words a part may stand for: one slip away, begun, else two slips away; if glued, itself."""
    if len(part.covers) > 1:
        _add_spelt(at, part, (part.text,), slips=0)
        return
    _add_spelt(at, part, shortened(part.text), slips=1)
    if last or (len(part.text) >= BEGINNING and part.text not in part.near):
        begun = at.execute(
            "SELECT id, text, names FROM word WHERE text > ? AND text < ? LIMIT 8",
            (part.text, part.text + "\U0010ffff"),
        )
        for word, text, names in begun:
            part.add(word, text, names, BEGUN)
    if not part.near and len(part.text) >= LONG:
        _add_spelt(at, part, edges(part.text), slips=2)


def _add_spelt(at: Connection, part: Part, forms: Iterable[str], slips: int) -> None:
    rows = at.execute(
        "SELECT word.id, word.text, word.names FROM json_each(?) JOIN spelling ON form = json_each.value "
        "JOIN word ON word.id = spelling.word LIMIT 2000",
        (dumps([*forms]),),
    ).fetchall()
    texts = [text for _, text, _ in rows]
    close = process.extract(
        part.text, texts, scorer=OSA.distance, processor=None, score_cutoff=slips, limit=None
    )
    for text, distance, index in close:
        if distance == 0 or len(part.text) >= SHORTEST_MISSPELT:
            word, _, names = rows[index]
            part.add(word, text, names, 1 - distance / max(len(text), len(part.text)))


def _narrowed(at: Connection, parts: Sequence[Part]) -> list[Held]:
    """The names worth scoring: those that hold the rarest words, or several of the words."""
    names: dict[int, None] = {}
    by_rarity = sorted((part for part in parts if part.ids), key=lambda part: part.names)
    for i, part in enumerate(by_rarity):
        if part.names <= (FEW if names else ENOUGH):
            names.update(dict.fromkeys(_holding(at, part, None)))
        elif not names:
            for other in by_rarity[i + 1 :]:
                names.update(dict.fromkeys(_holding(at, part, other)))
    if not names and by_rarity:
        names.update(dict.fromkeys(_holding(at, by_rarity[0], None)))
    rows = at.execute(
        "SELECT name.text, name.key, name.kind, name.company, company.name, company.releases "
        "FROM json_each(?) JOIN name ON name.id = json_each.value JOIN company ON company.id = name.company "
        "WHERE name.kind <> 'ticker'",
        (dumps([*names][:MOST]),),
    )
    return [Held(*row) for row in rows]


def _holding(at: Connection, part: Part, other: Part | None) -> Iterator[int]:
    """Names that hold the part (and the other), best known first, at most `ENOUGH` a word."""
    for word, _ in part.ids.values():
        if other is None:
            rows = at.execute("SELECT name FROM word_name WHERE word = ? LIMIT ?", (word, ENOUGH))
            yield from (name for (name,) in rows)
            continue
        for second, _ in other.ids.values():
            rows = at.execute(
                "SELECT one.name FROM word_name AS one JOIN word_name AS two "
                "ON two.word = ? AND two.rank = one.rank AND two.name = one.name WHERE one.word = ? LIMIT ?",
                (second, word, ENOUGH),
            )
            yield from (name for (name,) in rows)


def _score(single: Sequence[Part], parts: Sequence[Part], key: str) -> float:
    """How well the name accounts for the phrase, 0 to 100."""
    words = words_of(key)
    glued = key.replace(" ", "")
    found = dict.fromkeys(range(len(single)), 0.0)
    met: set[str] = set()
    for part in parts:
        likeness, word = max(
            ((part.near[word], word) for word in (*words, glued) if word in part.near), default=(0.0, "")
        )
        for position in part.covers:
            if likeness > found[position]:
                found[position] = likeness
                met.add(word)
    whole = sum(part.weight for part in single)
    covered = sum(part.weight * found[part.covers[0]] for part in single)
    lacking = 0 if glued in met else len([word for word in key.split() if word not in met])
    return 100 * covered / whole - LACKING[min(lacking, len(LACKING) - 1)] if whole else 0.0


def one_a_company(names: Iterable[Name], limit: int) -> list[Name]:
    """The first of each company's own names, and every candidate."""
    kept: dict[tuple[int, str], Name] = {}
    for name in names:
        kept.setdefault((name.company_id, name.key if name.kind == "candidate" else ""), name)
        if len(kept) == limit:
            break
    return list(kept.values())
