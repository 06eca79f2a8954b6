"""Learn the desk's weights from questions with their wanted answers; the result is config/weights.yaml.

    python -m tests.bench.learning SCORER QUESTIONS RELEASES DATABASE [QUESTIONS RELEASES DATABASE …]

SCORER is a Python file with `judge(question, answer_record) -> "right" | "wrong" | "silent"`. Each weight in
turn is moved up and down for as long as that gains: a right answer counts 1, a wrong one takes away two. The
releases are divided into folds, and a move that gains in all but loses in more than one fold is not made: it
would be learnt by heart. Questions whose number is divisible by three are kept aside and not looked at.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.app import App
from bot.console.batch import answer_lines
from bot.desk.desk import Desk
from bot.desk.weights import Weights, weights_from
from bot.settings import settings_from

NOW = datetime(2025, 2, 20, 12, tzinfo=UTC)
COST_OF_WRONG = 2.0
STEP, LEAST_STEP = 0.1, 0.04
FOLDS = 5
ROUNDS = 2
CONFIG = Path(__file__).parents[2] / "config" / "weights.yaml"


@dataclass
class Examples:
    """Questions over one library."""

    lines: list[bytes]
    wanted: list[Any]
    app: App
    library: Any

    @classmethod
    def of(cls, questions: Path, releases: Path, database: Path) -> Examples:
        """The questions of a file, over a library that has been indexed already."""
        app = app_of(releases, database)
        lines = [line for line in questions.read_bytes().splitlines() if line.strip()]
        lines = [line for line in lines if not is_kept_aside(str(json.loads(line)["id"]))]
        return cls(lines, [json.loads(line) for line in lines], app, app.library(as_it_is=True))


def app_of(releases: Path | None = None, database: Path | None = None) -> App:
    """The program as it is on the command line, without settings of its own."""
    settings = settings_from(CONFIG.with_name("bot.yaml"), {}, releases=releases, database=database)
    return App(settings, lambda: NOW)


def is_kept_aside(id: str) -> bool:
    """Whether a question is there to be measured only."""
    number = re.search(r"\d+", id)
    return number is not None and int(number[0]) % 3 == 0


def fold_of(id: str) -> int:
    """The fold that the release of a question belongs to."""
    return zlib.crc32(id.partition("-")[0].encode()) % FOLDS


def gains(judge: Any, examples: Sequence[Examples], weights: Weights) -> list[float]:
    """What answering with these weights is worth, a fold at a time."""
    totals = [0.0] * FOLDS
    for one in examples:
        desk = Desk(one.library, one.app.fields, one.app.lexicon, weights)
        answers = answer_lines(one.lines, desk, lambda: NOW)
        for wanted, answer in zip(one.wanted, answers, strict=True):
            verdict = judge(wanted, answer)
            totals[fold_of(str(wanted["id"]))] += (verdict == "right") - COST_OF_WRONG * (verdict == "wrong")
    return totals


def learnt(judge: Any, examples: Sequence[Examples], weights: Weights) -> Weights:
    """The weights after moving each in turn."""
    best, step = gains(judge, examples, weights), STEP
    print(f"at first {sum(best)}")  # noqa: T201
    for _ in range(ROUNDS):
        for name, value in asdict(weights).items():
            for moved in (value + step, value - step):
                tried = replace(weights, **{name: round(moved, 3)})
                found = gains(judge, examples, tried)
                losing = sum(after < before for before, after in zip(best, found, strict=True))
                if sum(found) > sum(best) and losing <= 1:
                    best, weights = found, tried
                    print(f"{name} {moved:.2f}: {sum(best)}", flush=True)  # noqa: T201
                    break
        step = max(LEAST_STEP, step / 2)
    return weights


def main(arguments: Iterable[str]) -> None:
    """Learn, and write what was learnt."""
    scorer, *rest = arguments
    sys.path.insert(0, str(Path(scorer).parent))
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    paths = [Path(path) for path in rest]
    examples = [Examples.of(*paths[at : at + 3]) for at in range(0, len(paths), 3)]
    weights = learnt(
        module.judge, examples, weights_from(yaml.safe_load(CONFIG.read_text("utf-8")), CONFIG.name)
    )
    head = "# Learnt by tests/bench/learning.py from questions with their answers; not turned by hand.\n"
    CONFIG.write_text(head + yaml.safe_dump(asdict(weights), sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
