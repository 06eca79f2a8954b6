"""The numbers to dial for an event and for its replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model import Number, Reason, Stated
from bot.reading.calls.govern import Governed
from bot.reading.calls.regions import labelled, settled
from bot.reading.calls.units import Unit
from bot.reading.cues import Cue
from bot.reading.cues.numbers import DIALS, ELSEWHERE, NUMBERS
from bot.reading.cues.sides import BOTH, LIVE, REPLAY
from bot.reading.patterns import late
from bot.reading.prose import folded

_ENDS = late(r"!|(?<!\bu\.s)(?<!\bu\.k)\.\s(?!\d)")
_NEXT_NUMBER = late(r"\d{3}")
# A row of a table of numbers: "+52 55 5555 0100   +1 312 555 0100 (Chicago)".
_NUMBERS_ALONE = late(r"\W{0,6}(?:\+[\d\s.–-]{8,24}(?:\([A-Z][\w .]{1,24}\))?\s{0,60}){2,6}")
_REACH_BEHIND = 44  # characters after a number within which its sentence may give it another purpose


@dataclass(frozen=True, slots=True)
class Dialled:
    """A number to dial and the side of the event it is for."""

    number: Number
    side: str


def dial_ins(
    text: str, units: Iterable[Governed], numbers: Mapping[Unit, tuple[Number, ...]]
) -> tuple[Dialled, ...]:
    """The numbers to dial, the live event's first, each once a side; `numbers` are all the units hold."""
    found: list[Dialled] = []
    heading, opened, asked = "", False, ""
    for governed in units:
        unit = governed.unit
        if unit.context:
            continue
        if _dials(unit, heading, numbers[unit]) and not (asked and _is_elsewhere(asked)):
            found += _of_unit(text, governed, numbers[unit])
        asked = folded(unit.text) if unit.text.endswith("?") else ""
        if unit.opens_list:  # of labels right below one another each leads to the values below them all
            heading = heading + unit.text if opened else unit.text
        elif unit.heading:
            heading = unit.text
        elif not unit.label:
            heading = ""
        opened = unit.opens_list
    return tuple(dialled for side in (LIVE, REPLAY, BOTH) for dialled in _of_side(found, side))


def _of_unit(text: str, governed: Governed, numbers: Iterable[Number]) -> list[Dialled]:
    unit = governed.unit
    words = folded(unit.text)
    cues = list(NUMBERS.find(words))
    dialled = [number for number in numbers if not _is_for_another(unit, words, cues, number)]
    regions = labelled(text, unit.span.start, unit.span.end, dialled)
    if governed.columns:  # the row's first cell is the label of all its numbers
        regions = [region or regions[0] for region in regions]
    return [
        _dialled(governed, replace(number, region=region))
        for number, region in zip(dialled, regions, strict=True)
    ]


def _dialled(governed: Governed, number: Number) -> Dialled:
    side, cue = governed.owner(number.written.span)
    reason = Reason(f"dial-in, {side}", governed.quoted(cue))
    stated = Stated(number.number.value, number.number.span, reason)
    return Dialled(replace(number, number=stated), side)


def _dials(unit: Unit, heading: str, numbers: Sequence[Number]) -> bool:
    """Whether the unit speaks of dialling in; one with a person's e-mail address speaks of that person."""
    if not numbers or "@" in unit.text:
        return False
    if _NUMBERS_ALONE.fullmatch(unit.text) or any(number.region for number in numbers):
        return True
    return any(DIALS.first(folded(words)) for words in (unit.text, heading))


def _is_elsewhere(asked: str) -> bool:
    """Whether a question before the number gives it another purpose: "Need help? Call …"."""
    return any(cue.says == ELSEWHERE for cue in NUMBERS.find(asked))


def _is_for_another(unit: Unit, words: str, cues: Sequence[Cue], number: Number) -> bool:
    """Whether the number is a person's, a help desk's or for others than those who listen."""
    start = number.written.span.start - unit.span.start
    end = number.written.span.end - unit.span.start
    behind = next((cue for cue in cues if cue.span.start >= end), None)
    if behind and behind.span.start - end <= _REACH_BEHIND:
        between = words[end : behind.span.start]
        if not _ENDS.search(between) and not _NEXT_NUMBER.search(between):
            return behind.says == ELSEWHERE
    before = [cue for cue in cues if cue.span.end <= start and not _ENDS.search(words, cue.span.end, start)]
    return bool(before) and before[-1].says == ELSEWHERE


def _of_side(found: Iterable[Dialled], side: str) -> list[Dialled]:
    """The numbers of one side, each once, with the regions that follow from their neighbours."""
    once: dict[str, Number] = {}
    for dialled in found:
        if dialled.side == side:
            value = dialled.number.number.value
            known = once.setdefault(value, dialled.number)
            if known.region is None:  # "1-888-FIRM-CO (1-888-555-0123) in the U.S."
                once[value] = replace(known, region=dialled.number.region)
    numbers = list(once.values())
    return [
        Dialled(replace(number, region=region), side)
        for number, region in zip(numbers, settled(numbers), strict=True)
    ]
