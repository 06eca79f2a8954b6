"""Patterns that are compiled when first used, and tried only where their words stand.

Most commands need few of the hundreds there are, and most sentences hold the words of few: finding a plain
word costs a fraction of trying a pattern at each character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, cast

from bot.reading.pattern_words import MOST, needed, openings

# Shorter words stand in every sentence, unless they are signs.
_SHORTEST = 3
# How often a pattern is tried before its words are read off: that takes as long as compiling it.
_TRIED = 16
_END = 2**63 - 1  # where a text ends that is read to its end
_COMMON = frozenset(" \n\t.,-")
_Search = Callable[..., "re.Match[str] | None"]
_Finditer = Callable[..., Iterator["re.Match[str]"]]


class Late:
    """Stands for a pattern that `re` compiles with its first use; what it gives is the same."""

    def __init__(self, source: str, flags: re.RegexFlag | int = 0) -> None:
        self._source, self._flags = source, int(flags)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of which any match holds one, in small letters where case is ignored; empty without any."""
        return needed(self._source, self._flags)

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """Words with one of which any match begins, written as `words`."""
        return openings(self._source, self._flags)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._source, self._flags)

    @property
    def pattern(self) -> str:
        """Its source, to make another pattern of."""
        return self._source

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked for by copying and the like: nothing to compile for
            raise AttributeError(name)
        method = getattr(self.compiled, name)
        setattr(self, name, self._tried(name, method) if name in ("search", "finditer") else method)
        return getattr(self, name)

    def _tried(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method of the compiled pattern, which gives way to the one that looks for words first."""
        left = _TRIED

        def tried(*where: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                setattr(self, name, self.worded(name))
            return method(*where)

        return tried

    def worded(self, name: str) -> Callable[..., Any]:
        """The method, which looks for the pattern's words first where that is worth it."""
        folds = bool(self._flags & re.IGNORECASE)
        makers = {
            "search": (_opened_search, _worded_search),
            "finditer": (_opened_finditer, _worded_finditer),
        }
        opened, worded = makers[name]
        if self.openings:
            return opened(self, self.openings, folds=folds)
        if 0 < len(self.words) <= MOST and not any(map(_is_common, self.words)):
            return worded(self, self.words, folds=folds)
        found: Callable[..., Any] = getattr(self.compiled, name)
        return found


def late(pattern: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """The pattern as `re.compile` gives it, compiled with its first use; a fault in it shows only then."""
    return cast("re.Pattern[str]", Late(pattern, flags))


def _is_common(word: str) -> bool:
    return len(word) < _SHORTEST and all(letter.isalnum() or letter in _COMMON for letter in word)


def _small(words: str) -> str:
    """The words in small letters, every character at its own offset."""
    small = words.lower()
    return small if len(small) == len(words) else "".join(letter.lower()[0] for letter in words)


# Each is made once a pattern: what is asked of a hundred sentences looks nothing up.


def _opened_search(pattern: Late, words: tuple[str, ...], *, folds: bool) -> _Search:
    """Tries a pattern that begins with one of the words where one stands."""

    def search(text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        part, shift = (_small(text[pos:endpos]), pos) if folds else (text, 0)
        best, first = None, endpos  # only what stands before the first match so far can be an earlier one
        for word in words:
            stop = min(endpos, first + len(word) - 1) - shift
            at = part.find(word, pos - shift, stop)
            while at >= 0:
                match = pattern.compiled.match(text, at + shift, endpos)
                if match:
                    best, first = match, at + shift
                    break
                at = part.find(word, at + 1, stop)
        return best

    return search


def _opened_finditer(pattern: Late, words: tuple[str, ...], *, folds: bool) -> _Finditer:
    def finditer(text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        part, shift = (_small(text[pos:endpos]), pos) if folds else (text, 0)
        starts = []
        for word in words:
            at = part.find(word, pos - shift, endpos - shift)
            while at >= 0:
                starts.append(at + shift)
                at = part.find(word, at + 1, endpos - shift)
        return _matches(pattern, sorted(starts), text, endpos) if starts else iter(())

    return finditer


def _matches(pattern: Late, starts: list[int], text: str, endpos: int) -> Iterator[re.Match[str]]:
    """The matches that begin at the starts, none within the one before."""
    stop = 0
    for start in starts:
        if start >= stop and (match := pattern.compiled.match(text, start, endpos)):
            yield match
            stop = match.end()


def _worded_search(pattern: Late, words: tuple[str, ...], *, folds: bool) -> _Search:
    """Tries a pattern only where one of the words stands."""

    def search(text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        part, start = (_small(text[pos:endpos]), 0) if folds else (text, pos)
        for word in words:
            if part.find(word, start, endpos) >= 0:
                return pattern.compiled.search(text, pos, endpos)
        return None

    return search


def _worded_finditer(pattern: Late, words: tuple[str, ...], *, folds: bool) -> _Finditer:
    def finditer(text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        part, start = (_small(text[pos:endpos]), 0) if folds else (text, pos)
        for word in words:
            if part.find(word, start, endpos) >= 0:
                return pattern.compiled.finditer(text, pos, endpos)
        return iter(())

    return finditer
