"""The period that figures are of: a quarter, half or year, by its name, its end or the day it is told on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from bot.model import Reason, Span, Stated
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
# "half-year report 2025", "2022 annual results", "interim report January–March 2023".
_MONTHS_OF = r"january\s?[–-]\s?(?:march|june|september|december)"
_REPORT = late(
    rf"""\b{_YEAR}\s(?:annual(?!\s(?:general|meeting|shareholder|stockholder|and\sspecial))|half[\s-]year|year[\s-]end|interim|nine[\s-]months?)\b
    |\b(?:(?:annual|half[\s-]year(?:ly)?|year[\s-]end|interim|nine[\s-]months?|{_MONTHS_OF}|financial\sstatements?\sreview|[1-4]Q|Q[1-4]|H[12])
    [\s/’'-]{{0,2}}(?:(?:financial|results?|reports?|sales|earnings|figures|statements?|accounts|release|for|of|the|year|period)\s){{0,4}}
    (?:{_MONTHS_OF}\s)?(?:{_YEAR}|(?<=Q)\d\d|(?<=[QH1-4]['’/])\d\d))(?![\d-])""",
    re.VERBOSE | re.IGNORECASE,
)
# "the quarter ended March 31, 2025": a calendar's period where it ends with one of the calendar's.
_ENDED = late(
    r"""\b(?:quarter|(?:three|six|nine|twelve)[\s-]months?|half[\s-]year|half|(?:financial\s|full\s)?year)(?:\speriod)?\s
    (?:ended|ending|to)\s(?:on\s)?(?:march\s31|31(?:st)?\smarch|june\s30|30(?:th)?\sjune|september\s30|30(?:th)?\sseptember
    |december\s31|31(?:st)?\sdecember)(?:st|th)?,?\s20\d\d""",
    re.VERBOSE | re.IGNORECASE,
)
_UNDATED = late(
    rf"\b(?:fiscal\s)?(?:{_NTH}[\s-]+quarter|Q[1-4]|[1-4]Q|half[\s-]year(?:ly)?|(?:full|fiscal)[\s-]year|annual|year[\s-]end|"
    rf"nine[\s-]months?|first\shalf)\b(?!\s(?:general|meeting|shareholder|stockholder|and\sspecial))",
    re.IGNORECASE,
)
# What is hoped for in a quarter is no period of figures told.
_OF_PLANS = late(
    r"\b(?:top-?\s?line|readout|expect(?:ed|s)?\s(?:in|by|to\sbe)|anticipated|on\strack|is\splanned|are\splanned|decision)\b",
    re.IGNORECASE,
)
# … and figures are told of where their words, or an event's, stand beside it.
_TELLS = late(
    r"\b(?:results?|earnings|reports?|figures|accounts|statements?|sales|financial|review|update|call|tele|web-?cast|audiocast|webinar|presentation|briefing|conference|quarterly)",
    re.IGNORECASE,
)
_ENDS_ON = {
    "Q1": (3, 31), "Q2": (6, 30), "Q3": (9, 30), "Q4": (12, 31), "H1": (6, 30), "H2": (12, 31), "FY": (12, 31)
}  # fmt: skip
_FIRST_TOLD, _YEAR_TOLD = timedelta(days=77), timedelta(days=120)
_QUALIFIED = late(r"quarter|year|half|month|Q\d|\dQ|H\d|interim", re.IGNORECASE)
_QUARTER = late(
    r"\bq([1-4])(?!\d)|\b([1-4])q(?=\d\d|\b)|\b(first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]+(?:fiscal[\s-]+)?quarter"
)
_HALF = late(
    r"\bh([12])\b|\b(first|second)[\s-]+half\b|\b(half)[\s-]+year|january\s?[–-]\s?(june)\b|\b(interim)\b"
)
_NINE_MONTHS = late(r"nine[\s-]months?|\b9m|january\s?[–-]\s?september")
_WHOLE = late(
    r"full[\s-]+year|year[\s-]end|fiscal[\s-]+year|\bfy\s?\d{2,4}|\bannual\b(?!\s(?:general|meeting|shareholder|stockholder|and\sspecial))|january\s?[–-]\s?december|statements?\sreview"
)
_QUARTER_ENDS = ("march", "june", "september", "december")
_SHORT_YEAR = late(r"(?:[1-4]q|q[1-4]|h[12]|[12]h|9m)[\s/’'-]?()(\d\d)$")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_FISCAL = late(r"fiscal|\bfy")
_CALENDAR_YEAR = late(r"\b(?:20(\d\d)|fy\s?(?:20)?(\d\d))\b")
_LINK = late(r"(?:://|www\.)\S{0,200}$")  # "events.q4inc.com" names no quarter


@lru_cache(maxsize=128)
def first_period(text: str, span: Span) -> Span | None:
    """The first period that is named outside a link."""
    for match in _PERIOD.finditer(text, span.start, span.end):
        if _QUALIFIED.search(match[0]) and not in_link(text, span, match.start()):
            return Span(*match.span())
    return None


def in_link(text: str, span: Span, at: int) -> bool:
    """Whether text[at:] stands in an address that begins in the span."""
    return bool(_LINK.search(text, max(span.start, at - 210), at))


def period_in(text: str, spans: list[Span], day: date | None) -> Stated | None:
    """The period of the figures: the first that is named with its year, else the one that ended last.

    `day` is the one on which they are told; a quarter without its year is that which ended up to eleven weeks
    before.
    """
    spans = [
        span
        for span in spans
        if _TELLS.search(text, span.start, span.end) and not _OF_PLANS.search(text, span.start, span.end)
    ]
    for span in spans:
        for pattern in (_PERIOD, _REPORT, _ENDED):
            for match in pattern.finditer(text, span.start, span.end):
                if not in_link(text, span, match.start()) and (value := period_value(match[0])):
                    return Stated(value, Span(*match.span()), Reason("period of the figures"))
    named = (match for span in spans for match in _UNDATED.finditer(text, span.start, span.end))
    for match in named if day else ():
        if day and (value := _ended_last(match[0], day)):
            return Stated(value, Span(*match.span()), Reason("period of the figures, by the day"))
    return None


def _ended_last(words: str, day: date) -> str | None:
    """The calendar's part of a year that ended right before the day, where it is the one named."""
    part = part_of_year(folded(words))
    if part is None or _FISCAL.search(folded(words)):
        return None
    for year in (day.year, day.year - 1):
        month, last = _ENDS_ON[part]
        if timedelta(0) <= day - date(year, month, last) <= (_FIRST_TOLD if part != "FY" else _YEAR_TOLD):
            return f"{year}-{part}"
    return None


def period_end(text: str) -> date | None:
    """The last day of the calendar's period that a text names first; None for fiscal years."""
    period = period_in(text, [Span(0, len(text))], None)
    year, _, part = period.value.partition("-") if period else ("FY", "", "")
    return date(int(year), *_ENDS_ON[part]) if year.isdigit() else None


def period_value(words: str) -> str | None:
    """A period's words in the contract's form; None where they state no year.

    >>> [period_value(p) for p in ("third quarter 2025", "fiscal 2024 year-end", "first half of 2025")]
    ['2025-Q3', 'FY2024-FY', '2025-H1']
    """
    said = folded(words)
    if _ENDED.fullmatch(said):
        return _ended(said)
    year = _CALENDAR_YEAR.search(said) or _SHORT_YEAR.search(said)
    if not year:
        return None
    fiscal = "FY" if _FISCAL.search(said) else ""
    part = part_of_year(said)
    return f"{fiscal}20{year[1] or year[2]}-{part}" if part else None


def _ended(said: str) -> str | None:
    """The period of "the quarter ended March 31, 2025"."""
    month = next(number for number, name in enumerate(_QUARTER_ENDS, start=1) if name in said)
    if "quarter" in said or "three" in said:
        part = f"Q{month}"
    elif "nine" in said:
        part = "Q3" if month == 3 else ""
    elif "half" in said or "six" in said:
        part = "H1" if month == 2 else ""
    else:
        part = "FY" if month == 4 else ""
    return f"{said[-4:]}-{part}" if part else None


def part_of_year(said: str) -> str | None:
    """The quarter, half or whole year that folded words name first: Q1 to Q4, H1, H2, FY."""
    if quarter := _QUARTER.search(said):
        word = quarter[1] or quarter[2] or quarter[3]
        return f"Q{_ORDINALS.get(word) or word[0]}"
    if _NINE_MONTHS.search(said):
        return "Q3"
    if "january" in said and "march" in said:
        return "Q1"
    if half := _HALF.search(said):
        return "H2" if half[1] == "2" or half[2] == "second" else "H1"
    return "FY" if _WHOLE.search(said) else None
