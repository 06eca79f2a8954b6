"""A question's words, as small as names are compared: "can-2409's" is `can`, `2409`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.library_port import fold

MOST_CHARACTERS = 600
MOST_WORDS = 60

_WORD = re.compile(r"#(?!\w)|&|\$(?=[A-Za-z])|[^\W_]+(?:['’](?:s|t|m|d|re|ve|ll)(?![^\W_]))?", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_PARTING = re.compile(r"[,;:!?()\[\]–—]")
_SHORTENED = 4  # letters of "Inc.", "Corp.", after which a stop ends nothing
# Words whose "'s" is short for "is", not a possessive.
_CONTRACTED = frozenset(["what", "who", "when", "where", "how", "it", "that", "there", "here", "let"])
_SAID = {"#": "number", "&": "and"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as typed, and folded for comparison.

    `tag` says that a "$" stood before it; `loud` that it is written as a ticker is, in capitals;
    `proper` that it begins with one; `joined` that at most a hyphen, dot or the like parts it from the word
    before; `parted` that a comma or the like does.
    """

    text: str
    key: str
    tag: bool = False
    loud: bool = False
    proper: bool = False
    joined: bool = False
    parted: bool = False
    possessive: bool = False

    @property
    def mixed(self) -> bool:
        """Whether it has capitals inside it, as names have: "RKings"."""
        return not self.text.isupper() and any(map(str.isupper, self.text[1:]))


def one_of(words: str) -> frozenset[str]:
    """The words, or the phrases that commas part, to look others up among."""
    return frozenset(words.split(", ") if "," in words else words.split())


_OPENING = one_of("is isnt are was were has have hasnt had did does do can could will wont still")


def asks_whether(words: Sequence[str]) -> bool:
    """Whether the folded words ask for a yes or a no, be it in a second clause."""
    return bool(words) and words[0] in _OPENING


def words_of(question: str) -> tuple[Word, ...]:
    """The question's words, at most `MOST_WORDS` of them.

    >>> [word.key for word in words_of("Replay # for $CLRB's call?")]
    ['replay', 'number', 'for', 'clrb', 'call']
    """
    text = unicodedata.normalize("NFKC", question[:MOST_CHARACTERS])
    shouting = text.upper() == text
    words: list[Word] = []
    end, tag = -1, False
    for match in _WORD.finditer(text):
        if match[0] == "$":
            tag = True
            continue
        between = text[end : match.start()].strip() if words else ""
        gap = match.start() - end - len(between)  # of blanks
        joined = bool(words) and not gap and len(between) <= 1 and match[0] not in _SAID
        parted = not joined and _parts(between, words)
        words.append(_word(match[0], tag, shouting, joined, parted))
        end, tag = match.end(), False
        if len(words) == MOST_WORDS:
            break
    return tuple(words)


def _parts(between: str, before: list[Word]) -> bool:
    """Whether what stands between two words begins a new clause."""
    if _PARTING.search(between):
        return True
    return "." in between and bool(before) and len(before[-1].key) > _SHORTENED


def _word(typed: str, tag: bool, shouting: bool, joined: bool, parted: bool) -> Word:
    bare = _POSSESSIVE.sub("", typed)
    contracted = bare.casefold() in _CONTRACTED
    if bare != typed and contracted:
        bare += "s"
    key = _SAID.get(bare) or fold(bare).replace(" ", "")
    capitals = bare.isupper() and not shouting
    return Word(
        text=bare,
        key=key,
        tag=tag,
        loud=tag or (capitals and len(bare) > 1),
        proper=capitals or (bare[:1].isupper() and not shouting),
        joined=joined,
        parted=parted,
        possessive=bare != typed and not contracted,
    )
