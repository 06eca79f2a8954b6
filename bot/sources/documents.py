"""What arrived, to the document that is read: the release on a page, an exhibit, a feed's words. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Trouble
from bot.ledger.shapes import Arrival, Tags
from bot.model import NOWHERE, Document, Stated, Ticker
from bot.reading.documents import document_from
from bot.reading.documents.decoding import decoded
from bot.sources.main_part import text_of_page

PAGE = "text/html"
"""A page with a frame around the release."""
ALONE = "text/html; frame=none"
"""HTML that is the release and nothing else."""
TEXT = "text/plain"
PDF = "application/pdf"

_SUFFIX = {
    PAGE: ".html", ALONE: ".html", TEXT: ".txt", PDF: ".pdf", "text/markdown": ".md", "message/rfc822": ".eml"
}  # fmt: skip
_MEDIA = {".html": ALONE, ".htm": ALONE, ".pdf": PDF, ".md": "text/markdown", ".eml": "message/rfc822"}


def document_of(arrival: Arrival) -> Document:
    """The document that arrived, its address for a source. Raises Trouble where nothing in it can be read."""
    if arrival.media == PAGE:
        html = decoded(arrival.body, arrival.address)
        text = text_of_page(html, arrival.address, arrival.tags.headline)
        if not text:
            raise Trouble(f"{arrival.address} does not hold the release that the feed names.")
        return Document(arrival.address, text)
    suffix = _SUFFIX.get(arrival.media, "")
    return replace(document_from(arrival.body, f"release{suffix}"), source=arrival.address)


def media_of(content_type: str, body: bytes) -> str | None:
    """The media type under which a page's body is kept; None for one of no kind that is read."""
    given = content_type.partition(";")[0].strip().lower()
    if body.lstrip()[:5] == b"%PDF-":
        return PDF
    if given in ("text/html", "application/xhtml+xml", "") or body.lstrip()[:1] == b"<":
        return PAGE
    return TEXT if given == "text/plain" else None


def words_alone(headline: str | None, words: str) -> bytes:
    """A feed's own words of an item as a document."""
    title = (headline or "").replace("&", "&amp;").replace("<", "&lt;")
    return f"<html><body><h2>{title}</h2>\n<div>{words}</div></body></html>".encode()


def media_of_file(name: str) -> str:
    """The media type under which a release file is kept."""
    return _MEDIA.get("." + name.rpartition(".")[2].lower(), TEXT)


def tickers_of(tags: Tags) -> tuple[Ticker, ...]:
    """The tickers that the wire gives, marked as the wire's."""
    parted = [one.rpartition(":") for one in tags.tickers]
    return tuple(
        Ticker(Stated(symbol, NOWHERE), Stated(market, NOWHERE) if market else None, stated_by="wire")
        for market, _, symbol in parted
    )
