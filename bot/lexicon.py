"""The words of config/lexicon.yaml: zones, exchanges, wires, stages, designations and their kin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.errors import Trouble


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every section maps the words as releases write them (lower case) to the word the project uses."""

    zones: Mapping[str, str]
    countries: Mapping[str, str]
    exchanges: Mapping[str, str]
    wires: Mapping[str, str]
    legal_forms: Mapping[str, str]
    roles: Mapping[str, str]
    titles: Mapping[str, str]
    title_words: Mapping[str, str]
    organizations: Mapping[str, str]
    cities: Mapping[str, str]
    states: Mapping[str, str]
    stages: Mapping[str, str]
    designations: Mapping[str, str]
    medicines: Mapping[str, str]
    asking: Mapping[str, str]
    name_words: Mapping[str, str]
    topics: Mapping[str, str]
    currencies: Mapping[str, str]
    dividend_kinds: Mapping[str, str]


def lexicon_from(raw: Any, source: str) -> Lexicon:
    """The lexicon that `raw` (the YAML's content) holds; Trouble names every fault at once."""
    names = [f.name for f in fields(Lexicon)]
    if not isinstance(raw, dict):
        raise Trouble(f"{source}: expected a mapping of sections to words.")
    faults = [f"unknown section {name!r}" for name in raw if name not in names]
    faults += [f"section {name!r} is missing" for name in names if not isinstance(raw.get(name), dict)]
    if faults:
        raise Trouble(f"{source}: " + "; ".join(faults) + ".")
    return Lexicon(**{name: dict(_words(raw[name])) for name in names})


def _words(section: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Words with their meaning; `meaning: [word, word]` says the same as `word: meaning` for each."""
    for key, value in section.items():
        if isinstance(value, list):
            yield from ((str(word).lower(), str(key)) for word in value)
        else:
            yield str(key).lower(), str(value)
