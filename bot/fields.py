"""The declarations of config/fields.yaml, checked when loaded: everything that can be asked for, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args, get_type_hints

from bot.errors import Trouble
from bot.model import NOWHERE, Fact, Release, Stated
from bot.record import name_of

KINDS = (
    *("text", "name", "phone", "code", "moment", "link", "email", "ticker", "stage", "summary"),
    *("amount", "period"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be asked for.

    `paths` say where it lies in a Release ("calls.dial_ins.number"; lists are walked through); `only` keeps
    the items whose sibling has one of the values given ({"region": ("international",)}); `label_by` names the
    sibling that tells one value from the next. `parts` are the ids of the fields a summary shows, `beside`
    those told along with a value, `instead` those worth a mention where it is not stated. `asked` is how
    people ask for it, `command` the slash command that shows it; `passage` the kind of thing (date, amount,
    person) by which a sentence may tell it where it is not stated as such.
    """

    id: str
    label: str
    kind: str
    about: str
    paths: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] | None = None
    label_by: str | None = None
    parts: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    command: str | None = None
    passage: str | None = None

    def facts(self, release: Release) -> Iterator[Fact]:
        """The release's values under this field, in the text's order."""
        found: list[Fact] = []
        for path in self.paths:
            self._walk(release, path.split("."), "", None, found)
        return iter(found)

    def _walk(self, at: Any, path: list[str], pointer: str, parent: Any, found: list[Fact]) -> None:
        """Put down what stands along the path."""
        if at is None:
            return
        if isinstance(at, tuple):
            for i, item in enumerate(at):
                self._walk(item, path, f"{pointer}/{i}", parent, found)
        elif isinstance(at, Stated):
            if at.span != NOWHERE and self._wanted(parent):
                found.append(Fact(self.id, pointer, at.value, at.span, self._label(parent)))
        else:
            kind: Any = type(at)
            member, name = _member(kind, path[0])
            self._walk(getattr(at, member), path[1:], f"{pointer}/{name}", at, found)

    def _wanted(self, parent: Any) -> bool:
        return all(_value(parent, key) in allowed for key, allowed in (self.only or {}).items())

    def _label(self, parent: Any) -> str | None:
        return _value(parent, self.label_by) if self.label_by else None


@dataclass(frozen=True, slots=True)
class Fields:
    """All declared fields, in the file's order."""

    all: tuple[Field, ...]

    def __getitem__(self, id: str) -> Field:
        """The field of that id. Raises KeyError for one that is not declared."""
        found = self.get(id)
        if found is None:
            raise KeyError(id)
        return found

    def get(self, id: str | None) -> Field | None:
        """The field of that id, where it is declared."""
        return next((field for field in self.all if field.id == id), None)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.all)

    def facts(self, release: Release) -> Iterator[Fact]:
        """Every value of the release under every field that states one."""
        for field in self.all:
            yield from field.facts(release)


def declared(raw: Any, source: str) -> Fields:
    """The fields that `raw` (the YAML's content) declares; Trouble names every fault at once."""
    faults: list[str] = []
    if not isinstance(raw, dict):
        raise Trouble(f"{source}: expected a mapping of field ids to declarations.")
    found = [field for id, entry in raw.items() if (field := _declared(str(id), entry, faults))]
    known = {field.id for field in found}
    faults += [
        f"{f.id}: {key} name unknown field {id!r}"
        for f in found
        for key in ("parts", "beside", "instead")
        for id in getattr(f, key)
        if id not in known
    ]
    if faults:
        raise Trouble(f"{source}: " + "; ".join(faults) + ".")
    return Fields(tuple(found))


def _declared(id: str, entry: Any, faults: list[str]) -> Field | None:
    allowed = {f.name for f in fields(Field)} - {"id"}
    if not isinstance(entry, dict):
        faults.append(f"{id}: expected a mapping")
        return None
    faults += [f"{id}: unknown key {key!r}" for key in entry if key not in allowed]
    faults += [f"{id}: {key!r} is missing" for key in ("label", "kind", "about") if key not in entry]
    if entry.get("kind", "text") not in KINDS:
        faults.append(f"{id}: kind {entry['kind']!r} is none of {', '.join(KINDS)}")
    if any(fault.startswith(f"{id}: ") for fault in faults):
        return None
    lists = {key: tuple(entry.get(key) or ()) for key in ("paths", "parts", "beside", "instead", "asked")}
    only = {key: tuple(values) for key, values in (entry.get("only") or {}).items()} or None
    faults += [f"{id}: no such place in a release: {path!r}" for path in lists["paths"] if not _leads(path)]
    return Field(
        id,
        entry["label"],
        entry["kind"],
        entry["about"],
        only=only,
        label_by=entry.get("label_by"),
        command=entry.get("command"),
        passage=entry.get("passage"),
        **lists,
    )


def _leads(path: str) -> bool:
    """Whether the path leads from a Release to stated values."""
    kind: Any = Release
    for name in path.split("."):
        try:
            member, _ = _member(kind, name)
        except (KeyError, TypeError):  # no such member; no dataclass at all
            return False
        kind = _inner(get_type_hints(kind)[member])
    return kind is Stated


def _inner(hint: Any) -> Any:
    """The class inside `X | None` or `tuple[X, ...]`."""
    args = [arg for arg in get_args(hint) if arg not in (type(None), Ellipsis)]
    return args[0] if args else hint


@cache
def _member(kind: Any, name: str) -> tuple[str, str]:
    """The attribute and the JSON name behind a path's step."""
    for f in fields(kind):
        if name in (f.name, name_of(f)):
            return f.name, name_of(f)
    raise KeyError(name)


def _value(parent: Any, name: str | None) -> str | None:
    stated = getattr(parent, name, None) if name else None
    return stated.value if isinstance(stated, Stated) else None
