"""What `doctor` looks at, room by room, and what it says should be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import available_timezones

from bot.app import App, no_releases
from bot.console.plain import counted
from bot.errors import Trouble
from bot.ledger.sql import Ledger


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is as it should be, and what there is to say or to mend."""

    subject: str
    well: bool
    says: str


def checkup(app: App) -> Iterator[Finding]:
    """Every finding, as soon as it is made."""
    yield Finding("Settings", True, f"{app.settings.source} and the environment are in order.")
    yield from _looked("Words", _words, app)
    yield from _looked("Releases", _releases, app)
    yield from _looked("Ledger", _ledger, app)
    yield from _looked("Library", _library, app)
    yield from _looked("Sources", _sources, app)
    yield from _looked("Discord", _discord, app)


def _looked(subject: str, look: Callable[[App], Iterator[tuple[bool, str]]], app: App) -> Iterator[Finding]:
    try:
        for well, says in look(app):
            yield Finding(subject, well, says)
    except Trouble as trouble:
        yield Finding(subject, False, str(trouble))


def _words(app: App) -> Iterator[tuple[bool, str]]:
    asked, zones = sum(1 for field in app.fields if field.asked), app.lexicon.zones
    yield True, f"{asked} things can be asked, by fields.yaml; {len(zones)} time zone names are known."
    known = available_timezones()
    for word, zone in zones.items():
        if zone not in known:
            near = get_close_matches(zone, known, n=1)
            meant = f"; did you mean {near[0]}?" if near else "."
            yield False, f"config/lexicon.yaml: “{word}” stands for {zone}, which is no time zone{meant}"


def _releases(app: App) -> Iterator[tuple[bool, str]]:
    folder = app.settings.releases.folder
    if app.settings.sources and not app.settings.releases_named and not folder.exists():
        yield True, f"There is no folder {folder}: releases come from the sources only."
        return
    files = app.files([app.folder])
    barred = [path for path in files if path.is_dir()]  # what cannot be listed stands for itself
    count = len(files) - len(barred)
    yield from ((False, why) for path in barred for why in _why_barred(path))
    yield from ((True, note) for note in app.passed_over([app.folder]))
    if count:
        yield True, f"{app.folder} holds {counted(count, 'release')}."
    elif not barred:
        yield False, str(no_releases(app.folder))


def _why_barred(folder: Path) -> Iterator[str]:
    from bot.sources.folder import load

    try:
        load(folder)
    except Trouble as trouble:
        yield str(trouble)


def _library(app: App) -> Iterator[tuple[bool, str]]:
    if not app.settings.database.exists() and not app.settings.releases.folder.is_dir():
        yield True, f"{app.settings.database} will be made once there are releases."
        return
    with app.library() as store:
        yield True, f"{app.settings.database} can be used."
        if not app.settings.releases.folder.is_dir():
            return
        outcome = app.update(store)
    if outcome.behind:
        yield True, "It answers from what it has until the ledger can be reached."
    else:
        yield True, f"It is up to date with {counted(outcome.kept, 'release')}."
    for trouble in outcome.troubles:
        yield False, trouble


def _ledger(app: App) -> Iterator[tuple[bool, str]]:
    with app.ledger() as ledger:
        if ledger is None:
            yield True, "None is needed: no source is set."
        else:
            yield True, f"It can be used; {ledger.newest():,} arrivals are in it.{_behind(app, ledger)}"


def _behind(app: App, ledger: Ledger) -> str:
    """How far the library is behind, before it is brought up to date."""
    if not app.settings.database.exists():
        return ""
    with app.library(as_it_is=True) as store:
        count = app.behind(store, ledger)
    return f" The library was {count:,} behind." if count else " The library had them all."


def _sources(app: App) -> Iterator[tuple[bool, str]]:
    """Each source asked once; nothing of what it gives is kept."""
    if not app.settings.sources:
        yield True, "None is set: releases come from the folder only."
        return
    with app.ledger() as ledger:
        assert ledger is not None  # noqa: S101 - there are sources; for mypy
        for source, seen in app.rounds(ledger).look():
            if seen.status in ("refused", "failed"):
                yield False, f"{source.name}: {seen.message} {_ADVICE[seen.status]}"
            else:
                count = sum(len(listing.keys) for listing in seen.listings)
                yield True, f"{source.name} answers, and lists {count:,}. {seen.message or ''}".rstrip()


_ADVICE = {
    "refused": "Check its url, hosts and contact; poll it less often (every).",
    "failed": "Check its url, and the network.",
}


def _discord(app: App) -> Iterator[tuple[bool, str]]:
    if not app.settings.discord.token:
        yield True, "DISCORD_TOKEN is not set: `releasebot run` converses on the terminal."
        return
    from bot.chat.checkup import checkup as discord_checkup

    yield from discord_checkup(app.settings.discord)
