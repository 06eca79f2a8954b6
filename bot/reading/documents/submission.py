"""A whole EDGAR submission: the press release among the documents that were filed together.

A submission is SGML: a header, then each document between <DOCUMENT> and </DOCUMENT> with its <TYPE> and its
<TEXT>; pictures and PDFs are uuencoded. The archive serves a single exhibit in the same wrapping. See EDGAR's
Filer Manual, volume II, and the specification of its Public Dissemination Service.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import dropwhile, islice, takewhile

from bot.errors import Trouble
from bot.reading.documents import cleaning
from bot.reading.documents.decoding import decoded
from bot.reading.patterns import late

_BEGIN = re.compile(
    rb"\s*(?:-----BEGIN PRIVACY-ENHANCED MESSAGE-----|<(?:SEC|IMS)-(?:DOCUMENT|HEADER)>|<SUBMISSION>"
    rb"|<DOCUMENT>\s{0,9}<TYPE>)"
)
# As a browser saves the submission's text: in <pre>, its brackets escaped.
_ESCAPED = re.compile(rb"&lt;(?:(?:SEC|IMS)-(?:DOCUMENT|HEADER)|SUBMISSION)&gt;")
_TOP_BYTES = 4000
_PRE_END = re.compile(rb"</?pre[^>]*>", re.IGNORECASE)
_TYPE = re.compile(rb"<TYPE>[ \t]*([^\r\n<]{1,60})")
_FORM = re.compile(rb"(?:CONFORMED SUBMISSION TYPE:|<FORM-TYPE>)[ \t]*([\w/ -]{1,20}?)[ \t]*\r?\n")
_ACCEPTED = re.compile(rb"<ACCEPTANCE-DATETIME>\s*(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)")
_FILED = re.compile(rb"(?:FILED AS OF DATE:|<FILING-DATE>)\s*(\d{4})-?(\d\d)-?(\d\d)")
_EXHIBIT = late(r"EX-99(?![0-9])")
_MARKUP = re.compile(rb"<(?:!doctype html|html|body|div|p|br|font|tr)\b", re.IGNORECASE)
_WRAPPING = re.compile(rb"\s*<(?:XBRL|XML|HTML-DOC)>")
# What sets up pages and tables in the plain documents of before 2001, with the numbers of the pages.
_SGML = late(
    r"(?:\n[ \t]*-?[ \t]*\d{1,3}[ \t]*-?[ \t]*)?\n[ \t]*<PAGE>[ \t]*\d{0,3}[ \t]*(?=\n)"
    r"|</?(?:PAGE|TABLE|CAPTION|FN|[A-Z]|[A-Z]{1,2}[0-9]{1,2})>"
)
# How a release begins, apart from slides, letters to the staff, lists of questions.
_RELEASE = late(
    r"for immediate release|(?:press|news|earnings) release|newswire|business wire|accesswire"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|[a-z]{3,4}\.)"
    r" \d{1,2}, (?:19|20)\d\d\)? ?(?:/[^/\n]{3,30}/ ?)?(?:-|–|—)",
    re.IGNORECASE,
)
_TOP = 3000
_MOST_DOCUMENTS = 500


@dataclass(frozen=True, slots=True)
class _Part:
    """One document of a submission: its type, such as "EX-99.1", and what stands between its <TEXT> marks."""

    type: str
    content: bytes


def is_submission(data: bytes) -> bool:
    """Whether the bytes are a submission, or one of its documents in the archive's wrapping."""
    return bool(_BEGIN.match(data) or (b"<pre" in data[:_TOP_BYTES] and _ESCAPED.search(data, 0, _TOP_BYTES)))


def text_of(data: bytes, name: str) -> str:
    """The text of the exhibits 99 that are releases, in their order, then the day of acceptance (New York's).

    Where none begins as a release does it is the first of them. Raises Trouble where there is none at all.
    """
    if not _BEGIN.match(data):
        data = unescape(_PRE_END.sub(b"", data).decode("utf-8", "replace")).encode()
    header = data[: max(0, data.find(b"<DOCUMENT>"))][:100_000]
    exhibits = sorted(_exhibits(data), key=_number)
    texts = [text for part in exhibits if (text := _text(part, name))]
    if not texts:
        form = _FORM.search(header)
        named = f" (form {form[1].decode()})" if form else ""
        raise Trouble(
            f"{name} is an EDGAR submission{named} without a press release: it has no exhibit 99 with text."
        )
    releases = [text for text in dict.fromkeys(texts) if _RELEASE.search(text, 0, _TOP)]
    return "\n\n".join([*(releases or texts[:1]), *_accepted(header)])


def _exhibits(data: bytes) -> Iterator[_Part]:
    start = data.find(b"<DOCUMENT>")
    for _ in range(_MOST_DOCUMENTS):
        if start < 0:
            return
        following = data.find(b"<DOCUMENT>", start + 1)
        kind = _TYPE.search(data, start, min(start + 500, len(data)))
        type_ = kind[1].decode("ascii", "replace").strip().upper() if kind else ""
        if _EXHIBIT.match(type_):
            end = following if following >= 0 else len(data)
            inside = data.find(b"<TEXT>", start, end)
            close = data.rfind(b"</TEXT>", start, end)
            yield _Part(type_, data[max(start, inside + 6) : close if close > inside else end])
        start = following


def _number(part: _Part) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", part.type))


def _text(part: _Part, name: str) -> str:
    """The document's text; none of one that holds only data or cannot be read."""
    content = part.content.strip()
    if _WRAPPING.match(content):
        return ""
    if content.startswith(b"<PDF>"):
        return _pdf(content, name)
    if _MARKUP.search(content, 0, _TOP):
        from bot.reading.documents import pages

        return pages.text_of(decoded(content, name), name)
    return cleaning.plain(_SGML.sub("", decoded(content, name))).strip()


def _pdf(content: bytes, name: str) -> str:
    """The text of an exhibit that was filed as a PDF; none where it is damaged."""
    lines = iter(content.splitlines())
    body = dropwhile(lambda line: not line.startswith(b"begin "), lines)
    encoded = takewhile(lambda line: line.rstrip() not in (b"`", b"end"), islice(body, 1, None))
    try:
        from bot.reading.documents import pdf

        return pdf.text_of(b"".join(map(binascii.a2b_uu, encoded)), name)
    except (binascii.Error, Trouble):
        return ""


def _accepted(header: bytes) -> Iterator[str]:
    """The line of the day, in New York, on which the submission was accepted and so made public."""
    accepted, filed = _ACCEPTED.search(header), _FILED.search(header)
    day = accepted or filed
    if day:
        clock = f", {accepted[4].decode()}:{accepted[5].decode()} New York time" if accepted else ""
        date = b"-".join(day.groups()[:3]).decode()
        yield f"Submitted for publication: {date}{clock} (EDGAR)"
