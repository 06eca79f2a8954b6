"""Patterns that are compiled when first used: most commands need few of the hundreds there are."""

from __future__ import annotations

import re
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
