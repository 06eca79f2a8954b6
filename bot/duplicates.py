"""Whether two releases are one, as two wires or two sites carry it. Pure.

Texts are compared by sketches: the bottom-k of their hashed word triples (Broder, "On the resemblance and
containment of documents", 1997).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from zlib import crc32

from bot.desk.library_port import fold
from bot.model import Release

FRIDAY = 4
KEPT = 128  # hashes a sketch; the likeness is right to about 1/sqrt(128)
WORDS = re.compile(r"\w{1,40}")
CONSIDERED = 20_000  # characters; texts that differ do so well before
FIGURES = re.compile(r"\d[\d.,]*\d{2}|\d+\.\d+")
YEARS = re.compile(r"(?:19|20)\d\d")
TRACES, FIGURE_TRACES = 8, 3  # how many of a text's words and figures are marks
LONG_FIGURE = 5  # digits of a figure that is one
SAME_FIGURES = 0.98  # share of the figures of the text with fewer that the other has as well
FEW_FIGURES = 5  # up to which figures alone say nothing
SAME_TITLE = 0.35  # likeness that will do when the headline is the same: one may be cut short
ANY_TITLE = 0.75
BEGINNING, NEWS = 600, 0.3  # characters that tell the news, and the likeness of those of copies


def same_release(one: Release, other: Release) -> bool:
    """Whether two releases of one issuer and day are the same: by headline and text, or by text alone.

    By text alone the beginnings have to be alike as well: what a publisher says of the issuer and of itself
    is the same under all its news, and longer than many of them.
    """
    alike = likeness(sketch(one.text), sketch(other.text))
    if _headline(one) == _headline(other):
        return alike >= SAME_TITLE
    return (
        alike >= ANY_TITLE and likeness(sketch(one.text[:BEGINNING]), sketch(other.text[:BEGINNING])) >= NEWS
    )


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


def same_headline(one: Release, other: Release) -> bool:
    """Whether two releases have one and the same headline."""
    return _headline(one) is not None and _headline(one) == _headline(other)


def figures(text: str) -> frozenset[str]:
    """The text's numbers of some length, years left out: what copies have in common in any language."""
    found = {one.replace(",", "").replace(".", "") for one in FIGURES.findall(text[:CONSIDERED])}
    return frozenset(one for one in found if not YEARS.fullmatch(one))


def same_figures(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts state the same numbers: notices that differ in a price or an amount are no copies."""
    fewer, more = sorted((one, other), key=len)
    return len(fewer & more) >= SAME_FIGURES * len(fewer)


def business_days_around(day: date) -> tuple[date, date]:
    """The business day before and the one after, between which copies of a release come.

    >>> [found.isoformat() for found in business_days_around(date(2026, 3, 2))]
    ['2026-02-27', '2026-03-03']
    """
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    while before.weekday() > FRIDAY:
        before -= timedelta(days=1)
    while after.weekday() > FRIDAY:
        after += timedelta(days=1)
    return before, after


def folded(headline: str) -> str:
    """A headline to be compared: two wires write it in letters of their own."""
    return fold(headline)


def traces(known: frozenset[int], headline: str | None, numbers: frozenset[str]) -> tuple[int, ...]:
    """The marks by which copies of a sketched text find each other: of two copies at least one is the same.

    Some of the words', the headline's, and some of the figures', which translations share.
    """
    titled = [crc32(f"headline {folded(headline)}".encode())] if headline else []
    numbered = sorted(crc32(f"figure {number}".encode()) for number in numbers if len(number) >= LONG_FIGURE)
    return (*sorted(known)[:TRACES], *titled, *numbered[:FIGURE_TRACES])


def _headline(release: Release) -> str | None:
    return folded(release.headline.value) if release.headline else None
