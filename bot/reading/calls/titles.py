"""What an event is: its title in the release's words, its kind, and the period its figures are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.model import Reason, Span, Stated
from bot.reading.calls.periods import first_period, in_link, period_in
from bot.reading.calls.units import Unit
from bot.reading.cues import Cue
from bot.reading.cues.events import (
    ANNUAL,
    CALL,
    EVENTS,
    FIRESIDE,
    INVESTOR_DAY,
    PRESS,
    RESULTS_CUES,
    REVIEW,
    SESSION,
    SPECIAL,
    TALK,
    WEBCAST,
    WEBINAR,
)
from bot.reading.patterns import late
from bot.reading.prose import folded

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
_RESULTS = late(
    r"""\bresults\b|\bearnings\b|\bquarter|\b(?:interim|half-year|annual|year-end)\sreport|\btrading\s(?:update|statement)
    |\b(?:six|nine)-months?\b|\bfinancial\sstatements?\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Results of a trial are news, and no figures.
_OF_TRIAL = late(r"\b(?:top-?\s?line|phase\s\w+|trial|study|clinical|interim\sanalysis)\b", re.IGNORECASE)
_BUSINESS_UPDATE = late(
    r"\b(?:business|corporate|trading|strategic|operational|investor)\s+update", re.IGNORECASE
)
# What a call that is about no figures is for.
_TOLD = late(
    r"\b(?:discuss|review|updat|provid|describ|regard|concern|announc|to\s(?:talk|present))\w*|\babout\b",
    re.IGNORECASE,
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


def naming(
    text: str, opener: Unit | None, units: Iterable[Unit], headline: Stated | None, day: date | None
) -> Naming:
    """The event's naming; `opener` is the unit that says when it begins, `day` the one on which it does.

    The other units and the headline are asked where it does not name the event in full.
    """
    first = [opener.span] if opener else []
    told = [unit for unit in units if unit is not opener]
    above = [unit.span for unit in told if unit.heading and opener and unit.span.end <= opener.span.start][
        -1:
    ]
    spans = [*first, *above, *(unit.span for unit in told if not unit.context and unit.span not in above)]
    named = [*spans, headline.span] if headline else spans
    period = period_in(text, [*named, *(unit.span for unit in told if unit.context)], day)
    for span in [*first, *named[-1:]]:
        if stated := _of_conference(text, span):
            fireside = stated.value.startswith("Fireside")
            return Naming(stated, _kind("fireside chat" if fireside else CONFERENCE, stated.span), None)
    title, noun = _title(text, first, named)
    ahead = [unit.span for unit in told if _publishes(unit) and opener and unit.span.end <= opener.span.start]
    kind = _kind_of(text, noun, [*first, *named[-1:]], period)
    if (
        kind
        and noun
        and kind.value in ("other", "webinar")
        and any(_tells_results(text, span) for span in ahead)
    ):
        kind = _kind("results", noun.span)
    return Naming(
        title, kind, period if kind and kind.value in ("results", "webinar", "press briefing") else None
    )


def _publishes(unit: Unit) -> bool:
    """Whether the unit tells of figures to come out, or stands above what does."""
    return unit.heading or RESULTS_CUES.first(folded(unit.text)) is not None


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
    if period or any(_tells_results(text, span) for span in spans):
        return _kind("results", noun.span)
    meetings = (c for s in spans for c in EVENTS.find(folded(s.of(text))) if c.says in (ANNUAL, SPECIAL))
    if noun.says == SESSION and (meeting := next(meetings, None)):
        return _kind(_NAMED[meeting.says], noun.span)
    told = _BUSINESS_UPDATE if noun.says not in (CALL, WEBCAST) else _TOLD
    if any(told.search(text, span.start, span.end) for span in spans):
        return _kind("business update", noun.span)
    return _kind("webinar" if noun.says == WEBINAR else "other", noun.span)


def _tells_results(text: str, span: Span) -> bool:
    """Whether the words speak of a company's figures, rather than of a trial's."""
    if not _RESULTS.search(text, span.start, span.end):
        return False
    return _OF_TRIAL.search(text, span.start, span.end) is None


def _title(text: str, first: list[Span], named: list[Span]) -> tuple[Stated | None, _Noun | None]:
    for span in named:
        noun = next(_nouns(text, span), None)
        if noun is None:
            continue
        if noun.says in _NAMED and noun.says != FIRESIDE:
            if span in first:
                return _stated(noun.span, _squeezed(noun.words)), noun
            continue
        if period := first_period(text, span):
            whole = Span(min(period.start, noun.span.start), max(period.end, noun.span.end))
            return _stated(whole, f"{_period_words(period.of(text))} results {_plain(noun.words)}"), noun
    return _put_together(text, named)


def _put_together(text: str, spans: list[Span]) -> tuple[Stated | None, _Noun | None]:
    """The first noun with the period named nearest to it in another sentence, or alone."""
    noun = next((noun for span in spans for noun in _nouns(text, span)), None)
    if noun is None:
        return None, None
    periods = [period for span in spans if (period := first_period(text, span))]
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
        if in_link(text, span, start):
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
    if not match or _TALK.search(match["name"]):
        return None
    words = "Fireside chat" if kind[0].lower().startswith("fire") else "Presentation"
    begin, end = min(kind.start(), match.start("name")), max(kind.end(), match.end("name"))
    return Stated(f"{words} at {_squeezed(match['name'])}", Span(begin, end), Reason("talk at a conference"))


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
