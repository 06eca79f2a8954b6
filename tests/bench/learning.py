"""Learn the desk's weights from questions with their wanted answers; the result is config/weights.yaml.

    python -m tests.bench.learning SCORER QUESTIONS RELEASES DATABASE [QUESTIONS RELEASES DATABASE …]

First what the signs of a passage weigh: `fit` so that the right sentence of a release comes first (the
likelihood of a right one among all), `sure` so that the first is told apart from a wrong one (logistic
regression), the least that is shown so that of the passages shown 85% are right; `sure` is judged by
releases it was not learnt from. Then the other weights.

SCORER is a Python file with `judge(question, answer_record) -> "right" | "wrong" | "silent"`. Each weight in
turn is moved up and down for as long as that gains: a right answer counts 1, a wrong one takes away two. The
releases are divided into folds, and a move that gains in all but loses in more than one fold is not made: it
would be learnt by heart. Questions whose number is divisible by three are kept aside and not looked at.
"""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.app import App
from bot.console.batch import answer_lines
from bot.desk.answering import passage_told
from bot.desk.desk import Desk
from bot.desk.finding import PassageFinder
from bot.desk.kinds import values_of
from bot.desk.passages import Passage, ahead_of
from bot.desk.weights import Weights, weights_from
from bot.model import Answer
from bot.reading.values.moment import Moments
from bot.record import answer_record
from bot.settings import settings_from

NOW = datetime(2025, 2, 20, 12, tzinfo=UTC)
COST_OF_WRONG = 2.0
STEP, LEAST_STEP = 0.1, 0.04
FOLDS = 5
ROUNDS = 2
RIGHT_SHOWN = 0.85  # of the passages shown
RATE, STEPS, RIDGE = 1.0, 250, 0.01
LEAST = 0.01  # a sign that weighs less is left out
# The signs that tell a right passage from a wrong one; more are learnt by heart.
BESIDE = Weights().beside
TELLING = (
    *("always", "ahead", "mass", "missing", "open", "inside", "close", "another kind", "before"),
    *("whether", "elsewhere", "of another time", "treated", "dated", "whole", "long", "late"),
)
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
            if isinstance(value, dict):
                continue
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


# What the signs of a passage weigh


@dataclass(frozen=True, slots=True)
class Choice:
    """The passages that a question had to choose from, by their signs, and which of them are right."""

    fold: int
    signs: list[dict[str, float]]
    right: list[bool]


@contextmanager
def recorded(into: list[list[Passage]]) -> Iterator[None]:
    """Whatever passages the desk ranks go `into` a list besides."""
    ranked = PassageFinder.ranked

    def recording(*given: Any, **named: Any) -> list[Passage]:
        into.append(found := ranked(*given, **named))
        return found

    PassageFinder.ranked = recording  # type: ignore[method-assign]
    try:
        yield
    finally:
        PassageFinder.ranked = ranked  # type: ignore[method-assign]


def choices_of(judge: Any, one: Examples, weights: Weights) -> Iterator[Choice]:
    """The passages that answering each question looked at, judged as though each were the answer."""
    desk = Desk(one.library, one.app.fields, one.app.lexicon, weights)
    moments = Moments(one.app.lexicon)
    for line, wanted in zip(one.lines, one.wanted, strict=True):
        found: list[list[Passage]] = []
        with recorded(found):
            list(answer_lines([line], desk, lambda: NOW))
        seen = {tuple((p.entry.id, p.span) for p in ranked): ranked for ranked in found if ranked}
        for ranked in seen.values():
            right = [judge(wanted, answer_record(told(p, moments))) == "right" for p in ranked]
            yield Choice(fold_of(str(wanted["id"])), [dict(p.signs) for p in ranked], right)


def told(passage: Passage, moments: Moments) -> Answer:
    """The passage as an answer."""
    kind, published = passage.kind, passage.entry.published
    values = values_of(kind, passage.sentence, passage.marks, published, moments) if kind else []
    return passage_told("", passage, "", values)


def fitted(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights by which a right passage comes first: the likeliest, by steps up the slope."""
    useful = [c for c in choices if any(c.right) and not all(c.right)]
    names = sorted({name for c in useful for signs in c.signs for name in signs})

    def slope(weights: Mapping[str, float]) -> dict[str, float]:
        total = dict.fromkeys(names, 0.0)
        for c in useful:
            worth = [math.exp(weighed(weights, signs)) for signs in c.signs]
            good = sum(w for w, right in zip(worth, c.right, strict=True) if right)
            for w, right, signs in zip(worth, c.right, c.signs, strict=True):
                pull = (w / good if right else 0.0) - w / sum(worth)
                for name, value in signs.items():
                    total[name] += pull * value / len(useful)
        return total

    return climbed(names, slope, rate=RATE)


def told_apart(shown: Sequence[tuple[Mapping[str, float], bool]]) -> dict[str, float]:
    """Logistic regression: the weights by which a passage that is right is told apart."""
    names = sorted({name for signs, _ in shown for name in signs})

    def slope(weights: Mapping[str, float]) -> dict[str, float]:
        total = dict.fromkeys(names, 0.0)
        for signs, right in shown:
            off = right - likely(weights, signs)
            for name, value in signs.items():
                total[name] += off * value / len(shown)
        return total

    return climbed(names, slope, rate=RATE)


def climbed(
    names: Sequence[str], slope: Callable[[Mapping[str, float]], dict[str, float]], rate: float
) -> dict[str, float]:
    """Weights after steps up a slope, held small so that nothing is learnt by heart."""
    weights = dict.fromkeys(names, 0.0)
    for _ in range(STEPS):
        up = slope(weights)
        for name in names:
            weights[name] += rate * (up[name] - RIDGE * weights[name] * (name != "always"))
    return {name: round(value, 3) for name, value in weights.items() if abs(value) >= LEAST}


def weighed(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """The sum of the signs as they are weighed."""
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def likely(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """How likely a passage with these signs is right."""
    return 1 / (1 + math.exp(-weighed(weights, signs)))


def first_of(choice: Choice, weights: Mapping[str, float]) -> tuple[dict[str, float], bool]:
    """The passage that comes first, with the signs that make it sure, and whether it is right."""
    order = sorted(range(len(choice.signs)), key=lambda i: -weighed(weights, choice.signs[i]))
    fits = [weighed(weights, choice.signs[i]) for i in order]
    signs = {**choice.signs[order[0]], "ahead": ahead_of(fits), "always": 1.0}
    beside = len(fits) > 1 and fits[0] - fits[1] <= BESIDE and choice.right[order[1]]
    return {name: signs[name] for name in TELLING}, choice.right[order[0]] or beside


def learnt_of_passages(choices: Sequence[Choice]) -> tuple[dict[str, float], dict[str, float], float]:
    """`fit`, `sure` and the least that is shown; prints how right what is shown would be."""
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        rest = [c for c in choices if c.fold != fold]
        fit = fitted(rest)
        sure = told_apart([first_of(c, fit) for c in rest])
        firsts = (first_of(c, fit) for c in choices if c.fold == fold)
        judged += [(likely(sure, signs), right) for signs, right in firsts]
    least = printed(judged)
    fit = fitted(choices)
    return fit, told_apart([first_of(c, fit) for c in choices]), least


def printed(judged: Sequence[tuple[float, bool]]) -> float:
    """The table of how much is shown and how much of it right; the least sureness that is right enough."""
    total = sum(right for _, right in judged)
    least = 1.0
    pairs = [(a, b) for a, good in judged if good for b, bad in judged if not bad]
    area = sum((a > b) + 0.5 * (a == b) for a, b in pairs) / max(1, len(pairs))
    print(f"{len(judged)} passages, {total} right; area {area:.3f}")  # noqa: T201
    for percent in range(95, 5, -5):
        shown = [right for sure, right in judged if sure >= percent / 100]
        share = sum(shown) / len(shown) if shown else 1.0
        print(f"{percent / 100:.2f}: {len(shown)} shown, {share:.1%} right, {sum(shown) / total:.1%} found")  # noqa: T201
        least = percent / 100 if share >= RIGHT_SHOWN else least
    return least


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
    weights = weights_from(yaml.safe_load(CONFIG.read_text("utf-8")), CONFIG.name)
    choices = [choice for one in examples for choice in choices_of(module.judge, one, weights)]
    fit, sure, least = learnt_of_passages(choices)
    weights = learnt(module.judge, examples, replace(weights, fit=fit, sure=sure, least_passage=least))
    head = (
        "# The signs of passages (fit, sure) are learnt by tests/bench/learning.py from questions with\n"
        "# their answers; the thresholds were set where wrong answers cost most.\n"
    )
    CONFIG.write_text(head + yaml.safe_dump(asdict(weights), sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
