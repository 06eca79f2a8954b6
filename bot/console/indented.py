"""Text set in from the left and wrapped between words only: a link too long for a line stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.text import Text

INDENT = 2  # columns
_WORD = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class Indented:
    """A text, `by` columns from the left, and `hanging` more where it goes on in another line."""

    text: Text
    by: int = INDENT
    hanging: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in self.text.split(allow_blank=True):
            room = options.max_width - self.by - self.hanging
            for number, part in enumerate(line.divide(_breaks(line.plain, room))):
                part.rstrip()
                yield unwrapped(Text(" " * (self.by + self.hanging * (number > 0))).append_text(part))


def unwrapped(text: Text) -> Text:
    """The text, to be kept on one line however long it is."""
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _breaks(line: str, width: int) -> Iterator[int]:
    """Where lines begin, so that each has as many words as there is room for, and at least one.

    >>> list(_breaks("one two threefour five", 7))
    [8, 18]
    """
    start, filled = 0, False
    for word in _WORD.finditer(line):
        first = word.end() - len(word[0].lstrip())
        if filled and cell_len(line[start : word.end()]) > width:
            yield first
            start = first
        filled = True
