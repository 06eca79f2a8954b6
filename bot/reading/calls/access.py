"""Access codes of the live event and of its replay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model import Number, Reason, Span, Stated
from bot.reading.calls.govern import Governed
from bot.reading.calls.units import Unit
from bot.reading.cues.sides import BOTH, LIVE, REPLAY
from bot.reading.patterns import late
from bot.reading.prose import folded
from bot.reading.values.code import Code, codes

_FOR_REPLAY = late(r"re-?play|play-?back|rebroadcast|recording")
# "the same code", "the ID above": what lets into the call lets into its replay.
_SAME = late(
    r"""\b(?:same|above)\s(?:(?:conference|access|pass|confirmation|replay|pin|dial-in)\s?){0,2}(?:id|codes?|pin|passcode)\b
    |\b(?:id|code|pin|passcode)\s(?:(?:number|for|replay|as|is|the|listed|provided|given|noted)\s){0,5}(?:same|above)\b""",
    re.VERBOSE,
)
_HEAD = late(
    r"(?:(?:conference|access|participant|entry|event)\s)?(?:pass\s?code|code|pin|id)(?:\s(?:number|no\.?|\#))?"
)
_FIGURES = late(r"\d{4,12}\s?\#?")
_FOR_BOTH = late(
    r"""\bboth\b(?!\s(?:online|by|on)\b)|(?:live|call)\s(?:and|or)\s(?:the\s)?replay|\bthe\ssame\s(?:\w+\s)?(?:code|id|pin|number)
    |\b(?:live\s)?(?:call|event|webcast|conference|presentation|webinar|briefing)\sand\s(?:for\s)?(?:the|its)\sreplay""",
    re.VERBOSE,
)
# Of two codes the one is asked for first, by its name; the other is entered after it.
_IDENTIFIES = late(r"(?:meeting|webinar|conference|event|confirmation)\b(?!.*pass)|\bid\b|identification")
_PASSES = late(r"pass\s?(?:code|word)|\bpin\b|password|security")


@dataclass(frozen=True, slots=True)
class Access:
    """What is entered for the live event, what after it where there are two, and what for the replay."""

    live: Stated | None = None
    passcode: Stated | None = None
    replay: Stated | None = None


def access_codes(text: str, units: Sequence[Governed], numbers: Mapping[Unit, tuple[Number, ...]]) -> Access:
    """The codes of the event and of its replay; `numbers` are the units' telephone numbers."""
    found: dict[str, list[Code]] = {LIVE: [], REPLAY: []}
    same = False
    for governed in units:
        unit = governed.unit
        if unit.context:
            continue
        same = same or _says_same(governed)
        taken = [number.written.span for number in numbers[unit]]
        for code in codes(text, unit.span.start, unit.span.end, taken):
            side, reason = _side(text, governed, code)
            code = replace(code, stated=replace(code.stated, reason=reason))
            for one in (LIVE, REPLAY):
                if side in (one, BOTH):
                    found[one].append(code)
    for code, side in _of_columns(units):
        found[REPLAY if side == REPLAY else LIVE].append(code)
    entered, replay = _best(text, found[LIVE]), _best(text, found[REPLAY])
    live = entered.stated if entered else None
    return Access(
        live, _after(text, entered, found[LIVE]), replay.stated if replay else live if same else None
    )


def _says_same(governed: Governed) -> bool:
    """Whether the unit says that the replay is entered with the code given before."""
    said = _SAME.search(folded(governed.unit.text))
    if not said:
        return False
    base = governed.unit.span.start
    return governed.at(Span(base + said.start(), base + said.end())) != LIVE


def _of_columns(units: Sequence[Governed]) -> Iterator[tuple[Code, str]]:
    """The codes below the head of a table's column, "Passcode", with the side of each row."""
    column, head = -1, Span(0, 0)
    before: Unit | None = None
    for governed in units:
        unit = governed.unit
        cells = unit.cells
        if before is None or unit.paragraph != before.paragraph:
            column = -1
        before = unit
        if 0 < column < len(cells) and _FIGURES.fullmatch(cells[column].of(unit.text)):
            span = Span(unit.span.start + cells[column].start, unit.span.start + cells[column].end)
            code = Stated(
                cells[column].of(unit.text).rstrip("# "), span, Reason("code column", head.of(unit.text))
            )
            yield Code(code, head), governed.at(span)
        for number, cell in enumerate(cells[1:], start=1):
            if _HEAD.fullmatch(folded(cell.of(unit.text))):
                column, head = number, Span(unit.span.start + cell.start, unit.span.start + cell.end)


def _side(text: str, governed: Governed, code: Code) -> tuple[str, Reason]:
    unit, span = governed.unit, code.stated.span
    label = folded(text[code.label.start : span.start])
    begin, end = max(unit.span.start, code.label.start - 60), min(unit.span.end, span.end + 50)
    if _FOR_BOTH.search(folded(text[begin:end])):
        return BOTH, Reason("code, both", label)
    if _FOR_REPLAY.search(label):
        return REPLAY, Reason("code, replay", label)
    side, cue = governed.owner(span)
    return side, Reason(f"code, {side}", governed.quoted(cue))


def _best(text: str, found: list[Code]) -> Code | None:
    """What is entered before what is said, an ID before its passcode, figures before words."""
    if not found:
        return None
    passes = any(_PASSES.search(_name(text, code)) for code in found)

    def rank(code: Code) -> tuple[bool, bool, bool]:
        first = not passes or bool(_IDENTIFIES.search(_name(text, code)))
        return code.spoken, not first, not code.stated.value.isdecimal()

    return min(found, key=rank)


def _after(text: str, entered: Code | None, found: list[Code]) -> Stated | None:
    """The second of two codes: an ID and a passcode."""
    if entered is None or not _IDENTIFIES.search(_name(text, entered)):
        return None
    seconds = (
        code.stated
        for code in found
        if code.stated.value != entered.stated.value and _PASSES.search(_name(text, code)) and not code.spoken
    )
    return next(seconds, None)


def _name(text: str, code: Code) -> str:
    return folded(code.label.of(text))
