"""Dividends told by a table: days of record and payment with the amount, a row each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.model import Reason, Span, Stated
from bot.reading.dividends.amounts import Amount, Amounts
from bot.reading.dividends.dates import EX, PAYABLE, RECORD, Dated
from bot.reading.dividends.rules import PAYOUT
from bot.reading.patterns import late
from bot.reading.values.moment.days import days

_HEAD = late(
    r"(?P<ex_date>\bex[\s-]?(?:dividend|distribution)?[\s-]?date)|(?P<record_date>\brecord\s?date|\bdate\sof\srecord)"
    r"|(?P<payable_date>\bpay(?:able|ment)?\s?date|\bdistribution\sdate|\bdate\sof\spayment)"
    r"|(?P<other>\b(?:declar\w+|announce\w*|reinvest\w+)(?:\s\w+)?\sdate)",
    re.IGNORECASE,
)
_LED = late(
    rf"\b(?:declar|announc|approv|authori[sz]|will\spay)\w*\b[^.;]{{0,200}}\b{PAYOUT}"
    rf"|\b{PAYOUT}[^.;]{{0,120}}\b(?:declared|payable|as\sfollows)",
    re.IGNORECASE,
)
# A table of several funds is not one issuer's; one of past payments announces nothing.
_NOT_ONES = late(r"\b(?:fund|ticker|symbol|cusip|history|paid)\b", re.IGNORECASE)
_LINE = late(r"[^\n]+")
_SIGN = late(r"[$€£]")
_PLAIN = late(r"(?<![\d.,/])(?:\d{1,3})?\.\d{2,6}(?![\d.,/%])")
_LEAD = 600
_MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the amount, its days, and the words above the table that say what it is."""

    amount: Amount
    dates: tuple[Dated, ...]
    lead: Span


def schedule(
    text: str, block: Span, amounts: Amounts, published: date | None, *, day_first: bool
) -> Iterator[Row]:
    """The rows of a table of dividends that stands in the block; none where it is something else."""
    lines = _LINE.finditer(text, block.start, block.end)
    for head in lines:
        named = [match.lastgroup or "" for match in _HEAD.finditer(head[0])]
        if len(named) < 2 or not {RECORD, PAYABLE, EX} & {*named}:
            continue
        lead = Span(max(0, head.start() - _LEAD), head.start())
        if re.search(r"\d{4}", head[0]) or _NOT_ONES.search(head[0]) or not _LED.search(lead.of(text)):
            return
        currency: Span | None = None
        for count, line in enumerate(lines):
            found = [d for d in days(text, *line.span(), published, day_first) if d.date]
            if count > _MOST_ROWS or (count > 2 and not found):
                return
            if len(found) != len(named):
                continue
            span = Span(*line.span())
            amount = _amount(text, Span(found[0].span.start, span.end), [d.span for d in found], amounts)
            if amount is None:
                continue
            currency = currency or amount.named or _sign(text, span)
            dated = [
                Dated(which, Stated(d.date.isoformat(), d.span, Reason("dividend.schedule", which)))
                for which, d in zip(named, found, strict=True)
                if which != "other" and d.date
            ]
            yield Row(_in(text, amount, currency), tuple(dated), lead)


def _amount(text: str, span: Span, taken: list[Span], amounts: Amounts) -> Amount | None:
    """The amount of a row, with its sign or, where that stands in a cell of its own, without."""
    for amount in amounts.find(text, span.start, span.end):
        if not any(amount.span.start < other.end and other.start < amount.span.end for other in taken):
            return amount
    for plain in _PLAIN.finditer(text, span.start, span.end):
        at = Span(*plain.span())
        if not any(at.start < other.end and other.start < at.end for other in taken):
            value = plain[0] if plain[0][0] != "." else f"0{plain[0]}"
            return Amount(at, value, None, None)
    return None


def _sign(text: str, row: Span) -> Span | None:
    sign = _SIGN.search(text, row.start, row.end)
    return Span(*sign.span()) if sign else None


def _in(text: str, amount: Amount, named: Span | None) -> Amount:
    """The amount with the currency that an earlier row, or a cell beside it, names."""
    if amount.named or named is None:
        return amount
    currency = {"€": "EUR", "£": "GBP"}.get(named.of(text))
    return Amount(amount.span, amount.value, currency, named, amount.small)
