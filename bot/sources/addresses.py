"""Addresses: where a source may be followed to, and what an item is known by. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_USUAL = {"http": 80, "https": 443}
_LOCAL_NAMES = re.compile(r"(?:.+\.)?(?:localhost|local|internal|home\.arpa)", re.IGNORECASE)
_PASSING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|rss|jsessionid|s?sid|session\w*", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
ACCESSION = re.compile(r"\b\d{10}-\d{2}-\d{6}\b")

# The number that a wire gives a release, as its links carry it; the language where they tell it.
_NUMBERED = (
    ("globenewswire", re.compile(r"globenewswire\.com/(?:\w\w/)?news-release/\d+/\d+/\d+/(\d+)/\d+/(\w\w)/")),
    ("prnewswire", re.compile(r"prnewswire\.(?:com|co\.uk)/.*-(\d{9})\.html")),
    ("businesswire", re.compile(r"businesswire\.com/news/home/(\d{14})/(\w\w)")),
    ("accesswire", re.compile(r"access(?:news)?wire\.com/(?:\S*-|viewarticle\.aspx\?id=|)(\d{6,8})\b")),
    ("edgar", re.compile(r"/Archives/edgar/data/\d+/(?:\d{18}/)?(\d{10}-\d{2}-\d{6})")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a source's links and redirects may lead: its own host, and those that its `hosts` names."""

    url: str
    hosts: tuple[str, ...] = ()

    @property
    def may_be_private(self) -> bool:
        """Whether the source itself is of this machine or a private network."""
        return is_private(urlsplit(self.url).hostname or "")

    def fault(self, address: str) -> str | None:
        """Why an address may not be followed; None where it may."""
        try:
            parts = urlsplit(address)
            host = host_of(address)
        except ValueError:
            return "it is no address"
        if parts.scheme not in _USUAL:
            return f"{parts.scheme or 'nothing'}: is not http or https"
        if not parts.hostname:
            return "it names no host"
        if is_private(parts.hostname) and not self.may_be_private:
            return f"{parts.hostname} is an address of this machine or a private network"
        if host not in {host_of(self.url), *(named.lower() for named in self.hosts)}:
            return f"{host} is not among the source's hosts"
        return None


def host_of(address: str) -> str:
    """An address's host in small letters, with its port where that is not the usual one.

    >>> host_of("https://Wire.example:443/a"), host_of("http://wire.example:8080")
    ('wire.example', 'wire.example:8080')
    """
    parts = urlsplit(address)
    name = (parts.hostname or "").rstrip(".")
    name = f"[{name}]" if ":" in name else name
    usual = parts.port in (None, _USUAL.get(parts.scheme))
    return name if usual else f"{name}:{parts.port}"


def is_private(host: str) -> bool:
    """Whether a name or IP address is one of this machine or a private network, as far as it says itself."""
    try:
        found = ip_address(host.strip("[]"))
    except ValueError:
        return bool(_LOCAL_NAMES.fullmatch(host)) or _is_odd_number(host)
    return not found.is_global or found.is_multicast


def _is_odd_number(host: str) -> bool:
    """Whether a host is an IP address in another writing, such as 0x7f.1 or 2130706433."""
    return bool(re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", host, re.IGNORECASE))


def wire_number(address: str) -> tuple[str, str | None] | None:
    """The release's own number as "wire:number", and the language; None where the link carries none.

    >>> wire_number("https://www.prnewswire.com/news-releases/novira-opens-302372941.html")
    ('prnewswire:302372941', None)
    >>> wire_number("https://www.businesswire.com/news/home/20260302005123/fr/")
    ('businesswire:20260302005123', 'fr')
    """
    for wire, pattern in _NUMBERED:
        if found := pattern.search(address):
            return f"{wire}:{found[1]}", (found[2] if pattern.groups > 1 else None)
    return None


def wire_of(address: str) -> str:
    """What numbers of the address's host are counted under: the wire's name, else the host."""
    host = host_of(address)
    return next((wire for wire, _ in _NUMBERED if f".{wire}." in f".{host}"), host)


def plain_address(address: str) -> str:
    """An address without what changes from one reading to the next: fragment, session, campaign.

    >>> plain_address("http://WWW.Wire.example/a/?utm_source=rss&id=7#top")
    'wire.example/a?id=7'
    """
    parts = urlsplit(_SESSION.sub("", address))
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not _PASSING.fullmatch(k)])
    host = host_of(address).removeprefix("www.")
    return urlunsplit(("", "", host + parts.path.rstrip("/"), query, "")).lstrip("/")


def is_front_page(address: str) -> bool:
    """Whether an address names no page of its own."""
    parts = urlsplit(address)
    return parts.path.strip("/") == "" and not parts.query


def identities(number: str | None, link: str, guid: str, feed: str) -> Iterator[str]:
    """What an item is known by: the wire's number alone where it has one, else its link and its guid.

    A guid is told apart by the feed's host: "12345" is anybody's.
    """
    if number:
        yield number
        return
    if link:
        yield f"link:{plain_address(link)}"
    if guid and guid != link:
        yield f"guid:{host_of(feed)}:{guid}"
