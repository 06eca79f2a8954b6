"""Bytes of a file to the plain text that is read: .txt, .md, .html, .pdf, .eml and EDGAR submissions.

A clean UTF-8 text comes out as it went in, so that offsets into it are offsets into the file. Everything else
is brought to the same form: "\\n" at line ends, plain spaces, an empty line between paragraphs, a table's row
as a line with its cells between bars, a link's address beside its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.errors import Trouble
from bot.model import Document
from bot.reading.documents import cleaning, refused, submission
from bot.reading.documents.decoding import decoded

LIMIT = 25_000_000
"""Bytes of the largest file that is read; the longest releases are a hundredth of that."""


def _plain(data: bytes, name: str) -> str:
    return cleaning.plain(decoded(data, name))


def _markdown(data: bytes, name: str) -> str:
    from bot.reading.documents import markdown  # the parser of a kind is imported with the first of the kind

    return markdown.text_of(decoded(data, name))


def _page(data: bytes, name: str) -> str:
    from bot.reading.documents import pages

    return pages.text_of(decoded(data, name), name)


def _pdf(data: bytes, name: str) -> str:
    from bot.reading.documents import pdf

    return pdf.text_of(data, name)


def _mail(data: bytes, name: str) -> str:
    from bot.reading.documents import mail

    return mail.text_of(data, name)


_READERS: Mapping[str, Callable[[bytes, str], str]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _page,
    ".htm": _page,
    ".pdf": _pdf,
    ".eml": _mail,
}
KINDS = tuple(_READERS)
"""The suffixes of the files that are read."""

_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|body|div|p|table)\b", re.IGNORECASE
)
_MAIL = re.compile(rb"(?:[A-Z][A-Za-z-]{1,40}: ?[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n)*){3,}\r?\n")
_MAIL_HEADER = re.compile(
    rb"^(?:MIME-Version|Received|Return-Path|Message-ID):", re.IGNORECASE | re.MULTILINE
)


def document_from(data: bytes, source: str) -> Document:
    """The document that bytes hold; `source` says where they came from, its suffix what they are.

    Without a known suffix the bytes themselves decide. Raises Trouble for what holds no text that can be
    read: empty, too big, binary, damaged, locked, pictures only, a submission without a release, a refusal or
    the mere frame of a page. No other exception, whatever the bytes.
    """
    name = re.split(r"[/\\]", source)[-1] or source
    if len(data) > LIMIT:
        raise Trouble(too_big(name, len(data)))
    if not data.strip():
        raise Trouble(f"{name} is empty; nothing can be read from it.")
    if submission.is_submission(data):
        return Document(source, submission.text_of(data, name))
    kind = _kind(data, name)
    text = _READERS[kind](data, name)
    if not text.strip():
        raise Trouble(f"{name} holds no text; nothing can be read from it.")
    refused.refuse(text, name, page=kind in (".html", ".htm"))
    return Document(source, text)


def too_big(name: str, size: int) -> str:
    """The sentence about a file of `size` bytes that is over the limit."""
    return f"{name} has {size / 1e6:.0f} MB, the limit is {LIMIT / 1e6:.0f} MB; split it or leave it out."


def _kind(data: bytes, name: str) -> str:
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"%PDF-"):
        return ".pdf"
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix in _READERS and suffix != ".pdf":
        return suffix
    if suffix == ".pdf":
        raise Trouble(f"{name} is no PDF file, whatever its name says; save it again from where it came.")
    if _MARKUP.match(data):
        return ".html"
    head = data[:20_000]
    return ".eml" if _MAIL.match(head) and _MAIL_HEADER.search(head) else ".txt"
