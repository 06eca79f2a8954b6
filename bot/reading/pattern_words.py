"""The words that a pattern cannot match without, read off its source.

Only what is plain is understood: letters, groups, alternatives, how often. For the rest there are no words,
and the pattern is simply tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# More words than these cost as much to look for as most patterns.
MOST = 16
# What looking for openings may cost, in words of four letters: shorter ones stand in others, too.
_MOST_HITS = 18
_HITS = {2: 3.0, 3: 1.5}
# Letters that a class may have to count as alternatives: "[Cc]".
_MOST_LETTERS = 2
_TOKEN = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)|\[\^?\]?(?:\\.|[^\\\]])*\]"
    r"|\((?:\?(?:P<\w+>|<?[=!]|>|[a-zA-Z-]*:|.))?|\)|\||(?:[*+?]|\{\d*(?:,\d*)?\})[?+]?|.",
    re.DOTALL,
)
_REPEAT = re.compile(r"([*+?]|\{(\d*)(,?)(\d*)\})[?+]?")
_SPACE = re.compile(r"\s+|#[^\n]*")
_ZERO_WIDTH = frozenset((r"\b", r"\B", r"\A", r"\Z", "^", "$"))
_CONTROLS = {r"\n": "\n", r"\t": "\t", r"\r": "\r"}
_LOOKING = ("(?=", "(?!", "(?<=", "(?<!")
_PLAIN = ("(?:", "(", "(?>")


@dataclass(slots=True)
class _Item:
    """One piece of a pattern: alternatives, each a sequence; a letter is one without sequences."""

    letter: str = ""
    alternatives: list[list[_Item]] = field(default_factory=list)
    least: int = 1
    most: int = 1


def needed(source: str, flags: int) -> tuple[str, ...]:
    """Words of which any match holds one: the longest literal, or those of each branch; empty without any."""
    words = _of_any(_alternatives(_tokens(source, flags)))
    return _as_sought(words, flags)


def openings(source: str, flags: int) -> tuple[str, ...]:
    """Words with one of which every match begins; empty where they cannot be told or are too many."""
    found = _openings([_Item(alternatives=_alternatives(_tokens(source, flags)))])
    words = _as_sought(tuple(word for word, _ in found), flags)
    if min(map(len, words)) < 2:
        return ()
    for length in range(max(map(len, words)), 1, -1):
        cut = {word[:length] for word in words}
        opening = sorted(word for word in cut if not any(map(word.startswith, cut - {word})))
        if len(opening) <= MOST and sum(map(_hits, opening)) <= _MOST_HITS:
            return tuple(opening)
    return ()


def _hits(word: str) -> float:
    return _HITS.get(len(word), 1.0)


def _as_sought(words: tuple[str, ...], flags: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str.lower, words) if flags & re.IGNORECASE else words))


def _tokens(source: str, flags: int) -> Iterator[str]:
    at, verbose = 0, bool(flags & re.VERBOSE)
    while at < len(source):
        space = _SPACE.match(source, at) if verbose else None
        token = space or _TOKEN.match(source, at)
        assert token is not None  # noqa: S101 - any character is one
        at = token.end()
        if not space:
            yield token[0]


def _alternatives(tokens: Iterator[str]) -> list[list[_Item]]:
    """The alternatives up to the end of the group; what is not understood stands as an empty item."""
    found: list[list[_Item]] = [[]]
    for sign in tokens:
        if sign == ")":
            break
        if sign == "|":
            found.append([])
        elif repeat := _REPEAT.fullmatch(sign):
            _repeat(found[-1], repeat)
        elif sign.startswith("("):
            found[-1].append(_group(sign, _alternatives(tokens)))
        else:
            found[-1].append(_single(sign))
    return found


def _repeat(sequence: list[_Item], repeat: re.Match[str]) -> None:
    item, sign = sequence[-1], repeat[1]
    if sign in "*+?":
        item.least, item.most = int(sign == "+"), 1 if sign == "?" else 2
    else:
        item.least = int(repeat[2] or 0)
        item.most = int(repeat[4] or 2) if repeat[3] else item.least


def _group(token: str, alternatives: list[list[_Item]]) -> _Item:
    if token in _LOOKING:
        return _Item(most=0)
    plain = token in _PLAIN or token.startswith("(?P<")
    return _Item(alternatives=alternatives) if plain else _Item()


def _single(sign: str) -> _Item:
    """A character, a class of very few, or what stands for any."""
    if sign in _ZERO_WIDTH:
        return _Item(most=0)
    if sign.startswith("["):
        letters = sign[1:-1]
        few = len(letters) <= _MOST_LETTERS and letters.isalnum()
        return _Item(alternatives=[[_Item(letter)] for letter in letters]) if few else _Item()
    if not sign.startswith("\\"):
        return _Item() if sign == "." else _Item(sign)
    if sign in _CONTROLS:
        return _Item(_CONTROLS[sign])
    if len(sign) > 2:
        return _Item(chr(int(sign[2:], 16)))
    return _Item() if sign[1].isalnum() else _Item(sign[1])


def _of_any(alternatives: list[list[_Item]]) -> tuple[str, ...]:
    """The words of all alternatives; none where one has none."""
    found = [_needed(sequence) for sequence in alternatives]
    return tuple(dict.fromkeys(word for words in found for word in words)) if all(found) else ()


def _needed(sequence: list[_Item]) -> tuple[str, ...]:
    """The best words of a sequence: those whose shortest is longest."""
    found: list[tuple[str, ...]] = [()]
    run = ""
    for item in sequence:
        if item.letter and item.least == item.most == 1:
            run += item.letter
        elif item.most:  # the others have no width: a run goes on after them
            found += [(run,) if run else (), _needed_of(item)]
            run = ""
    return max([*found, (run,) if run else ()], key=_worth)


def _needed_of(item: _Item) -> tuple[str, ...]:
    if not item.least:
        return ()
    return (item.letter,) if item.letter else _of_any(item.alternatives)


def _worth(words: tuple[str, ...]) -> tuple[int, int]:
    return min(map(len, words), default=0), -len(words)


# The beginnings of a sequence, each with whether it may go on with what follows.
_Beginnings = list[tuple[str, bool]]


def _openings(sequence: list[_Item]) -> _Beginnings:
    found: _Beginnings = [("", True)]
    for item in sequence:
        if not item.most:
            continue
        more = _grown(found, item)
        if len(more) > 8 * MOST:
            return [(word, False) for word, _ in found]
        found = more
        if not any(goes_on for _, goes_on in found):
            break
    return found


def _grown(found: _Beginnings, item: _Item) -> _Beginnings:
    once = [(item.letter, True)] if item.letter else [o for alt in item.alternatives for o in _openings(alt)]
    once = [(word, goes_on and item.most == 1) for word, goes_on in once] or [("", False)]
    once += [] if item.least else [("", True)]
    return [
        grown
        for word, goes_on in found
        for grown in ([(word + more, ends) for more, ends in once] if goes_on else [(word, False)])
    ]
