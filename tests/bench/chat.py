"""The bot's share on Discord: from the event at its gateway to its answer at the API, the process as it runs.

The whole of `releasebot run` stands in front of a Discord on the loopback device, so what is measured holds
discord.py, two local connections and this side's own work too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bot.chat.drawing import picture
from bot.chat.pipeline_chart import MOST_ROWS, Chart, Row
from tests.bench.answering import spread
from tests.bench.generator import questions
from tests.bench.libraries import library
from tests.chat.loopback import Loopback
from tests.chat.process import Process

ASKED = 300
AT_ONCE = 40
TYPED = 4  # letters of what is completed


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds: median and 99th percentile of an answer and of completing a name, and of many at once."""

    answering: tuple[float, float]
    completing: tuple[float, float]
    at_once: tuple[float, float]
    starting: float


def report(sizes: Sequence[int]) -> Iterator[str]:
    """The table, a line as soon as it is measured."""
    yield f"Discord: event to request, milliseconds, median / 99th percentile of {ASKED}"
    heads = ("answer", "autocomplete", f"{AT_ONCE} at once")
    yield f"{'releases':>10}" + "".join(f"  {head:>15}" for head in heads) + "    start, s"
    for size in sizes:
        found = asyncio.run(measured(size))
        pairs = (found.answering, found.completing, found.at_once)
        shown = "  ".join(f"{middle:7.1f} / {worst:5.1f}" for middle, worst in pairs)
        yield f"{size:>10,}  {shown}  {found.starting / 1e3:>9.1f}"
    yield f"A pipeline's picture of {MOST_ROWS} rows: {1e3 * drawing():.0f} ms of processor time"


def drawing() -> float:
    """Seconds of processor time of a full picture: the least of five, as the first loads the fonts."""
    rows = tuple(Row(f"LMN-{i}", "a rather long indication " * 5, "phase 2b") for i in range(MOST_ROWS))
    taken = []
    for day in range(1, 6):  # a day each, as a picture that was drawn is kept
        started = process_time()
        picture(Chart("Lumenor Therapeutics", f"2031-05-{day:02}", "2031-03-04", rows, more=2))
        taken.append(process_time() - started)
    return min(taken)


async def measured(size: int) -> Measured:
    """The process over a library of so many releases."""
    texts = [question.text for question in questions(ASKED, size)]
    built = library(size)
    with TemporaryDirectory(prefix="releasebot-bench-") as folder:
        started = perf_counter()
        async with Loopback(patience=600.0) as discord:
            settings = {"RELEASEBOT_DISCORD__COOLDOWN_QUESTIONS": "1000000"}
            async with Process(discord, Path(folder), settings, database=built.path) as process:
                await discord.ready()
                starting = 1e3 * (perf_counter() - started)
                await process.logged("library_updated")
                await _answered(discord, texts[0])
                return Measured(
                    spread([await _answered(discord, text) for text in texts]),
                    spread([await _completed(discord, text[:TYPED]) for text in texts]),
                    spread(await _all_at_once(discord, texts[:AT_ONCE])),
                    starting,
                )


async def _answered(discord: Loopback, question: str) -> float:
    """Seconds from the event of a slash command to the first response."""
    discord.requests.clear()
    started = perf_counter()
    await discord.response(await discord.command("ask", question=question))
    return perf_counter() - started


async def _completed(discord: Loopback, typed: str) -> float:
    discord.requests.clear()
    started = perf_counter()
    await discord.response(await discord.complete("replay", "company", typed))
    return perf_counter() - started


async def _all_at_once(discord: Loopback, texts: Sequence[str]) -> list[float]:
    started = perf_counter()
    ids = [await discord.command("ask", question=text, user=user) for user, text in enumerate(texts, 1)]
    times = []
    for id in ids:
        await discord.response(id)
        times.append(perf_counter() - started)
    return times
