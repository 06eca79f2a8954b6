"""The sources of config/bot.yaml: each checked key by key, what is wrong named with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.yaml_nodes import nearest, pairs, plain

EDGAR = "https://www.sec.gov"
FEED_EVERY, EDGAR_EVERY = 120, 60  # seconds between polls, where nothing is set
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_CONTACT = re.compile(r"[\x20-\x7e]*[\w.+-]+@[\w-]+[\x20-\x7e]*")
_FORM = re.compile(r"[A-Z0-9][A-Z0-9 /-]{0,19}")
_COMPANY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,14}")


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Where releases come from; see the contract's "Sources". `every` and `pause` are seconds."""

    name: str
    kind: str
    url: str
    every: float
    hosts: tuple[str, ...] = ()
    pause: float = 1
    pages_per_hour: int = 600
    contact: str = ""
    forms: tuple[str, ...] = ("8-K", "6-K")
    companies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key may hold: `fits` gives a value as it is kept, None for none; `wanted` says what would be."""

    wanted: str
    fits: Callable[[Any], Any]


def _text(pattern: str = r".+") -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, str) and re.fullmatch(pattern, value) else None


def _number(least: float, most: float, kind: type = float) -> Callable[[Any], Any]:
    def fits(value: Any) -> Any:
        fine = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        return value if fine and (kind is float or isinstance(value, int)) else None

    return fits


def _url(value: Any) -> str | None:
    if not isinstance(value, str) or re.search(r"\s", value):
        return None
    try:
        parts = urlsplit(value)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        return None
    return value if fine and "@" not in parts.netloc else None


def _list(pattern: re.Pattern[str]) -> Callable[[Any], Any]:
    def fits(value: Any) -> Any:
        fine = isinstance(value, list) and all(pattern.fullmatch(one) for one in value)
        return tuple(value) if fine else None

    return fits


_COMMON = {
    "name": _Key("a name in one line", _text(r"\S[^\x00-\x1f]{0,99}")),
    "kind": _Key("feed or edgar", _text("feed|edgar")),
    "url": _Key("an address such as https://wire.example/rss", _url),
    "every": _Key("a number of seconds of at least 1", _number(1, 7 * 24 * 3600)),
}
_KEYS = {
    "feed": _COMMON
    | {
        "hosts": _Key("a list of hosts such as [www.example.com, example.org:8080]", _list(_HOST)),
        "pause": _Key("a number of seconds from 0 to 60", _number(0, 60)),
        "pages_per_hour": _Key("a whole number of at least 1", _number(1, 1_000_000, int)),
    },
    "edgar": _COMMON
    | {
        "contact": _Key(
            'a name and an e-mail address, such as "Ada ada@example.com"', _text(_CONTACT.pattern)
        ),
        "forms": _Key("a list of forms such as [8-K, 6-K]", _list(_FORM)),
        "companies": _Key('a list of tickers and CIKs such as [NVRA, "1279704"]', _list(_COMPANY)),
    },
}
_LISTS = ("hosts", "forms", "companies")
_ANY = {key for keys in _KEYS.values() for key in keys}


def sources_from(root: yaml.Node | None, path: Path, faults: list[str]) -> tuple[SourceSettings, ...]:
    """The sources of a settings file; what is wrong with any is put down in `faults`."""
    found: list[SourceSettings] = []
    for section, _, content in pairs(root, str(path), []):
        if section == "sources":
            for place, node in _entries(content, path, faults):
                source = _source(node, place, path, faults)
                if source and any(source.name == other.name for other in found):
                    faults.append(f"{place}: two sources have the name {source.name!r}")
                elif source:
                    found.append(source)
    return tuple(found)


def _entries(content: yaml.Node, path: Path, faults: list[str]) -> Iterator[tuple[str, yaml.MappingNode]]:
    place = f"{path}:{content.start_mark.line + 1}"
    if not isinstance(content, yaml.SequenceNode):
        if content.value:
            faults.append(f"{place}: sources must be a list, each beginning with “- name:”")
        return
    for node in content.value:
        place = f"{path}:{node.start_mark.line + 1}"
        if isinstance(node, yaml.MappingNode):
            yield place, node
        else:
            faults.append(f"{place}: a source has keys and values, such as name and kind")


def _source(node: yaml.MappingNode, place: str, path: Path, faults: list[str]) -> SourceSettings | None:
    before = len(faults)
    nodes = _nodes(node, place, path, faults)
    kind = nodes["kind"][1].value if "kind" in nodes else ""
    keys = _KEYS.get(kind, _COMMON | {key: spec for keys in _KEYS.values() for key, spec in keys.items()})
    values: dict[str, Any] = {}
    for key, (where, value_node) in nodes.items():
        if key not in keys:
            known = (
                f" is no key of a source of kind {kind}" if key in _ANY else f": unknown{nearest(key, keys)}"
            )
            faults.append(f"{where}: sources.{key}{known}")
            continue
        value = _value(key, value_node, where, faults)
        values[key] = keys[key].fits(value)
        if values[key] is None:
            faults.append(f"{where}: sources.{key} must be {keys[key].wanted}, not {value!r}")
    for key in ("name", "kind", *({"feed": ("url",), "edgar": ("contact",)}.get(kind, ()))):
        if key not in nodes:
            faults.append(f"{place}: this source has no {key}: give it {keys[key].wanted}")
    if len(faults) > before:
        return None
    default = {"url": EDGAR, "every": EDGAR_EVERY} if kind == "edgar" else {"every": FEED_EVERY}
    return SourceSettings(**{**default, **values})


def _nodes(
    node: yaml.MappingNode, place: str, path: Path, faults: list[str]
) -> dict[str, tuple[str, yaml.Node]]:
    """The source's keys that hold something, each with its place and the node of its value."""
    nodes: dict[str, tuple[str, yaml.Node]] = {}
    for key, _, value in pairs(node, place, faults):
        where = f"{path}:{value.start_mark.line + 1}"
        if key in nodes:
            faults.append(f"{where}: sources.{key} is set twice")
        if value.value != "" or getattr(value, "style", None):
            nodes[key] = (where, value)
    return nodes


def _value(key: str, node: yaml.Node, where: str, faults: list[str]) -> Any:
    """A key's value; the members of a list as they are written: ON is a ticker, no switch."""
    if key in _LISTS and isinstance(node, yaml.SequenceNode):
        return [str(one.value) if isinstance(one, yaml.ScalarNode) else "" for one in node.value]
    if key in ("name", "contact") and isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return plain(node, where, faults)
