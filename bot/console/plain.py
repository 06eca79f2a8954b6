"""Text of others made harmless: nothing in a release or a question can move, colour or rename a terminal."""

from __future__ import annotations

# Control characters but newline and tab, line separators, and the marks that turn the reading direction.
_HARMFUL = dict.fromkeys(
    [
        *range(9),
        *range(11, 32),
        *range(127, 160),
        0x061C,
        0x200E,
        0x200F,
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
    ]
)


def harmless(text: str) -> str:
    """The text without control characters and marks of direction.

    >>> harmless("a\\x1b[31mred\\x07")
    'a[31mred'
    """
    return text.translate(_HARMFUL)


def on_one_line(text: str) -> str:
    """The text harmless and on one line, single spaces between its words."""
    return harmless(" ".join(text.split()))


def counted(count: int, noun: str) -> str:
    """How many there are of something.

    >>> counted(1, "release"), counted(1200, "release")
    ('1 release', '1,200 releases')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
