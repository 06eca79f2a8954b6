"""Files and arrivals read by the words of a lexicon, here or in other processes."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.lexicon import Lexicon
from bot.model import Document, Release

if TYPE_CHECKING:
    from bot.ledger.shapes import Arrival
    from bot.reading.issuer import IssuerReader
    from bot.reading.reader import Reader


class ReadArrival:
    """Reads arrivals by the words of a lexicon; sent to another process, it is made anew there."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def _reader(self) -> Reader:
        from bot.reading.reader import Reader

        return Reader(self._lexicon)

    @cached_property
    def _issuer(self) -> IssuerReader:
        from bot.reading.issuer import IssuerReader

        return IssuerReader(self._lexicon)

    def __reduce__(self) -> tuple[type[ReadArrival], tuple[Lexicon]]:
        return ReadArrival, (self._lexicon,)

    def __call__(self, arrival: Arrival) -> Release:
        """The release that arrived; where its text gives no ticker, with the wire's, marked as such.

        Raises Trouble for an arrival that holds no release.
        """
        from bot.sources.documents import document_of, tickers_of

        release = self._reader.read(document_of(arrival))
        return release if release.tickers else replace(release, tickers=tickers_of(arrival.tags))

    def corrects(self, document: Document) -> bool:
        """Whether a document says that it corrects an earlier release."""
        return self._issuer.read(document).correction is not None


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
