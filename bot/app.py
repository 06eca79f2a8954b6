"""Puts the rooms together from the settings; nowhere else is anything wired.

Rooms are imported when they are first needed: answering never waits for Discord, nor `--help` for a reader.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from hashlib import blake2b
from os.path import abspath, lexists
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import yaml

from bot.desk.weights import weights_from
from bot.errors import Away, Trouble
from bot.fields import Fields, declared
from bot.lexicon import Lexicon, lexicon_from
from bot.readers import ReadArrival, ReadFile
from bot.settings import ReleasesSettings, Settings

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.library_port import LibraryPort
    from bot.ledger.sql import Ledger
    from bot.library.indexing import Outcome, Progress, Unfinished
    from bot.library.store import Store
    from bot.model import Release
    from bot.sources.rounds import Rounds

Clock = Callable[[], datetime]


def config_folder() -> Path:
    """Where the project's own configuration lies: beside the code in a wheel, one up in a checkout."""
    packaged = Path(__file__).parent / "config"
    return packaged if packaged.is_dir() else packaged.parent.parent / "config"


class App:
    """The rooms of one program run, each made when first asked for.

    `clock` is the time answers are given at, `seconds` the one files' times go by, since 1970.
    """

    def __init__(
        self, settings: Settings, clock: Clock, seconds: Callable[[], float] = lambda: float("inf")
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.seconds = seconds

    @cached_property
    def fields(self) -> Fields:
        """What can be asked for, by config/fields.yaml."""
        return declared(_yaml("fields.yaml"), "config/fields.yaml")

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of config/lexicon.yaml."""
        return lexicon_from(_yaml("lexicon.yaml"), "config/lexicon.yaml")

    @cached_property
    def read_file(self) -> ReadFile:
        """Reads one release file; can be sent to other processes."""
        return ReadFile(self.lexicon)

    @cached_property
    def read_arrival(self) -> ReadArrival:
        """Reads what arrived; can be sent to other processes."""
        return ReadArrival(self.lexicon)

    @property
    def folder(self) -> Path:
        """The releases folder. Raises Trouble where there is none."""
        folder = self.settings.releases.folder
        if folder.exists() and not folder.is_dir():
            raise Trouble(
                f"{folder} is a file, not a folder of releases: name its folder with --releases, "
                f"or read it alone with `releasebot read {folder}`."
            )
        if not folder.is_dir():
            raise Trouble(f"There is no releases folder {folder}: make it, or name another with --releases.")
        return folder

    def files(self, paths: Iterable[Path]) -> list[Path]:
        """The release files that the paths mean: files themselves, folders every release below them.

        Raises Trouble where there is nothing at a path.
        """
        from bot.sources.folder import files_below

        return [file for path in paths for file in files_below(path)]

    def passed_over(self, paths: Iterable[Path]) -> list[str]:
        """What there is to say about documents below the paths that are of no kind that is read."""
        from bot.sources.folder import passed_over

        found = sorted(document for path in paths for document in passed_over(path))
        if not found:
            return []
        more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
        return [f"Skipped: {found[0]}{more}; save such documents as .pdf, .html or .txt."]

    def releases(self, paths: Iterable[str], stdin: BinaryIO) -> Iterator[tuple[str, Release | Trouble]]:
        """Each release the paths mean, or why it cannot be read, with its source; "-" is standard input."""
        for path in paths:
            if path == "-":
                yield path, _tried(partial(self.read_file.stream, stdin))
                continue
            try:
                files = self.files([Path(path)])
            except Trouble as trouble:
                yield path, trouble
                continue
            if not files:
                yield path, no_releases(Path(path))
            for file in files:
                yield str(file), _tried(partial(self.read_file, file))

    @contextmanager
    def ledger(self, *, made: bool = False) -> Iterator[Ledger | None]:
        """The ledger; None where there is none yet and none is needed: no source is set, `made` is false."""
        from bot.ledger.opening import exists, open_ledger

        place = self.settings.ledger_place
        if not (made or self.settings.sources or exists(place)):
            yield None
            return
        ledger = open_ledger(place, self.settings.ledger.password)
        try:
            yield ledger
        finally:
            ledger.close()

    @property
    def has_arrivals(self) -> bool:
        """Whether releases come, or came, otherwise than by the releases folder."""
        from bot.ledger.opening import exists

        return bool(self.settings.sources) or exists(self.settings.ledger_place)

    def rounds(self, ledger: Ledger, names: Sequence[str] = ()) -> Rounds:
        """The polls of the configured sources, all or those named. Raises UnknownSource for another name."""
        from bot.sources.rounds import Rounds

        sources = self.settings.sources
        if unknown := [name for name in names if name not in {source.name for source in sources}]:
            raise UnknownSource(unknown[0], [source.name for source in sources])
        chosen = [source for source in sources if not names or source.name in names]
        return Rounds(
            chosen,
            ledger,
            self.clock,
            zones=self.lexicon.zones,
            corrects=self.read_arrival.corrects,
            lease_seconds=self.settings.fetch.lease_seconds,
        )

    def share(self, paths: Sequence[Path]) -> Outcome:
        """Put the files that the paths mean into the ledger, for every machine; gives what was new."""
        from bot.library.indexing import Outcome
        from bot.sources.sharing import shared

        added, known, troubles = 0, 0, []
        with self.ledger(made=True) as ledger:
            assert ledger is not None  # noqa: S101 - it is made; for mypy
            for path in self.files(paths):
                try:
                    new = ledger.add([shared(path, self.clock())])
                except Trouble as trouble:
                    troubles.append(str(trouble))
                    continue
                added, known = added + len(new), known + (not new)
        return Outcome(added=added, unchanged=known, troubles=tuple(troubles))

    def library(self, *, as_it_is: bool = False) -> Store:
        """The library, made where there is none; to be closed.

        `as_it_is` says that nothing will be brought up to date: then it may be one that cannot be written.
        """
        from bot.library.store import Store, writable

        path = self.settings.database
        return Store.open(
            path,
            fields=self.fields,
            read_only=as_it_is and path.exists() and not writable(path),
            legal_forms=self.lexicon.legal_forms.keys(),
        )

    def library_for(self, paths: Sequence[Path] = ()) -> Store:
        """The library, to be brought up to date with the paths, by default the releases folder; to be closed.

        Raises Trouble, and makes no library, where there is none yet and nothing it could be made of.
        """
        from bot.sources.folder import at_least_there

        if not self.settings.database.exists() and (paths or not self.has_arrivals):
            for path in paths or [self.folder]:
                at_least_there(path)
        return self.library()

    def roots(self, store: Store, paths: Sequence[Path] = ()) -> list[Path]:
        """What the library is to be brought up to date with.

        The paths; where there are none, the releases folder that somebody chose; where nobody did, what the
        library was made of; and for a new one the folder that comes with the project.
        """
        if paths:
            return [Path(abspath(path)) for path in paths]
        if not self.settings.releases_named and (known := store.roots()):
            return [Path(path) for path in known]
        if (
            self.has_arrivals
            and not self.settings.releases_named
            and not self.settings.releases.folder.exists()
        ):
            return []
        return [self.folder]

    def update(
        self,
        store: Store,
        paths: Sequence[Path] = (),
        progress: Progress = lambda done, total: None,
        unfinished: Unfinished = lambda source, mark, known: False,
    ) -> Outcome:
        """Bring the library up to date with what `roots` gives, which it remembers, and with the ledger."""
        outcome = self._files_in(store, paths, progress, unfinished)
        try:
            return outcome + self.take_in(store, progress)
        except Away as away:  # the library is a replica: what it has is answered from
            return replace(outcome, behind=str(away))

    def take_in(
        self,
        store: Store,
        progress: Progress = lambda done, total: None,
        *,
        ledger: Ledger | None = None,
    ) -> Outcome:
        """Bring the library up to date with the ledger alone, the one given or its own."""
        from bot.library.arrivals import take_in
        from bot.library.indexing import Outcome

        with nullcontext(ledger) if ledger is not None else self.ledger() as known:
            if known is None:
                return Outcome()
            workers = self.settings.library.workers
            return take_in(
                store, known, self.read_arrival, edition=self.edition, workers=workers, progress=progress
            )

    def behind(self, store: Store, ledger: Ledger) -> int:
        """How many arrivals of the ledger the library has not taken in yet."""
        from bot.library.arrivals import behind

        return behind(store, ledger)

    def _files_in(
        self, store: Store, paths: Sequence[Path], progress: Progress, unfinished: Unfinished
    ) -> Outcome:
        from bot.library.indexing import bring_up_to_date

        roots, known = self.roots(store, paths), {Path(root) for root in store.roots()}
        files = self.files(root for root in roots if root not in known or lexists(root))
        store.remember([str(root) for root in roots if not known & {root, *root.parents}])
        return bring_up_to_date(
            store,
            files,
            self.read_file,
            roots=roots,
            workers=self.settings.library.workers,
            progress=progress,
            unfinished=unfinished,
            edition=self.edition,
        )

    @cached_property
    def edition(self) -> str:
        """Names the rules and words by which releases are read: what others read is read again."""
        here = Path(__file__).parent
        rules = sorted((here / "reading").rglob("*.py"))
        rules += [here / "sources" / name for name in ("documents.py", "main_part.py")]
        content = b"".join(path.read_bytes() for path in [*rules, config_folder() / "lexicon.yaml"])
        return blake2b(content, digest_size=8).hexdigest()

    def desk(self, shelf: LibraryPort) -> Desk:
        """The desk that answers from a shelf."""
        from bot.desk.desk import Desk

        return Desk(shelf, self.fields, self.lexicon, weights_from(_yaml("weights.yaml"), "weights.yaml"))

    def run_discord(self) -> int:
        """Answer on Discord until the process is told to end; gives the exit status."""
        from bot.chat.arrivals import Arrivals
        from bot.chat.service import run
        from bot.library.newcomers import Newcomers

        # A library that cannot be written is answered from all the same.
        with self.library(as_it_is=True) as store, self._ledger_for_follows() as ledger:
            folder, *_ = [*self.roots(store), self.settings.releases.folder]
            polled = ledger is not None and self.settings.sources and self.settings.fetch.in_run
            return run(
                replace(self.settings, releases=ReleasesSettings(folder)),
                desk=self.desk(store),
                shelf=store,
                fields=self.fields,
                clock=self.clock,
                update=lambda progress, unfinished: self._files_in(store, (), progress, unfinished),
                seconds=self.seconds,
                read=(sys.executable, "-m", "bot", "--config", str(self.settings.source)),
                arrivals=Arrivals(ledger.newest, lambda: self.take_in(store, ledger=ledger), ledger.wait)
                if ledger is not None
                else None,
                poll=self.rounds(ledger).keep if ledger is not None and polled else None,
                followed=(Newcomers(store), ledger) if ledger is not None else None,
            )

    @contextmanager
    def _ledger_for_follows(self) -> Iterator[Ledger | None]:
        """The ledger, made where there is none; None where only follows need it and it cannot be made."""
        with ExitStack() as opened:
            try:
                ledger = opened.enter_context(self.ledger(made=True))
            except Trouble:
                if self.has_arrivals or self.settings.ledger.url:
                    raise
                ledger = None
            yield ledger


class UnknownSource(Trouble):
    """Somebody named a source that is none."""

    status = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        there = f"known are {', '.join(known)}" if known else "none is set"
        super().__init__(f"There is no source {name!r} in the settings; {there}.")


def no_releases(folder: Path) -> Trouble:
    """What there is to say about a folder that holds no release."""
    return Trouble(f"{folder} holds no release: put .txt, .md, .html, .pdf or .eml files there.")


def _tried(read: Callable[[], Release]) -> Release | Trouble:
    try:
        return read()
    except Trouble as trouble:
        return trouble


def _yaml(name: str) -> Any:
    path = config_folder() / name
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where PyYAML has libyaml
    try:
        return yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - a safe loader, the C one
    except (OSError, yaml.YAMLError) as error:
        raise Trouble(f"{path} cannot be read: {error}.") from error
