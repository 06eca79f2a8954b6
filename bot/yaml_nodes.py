"""A settings file's YAML as nodes: each with its line, its plain values checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Trouble


def composed(path: Path) -> yaml.Node | None:
    """The file's YAML. Trouble for one that cannot be read or is none."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            return yaml.compose(stream, Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"The settings file {path} cannot be read: {_reason(error)}.") from error
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Trouble(f"{path}{line}: this is no YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise Trouble(f"{path}: this is no YAML: {error}.") from error


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8"


def pairs(
    node: yaml.Node | None, place: str, faults: list[str]
) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """A mapping's keys as text, with the nodes of key and value; nothing for an empty one."""
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), key, value) for key, value in node.value)
    elif node is not None and node.value:
        faults.append(f"{place}: expected keys and values here")


def plain(node: yaml.Node, place: str, faults: list[str]) -> Any:
    """The Python value of a node; a bare "!" and the words after it are a tag to YAML, and refused."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    bare_tag = plain and not node.value and node.start_mark.index < node.end_mark.index
    if node.tag in yaml.SafeLoader.yaml_constructors and not bare_tag:
        try:
            return yaml.SafeLoader("").construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError):  # a date that is none, a key that cannot be one
            return str(node.value)
    faults.append(f"{place}: what begins with ! must stand in quotes")
    return None


def nearest(word: str, known: Collection[str]) -> str:
    """What to say of a word that is none of the known ones."""
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
