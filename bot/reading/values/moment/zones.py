"""The zone that a time of day is read in: "ET", "Eastern Daylight Time", "(New York time)", "GMT+1"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from bot.model import Span
from bot.reading.patterns import late

_LEAD = frozenset({"us", "the", "in", "local", "time", "prevailing", "current"})
_TAIL = frozenset(
    {"time", "timezone", "zone", "standard", "daylight", "summer", "winter", "saving", "savings", "city"}
)
_MOST_WORDS = 6

_BETWEEN = late(r"[\s,]{0,20}(?:[-–—/([]{1,2}\s{0,3})?(?=[^\W\d_])")
_WORD = late(r"(?:[A-Z]\.){2,4}|[A-Z]{1,3}T(?=[A-Z][a-z]{2})|[^\W\d_]+")
_NEXT = late(r"\s{0,20}[\s/-]\s{0,3}(?=[^\W\d_])")
_OFFSET = late(r"(?:UTC|GMT)\s?([+−–-])([0-9]{1,2})(?::?([0-5][0-9]))?(?![0-9])")
# "(ET): ", "Eastern Time: ", "ET " before a time
_BEFORE = late(
    r"(?:(?P<words>[A-Z][A-Za-z. ]{0,30})(?:\)\s?:?|:)|(?<![A-Za-z])(?P<short>[A-Z]{2,4}))\s{1,20}$"
)
# Words that make the zone's word the name of a street or town instead.
_NAME_GOES_ON = late(r"\s(?:View|Park|Library|Bank|Station|Plaza|Hall|Design|Avenue|Street|Islands?)\b")
# Abbreviations that are also written in small letters; "est" is one, "met" or "art" is an English word.
_SMALL = late(r"[ecpm][sd]?t|gmt|utc|cet|cest|bst")
_WINDOW = 200
# "U.S. 8:00 a.m. EST", whatever places are named below.
_AMERICAN = late(r"\bU\.?S\.?\s[^\n|]{0,24}$")
_BESIDE = 32


class Zones:
    """Reads zones by their words; `words` maps them to IANA names.

    An entry of an abbreviation with a place ("ist israel") says how the abbreviation is read where the text
    names that place.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._places: dict[str, dict[str, str]] = defaultdict(dict)
        for phrase, zone in words.items():
            short, _, place = phrase.partition(" ")
            if place and len(short) <= 4 and short in words:
                self._places[short][place] = zone

    def after(self, text: str, at: int, end: int) -> tuple[str, Span] | None:
        """The zone written right after position `at`, as IANA name, and its words."""
        between = _BETWEEN.match(text, at, end)
        if not between:
            return None
        offset = _OFFSET.match(text, between.end(), end)
        if offset and (zone := self._fixed(offset)):
            return zone, Span(*offset.span())
        spans = self._spans(text, between.end(), end)
        new_line = "\n" in between[0]
        for count in range(len(spans), 0, -1):
            span = Span(spans[0].start, spans[count - 1].end)
            zone = self._zone(text, spans[:count])
            if zone and not _goes_on(text, span, new_line):
                return zone, span
        return None

    def readings(self, words: str) -> tuple[str, ...]:
        """The zones that an abbreviation is used for; empty for words that name one place only."""
        key = words.lower().replace(".", "")
        return tuple(dict.fromkeys(self._places[key].values())) if key in self._places else ()

    def before(self, text: str, floor: int, at: int) -> tuple[str, Span] | None:
        """The zone written right before position `at`, as a label or an abbreviation."""
        floor = max(floor, at - 56)
        found = _BEFORE.search(text[floor:at])
        if not found:
            return None
        if found["short"] and not _SMALL.fullmatch(found["short"].lower()):
            return None  # "CAT 9:00 a.m." is a ticker before a time
        group = "short" if found["short"] else "words"
        spans = self._spans(text, floor + found.start(group), floor + found.end(group))
        while spans:
            zone = self._zone(text, spans)
            if zone:
                return zone, Span(spans[0].start, spans[-1].end)
            spans = spans[1:]
        return None

    @staticmethod
    def _spans(text: str, at: int, end: int) -> list[Span]:
        """The words from `at` on, as far as they hang together."""
        spans: list[Span] = []
        while len(spans) < _MOST_WORDS and (word := _WORD.match(text, at, end)):
            spans.append(Span(*word.span()))
            step = _NEXT.match(text, word.end(), end)
            if not step:
                break
            at = step.end()
        return spans

    def _zone(self, text: str, spans: list[Span]) -> str | None:
        """The zone that exactly these words name."""
        words = [span.of(text).replace(".", "") for span in spans]
        while len(words) > 1 and words[0].lower() in _LEAD:
            words = words[1:]
        while len(words) > 1 and words[-1].lower() in _TAIL:
            words = words[:-1]
        key = " ".join(words).lower()
        zone = self._words.get(key) or self._words.get(key.removesuffix("time"))  # "EasternTime"
        if zone is None or (
            len(key) <= 4 and not words[0].isupper() and not self._written_small(key, words[0])
        ):
            return None
        return self._by_place(key, zone, text, spans[0].start) if key in self._places else zone

    @staticmethod
    def _written_small(key: str, word: str) -> bool:
        return bool(_SMALL.fullmatch(key)) or (word[0].isupper() and len(key) == 4)

    def _by_place(self, short: str, zone: str, text: str, at: int) -> str:
        """The abbreviation as the place named nearest to it reads it, else as the text's places do."""
        if _AMERICAN.search(text[max(0, at - _BESIDE) : at]):
            return zone
        places = self._places[short]
        near = text[max(0, at - _WINDOW) : at + _WINDOW].lower()
        middle = min(at, _WINDOW)
        named = [
            (min(abs(hit.start() - middle) for hit in islice(re.finditer(place, near), 20)), found)
            for place, found in places.items()
            if place in near
        ]
        if named:
            return min(named)[1]
        if zone not in places.values():
            return zone  # one reading is usual; the others must be said beside it
        whole = text.lower()
        return max(places.items(), key=lambda item: (whole.count(item[0]), item[1] == zone))[1]

    def _fixed(self, offset: re.Match[str]) -> str | None:
        """ "GMT+1" as IANA name; those count westward, hence the turned sign."""
        sign = "+" if offset[1] == "+" else "-"
        hours, minutes = int(offset[2]), offset[3] or "00"
        if minutes != "00":
            return self._words.get(f"utc{sign}{hours}:{minutes}")
        if hours > 12:
            return None
        return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "Etc/UTC"


def _goes_on(text: str, span: Span, new_line: bool) -> bool:
    """Whether the words are the beginning of something else: "Mountain View", "Toronto: 416…" below."""
    return bool(_NAME_GOES_ON.match(text, span.end)) or (new_line and text[span.end : span.end + 1] == ":")
