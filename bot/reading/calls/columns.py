"""A table whose columns are the live event's and the replay's: its head, and the cells of its rows."""

from __future__ import annotations

import re

from bot.reading.calls.units import Unit
from bot.reading.cues.events import EVENT_NOUN
from bot.reading.cues.sides import LIVE, NONE, REPLAY, REPLAYED, SIDES
from bot.reading.patterns import late
from bot.reading.prose import folded

_LIVE_HEAD = late(rf"\b(?:live|dial-?in|{EVENT_NOUN})\b", re.VERBOSE)
_LONGEST_HEAD = 48  # characters of a column's head


def columns_of(unit: Unit) -> tuple[str, ...]:
    """The sides at the head of a table's columns, "Live call   Replay"; nothing for any other line."""
    heads = [folded(cell.of(unit.text)) for cell in unit.cells] if unit.label else []
    found = tuple(map(_head, heads))
    return tuple(filter(None, found)) if {LIVE, REPLAY} <= set(found) else ()


def _head(cell: str) -> str:
    """The side that the head of a column names, "" for any other words."""
    if len(cell) > _LONGEST_HEAD or any(map(str.isdigit, cell)):
        return ""
    cue = next((cue for cue in SIDES.find(cell) if cue.says != NONE), None)
    if cue:
        return REPLAY if cue.says == REPLAYED else cue.says
    return LIVE if _LIVE_HEAD.search(cell) else ""


def in_columns(unit: Unit, columns: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Where the row's cells begin and their columns' sides; nothing where the row does not fit the head."""
    cells = [unit.span.start + cell.start for cell in unit.cells]
    return tuple(zip(cells[1:], columns, strict=True)) if len(cells) == len(columns) + 1 else ()
