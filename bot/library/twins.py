"""Whether two releases are one, as two wires or two sites carry it. Pure.

Texts are compared by sketches: the bottom-k of their hashed word triples (Broder, "On the resemblance and
containment of documents", 1997).
"""

from __future__ import annotations

import re
from zlib import crc32

from bot.desk.library_port import fold
from bot.model import Release

KEPT = 128  # hashes a sketch; the likeness is right to about 1/sqrt(128)
WORDS = re.compile(r"\w{1,40}")
CONSIDERED = 20_000  # characters; texts that differ do so well before
SAME_TITLE = 0.35  # likeness that will do when the headline is the same: one may be cut short
ANY_TITLE = 0.75


def same_release(one: Release, other: Release) -> bool:
    """Whether two releases of one issuer and day are the same: by headline and text, or by text alone."""
    alike = likeness(sketch(one.text), sketch(other.text))
    return alike >= (SAME_TITLE if _headline(one) == _headline(other) else ANY_TITLE)


def sketch(text: str) -> frozenset[int]:
    """The lowest hashes of the text's word triples."""
    words = WORDS.findall(text[:CONSIDERED].lower())
    triples = {crc32(" ".join(words[i : i + 3]).encode()) for i in range(max(1, len(words) - 2))}
    return frozenset(sorted(triples)[:KEPT])


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """How much two sketched texts have in common, 0 to 1.

    >>> likeness(sketch("a call will be held"), sketch("A call, will be held!"))
    1.0
    """
    lowest = sorted(one | other)[:KEPT]
    return sum(1 for value in lowest if value in one and value in other) / len(lowest)


def _headline(release: Release) -> str | None:
    return fold(release.headline.value) if release.headline else None
