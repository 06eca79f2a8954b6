"""What an event is: its title in the release's words, its kind, and the period its figures are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.model import Reason, Span, Stated
from bot.reading.calls.units import Unit
from bot.reading.cues import Cue
from bot.reading.cues.events import (
    ANNUAL,
    EVENTS,
    FIRESIDE,
    INVESTOR_DAY,
    PRESS,
    REVIEW,
    SPECIAL,
    TALK,
    WEBINAR,
)
from bot.reading.patterns import late
from bot.reading.prose import folded

_NTH = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|Q[1-4]|[1-4]Q)"
_YEAR = r"(?:20\d\d|FY\s?\d{2,4})"
_PART = (
    rf"(?:{_NTH}(?:[\s-]+(?:fiscal[\s-]+)?quarter)?|(?:full|fiscal|half)[\s-]+year|year[\s-]end|interim|H[12]|"
    r"nine[\s-]months?)"
)
# "fourth quarter and full year 2024", "fiscal 2025 first quarter", "Q3 2024", "2013 first quarter".
_PERIOD = late(
    rf"\b(?:(?:fiscal\s+(?:year\s+)?)?{_YEAR}['’]?s?\s+)?{_PART}"
    rf"(?:(?:[\s,]+(?:and|&|of|the|for|its|ended|ending))*[\s,]+(?:{_PART}|(?:full|fiscal|half|quarter)|year|{_YEAR})(?![A-Za-z\d])){{0,6}}",
    re.IGNORECASE,
)
_QUALIFIED = late(r"quarter|year|half|month|Q\d|\dQ|H\d|interim", re.IGNORECASE)
_QUARTER = late(
    r"\bq([1-4])\b|\b([1-4])q\b|\b(first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]+(?:fiscal[\s-]+)?quarter"
)
_HALF = late(r"\bh([12])\b|\b(first|second)[\s-]+half\b|\b(half)[\s-]+year|\b(interim)\b")
_WHOLE = late(r"full[\s-]+year|year[\s-]end|fiscal[\s-]+year|\bfy\s?\d{2,4}")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_FISCAL = late(r"fiscal|\bfy")
_CALENDAR_YEAR = late(r"\b(?:20(\d\d)|fy\s?(?:20)?(\d\d))\b")
_LINK = late(r"(?:://|www\.)\S{0,200}$")  # "events.q4inc.com" names no quarter
_REACH = 500  # how far apart, in characters, the words of one title may stand
_ADJECTIVES = late(
    r"(?:\b(?:earnings|results?|investors?|analysts?|media|press|shareholder|business|corporate|update|KOL|virtual)\s){1,2}$",
    re.IGNORECASE,
)
_OF_HOLDERS = late(r"\s+of\s+(?:share|stock|unit)holders\b", re.IGNORECASE)
_NAME = (
    r"(?P<name>(?:\d{1,3}(?:st|nd|rd|th)\s+)?[A-Z][^.;:()\n]{0,110}?\b"
    r"(?:Conference|Summit|Forum|Symposium|Showcase|Conclave|Days?|Series)\b)(?!\s+[Cc]alls?\b)"
)
_AT_CONFERENCE = late(rf"\b(?:at|in|during|on|of)\s+(?:the\s+|its\s+)?{_NAME}")
_LISTED = late(rf"[\s*•·–-]{{0,6}}(?:\w+\s*:\s*)?{_NAME}")
_TALK = late(r"fireside\s+chat|presentation|panel|\bpresent", re.IGNORECASE)
_DATED = late(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bCapital\s+Markets\b|\bInvestor\s+Day", re.IGNORECASE
)
_RESULTS = late(
    r"\bresults\b|\bearnings\b|\bquarter|\b(?:interim|half-year|annual|year-end)\sreport", re.IGNORECASE
)
_BUSINESS_UPDATE = late(
    r"\b(?:business|corporate|trading|strategic|operational|investor)\s+update", re.IGNORECASE
)
# Events that have a name of their own, whatever figures are told of at them.
_NAMED = {
    INVESTOR_DAY: "investor day",
    ANNUAL: "annual meeting",
    SPECIAL: "special meeting",
    FIRESIDE: "fireside chat",
}
CONFERENCE = "conference presentation"


@dataclass(frozen=True, slots=True)
class Naming:
    """What an event is called, what kind of event it is, and which period's figures it is about."""

    title: Stated | None = None
    kind: Stated | None = None
    period: Stated | None = None


@dataclass(frozen=True, slots=True)
class _Noun:
    """A word for an event with what stands before it: "earnings call"."""

    span: Span
    words: str
    says: str


def naming(text: str, opener: Unit | None, units: Iterable[Unit], headline: Stated | None) -> Naming:
    """The event's naming; `opener` is the unit that says when it begins.

    The other units and the headline are asked where it does not name the event in full.
    """
    first = [opener.span] if opener else []
    spans = [*first, *(unit.span for unit in units if unit is not opener and not unit.context)]
    named = [*spans, headline.span] if headline else spans
    period = period_in(text, named)
    for span in [*first, *named[-1:]]:
        if stated := _of_conference(text, span):
            fireside = stated.value.startswith("Fireside")
            return Naming(stated, _kind("fireside chat" if fireside else CONFERENCE, stated.span), None)
    title, noun = _title(text, first, named)
    kind = _kind_of(text, noun, [*first, *named[-1:]], period)
    return Naming(
        title, kind, period if kind and kind.value in ("results", "webinar", "press briefing") else None
    )


def _kind(value: str, span: Span) -> Stated:
    return Stated(value, span, Reason("kind of event"))


def _kind_of(text: str, noun: _Noun | None, spans: list[Span], period: Stated | None) -> Stated | None:
    """The kind of event, by its noun and by what is told of at it."""
    if noun is None:
        return _kind("results", period.span) if period else None
    if noun.says in _NAMED:
        return _kind(_NAMED[noun.says], noun.span)
    if noun.says == PRESS:
        return _kind("press briefing", noun.span)
    if period or any(_RESULTS.search(text, span.start, span.end) for span in spans):
        return _kind("results", noun.span)
    if any(_BUSINESS_UPDATE.search(text, span.start, span.end) for span in spans):
        return _kind("business update", noun.span)
    return _kind("webinar" if noun.says == WEBINAR else "other", noun.span)


def _title(text: str, first: list[Span], named: list[Span]) -> tuple[Stated | None, _Noun | None]:
    for span in named:
        noun = next(_nouns(text, span), None)
        if noun is None:
            continue
        if noun.says in _NAMED and noun.says != FIRESIDE:
            if span in first:
                return _stated(noun.span, _squeezed(noun.words)), noun
            continue
        if period := _first_period(text, span):
            whole = Span(min(period.start, noun.span.start), max(period.end, noun.span.end))
            return _stated(whole, f"{_period_words(period.of(text))} results {_plain(noun.words)}"), noun
    return _put_together(text, named)


def _put_together(text: str, spans: list[Span]) -> tuple[Stated | None, _Noun | None]:
    """The first noun with the period named nearest to it in another sentence, or alone."""
    noun = next((noun for span in spans for noun in _nouns(text, span)), None)
    if noun is None:
        return None, None
    periods = [period for span in spans if (period := _first_period(text, span))]
    if periods and noun.says not in _NAMED:
        period = min(periods, key=lambda p: abs(p.start - noun.span.start))
        whole = Span(min(period.start, noun.span.start), max(period.end, noun.span.end))
        if whole.end - whole.start <= _REACH:
            return _stated(whole, f"{_period_words(period.of(text))} results {_plain(noun.words)}"), noun
    return _stated(noun.span, _squeezed(noun.words).lower()), noun


def _nouns(text: str, span: Span) -> Iterator[_Noun]:
    """The words for events in a sentence, with what stands before them."""
    words = folded(span.of(text))
    for cue in EVENTS.find(words):
        start, end = span.start + cue.span.start, span.start + cue.span.end
        if cue.says == REVIEW or (
            cue.says == TALK and not words[cue.span.start :].startswith("presentation")
        ):
            continue
        if _LINK.search(text, max(span.start, start - 210), start):
            continue
        yield _noun(text, cue, start, end)


def _noun(text: str, cue: Cue, start: int, end: int) -> _Noun:
    before = _ADJECTIVES.search(text[max(0, start - 40) : start])
    if before:
        start -= len(before[0])
    if cue.says in (ANNUAL, SPECIAL) and (of := _OF_HOLDERS.match(text, end)):
        end = of.end()
    return _Noun(Span(start, end), text[start:end], cue.says)


def _of_conference(text: str, span: Span) -> Stated | None:
    kind = _TALK.search(text, span.start, span.end)
    if not kind:
        return None
    match = _AT_CONFERENCE.search(text, span.start, span.end) or _LISTED.match(text, span.start, span.end)
    if not match or _DATED.search(match["name"]) or _TALK.search(match["name"]):
        return None
    words = "Fireside chat" if kind[0].lower().startswith("fire") else "Presentation"
    begin, end = min(kind.start(), match.start("name")), max(kind.end(), match.end("name"))
    return Stated(f"{words} at {_squeezed(match['name'])}", Span(begin, end), Reason("talk at a conference"))


@lru_cache(maxsize=128)
def _first_period(text: str, span: Span) -> Span | None:
    """The first period that is named outside a link."""
    for match in _PERIOD.finditer(text, span.start, span.end):
        if _QUALIFIED.search(match[0]) and not _LINK.search(
            text, max(span.start, match.start() - 210), match.start()
        ):
            return Span(*match.span())
    return None


def period_in(text: str, spans: list[Span]) -> Stated | None:
    """The period of the figures: the first that is named with its year."""
    for span in spans:
        found = _first_period(text, span)
        if found and (value := period_value(found.of(text))):
            return Stated(value, found, Reason("period of the figures"))
    return None


def period_value(words: str) -> str | None:
    """A period's words in the contract's form; None where they state no year.

    >>> [period_value(p) for p in ("third quarter 2025", "fiscal 2024 year-end", "first half of 2025")]
    ['2025-Q3', 'FY2024-FY', '2025-H1']
    """
    said = folded(words)
    year = _CALENDAR_YEAR.search(said)
    if not year:
        return None
    fiscal = "FY" if _FISCAL.search(said) else ""
    part = part_of_year(said)
    return f"{fiscal}20{year[1] or year[2]}-{part}" if part else None


def part_of_year(said: str) -> str | None:
    """The quarter, half or whole year that folded words name first: Q1 to Q4, H1, H2, FY."""
    if quarter := _QUARTER.search(said):
        word = quarter[1] or quarter[2] or quarter[3]
        return f"Q{_ORDINALS.get(word) or word[0]}"
    if half := _HALF.search(said):
        return "H2" if half[1] == "2" or half[2] == "second" else "H1"
    return "FY" if _WHOLE.search(said) else None


def _period_words(words: str) -> str:
    """The period on one line, in small letters where the release shouts."""
    words = _squeezed(words).rstrip(", ")
    return words.lower() if words.isupper() and " " in words else words


def _plain(noun: str) -> str:
    """The noun in small letters and without the "earnings" that "results" already says."""
    words = _squeezed(noun).lower()
    return words.removeprefix("earnings ").removeprefix("results ")


def _stated(span: Span, words: str) -> Stated:
    return Stated(words[:1].upper() + words[1:], span, Reason("title"))


def _squeezed(words: str) -> str:
    return " ".join(words.split())
