"""A document to everything it states."""

from __future__ import annotations

from bot.lexicon import Lexicon
from bot.model import Document, Release
from bot.reading.calls import CallsReader
from bot.reading.contacts import ContactsReader
from bot.reading.dividends import DividendsReader
from bot.reading.issuer import IssuerReader
from bot.reading.milestones import milestones
from bot.reading.pipeline import PipelineReader, medical_text


class Reader:
    """Reads documents by the rules of this room and the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._issuer = IssuerReader(lexicon)
        self._calls = CallsReader(lexicon)
        self._contacts = ContactsReader(lexicon)
        self._pipeline = PipelineReader(lexicon)
        self._dividends = DividendsReader(lexicon)

    def read(self, document: Document) -> Release:
        """The release; what the text does not state is absent. Never raises, whatever the text."""
        issuer = self._issuer.read(document)
        medical = medical_text(document)
        pipeline = self._pipeline.read(medical, issuer)
        return Release(
            source=document.source,
            text=document.text,
            headline=issuer.headline,
            company=issuer.company,
            aliases=issuer.aliases,
            tickers=issuer.tickers,
            published=issuer.published,
            wire=issuer.wire,
            website=issuer.website,
            correction=issuer.correction,
            calls=self._calls.read(document, issuer),
            results=self._calls.results(document, issuer),
            contacts=self._contacts.read(document, issuer),
            candidates=pipeline.candidates,
            dividends=self._dividends.read(document, issuer),
            dates=milestones(medical, issuer, pipeline),
        )
