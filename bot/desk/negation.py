"""Words that turn a question: "the code, not the replay's" asks for the live call's, "it already happened,
which number?" for the replay's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.desk.vocabulary import FILLER, Hit
from bot.desk.words import Word, asks_whether

# Of these there are two, so that who does not want one wants the other.
_OTHERS = {
    "replay": "live",
    "archive": "live",
    "live": "replay",
    "domestic": "international",
    "international": "domestic",
}
_NOT = frozenset(["not", "without", "except"])
_PAIRS = frozenset(
    ["instead of", "rather than", "other than", "dont want", "dont need", "dont mean", "not want", "not need"]
)
# What may stand between the refusal and the thing refused.
_BETWEEN = frozenset(["the", "a", "an", "any", "that", "this", "its", "their", "for", "of", "from", "one"])
_FREE = frozenset(["free", "800", "888", "877"])
REFUSALS = _NOT | {"no"}
_PAST = frozenset(["already happened", "happened", "ended", "is over"])
_WAYS_IN = frozenset(["number", "dial", "code", "enter", "listen"])
_RECORDED = frozenset(["replay", "archive", "live"])


def as_wanted(words: Sequence[Word], left: Sequence[int], hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, each that is refused, or is past, with the meaning of what is wanted in its place."""
    refused, past = False, _is_past(words, hits)
    for hit in hits:
        if past and hit.phrase in _PAST:
            yield replace(hit, meaning="replay")
            continue
        at = left[hit.start]
        if _refuses(words, at):
            refused = True
        elif refused and hit.meaning in _OTHERS:
            if _FREE.isdisjoint(hit.phrase.split()):
                yield replace(hit, meaning=_OTHERS[hit.meaning])
            refused = False
            continue
        elif not (hit.meaning == FILLER and (hit.phrase in _BETWEEN or _refuses(words, at - 1))):
            refused = False
        yield hit


def _is_past(words: Sequence[Word], hits: Sequence[Hit]) -> bool:
    """Whether a way in is asked for, and the call said to have been; "has it happened?" does not say it."""
    meanings = {hit.meaning for hit in hits}
    asked = asks_whether([word.key for word in words]) or any(word.key == "when" for word in words)
    return not asked and not meanings.isdisjoint(_WAYS_IN) and meanings.isdisjoint(_RECORDED)


def _refuses(words: Sequence[Word], at: int) -> bool:
    """Whether a refusal stands there; "is there not a replay?" asks for one."""
    if at < 0:
        return False
    word, before = words[at], words[at - 1].key if at else ""
    if word.key == "no":  # "norvane, no replay please"
        return word.parted
    if word.key in _NOT:
        return before not in ("there", "why")
    return f"{before} {word.key}" in _PAIRS
