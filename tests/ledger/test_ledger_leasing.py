"""One process at a time, and turns of all of them."""

from __future__ import annotations

import asyncio

import structlog

from bot.errors import Away
from bot.ledger.leasing import Leases, Pace
from bot.ledger.shapes import SourceState
from bot.ledger.sqlite import SqliteLedger


async def test_the_second_goes_on_when_the_first_gives_back(ledger: SqliteLedger) -> None:
    first, second = asyncio.Event(), asyncio.Event()
    began: list[str] = []

    async def work(who: str) -> None:
        began.append(who)
        (first if who == "one" else second).set()
        await asyncio.Event().wait()

    with structlog.testing.capture_logs() as lines:
        one, two = Leases(ledger, 30), Leases(ledger, 0.04)
        keeping = asyncio.create_task(one.keep("wire", lambda: work("one"), asyncio.Event()))
        await first.wait()
        waiting = asyncio.create_task(two.keep("wire", lambda: work("two"), asyncio.Event()))
        while not lines:
            await asyncio.sleep(0)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await one.give_back()
        await second.wait()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert began == ["one", "two"]
    assert [line["reason"] for line in lines] == ["another process does it"]


async def test_work_ends_when_its_lease_cannot_be_kept(ledger: SqliteLedger) -> None:
    ending, ended = asyncio.Event(), asyncio.Event()

    class Gone(SqliteLedger):
        def lease(self, name: str, holder: str, seconds: float) -> bool:
            if ledger.state("wire").failures:
                raise Away("It is away.")
            return True

    gone = Gone(ledger._database)

    async def work() -> None:
        ledger.note_poll(SourceState("wire", failures=1))
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
            ending.set()

    with structlog.testing.capture_logs() as lines:
        await Leases(gone, 0.04).keep("wire", work, ending)
    assert ended.is_set()
    assert [line["reason"] for line in lines] == ["It is away."]


async def test_requests_of_two_processes_are_apart(ledger: SqliteLedger) -> None:
    times: list[float] = []

    async def ask(pace: Pace) -> None:
        for _ in range(2):
            await pace.turn()
            times.append(asyncio.get_running_loop().time())

    await asyncio.gather(ask(Pace(ledger, "edgar", 0.05)), ask(Pace(ledger, "edgar", 0.05)))
    assert max(times) - min(times) >= 0.13  # of 0.15: the ledger counts milliseconds
