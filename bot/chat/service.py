"""`releasebot run`: the bot from its start to its end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog

from bot.chat import logs
from bot.chat.answer_service import AnswerService
from bot.chat.arrivals import Arrivals
from bot.chat.client import ReleaseBot
from bot.chat.library_state import LibraryState
from bot.chat.library_updates import LibraryUpdates, Update
from bot.chat.proxy import through_api
from bot.chat.subprocess_reader import SubprocessReader
from bot.chat.telling import Keep, Telling
from bot.chat.watchdog import Watchdog
from bot.desk.library_port import LibraryPort
from bot.errors import Trouble
from bot.fields import Fields
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.ledger.sql import Ledger
    from bot.library.newcomers import Newcomers
    from bot.sources.polling import Report

Poll = Callable[..., Coroutine[Any, Any, None]]
"""Polls the sources until an event is set; `told` gets a report of each poll."""

log = structlog.get_logger("chat")
DONE, UNDONE = 0, 1
CLOSED = {  # Discord's gateway close codes after which it takes no new connection, and what to do
    4004: "it refuses the token; copy it again from the developer portal (Bot, Reset Token) into "
    "DISCORD_TOKEN",
    4010: "there are no such shards; look at discord.shard_ids and discord.shard_count",
    4011: "the bot is in so many servers that it needs more shards; raise discord.shard_count or leave it "
    "empty",
    4012: "its gateway speaks another version; upgrade discord.py",
    4013: "it does not know an intent that was asked for; upgrade discord.py",
}
THREADS = 32  # a few may wait for a database for half a minute, and no answer is to wait for them
LAST_ANSWERS = 20.0  # seconds that answers in the making have when the bot is told to end


def run(
    settings: Settings,
    *,
    desk: Desk,
    shelf: LibraryPort,
    fields: Fields,
    clock: Callable[[], datetime],
    update: Update,
    seconds: Callable[[], float],
    read: Sequence[str],
    arrivals: Arrivals | None = None,
    poll: Poll | None = None,
    followed: tuple[Newcomers, Ledger] | None = None,
) -> int:
    """Answer on Discord until told to end; gives the exit status.

    `update` brings the library up to date and is called in a worker thread, at the start and whenever the
    releases folder changes; `seconds` is the clock that files' times go by. `read` is the command that reads
    a posted file, such as ("releasebot",). `arrivals` has the library take in what comes by the ledger,
    `poll` polls the sources; `followed` are what follows go by.
    """
    logs.configure(settings.log.level, settings.log.format, settings.secrets)
    through_api(settings.discord.api_url)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    library = LibraryState()
    answers = AnswerService(desk, shelf, fields, clock, library)
    state = settings.database.with_suffix(".commands")

    async def main() -> int:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        told = Telling.of(*followed, desk, fields, clock, library) if followed else None
        read_posted = SubprocessReader(read)
        bot = ReleaseBot(settings.discord, answers, read_posted, state, told.follows if told else None)
        folder, changed = settings.releases.folder, told.library_changed if told else _nothing
        updates = LibraryUpdates(update, folder, library, seconds=seconds, clock=clock, changed=changed)
        taken_in = partial(arrivals.keep, state=library, clock=clock, changed=changed) if arrivals else None
        beside: list[Keep] = [taken_in] if taken_in else []
        beside += [partial(poll, told=_polled)] if poll else []
        beside += told.kept_by(bot, settings.fetch.lease_seconds) if told else []
        token, watchdog_seconds = settings.discord.token or "", settings.discord.watchdog_seconds
        return await serve(bot, token, updates, watchdog_seconds, beside)

    return asyncio.run(main())


def _nothing() -> None:
    """Nobody wants to know that the library changed."""


def _polled(report: Report) -> None:
    """Log what a poll brought; one that brought nothing is not worth a line."""
    say = log.warning if report.status in ("refused", "failed") else log.info if report.new else log.debug
    say(
        "source_polled",
        source=report.source,
        status=report.status,
        new=report.new,
        known=report.known,
        partial=report.partial,
        message=report.message,
    )


async def serve(
    bot: ReleaseBot,
    token: str,
    updates: LibraryUpdates,
    watchdog_seconds: float,
    beside: Sequence[Keep] = (),
) -> int:
    """Answer until SIGTERM or SIGINT; gives the exit status.

    Raises Trouble for what an operator can mend: a wrong token, an intent that is not switched on, no way to
    Discord.
    """
    ending = asyncio.Event()
    watchdog = Watchdog(lambda: bot.shards, watchdog_seconds, monotonic)
    with _signals(ending):
        async with bot:
            connected = asyncio.create_task(_connect(bot, token))
            updating = asyncio.create_task(updates.keep(ending))
            others = [asyncio.create_task(keep(ending)) for keep in beside]
            watching = asyncio.create_task(watchdog.watch())
            told = asyncio.create_task(ending.wait())
            await asyncio.wait({connected, watching, told}, return_when=asyncio.FIRST_COMPLETED)
            status = DONE if told.done() else UNDONE
            ending.set()
            updates.end()
            await _wind_up(bot, updating, *others)
            watching.cancel()
            if not connected.done():
                connected.cancel()
            elif error := connected.exception():
                raise error
    log.info("ended", status=status)
    return status


async def _wind_up(bot: ReleaseBot, *working: asyncio.Task[None]) -> None:
    """Finish the answers in the making, take no new ones, and leave the library whole."""
    bot.closing = True
    if not await bot.in_flight.finished(LAST_ANSWERS):
        log.warning("answers_given_up")
    await asyncio.wait(working, timeout=LAST_ANSWERS)


async def _connect(bot: ReleaseBot, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure as error:
        raise Trouble(
            "Discord refuses the token: copy it again from the developer portal (Bot, Reset Token) "
            "into DISCORD_TOKEN."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise Trouble(
            "Text commands need the message-content intent: switch it on in the developer portal (Bot, "
            "Message Content Intent), or leave discord.prefix empty."
        ) from error
    except discord.ConnectionClosed as error:
        reason = CLOSED.get(error.code, "see Discord's list of gateway close codes")
        raise Trouble(f"Discord closed the connection for good (code {error.code}): {reason}.") from error
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise Trouble(
            f"Discord cannot be reached ({type(error).__name__}); releasebot doctor says more."
        ) from error


@contextmanager
def _signals(ending: asyncio.Event) -> Iterator[None]:
    """Set `ending` on SIGTERM and SIGINT, where the platform's loop can."""
    loop = asyncio.get_running_loop()
    handled = []
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, ending.set)
        except NotImplementedError:  # Windows: Ctrl+C ends the process as usual
            continue
        handled.append(number)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
