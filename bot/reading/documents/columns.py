"""Pages set in columns, or between the same head and foot, to lines in the order of reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from bot.reading.patterns import late

GAP = "    "
"""What parts the cells of a line that stays one."""

_WIDE = late(r" {4,}")
# Lines side by side are running text from so many of them on, of such a length; shorter ones are cells.
_FEWEST = 4
_PROSE = 25
_CELLS = 2  # lines side by side that are no accident of justified text
_EDGE = 3  # lines at the top and at the bottom of a page among which heads and feet are looked for
_PAGE_NUMBER = late(r"[-–— ]*(?:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?[-–— ]*", re.IGNORECASE)
_DIGITS = late(r"\d+")


def in_order(plain: str, laid_out: str) -> list[str]:
    """The lines of a page: columns of running text one after the other, cells of a line parted by a gap.

    `plain` is the text in the order it was drawn in, `laid_out` the same with the gaps as on the page. Where
    the drawing already went down one column before the next, its order stays.
    """
    drawn = {"".join(line.split()) for line in plain.split("\n")}
    rows = [_WIDE.split(line.strip()) for line in laid_out.split("\n") if line.strip()]
    pairs = [len(row) == 2 and "".join(row).replace(" ", "") in drawn for row in rows]
    if sum(pairs) < _CELLS:
        return plain.split("\n")
    return [*_read(rows, pairs)]


def _read(rows: Sequence[list[str]], pairs: Sequence[bool]) -> Iterator[str]:
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and pairs[end]:
            end += 1
        if end - at >= _CELLS:
            yield from _side_by_side(rows[at:end])
        elif end == at:
            yield " ".join(rows[at])
            end += 1
        else:
            yield from (" ".join(row) for row in rows[at:end])
        at = end


def _side_by_side(rows: Sequence[list[str]]) -> Iterator[str]:
    lengths = [median(len(row[side]) for row in rows) for side in (0, 1)]
    if len(rows) >= _FEWEST and min(lengths) >= _PROSE:
        for side in (0, 1):
            yield from (row[side] for row in rows)
    else:
        yield from (GAP.join(row) for row in rows)


def without_edges(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages' lines without page numbers and without the heads and feet that are the same on most of them.

    A head stays where it stands first, a foot where it stands last: either may be the only place that names
    the company.
    """
    pages = [[line for line in page if line.strip()] for page in pages]
    if len(pages) < 2:
        return [*pages]
    seen = Counter(key for page in pages for key in {_key(page[i]) for i in (*_top(page), *_bottom(page))})
    repeated = {key for key, count in seen.items() if count > max(1, len(pages) // 2)}
    kept = []
    for number, page in enumerate(pages):
        edge = {
            *(_top(page) if number else ()),
            *(_bottom(page) if number < len(pages) - 1 else ()),
        }
        numbers = {i for i in (0, len(page) - 1) if page and _PAGE_NUMBER.fullmatch(page[i].strip())}
        left_out = numbers | {i for i in edge if _key(page[i]) in repeated}
        kept.append([line for i, line in enumerate(page) if i not in left_out])
    return kept


def _top(page: list[str]) -> range:
    return range(min(_EDGE, len(page) // 2))


def _bottom(page: list[str]) -> range:
    return range(max(len(page) - _EDGE, len(page) // 2), len(page))


def _key(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()).lower())
