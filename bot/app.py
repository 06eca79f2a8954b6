"""Puts the rooms together from the settings; nowhere else is anything wired.

Rooms are imported when they are first needed: answering never waits for Discord, nor `--help` for a reader.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from hashlib import blake2b
from os.path import abspath, lexists
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import yaml

from bot.desk.weights import Weights, weights_from
from bot.errors import Trouble
from bot.fields import Fields, declared
from bot.lexicon import Lexicon, lexicon_from
from bot.settings import ReleasesSettings, Settings

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.library_port import LibraryPort
    from bot.library.indexing import Outcome, Progress, Unfinished
    from bot.library.store import Store
    from bot.model import Release
    from bot.reading.reader import Reader

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
        path = config_folder() / "fields.yaml"
        return declared(_yaml(path), str(path))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of config/lexicon.yaml."""
        path = config_folder() / "lexicon.yaml"
        return lexicon_from(_yaml(path), str(path))

    @cached_property
    def weights(self) -> Weights:
        """The weights of config/weights.yaml."""
        path = config_folder() / "weights.yaml"
        return weights_from(_yaml(path), str(path))

    @cached_property
    def read_file(self) -> ReadFile:
        """Reads one release file; can be sent to other processes."""
        return ReadFile(self.lexicon)

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

        if not self.settings.database.exists():
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
        return [self.folder]

    def update(
        self,
        store: Store,
        paths: Sequence[Path] = (),
        progress: Progress = lambda done, total: None,
        unfinished: Unfinished = lambda source, mark, known: False,
    ) -> Outcome:
        """Bring the library up to date with the files that `roots` gives, and let it remember those."""
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
        rules = sorted((Path(__file__).parent / "reading").rglob("*.py"))
        content = b"".join(path.read_bytes() for path in [*rules, config_folder() / "lexicon.yaml"])
        return blake2b(content, digest_size=8).hexdigest()

    def desk(self, shelf: LibraryPort) -> Desk:
        """The desk that answers from a shelf."""
        from bot.desk.desk import Desk

        return Desk(shelf, self.fields, self.lexicon, self.weights)

    def run_discord(self) -> int:
        """Answer on Discord until the process is told to end; gives the exit status."""
        from bot.chat.service import run

        with self.library(as_it_is=True) as store:  # one that cannot be written is answered from all the same
            (folder, *_) = self.roots(store)
            return run(
                replace(self.settings, releases=ReleasesSettings(folder)),
                desk=self.desk(store),
                shelf=store,
                fields=self.fields,
                clock=self.clock,
                update=lambda progress, unfinished: self.update(store, (), progress, unfinished),
                seconds=self.seconds,
                read=(sys.executable, "-m", "bot", "--config", str(self.settings.source)),
            )


class ReadFile:
    """Reads release files by the words of a lexicon; sent to another process, it is made anew there.

    Its rules are compiled for the first file that is read: mostly there is none since the last time.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def _reader(self) -> Reader:
        from bot.reading.reader import Reader

        return Reader(self._lexicon)

    def __reduce__(self) -> tuple[type[ReadFile], tuple[Lexicon]]:
        return ReadFile, (self._lexicon,)

    def __call__(self, path: Path) -> Release:
        """The release in a file. Raises Trouble for one that cannot be read."""
        from bot.sources.folder import load

        return self._reader.read(load(path))

    def stream(self, stdin: BinaryIO) -> Release:
        """The release on standard input, with "-" for its source. Raises Trouble when it cannot be read."""
        from bot.reading.documents import LIMIT, document_from

        document = document_from(stdin.read(LIMIT + 1), "standard input")
        return self._reader.read(replace(document, source="-"))


def no_releases(folder: Path) -> Trouble:
    """What there is to say about a folder that holds no release."""
    return Trouble(f"{folder} holds no release: put .txt, .md, .html, .pdf or .eml files there.")


def _tried(read: Callable[[], Release]) -> Release | Trouble:
    try:
        return read()
    except Trouble as trouble:
        return trouble


def _yaml(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where PyYAML has libyaml
    try:
        return yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - a safe loader, the C one
    except (OSError, yaml.YAMLError) as error:
        raise Trouble(f"{path} cannot be read: {error}.") from error
