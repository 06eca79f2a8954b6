"""A question read: whom it names, what its other words mean, which call it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.desk.field_match import NARROWING, FieldMatch, telling
from bot.desk.negation import as_wanted
from bot.desk.regions import region_of
from bot.desk.subject import Subject
from bot.desk.vocabulary import COUNTRY, FILLER, Hit, Vocabulary
from bot.desk.which_call import WhichCall, is_dated, which_call_of
from bot.desk.words import Word, asks_whether, one_of

_SHORT, _VERY_SHORT = 7, 3
_OPENING = frozenset(["and", "what", "or", "also", "how", "but", "then", "for"])
# All that a question may say beside a name, and still ask what was asked before: "and what about Acme?".
_TAKING_UP = one_of(
    "and or also too then but so ok okay now please pls same again what how about the a an one ones "
    "other that this it yes no not for of at with from in on to by as i mean meant im me their its his "
    "her them they"
)
_OF_ALL = frozenset(["calls", "any", "who", "which", "webcasts", "events", "upcoming", "calendar"])
_OF_CLOCKS = frozenset(["is", "be", "would", "will", "time", "local", "whats", "clock"])
_BEFORE_ZONES = frozenset(
    ["in", "at", "for", "to", "is", "that", "it", "time", "from", "and", "about", "the"]
)
_ABBREVIATED, _SHORTENED = 4, 3  # letters of "CEST", of "UAE"
_FIRMS = frozenset(["company", "companies", "firm", "issuer", "maker", "stock", "biotech", "miner", "bank"])
_LINKING = frozenset(["and", "or", "plus"])
_BEFORE_NAMES = frozenset(["for", "at", "of", "is", "about"])


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone (IANA) that a question names, how its clock is `called`, and the words that name it."""

    name: str
    called: str
    at: tuple[int, ...]
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What can be told of a question without a look at what is known of the company.

    `left` are the indices of the words beside the names, `hits` what they mean and where (by index in
    `left`), `meanings` the same without fillers. `unknown` are the indices of words that mean nothing here,
    `rest` those words, the parts of a code joined; `zones` are those in which a time is wanted, `stages` and
    `designations` those asked for by name.
    """

    words: tuple[Word, ...]
    subject: Subject
    left: tuple[int, ...]
    hits: tuple[Hit, ...]
    meanings: frozenset[str]
    countries: tuple[str, ...]
    which_call: WhichCall
    designations: tuple[str, ...]
    unknown: tuple[int, ...]
    rest: tuple[str, ...]
    zones: tuple[Zone, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def follows_up(self) -> bool:
        """Whether it reads as the continuation of a conversation."""
        opens = bool(self.words) and self.words[0].key in _OPENING
        return len(self.words) <= (_SHORT if opens else _VERY_SHORT)

    @property
    def takes_up(self) -> bool:
        """Whether it asks nothing of its own, and so what was asked before: of another, of another call."""
        narrowing = (h for h in self.hits if h.meaning in NARROWING or h.meaning.startswith(COUNTRY))
        settled = {self.left[at] for h in narrowing for at in range(h.start, h.stop)}.union(self.unknown)
        settled.update(i for zone in self.zones for i in zone.at)
        return all(
            i in settled or self.words[i].key in _TAKING_UP or is_dated(self.words[i]) for i in self.left
        )

    @property
    def may_be_about_replay(self) -> bool:
        """Whether it leaves open if the call or its replay is meant."""
        return not self.subject.name and self.meanings.isdisjoint(["call", "live", "replay", "archive"])

    @property
    def asks_clock(self) -> bool:
        """Whether it asks nothing but what a time is in another zone: "what is that in Tokyo"."""
        said = {i for zone in self.zones for i in zone.at}
        beside = (self.words[i].key for i in self.left if i not in said)
        return bool(said) and all(key in _TAKING_UP or key in _OF_CLOCKS for key in beside)

    @property
    def asks_of_all(self) -> bool:
        """Whether it asks for calls of many, not for one call."""
        return not _OF_ALL.isdisjoint(word.key for word in self.words)

    @property
    def whether(self) -> frozenset[str]:
        """All its words, where it asks for a yes or a no."""
        keys = [word.key for word in self.words]
        return frozenset(keys) if asks_whether(keys) else frozenset()

    @property
    def unknown_beside(self) -> tuple[str, ...]:
        """Unknown words where a further name stands: "Norvane and zyntarra", "Norvane, zyntarra"."""
        words, claimed = self.words, self.subject.claimed
        found = []
        for i in self.unknown:
            link = i - 1 if i and words[i - 1].key in _LINKING else i
            if link in claimed or (link - 1 in claimed and (link < i or words[i].parted)):
                found.append(words[i].text)
        return tuple(found)

    def surplus(self, matches: Sequence[FieldMatch]) -> frozenset[int]:
        """The words that mean something no match asks for, and so may be a name after all: "Zoom dial-in"."""
        used = {m for match in matches for m in match.meanings} | NARROWING
        spare = (h for h in self.hits if h.exact and h.meaning not in used and h.meaning != FILLER)
        return frozenset(
            self.left[h.start] for h in spare if h.stop - h.start == 1 and COUNTRY not in h.meaning
        )

    @property
    def may_name_another(self) -> bool:
        """Whether somebody is named, or may be: by an unknown word at either end or written as a name."""
        subject, ends = self.subject, {0, len(self.words) - 1}
        return (
            bool(subject.name or subject.choices or not ends.isdisjoint(self.unknown)) or self.names_another
        )

    @property
    def is_choice(self) -> bool:
        """Whether it asks which of two things is so that no field knows: "in English or Swedish"."""
        beside = {j for i, word in enumerate(self.words) if word.key == "or" for j in (i - 1, i + 1)}
        return not beside.isdisjoint(self.unknown)

    @property
    def asks_whose(self) -> bool:
        """Whether it asks for a company: "which company …", "who got …"."""
        keys = [word.key for word in self.words]
        return keys[:1] in (["who"], ["whos"]) or ("which" in keys and not _FIRMS.isdisjoint(keys))

    @property
    def claimed_words(self) -> tuple[Word, ...]:
        """The words that name the subject."""
        return tuple(self.words[i] for i in sorted(self.subject.claimed))

    @property
    def named_as_strangers(self) -> frozenset[str]:
        """The unknown words that stand where names do: written as one, after "for", "at", "of", first."""
        found = (
            word.key
            for i in self.unknown
            if (word := self.words[i]).loud
            or (word.proper and i > 0)
            or not i
            or self.words[i - 1].key in _BEFORE_NAMES
        )
        return frozenset(found)

    @property
    def names_another(self) -> bool:
        """Whether an unknown word stands where a name stands: written as one, or after "for", "at", "of"."""
        for i in self.unknown:
            word, before = self.words[i], self.words[i - 1].key if i else ""
            if word.loud or (word.proper and i > 0) or before in _BEFORE_NAMES:
                return True
        return False


def parse_question(
    words: tuple[Word, ...], subject: Subject, vocabulary: Vocabulary, meant: Collection[int] = ()
) -> Question:
    """Read what the words beside the subject's mean; `meant` are the indices of those that hold no typo."""
    left = [i for i in range(len(words)) if i not in subject.claimed]
    keys = [words[i].key for i in left]
    if left and words[-1].key == "for" and left[-1] == len(words) - 1:
        keys[-1] = "what for"
    breaks = {at for at, i in enumerate(left) if words[i].parted}
    read = vocabulary.read(
        keys, breaks, sure={at for at, i in enumerate(left) if words[i].loud or words[i].mixed or i in meant}
    )
    hits = tuple(as_wanted(words, left, tuple(read)))
    countries = tuple(h.meaning.removeprefix(COUNTRY) for h in hits if h.meaning.startswith(COUNTRY))
    near = {left[h.start] for h in hits if not h.exact}
    zones = tuple(_zones(words, left, hits, vocabulary))
    near.update(i for zone in zones for i in zone.at)
    rested = sorted({*subject.rest, *meant})
    unknown = tuple(i for i in rested if i not in near)
    rest = tuple(joined_up(words, unknown))
    return Question(
        words=words,
        subject=subject,
        left=tuple(left),
        hits=hits,
        meanings=telling(h.meaning for h in hits) | {region_of(country) for country in countries},
        countries=countries,
        which_call=which_call_of(words, left, hits, rest),
        designations=tuple(_designations(hits, vocabulary)),
        unknown=unknown,
        rest=rest,
        zones=zones,
        stages=tuple(filter(None, (vocabulary.stage(h.phrase) for h in hits if h.meaning == "phase"))),
    )


def _zones(
    words: Sequence[Word], left: Sequence[int], hits: Sequence[Hit], vocabulary: Vocabulary
) -> Iterator[Zone]:
    """The zones named where one may be: "in London", "what time pacific", "9 CET time"."""
    for hit in hits:
        start, stop = left[hit.start], left[hit.stop - 1] + 1
        name = vocabulary.zone(hit.phrase)
        before = words[start - 1].key if start else ""
        after = words[stop].key if stop < len(words) else ""
        if name and (before in _BEFORE_ZONES or before[:1].isdigit() or after == "time" or len(left) == 1):
            place = hit.meaning.startswith(COUNTRY)
            yield Zone(name, _called(hit.phrase, place), tuple(range(start, stop)), place)


def _called(phrase: str, place: bool) -> str:
    """How a zone's clock is spoken of: "in London", "Pacific time", "CET"."""
    if place:
        return f"in {phrase.upper() if len(phrase) <= _SHORTENED else phrase.title()}"
    return phrase.upper() if len(phrase) <= _ABBREVIATED else f"{phrase.title()} time"


def _designations(hits: Sequence[Hit], vocabulary: Vocabulary) -> Iterator[str]:
    """The first words of the designations that are asked for by name: "orphan", "fast", "rmat"."""
    for hit in hits:
        first = hit.phrase.split()[0]
        if hit.meaning == "designation" and first in vocabulary.designations:
            yield first


def joined_up(words: Sequence[Word], unknown: Sequence[int]) -> Iterator[str]:
    """The unknown words, those of one code together: "brx 7781"."""
    code: list[str] = []
    for at, i in enumerate(unknown):
        if code and not (words[i].joined and unknown[at - 1] == i - 1):
            yield " ".join(code)
            code = []
        code.append(words[i].key)
    if code:
        yield " ".join(code)
