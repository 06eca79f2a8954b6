"""What the ledger takes: arrivals a second into either maker, and how long one takes to another machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter

from bot.ledger.opening import open_ledger
from bot.ledger.shapes import Arrival
from tests.postgres import Postgres, programs

ARRIVALS = 1_000
LOOKS = {"SQLite": 30, "PostgreSQL": 400}  # a file gives no hint: each look may take a second
BODY = b"<p>Novira Biosciences reports its results for the third quarter.</p>" * 80  # 5.5 kB
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@contextmanager
def places() -> Iterator[dict[str, tuple[str, str]]]:
    """Two new ledgers of each maker that can be had here."""
    with TemporaryDirectory() as folder, ExitStack() as servers:
        found = {"SQLite": (str(Path(folder, "one.db")), str(Path(folder, "other.db")))}
        if (programs_here := programs()) is not None:
            server = servers.enter_context(Postgres(programs_here, durable=True))
            found["PostgreSQL"] = server.database(), server.database()
        yield found


def report() -> Iterator[str]:
    """A table, line by line."""
    yield "| ledger | arrivals a second, one writer | four writers | seen by another: median, 99 % |"
    yield "| --- | ---: | ---: | ---: |"
    with places() as named:
        for name, (one, four) in named.items():
            yield _row(name, one, four)


def _row(name: str, one: str, four: str) -> str:
    lags = _lags(one, LOOKS[name])
    return f"| {name} | {_written(one, 1):,.0f} | {_written(four, 4):,.0f} | {lags} |"


def _arrival(key: str) -> Arrival:
    sketch = frozenset(range(200))
    address = f"https://wire.example/{key}"
    return Arrival(key, "wire", address, NOW, "text/html", BODY, traces=tuple(range(20)), sketch=sketch)


def _written(place: str, writers: int) -> float:
    """Arrivals a second, each in a transaction of its own."""

    def write(writer: int) -> None:
        with closing(open_ledger(place)) as ledger:
            for number in range(ARRIVALS // writers):
                ledger.add([_arrival(f"{writer}:{number}")])

    threads = [Thread(target=write, args=(writer,)) for writer in range(writers)]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ARRIVALS / (perf_counter() - began)


def _lags(place: str, looks: int) -> str:
    """How long until who waits for the ledger has an arrival, from its being written on."""
    begun: dict[int, float] = {}
    lags: list[float] = []
    with closing(open_ledger(place)) as ledger, closing(open_ledger(place)) as other:
        other.wait(0)

        def look() -> None:
            known = 0
            while known < looks:
                for arrival in other.after(known, 100):
                    lags.append((perf_counter() - begun[arrival.no]) * 1000)
                    known = arrival.no
                other.wait(1.0)

        looking = Thread(target=look)
        looking.start()
        for number in range(1, looks + 1):
            begun[number] = perf_counter()
            ledger.add([_arrival(f"lag:{number}")])
            while len(lags) < number and looking.is_alive():
                other._closed.wait(0.003 if number % 50 else 0.1)
        looking.join()
    cuts = quantiles(lags, n=100)
    return f"{cuts[49]:,.1f}, {cuts[98]:,.1f} ms"
