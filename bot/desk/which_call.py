"""Which call a question speaks of: its quarter, month or year, its event, "the last one"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.desk.library_port import fold
from bot.desk.vocabulary import Hit
from bot.desk.words import Word
from bot.model import Entry

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?"
)
_QUARTER = re.compile(r"q([1-4])\d{0,2}|([1-4])q\d{0,4}")
_PERIODS = {
    "half year": 2,
    "first half": 2,
    "9 month": 3,
    "nine month": 3,
    "9 months": 3,
    "nine months": 3,
    "full year": 4,
    "year end": 4,
    "annual results": 4,
}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_YEAR = re.compile(r"(?:fy)?(20\d\d)")
_SHORT_YEAR = re.compile(r"(?:fy|q[1-4]|[1-4]q|h[12])(2\d)")
_RESULTS = frozenset(["results", "result", "earnings", "earning", "quarterly", "financials", "quarter"])
_EVENTS = frozenset(["conference", "conf", "summit", "forum", "symposium", "congress", "presentation"])
# Gatherings that are no results call, and the word by which a title shows it is one.
_GATHERINGS = {
    "annual meeting": "meeting",
    "agm": "meeting",
    "investor day": "investor day",
    "analyst day": "analyst day",
    "capital markets day": "capital markets",
    "capital market day": "capital markets",
    "cmd": "capital markets",
    "r and d day": "r&d day",
    "r d day": "r&d day",
    "town hall": "town hall",
    "fireside chat": "fireside",
}
_ANY_CALL = frozenset(["call", "calls", "event", "events"])


@dataclass(frozen=True, slots=True)
class WhichCall:
    """What a question says about which call it means: the quarter (1 to 4), month, results or none, an
    earlier one; `words` may tell it from others, `event` name the gathering ("northgate conference"),
    `kind` is a word of its title ("fireside").
    """

    quarter: int | None = None
    month: int | None = None
    year: int | None = None
    results: bool = False
    previous: bool = False
    words: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    kind: str | None = None

    @property
    def open(self) -> bool:
        """Whether any call will do."""
        said = (self.quarter, self.month, self.year, self.results, self.previous, self.event, self.kind)
        return not any(said)

    def misses(self, entry: Entry) -> bool:
        """Whether the release was out before the year spoken of had begun, or long after."""
        published = (entry.published or "")[:4]
        if not self.year or not published or str(self.year) in (entry.headline or ""):
            return False
        return not -1 <= int(published) - self.year <= 2

    def told_by(self, entry: Entry) -> int:
        """How much of the time spoken of the release's headline and date bear out."""
        head = f" {fold(entry.headline or '')} "
        quarter = self.quarter and any(f" {way} " in head for way in QUARTER_WAYS[self.quarter])
        year = self.year and (str(self.year) in head or (entry.published or "").startswith(str(self.year)))
        month = self.month and (entry.published or "")[5:7] == f"{self.month:02d}"
        event = any(f" {word} " in head for word in self.event)
        return sum(map(bool, (quarter, year, month, event)))


QUARTER_WAYS = {
    at: (f"q{at}", f"{at}q", f"{name} quarter", f"{name} fiscal quarter", *more)
    for at, name, more in (
        (1, "first", ()),
        (2, "second", ("half year", "first half", "h1")),
        (3, "third", ("nine months",)),
        (4, "fourth", ("full year", "year end", "annual", "fiscal year", "fy", "twelve months")),
    )
}
MONTH_WAYS = {at: (date(2000, at, 1).strftime("%B").lower(), name) for at, name in enumerate(_MONTHS, 1)}
ANY_CALL = WhichCall()


def is_dated(word: Word) -> bool:
    """Whether the word is a quarter, a month or a year."""
    return any(kind.fullmatch(word.key) for kind in (_QUARTER, _MONTH, _YEAR))


def month_of(word: str) -> int | None:
    """The month (1 to 12) that a folded word names, in full or shortened."""
    match = _MONTH.fullmatch(word)
    return _MONTHS.index(match[1]) + 1 if match else None


def which_call_of(
    words: Sequence[Word], left: Sequence[int], hits: Sequence[Hit], rest: tuple[str, ...]
) -> WhichCall:
    """What the words say of the call; `left` are the indices of those beside the names."""
    kinds = [h.phrase for h in hits if h.meaning == "call" and h.phrase not in _ANY_CALL]
    free = [words[i] for i in left]
    quarter = next(_quarters(free), None)
    return WhichCall(
        quarter=quarter,
        month=next(_months(free), None),
        year=next(_years(free), None),
        results=quarter is not None or any(w.key in _RESULTS for w in free),
        previous=any(h.meaning == "previous" for h in hits),
        words=(*rest, *kinds),
        event=tuple(_event(words, rest)),
        kind=next((_GATHERINGS[kind] for kind in kinds if kind in _GATHERINGS), None),
    )


def _event(words: Sequence[Word], rest: Sequence[str]) -> Iterator[str]:
    """The unknown words that name an event: those before "conference", "summit" or the like."""
    for at, word in enumerate(words):
        followed = words[at + 1].key if at + 1 < len(words) else ""
        if word.key in _EVENTS and followed not in ("call", "id", "number", "code"):
            yield from (w.key for w in words[max(0, at - 4) : at] if w.key in rest and not w.key.isdigit())


def _quarters(words: Sequence[Word]) -> Iterator[int]:
    """The quarters named; half a year ends with the second, a whole one with the fourth."""
    for at, word in enumerate(words):
        if match := _QUARTER.fullmatch(word.key):
            yield int(match[1] or match[2])
        elif f"{word.key} {words[at + 1].key if at + 1 < len(words) else ''}" in _PERIODS:
            yield _PERIODS[f"{word.key} {words[at + 1].key}"]
        elif word.key in _ORDINALS and any(w.key == "quarter" for w in words[at + 1 : at + 3]):
            yield _ORDINALS[word.key]


def _years(words: Sequence[Word]) -> Iterator[int]:
    """The years named; "q1 26", "FY24" name one, too."""
    for at, word in enumerate(words):
        if match := _YEAR.fullmatch(word.key):
            yield int(match[1])
        elif match := _SHORT_YEAR.fullmatch(word.key):
            yield 2000 + int(match[1])
        elif (
            at
            and re.fullmatch(r"2\d", word.key)
            and re.fullmatch(r"q[1-4]|[1-4]q|fy|h[12]", words[at - 1].key)
        ):
            yield 2000 + int(word.key)


def _months(words: Sequence[Word]) -> Iterator[int]:
    for at, word in enumerate(words):
        if not (match := _MONTH.fullmatch(word.key)):
            continue
        before = words[at - 1].key if at else ""
        if match[0] not in ("may", "mar") or word.proper or before in ("the", "in", "from", "of"):
            yield _MONTHS.index(match[1]) + 1
