"""The paragraph of a release around a quote. Pure."""

from __future__ import annotations

import re

from bot.model import Span

_REACH = 600  # characters; a paragraph is not followed farther than this to either side
_GAP = re.compile(r"\n\s*\n")


def paragraph(text: str, span: Span) -> Span:
    """The paragraph that holds the span, as far as a card can well show it."""
    first = max(0, span.start - _REACH)
    before = [match.end() for match in _GAP.finditer(text, first, span.start)]
    after = _GAP.search(text, span.end, min(len(text), span.end + _REACH))
    start = before[-1] if before else _whole_word(text, first)
    end = after.start() if after else min(len(text), span.end + _REACH)
    return Span(start, end)


def _whole_word(text: str, at: int) -> int:
    """The first place from `at` on where a word begins."""
    if at == 0 or text[at - 1].isspace():
        return at
    blank = re.compile(r"\s").search(text, at)
    return blank.end() if blank else at


def within(outer: Span, spans: list[Span]) -> list[Span]:
    """Those of the spans that lie in `outer`, counted from its start."""
    inside = (span for span in spans if outer.start <= span.start and span.end <= outer.end)
    return [Span(span.start - outer.start, span.end - outer.start) for span in inside]
