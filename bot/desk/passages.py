"""Sentences that say what no field holds, ranked: shown as passages, never as facts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from math import exp, log2

from bot.desk.kinds import DATE, PARTY, PERSON, REASON, TIME, TREATED, kinds_of, said_of_kind
from bot.desk.weights import Weights
from bot.desk.words import asks_whether
from bot.model import Entry, Release, Span
from bot.reading.prose import folded, sentence_around

_LOOKED_THROUGH = 60_000  # characters of a text
_MOST_PLACES = 60  # of one topic in a text
_MOST_SENTENCES = 10  # of a release that are compared
_NEAR = 250  # characters within which topics belong together
_LONGEST = 700
_LONGEST_TABLE = 6_000
_COMMON = 0.5  # of its weight, that a topic can lose by being told of often
_LATE = 10_000.0  # characters from the beginning: further down tells no more
_SHORTEST = 20
_CLOSE = 80.0  # characters at which closeness has fallen to a third
_HEDGED = re.compile(
    r"forward-looking|risks and uncertainties|no assurance|undertakes? no|could cause actual", re.I
)
_END = re.compile(r"[.!?][”\"’')\]]{0,2}\s*$")
_ENDINGS = (
    *("ations", "ation", "ements", "ement", "ments", "ment", "ings", "ing", "ions", "ion", "ities", "ity"),
    *("ies", "ied", "ers", "er", "ed", "es", "s", "y", "e"),
)
_SHORTEST_STEM = 4
# What may stand between the words of a phrase: "cost to income" is "cost income".
_BETWEEN = r"\W{1,3}(?:(?:to|of|and|the|for|in)\W)?"
_OTHERWISE = {"cash": r"(?!\sflow)"}  # what must not follow: with it a word says something else
_YEAR = 4  # characters of one
_UNSAID = (None, REASON)  # kinds of which nothing need be marked
_FARTHEST_TREATED = 120  # characters between what is given and what for
_FARTHEST_LINKED, _FARTHEST_PERSON = 16, 110  # characters between entries of a list


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked about: the ways of saying it, folded, and what it weighs in 0..1.

    `is_head` marks what is asked for itself ("revenue"): a sentence without it rarely answers. `is_place`
    marks a country: a release that never speaks of it answers nothing about it; `is_time` a quarter,
    month or year.
    """

    ways: tuple[str, ...]
    weight: float = 1.0
    is_head: bool = False
    is_place: bool = False
    is_time: bool = False

    def pattern(self) -> re.Pattern[str]:
        """A pattern for all its ways with any ending, for text in small letters."""
        return _pattern(self.ways)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that tells: `span` of the release's text, `marks` within the sentence.

    `signs` say by name, each in 0..1, how it fits; `fit` is their sum as `Weights.fit` weighs them: by it
    sentences are ranked. `sure` is how likely it is right, in 0..1: by it answering is decided. `kind` is
    what was wanted, `also` the next best sentence, shown beside it.
    """

    entry: Entry
    release: Release
    span: Span
    marks: tuple[Span, ...]
    signs: Mapping[str, float]
    fit: float
    kind: str | None = None
    sure: float = 0.0
    also: Passage | None = None

    @property
    def sentence(self) -> str:
        """The sentence itself."""
        return self.span.of(self.release.text)

    @property
    def said(self) -> str:
        """The sentence as it is shown: a row of a table after the row that says what its figures are."""
        header = table_header(self.release.text, self.span).of(self.release.text)
        return " — ".join(" ".join(row.split()) for row in (header, self.sentence) if row)


def passages_of(
    entry: Entry,
    release: Release,
    topics: Sequence[Topic],
    kind: str | None,
    asked: Sequence[str],
    weights: Weights,
) -> Iterator[Passage]:
    """The sentences of a release that hold a topic and something of the kind wanted."""
    text = _Text.of(release, topics)
    if any(topic.is_place and not places for topic, places in zip(topics, text.places, strict=True)):
        return
    for span in text.sentences():
        if judged := _judged(text, span, kind, asked):
            marks, signs = judged
            yield Passage(entry, release, span, marks, signs, weights.fit_of(signs), kind)


def surest(ranked: Sequence[Passage], weights: Weights) -> Passage | None:
    """The first of the passages, with how sure it is and the next best one beside it."""
    if not ranked:
        return None
    best, also = ranked[0], ranked[1] if len(ranked) > 1 else None
    if also and (best.fit - also.fit > weights.beside or also.entry.id != best.entry.id):
        also = None
    return replace(best, sure=weights.sure_of(best.signs, ahead_of([one.fit for one in ranked])), also=also)


def ahead_of(fits: Sequence[float]) -> float:
    """How far the first is ahead of the next, in 0..1."""
    return 1 - exp(min(0.0, fits[1] - fits[0])) if len(fits) > 1 else 1.0


@dataclass(frozen=True, slots=True)
class _Text:
    """A release's text with where each topic stands in it, and what each weighs: the rarer, the more."""

    text: str
    head: Span
    topics: Sequence[Topic]
    places: Sequence[Sequence[Span]]
    weights: Sequence[float]

    @classmethod
    def of(cls, release: Release, topics: Sequence[Topic]) -> _Text:
        text = release.text[:_LOOKED_THROUGH]
        low = folded(text)
        places = [[Span(*m.span()) for m in islice(t.pattern().finditer(low), _MOST_PLACES)] for t in topics]
        rarity = [1 / (1 + log2(max(1, len(found)))) for found in places]
        weights = [t.weight * (1 - _COMMON * (1 - rare)) for t, rare in zip(topics, rarity, strict=True)]
        head = release.headline.span if release.headline else Span(0, 0)
        return cls(text, head, topics, places, weights)

    def sentences(self) -> Iterator[Span]:
        """The sentences around the places where most of the topics come together."""
        hits = sorted((place.start, place.end, at) for at, found in enumerate(self.places) for place in found)
        starts = [start for start, *_ in hits]
        ranked = []
        for start, end, at in hits:
            first = bisect_left(starts, start - _NEAR)
            near = {topic for _, _, topic in hits[first : bisect_right(starts, start + _NEAR)]}
            ranked.append((-sum(self.weights[t] for t in near), -self.weights[at], start, end))
        seen: list[Span] = []
        for *_, start, end in sorted(ranked):
            if any(s.start <= start < s.end for s in seen):
                continue
            seen.append(sentence_around(self.text, start, end))
            yield seen[-1]
            if len(seen) == _MOST_SENTENCES:
                return

    def held(self, span: Span) -> list[_Held]:
        """The topics that the sentence holds."""
        found = []
        for topic, weight, places in zip(self.topics, self.weights, self.places, strict=True):
            if here := [_moved(p, -span.start) for p in places if span.start <= p.start < span.end]:
                found.append(_Held(topic, weight, here))
        return found

    def tells_time(self, span: Span, header: Span) -> bool:
        """Whether the sentence, its table or the headline speaks of a time that is asked about."""
        times = (
            p for topic, places in zip(self.topics, self.places, strict=True) if topic.is_time for p in places
        )
        return any(where.start <= p.start < where.end for p in times for where in (span, header, self.head))

    def shares(self, span: Span, header: Span) -> dict[str, float]:
        """The share of the topics by where they stand: in the sentence, or in what it belongs to."""
        shares = dict.fromkeys(("inside", "before", "headline", "elsewhere"), 0.0)
        for weight, places in zip(self.weights, self.places, strict=True):
            if places:
                shares[_where(places, span, header, self.head)] += weight / sum(self.weights)
        return shares


@dataclass(frozen=True, slots=True)
class _Held:
    """A topic with what it weighs and where it stands in a sentence."""

    topic: Topic
    weight: float
    places: Sequence[Span]


def _judged(
    text: _Text, span: Span, kind: str | None, asked: Sequence[str]
) -> tuple[tuple[Span, ...], dict[str, float]] | None:
    """What of the kind the sentence says, and the signs of how well it fits.

    None where it says nothing of what is asked about, or has no answer of the kind.
    """
    sentence = span.of(text.text)
    if not _SHORTEST <= len(sentence) <= _LONGEST or _HEDGED.search(sentence):
        return None
    held = text.held(span)
    said, another = _said(kind, sentence, asked, held)
    if not held or not (said or kind in _UNSAID):
        return None
    heads = [one for one in held if one.topic.is_head]
    gaps = {s: _gap(s, heads or held) for s in _fullest(said)}
    marks: tuple[Span, ...] = ()
    if gaps:
        nearest = min(gaps, key=lambda s: (gaps[s], s.start))
        marks = _linked(list(gaps), nearest, _FARTHEST_PERSON if kind == PERSON else _FARTHEST_LINKED)
    return marks, _signs(text, span, held, gaps) | {
        "another kind": float(another),
        "open": float(kind is None),
        "treated": float(kind == TREATED),
        "dated": float(kind in (DATE, TIME)),
        "whether": float(asks_whether(asked)),
    }


def _signs(text: _Text, span: Span, held: Sequence[_Held], gaps: Mapping[Span, float]) -> dict[str, float]:
    """How well a sentence fits by what of the topics it holds, and how far from them what it says is."""
    header = table_header(text.text, span)
    mass = sum(one.weight for one in held)
    has_head = any(one.topic.is_head for one in held)
    return text.shares(span, header) | {
        "headed": float(has_head or not any(topic.is_head for topic in text.topics)),
        "mass": 1 - exp(-mass),
        "missing": 1 - exp(mass - sum(text.weights)),
        "close": exp(-min(gaps.values()) / _CLOSE) if gaps else 0.0,
        "several": float(len(held) > 1),
        "said": float(bool(gaps)),
        "whole": float(bool(_END.search(span.of(text.text)) or header.end)),
        "long": (span.end - span.start) / _LONGEST,
        "of another time": float(
            any(topic.is_time for topic in text.topics) and not text.tells_time(span, header)
        ),
        "late": min(1.0, span.start / _LATE),
    }


def _said(
    kind: str | None, sentence: str, asked: Sequence[str], held: Sequence[_Held]
) -> tuple[Sequence[Span], bool]:
    """What the sentence says of the kind, else of one that will do instead, and whether it is that."""
    own = [place for one in held for place in one.places]
    for one in kinds_of(kind, asked):
        said = list(said_of_kind(one, sentence, asked))
        if one in (None, PARTY):
            said = [s for s in said if not any(_touch(s, o) for o in own)]
        if one == TREATED:
            said = [s for s in said if 0 <= s.start - min(place.end for place in own) <= _FARTHEST_TREATED]
        if said:
            return said, one != kind
    return (), False


def table_header(text: str, span: Span) -> Span:
    """The first row of the table that a row stands in, which says of what its figures are."""
    if not text.startswith("|", span.start):
        return Span(0, 0)
    start = max(text.rfind("\n\n", 0, span.start) + 2, span.start - _LONGEST_TABLE)
    rule = text.find("\n| ---", start, span.start)
    top = text.rfind("\n", 0, rule) + 1
    return Span(top, rule) if rule > 0 else Span(0, 0)


def _fullest(said: Sequence[Span]) -> list[Span]:
    """What is said, without bare years where fuller dates stand."""
    longer = [s for s in said if s.end - s.start > _YEAR]
    return longer if longer and any(s.end - s.start == _YEAR for s in said) else list(said)


def _linked(said: Sequence[Span], nearest: Span, farthest: int) -> tuple[Span, ...]:
    """The nearest with those that it stands in one list or range with: "$2.70 to $2.94"."""
    at = said.index(nearest)
    first = last = at
    while first and said[first].start - said[first - 1].end <= farthest:
        first -= 1
    while last + 1 < len(said) and said[last + 1].start - said[last].end <= farthest:
        last += 1
    return tuple(said[first : last + 1])


def _where(places: Sequence[Span], span: Span, header: Span, head: Span) -> str:
    """Where a topic stands, as near to the sentence as can be."""
    starts = [place.start for place in places]
    if any(span.start <= start < span.end or header.start <= start < header.end for start in starts):
        return "inside"
    if any(span.start - _NEAR <= start < span.start for start in starts):
        return "before"
    return "headline" if any(head.start <= start < head.end for start in starts) else "elsewhere"


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _gap(said: Span, near: Sequence[_Held]) -> float:
    """How far from the topics of its sentence something is said, on average."""
    gaps = (
        one.weight * min(max(0, said.start - o.end, o.start - said.end) for o in one.places) for one in near
    )
    return sum(gaps) / sum(one.weight for one in near)


@lru_cache(maxsize=256)  # each release that is looked through asks for the same
def _pattern(ways: tuple[str, ...]) -> re.Pattern[str]:
    said = (_BETWEEN.join(map(_stemmed, way.split())) + _OTHERWISE.get(way, "") for way in ways)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(dict.fromkeys(said))})(?![^\W_])")


def stem(word: str) -> str:
    """The word without its ending: "deliver" of "delivered" and of "deliveries"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _stemmed(word: str) -> str:
    """A pattern for the word and its other endings."""
    stemmed = stem(word)
    if stemmed != word:
        return re.escape(stemmed) + r"\w{0,6}"
    return re.escape(word) + (r"\w{0,4}" if len(word) >= _SHORTEST_STEM else "s?")
