"""Amounts of money small enough to be paid on one share, with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bot.model import Span
from bot.reading.issuer import Issuer
from bot.reading.patterns import late

_NUMBER = late(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[.,]\d{1,9}|\.\d{1,9}|\d+)(?![\d%]|[.,]\d)")
_TOO_MUCH = late(r"\s?(?:million|billion|thousand|percent|per\scent|[mb]n|m)\b", re.IGNORECASE)
_LONGEST = 12  # characters of a currency's name before an amount
# A hundredth of the currency, and whose it is where its name says so.
_HUNDREDTHS: Mapping[str, str | None] = {
    "cent": None, "cents": None, "¢": None, "c": None, "eurocents": "EUR", "pence": "GBP", "penny": "GBP",
    "p": "GBP",
}  # fmt: skip
# What a bare "$" means on a market, where the release's country does not say.
_MARKETS: Mapping[str, str] = {
    "NYSE": "USD", "NASDAQ": "USD", "NYSE AMERICAN": "USD", "OTC": "USD", "OTCQX": "USD", "OTCQB": "USD",
    "TSX": "CAD", "TSXV": "CAD", "CSE": "CAD", "ASX": "AUD", "NZX": "NZD", "SGX": "SGD", "HKEX": "HKD",
}  # fmt: skip
_COUNTRIES: Mapping[str, str] = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "GB": "GBP", "IE": "EUR",
}  # fmt: skip
_IDLE_ZEROS = late(r"(\.\d\d\d*?)0+$")  # "12.50 pence" are 0.125
_STATED_DOLLARS = late(
    r"(?P<CAD>\b(?:amounts|figures|dollars)\b[^.\n]{0,80}\bCanadian\s(?:dollars|funds|currency)|\(?(?:in\s)?Canadian\sdollars\b)"
    r"|(?P<USD>\b(?:amounts|figures)\b[^.\n]{0,80}\b(?:U\.?S\.?|United\sStates)\s(?:dollars|funds|currency))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written: its decimal value, ISO 4217 currency and the words that name that, if any do.

    `small` tells cents and pence, which nobody states of a whole dividend.
    """

    span: Span
    value: str
    currency: str | None
    named: Span | None
    small: bool = False


class Amounts:
    """Finds amounts; the words for currencies come from the lexicon."""

    def __init__(self, currencies: Mapping[str, str]) -> None:
        self._currencies = currencies

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return late(rf"(?<![A-Za-z\d])(?P<name>{_any(self._currencies)})\s?\Z", re.IGNORECASE)

    @cached_property
    def _after(self) -> re.Pattern[str]:
        whose = r"(?:(?P<whose>US|U\.S\.|Canadian|Australian|Singapore|Hong\sKong|euro|New\sZealand)[\s-])?"
        return late(
            rf"[\s-]?{whose}(?P<small>{_any(_HUNDREDTHS, codes=False)})(?!\w|\.\s?m)"
            rf"|\s?(?P<name>{_any(self._currencies)})(?![A-Za-z\d])",
            re.IGNORECASE,
        )

    def find(self, text: str, start: int, end: int) -> Iterator[Amount]:
        """The amounts of text[start:end] in order."""
        for number in _NUMBER.finditer(text, start, end):
            value = _decimal(number[0])
            before = self._before.search(text, max(start, number.start() - _LONGEST), number.start())
            if before:
                if not _TOO_MUCH.match(text, number.end(), end):
                    span = Span(before.start(), number.end())
                    yield Amount(span, value, self._currency(before), Span(*before.span("name")))
            elif after := self._after.match(text, number.end(), end):
                if after["small"]:
                    yield self._hundredths(number, after)
                else:
                    span = Span(number.start(), after.end())
                    yield Amount(span, value, self._currency(after), Span(*after.span("name")))

    def _currency(self, match: re.Match[str]) -> str | None:
        return self._currencies[" ".join(match["name"].lower().split())] or None

    def _hundredths(self, number: re.Match[str], unit: re.Match[str]) -> Amount:
        currency = _HUNDREDTHS[unit["small"].lower()]
        whose = (unit["whose"] or "").lower().replace(".", "")
        if whose:
            currency = {"us": "USD", "euro": "EUR"}.get(whose) or self._currencies.get(f"{whose} dollars")
        value = f"{Decimal(_decimal(number[0])).scaleb(-2):f}"
        named = Span(unit.start("whose" if whose else "small"), unit.end("small"))
        return Amount(
            Span(number.start(), unit.end()), _IDLE_ZEROS.sub(r"\1", value), currency, named, small=True
        )


def _any(names: Iterable[str], *, codes: bool = True) -> str:
    """A pattern for any of the names, the longest first."""
    return "|".join(
        _as_written(name) if codes else re.escape(name) for name in sorted(names, key=len, reverse=True)
    )


def _as_written(name: str) -> str:
    """The name's pattern: codes stand in capitals, words in any case ("try" is none of Turkey's)."""
    is_code = (
        name.isascii() and name.isalpha() and len(name) <= 4 and name not in ("yen", "euro", "yuan", "baht")
    )
    return f"(?-i:{name.upper()})" if is_code else re.escape(name)


def _decimal(written: str) -> str:
    """The number with a decimal point: "1,250.50", "3,75" and ".25" as 1250.50, 3.75 and 0.25."""
    whole, comma, rest = written.rpartition(",")
    if comma and "." not in written and (len(rest) != 3 or whole == "0"):
        return f"{whole.replace(',', '')}.{rest}"
    plain = written.replace(",", "")
    return f"0{plain}" if plain.startswith(".") else plain


def dollars(text: str, issuer: Issuer) -> str | None:
    """Whose dollars a bare "$" means; None where market and country do not agree on one.

    Also for a bare "cents": those of the same currency.
    """
    stated = _STATED_DOLLARS.search(text)
    if stated:
        return stated.lastgroup
    markets = {_MARKETS.get(t.exchange.value) for t in issuer.tickers if t.exchange} - {None}
    home = _COUNTRIES.get(issuer.country or "")
    known = markets | ({home} if home else set())
    if known <= {"USD"}:
        return "USD"
    return next(iter(known)) if len(known) == 1 else None
