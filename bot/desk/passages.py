"""Sentences that say what no field holds, ranked: shown as passages, never as facts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import exp, log2

from bot.desk.kinds import PARTY, PERSON, TREATED, kinds_of, said_of_kind
from bot.desk.weights import Weights
from bot.model import Entry, Release, Span
from bot.reading.prose import folded, sentence_around

_LOOKED_THROUGH = 60_000  # characters of a text
_MOST_PLACES = 60  # of one topic in a text
_MOST_SENTENCES = 10  # of a release that are compared
_NEAR = 250  # characters within which topics belong together
_LONGEST = 700
_LONGEST_TABLE = 6_000
_COMMON = 0.5  # of its weight, that a topic can lose by being told of often
_MASS = 1.0  # weight of a sentence's topics at which two thirds of what that can tell is told
_STRONG = 0.7  # of the weightiest topic: a sentence without a topic of that weight is not about it
_LATE = 0.15  # taken off at the end of a text
_CLEAR = 0.3  # of a score: further ahead of the next sentence tells no more
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
_OTHERWISE = {"cash": r"(?!\sflow)"}  # what must not follow: with it a word says something else
_YEAR = 4  # characters of one
_FARTHEST_TREATED = 120  # characters between what is given and what for
_FARTHEST_LINKED, _FARTHEST_PERSON = 16, 110  # characters between entries of a list


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked about: the ways of saying it, folded, and what it weighs in 0..1.

    `is_head` marks what is asked for itself ("revenue"): a sentence without it answers nothing. `is_place`
    marks a country: a release that never speaks of it answers nothing about it.
    """

    ways: tuple[str, ...]
    weight: float = 1.0
    is_head: bool = False
    is_place: bool = False

    def pattern(self) -> re.Pattern[str]:
        """A pattern for all its ways with any ending, for text in small letters."""
        ways = (r"\W{1,3}".join(map(_stemmed, way.split())) + _OTHERWISE.get(way, "") for way in self.ways)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that tells: `span` of the release's text, `marks` within the sentence.

    `score` says how well it fits, in 0..1 and a little beyond; `sure` also how much of what was asked it has,
    and how far it is ahead of the next sentence: by it answering is decided. `kind` is what was wanted.
    """

    entry: Entry
    release: Release
    span: Span
    marks: tuple[Span, ...]
    score: float
    sure: float
    kind: str | None = None

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
    """The sentences of a release that hold a topic and something of the kind wanted, the best first."""
    text = _Text.of(release, topics)
    if any(topic.is_place and not places for topic, places in zip(topics, text.places, strict=True)):
        return
    spans = [(span, _judged(text, span, kind, asked, weights)) for span in text.sentences()]
    found = sorted(((span, *one) for span, one in spans if one), key=lambda one: -one[2])
    for at, (span, marks, score, mass) in enumerate(found):
        rival = found[1 - at][2] if at < 2 and len(found) > 1 else found[0][2] * (at > 0)
        lead = max(-_CLEAR, min(_CLEAR, score - rival)) / _CLEAR
        sure = score + weights.mass * (1 - exp(-mass / _MASS)) + weights.ahead * lead
        yield Passage(entry, release, span, marks, score, sure, kind)


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

    def held(self, span: Span) -> list[_Held] | None:
        """The topics that the sentence holds; None where it lacks what is asked for."""
        found = []
        for topic, weight, places in zip(self.topics, self.weights, self.places, strict=True):
            if here := [_moved(p, -span.start) for p in places if span.start <= p.start < span.end]:
                found.append(_Held(topic, weight, here))
        strongest = max(topic.weight for topic in self.topics) * _STRONG
        if not any(held.topic.weight >= strongest for held in found):
            return None
        lacks = any(topic.is_head for topic in self.topics) and not any(h.topic.is_head for h in found)
        return None if lacks else found

    def covered(self, span: Span, header: Span, held: Sequence[_Held], w: Weights) -> float:
        """The share of the topics that the sentence, or what it belongs to, speaks of."""
        inside = [one.topic for one in held]
        worths = (
            weight * (1.0 if topic in inside else _worth(places, span, header, self.head, w))
            for topic, weight, places in zip(self.topics, self.weights, self.places, strict=True)
        )
        return sum(worths) / sum(self.weights)


@dataclass(frozen=True, slots=True)
class _Held:
    """A topic with what it weighs and where it stands in a sentence."""

    topic: Topic
    weight: float
    places: Sequence[Span]


def _judged(
    text: _Text, span: Span, kind: str | None, asked: Sequence[str], w: Weights
) -> tuple[tuple[Span, ...], float, float] | None:
    """What of the kind the sentence says, how well it fits, and the weight of its topics.

    None where it lacks what is asked for, or an answer of the kind.
    """
    sentence = span.of(text.text)
    if not _SHORTEST <= len(sentence) <= _LONGEST or _HEDGED.search(sentence):
        return None
    held = text.held(span)
    said, another = _said(kind, sentence, asked, held) if held else ((), False)
    if not held or not said:
        return None
    near = [one for one in held if one.topic.is_head] or held
    gaps = {s: _gap(s, near) for s in _fullest(said)}
    nearest = min(gaps, key=lambda s: (gaps[s], s.start))
    marks = _linked(list(gaps), nearest, _FARTHEST_PERSON if kind == PERSON else _FARTHEST_LINKED)
    header = table_header(text.text, span)
    score = (1 - w.closeness) * text.covered(span, header, held, w)
    score += w.closeness * exp(-gaps[nearest] / _CLOSE) - w.also * another
    score -= 0.0 if _END.search(sentence) or header.end else w.no_sentence
    score -= _LATE * min(1.0, span.start / _LOOKED_THROUGH)
    return marks, score, sum(one.weight for one in held)


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


def _worth(places: Sequence[Span], span: Span, header: Span, head: Span, w: Weights) -> float:
    """What a topic counts that the sentence lacks: by where else it stands."""
    starts = [place.start for place in places]
    if any(header.start <= start < header.end for start in starts):
        return 1.0
    if any(span.start - _NEAR <= start < span.start for start in starts):
        return w.before
    if any(head.start <= start < head.end for start in starts):
        return w.headline
    return w.elsewhere_in_text if starts else w.nowhere


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
