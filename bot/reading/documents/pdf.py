"""The text layer of a PDF."""

from __future__ import annotations

import itertools
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import Trouble
from bot.reading.documents import cleaning
from bot.reading.documents.columns import GAP, in_order, without_edges
from bot.reading.patterns import late

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 400
_MOST_TEXT = 4_000_000
_MOST_LAID_OUT = 30  # pages looked at for columns, which takes as long again
_ENDS = '.!?:”"'
_LETTERS = late(r"\w{2}")
_BULLET = late(r"[•●▪◦·‣–-]\s|\(?[0-9]{1,2}[.)]\s")
_OPEN_END = late(r"(?:,|\b(?:and|or|of|the|a|an|to|for|in|on|with|by|at|from|its))$")
_LABEL = late(r"[A-Z][\w /&.,'’()-]{1,40}:(?:\s|$)")


def text_of(data: bytes, name: str) -> str:
    """The text that a PDF carries, its lines joined to paragraphs; Trouble where it carries none."""
    with _quiet():
        pages = _pages(data, name)
    if not any(_LETTERS.search(line) for page in pages for line in page):
        raise Trouble(f"{name} holds only pictures and no text; run it through text recognition (OCR) first.")
    lines = [*_across(without_edges(pages))]
    return cleaning.tidy(cleaning.ligatures(cleaning.plain(_paragraphs(lines))), columns=True)


def _pages(data: bytes, name: str) -> list[list[str]]:
    """The lines of each page."""
    from pypdf import PdfReader  # a tenth of a second, which only those who read a PDF wait for

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Trouble(f"{name} is protected by a password; save it without one.")
        return list(_lines(reader))
    except Trouble:
        raise
    except Exception as error:
        raise Trouble(
            f"{name} is a damaged PDF ({type(error).__name__}); get it again from where it came."
        ) from error


def _lines(reader: PdfReader) -> Iterator[list[str]]:
    size = 0
    for number, page in enumerate(reader.pages):
        text = page.extract_text()
        size += len(text)
        if number >= _MOST_PAGES or size > _MOST_TEXT:
            return
        if number >= _MOST_LAID_OUT or not text.strip():
            yield text.split("\n")
            continue
        try:
            laid_out = page.extract_text(extraction_mode="layout")
        except Exception:  # noqa: BLE001 - pypdf's layout stumbles on fonts that its plain reading does not need
            laid_out = ""
        yield in_order(text, laid_out)


def _across(pages: Sequence[list[str]]) -> Iterator[str]:
    """The lines of all pages; an empty one after a page that ends with a sentence."""
    for page in filter(None, pages):
        yield from page
        if page[-1].rstrip()[-1:] in _ENDS:
            yield ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf's remarks about odd files from the console: what matters of them becomes a Trouble."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)


def _paragraphs(lines: Sequence[str]) -> str:
    """The lines joined where they were broken at the margin, with an empty line after a paragraph."""
    lines = [GAP.join(" ".join(cell.split()) for cell in line.split(GAP)) for line in lines]
    margin = _margin([len(line) for line in lines])
    joints = (_joint(line, following, margin) for line, following in itertools.pairwise(lines))
    return "".join(line + joint for line, joint in zip(lines, [*joints, ""], strict=True))


def _margin(lengths: list[int]) -> int:
    """Where full lines end: below the length of the longest ones, since letters differ in width."""
    full = sorted(length for length in lengths if length > 40)
    return int(0.85 * full[len(full) * 9 // 10]) if full else 0


def _joint(line: str, following: str, margin: int) -> str:
    """What stands between two lines of a page: a space, a line's end or an empty line."""
    if (
        not line
        or not following
        or GAP in line
        or GAP in following
        or _BULLET.match(following)
        or _LABEL.match(following)
    ):
        return "\n"
    if _OPEN_END.search(line):
        return " "
    ended = line[-1] in _ENDS
    is_full = len(line) + 1 + len(following.split(" ")[0]) > margin
    heads = following[0].isupper() and len(following) < margin * 0.6 and following[-1] not in ".,;"
    if is_full and not (ended and heads):
        return " "
    return "\n\n" if ended else "\n"
