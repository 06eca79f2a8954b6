"""Names that head a line which states a stage, or bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reading.patterns import late
from bot.reading.pipeline.introduced import IS_CONDITION, is_plain_name, is_unusual
from bot.reading.pipeline.naming import Found, Kind, ProductName
from bot.reading.pipeline.wordlists import NO_CODES

_BULLET = r"(?:^[ \t]*(?:(?:[•●▪·*–—o>■|-]|\d{1,2}[.)]|\([a-z\d]\))[ \t]{1,3})?|(?P<within>[;:]\s))[*_#]{0,3}"
_HEAD_NAME = r"(?P<name>[A-Z][\w-]{1,20}(?:[ ](?!(?:19|20)\d\d)(?:[A-Z\d][\w-]{0,6}|[a-z][A-Z]{1,4}))?)"
_STATED = late(
    r"\bphase\s?[1-3i]|pre-?clinical|\bapprov|\bclear(?:ed|ance)|\bde\snovo\b|\bfiled\b|\bfiling|\bsubmi"
    r"|\b(?:s?nda|s?bla|maa|ind)\b|510\(k\)"
    r"|\bce[ -]mark|discontinu|toxicology|discovery|candidate\sselection|pivotal|\bresearch\b|designation"
    r"|marketing\sauthori"
)
# "QLN-7 (a peptide), gout: Phase 2", "QLN-7 for gout, Phase 2", "QLN 7 .... gout .... Phase 2", "QLN-7 | …"
_LINE = late(
    rf"{_BULLET}{_HEAD_NAME}(?:[®™*_]|\((?:R|TM)\)){{0,3}}"
    r"(?:[ ](?:[A-Z][a-z]+|gel|cream|tablets|capsules|injection|ointment|spray))?"
    r"(?:[ ]\([^()\n]{2,70}\))?"
    r"(?P<end>[*_]{0,3}(?::|,(?=\s(?:[a-z]|[A-Z][a-z]+['’]s))|\.(?=\s)|\s?\|)|\s\.{3,}|[ ]?\t|[ ]{3}"
    r"|\s(?:[–—-]|--)\s(?=[a-z]|Phase\s|A\s)|\s(?:for|in)\s)",
    re.M,
)
_OVER_BULLETS = late(
    rf"{_BULLET}{_HEAD_NAME}[®™]?(?P<bracket>\s\([^()\n]{{2,60}}\))?"
    r"[*_:]{0,3}[ \t]{0,4}\r?\n\s{0,6}(?=[•●▪·*–-][ \t])",
    re.M,
)


def heading(text: str, folded_text: str) -> Found:
    """Names that head a line which states a stage, or bullets."""
    begins = _beginnings(text)
    for line in _from(_LINE, text, begins):
        end = _end_of_item(text, line)
        if _STATED.search(folded_text, line.end(), end) and _heads(line["name"], text, folded_text):
            yield line.start("name"), ProductName(line["name"], Kind.NAMED)
    for line in _from(_OVER_BULLETS, text, begins):
        name = line["name"]
        alone = name.isalpha() and len(name) > 4 and f" {name.lower()} " not in text
        if _heads(name, text, folded_text) or (
            alone and (line["bracket"] or name.isupper()) and not IS_CONDITION.fullmatch(name.lower())
        ):
            yield line.start("name"), ProductName(line["name"], Kind.NAMED)


def _beginnings(text: str) -> list[int]:
    """Where a line begins, or an entry of a list within one."""
    begins = [0]
    for mark in "\n;:":
        at = text.find(mark)
        while at >= 0:
            begins.append(at + (mark == "\n"))
            at = text.find(mark, at + 1)
    return sorted(begins)


def _from(pattern: re.Pattern[str], text: str, begins: list[int]) -> Iterator[re.Match[str]]:
    """The matches that begin there, none within another."""
    stop = 0
    for begin in begins:
        if begin >= stop and (match := pattern.match(text, begin)):
            yield match
            stop = match.end()


def _end_of_item(text: str, line: re.Match[str]) -> int:
    """Where the line ends, or the entry of a list within a line."""
    ends = [text.find(mark, line.end(), line.end() + 400) for mark in ("\n;" if line["within"] else "\n")]
    return min((end for end in ends if end >= 0), default=min(len(text), line.end() + 400))


def heads_a_line(text: str, folded_text: str, start: int) -> bool:
    """Whether the name that begins at `start` heads a line which states a stage, or bullets."""
    floor = max(text.rfind(mark, max(0, start - 12), start) + (mark == "\n") for mark in "\n;:")
    for pattern in (_LINE, _OVER_BULLETS):
        line = pattern.match(text, floor)
        if line and line.start("name") == start:
            end = _end_of_item(text, line)
            return pattern is _OVER_BULLETS or bool(_STATED.search(folded_text, line.end(), end))
    return False


def _heads(name: str, text: str, folded_text: str) -> bool:
    first = name.split(" ")[0]
    if first.isupper() and first.isalpha() and len(first) < 4 and " " not in name:
        return False
    numbered = " " in name and any(map(str.isdigit, name)) and first.lower() not in NO_CODES | {"phase"}
    return is_unusual(name, text) or (numbered and first.isupper()) or is_plain_name(name, text, folded_text)
