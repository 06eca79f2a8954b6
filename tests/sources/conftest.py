"""A wire and an EDGAR on the loopback device, a ledger, and polls of one source over them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.ledger.leasing import Pace
from bot.ledger.sqlite import SqliteLedger
from bot.lexicon import Lexicon, lexicon_from
from bot.readers import ReadArrival
from bot.source_settings import SourceSettings
from bot.sources.fetching import Fetcher
from bot.sources.hosts import Hosts
from bot.sources.polling import Poller, Report
from bot.sources.taking import Means
from tests.sources.loopback import Edgar, Loopback, Wire
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    path = ROOT / "config" / "lexicon.yaml"
    return lexicon_from(read_yaml(path), str(path))


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with Loopback() as one:
        yield one


@pytest.fixture
def wire(server: Loopback) -> Wire:
    return Wire(server)


@pytest.fixture
def edgar(server: Loopback) -> Edgar:
    one = Edgar(server)
    one.publish()
    return one


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    one = SqliteLedger.open(tmp_path / "ledger.db")
    yield one
    one.close()


class Clock:
    """The time, and seconds that go forward, both at the test's will."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def passes(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def polled(ledger: SqliteLedger, clock: Clock, lexicon: Lexicon) -> AsyncIterator[Callable[..., Any]]:
    """Polls a source as `fetch --once` does; further arguments are the source's settings."""
    patience = aiohttp.ClientTimeout(total=5, connect=1, sock_read=0.5)
    async with Fetcher(clock, patience=patience) as fetcher:
        hosts, pace = Hosts(clock.seconds), Pace(ledger, "edgar", 0)
        means = Means(ledger, fetcher, hosts, pace, clock, ReadArrival(lexicon).corrects)

        async def poll(url: str, kind: str = "feed", **settings: Any) -> Report:
            given = {"contact": "Ada ada@example.com"} if kind == "edgar" else {"pause": 0}
            source = SourceSettings(settings.pop("name", kind), kind, url, 120, **{**given, **settings})
            return await Poller(source, means, lexicon.zones).poll(asked=True)

        yield poll
