"""Patterns that are compiled when first used, and looked for only where their words stand.

Most commands need few of the hundreds there are, and most sentences hold the words of few: finding a plain
word costs a fraction of trying a pattern at each character.
"""

from __future__ import annotations

import re
from functools import cached_property
from importlib import import_module
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class _Late:
    """Stands for a pattern until the first call, then hands its methods on directly."""

    def __init__(self, pattern: str, flags: re.RegexFlag | int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked for by copying and the like: nothing to compile for
            raise AttributeError(name)
        compiled = re.compile(self._pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """The pattern as `re.compile` gives it, compiled with its first use; a fault in it shows only then."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class Worded:
    """A pattern with the words of which any match holds one, so that it is tried only where one stands.

    The words are read off the pattern as `re` parses it: the longest literal, or those of each branch.
    """

    def __init__(self, pattern: str, flags: re.RegexFlag | int = 0) -> None:
        self._source, self._flags = pattern, flags

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words; the empty one alone where the pattern may match without any."""
        ignores_case = self._parsed.state.flags & re.IGNORECASE
        return (not ignores_case and _needed(self._parsed)) or ("",)

    @cached_property
    def _parsed(self) -> Any:
        return import_module("re._parser").parse(self._source, self._flags)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself, compiled when first asked for."""
        compiled: re.Pattern[str] = import_module("re._compiler").compile(self._parsed, self._flags)
        return compiled


def _needed(parsed: Any) -> tuple[str, ...]:
    """The best words of a sequence: those whose shortest is longest."""
    found: list[tuple[str, ...]] = [()]
    run = ""
    for code, value in parsed:
        kind = str(code)
        if kind == "LITERAL":
            run += chr(value)
        elif kind not in ("AT", "ASSERT", "ASSERT_NOT"):  # these have no width: a run goes on after them
            found += [(run,), _needed_by(kind, value)]
            run = ""
    return max([*found, (run,)], key=_worth)


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
