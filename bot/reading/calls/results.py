"""When figures are published, where a release says so ahead: apart from the call that is held on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.model import Reason, Results, Span, Stated
from bot.reading.calls.govern import governed
from bot.reading.calls.owners import RELEASE, Owners, owners
from bot.reading.calls.periods import period_in
from bot.reading.calls.starts import DATELINE_END
from bot.reading.calls.units import Unit
from bot.reading.cues.events import RESULTS_CUES
from bot.reading.patterns import late
from bot.reading.prose import folded, paragraphs, sentences
from bot.reading.values.moment import Clock, Day, Moments, stamp

BEFORE, AFTER, DURING = "before market open", "after market close", "during market hours"

_WORTH = ("results", "earnings", "financials", "interim report", "annual report", "figures", "accounts")
_AHEAD = late(
    r"""\b(?:will|shall|plans?|intends?|expects?|scheduled|set|due|on\strack|wishes)\b
    |\bto\s(?:be\s)?(?:releas|report|announc|issu|publish|post|disclos|provid|unveil)""",
    re.VERBOSE,
)
_MARKET = r"(?:[\w.’']+\s){0,5}?(?:markets?|trading|exchange|nyse|nasdaq|tsx|bell)\b"
_WHEN = (
    (
        BEFORE,
        late(
            rf"""\b(?:before|prior\sto|ahead\sof|in\sadvance\sof)\s(?:{_MARKET}|(?:the\s)?open\w*\b)
            |\bpre-?\s?market\b""",
            re.VERBOSE,
        ),
    ),
    (
        AFTER,
        late(
            rf"""\b(?:after|following|upon)\s(?:{_MARKET}|(?:the\s)?clos\w*\b)|\bpost-?\s?market\b
            |\bafter-?\s?hours\b""",
            re.VERBOSE,
        ),
    ),
    (DURING, late(r"\bduring\s(?:market|trading)\s(?:hours|session)")),
)
_MOST = 60  # sentences that are looked at
_BESIDE = 44
_ENDED = late(r"\b(?:end(?:ed|ing|s)|as\sof|as\sat|since|dated)\s(?:on\s)?(?:\w+day,?\s)?$", re.IGNORECASE)


class ResultsReader:
    """Finds the publication of figures that a release announces."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments

    def read(
        self, text: str, published: Stated | None, headline: Stated | None, *, day_first: bool
    ) -> Results | None:
        """The first publication ahead that a sentence states with its day; None where none does."""
        on = date.fromisoformat(published.value) if published else None
        told = [
            (unit, own)
            for unit in _units(text)
            if RESULTS_CUES.first(folded(unit.text)) and RELEASE in (own := owners(governed([unit])[0])).kinds
        ]
        for unit, own in told:
            if found := self._moment(text, unit, own, on, day_first=day_first):
                spans = [unit.span, *([headline.span] if headline else []), *(unit.span for unit, _ in told)]
                when = next((when for unit, own in told if (when := _when(unit, own))), None)
                return Results(found, when, period_in(text, spans, date.fromisoformat(found.value[:10])))
        return None

    def _is_dateline(self, text: str, day: Day, published: date) -> bool:
        """Whether the release's own day is only its dateline or the "today" of "announced today"."""
        written = day.span.of(text)
        beside = text[day.span.end : day.span.end + 40]
        return day.date == published and (
            not any(map(str.isdigit, written)) or bool(DATELINE_END.match(beside) or beside[:1] == ":")
        )

    def _moment(
        self, text: str, unit: Unit, own: Owners, published: date | None, *, day_first: bool
    ) -> Stated | None:
        """The day of the publication, with its time where one is given."""
        start, end = unit.span.start, unit.span.end
        days = self._moments.days(text, start, end, published=published, day_first=day_first)
        clocks = [c for c in self._moments.clocks(text, start, end) if own.of(c.span) == RELEASE]
        for day in days:
            if day.date is None or own.of(day.span) != RELEASE:
                continue
            if published and (day.date < published or self._is_dateline(text, day, published)):
                continue
            if not _ENDED.search(text[max(start, day.span.start - 40) : day.span.start]):
                return _stated(day.date, day.span, next((c for c in clocks if _gap(day, c) <= _BESIDE), None))
        return None


def _gap(day: Day, clock: Clock) -> int:
    return max(clock.span.start - day.span.end, day.span.start - clock.span.end)


def _stated(day: date, span: Span, clock: Clock | None) -> Stated:
    if clock:
        span = Span(min(span.start, clock.span.start), max(span.end, clock.span.end))
    return Stated(stamp(day, clock), span, Reason("results published"))


def _units(text: str) -> Iterator[Unit]:
    """The sentences that speak of figures to be published."""
    count = 0
    for number, paragraph in enumerate(paragraphs(text)):
        words = folded(paragraph.of(text))
        if not any(word in words for word in _WORTH) or not _AHEAD.search(words):
            continue
        for span in sentences(text, paragraph):
            if _AHEAD.search(folded(span.of(text))):
                count += 1
                yield Unit(span, span.of(text), number)
        if count > _MOST:
            return


def _when(unit: Unit, own: Owners) -> Stated | None:
    """The words for the market's hours that go with the publication."""
    for value, pattern in _WHEN:
        for match in pattern.finditer(own.words):
            span = Span(own.base + match.start(), own.base + match.end())
            if own.of(span) == RELEASE:
                return Stated(value, span, Reason("market hours", match[0]))
    return None
