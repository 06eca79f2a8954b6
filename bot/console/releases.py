"""A release as `read` shows it: its facts beside the sentences they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.console.answers import quotation
from bot.console.indented import Indented
from bot.console.plain import harmless, on_one_line
from bot.console.times import moment
from bot.fields import Fields
from bot.model import Fact, Release, Span
from bot.reading.prose import sentence_around
from bot.record import Json, release_record

FACTS, SENTENCE = 36, 44  # columns of 80, each with two between it and the next
NARROW = 60  # columns below which the sentence stands under its facts
CLIPPED = 100  # characters of a value; what is longer stands in its sentence
_PARTS = {
    "calls": "Call",
    "contacts": "Contact",
    "candidates": "Candidate",
    "dividends": "Dividend",
    "dates": "Date ahead",
    "results": "Results",
}
# Shown with another value: as its label, in its writing, in the heading.
_BESIDE = ("/written", "/region", "/exchange", "/role", "/timezone")
_NAMED = {"email": "E-mail", "aka": "Also called", "aliases": "Also called"}


@dataclass(frozen=True, slots=True)
class _Fact:
    """A value with its label, the part of the release it belongs to, its sentence and why it was read."""

    part: str
    label: str
    value: str
    span: Span
    sentence: Span
    why: str


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """How a release is shown: `text` adds the whole text, `explain` the rule and the cue behind each value.

    `marked` puts »…« round the values in a sentence, for no colour.
    """

    fields: Fields
    width: int = 80
    text: bool = False
    explain: bool = False
    marked: bool = False

    def of(self, release: Release) -> Iterator[RenderableType]:
        """The release's source, then each part's facts beside their sentences."""
        yield Text(on_one_line(release.source), style="bold", no_wrap=True)
        facts = list(_facts(release, self.fields, explain=self.explain))
        if not facts:
            yield Text("  No fact was found in it.", style="dim")
        for part, members in groupby(facts, key=lambda fact: fact.part):
            yield Text(f"\n{part}", style="bold cyan")
            for sentence, stated in groupby(members, key=lambda fact: fact.sentence):
                yield _row(list(stated), sentence, release.text, self.width, marked=self.marked)
        if self.text:
            yield Text("\n" + harmless(release.text))
        yield Text("")


def _row(facts: list[_Fact], sentence: Span, text: str, width: int, *, marked: bool) -> RenderableType:
    """The facts that a sentence states, and beside them the sentence with their words standing out.

    Where a word, such as a link, would have to be broken, or where columns are few, it stands below them.
    """
    marks = [Span(f.span.start - sentence.start, f.span.end - sentence.start) for f in facts]
    left, right = Text("\n").join(map(_stated, facts)), quotation(sentence.of(text), marks, marked=marked)
    columns = [width * share // (FACTS + SENTENCE) - 2 for share in (FACTS, SENTENCE)]
    if width < NARROW or any(_longest(t) > most for t, most in zip((left, right), columns, strict=True)):
        return Group(Indented(left, 0), Indented(right))
    table = Table.grid(padding=(0, 2), expand=True)
    for share in (FACTS, SENTENCE):
        table.add_column(ratio=share, overflow="fold")
    table.add_row(left, right)
    return table


def _longest(text: Text) -> int:
    """Characters of its longest word."""
    return max(map(len, text.plain.split()), default=0)


def _stated(fact: _Fact) -> Text:
    value = Text(shorten(on_one_line(fact.value), CLIPPED, placeholder=" …"), style="bold green")
    return Text.assemble((f"{fact.label}: ", "dim"), value, (fact.why, "dim"))


def _facts(release: Release, fields: Fields, *, explain: bool) -> Iterator[_Fact]:
    """Every value with evidence: part by part, each part's in the order of the contract."""
    record = release_record(release, explain=explain)
    # Of the fields that ask for a value, the one declared for it alone and for all of its kind names it.
    closest = sorted(fields, key=lambda field: (field.only is not None, len(field.paths)), reverse=True)
    asked = {fact.pointer: fact for field in closest for fact in field.facts(release)}
    evidence = {p: span for p, span in record["evidence"].items() if not p.endswith(_BESIDE)}
    values = {pointer: _value(record, pointer) for pointer in evidence}
    shown = set(values.values())
    for pointer, (start, end) in evidence.items():
        label = _label(pointer, asked.get(pointer), fields, shown)
        sentence = sentence_around(release.text, start, end)
        why = _why(record.get("explain", {}).get(pointer))
        yield _Fact(_part(pointer, record), label, values[pointer], Span(start, end), sentence, why)


def _why(reason: Json | None) -> str:
    """The rule that gave a value and the words that governed it, as `--explain` shows them."""
    if reason is None:
        return ""
    cue = f" by “{shorten(on_one_line(reason['cue']), CLIPPED)}”" if reason["cue"] else ""
    return f"  (rule {reason['rule']}{cue})"


def _label(pointer: str, fact: Fact | None, fields: Fields, shown: Collection[str]) -> str:
    """The label of the field that asks for the value, else the last word of its pointer.

    What tells it from its siblings is added unless it stands beside it anyway, among the values `shown`.
    """
    names = [name for name in pointer.split("/") if name and not name.isdigit()]
    if fact is None or names[0] == "contacts" or names[-1] == "name":
        return _NAMED.get(names[-1], names[-1].replace("_", " ").capitalize())
    label = fields[fact.field].label
    return f"{label} ({fact.label})" if fact.label and fact.label not in shown else label


def _part(pointer: str, record: Json) -> str:
    """The heading a value stands under: a call, contact or candidate, numbered where there are several."""
    _, kind, *rest = pointer.split("/")
    if kind not in _PARTS:
        return "Release"
    if not rest[0].isdigit():
        return _PARTS[kind]
    number = f" {int(rest[0]) + 1}" if len(record[kind]) > 1 else ""
    role = record[kind][int(rest[0])].get("role")
    return _PARTS[kind] + number + (f" ({role})" if role else "")


def _value(record: Json, pointer: str) -> str:
    """The value as a person reads it, a time by the clock of its call."""
    at: Any = record
    zone = None
    for name in pointer[1:].split("/"):
        at = at[int(name)] if isinstance(at, list) else at[name]
        zone = at.get("timezone", zone) if isinstance(at, dict) else zone
    return moment(str(at), zone) or str(at)
