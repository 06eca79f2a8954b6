"""A candidate's name as a value: how it is written, how it was told, and when two writings are one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from bot.reading.patterns import late


class Kind(IntEnum):
    """How a name was told, the surest first."""

    BRAND = 0
    CODE = 1
    GENERIC = 2
    LISTED = 3
    DESCRIBED = 4
    NAMED = 5


@dataclass(frozen=True, slots=True)
class ProductName:
    """A name as written, without ® and ™."""

    text: str
    kind: Kind


Found = Iterator[tuple[int, ProductName]]

SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉‑", "0123456789-")


_MARKS = late(r"(?:[®™℠*_^]|\((?:R|TM|r|tm)\)|TM\b){0,4}")


def past_marks(text: str, end: int) -> int:
    """Where the marks behind a name end that ends at `end`: "ABC®", "ABC(TM)"."""
    marks = _MARKS.match(text, end)
    return marks.end() if marks else end


def key(name: str) -> str:
    """What two writings of one name have in common ("D-PLEX₁₀₀", "D-PLEX100")."""
    return re.sub(r"[^a-z0-9]", "", name.translate(SUBSCRIPTS).lower())
