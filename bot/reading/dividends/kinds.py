"""What kind of dividend it is: the word that stands before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from bot.model import Reason, Span, Stated
from bot.reading.dividends.rules import PAYOUT
from bot.reading.patterns import late


class Kinds:
    """Finds the kind of a dividend; the words, the telling ones first, come from the lexicon."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._rank = {kind: rank for rank, kind in enumerate(dict.fromkeys(words.values()))}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = "|".join(
            re.escape(word).replace(r"\ ", r"\s") for word in sorted(self._words, key=len, reverse=True)
        )
        return late(
            rf"(?<![\w-])(?P<word>{words})(?=[\s,](?:(?!General|Meeting|Report)[\w.%-]+,?\s){{0,5}}?{PAYOUT}|\s(?:of|amounting)\b)",
            re.I,
        )

    def find(self, text: str, start: int, end: int) -> Stated | None:
        """The kind that text[start:end] gives its dividend; the most telling one of several."""
        found = [
            (self._kind(match["word"]), Span(*match.span("word")))
            for match in self._pattern.finditer(text, start, min(len(text), end))
        ]
        if not found:
            return None
        kind, span = min(found, key=lambda each: (self._rank[each[0]], -each[1].start))
        return Stated(kind, span, Reason("dividend.kind", span.of(text)))

    def _kind(self, word: str) -> str:
        return self._words[" ".join(word.lower().split())]
