"""Libraries of generated releases, built once and kept in the system's folder for temporary files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from tempfile import gettempdir
from time import perf_counter
from typing import NamedTuple, TypeVar

import yaml

from bot.desk.weights import Weights, weights_from
from bot.fields import Fields, declared
from bot.lexicon import Lexicon, lexicon_from
from bot.library.store import Store
from tests.bench.generator import releases

ROOT = Path(__file__).parents[2]
BATCH = 5_000  # releases a transaction
T = TypeVar("T")


class Built(NamedTuple):
    """A library's file and how long it took to build."""

    path: Path
    seconds: float

    @property
    def megabytes(self) -> float:
        return self.path.stat().st_size / 1e6


def fields() -> Fields:
    """The project's own declarations."""
    path = ROOT / "config" / "fields.yaml"
    return declared(yaml.safe_load(path.read_bytes()), str(path))


def lexicon() -> Lexicon:
    """The project's own words."""
    path = ROOT / "config" / "lexicon.yaml"
    return lexicon_from(yaml.safe_load(path.read_bytes()), str(path))


def weights() -> Weights:
    """What the project's signs count for."""
    path = ROOT / "config" / "weights.yaml"
    return weights_from(yaml.safe_load(path.read_bytes()), str(path))


def opened(path: Path) -> Store:
    """The library at a path, as the program opens it."""
    return Store.open(path, fields=fields(), legal_forms=lexicon().legal_forms.keys())


def folder() -> Path:
    """Where libraries are kept: a folder for each state of what decides on their content."""
    here, room = Path(__file__).parent, ROOT / "bot" / "library"
    sources = [here / "generator.py", here / "invented.py", room / "names.py", *room.glob("schema/*.sql")]
    content = b"".join(path.read_bytes() for path in sorted(sources))
    return Path(gettempdir()) / "releasebot-bench" / blake2b(content, digest_size=6).hexdigest()


def library(count: int) -> Built:
    """A library of `count` generated releases, built when it is not there yet."""
    path = folder() / f"{count}.db"
    done = path.with_suffix(".json")
    if not done.exists():
        _clear(path)
        done.write_text(json.dumps(_build(path, count)), encoding="utf-8")
    return Built(path, json.loads(done.read_text(encoding="utf-8")))


def _clear(path: Path) -> None:
    """Make room where a build was broken off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()


def _build(path: Path, count: int) -> float:
    begun = perf_counter()
    with opened(path) as store:
        with store.database.writing() as at:
            at.execute("PRAGMA cache_size = -200000")  # only here, where a million come at once
        for some in batches(releases(count), BATCH):
            with store.batch():
                for release in some:
                    store.put(release, "")
    return perf_counter() - begun


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
