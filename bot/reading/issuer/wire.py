"""The wire that carried a release: a line of its own at the top, or the notice at the foot."""

from __future__ import annotations

import re

from bot.lexicon import Lexicon
from bot.model import Span, Stated
from bot.reading.issuer.words import either, folded, lines
from bot.reading.patterns import late

_TOP_LINES = 10
_SHORT = 60
_NOTICE = late(r"(?:View|Download|Distributed|Copyright|Published|Read|To view|Source)\b")
_REACH = 260
_FOOT = 12_000


class Wires:
    """Finds the wire outside of the dateline."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._wires = lexicon.wires
        names = either(name for name in lexicon.wires if len(name) > 2)
        self._label = late(rf"(?P<wire>{names})(?:\s(?:number|reach))?\s?:", re.IGNORECASE)
        self._line = late(
            rf"(?:via|by|source:?|through)?[\W_]{{0,4}}(?P<wire>{names})[\W_]{{0,4}}", re.IGNORECASE
        )
        hosts = {name.replace(" ", ""): wire for name, wire in lexicon.wires.items() if len(name) > 3}
        self._hosts = hosts
        self._host = late(rf"(?<![a-z])(?P<wire>{either(hosts)})(?=\.(?:com|ca|net)\b)", re.IGNORECASE)
        self._name = late(rf"\b(?:by|on|via|through|\d{{4}})\s(?P<wire>{names})(?![a-z])", re.IGNORECASE)

    def find(self, text: str, top: int) -> Stated | None:
        """The wire named on a line of its own above `top`, or in a notice at the foot."""
        for line in list(lines(text, 0, min(top, len(text))))[:_TOP_LINES]:
            short = line.end - line.start < _SHORT
            alone = self._line.fullmatch(text, line.start, line.end) if short else None
            if match := alone or self._label.match(text, line.start, line.end):
                return self._stated(match)
        return self._in_notice(text)

    def _in_notice(self, text: str) -> Stated | None:
        for notice in _NOTICE.finditer(text, max(0, len(text) - _FOOT)):
            end = text.find("\n", notice.end(), notice.end() + _REACH)
            end = min(len(text), notice.end() + _REACH) if end < 0 else end
            match = self._host.search(text, notice.end(), end) or self._name.search(text, notice.end(), end)
            if match:
                return self._stated(match)
        return None

    def _stated(self, match: re.Match[str]) -> Stated:
        words = folded(match["wire"])
        return Stated(self._wires.get(words) or self._hosts[words], Span(*match.span("wire")))
