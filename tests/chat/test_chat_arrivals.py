"""The bot as a process that polls a wire: what arrives is answered from within seconds."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog

from bot.chat.arrivals import Arrivals
from bot.errors import Trouble
from bot.library.indexing import Outcome
from tests.chat.process import COMMAND
from tests.sources.loopback import Loopback, Wire, call_notice


async def test_the_library_takes_in_what_is_new_and_goes_on_after_a_failure() -> None:
    numbers = iter([0, 0, 1, 1, 1])
    taken: list[int] = []

    def newest() -> int:
        try:
            return next(numbers)
        except StopIteration:
            ending.set()
            return 1

    def take_in() -> Outcome:
        taken.append(1)
        if len(taken) == 2:
            raise Trouble("The disk is full.")
        return Outcome(added=1)

    ending = asyncio.Event()
    with structlog.testing.capture_logs() as lines:
        await Arrivals(newest, take_in).keep(ending, every=0)
    assert [line["event"] for line in lines] == [
        "arrivals_taken_in",
        "arrivals_not_taken_in",
        "arrivals_taken_in",
    ]


async def test_run_polls_and_takes_in_while_it_answers(discord: Any, start: Any, tmp_path: Any) -> None:
    async with Loopback() as server:
        wire = Wire(server)
        wire.release(1, "Novira Biosciences to Report Third Quarter Results", call_notice())
        (tmp_path / "bot.yaml").write_text(
            f"sources:\n  - {{name: wire, kind: feed, url: '{wire.url}', every: 1, pause: 0}}\n"
        )
        async with start((*COMMAND, "--config", str(tmp_path / "bot.yaml")), now="") as child:
            await discord.ready()
            assert (await child.logged("source_polled"))["new"] == 1
            first = await child.logged("arrivals_taken_in")
            wire.release(2, "Lumenor AB to Hold a Call", call_notice("8123456", "Lumenor AB", "LMNR"))
            assert (await child.logged("source_polled", 1))["new"] == 1
            later = await child.logged("arrivals_taken_in", 1)
            assert (first["outcome"][:5], later["outcome"][:5]) == ("1 new", "1 new")
            assert await child.end() == 0
