"""Small pieces the rules about issuers share: lines, capitalised words, legal forms, word alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.model import Span, Stated
from bot.reading.patterns import late

MARKS = late(r"®|™|©|℠|\((?:R|TM|SM|C)\)")
# White space, and the marks that a file's beginning or a copied page leaves at a line's edges.
_EDGES = " \t\r\n\f\v\u00a0\u2009\u202f\u3000\ufeff\u200b\u200e"
_SPACES = late(r"\s+")


def stated(text: str, start: int, end: int) -> Stated:
    """The words of text[start:end] as they are, with spaces and line breaks as single spaces."""
    return Stated(_SPACES.sub(" ", text[start:end]), Span(start, end))


def unmarked(words: str) -> str:
    """The words without ® and ™ in any of their writings."""
    return words if words.isascii() and "(" not in words else MARKS.sub("", words)


def places(text: str, words: Iterable[str], start: int = 0, end: int | None = None) -> list[int]:
    """Where any of the plain words stands, in order: many times faster than a pattern of alternatives."""
    found = []
    stop = len(text) if end is None else end
    for word in words:
        at = text.find(word, start, stop)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1, stop)
    return sorted(found)


def lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of text[start:end] that hold more than spaces, without the spaces around them."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        words = line.lstrip(_EDGES)
        if words:
            begin = at + len(line) - len(words)
            yield Span(begin, begin + len(words.rstrip(_EDGES)))
        at = stop + 1


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, their spaces standing for any white space."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s{1,2}") for word in ordered) + ")"


def vocabulary(words: str) -> frozenset[str]:
    """The words of a list written in one line."""
    return frozenset(words.split())


def folded(words: str) -> str:
    """Lower case with single spaces: how the lexicon's words are looked up."""
    return " ".join(words.split()).lower()


def legal_form_pattern(legal_forms: Mapping[str, str]) -> str:
    """A pattern for a legal form at the end of a name ("Inc.", "N.V.", "Co., Ltd.").

    Forms of two letters, and those that are words in other languages, count only in their own case.
    """
    return (
        "(?:"
        + "|".join(_form(key, legal_forms[key]) for key in sorted(legal_forms, key=len, reverse=True))
        + ")"
    )


def _form(key: str, value: str) -> str:
    words = key.split()
    if len(words) > 1:
        return r"\.?,?\s".join(f"(?i:{re.escape(word)})" for word in words) + r"\.?"
    if "." in value[:-1] or len(key) <= 2 or value.isupper():
        letters = [re.escape(letter) for letter in value if letter not in ". "]
        return r"\.?\s?".join(letters) + r"\.?" if "." in value[:-1] else "".join(letters) + r"\.?"
    return f"(?i:{re.escape(key)})" + r"\.?"
