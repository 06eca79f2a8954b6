"""Answers about whom to turn to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from phonenumbers import parse, region_codes_for_country_code
from phonenumbers.phonenumberutil import NumberParseException
from rapidfuzz import fuzz

from bot.desk.answering import Asked, answered, not_stated
from bot.desk.library_port import LibraryPort, fold
from bot.desk.words import one_of
from bot.model import Answer, Contact, Entry, Fact, Release, Stated, Value

_SAYS = {
    "investor": re.compile(r"investor|\bir\b|shareholder|stockholder", re.I),
    "media": re.compile(r"media|press|public relations|\bpr\b", re.I),
}
_DESKS = {"investor": "investor relations", "media": "media"}
_ALIKE = 85.0
_LONGEST_NUMBER = 40
_MOST_LOOKED_AT = 12  # releases, for those of a month or year, or with the one who is named
_TITLES = {
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "cmo": "chief medical officer",
    "cso": "chief scientific officer",
    "cto": "chief technology officer",
    "vp": "vice president",
}
# Words of contacts that are said of their role, which the field tells, or of any of them.
_SAID_OF_ALL = one_of(
    "investor investors relations media press contact the and for with from email phone number mail "
    "name who what whats can call about public company inc corp ltd llc group fax person you how them "
    "their com office team desk results financial communications please does ask"
)
_CLOSING = frozenset(["but", "please", "and"])


class ContactAnswers:
    """Answers for fields that lie in a release's contacts."""

    def __init__(self, library: LibraryPort) -> None:
        self._library = library

    def of(self, asked: Asked) -> Answer:
        """The contacts of the newest release that names fitting ones."""
        role = (asked.field.only or {}).get("role", (None,))[0]
        first: tuple[Entry, Release] | None = None
        entries = self._entries(asked)
        for entry in [*filter(lambda entry: self._picks(entry, asked), entries)] or entries:
            release = self._library.release(entry.id)
            contacts = _own(release)
            if first is None and contacts:
                first = entry, release
            if people := _narrowed(_in_role(contacts, role), asked):
                if missing := _lacking(people, asked):
                    return not_stated(asked, entry, [_instead(people, release)], what=missing)
                return self._telling_of(asked, entry, release, people)
        if first:
            return not_stated(asked, first[0], [_instead(_own(first[1]), first[1])])
        return not_stated(asked, next(iter(self._library.entries(asked.company_id, 1)), None))

    def _telling_of(
        self,
        asked: Asked,
        entry: Entry,
        release: Release,
        people: Sequence[Contact],
        notes: Sequence[str] = (),
    ) -> Answer:
        role = (asked.field.only or {}).get("role", (None,))[0]
        facts = [f for person in people for f in _facts(person, release.contacts)]
        values = [v for person in people for v in _values(person)]
        lines = [_told(person, release.text, role) for person in people]
        text = f"{asked.field.label.lower()}: {'; '.join(lines)}."
        return answered(asked, entry, release, facts, values=values, text=text, lines=lines)

    def _picks(self, entry: Entry, asked: Asked) -> bool:
        """Whether a release has a contact that unknown words of the question name."""
        return bool(asked.rest and picked_out(self._library.release(entry.id).contacts, asked.rest))

    def _entries(self, asked: Asked) -> list[Entry]:
        """Releases with contacts in that role, then any with contacts, newest first."""
        which = asked.which_call
        dated = which.year is not None or which.month is not None
        most = _MOST_LOOKED_AT if dated or asked.rest else 2
        found = {e.id: e for e in self._library.stating(asked.company_id, asked.field.id, most)}
        known = self._library.stating(asked.company_id, "contact", most)
        found |= {e.id: e for e in known if e.id not in found}
        return sorted(found.values(), key=lambda e: -which.told_by(e)) if dated else list(found.values())


def _own(release: Release) -> list[Contact]:
    """The contacts without the desk of who only published the release and tells about itself there."""
    issuer = fold(release.company.value) if release.company else ""
    return [c for c in release.contacts if not _is_publisher(c, release.text, issuer)]


def _is_publisher(contact: Contact, text: str, issuer: str) -> bool:
    if contact.name or contact.title or contact.role or not contact.organization:
        return False
    firm = contact.organization.value
    if fold(firm) in issuer or issuer in fold(firm):
        return not issuer
    return f"About {firm}" in text or f"{firm} is a " in text


def _in_role(contacts: Sequence[Contact], role: str | None) -> list[Contact]:
    """Those in the role; where none is labelled so, those whose title or address says it."""
    if role is None:
        return list(contacts)
    labelled = [c for c in contacts if c.role and c.role.value == role]
    return labelled or [c for c in contacts if c.role is None and _SAYS[role].search(_words(c))]


def _words(contact: Contact) -> str:
    address = contact.email.value.partition("@")[0] if contact.email else ""
    return " ".join(s.value for s in (contact.title, contact.organization) if s) + " " + address


def _narrowed(contacts: list[Contact], asked: Asked) -> list[Contact]:
    """Those whom the question's words pick out, or those in the country it speaks of, where it does."""
    picked = picked_out(contacts, asked.words)
    there = [c for c in contacts if c.phone and _region(c.phone.value) & set(_countries(asked))]
    return picked or there or contacts


def picked_out(contacts: Sequence[Contact], words: Sequence[str]) -> list[Contact]:
    """Those contacts that folded words tell from the others: by name, title, firm or address.

    Words after "not" tell whom not to give. None where no word tells one from another.
    """
    said = [f" {_description(contact)} " for contact in contacts]
    wanted, refused = _told_apart(words)
    left = [at for at, one in enumerate(said) if not any(_has(one, word) for word in refused)]
    telling = [w for w in wanted if 0 < sum(_has(one, w) for one in said) < max(2, len(said))]
    scores = {at: sum(_has(said[at], word) for word in telling) for at in left}
    most = max(scores.values(), default=0)
    if not most and len(left) == len(said):
        return []
    return [contacts[at] for at in left if scores[at] == most]


def _told_apart(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that may tell contacts apart, titles in full, and those that are refused."""
    wanted: list[str] = []
    refused: list[str] = []
    into = wanted
    for word in words:
        if word == "not":
            into = refused
        elif word in _CLOSING:
            into = wanted
        elif word not in _SAID_OF_ALL and len(word) > 2:
            into.append(word)
    return wanted, refused


def _description(contact: Contact) -> str:
    stated = (contact.name, contact.title, contact.organization)
    domain = contact.email.value.partition("@")[2].rpartition(".")[0] if contact.email else ""
    return fold(" ".join([*(s.value for s in stated if s), domain, domain.replace(".", "")]))


def _has(description: str, word: str) -> bool:
    if (
        f" {word} " in description
        or (word in _TITLES and _TITLES[word] in description)
        or (len(word) > 4 and f" {word}" in description)
    ):
        return True
    return len(word) > 3 and any(
        fuzz.ratio(word, part, processor=None, score_cutoff=_ALIKE) for part in description.split()
    )


def _countries(asked: Asked) -> tuple[str, ...]:
    return (*asked.countries, "US") if "domestic" in asked.meanings else asked.countries


def _region(number: str) -> frozenset[str]:
    try:
        return frozenset(region_codes_for_country_code(parse(number).country_code or 0))
    except NumberParseException:
        return frozenset()


def _lacking(people: Sequence[Contact], asked: Asked) -> str | None:
    """What was asked for by name and none of the people has: an e-mail address, a telephone number."""
    if asked.meanings & {"who", "handles"}:
        return None
    wants_mail, wants_phone = "email" in asked.meanings, not asked.meanings.isdisjoint({"number", "dial"})
    if wants_mail and not wants_phone and not any(p.email for p in people):
        return f"an e-mail address, {asked.field.label.lower()}"
    if wants_phone and not wants_mail and not any(p.phone for p in people):
        return f"a telephone number, {asked.field.label.lower()}"
    return None


def _instead(people: Sequence[Contact], release: Release) -> str:
    return f"It does name: {'; '.join(_told(person, release.text) for person in people)}."


def _stated(contact: Contact) -> Iterator[tuple[str, Stated]]:
    for name in ("name", "organization", "phone", "email"):
        stated: Stated | None = getattr(contact, name)
        if stated and not (name == "organization" and contact.name):
            yield name, stated


def _facts(contact: Contact, contacts: Sequence[Contact]) -> Iterator[Fact]:
    at = contacts.index(contact)
    for name, stated in _stated(contact):
        yield Fact("contact", f"/contacts/{at}/{name}", stated.value, stated.span)


def _values(contact: Contact) -> Iterator[Value]:
    """Name, telephone and e-mail; the first is labelled with the role, the others with whose they are."""
    who = next((s.value for s in (contact.name, contact.organization) if s), None)
    role = contact.role.value if contact.role else None
    for name, stated in _stated(contact):
        yield Value(stated.value, role if name in ("name", "organization") else who or role)


def _told(contact: Contact, text: str, asked_for: str | None = None) -> str:
    """Who it is, for whom if that was not what was asked, and how to reach them, numbers as written."""
    who = ", ".join(s.value for s in (contact.name, contact.title, contact.organization) if s)
    phone = contact.phone and _written(contact.phone, text)
    how = ", ".join(part for part in (phone, contact.email and contact.email.value) if part)
    role = _DESKS.get(contact.role.value) if contact.role and contact.role.value != asked_for else None
    if who and role and role.casefold() not in who.casefold():
        who = f"{who} ({role})"
    return ": ".join(part for part in (who or role, how) if part)


def _written(stated: Stated, text: str) -> str:
    words = " ".join(stated.span.of(text).split())
    return words if 0 < len(words) <= _LONGEST_NUMBER else stated.value
