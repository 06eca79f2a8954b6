"""Fields of one release as lines of a card: the label, the values, whom they are for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.chat.markup import bold
from bot.chat.values import shown, with_country
from bot.fields import Field
from bot.model import Fact, Release


def facts_of(field: Field, release: Release, call: int | None) -> list[Fact]:
    """The release's values for a field; of its calls only those of call number `call`, where one is meant."""
    prefix = f"/calls/{call}/"
    found = [
        f for f in field.facts(release) if call is None or f.pointer.startswith(prefix) or not _of_call(f)
    ]
    return _first_places(found) if field.kind == "moment" else found


def _first_places(facts: list[Fact]) -> list[Fact]:
    """Of a time that may stand in one place or another, such as a replay's end, that of the first place."""
    ends = dict.fromkeys(fact.pointer.rpartition("/")[2] for fact in facts)
    return [fact for fact in facts if fact.pointer.endswith(f"/{next(iter(ends))}")]


def _of_call(fact: Fact) -> bool:
    return fact.pointer.startswith("/calls/")


def section(field: Field, facts: list[Fact], release: Release) -> Iterator[str]:
    """The field's facts under its name."""
    yield from named(field.label, _lines(field, facts, release))


def named(name: str, lines: Sequence[str]) -> list[str]:
    """A name before its only line, or above its several lines."""
    if len(lines) == 1:
        return [f"{bold(name)} {lines[0]}"]
    return [bold(name), *lines] if lines else []


def _lines(field: Field, facts: list[Fact], release: Release) -> list[str]:
    """A line for each value; what belongs to one contact shares a line."""
    if len(field.paths) < 2:
        if field.kind == "phone":
            numbers = [fact.value for fact in facts]
            facts = [replace(f, label=with_country(f.label, f.value, numbers)) for f in facts]
        return [shown_fact(fact, field, release) for fact in facts]
    items = sorted(facts, key=item_of)
    return [
        " · ".join(shown_fact(fact, field, release, labelled=i == 0) for i, fact in enumerate(group))
        for _, group in groupby(items, key=item_of)
    ]


def item_of(fact: Fact) -> str:
    """The pointer of the contact, call or candidate that a fact is of."""
    return fact.pointer.rpartition("/")[0]


def shown_fact(fact: Fact, field: Field, release: Release, *, labelled: bool = True) -> str:
    """A fact's value as a card shows it, with the release's own words where they tell more."""
    label = fact.label if labelled else None
    return shown(fact.value, field.kind, label=label, words=fact.span.of(release.text))
