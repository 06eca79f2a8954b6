"""Questions that ask for several things: a field a clause, where the clauses ask for different ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from bot.desk.field_match import NARROWING, FieldMatch, FieldMatcher
from bot.desk.negation import REFUSALS
from bot.desk.question import Question
from bot.desk.regions import REGIONS, region_of
from bot.desk.vocabulary import COUNTRY, FILLER
from bot.fields import Field

_LINKING = frozenset(["and", "plus", "also"])
# What a second thing asked for may be about without repeating it, unless it has a topic of its own.
_CONTEXT = frozenset(["call", "replay", "archive", "contact", "release"])
_SHARED = _CONTEXT | {"investor", "media", "drug", "domestic", "international"}
_NUMBERS = frozenset(["domestic"])  # "US number", "toll free": asks for a number by itself
_CALL = frozenset(["call", "live", "replay", "archive"])
_TOPICS = _CALL | {"investor", "media", "contact", "release"}
_THINGS = frozenset(["call", "replay", "archive", "contact"])  # what may be asked for by itself
_OF_CALLS = frozenset(["code", "dial", "when", "webcast", "until", "register", "link"])  # of no contact
_CLEAR = 0.8
_ASIDE = frozenset(["when", "who", "where"])  # with what was asked before, nothing of its own


def matches_of(
    question: Question, matches: FieldMatcher, *, talked_of: str | None = None
) -> list[FieldMatch]:
    """The fields asked for, usually one; one a clause where the clauses ask for different things.

    `talked_of` is a meaning that goes without saying in a conversation.
    """
    if question.countries and question.meanings <= REGIONS:
        return []  # a country by itself asks for nothing
    context = frozenset([talked_of]) if talked_of else frozenset[str]()
    several: dict[str, FieldMatch] = {}
    asked_before = frozenset[str]()
    linked = any(word.key in _LINKING for word in question.words)
    for said in _clauses(question):
        if said <= _ASIDE and several:
            continue  # "phase 3 topline, when?"
        clause = said | context
        settling = matches.settling(clause - (NARROWING - _NUMBERS) - _CONTEXT)
        if not settling and not clause.isdisjoint(_CALL) and asked_before != {"contact"}:
            settling, clause = asked_before, clause | asked_before  # "number for the call, and the replay"
        if not settling and linked and said - {"details", "who", *NARROWING} <= _THINGS:
            settling = said & _THINGS  # "contact and replay", "call details and pipeline"
        asked_before = settling
        if settling:
            best = next(iter(matches.of(clause)), None)
            if best and best.score >= _CLEAR and best.meanings & settling:
                several.setdefault(base_of(best.field), best)
    apart = _apart(list(several.values()))
    return apart if len(apart) > 1 else list(matches.of(question.meanings | context)[:1])


def _apart(matches: Sequence[FieldMatch]) -> list[FieldMatch]:
    """The matches without one that another shows anyway: a summary, or the part of one that lists."""
    shown = {id for match in matches for id in match.field.parts if match.field.paths}
    parts = {match.field.id for match in matches if match.field.id not in shown}
    return [
        match
        for match in matches
        if match.field.id not in shown and (match.field.paths or parts.isdisjoint(match.field.parts))
    ]


def base_of(field: Field) -> str:
    """A field's id without the region: two regions of one number are one thing."""
    return field.id.rsplit(".", 1)[0] if field.only and "region" in field.only else field.id


def _clauses(question: Question) -> list[frozenset[str]]:
    """The meanings of each clause, with what the clauses share.

    What a clause speaks of goes for those after it ("replay number and code"); for those before it, too,
    where it comes last ("code and number for the replay").
    """
    clauses = _own(question)
    found = []
    for at, clause in enumerate(clauses):
        shared = {m for before in clauses[:at] for m in before if m in _SHARED}
        if at + 1 < len(clauses):
            following = clauses[at + 1]
            shared |= set(_trailing(following)) - ({"contact"} if _OF_CALLS.intersection(clause) else set())
        found.append(frozenset(clause) | (shared if _TOPICS.isdisjoint(clause) else shared - _TOPICS))
    return found


def _trailing(clause: Sequence[str]) -> Iterator[str]:
    """What a clause speaks of at its end, if that is not all it says: "code and number for the replay"."""
    if clause and clause[0] not in _SHARED:
        yield from takewhile(_CONTEXT.__contains__, reversed(clause[1:]))


def _own(question: Question) -> list[list[str]]:
    """The meanings of each clause in order; a comma, an "and" or the like begins the next."""
    clauses: list[list[str]] = [[]]
    before = 0
    for hit in question.hits:
        here = question.left[hit.start]
        between = [question.words[i] for i in question.left if before <= i <= here]
        refused = any(word.key in REFUSALS for word in between)
        if not refused and any(word.parted or word.key in _LINKING for word in between):
            clauses.append([])
        if hit.meaning != FILLER:
            clauses[-1].append(_plain(hit.meaning))
        before = question.left[hit.stop - 1] + 1
    return clauses


def _plain(meaning: str) -> str:
    """The meaning; a country's is its region."""
    return region_of(meaning.removeprefix(COUNTRY)) if meaning.startswith(COUNTRY) else meaning
