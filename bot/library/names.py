"""The names a release brings for its company, and the forms under which a misspelt name is looked up. Pure.

A name is found in three steps: its words by forms that survive a slip of the finger, the names that hold
those words, then rapidfuzz on the few that are left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.desk.library_port import fold
from bot.model import Release, Stated

FORMER = re.compile(r"(?:formerly|previously|f/k/a|fka|old)\W{1,4}(?:known\W+as\W{1,4})?$", re.IGNORECASE)
PIECES = re.compile(r"[^\W\d]+|\d+")
SHORTEST_MISSPELT = 4  # shorter words are too alike to one another
EDGE = 4  # letters of a word's beginning and of its end that find it when two others are wrong
LONGEST_WITH_EDGES = 18  # longer ones are names glued together, thousands of which end alike
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Known:
    """A name as a release states it; the kinds are those of `library_port.Name`; `exchange` is a ticker's."""

    kind: str
    text: str
    key: str
    exchange: str = ""


def names_of(
    release: Release, legal_forms: Collection[str] = (), wire_issuer: str | None = None
) -> tuple[Known, ...]:
    """Every name by which the release's company can be meant, each once; none without a key to look up.

    `wire_issuer` is the company by the wire's word, for a release that does not name it.
    """
    found = dict.fromkeys(known for known in _names_of(release, legal_forms, wire_issuer) if known.key)
    return tuple(found)


def _names_of(release: Release, legal_forms: Collection[str], wire_issuer: str | None) -> Iterator[Known]:
    issuer = release.company.value if release.company else wire_issuer
    if issuer:
        yield Known("company", issuer, core(issuer, legal_forms))
    for alias in release.aliases:
        kind = "former" if _is_former(alias, release.text) else "short"
        yield Known(kind, alias.value, core(alias.value, legal_forms))
    for ticker in release.tickers:
        exchange = ticker.exchange.value if ticker.exchange else ""
        yield Known("ticker", ticker.symbol.value, fold(ticker.symbol.value), exchange)
    for candidate in release.candidates:
        for name in (candidate.name, *candidate.aka):
            yield Known("candidate", name.value, fold(name.value))


def _is_former(alias: Stated, text: str) -> bool:
    return FORMER.search(text[max(0, alias.span.start - 30) : alias.span.start]) is not None


def core(name: str, legal_forms: Collection[str]) -> str:
    """A company's name folded, without its legal form; the name itself where nothing else would be left.

    >>> core("Cellectar Biosciences, Inc.", {"inc"})
    'cellectar biosciences'
    >>> core("The Wren Company", {"company"})
    'wren'
    >>> core("Nordia Holding A/S", {"a/s"})
    'nordia holding'
    """
    return without_form(fold(name), legal_forms)


def without_form(key: str, legal_forms: Collection[str]) -> str:
    """A folded name without its legal form, as `core` gives it."""
    endings = _folded(frozenset(legal_forms))
    words = key.removeprefix("the ").split()
    while words and (cut := _legal_form(words, endings)):
        words = words[:-cut]
    return " ".join(words) or key


@lru_cache(maxsize=4)
def _folded(legal_forms: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(form) for form in legal_forms)


def _legal_form(words: list[str], legal_forms: Collection[str]) -> int:
    """How many words at the end are a legal form; never all of them."""
    return next((n for n in (3, 2, 1) if n < len(words) and " ".join(words[-n:]) in legal_forms), 0)


def words_of(key: str) -> tuple[str, ...]:
    """The words under which a name is filed: its own, and letters and digits of a code apart.

    >>> words_of("i 131 clr1404")
    ('i', '131', 'clr1404', 'clr', '1404')
    """
    words = [word[:LONGEST_WORD] for word in key.split()]
    pieces = [piece for word in words if not word.isalpha() for piece in PIECES.findall(word)]
    return tuple(dict.fromkeys([*words, *pieces]))


def filed_words(key: str) -> tuple[str, ...]:
    """`words_of`, and a name of several words as the one word it becomes when glued together."""
    words = words_of(key)
    glued = key.replace(" ", "")
    return (*words, glued) if " " in key and len(glued) <= LONGEST_WORD and glued not in words else words


def shortened(word: str) -> frozenset[str]:
    """The word and what is left of it when any one letter is missing.

    Two words that are one slip apart (a letter wrong, missing, doubled, or two swapped) share such a form.
    """
    if len(word) < SHORTEST_MISSPELT:
        return frozenset({word})
    return frozenset({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})


def edges(word: str) -> frozenset[str]:
    """The beginning and the end of a long word, by which it is found when two letters are wrong."""
    if not 2 * EDGE - 1 <= len(word) <= LONGEST_WITH_EDGES:
        return frozenset()
    return frozenset({f"{word[:EDGE]}-", f"-{word[-EDGE:]}"})


def spellings(word: str) -> frozenset[str]:
    """All forms under which a word is filed."""
    return shortened(word) | edges(word)


def openings(key: str) -> frozenset[str]:
    """The first one, two and three letters of each of a name's words, and of the whole."""
    return frozenset(word[:n] for word in filed_words(key) for n in (1, 2, 3) if word[:n])
