"""The order in which a contact section is read: line by line, or column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.model import Span
from bot.reading.patterns import late

_WIDE = late(r"\S(?:[^\S\n]{3,}|\t)\S")
# So many of the rows stand behind an empty line where all lines are set apart.
_ALL_APART = 0.9
_RULE = late(r"[\s|:=_*`~-]*")
_NUMBER = late(r"\d[\d\s().–-]{5,22}\d")
_ADDRESS = late(r"\S{1,64}@\S{1,64}")
_LABEL = late(r"\b(?:tel|telephone|phone|email|e-mail|mobile|office|direct|fax|[tempof])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A line, or one field of a line that stands in columns; `gap` tells of an empty line before it."""

    span: Span
    gap: bool


@dataclass(frozen=True, slots=True)
class _Row:
    fields: tuple[Span, ...]
    start: int
    gap: bool
    table: bool


def cells(text: str, section: Span) -> list[Cell]:
    """The section's cells in the order in which they belong together."""
    found: list[Cell] = []
    run: list[_Row] = []
    for row in _closed_up(list(_rows(text, section))):
        if run and not _in_columns(run, row):
            found += _run(text, run)
            run = []
        if run or len(row.fields) > 1 or row.table:
            run.append(row)
        else:
            found += [Cell(field, row.gap) for field in row.fields]
    return _regrouped(text, found + _run(text, run))


def _closed_up(rows: list[_Row]) -> list[_Row]:
    """The rows, their gaps untold where nearly every row stands behind one: such gaps part nothing."""
    below = rows[1:]
    if len(below) < 3 or sum(row.gap for row in below) < len(below) * _ALL_APART:
        return rows
    return [replace(row, gap=False) for row in rows]


def _rows(text: str, section: Span) -> Iterator[_Row]:
    at = section.start
    gap = False
    while at < section.end:
        stop = text.find("\n", at, section.end)
        stop = section.end if stop < 0 else stop
        line = text[at:stop]
        if line.strip() and not _RULE.fullmatch(line):
            table = line.lstrip().startswith("|")
            yield _Row(tuple(_fields(text, at, stop, table)), text.rfind("\n", 0, at) + 1, gap, table)
            gap = False
        elif not line.strip():
            gap = True
        at = stop + 1


def _fields(text: str, start: int, end: int, table: bool) -> Iterator[Span]:
    """The fields of a line: what bars, tabs or wide gaps part; empty fields of a table are empty spans."""
    if not table:
        for match in re.finditer(r"\S(?:[^\t\n]*?\S)??(?=\s{2,}|\t|\s*\Z)", text[start:end]):
            yield Span(start + match.start(), start + match.end())
        return
    at = start
    for part in text[start:end].strip().strip("|").split("|"):
        begin = text.index(part, at, end + 1) if part else at
        words = part.strip(" *_")
        offset = part.find(words) if words else 0
        yield Span(begin + offset, begin + offset + len(words))
        at = begin + len(part)


def _in_columns(run: list[_Row], row: _Row) -> bool:
    """Whether the row goes on with the columns of the rows before it."""
    if row.table or run[0].table:
        return row.table and run[0].table
    if len(row.fields) > 1:
        return True
    second = run[0].fields[1].start - run[0].start if len(run[0].fields) > 1 else 0
    return bool(second) and row.fields[0].start - row.start >= second - 3


def _run(text: str, run: list[_Row]) -> list[Cell]:
    """The cells of rows that stand in columns."""
    columns = _columns(run)
    wide = any(row.table or _WIDE.search(text, row.start, row.fields[-1].end) for row in run if row.fields)
    if not wide or sum(_has_names(text, column) for column in columns) < 2:
        return _by_row(text, run)
    return [Cell(field, gap or not i) for column in columns for i, (field, gap) in enumerate(column)]


def _by_row(text: str, run: list[_Row]) -> list[Cell]:
    """The cells row by row; what stands beside a firm's name comes after the people below that name."""
    found: list[Cell] = []
    beside: list[Cell] = []
    for row in run:
        fields = [
            Cell(field, row.gap and not i) for i, field in enumerate(row.fields) if field.end > field.start
        ]
        if row.table and len(fields) > 1 and all(_kind(text, cell) != "words" for cell in fields[1:]):
            found += [*beside, fields[0]]
            beside = fields[1:]
        else:
            found += fields
    return found + beside


def _columns(run: list[_Row]) -> list[list[tuple[Span, bool]]]:
    if not run:
        return []
    heads = max(run, key=lambda row: len(row.fields))
    starts = [field.start - heads.start for field in heads.fields]
    columns: list[list[tuple[Span, bool]]] = [[] for _ in starts]
    for row in run:
        for i, field in enumerate(row.fields):
            place = i
            if not row.table:
                place = min(range(len(starts)), key=lambda n: abs(starts[n] - (field.start - row.start)))
            if field.end > field.start and place < len(columns):
                columns[place].append((field, row.gap))
    return columns


def _has_names(text: str, column: list[tuple[Span, bool]]) -> bool:
    """Whether a column has at least two lines with words beside numbers and addresses."""
    worded = 0
    for field, _ in column:
        words = _LABEL.sub("", _NUMBER.sub("", _ADDRESS.sub("", field.of(text))))
        worded += sum(c.isalpha() for c in words) > 3
    return worded >= 2


def _regrouped(text: str, found: list[Cell]) -> list[Cell]:
    """The cells of columns that scraping took apart row by row: n headings, then n of each kind.

    "Company: / Investors: / Media:", three addresses, three numbers give three contacts.
    """
    heads = 0
    while heads < len(found) and found[heads].span.of(text).rstrip().endswith(":"):
        heads += 1
    rest = found[heads:]
    if heads < 2 or len(rest) < heads or len(rest) % heads or len(rest) > 5 * heads:
        return found
    groups = [rest[i : i + heads] for i in range(0, len(rest), heads)]
    if any(len({_kind(text, cell) for cell in group}) != 1 for group in groups):
        return found
    return [cell for i in range(heads) for cell in (found[i], *(group[i] for group in groups))]


def _kind(text: str, cell: Cell) -> str:
    words = cell.span.of(text)
    if "@" in words:
        return "address"
    return "number" if _NUMBER.search(words) else "words"
