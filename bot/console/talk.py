"""The desk as a conversation on the terminal, or a question a line where standard input is piped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TextIO

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.console.answers import Showing, answer_view
from bot.console.plain import counted, on_one_line
from bot.console.screen import Screen
from bot.errors import Trouble
from bot.model import Answer

PROMPT = "> "
ASKING_HELP = ("help", "?")
LEAVING = ("quit", "exit", "bye", "q")


class Conversation:
    """Questions typed or piped in, each answered by `ask`."""

    def __init__(self, ask: Callable[[str], Answer], showing: Showing, screen: Screen) -> None:
        self._ask = ask
        self._showing = showing
        self._screen = screen

    def typed(self, releases: int | None, examples: Sequence[str]) -> None:
        """Converse with the person at the terminal until they leave; `examples` are first questions.

        `releases` is how many the library holds, where that is known.
        """
        self._greet(releases, examples)
        for line in self._prompted():
            if line.lower() in LEAVING:
                break
            self._answer(line)

    def piped(self, lines: TextIO) -> None:
        """Answer every line that is not blank, under the line itself."""
        none = True
        for line in lines:
            if line.strip():
                none = False
                self._screen.show(Text(PROMPT + on_one_line(line), style="bold"))
                self._answer(line.strip())
        if none:
            self._screen.complain("Standard input holds no question.")

    def _prompted(self) -> Iterator[str]:
        with suppress(ImportError):  # Windows has none; lines are then typed without history
            import readline  # noqa: F401 - input() uses it once it is imported
        while True:
            try:
                line = input(PROMPT).strip()
            except (EOFError, KeyboardInterrupt) as end:
                self._screen.show(Text(""))
                if isinstance(end, KeyboardInterrupt):
                    raise
                return
            if line:
                yield line

    def _answer(self, question: str) -> None:
        if question.lower() in ASKING_HELP:
            self._screen.show(*self._help())
            return
        try:
            answer = self._ask(question)
        except Trouble as trouble:
            self._screen.complain(str(trouble))
            return
        self._screen.show(*answer_view(answer, self._showing), Text(""))

    def _greet(self, releases: int | None, examples: Sequence[str]) -> None:
        known = "" if releases is None else f" · {counted(releases, 'release')} in the library"
        more = "Ask, for example:" if examples else "Put some into the releases folder."
        self._screen.show(Text.assemble(("releasebot", "bold"), f"{known}. {more}"))
        self._screen.show(*(Text(f"  {on_one_line(example)}", style="cyan") for example in examples))
        self._screen.show(Text("help shows what can be asked, quit or Ctrl-D leaves.\n", style="dim"))

    def _help(self) -> Iterator[RenderableType]:
        """What can be asked, by the declared fields."""
        table = Table.grid(padding=(0, 2), pad_edge=False)
        for field in self._showing.fields:
            if field.asked:
                table.add_row(Text(f"  {field.label}", style="bold"), Text(field.asked[0], style="cyan"))
        yield Text("What can be asked, and one way to ask it; name a company with it, or let it follow up.")
        yield table
        yield Text("")
