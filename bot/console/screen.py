"""Where commands write: lines for programs, and text laid out for people."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TextIO

from bot.console.plain import harmless
from bot.errors import Trouble

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_HALF = re.compile("[\ud800-\udfff]")
WIDEST = 100  # longer lines than this are tiring to read
NARROWEST = 20  # columns; in fewer the values' indents would leave no room
UNKNOWN = 80  # columns of a terminal that says it has none


class Screen:
    """Standard output and standard error. Colour and width are the terminal's; NO_COLOR is respected."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        if (stream := out or sys.stdout) is None:  # closed before the program began: `>&-`
            raise Trouble("There is nowhere to write to: standard output is closed.")
        self._out: TextIO = stream
        self._err: TextIO | None = err or sys.stderr

    @cached_property
    def console(self) -> Console:
        """rich's console, made when first drawn on: programs that read JSON need not wait for it."""
        from rich.console import Console

        console = Console(file=self._out, highlight=False, markup=False, emoji=False)
        console.width = min(max(console.width or UNKNOWN, NARROWEST), WIDEST)
        return console

    @property
    def width(self) -> int:
        """Columns to write in."""
        return self.console.width

    @property
    def is_terminal(self) -> bool:
        """Whether a person is looking."""
        return self._out.isatty()

    def record(self, record: Any) -> None:
        """One JSON document on a line, in ASCII, so that no consumer splits it at a stray line separator."""
        text = json.dumps(record)
        if "\\ud" in text:  # perhaps half a surrogate pair, which strict readers of JSON refuse
            text = json.dumps(json.loads(_HALF.sub("\ufffd", json.dumps(record, ensure_ascii=False))))
        self._write(text + "\n")

    def line(self, text: str) -> None:
        """A line of text as it is, but harmless."""
        self._write(harmless(text) + "\n")

    def show(self, *parts: RenderableType) -> None:
        """Text laid out for a person. What must not be wrapped stays on one line, to be copied."""
        with _complaining(), self.console.capture() as drawn:
            for part in parts:
                self.console.print(part, soft_wrap=bool(getattr(part, "no_wrap", False)), crop=False)
        # Columns are filled up with blanks: nothing to see, but in the way where text is copied.
        self._write("".join(line.rstrip() + "\n" for line in drawn.get().splitlines()))

    def complain(self, sentence: str) -> None:
        """A line on standard error."""
        if self._err is not None:
            self._err.write(harmless(sentence) + "\n")
            self._err.flush()

    def _write(self, text: str) -> None:
        with _complaining():
            self._out.write(text)
            self._out.flush()


def standard_input() -> TextIO:
    """Standard input. Raises Trouble where it was closed before the program began: `<&-`."""
    if (stream := sys.stdin) is None:
        raise Trouble("There is nowhere to read from: standard input is closed.")
    return stream


@contextmanager
def _complaining() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # whoever read has gone: nobody to complain to
        raise
    except OSError as error:
        raise Trouble(f"The output cannot be written: {(error.strerror or str(error)).lower()}.") from error
