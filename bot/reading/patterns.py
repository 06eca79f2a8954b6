"""Patterns that are compiled when first used, and tried only where their words stand.

Most commands need few of the hundreds there are, and most sentences hold the words of few: finding a plain
word costs a fraction of trying a pattern at each character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from typing import Any, cast

# More words than these cost as much to look for as most patterns.
_MOST_WORDS = 16
# Shorter words stand in every sentence, unless they are signs.
_SHORTEST = 3
# What is left of a long text is not copied for it.
_LONG = 20_000
_END = 2**63 - 1  # where a text ends that is read to its end
_COMMON = frozenset(" \n\t.,-")


class Late:
    """Stands for a pattern that `re` compiles with its first use; what it gives is the same."""

    def __init__(self, source: str, flags: re.RegexFlag | int = 0) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of which any match holds one, in small letters where case is ignored; empty without any.

        They are read off the pattern as `re` parses it: the longest literal, or those of each branch.
        """
        words = _needed(self._parsed)
        return tuple(dict.fromkeys(map(str.lower, words))) if self._ignores_case else words

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._source, self._flags)

    @property
    def pattern(self) -> str:
        """Its source, to make another pattern of."""
        return self._source

    @cached_property
    def _parsed(self) -> Any:
        return import_module("re._parser").parse(self._source, self._flags)

    @property
    def _ignores_case(self) -> bool:
        return bool(self._parsed.state.flags & re.IGNORECASE)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked for by copying and the like: nothing to compile for
            raise AttributeError(name)
        method = self._worded(name) if name in ("search", "finditer") else getattr(self.compiled, name)
        setattr(self, name, method)
        return method

    def _worded(self, name: str) -> Callable[..., Any]:
        """The method, which looks for the pattern's words first where that is worth it."""
        words = self.words
        if not 0 < len(words) <= _MOST_WORDS or any(map(_is_common, words)):
            found: Callable[..., Any] = getattr(self.compiled, name)
            return found
        if name == "search":
            return self._searching(words, ignoring_case=self._ignores_case)
        return self._iterating(words, ignoring_case=self._ignores_case)

    def _searching(self, words: tuple[str, ...], *, ignoring_case: bool) -> Callable[..., Any]:
        def search(text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
            if endpos - pos > _LONG and pos:
                return self.compiled.search(text, pos, endpos)
            part = text[pos:endpos]
            part = part.lower() if ignoring_case else part
            for word in words:
                if word in part:
                    return self.compiled.search(text, pos, endpos)
            return None

        return search

    def _iterating(self, words: tuple[str, ...], *, ignoring_case: bool) -> Callable[..., Any]:
        def finditer(text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
            if endpos - pos > _LONG and pos:
                return self.compiled.finditer(text, pos, endpos)
            part = text[pos:endpos]
            part = part.lower() if ignoring_case else part
            for word in words:
                if word in part:
                    return self.compiled.finditer(text, pos, endpos)
            return iter(())

        return finditer


def late(pattern: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """The pattern as `re.compile` gives it, compiled with its first use; a fault in it shows only then."""
    return cast("re.Pattern[str]", Late(pattern, flags))


def _is_common(word: str) -> bool:
    return len(word) < _SHORTEST and all(letter.isalnum() or letter in _COMMON for letter in word)


def _needed(parsed: Any) -> tuple[str, ...]:
    """The best words of a sequence: those whose shortest is longest."""
    found: list[tuple[str, ...]] = [()]
    run = ""
    for code, value in parsed:
        kind = str(code)
        if kind == "LITERAL":
            run += chr(value)
        elif kind not in ("AT", "ASSERT", "ASSERT_NOT"):  # these have no width: a run goes on after them
            found += [(run,) if run else (), _needed_by(kind, value)]
            run = ""
    return max([*found, (run,) if run else ()], key=_worth)


def _needed_by(kind: str, value: Any) -> tuple[str, ...]:
    if kind == "SUBPATTERN":
        ignoring_case = value[1] & re.IGNORECASE
        return () if ignoring_case else _needed(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _needed(value[2]) if value[0] else ()
    if kind == "BRANCH":
        branches = [_needed(branch) for branch in value[1]]
        return tuple({word: None for words in branches for word in words}) if all(branches) else ()
    return ()


def _worth(words: tuple[str, ...]) -> tuple[int, int]:
    return min(map(len, words), default=0), -len(words)
