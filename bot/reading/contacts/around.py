"""What a contact section tells of its own words: its e-mail addresses and the issuer's names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.model import Span, Stated
from bot.reading.issuer.words import folded, vocabulary
from bot.reading.patterns import late
from bot.reading.values.email import emails
from bot.reading.values.person import made_from, unaccented

# What scraping leaves in front of an address: labels, and the last words of titles.
_LABELS = vocabulary(
    "Office Cell Mobile Direct Email Phone Main Fax Officer President Director Manager Founder Chairman "
    "Relations Communications Partner Counsel Secretary America States Kingdom Canada Australia Asia Europe"
)
_FIRST_NAME = late(r"(?<![A-Za-z])([A-Z][a-z]{2,20})\s\Z")
# So many words a firm's branch has behind its name: "Acme Canada National".
_BRANCH = 2
# What an address has behind a firm's letters: "ab" of "abgroup.com".
_FIRM_GOES_ON = late(r"-?(?:group|ir|pr|advisory|advisors|partners|comms?|communications|consulting|inc)?\.")
_DESKS = vocabulary("info press media investors investor contact ir pr")


@dataclass(frozen=True, slots=True)
class Around:
    """The addresses of a section and the issuer's names: they decide what ambiguous words are.

    "Harbor Point" is a firm where an address ends in "@harborpoint.com", a person where one begins "hpoint@".
    """

    addresses: tuple[Stated, ...] = ()
    names: tuple[str, ...] = ()

    def is_person(self, words: str) -> bool:
        """Whether one of the addresses is made from the name."""
        return any(made_from(_local(email), words) for email in self.addresses)

    def has_person(self, word: str) -> bool:
        """Whether one of the addresses has the word among those before the "@"."""
        word = word.lower()
        return len(word) > 2 and any(
            word in re.split(r"[._-]", _local(email).lower()) for email in self.addresses
        )

    def is_firm(self, words: str) -> bool:
        """Whether one of the addresses is at the firm the words name."""
        letters = _letters(words)
        firms = (_letters(_host(email).split(".")[0]) for email in self.addresses)
        return len(letters) > 2 and any(
            letters == firm or (len(firm) > 4 and letters.startswith(firm)) for firm in firms if len(firm) > 2
        )

    def begins_firm(self, word: str) -> bool:
        """Whether one of the addresses is at a firm whose name begins with the word."""
        word = word.lower()
        return len(word) > 1 and any(
            _host(email).startswith(word) and (len(word) > 3 or _FIRM_GOES_ON.match(_host(email), len(word)))
            for email in self.addresses
        )

    def firm_in(self, word: str) -> int:
        """The length of a firm's name, known from an address, with which a longer word begins; else 0."""
        low = word.lower()
        firms = (_host(email).split(".")[0] for email in self.addresses)
        return max((len(firm) for firm in firms if len(firm) > 4 and low.startswith(firm)), default=0)

    @property
    def in_house(self) -> bool:
        """Whether there are addresses, and all of them are the issuer's."""
        hosts = {_host(email).split(".")[0] for email in self.addresses}
        own = [_letters(name) for name in self.names]
        return bool(hosts) and all(any(name.startswith(host[:6]) for name in own) for host in hosts)

    def begins_issuer(self, words: str) -> bool:
        """Whether the words are one of the issuer's names, the first words of one, or go on behind one."""
        low = folded(words)
        names = [folded(name) for name in self.names]
        return bool(low) and any(
            name.startswith(low)
            or (low.startswith(f"{name} ") and low.count(" ") <= name.count(" ") + _BRANCH)
            for name in names
            if name.startswith(low) or " " in name
        )


def addresses(text: str, cell: Span, names: tuple[str, ...]) -> list[Stated]:
    """The e-mail addresses of a cell, without the name or label that scraping glued in front of them.

    `names` are the issuer's: "Acmejane@firm.com" is "jane@firm.com" behind "Acme".
    """
    found = []
    for email in emails(text, cell.start, cell.end):
        local = _local(email)
        glued = (len(name) for name in names if local.startswith(name) and len(local) > len(name) + 1)
        start = email.span.start + (max(glued, default=0) or _glued(local))
        start += _first_name(text[cell.start : start], text[start : email.span.end].split("@")[0])
        found.append(Stated(text[start : email.span.end], Span(start, email.span.end)))
    return found


def _glued(local: str) -> int:
    """The length of what stands before an address: "Green" of "Greenmgreen", "Officer" of "Officerir"."""
    if local[:2] in ("IR", "PR") and local[2:3].islower():
        return 2
    for i in range(len(local) - 2, 2, -1):
        head, rest = local[:i], local[i:]
        apart = head in _LABELS or rest in _DESKS or head.lower() in rest.lower()
        if apart and head[0].isupper() and head[1:].islower():
            return i
    return 0


def _first_name(before: str, local: str) -> int:
    """The length of a family name before an address made of the first one: "Doe" of "Jane Doejane@"."""
    first = _FIRST_NAME.search(before)
    behind = local.find(first[1].lower(), 2) if first else -1
    return behind if behind > 0 and local[0].isupper() and local[1:behind].islower() else 0


def _local(email: Stated) -> str:
    return email.value.split("@")[0]


def _host(email: Stated) -> str:
    return email.value.rsplit("@", 1)[-1].lower()


def _letters(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unaccented(words))
