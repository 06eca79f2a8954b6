"""Markets as releases name them before a symbol: looked up word by word, in any punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.model import Reason, Span, Stated
from bot.reading.patterns import late

_WORD = late(r"[^\W_]+")
# "Nasdaq and TSX", "NYSE American | TSX", "NYSE/TSX": what stands between two markets of one symbol.
_JOINED = late(r"[\s,/&+|;]*(?:\b(?:and|or))?\s*\Z")
_MOST_WORDS = 6


class Markets:
    """Finds the names of exchanges; "TSX-V", "TSX.V" and "tsx v" are one."""

    def __init__(self, exchanges: Mapping[str, str]) -> None:
        self._names = {_plain(name): market for name, market in exchanges.items()}
        self._last = frozenset(name.rsplit(" ", 1)[-1] for name in self._names)
        self._first = frozenset(name.split(" ", 1)[0] for name in self._names)

    def ends(self, word: str) -> bool:
        """Whether a market's name ends with the word."""
        return word.lower() in self._last

    def named(self, words: str) -> bool:
        """Whether the words are a market's name."""
        return _plain(words) in self._names

    def before(self, text: str, floor: int, end: int) -> Stated | None:
        """The market whose name ends at `end`, brackets and spaces aside; the longest name that fits."""
        words = list(_WORD.finditer(text, floor, end))[-_MOST_WORDS:]
        if not words or words[-1].group().lower() not in self._last:
            return None
        return next((found for i in range(len(words)) if (found := self._of(text, words[i:]))), None)

    def listed_before(self, text: str, floor: int, end: int) -> list[Stated]:
        """The markets that stand before `end`, joined by "and" or a stroke, in the text's order."""
        found: list[Stated] = []
        while market := self.before(text, floor, end):
            found.insert(0, market)
            joined = _JOINED.search(text, floor, market.span.start)
            if joined is None or joined.start() == market.span.start:
                break
            end = joined.start()
        return found

    def within(self, text: str, start: int, end: int) -> Iterator[Stated]:
        """The markets named in text[start:end], in order."""
        words = list(_WORD.finditer(text, start, end))
        i = 0
        while i < len(words):
            if words[i].group().lower() in self._first:
                for stop in range(min(len(words), i + _MOST_WORDS), i, -1):
                    if found := self._of(text, words[i:stop]):
                        yield found
                        i = stop - 1
                        break
            i += 1

    def _of(self, text: str, words: list[re.Match[str]]) -> Stated | None:
        market = self._names.get(" ".join(word.group().lower() for word in words))
        if market is None:
            return None
        span = Span(words[0].start(), words[-1].end())
        return Stated(market, span, Reason("market", " ".join(span.of(text).split())))


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))
