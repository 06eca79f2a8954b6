"""The pieces of a contact section put together: who shares a number, an address or a firm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.reading.contacts.pieces import Piece
from bot.reading.patterns import late
from bot.reading.values.person import made_from

# The part of an address that tells a desk.
DESK = late(r"investors?|invest|ir|investor.?relations|shareholders?|media|press|pr|news", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """People who share a number, an address or a firm, as far as they have been read."""

    label: Piece | None = None
    names: list[Piece] = field(default_factory=list)
    titles: list[Piece] = field(default_factory=list)
    organization: Piece | None = None
    phones: list[Piece] = field(default_factory=list)
    emails: list[Piece] = field(default_factory=list)
    lost: bool = False
    house: bool = False
    below: bool = False  # below its firm's number
    apart: bool = False  # a firm that an empty line parts from those its label stands over
    trailing: bool = False  # its label stands behind it, in brackets, and tells nothing of the next

    @property
    def reached(self) -> bool:
        """Whether a number or an address has been read."""
        return bool(self.phones or self.emails or self.lost)

    @property
    def is_desk(self) -> bool:
        """Whether it is nothing but a desk's address on a line of its own, "press@firm.com", and a number."""
        email = self.emails[0] if len(self.emails) == 1 and len(self.phones) < 2 else None
        return bool(email and email.alone and DESK.fullmatch(email.value.split("@")[0]))

    @property
    def is_shared(self) -> bool:
        """Whether its address is no person's: none of its names has made it."""
        locals_ = [email.value.split("@")[0] for email in self.emails]
        return not any(made_from(local, name.value) for local in locals_ for name in self.names)

    @property
    def is_dial_in(self) -> bool:
        """Whether nobody is named, and the numbers are for callers."""
        return not (self.names or self.emails) and any(phone.dial_in for phone in self.phones)

    @property
    def begun(self) -> bool:
        """Whether anything but the label has been read."""
        return bool(self.names or self.titles or self.organization or self.reached)


def groups(pieces: Iterator[Piece]) -> list[Group]:
    """The groups that the pieces form, in order."""
    builder = _Builder()
    for piece in pieces:
        builder.add(piece)
    return builder.done()


class _Builder:
    """Reads pieces in order and decides where one contact ends and the next begins."""

    def __init__(self) -> None:
        self._done: list[Group] = []
        self._now = Group()
        self._house: Piece | None = None  # the firm over several labels: "Firm / Investors: … / Media: …"
        self._readers: dict[str, Callable[[Piece], None]] = {
            "label": self._label,
            "name": self._name,
            "title": self._title,
            "organization": self._organization,
            "phone": self._phone,
            "email": self._email,
            "lost": self._lost,
        }

    def done(self) -> list[Group]:
        """The groups read, the last one closed."""
        self._close()
        return self._done

    def add(self, piece: Piece) -> None:
        """Read one more piece."""
        self._readers[piece.kind](piece)

    def _close(self, *, label: Piece | None = None, organization: Piece | None = None) -> None:
        now = self._now
        if above := self._firm_above():
            now.phones, now.organization, now.below = above.phones, above.organization, True
            if not above.names:
                self._done.pop()
        if now.begun:
            now.organization = now.organization or self._house
            self._done.append(now)
            self._share_number()
        self._now = Group(label=label, organization=organization)

    def _firm_above(self) -> Group | None:
        """The firm with its number that stands right above people without one: "Firm Tel: … / Jane Doe"."""
        now, above = self._now, self._done[-1] if self._done else None
        if above is None or not now.names or now.phones or now.lost or now.names[0].gap:
            return None
        firm = above.organization if above.phones and (above.below or not above.names) else None
        same = above.label is now.label and now.organization in (None, firm)
        return above if firm and firm.first and same else None

    def _share_number(self) -> None:
        """Give a number, or a desk's address, to the people above it: "Jane Amis / Tom Ferris / Tel: …"."""
        last = self._done[-1]
        desk = last.emails[:1] if not last.phones and last.is_shared else []
        if not (last.names and (last.phones or desk)):
            return
        for group in reversed(self._done[:-1]):
            elsewhere = group.organization not in (None, last.organization)
            if group.reached or not group.names or group.label is not last.label or elsewhere:
                return
            group.phones, group.emails = last.phones[:1], desk

    def _label(self, piece: Piece) -> None:
        now = self._now
        if now.names and not now.reached and piece.value == "company" and piece.colon:
            return  # "Contact: Jane Doe / Company: Firm / Phone: …"
        if now.names and piece.before == "(" and not piece.first:  # "Jane Doe, 650-555-0101 (Investors)"
            now.trailing = now.reached
            now.label = piece
            return
        if now.names and not now.reached and not piece.colon:
            self._title(piece)
            return
        if now.organization and not now.names and not now.reached:
            if piece.first:
                self._house = now.organization
            now.label, now.apart = piece, False
            return
        self._house = self._house if piece.value else None
        self._close(label=piece)

    def _name(self, piece: Piece) -> None:
        now = self._now
        if self._is_firm(piece):
            now.organization = piece
            return
        if now.names and not piece.first and now.names[-1].colon and not now.names[-1].sure:
            now.organization = now.names.pop()  # "Copper Kettle: Hugh Baird, 502-555-0159"
        if now.reached or (now.names and (now.titles or self._follows_name(now)) and not self._shares(piece)):
            stays = now.house and not (piece.gap and now.reached)
            label = None if now.trailing else now.label
            self._close(label=label, organization=now.organization if stays else None)
            self._now.house = stays
        self._now.names.append(piece)

    def _is_firm(self, piece: Piece) -> bool:
        """Whether words shaped like a name, alone below a person's or behind a comma, are the firm's."""
        now = self._now
        unproved = not piece.sure and ((piece.first and piece.alone) or piece.before == ",")
        return unproved and bool(now.names) and not (now.reached or now.titles or now.organization)

    def _follows_name(self, group: Group) -> bool:
        """Whether the group's firm stands behind its names, as that of the last of them."""
        return group.organization is not None and not group.house

    def _shares(self, piece: Piece) -> bool:
        """Whether the name stands beside the one before it, to be reached at the same number."""
        return not piece.first and not self._now.titles

    def _title(self, piece: Piece) -> None:
        now = self._now
        if now.organization and not now.names and not piece.first:  # "Firm Ltd. (Nominated Adviser)"
            return
        if now.reached and (not now.names or (piece.first and not piece.alone)):  # "CFO Jane Doe, 555-0100"
            self._close(label=now.label)
        elif len(now.names) > 1 and now.names[-1].first and not piece.first and self._firm_above():
            last = now.names.pop()  # "Firm Tel: … / Jane Doe, Tom Ferris / Ann Lee - Sales"
            self._close(label=now.label, organization=now.organization)
            self._now.house = True
            self._now.names.append(last)
        self._now.titles.append(piece)

    def _organization(self, piece: Piece) -> None:
        now = self._now
        people_above = bool(now.names) and not now.reached
        closed = people_above and bool(self._firm_above() or (piece.gap and now.organization))
        if closed or (now.reached and (now.organization or piece.gap or (now.phones and now.emails))):
            self._close(label=now.label, organization=piece)
            self._now.house = True
            self._now.apart = piece.gap and bool(now.names)
        elif now.organization is None or (now.house and now.names):
            now.organization = piece
            now.house = not now.names

    def _phone(self, piece: Piece) -> None:
        self._now.phones.append(piece)

    def _email(self, piece: Piece) -> None:
        now = self._now
        if now.emails and len(now.emails) >= max(1, len(now.names)):
            self._close(organization=now.organization)
        self._now.emails.append(piece)

    def _lost(self, piece: Piece) -> None:
        self._now.lost = True
