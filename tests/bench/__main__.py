"""`make bench`: what reading, answering and the bot on Discord take, beside the libraries people would use.

    python -m tests.bench [--releases 1000,100000,1000000] [--no-peers]
                          [--only reading,answering,discord,ledger,machines,shards,log]

Libraries are built once and kept in the system's folder for temporary files; a million releases take a
quarter of an hour and 4 GB the first time. A log of a million arrivals takes as long, and 5 GB for either
ledger, each time.
"""

from __future__ import annotations

import platform
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from os import cpu_count


def _reading(options: Namespace) -> Iterator[str]:
    from tests.bench import reading

    reading.main()
    yield ""


def _answering(options: Namespace) -> Iterator[str]:
    from tests.bench import answering

    yield from answering.report(_sizes(options), not options.no_peers)
    yield ""


def _discord(options: Namespace) -> Iterator[str]:
    from tests.bench import chat

    sizes = _sizes(options)
    yield from chat.report(sorted({sizes[0], sizes[-1]}))


def _ledger(options: Namespace) -> Iterator[str]:
    from tests.bench import ledger

    yield from ledger.report()
    yield ""


def _machines(options: Namespace) -> Iterator[str]:
    from tests.bench import machines

    yield from machines.report()
    yield ""


def _shards(options: Namespace) -> Iterator[str]:
    from tests.bench import machines

    yield from machines.shards()
    yield ""


def _log(options: Namespace) -> Iterator[str]:
    from tests.bench import machines

    yield from machines.long_log(_sizes(options)[-1])
    yield ""


PARTS: dict[str, Callable[[Namespace], Iterator[str]]] = {
    "reading": _reading,
    "answering": _answering,
    "discord": _discord,
    "ledger": _ledger,
    "machines": _machines,
    "shards": _shards,
    "log": _log,
}


def _sizes(options: Namespace) -> list[int]:
    return [int(size) for size in options.releases.split(",")]


def main() -> None:
    """Print the tables, a line as soon as it is measured."""
    parser = ArgumentParser("tests.bench", description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--releases", default="1000,100000,1000000", help="sizes of library, with commas")
    parser.add_argument("--no-peers", action="store_true", help="measure this project only")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas")
    options = parser.parse_args()
    machine = f"{platform.system()} {platform.machine()}, {cpu_count()} cores"
    print(f"Python {platform.python_version()}, {machine}\n", flush=True)  # noqa: T201 - a report is printed
    for part in options.only.split(","):
        for line in PARTS[part](options):
            print(line, flush=True)  # noqa: T201 - a report is printed


if __name__ == "__main__":
    main()
