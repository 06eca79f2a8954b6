"""The issuer's own symbols, and the markets they trade on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.model import Reason, Span, Stated, Ticker
from bot.reading.issuer.listings import listings
from bot.reading.issuer.markets import Markets
from bot.reading.issuer.words import MARKS, vocabulary
from bot.reading.patterns import late

SYMBOL = r"[A-Z0-9][A-Z0-9]{0,9}(?:[.-][A-Z0-9]{1,4}){0,3}(?:\s[A-Z](?=\s?[)\],;]))?"
_NEXT = r"\s?(?:[,;/&|]\s?(?:and|or)?|\band\b|\bor\b)\s?"
_ENDS = r"[\"“”'’]?(?:\s?[,;/&|)\]]|\s(?:and|or)\s[\"“‘']?[A-Z0-9.]{1,8}\b)"
_LISTED = late(
    rf"\s{{0,2}}[\"“”'‘$]?(?P<symbol>{SYMBOL})(?![A-Za-z0-9:])[\"“”'’]?(?P<more>{_NEXT}(?=[\"“‘'$]?{SYMBOL}{_ENDS}))?"
)
# "(Nasdaq ABCD)", "(TWSE-6919)", "(FR0012345678 – ALABC)", "(ABCD: NYSE)".
_UNCOLONED = late(
    rf"\(\s?(?P<market>[A-Za-z][A-Za-z .]{{1,40}}?)\s?[\s–-]\s?[\"“]?(?P<symbol>{SYMBOL})[\"”]?\s?[),;]"
)
_BEHIND_ISIN = late(rf"\(\s?(?:ISIN:?\s)?[A-Z]{{2}}[A-Z0-9]{{9}}\d\s?[-–—/,:]\s?(?P<symbol>{SYMBOL})\s?[),;]")
_REVERSED = late(rf"[(\[]\s?(?P<symbol>{SYMBOL})\s?:\s?(?P<market>[A-Za-z][A-Za-z .]{{1,40}}?)\s?[)\],;]")
# "(OSE ticker code: ABC)", "(Ticker: ABC)": words that stand for the symbol beside or instead of a market.
# "Acme (XYZM: ACM)": a market that the lexicon does not know, told by its place right behind a name.
_UNKNOWN = late(
    r"[(\[],?\s?(?!(?:ISIN|WKN|LEI|DOI|CUSIP|SEDOL|NMLS|CIK|EIN|ABN|ACN|REG|RCS|KRS|NCT|CVR|FDIC|EPS|ID|FN)\b)"
    rf"(?P<market>[A-Z]{{2,7}})\s?:\s?(?P<symbol>{SYMBOL})\s?[),;\]]"
)
_TICKER_WORDS = late(
    r"[\s:,(]*(?:\b(?:stock|trading|share|ticker))?\s?\b(?:ticker|symbol|code|mnemonic)\s*\Z", re.IGNORECASE
)
_TOLD = ("ticker", "symbol", "code", "mnemonic")
_BACK = 60
# How far below the beginning of the story brackets without a colon are looked into.
_TOP = 600
# A bracket right behind the dateline: "/CNW/ - (TSX: ABC) - Acme Inc.".
_AT_STORY = 3
# A line this long may be half of a hard-wrapped sentence.
_WRAPPED = 44
# No release quotes more; a hostile text may.
_MOST = 200
_MOST_SYMBOLS = 8
_LAST_CODE_LINE = 4000
_BYNAME = 4
_LONG_NAME = 8
_LONGEST_WORD = 20
_CODE_LINE = late(r"\(\d{2}:\d{2}\s\w{2,3}\)[^\n]{0,300}?>(?P<symbol>[A-Z][A-Z0-9.-]{0,9})\s*$", re.MULTILINE)
_BEFORE_BRACKET = late(r"(?:\s|\*|[(\[][^()\[\]]{0,260}[)\]]|[,;®™]){0,12}\Z")
_ABBREVIATED = late(r"\b(?:Inc|Corp|Ltd|Co|plc|Cos|Bros|[A-Z](?:\.[A-Za-z])*|inc|ltd|corp)\.\s*\Z")
_NO_SYMBOL = vocabulary("AND OR THE ISIN CUSIP WKN SEDOL LEI FYE FY Q1 Q2 Q3 Q4 PM AM ET")


@dataclass(frozen=True, slots=True)
class _Quote:
    """A symbol with its market, where the bracket or line around it begins, and the words it belongs to."""

    ticker: Ticker
    start: int
    owner: str


class Tickers:
    """Finds the symbols that the release gives for its issuer."""

    def __init__(self, markets: Markets) -> None:
        self._markets = markets

    def find(self, text: str, names: tuple[str, ...], top: int) -> tuple[Ticker, ...]:
        """The symbols beside one of the issuer's `names`, standing alone above the story, or told in words.

        A Dow Jones code line (">ABC") counts only where the text gives no other symbol.
        """
        quotes = [*self._quotes(text), *self._in_brackets(text, top)]
        own = [quote for quote in quotes if _is_own(quote, names) or abs(quote.start - top) < _AT_STORY]
        own = own or [quote for quote in quotes if not quote.owner and not _is_unknown(quote)]
        found = {(t.symbol.value, t.exchange and t.exchange.value): t for t in (q.ticker for q in own)}
        known = {symbol for symbol, _ in found}
        told = {
            (t.symbol.value, t.exchange and t.exchange.value): t
            for t in listings(text, names, self._markets, expected=not known)
            if t.symbol.value not in known
        }
        found = {**told, **found} if not found else {**found, **told}
        return tuple(found.values()) or tuple(_code_lines(text))

    def _quotes(self, text: str) -> Iterator[_Quote]:
        """The symbols behind a market and a colon, each for each market that stands before the colon."""
        for colon in islice(self._colons(text), _MOST):
            floor = max(0, text.rfind("\n\n", max(0, colon - _BACK), colon), colon - _BACK)
            told = _word_before(text, colon) in _TOLD
            before = _TICKER_WORDS.search(text, floor, colon) if told else None
            markets = self._markets.listed_before(text, floor, before.start() if before else colon)
            if markets:
                yield from self._symbols(text, colon + 1, markets)

    def _colons(self, text: str) -> Iterator[int]:
        """The colons behind a word that ends a market's name, or tells of a symbol."""
        at = text.find(":")
        while at >= 0:
            word = _word_before(text, at)
            if word and (word in _TOLD or self._markets.ends(word)):
                yield at
            at = text.find(":", at + 1)

    def _symbols(self, text: str, at: int, markets: list[Stated]) -> Iterator[_Quote]:
        """The symbols listed from `at` on."""
        for i in range(_MOST_SYMBOLS):
            symbol = _LISTED.match(text, at)
            if not symbol or symbol["symbol"] in _NO_SYMBOL or (i and self._markets.named(symbol["symbol"])):
                return
            yield from _quote(text, symbol.span("symbol"), markets)
            if not symbol["more"]:
                return
            at = symbol.end()

    def _in_brackets(self, text: str, top: int) -> Iterator[_Quote]:
        """The symbols in brackets without a colon, or before one: "(TWSE-6919)", "(ABCD: NYSE)"."""
        end = min(len(text), top + _TOP)
        at = text.find("(", 0, end)
        while at >= 0:
            if isin := _BEHIND_ISIN.match(text, at):
                yield _Quote(_ticker(text, isin.span("symbol"), None), at, _owner(text, at))
            else:
                if (unknown := _UNKNOWN.match(text, at)) and not self._markets.named(unknown["market"]):
                    code = Stated(
                        unknown["market"], Span(*unknown.span("market")), Reason("market", "unknown")
                    )
                    yield from _quote(text, unknown.span("symbol"), [code])
                match = _REVERSED.match(text, at) or _UNCOLONED.match(text, at)
                market = match and self._markets.before(text, match.start("market"), match.end("market"))
                if match and market and market.span.start == match.start("market"):
                    yield from _quote(text, match.span("symbol"), [market])
            at = text.find("(", at + 1, end)


def _word_before(text: str, at: int) -> str:
    """The word that ends at `at`, a bracket and a space aside, in small letters."""
    while at and text[at - 1] in " )\n":
        at -= 1
    start = at
    while start and text[start - 1].isalnum() and at - start < _LONGEST_WORD:
        start -= 1
    return text[start:at].lower()


def _is_unknown(quote: _Quote) -> bool:
    market = quote.ticker.exchange
    return bool(market and market.reason and market.reason.cue == "unknown")


def _quote(text: str, symbol: tuple[int, int], markets: list[Stated]) -> Iterator[_Quote]:
    start = _bracket(text, min(symbol[0], markets[0].span.start))
    owner = _owner(text, start)
    for market in markets:
        yield _Quote(_ticker(text, symbol, market), start, owner)


def _ticker(text: str, symbol: tuple[int, int], market: Stated | None) -> Ticker:
    cue = market.reason.cue if market and market.reason else None
    return Ticker(
        Stated(text[slice(*symbol)], Span(*symbol), Reason("symbol beside its market", cue)), market
    )


def _is_own(quote: _Quote, names: tuple[str, ...]) -> bool:
    """Whether the words before the bracket end in one of the issuer's names."""
    owner = _plain(quote.owner)
    return any(
        owner == name
        or owner.endswith(
            name if len(name) >= _LONG_NAME else f" {name}"
        )  # "About Acme MiningAcme Mining (…)"
        or _has_byname(owner, name)
        for name in map(_plain, names)
        if len(name) > 1
    )


def _has_byname(owner: str, name: str) -> bool:
    """Whether nothing but a byname stands behind the name: "Acme, Inc., The Torque Company (NYSE: ACME)"."""
    _, found, behind = owner.rpartition(f"{name} the ")
    return bool(found) and behind.count(" ") < _BYNAME


def _bracket(text: str, at: int) -> int:
    """Where the bracket opens that holds `at`, or `at` where none does."""
    floor = max(0, at - 160)
    for i in range(at - 1, floor - 1, -1):
        if text[i] in "([":
            return i
        if text[i] in ")]" or text.startswith("\n\n", i):
            return at
    return at


def _owner(text: str, at: int) -> str:
    """The words right before a bracket at `at`, past other brackets; "" where a line or sentence begins."""
    before = text[max(0, at - 420) : at]
    gap = _BEFORE_BRACKET.search(before)
    above, _, line = MARKS.sub("", before[: gap.start()] if gap else before).rpartition("\n")
    wrapped = above.rpartition("\n")[2]
    if wrapped.strip() and (line.strip() or len(wrapped) > _WRAPPED):
        line = f"{wrapped} {line}"
    closed = line.rstrip()[-1:] in ".:!?" and not _ABBREVIATED.search(line)
    return "" if closed else line[-120:].strip()


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.lower()))


def _code_lines(text: str) -> Iterator[Ticker]:
    clock = text.find(" GMT)", 0, _LAST_CODE_LINE) >= 0 or text.find(" ET)", 0, _LAST_CODE_LINE) >= 0
    coded = clock and text.find(">", 0, _LAST_CODE_LINE) >= 0
    match = _CODE_LINE.search(text, 0, _LAST_CODE_LINE) if coded else None
    if match:
        yield Ticker(Stated(match["symbol"], Span(*match.span("symbol")), Reason("code line")))
