"""Releases and answers as the contract's JSON documents, and back.

Derived from the model's own declarations: a field added to a dataclass is in the record without a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.model import NOWHERE, Answer, Release, Span, Stated

Json = dict[str, Any]


def release_record(release: Release, *, text: bool = False, explain: bool = False) -> Json:
    """The release as release.schema.json describes it.

    `text` adds the document's plain text, `explain` the rule and the cue behind each value that knows them.
    """
    stated: dict[str, Stated] = {}
    record: Json = _encode(release, "", stated)
    record["evidence"] = {pointer: [found.span.start, found.span.end] for pointer, found in stated.items()}
    if explain:
        known = {pointer: found.reason for pointer, found in stated.items() if found.reason}
        record["explain"] = {pointer: {"rule": why.rule, "cue": why.cue} for pointer, why in known.items()}
    if not text:
        del record["text"]
    return record


def release_from(record: Json, text: str) -> Release:
    """The release a record (as `release_record` gives it) was made of; `text` is its document's text."""
    release: Release = _decoder(Release)({**record, "text": text}, "", record["evidence"])
    return release


def answer_record(answer: Answer) -> Json:
    """The answer as answer.schema.json describes it."""
    release = answer.release
    return {
        "question": answer.question,
        "status": answer.status,
        "field": answer.field,
        "company": answer.company,
        "values": [{"value": v.value, "label": v.label} for v in answer.values],
        "text": answer.text,
        "release": release
        and {
            "id": release.id,
            "source": release.source,
            "headline": release.headline,
            "published": release.published,
        },
        "quote": answer.quote,
        "choices": list(answer.choices),
        "notes": list(answer.notes),
        "confidence": answer.confidence,
    }


def name_of(item: Field[Any]) -> str:
    """The name a model field has in JSON ("from" is no name in Python)."""
    name: str = item.metadata.get("name", item.name)
    return name


def is_optional(item: Field[Any]) -> bool:
    """Whether a member is left out of the record where it is None, instead of being null."""
    return bool(item.metadata.get("optional"))


def _encode(value: Any, pointer: str, stated: dict[str, Stated]) -> Any:
    """The value as JSON; every stated one on the way is put down in `stated` by its pointer."""
    if isinstance(value, Stated):
        if value.span != NOWHERE:
            stated[pointer] = value
        return value.value
    if isinstance(value, tuple):
        return [_encode(item, f"{pointer}/{i}", stated) for i, item in enumerate(value)]
    if value is None or isinstance(value, str):
        return value
    kind: Any = type(value)
    return {
        key: _encode(member, f"{pointer}/{key}", stated)
        for name, key, optional in _encoded(kind)
        if (member := getattr(value, name)) is not None or not optional
    }


@cache
def _encoded(kind: Any) -> tuple[tuple[str, str, bool], ...]:
    """A model's members: their names, those they have in JSON, and whether each may be left out."""
    return tuple((f.name, name_of(f), is_optional(f)) for f in fields(kind))


Decode = Callable[[Any, str, Mapping[str, Any]], Any]


@cache
def _decoder(kind: Any) -> Decode:
    """What makes a value of the kind from its JSON, its pointer and the evidence; made once a kind."""
    if kind is Stated:
        return lambda value, pointer, evidence: Stated(
            value, Span(*evidence[pointer]) if pointer in evidence else NOWHERE
        )
    if get_origin(kind) is tuple:
        decode = _decoder(get_args(kind)[0])
        return lambda value, pointer, evidence: tuple(
            [decode(item, f"{pointer}/{i}", evidence) for i, item in enumerate(value)]
        )
    if not _is_model(kind):
        return lambda value, pointer, evidence: value
    members = [(name, key, _decoder(hint)) for name, key, hint in _members(kind)]
    return lambda value, pointer, evidence: kind(
        **{
            name: decode(value[key], f"{pointer}/{key}", evidence)
            for name, key, decode in members
            if value.get(key) is not None
        }
    )


@cache
def _members(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((f.name, name_of(f), _without_none(hints[f.name])) for f in fields(kind))


def _is_model(kind: Any) -> bool:
    return is_dataclass(kind)


def _without_none(hint: Any) -> Any:
    if isinstance(hint, UnionType):
        (hint,) = (h for h in get_args(hint) if h is not type(None))
    return hint
