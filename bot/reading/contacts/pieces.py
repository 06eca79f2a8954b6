"""What a contact section is made of: names, titles, firms, labels, numbers and addresses, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from bot.lexicon import Lexicon
from bot.model import Reason, Span, Stated
from bot.reading.contacts.around import Around, addresses
from bot.reading.contacts.kinds import Kinds
from bot.reading.contacts.layout import Cell
from bot.reading.contacts.parts import Parts
from bot.reading.issuer.words import MARKS
from bot.reading.patterns import late
from bot.reading.values.person import CREDENTIALS
from bot.reading.values.phone import Phones

# Where an address stood that scraping or the site hid.
_LOST = late(
    r"\[email\s?protected\]|Email Contact|Send Email|email us here"
    r"|[\w.-]{1,40}\s?[\[(]at[\])]\s?[\w.-]{1,60}",
    re.IGNORECASE,
)
_DIGIT = late(r"\d")
_LOST_HINTS = ("protected", "mail Contact", "end Email", "us here", "(at)", "[at]", "(AT)", "[AT]")
_EXTENSION = late(
    r"[\s,;]{0,3}\(?(?:\b[Ee]xt(?:ension)?\b\.?|EXT\.?|(?<=[\d\s,])[Xx])\s?[#:]?\s?(\d{1,6})(?!\d)\)?"
)
_FAX = late(r"\b(?:fax|facsimile|telefax|f)\s?\.?:?\s?\(?\Z", re.IGNORECASE)
_DIAL_IN = late(
    r"\b(?:toll|international|domestic|participants?|dial|passcode|conference|replay|access code|local)\b",
    re.IGNORECASE,
)
# Between the names of a firm's partners, and between a firm and its branch.
_PARTNERS = late(r",\s|\s?[–—-]\s")
# Fewer characters between two numbers or addresses are no words.
_SHORTEST = 2
# "(Mandarin/English)" behind a name.
_LANGUAGES = late(r"\s\([A-Z][a-z]+(?:\s?[/,]\s?[A-Z][a-z]+)+\)\Z")
_HONORIFIC = late(r"(?:Mr|Mrs|Ms|Dr|Prof)\.?\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a contact section.

    `kind` is name, title, organization, label, phone, email or lost (an address that was hidden); `value` is
    normalised as the model says, for a label the role it tells of ("" where none). `first` marks the first
    piece of its cell, `alone` the only one, `gap` an empty line before it, `colon` a colon behind it;
    `before` is the character before it. `sure` tells a name that an address or a degree proves to be a
    person's, `dial_in` a number that its line says is for callers.
    """

    kind: str
    value: str
    span: Span
    first: bool = False
    alone: bool = False
    gap: bool = False
    colon: bool = False
    before: str = ""
    sure: bool = False
    dial_in: bool = False

    @property
    def stated(self) -> Stated:
        """The piece as a value of the model."""
        return Stated(self.value, self.span, Reason(f"{self.kind} of a contact part"))


class Pieces:
    """Takes contact sections apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._phones = Phones(lexicon)
        self._kinds = Kinds(lexicon)
        self._parts = Parts(lexicon, self._kinds)

    def of(self, text: str, cells: list[Cell], region: str, names: tuple[str, ...]) -> Iterator[Piece]:
        """The pieces of the cells, in order; `names` are the issuer's, `region` where numbers are dialled."""
        emails = [addresses(text, cell.span, names) for cell in cells]
        around = Around(tuple(chain.from_iterable(emails)), names)
        for cell, own in zip(cells, emails, strict=True):
            pieces = list(self._cell(text, cell.span, self._reached(text, cell.span, own, region), around))
            for i, piece in enumerate(pieces):
                colon = text[piece.span.end : piece.span.end + 4].lstrip(" *_)").startswith(":")
                before = text[max(0, piece.span.start - 3) : piece.span.start].rstrip()[-1:]
                first = i == 0
                yield replace(
                    piece,
                    first=first,
                    alone=len(pieces) == 1 and _fills(piece.span, cell.span),
                    gap=first and cell.gap,
                    colon=colon,
                    before=before,
                )

    def role(self, words: str) -> str | None:
        """The role the words tell of; None where they tell of none."""
        return self._kinds.role(words)

    def _cell(self, text: str, cell: Span, reached: list[Piece], around: Around) -> Iterator[Piece]:
        """The pieces of a cell: the `reached` numbers and addresses, and what the words between them are."""
        at = cell.start
        for piece in reached:
            yield from self._worded(text, Span(at, max(at, piece.span.start)), around)
            if piece.kind != "phone" or not _FAX.search(
                text, max(cell.start, piece.span.start - 14), piece.span.start
            ):
                yield piece
            at = piece.span.end
        yield from self._worded(text, Span(at, cell.end), around)

    def _reached(self, text: str, cell: Span, emails: list[Stated], region: str) -> list[Piece]:
        """The numbers and the given addresses of a cell, in order."""
        found = [Piece("email", email.value, email.span) for email in emails]
        words = cell.of(text)
        if any(hint in words for hint in _LOST_HINTS):
            lost = _LOST.finditer(text, cell.start, cell.end)
            found += [Piece("lost", match.group(), Span(*match.span())) for match in lost]
        if _DIGIT.search(words):
            for number in self._phones.find(text, cell.start, cell.end, region=region):
                span, value = number.written.span, number.number.value
                if any(span.start < other.span.end and other.span.start < span.end for other in found):
                    continue
                if extension := _EXTENSION.match(text, span.end, cell.end):
                    span, value = Span(span.start, extension.end()), f"{value};ext={extension[1]}"
                dial_in = bool(_DIAL_IN.search(text, cell.start, cell.end))
                found.append(Piece("phone", value, span, dial_in=dial_in))
        return sorted(found, key=lambda piece: piece.span.start)

    def _worded(self, text: str, span: Span, around: Around) -> Iterator[Piece]:
        """The names, titles, firms and labels in words between numbers and addresses."""
        before: Piece | None = None
        if span.end - span.start < _SHORTEST:
            return
        for part in self._parts.of(text, span, around):
            kind = self._kinds.of(text, part, before.kind if before else "", around)
            if not kind:
                continue
            if before and _goes_on(text, kind, part, before, around):
                joined = Span(before.span.start, part.end)
                before = Piece(before.kind, _spaced(joined.of(text)), joined)
                continue
            if before:
                yield before
            before = self._piece(text, kind, part, around)
        if before:
            yield before

    def _piece(self, text: str, kind: str, part: Span, around: Around) -> Piece:
        words = _spaced(MARKS.sub("", part.of(text)))
        if kind == "label":
            return Piece(kind, self._kinds.role(words) or "", part)
        if kind != "name":
            return Piece(kind, words, part)
        bare = _LANGUAGES.sub("", words)
        bare = _HONORIFIC.sub("", CREDENTIALS.sub("", bare), count=1).strip(" ,")
        degree = CREDENTIALS.match(text, part.end)
        return Piece(
            kind, bare, part, sure=bool(degree) or bare != words or around.in_house or around.is_person(bare)
        )


def _fills(span: Span, cell: Span) -> bool:
    """Whether a piece is all of its cell but a bracket or a full stop."""
    return (cell.end - cell.start) - (span.end - span.start) <= 3


def _goes_on(text: str, kind: str, part: Span, before: Piece, around: Around) -> bool:
    """Whether the part belongs to the one before it: a long title, a firm called by several names."""
    if kind == before.kind == "title":
        return True
    if kind != "name" or before.kind != "organization" or around.is_person(part.of(text)):
        return False
    words = part.of(text).split()
    partners = len(words) > 2 or words[0] in before.value.split()  # two words are rather somebody at the firm
    return partners and bool(_PARTNERS.fullmatch(text, before.span.end, part.start))


def _spaced(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
