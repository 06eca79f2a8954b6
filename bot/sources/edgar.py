"""EDGAR's lists and filings: what getcurrent, the day's index and a whole submission hold. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from bot.errors import Trouble
from bot.ledger.shapes import Item, Tags
from bot.sources.addresses import ACCESSION

NEW_YORK = ZoneInfo("America/New_York")
COUNT = 100  # filings a page of getcurrent
MOST_PAGES = 10
TICKERS = "/files/company_tickers.json"
_LONGEST_HEAD = 5_000  # bytes of a submission's, or a document's, header
_LONGEST_MARK = 40

_TITLE = re.compile(r"(?P<form>.+?) - (?P<name>.+?) \((?P<cik>\d{1,10})\) \((?P<role>[^()]*)\)\s*")
_FILED = re.compile(
    r"edgar/data/(?P<cik>\d{1,10})/(?:\d{18}/)?(?P<accession>\d{10}-\d{2}-\d{6})(?:\.txt|-index)"
)
_FOLDER = re.compile(r"/Archives/edgar/data/(?P<cik>\d{1,10})/")
_FIELD = re.compile(rb"^<(TYPE|FILENAME|DESCRIPTION|SEQUENCE)>([^\r\n]*)", re.MULTILINE | re.IGNORECASE)
_ACCEPTED = re.compile(rb"<ACCEPTANCE-DATETIME>\s*(\d{14})")
_EXHIBIT = re.compile(r"EX-99(?:\.\w+)*", re.IGNORECASE)
_OUTER = re.compile(rb"\s*<(PDF|XBRL|XML)>\s*", re.IGNORECASE)
_ADDED = re.compile(rb"<TYPE>(?:XML|ZIP|EXCEL|JSON)\s")  # by EDGAR itself, behind all that was filed


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An EX-99 of a filing: its type, its document's name, its bytes."""

    type: str
    name: str
    body: bytes


def current_path(form: str, start: int) -> str:
    """The path of a page of the newest filings of a form."""
    return (
        f"/cgi-bin/browse-edgar?action=getcurrent&type={quote(form)}&owner=include"
        f"&start={start}&count={COUNT}&output=atom"
    )


def index_paths(day: date) -> tuple[str, ...]:
    """Where the index of a day's filings may be; the first that is there will do."""
    folder = f"/Archives/edgar/daily-index/{day.year}/QTR{(day.month + 2) // 3}"
    return tuple(f"{folder}/{kind}.{day:%Y%m%d}.idx" for kind in ("master", "form"))


def filings(items: Iterable[Item], form: str, base: str) -> tuple[Item, ...]:
    """The filings on a page of getcurrent, each once for all its parties; amendments belong to the form.

    `base` is the source's address: documents are fetched below it, whatever host the page names.
    """
    found: dict[str, Item] = {}
    for item in items:
        said = _TITLE.fullmatch(item.tags.headline or "")
        accession = ACCESSION.search(f"{item.key} {item.address} {' '.join(item.identities)}")
        folder = _FOLDER.search(urlsplit(item.address).path)
        if not said or not accession or not folder or not _is_of(form, said["form"]):
            continue
        key, cik = f"edgar:{accession[0]}", str(int(said["cik"]))
        before = found.get(key)
        if before is not None:
            issuer = (
                said["name"] if said["role"] == "Filer" and not before.tags.issuer else before.tags.issuer
            )
            parties = tuple(dict.fromkeys([*before.parties, cik]))
            found[key] = replace(before, parties=parties, tags=replace(before.tags, issuer=issuer))
            continue
        found[key] = Item(
            key=key,
            source=item.source,
            address=submission_address(base, folder["cik"], accession[0]),
            identities=(key,),
            published=item.published,
            tags=Tags(issuer=said["name"]),
            parties=(cik,),
        )
    return tuple(found.values())


def indexed(text: str, forms: Collection[str], source: str, base: str) -> Iterator[Item]:
    """The filings of these forms in a day's index, whichever of its orders it is in."""
    for line in text.splitlines():
        filed = _FILED.search(line)
        if not filed:
            continue
        cells = [cell.strip() for cell in (line.split("|") if "|" in line else re.split(r"\s{2,}", line))]
        form = next((form for form in forms for cell in cells if _is_of(form, cell)), None)
        if form is None:
            continue
        names = [cell for cell in cells if not _is_of(form, cell) and re.search(r"[A-Za-z]{2}", cell)]
        issuer = next((name for name in names if not name.startswith("edgar/")), None)
        key = f"edgar:{filed['accession']}"
        yield Item(
            key=key,
            source=source,
            address=submission_address(base, filed["cik"], filed["accession"]),
            identities=(key,),
            tags=Tags(issuer=issuer),
            parties=(str(int(filed["cik"])),),
        )


def submission_address(base: str, cik: str, accession: str) -> str:
    """Where a filing stands whole, as one text of all its documents."""
    return f"{base.rstrip('/')}/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}/{accession}.txt"


def filing_index(submission: str) -> str:
    """The page that lists a filing's documents with their types."""
    return f"{submission.removesuffix('.txt')}-index.htm"


class AllFiled:
    """Whether what was filed is all there, asked as it comes in: only what EDGAR adds is still to come."""

    def __init__(self) -> None:
        self._seen = 0

    def __call__(self, body: bytearray) -> bool:
        found = _ADDED.search(body, max(0, self._seen - _LONGEST_MARK))
        self._seen = len(body)
        return found is not None


def exhibits(body: bytes) -> tuple[tuple[Exhibit, ...], datetime | None]:
    """The EX-99 documents of a whole submission, by their type; and when it was accepted.

    The acceptance's time is New York's.
    """
    found: list[Exhibit] = []
    end = 0
    while (start := body.find(b"<DOCUMENT>", end)) >= 0 and (text := body.find(b"<TEXT>", start)) >= 0:
        end = body.find(b"</TEXT>", text)
        end = len(body) if end < 0 else end
        fields = _FIELD.findall(body[start : min(text, start + _LONGEST_HEAD)])
        named = {key.upper(): value.strip().decode("latin-1") for key, value in fields}
        kind, content = named.get(b"TYPE", ""), text + len(b"<TEXT>")
        if _EXHIBIT.fullmatch(kind) and not _OUTER.match(body, content):
            found.append(Exhibit(kind.upper(), named.get(b"FILENAME", ""), body[content:end].strip()))
    return tuple(found), _accepted(body)


def _accepted(body: bytes) -> datetime | None:
    given = _ACCEPTED.search(body, 0, _LONGEST_HEAD)
    if not given:
        return None
    try:
        return datetime.strptime(given[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=NEW_YORK)
    except ValueError:
        return None


def listed_exhibits(page: str) -> tuple[tuple[str, str], ...]:
    """Type and path of each EX-99 on a filing's index page."""
    found: list[tuple[str, str]] = []
    for row in LexborHTMLParser(page).css("tr"):
        kinds = [kind for cell in row.css("td") if _EXHIBIT.fullmatch(kind := cell.text(strip=True))]
        link = row.css_first("a[href]")
        if kinds and link is not None:
            found.append((kinds[0].upper(), (link.attributes["href"] or "").removeprefix("/ix?doc=")))
    return tuple(found)


def tickers_by_cik(body: bytes) -> dict[str, tuple[str, ...]]:
    """Each company's tickers by its CIK, of company_tickers.json. Raises Trouble for what is no such file."""
    try:
        rows = json.loads(body)
        pairs = [(str(int(row["cik_str"])), str(row["ticker"]).upper()) for row in _rows(rows)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Trouble("company_tickers.json is not as it was.") from error
    found: dict[str, tuple[str, ...]] = {}
    for cik, ticker in pairs:
        found[cik] = (*found.get(cik, ()), ticker)
    return found


def _rows(given: Any) -> Iterable[Mapping[str, Any]]:
    if isinstance(given, dict):
        return list(given.values())
    if isinstance(given, list):
        return given
    raise TypeError(type(given).__name__)


def wanted_ciks(
    companies: Iterable[str], tickers: Mapping[str, tuple[str, ...]]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The CIKs of the companies that were chosen by ticker or CIK, and the tickers that nobody has."""
    holders = {ticker: cik for cik, theirs in tickers.items() for ticker in theirs}
    found: set[str] = set()
    unknown: list[str] = []
    for one in companies:
        if one.isdecimal():
            found.add(str(int(one)))
        elif cik := holders.get(one.upper()) or holders.get(one.upper().replace(".", "-")):
            found.add(cik)
        else:
            unknown.append(one)
    return frozenset(found), tuple(unknown)


def _is_of(form: str, filed: str) -> bool:
    return filed in (form, f"{form}/A")
