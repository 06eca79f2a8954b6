"""Places of a text that a value already holds, so that no second value is read from the same words."""

from __future__ import annotations

from bisect import bisect_left

from bot.model import Span


class SpanSet:
    """Spans that do not overlap.

    >>> taken = SpanSet()
    >>> taken.take(Span(0, 5)), taken.take(Span(4, 8)), taken.take(Span(5, 8))
    (True, False, True)
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, span: Span) -> bool:
        """Hold the span if it is free; whether it was."""
        at = bisect_left(self._starts, span.end)
        if at and self._ends[at - 1] > span.start:
            return False
        self._starts.insert(at, span.start)
        self._ends.insert(at, span.end)
        return True

    def release(self, span: Span) -> bool:
        """Let go of exactly this span; whether it was held."""
        at = bisect_left(self._starts, span.start)
        if at == len(self._starts) or (self._starts[at], self._ends[at]) != (span.start, span.end):
            return False
        del self._starts[at], self._ends[at]
        return True

    def overlapping(self, span: Span) -> list[Span]:
        """The spans held that share a character with this one, in order."""
        last = bisect_left(self._starts, span.end)
        first = last
        while first and self._ends[first - 1] > span.start:
            first -= 1
        return [Span(*held) for held in zip(self._starts[first:last], self._ends[first:last], strict=True)]
