"""The pieces of contact sections put together to people, firms and desks."""

from __future__ import annotations

import re

from bot.lexicon import Lexicon
from bot.model import Contact, Document, Span, Stated
from bot.reading.contacts.groups import DESK, Group, groups
from bot.reading.contacts.layout import cells
from bot.reading.contacts.pieces import Piece, Pieces
from bot.reading.contacts.sections import sections
from bot.reading.issuer import Issuer
from bot.reading.patterns import late
from bot.reading.values.person import made_from

_BETWEEN = late(r"[\s,;*_&|-]*(?:and)?[\s*_]*")

# A title that goes on in the next line: "Public Affairs and / Investor Relations".
_OPEN_END = late(r"( (?:and|of|&)), ")


class ContactsReader:
    """Reads the contact part of a release."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._pieces = Pieces(lexicon)

    def read(self, document: Document, issuer: Issuer) -> tuple[Contact, ...]:
        """The people, firms and desks of the contact part, in the text's order."""
        text = document.text
        found: list[Contact] = []
        for section in sections(text):
            pieces = self._pieces.of(text, cells(text, section.span), issuer.country or "US", issuer.names)
            for group in groups(pieces):
                if section.headed or group.label or group.names or group.organization or group.is_desk:
                    found += self._contacts(text, group)
        return tuple(_once(found))

    def _contacts(self, text: str, group: Group) -> list[Contact]:
        if not group.reached or group.is_dial_in:
            return []
        shared = len(group.names) > 1
        organization = group.organization.stated if group.organization else None
        title = self._title_of(text, group)
        contacts = []
        for i, name in enumerate(group.names):
            contacts.append(
                Contact(
                    name=name.stated,
                    title=None if shared else title,
                    organization=organization,
                    phone=_its(text, group.phones, i, group.names),
                    email=_own(group.emails, name) or _its(text, group.emails, i, group.names),
                    role=self._role(group.label, title),
                )
            )
        if group.names:
            return contacts
        phone = group.phones[0].stated if group.phones else None
        email = group.emails[0].stated if group.emails else None
        role = self._role(None if group.apart else group.label, title) or _desk_role(self._pieces, email)
        return [Contact(None, title, organization, phone, email, role)]

    def _title_of(self, text: str, group: Group) -> Stated | None:
        """The title, with the parts of it that stand on further lines."""
        if not group.titles:
            return None
        start, end = group.titles[0].span.start, group.titles[0].span.end
        for piece in group.titles[1:]:
            if not _BETWEEN.fullmatch(text, end, piece.span.start):
                break
            end = piece.span.end
        parts = [line.strip(" ,") for line in text[start:end].splitlines() if line.strip(" ,")]
        joined = _OPEN_END.sub(r"\1 ", re.sub(r"\s+", " ", ", ".join(parts)))
        return Stated(joined, Span(start, end))

    def _role(self, label: Piece | None, title: Stated | None) -> Stated | None:
        if label and label.value:
            return label.stated
        role = self._pieces.role(title.value) if title else None
        return Stated(role, title.span) if title and role in ("investor", "media") else None


def _its(text: str, pieces: list[Piece], i: int, names: list[Piece]) -> Stated | None:
    """The number or address of the i-th of several people: as many in one line are one each."""
    if not pieces:
        return None
    in_line = "\n" not in text[pieces[0].span.start : pieces[-1].span.end]
    return (pieces[i] if in_line and len(pieces) == len(names) else pieces[0]).stated


def _own(emails: list[Piece], name: Piece) -> Stated | None:
    """The address made from the person's name."""
    return next((e.stated for e in emails if made_from(e.value.split("@")[0], name.value)), None)


def _desk_role(pieces: Pieces, email: Stated | None) -> Stated | None:
    """The role that a desk's address tells of: investors@, ir@, media@."""
    local = email.value.split("@")[0] if email else ""
    if not email or not DESK.fullmatch(local):
        return None
    role = pieces.role("investor" if local.lower().startswith(("inv", "ir", "share")) else "media")
    return Stated(role, Span(email.span.start, email.span.start + len(local))) if role else None


def _once(contacts: list[Contact]) -> list[Contact]:
    """The contacts without those that say nothing new: the same person, or a bare address already given."""
    kept: list[Contact] = []
    for contact in contacts:
        if not any(_says_no_more(contact, other) for other in contacts if other is not contact) and not any(
            _same(contact, other) for other in kept
        ):
            kept.append(contact)
    return kept


def _values(contact: Contact) -> tuple[str | None, str | None, str | None]:
    return tuple(part.value if part else None for part in (contact.name, contact.phone, contact.email))  # type: ignore[return-value]


def _same(contact: Contact, other: Contact) -> bool:
    return _values(contact) == _values(other)


def _says_no_more(contact: Contact, other: Contact) -> bool:
    """Whether a contact without a name is only the number or address of a named one."""
    if contact.name or not other.name:
        return False
    _, phone, email = _values(contact)
    _, other_phone, other_email = _values(other)
    return (phone is None or phone == other_phone) and (email is None or email == other_email)
