"""Which amounts of a sentence are the dividend's: a rule gives them, and none bars them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Reason, Span
from bot.reading.dividends.amounts import Amount
from bot.reading.dividends.rules import BARS, BARS_UNDATED, GIVES, SHARE
from bot.reading.patterns import late

_A_SHARE = late(
    rf"¤\)?(?:[^¤¢;,.()]{{0,40}}?)?{SHARE}"
    rf"|¤[^¤;]{{0,80}}\band\b[^¤;]{{0,60}}¢\)?{SHARE}"
    rf"|\bper[\s-](?:\w+\s){{0,2}}?(?:share|unit)\b[^¤]{{0,70}}¤",
    re.IGNORECASE,
)
# What joins the amount to the one before it: "$0.25 per common share and $0.34 per preferred share".
_AND = late(
    rf"¢\)?{SHARE}[^¤¢;]{{0,160}}\b(?:and|as\swell\sas|plus)\s(?:(?:\w+[\s-]){{0,6}}?(?:of\s)?)?¤",
    re.IGNORECASE,
)
# A sentence with more amounts is a table's.
_MOST = 12


def governed(text: str, sentence: Span, amounts: Sequence[Amount], *, dated: bool) -> dict[int, Reason]:
    """The amounts, by their place in order, that are a dividend's, each with the reason.

    `dated`: whether a day of record or payment stands in the sentence; its amount then is one a share.
    """
    given: dict[int, Reason] = {}
    if len(amounts) > _MOST:
        return given
    for i, amount in enumerate(amounts):
        marked = _marked(text, sentence, amounts, i)
        if not (amount.small or dated or _A_SHARE.search(marked)) or any(bar.search(marked) for bar in BARS):
            continue
        reason = _reason(marked)
        before = max(given, default=-3)
        if reason is None and i - before < 3 and _AND.search(marked):  # the other may be an amount in figures
            reason = given[before]
        if reason:
            given[i] = reason
    return given


def is_tentative(text: str, sentence: Span, amounts: Sequence[Amount], i: int) -> bool:
    """Whether the amount is a dividend's only where a day of payment ahead says so."""
    marked = _marked(text, sentence, amounts, i)
    return any(bar.search(marked) for bar in BARS_UNDATED)


def _reason(marked: str) -> Reason | None:
    for rule in GIVES:
        if found := rule.search(marked):
            return Reason(rule.name, " ".join(found[0].replace("¤", "").split())[:60])
    return None


def _marked(text: str, sentence: Span, amounts: Sequence[Amount], i: int) -> str:
    """The sentence with "¤" for the amount looked at and "¢" for the others."""
    pieces, at = [], sentence.start
    for k, amount in enumerate(amounts):
        pieces += [text[at : amount.span.start], "¤" if k == i else "¢"]
        at = amount.span.end
    return "".join([*pieces, text[at : sentence.end]])
