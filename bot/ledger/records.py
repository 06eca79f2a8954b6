"""States and items as JSON, as any maker keeps them. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from bot.ledger.shapes import Item, SourceState, Tags

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
T = TypeVar("T", SourceState, Item)


def packed(record: SourceState | Item | Tags) -> str:
    """The record as JSON, members at their default left out."""
    whole = {name: value for name, value in asdict(record).items() if value not in (None, "", (), 0)}
    return json.dumps(whole, default=_plain, ensure_ascii=False, separators=(",", ":"))


def state_from(text: str) -> SourceState:
    """The state that JSON holds; members of another version are passed over."""
    return _record(SourceState, json.loads(text))


def item_from(text: str) -> Item:
    """The item that JSON holds."""
    return _record(Item, json.loads(text))


def tags_from(given: Mapping[str, Any]) -> Tags:
    """The tags that JSON holds."""
    known = {f.name for f in fields(Tags)} & given.keys()
    return Tags(**{name: _frozen(given[name]) for name in known})


def milliseconds(moment: datetime) -> int:
    """A moment as it is kept: whole milliseconds since 1970, UTC."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def moment_of(number: int | None) -> datetime | None:
    """The moment that was kept; None for none."""
    return None if number is None else EPOCH + timedelta(milliseconds=number)


def _record(kind: type[T], given: Mapping[str, Any]) -> T:
    values: dict[str, Any] = {}
    for item in fields(kind):
        if item.name in given:
            values[item.name] = _value(str(item.type), given[item.name])
    return kind(**values)


def _value(kind: str, value: Any) -> Any:
    if kind.startswith("datetime"):
        return datetime.fromisoformat(value)
    if kind.startswith("date"):
        return date.fromisoformat(value)
    if kind == "Tags":
        return tags_from(value)
    return _frozen(value)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _plain(value: date | datetime) -> str:
    return value.isoformat()
