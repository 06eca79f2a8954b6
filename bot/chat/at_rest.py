"""Which files of the releases folder are whole: one that is still being written is read later. Pure.

Half a file may end in the middle of a number, and be answered from. Nothing tells on every system that a file
was closed, so its rest and its end are looked at.
"""

from __future__ import annotations

import re
from pathlib import PurePath

AT_REST = 9.0  # seconds without a change after which a file counts as whole, whatever its end
AFTER_A_LINE = 4.0  # seconds where it ends with a line
AFTER_ITS_END = 1.0  # seconds where it ends as a whole file does
TAIL = 256  # bytes of a file's end that are looked at

_ENDS = {
    ".pdf": re.compile(rb"%%EOF\s*\Z"),
    ".html": re.compile(rb"</(?:html|body)>\s*\Z", re.IGNORECASE),
    ".eml": re.compile(
        rb"(?:\n--[^\s-][^\n]{0,200}--|[.!?][\"')\]]{0,2})\s*\Z"
    ),  # of all parts, of a sentence
}
_ENDS[".htm"] = _ENDS[".html"]
# A sentence, the ###, -END- or (END) under a release, the last tag of an EDGAR submission.
_OF_TEXT = re.compile(
    rb"(?:[.!?][\"')\]]{0,2}|\xe2\x80\x9d|#\s?#\s?#|-\s?end\s?-|\(end\)|</sec-document>)\s*\Z", re.IGNORECASE
)


def time_left(name: str, tail: bytes, age: float) -> float:
    """For how many seconds a file is left alone yet; 0 where it is whole.

    `tail` is its end, `age` the seconds since it was changed. A time of change that lies ahead is that of
    another clock, and says nothing.

    >>> time_left("a.txt", b"... conference ID 12345", age=2.0), time_left("a.txt", b"on May 14.", age=2.0)
    (7.0, 0.0)
    """
    if age < 0:
        return 0.0
    plain_end = _ENDS.get(PurePath(name).suffix.lower(), _OF_TEXT).search(tail)
    line_end = tail.endswith((b"\n", b"\r"))
    rest = AFTER_ITS_END if plain_end else AFTER_A_LINE if line_end else AT_REST
    return max(0.0, rest - age)
