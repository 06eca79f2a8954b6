"""What the commands' JSON must look like: the contract's schemas where they are at hand, and always these.

They say less than the contract about what may stand in a value, and more about what may stand beside it:
nothing that is not named here.
"""

from __future__ import annotations

import json
import os
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from jsonschema import Draft202012Validator

from bot.model import Release, Stated
from bot.record import is_optional, name_of

SHARED = Path(os.environ.get("RELEASEBOT_SHARED", Path(__file__).parent.parent.parent / "shared"))
TEXT = {"type": ["string", "null"]}


def exactly(**properties: Any) -> dict[str, Any]:
    """An object with these members, all of them and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"}, schema]}


def listed(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
MOMENT = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?$"}
PHONE = {"type": ["string", "null"], "pattern": r"^\+[1-9]\d{5,14}(;ext=\d{1,7})?$"}
PERIOD = {"type": ["string", "null"], "pattern": r"^(FY)?\d{4}-(Q[1-4]|H[12]|FY|9M)$"}
# What a stated value must look like, by its name in the record; text, where it is not named here.
SHAPES = {
    **dict.fromkeys(("starts", "from", "until", "webcast_until", "deadline"), MOMENT),
    **dict.fromkeys(("record_date", "payable_date", "ex_date"), MOMENT),
    **dict.fromkeys(("number", "phone"), PHONE),
    "published": DAY,
    "period": PERIOD,
}


def shape(kind: Any, name: str = "") -> dict[str, Any]:
    """The schema of a model class: all its members and no other, so that a new member is checked unasked."""
    if kind is Stated:
        return SHAPES.get(name, TEXT)
    if get_origin(kind) is tuple:
        return listed(shape(get_args(kind)[0], name))
    if get_origin(kind) is UnionType:
        (inner,) = (arg for arg in get_args(kind) if arg is not type(None))
        return maybe(shape(inner, name))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        members = exactly(**{name_of(f): shape(hints[f.name], name_of(f)) for f in fields(kind)})
        members["required"] = [name_of(f) for f in fields(kind) if not is_optional(f)]
        return members
    return {"type": "string"}


EVIDENCE = {
    "type": "object",
    "additionalProperties": {
        "type": "array",
        "items": {"type": "integer", "minimum": 0},
        "minItems": 2,
        "maxItems": 2,
    },
}
RELEASE = shape(Release)
del RELEASE["properties"]["text"]
RELEASE["properties"]["evidence"] = EVIDENCE
RELEASE["required"] = list(RELEASE["properties"])
ANSWER = exactly(
    question={"type": "string"},
    status={"enum": ["answered", "not_stated", "ambiguous", "no_such_release", "not_understood"]},
    field=TEXT,
    company=TEXT,
    values=listed(exactly(value={"type": "string"}, label=TEXT)),
    text={"type": "string", "minLength": 1},
    release=maybe(exactly(id={"type": "string"}, source={"type": "string"}, headline=TEXT, published=DAY)),
    quote=TEXT,
    choices=listed({"type": "string"}),
    notes=listed({"type": "string"}),
    confidence={"type": ["number", "null"], "minimum": 0, "maximum": 1},
)


def check_release(record: dict[str, Any]) -> None:
    """Raise for a release's record that is not as promised, its text aside."""
    _check(
        {key: value for key, value in record.items() if key not in ("text", "explain")}, RELEASE, "release"
    )


def check_answer(record: dict[str, Any]) -> None:
    """Raise for an answer's record that is not as promised; `id` and `explanation` may stand beside it."""
    _check({k: v for k, v in record.items() if k not in ("id", "explanation")}, ANSWER, "answer")


def _check(record: dict[str, Any], schema: dict[str, Any], name: str) -> None:
    Draft202012Validator(schema).validate(record)
    contract = SHARED / "contract" / f"{name}.schema.json"
    if contract.is_file():
        Draft202012Validator(json.loads(contract.read_text(encoding="utf-8"))).validate(record)
