"""The parts of a release that say who speaks, put together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.lexicon import Lexicon
from bot.model import Document, Stated, Ticker
from bot.reading.issuer.aliases import Aliases
from bot.reading.issuer.company import Companies, Company
from bot.reading.issuer.dateline import Dateline, Datelines
from bot.reading.issuer.headline import Headlines
from bot.reading.issuer.markets import Markets
from bot.reading.issuer.names import Names
from bot.reading.issuer.tickers import Tickers
from bot.reading.issuer.website import website
from bot.reading.issuer.wire import Wires

_TOP = 4000
# Where a market tells the country of a release whose dateline names none.
_HOME = {
    "LSE": "GB",
    "AIM": "GB",
    "ASX": "AU",
    "OSLO": "NO",
    "STOCKHOLM": "SE",
    "TASE": "IL",
    "HKEX": "HK",
    "SIX": "CH",
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """The parts of a release that say who speaks, when and through which wire.

    `country` is the ISO 3166 code of the country the release is dated from, where it says so: it decides how
    telephone numbers are dialled and which of day and month stands first. `story` is where the first sentence
    begins.
    """

    headline: Stated | None = None
    company: Stated | None = None
    aliases: tuple[Stated, ...] = ()
    tickers: tuple[Ticker, ...] = ()
    published: Stated | None = None
    wire: Stated | None = None
    website: Stated | None = None
    correction: Stated | None = None
    country: str | None = None
    story: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The issuer's name and its short and former ones."""
        return (*((self.company.value,) if self.company else ()), *(alias.value for alias in self.aliases))


class IssuerReader:
    """Reads who a release is by."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._datelines = Datelines(lexicon)
        self._headlines = Headlines(lexicon)
        self._names = Names(lexicon)
        markets = Markets(lexicon.exchanges)
        self._companies = Companies(self._names, markets)
        self._aliases = Aliases(self._names)
        self._tickers = Tickers(markets)
        self._wires = Wires(lexicon)

    def read(self, document: Document) -> Issuer:
        """What the document states of its issuer."""
        text = document.text
        dateline = self._datelines.find(text) or Dateline(start=_TOP)
        headline = self._headlines.find(text, dateline.date_lines, dateline.start if dateline.story else _TOP)
        story = dateline.story or (headline.span.end if headline else 0)
        company = self._companies.find(text, dateline.story, headline)
        aliases = self._called(text, company)
        names = self._own_names(company, aliases)
        tickers = self._tickers.find(text, names, story) if company and company.may_be_listed else ()
        return Issuer(
            headline=headline,
            company=company.full if company else None,
            aliases=aliases,
            tickers=tickers,
            published=dateline.published or self._datelines.submitted(text),
            wire=dateline.wire or self._wires.find(text, story),
            website=website(text, (*names, *(ticker.symbol.value for ticker in tickers))),
            correction=self._headlines.correction(text, headline, story),
            country=dateline.country or _home(tickers),
            story=story,
        )

    def _called(self, text: str, company: Company | None) -> tuple[Stated, ...]:
        """The issuer's other names, the one its story begins with first."""
        if company is None:
            return ()
        found = self._aliases.find(text, company.full.value)
        short = company.short
        return found if short is None else (short, *(a for a in found if a.value != short.value))

    def _own_names(self, company: Company | None, aliases: tuple[Stated, ...]) -> tuple[str, ...]:
        """What the issuer is called, for telling its symbols and its site from others'."""
        if company is None:
            return ()
        full = company.full.value
        return (full, self._names.core(full), *(alias.value for alias in aliases))


def _home(tickers: tuple[Ticker, ...]) -> str | None:
    markets = [ticker.exchange.value for ticker in tickers if ticker.exchange]
    return next((_HOME[market] for market in markets if market in _HOME), None)
