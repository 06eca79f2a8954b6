"""Symbols told in words: "our shares are listed on Nasdaq under the symbols ABCD and ABCDW"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Reason, Span, Stated, Ticker
from bot.reading.issuer.markets import Markets
from bot.reading.issuer.words import places, vocabulary
from bot.reading.patterns import late

_SYMBOL = r"[A-Z0-9]{1,6}(?:[.-][A-Z0-9]{1,3})?(?:\s[A-Z](?=[)\]\",”]))?"
# A symbol in quotes, in brackets, or behind the word for it.
_CANDIDATE = late(
    rf"(?:[\"“‘'$,]|\((?:[A-Z]{{2,8}}:)?)\s?(?P<set>{_SYMBOL})(?=\s?[,.]?\s?[\"”’'),])"
    rf"|(?:symbols?|tickers?|codes?|mnemonics?|Symbols?|Tickers?)(?:\s?:|\sis|\sof)?\s?[\"“‘'(]?(?P<said>{_SYMBOL})"
    rf"(?:\s?(?:,|and|or)\s(?P<also>{_SYMBOL}))?(?![A-Za-z0-9])"
)
# What such a sentence has: plain words, sought without a pattern.
_ANCHORS = (
    "ymbol",
    "icker",
    "nemonic",
    "isted on",
    "uoted on",
    "raded on",
    "rades on",
    "rading on",
)
_TRADED = late(r"\b(?:under|ticker|symbol|trad(?:e|es|ed|ing)|listed|quoted)\b", re.IGNORECASE)
_OURS = late(
    r"\b(?:[Oo]ur|[Ii]ts|[Tt]he (?:[Cc]ompany|[Ss]hares?|[Cc]ommon|[Uu]nits?|ADSs?))\b"
    r"|^\s*(?:Shares|Listed)\b"
)
_EXPECTED = late(
    r"\b(?:expect(?:s|ed)|will\s(?:be|begin|start|commence|trade|list)|intend(?:s|ed)?|anticipated?|applied"
    r"|propos(?:es|ed)|to begin|formerly|previously)\b"
)
# The market's name goes on behind the word that the lexicon knows: "Nasdaq Stockholm AB (ABC A)".
_MARKET_GOES_ON = late(r"(?:\s[A-Z][\w.]{0,11}){0,2}\s?\(\Z")
_SENTENCE = late(r"[.!?][\"”’)]?\s+(?=[A-Z])|\n[^\S\n]*\n")
_WORD = late(r"symbol|ticker|mnemo|code", re.IGNORECASE)
_POSSESSIVE = late(r"['’]s?\Z")
_BACK, _AHEAD = 300, 260
_NEAR = 60
_MOST = 60
_NO_SYMBOL = vocabulary(
    "AND OR THE ISIN CUSIP WKN SEDOL LEI SE NO FI US USA UK EU ADS ADR ADSS ADRS IPO A B I II III"
)


def listings(text: str, names: tuple[str, ...], markets: Markets, *, expected: bool) -> list[Ticker]:
    """The symbols that a sentence about the issuer's shares gives, each with the market named for it.

    Those under which trading is only expected to begin count where there are no others, if `expected`.
    """
    done = 0
    heads = {name.partition(" ")[0] for name in names} - {"The", "New", "First"}
    told: dict[bool, list[Ticker]] = {False: [], True: []}
    for anchor in places(text, _ANCHORS)[:_MOST]:
        if anchor < done:
            continue
        start, done = _sentence(text, anchor)
        before = text[start:anchor]
        opens = _POSSESSIVE.sub("", before.strip().partition(" ")[0])
        begins = len(opens) > 3 and any(head.startswith(opens) for head in heads)
        own = begins or _OURS.search(before) or any(name in before for name in names if len(name) > 1)
        sentence = text[start:done]
        if own and _TRADED.search(sentence):
            told[bool(_EXPECTED.search(sentence))] += _symbols(text, start, done, markets)
    return told[False] or (told[True] if expected else [])


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = floor = max(0, at - _BACK)
    for stop in _SENTENCE.finditer(text, floor, at):
        start = stop.end()
    stop_after = _SENTENCE.search(text, at, min(len(text), at + _AHEAD))
    return start, stop_after.start() if stop_after else min(len(text), at + _AHEAD)


def _symbols(text: str, start: int, end: int, markets: Markets) -> Iterator[Ticker]:
    named = list(markets.within(text, start, end))
    for match in _CANDIDATE.finditer(text, start, end + 1):
        for group in ("set", "said", "also"):
            symbol, span = match[group], Span(*match.span(group))
            if not symbol or symbol in _NO_SYMBOL or not any(c.isalpha() for c in symbol):
                continue
            before = [market for market in named if market.span.end <= span.start]
            beside = any(market.span.start <= span.start < market.span.end for market in named)
            if beside or (group == "set" and not _is_told(text, match.start(), start, before)):
                continue
            market = before[-1] if before else next(iter(named), None)
            yield Ticker(Stated(symbol, span, Reason("symbol told in words", match.group()[:20])), market)


def _is_told(text: str, at: int, start: int, before: list[Stated]) -> bool:
    """Whether the quotes at `at` follow a word for symbols, or the bracket a market's name."""
    if text[at] not in "(,":
        word = list(_WORD.finditer(text, start, at))
        return bool(word) and at - word[-1].end() < _NEAR
    opened = text.rfind("(", max(0, at - 40), at + 1)
    before = [market for market in before if market.span.end <= opened]
    if not before or opened < 0 or ")" in text[opened:at]:
        return False
    return bool(_MARKET_GOES_ON.fullmatch(text, before[-1].span.end, opened + 1))
