"""How quickly, how rightly and in how much memory questions are answered, at several sizes of library.

Every contender runs in a process of its own, so that its memory is its own. Times are the processor's, of
all its threads, so that whatever else the machine does is left out; only the first answer is by the clock.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any, TypeVar

from tests.bench.contenders import CONTENDERS, NOW, Contender, Desk
from tests.bench.generator import Question, issuers_of, questions, release
from tests.bench.libraries import ROOT, library

T = TypeVar("T")
QUESTIONS = 2_000
PATIENCE = 60.0  # seconds a contender is asked for; a slow one gets fewer questions
FEWEST = 20
SOME = 150  # companies whose names are typed, and that give one release more
# What no field holds, asked of a company, and of nobody in words that nearly every release has.
TOLD = (
    "who thanked everybody at {}",
    "how many countries does {} serve customers in",
    "where are the offices of {}",
    "{} founded by its employees, what sector",
    "customers offices ocean countries employees, which company",
)
LETTERS = 8  # of a name are typed, letter by letter, to be completed


@dataclass(frozen=True, slots=True)
class Round:
    """What was measured of one contender's answers: milliseconds, and shares of `asked` questions.

    What is neither right nor wrong was declined, or asked back.
    """

    middle: float
    worst: float
    right: float
    wrong: float
    asked: int


@dataclass(frozen=True, slots=True)
class Result:
    """One contender's answers to questions as they should be and to misspelt ones, and its megabytes."""

    plain: Round
    misspelt: Round
    megabytes: float


@dataclass(frozen=True, slots=True)
class Desked:
    """What else was measured of the desk, in milliseconds: median and 99th percentile."""

    passages: tuple[float, float]
    completing: tuple[float, float]
    adding: tuple[float, float]


def measured(name: str, count: int) -> Result:
    """One contender on `count` releases; called in a process of its own."""
    contender = CONTENDERS[name](count)
    contender.right(questions(1, count)[0])
    plain = _round(contender, questions(QUESTIONS, count))
    misspelt = _round(contender, questions(QUESTIONS, count, typos=True))
    return Result(plain, misspelt, _megabytes())


def _round(contender: Contender, asked: Sequence[Question]) -> Round:
    times: list[float] = []
    verdicts = list(_verdicts(contender, asked, times))
    right, wrong = (verdicts.count(verdict) / len(verdicts) for verdict in (True, False))
    return Round(*spread(times), right, wrong, len(times))


def _verdicts(contender: Contender, asked: Iterable[Question], times: list[float]) -> Iterator[bool | None]:
    """Whether each answer was right, as long as there is patience; `times` are added to."""
    begun = perf_counter()
    for done, question in enumerate(asked):
        if done >= FEWEST and perf_counter() - begun > PATIENCE:
            return
        started = process_time()
        verdict = contender.right(question)
        times.append(process_time() - started)
        yield verdict


def desked(count: int) -> Desked:
    """Passages, completing names, and adding one release more, on `count` releases."""
    desk = Desk(count)
    companies = issuers_of(count)
    some = companies[:: max(1, len(companies) // SOME)]
    asked = [way.format(one.name) for one in some for way in TOLD]
    passages = spread(_timed(lambda text: desk.desk.answer(text, now=NOW), asked))
    completing = spread(_timed(desk.store.beginning, [one.name[:n] for one in some for n in range(LETTERS)]))
    new = [release(issuer, 1_000) for issuer in some[:SOME]]
    adding = spread(_timed(lambda one: desk.store.put(one, "new"), new))
    for one in new:
        desk.store.remove(one.source)
    return Desked(passages, completing, adding)


def _timed(do: Callable[[T], object], things: Iterable[T]) -> list[float]:
    times = []
    for thing in things:
        started = process_time()
        do(thing)
        times.append(process_time() - started)
    return times


def spread(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds."""
    ordered = sorted(seconds)
    return 1e3 * median(ordered), 1e3 * ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]


def _megabytes() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def first_answer(count: int) -> float:
    """Seconds from starting the program to its first answer on standard output."""
    question = questions(1, count)[0].text
    started = perf_counter()
    subprocess.run(  # noqa: S603 - this project's own program
        [sys.executable, "-m", "bot", "ask", "--no-index", "--database", library(count).path, question],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return perf_counter() - started


def _apart(*arguments: str) -> dict[str, Any]:
    """What this module, run as a program of its own, prints."""
    done = subprocess.run(  # noqa: S603 - this project's own program
        [sys.executable, "-m", "tests.bench.answering", *arguments],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(counts: Sequence[int], peers: bool = True) -> Iterator[str]:
    """The benchmark's lines, as they come: a table of who answers how, then what else the desk does."""
    yield "| releases | who | median | 99 % | right | wrong | misspelt | 99 % | right | wrong | memory |"
    yield "| ---: | --- " + "| ---: " * 9 + "|"
    for count in counts:
        library(count)
        for name in CONTENDERS if peers else ("releasebot",):
            yield _row(count, name, _apart(name, str(count)))
    yield ""
    yield "| releases | built in | on disk | first answer | a passage | a name completed | a release added |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for count in counts:
        yield _desk_row(count, Desked(**_apart("", str(count))))


def _row(count: int, name: str, found: dict[str, Any]) -> str:
    plain, misspelt = (_cells(Round(**found[key])) for key in ("plain", "misspelt"))
    return f"| {count:,} | {name} | {plain} | {misspelt} | {found['megabytes']:.0f} MB |"


def _cells(found: Round) -> str:
    few = f" of {found.asked}" if found.asked < QUESTIONS else ""
    return f"{found.middle:.2f} ms | {found.worst:.2f} ms | {found.right:.1%}{few} | {found.wrong:.1%}"


def _desk_row(count: int, found: Desked) -> str:
    built = library(count)
    measured_ = (found.passages, found.completing, found.adding)
    passages, completing, adding = (f"{a:.2f} ms, 99 %: {b:.2f}" for a, b in measured_)
    return (
        f"| {count:,} | {built.seconds:.0f} s | {built.megabytes:.0f} MB | {first_answer(count):.2f} s "
        f"| {passages} | {completing} | {adding} |"
    )


def main() -> None:
    """Measure one contender, or the desk's other doings where none is named, and print it as JSON."""
    name, count = sys.argv[1], int(sys.argv[2])
    json.dump(asdict(measured(name, count) if name else desked(count)), sys.stdout)


if __name__ == "__main__":
    main()
