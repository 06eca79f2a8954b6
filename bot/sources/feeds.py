"""A feed's bytes to its items: RSS and Atom, as the wires write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from itertools import islice
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import feedparser

from bot.errors import Trouble
from bot.ledger.shapes import Item, Tags
from bot.reading.documents.decoding import decoded
from bot.sources.addresses import identities, is_front_page, wire_number, wire_of

MOST_ITEMS = 2_000  # of one page
LONGEST_HEAD = 20_000  # bytes before a feed's first item
LONGEST_WORDS = 200_000  # characters of an item's own words that are kept
AHEAD = timedelta(days=1)  # a date further ahead is a mistake
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?(rss|feed|RDF)[\s>/]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ITEM = re.compile(r"<(?:item|entry)[\s>]")
_CHANGING = re.compile(rb"<(lastBuildDate|updated|pubDate|ttl|generator)\b[^>]*>.*?</\1>", re.DOTALL)
_FIRST_ITEM = re.compile(rb"<(?:item|entry)\b")
_ZONED = re.compile(r"(?P<rest>.*\d)\s*(?P<zone>[A-Z]{2,5})\s*$")
_OF_STOCKS = re.compile(r"/(?:stock|ticker)s?/?$", re.IGNORECASE)  # a category's scheme
_STOCK = re.compile(r"(?:(?P<market>[A-Za-z][A-Za-z .-]{0,30}):\s?)?(?P<symbol>[A-Z0-9][A-Z0-9.-]{0,9})")


@dataclass(frozen=True, slots=True)
class Page:
    """What a feed listed, newest first or as it came. `unlisted` items had neither a link nor words."""

    items: tuple[Item, ...] = ()
    unlisted: int = 0


def digest_of(body: bytes) -> str:
    """A digest of what the feed lists; when it was made and how it greets are left out."""
    first = _FIRST_ITEM.search(body, 0, LONGEST_HEAD)
    head = body[: first.start()] if first else body[:LONGEST_HEAD]
    return sha256(_CHANGING.sub(b"", head) + body[len(head) :]).hexdigest()


def page_of(
    body: bytes, url: str, source: str, *, now: datetime, zones: Mapping[str, str], charset: str | None = None
) -> Page:
    """The items of a feed that came from `url`.

    `zones` are the lexicon's: their words to IANA names. Raises Trouble where the bytes are no feed.
    """
    text = _CONTROLS.sub("", decoded(body, "the feed", charset)).lstrip("\ufeff")
    prolog = _PROLOG.match(text)
    if not _ROOT.match(text, prolog.end() if prolog else 0):
        raise Trouble(f"What {url} gives is no feed: {_opening(text)}.")
    text = _cut(_DECLARATION.sub("", _DOCTYPE.sub("", text, count=1), count=1))
    parsed = feedparser.parse(
        b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8", "replace"),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
    )
    entries = parsed.entries[:MOST_ITEMS]
    links = Counter(entry.get("link", "") for entry in entries)
    guids = Counter(entry.get("id", "") for entry in entries)
    items = [
        _item(
            entry,
            url,
            source,
            own_link=links[entry.get("link", "")] == 1,
            own_guid=guids[entry.get("id", "")] == 1,
            published=_date_of(entry, now, zones),
        )
        for entry in entries
    ]
    return Page(tuple(item for item in items if item), sum(1 for item in items if item is None))


def _cut(text: str) -> str:
    """The feed with no more items than are read: feedparser takes the square of a depth."""
    beyond = next(islice(_ITEM.finditer(text), MOST_ITEMS, None), None)
    return text[: beyond.start()] if beyond else text


def moment_from(text: str, now: datetime, zones: Mapping[str, str]) -> datetime | None:
    """A feed's date: as mail writes it, also without seconds or with "ET", or ISO 8601; None for no date.

    >>> moment_from("Fri, 02 Oct 2026 18:06 GMT", datetime(2026, 10, 3, tzinfo=UTC), {}).isoformat()
    '2026-10-02T18:06:00+00:00'
    """
    text = text.strip()
    moment = _iso(text) or _mail(text, zones)
    return moment if moment and EARLIEST <= moment <= now + AHEAD else None


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mail(text: str, zones: Mapping[str, str]) -> datetime | None:
    zoned = _ZONED.fullmatch(text)
    try:
        if zoned and (name := zones.get(zoned["zone"].lower())):
            there = parsedate_to_datetime(zoned["rest"]).replace(tzinfo=ZoneInfo(name))
            return there.astimezone(UTC)
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _date_of(entry: dict[str, Any], now: datetime, zones: Mapping[str, str]) -> datetime | None:
    for key in ("published", "updated", "created", "dc_modified"):
        # dict's own: feedparser's gives the one date for the other, with a warning
        if (text := dict.get(entry, key)) and (moment := moment_from(str(text), now, zones)):
            return moment
    return None


def _item(
    entry: Mapping[str, Any],
    url: str,
    source: str,
    *,
    own_link: bool,
    own_guid: bool,
    published: datetime | None,
) -> Item | None:
    link = urljoin(url, str(entry.get("link", "")).strip()) if entry.get("link") else ""
    guid = str(entry.get("id", "")).strip()
    words = _words(entry)
    if not link and not words:
        return None
    number, language = _number(entry, link or guid, url)
    own = own_link and not (link and is_front_page(link))
    known = list(identities(number, link if own else "", guid if own_guid else "", url))
    known = known or [f"words:{_digest(str(entry.get('title', '')), words)}"]
    return Item(
        key=known[0],
        source=source,
        address=link or f"{url}#{_digest(known[0])}",
        identities=(*known, headline_mark(url, str(entry.get("title", "")), published)),
        published=published,
        tags=Tags(
            headline=str(entry.get("title", "")).strip() or None,
            issuer=_issuer(entry),
            tickers=tuple(dict.fromkeys(_tickers(entry.get("tags", ())))),
            language=language or _language(entry),
        ),
        words=words,
    )


def headline_mark(url: str, headline: str, published: datetime | None) -> str:
    """What an item whose addresses all changed can still be told by: its headline and date."""
    return f"head:{_digest(wire_of(url), headline, published.isoformat() if published else '')}"


def _number(entry: Mapping[str, Any], link: str, url: str) -> tuple[str | None, str | None]:
    """The wire's own number, with the language behind it where that is not English; and the language."""
    found = wire_number(link)
    number, language = found or (None, None)
    for key in ("dc_identifier", "dcterms_identifier", "identifier"):
        if not number and (given := str(entry.get(key, "")).strip()):
            number = f"{wire_of(link or url)}:{given}"
    language = language or _language(entry)
    return (f"{number}:{language}" if number and language and language != "en" else number), language


def _language(entry: Mapping[str, Any]) -> str | None:
    given = str(entry.get("language") or "").strip().lower()[:2]
    return given or None


def _issuer(entry: Mapping[str, Any]) -> str | None:
    """Whose release it is, by Dublin Core's contributor; a wire's own name as author says nothing."""
    for one in entry.get("contributors", ()):
        if name := str(one.get("name", "")).strip():
            return name
    return None


def _tickers(tags: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Tickers from categories that are marked as such ("…/rss/stock")."""
    for tag in tags:
        term = str(tag.get("term") or "").strip()
        found = _STOCK.fullmatch(term)
        if found and _OF_STOCKS.search(str(tag.get("scheme") or "")):
            market = (found["market"] or "").strip().upper()
            yield f"{market}:{found['symbol']}" if market else found["symbol"]


def _words(entry: Mapping[str, Any]) -> str:
    """The feed's own words of an item: its content where it has one, else its summary."""
    texts = [str(part.get("value", "")) for part in entry.get("content", ())]
    texts.append(str(entry.get("summary", "")))
    return max(texts, key=len).strip()[:LONGEST_WORDS]


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _opening(text: str) -> str:
    """The first words of what is no feed, without markup."""
    words = re.sub(
        r"<(?:script|style).*?</(?:script|style)>|<[^>]*>", " ", text[:5000], flags=re.DOTALL
    ).split()
    return f"it begins “{' '.join(words)[:60]}”" if words else "it is empty"
