"""An answer on a terminal: whose and what it is, the value, the sentence that says so, and its release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.console.indented import INDENT, Indented, unwrapped
from bot.console.plain import harmless, on_one_line
from bot.console.times import moment
from bot.desk.formatting import listed
from bot.desk.regions import country_name
from bot.fields import Fields
from bot.model import Answer, Beside, Entry, Span, Value, kind_of

MARGIN = 2  # columns left free at the right
ALIGNED = 32  # longest value by which others are aligned
NAMED = 36  # columns for the companies of a list
QUOTED = 420  # a longer sentence is shown from a little before its first value to a little after its last
WIDE = 60  # characters of a mark that gives way to those within it
# What lays out tables and lists in plain text: bars, rules, bullets, emphasis.
_MARKUP = re.compile(r"\||[-=_*~]{3,80}|\*\*|__|(?:(?<=\n)|\A)\s{0,20}(?:[*+•]-?|-)(?=\s)|\*-")
LISTS = ("upcoming", "news")  # fields answered by a list of companies' releases or calls


@dataclass(frozen=True, slots=True)
class Showing:
    """How answers are drawn: what is declared, columns, and marks.

    `marked` puts »…« round the values in a quote, for no colour.
    """

    fields: Fields
    width: int = 80
    marked: bool = False

    @property
    def room(self) -> int:
        """Columns for a value and what stands beside it; where there are too many, that goes below."""
        return self.width - INDENT - MARGIN


def answer_view(answer: Answer, showing: Showing) -> Iterator[RenderableType]:
    """The answer's parts from top to bottom; a sentence that proves several stands once, below them."""
    several = len({part.release for part in answer.parts}) > 1
    for quote, group in groupby(answer.parts or (answer,), key=lambda part: part.quote):
        parts = list(group)
        for part in parts:
            yield from _said(part, showing)
        if quote:
            marks = [mark for part in parts for mark in part.marks]
            yield Indented(quotation(quote, marks, marked=showing.marked))
        if several and parts[-1].release:
            yield Indented(Text(_origin(parts[-1].release, quote), style="dim"))
    for choice in answer.choices:
        yield Indented(Text(f"- {on_one_line(choice)}"))
    if answer.release and (answer.quote or answer.company) and answer.field not in LISTS and not several:
        yield Indented(Text(_origin(answer.release, answer.quote), style="dim"))
    for note in answer.notes:
        said = "" if kind_of(note) == "more" else "Note: "
        yield Indented(Text(f"{said}{on_one_line(note)}", style="yellow"))


def explanation_view(answer: Answer) -> Iterator[RenderableType]:
    """How the question was understood, a line each."""
    yield Text("How it was understood", style="dim bold")
    for line in answer.explanation:
        yield Indented(Text(harmless(line), style="dim"))


def quotation(quote: str, marks: Iterable[Span] = (), *, marked: bool = False) -> Text:
    """The sentence in quotation marks on one line, the ranges of its values standing out."""
    closest = _closest(marks)
    first, last = _excerpt(quote, closest)
    text = Text("“" if first == 0 else "“…", style="italic")
    at = first
    for mark in closest:
        if at <= mark.start < mark.end <= last:
            before = _squeezed(quote[at : mark.start])
            text.append(before if at else before.lstrip())
            words = on_one_line(mark.of(quote))
            text.append(f"»{words}«" if marked else words, style="bold green not italic")
            at = mark.end
    rest = _squeezed(quote[at:last]).rstrip()
    text.append(rest if at else rest.lstrip())
    text.append("”" if last == len(quote) else "…”")
    return text


def _closest(marks: Iterable[Span]) -> list[Span]:
    """The marks from left to right, those that overlap as one; a wide one gives way to those within it."""
    every = set(marks)
    found: list[Span] = []
    for mark in sorted(every, key=lambda mark: (mark.start, mark.end)):
        within = [m for m in every if m != mark and mark.start <= m.start < m.end <= mark.end]
        if within and mark.end - mark.start > WIDE:
            continue
        if found and mark.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, mark.end))
        else:
            found.append(mark)
    return found


def _excerpt(quote: str, marks: list[Span]) -> tuple[int, int]:
    if len(quote) <= QUOTED:
        return 0, len(quote)
    first = max(0, (marks[0].start if marks else 0) - QUOTED // 3)
    first = quote.rfind(" ", 0, first) + 1 if first else 0
    last = max(first + QUOTED, min(marks[-1].end + 40, first + 2 * QUOTED) if marks else 0)
    return first, len(quote) if last >= len(quote) else quote.rfind(" ", first, last)


def _squeezed(text: str) -> str:
    """On one line without the markup of tables and lists, one space where there was any at either end."""
    text = _MARKUP.sub(" ", text)
    inner = on_one_line(text)
    if not inner:
        return " " if text else ""
    return " " * text[0].isspace() + inner + " " * text[-1].isspace()


def _said(answer: Answer, showing: Showing) -> Iterator[RenderableType]:
    """Whose and what it is, the values, and what is said of them; just the words without values."""
    if not answer.values and not answer.quote:
        yield Indented(Text(harmless(answer.text)))
        return
    yield Indented(Text(_title(answer, showing.fields), style="bold"))
    if answer.lead:
        yield Indented(Text(on_one_line(answer.lead)))
    if answer.field in LISTS and not answer.quote:
        yield Padding(_list(answer, showing), (0, 0, 0, INDENT))
    elif answer.lines:
        yield from (Indented(Text(on_one_line(line)), hanging=INDENT) for line in answer.lines)
    else:
        yield from _values(answer, showing)
    yield from (Indented(Text(on_one_line(aside))) for aside in answer.asides)
    yield from (Indented(Text(_together(other)), hanging=INDENT) for other in answer.beside)


def _values(answer: Answer, showing: Showing) -> Iterator[RenderableType]:
    """A value a line, what each is for aligned beside them."""
    whose = None if answer.field else answer.company  # of a passage that stands in the title already
    shown = [(value, _shown(value)) for value in answer.values if value.value != whose]
    lengths = [cell_len(words) for _, words in shown]
    width = max((length for length in lengths if length <= ALIGNED), default=0)
    quoted = _squeezed(answer.quote or "").casefold()
    for value, words in shown:
        yield from _value(value, words, width, showing.room, quoted)


def _together(other: Beside) -> str:
    """What belongs to the values, in a line: its label, and what the release writes."""
    told = (
        f"{words} ({country_name(value.label)})" if value.label else words
        for value in other.values
        for words in [moment(value.value, value.zone) or value.written or value.value]
    )
    return on_one_line(f"{other.label}: {listed(told, 'or')}")


def _title(answer: Answer, fields: Fields) -> str:
    field = next((one for one in fields if one.id == answer.field), None)
    what = field.label if field else "A passage"
    if answer.heading:
        return on_one_line(answer.heading)
    return on_one_line(f"{answer.company} · {what[:1].lower()}{what[1:]}" if answer.company else what)


def _list(answer: Answer, showing: Showing) -> Table:
    """A line for each release or call, whose it is first unless the heading says it."""
    table = Table.grid(padding=(0, 2))
    if not answer.company:
        table.add_column(max_width=min(NAMED, showing.room // 2))
    table.add_column()
    for value in answer.values:
        when = moment(value.label or "")
        company = value.entry and value.entry.company if when else value.label
        words = " · ".join(part for part in (_shown(value), when) if part)
        whose = [] if answer.company else [Text(on_one_line(company or ""))]
        table.add_row(*whose, Text(words, style="bold green"))
    return table


def _value(value: Value, shown: str, width: int, room: int, quoted: str) -> Iterator[RenderableType]:
    """The value, wrapped only where it is words, and beside or below it what it is for.

    There its writing stands as well, unless the sentence that is `quoted` below has it.
    """
    written = _squeezed(value.written or "").strip()
    more = (value.label and country_name(value.label), None if written.casefold() in quoted else written)
    beside = on_one_line(" · ".join(part for part in more if part and part != value.value))
    gap = " " * max(width - cell_len(shown), 0) + "  "
    text = Text(shown, style="bold green")
    if beside and cell_len(shown + gap + beside) <= room:
        yield _line(Text.assemble(text, gap, (beside, "dim")))
        return
    yield Indented(text) if cell_len(shown) > room and " " in shown else _line(text)
    if beside:
        yield Indented(Text(beside, style="dim"), 2 * INDENT)


def _shown(value: Value) -> str:
    return moment(value.value, value.zone) or on_one_line(value.value)


def _origin(entry: Entry, quote: str | None) -> str:
    """Headline and day of the release; the headline only once where it is what is quoted."""
    headline = entry.headline or entry.source
    parts = (None if quote == headline else headline, entry.published and moment(entry.published))
    return on_one_line(" · ".join(part for part in parts if part))


def _line(text: Text) -> Text:
    """A line that is never wrapped."""
    return unwrapped(Text(" " * INDENT).append_text(text))
