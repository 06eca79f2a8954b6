"""Who may be meant: by name, or by what one release says and no other company's does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from bot.desk.library_port import LibraryPort, Name, fold
from bot.desk.passages import Topic
from bot.desk.question import Question
from bot.desk.weights import Weights
from bot.model import Entry

NOBODY = 0  # the number of no company: of a release that names none
NAMED, CHOICE, TALKED_OF, TOLD_OF = "named", "choice", "talked of", "told of"

_MOST_TOPICS = 12  # that are searched for
_MOST_HELD = 8  # releases looked at that hold them
_CLEAR_LEAD = 0.4  # over the next company's release, by which one is clearly told of
_MOST_TOLD_OF = 2  # companies that may be meant by what their releases say
_SHORTEST_CODE = 5


@dataclass(frozen=True, slots=True)
class Meant:
    """A company that may be meant, how it is said, and with what terms; `entry` is the release told of."""

    name: Name
    said: str
    terms: tuple[tuple[str, float], ...]
    entry: Entry | None = None

    @property
    def score(self) -> float:
        """The sum of its terms."""
        return sum(value for _, value in self.terms)


def told_of(library: LibraryPort, parsed: Question, topics: Sequence[Topic], w: Weights) -> list[Meant]:
    """The companies whose releases hold what is asked about, where nobody is surely named.

    What few releases hold counts most; what none holds speaks against all, if it means nothing here.
    """
    if not parsed.rest and not parsed.subject.claimed:
        return []
    said = [*(Topic((p.key,)) for p in parsed.claimed_words), *topics][:_MOST_TOPICS]
    found = library.holding([topic.ways for topic in said], None, _MOST_HELD)
    nowhere = {way for t, n in zip(said, found.spread, strict=True) if not n for way in t.ways}
    strange = not parsed.named_as_strangers.isdisjoint(nowhere)
    rarity = [
        t.weight / (1 + log2(1 + max(n, 1))) if n or not set(parsed.rest).isdisjoint(t.ways) else 0.0
        for t, n in zip(said, found.spread, strict=True)
    ]
    whole = sum(rarity) or 1.0
    best: dict[int | str, tuple[float, Entry]] = {}
    for holding in found.holdings:
        covered = sum(rarity[i] for i in holding.topics) / whole
        key = holding.entry.company_id or holding.entry.id
        if key not in best or covered > best[key][0]:
            best[key] = covered, holding.entry
    ranked = sorted(best.values(), key=lambda one: -one[0])[: _MOST_TOLD_OF + 1]
    meant: list[Meant] = []
    for at, (covered, entry) in enumerate(ranked[:_MOST_TOLD_OF]):
        rival = ranked[1 - min(at, 1)][0] if len(ranked) > 1 else 0.0
        lead = covered - rival
        called = entry.company or entry.headline or entry.source
        terms = (
            ("told of", w.told_of * covered),
            ("rival", w.rival * max(-1.0, min(1.0, lead / _CLEAR_LEAD))),
            ("stranger", -w.stranger * strange),
        )
        name = Name(called, fold(called), "company", entry.company_id or NOBODY, called)
        own = bool(parsed.rest) and all(map(_is_code, parsed.rest)) and entry.company_id and lead > 0
        meant.append(Meant(name, TOLD_OF, terms, None if own else entry))
    return meant


def _is_code(word: str) -> bool:
    """Whether a word is a candidate's code, whose company alone has it: "nv 387"."""
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word)) and len(word) >= _SHORTEST_CODE
