"""Days and periods as releases announce them: "September 26, 2026", "Q3 2026", "second half of next year".

Values: 2026-09-26, 2026-09, 2026-Q3, 2026-H2, 2026. "Early", "mid-" and "late 2026" are the year; the words
keep the rest. A company's fiscal periods are no calendar's and are left out, as are one of two that share a
year ("in Q1 and Q3 2026, respectively").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.values.moment.words import month_number

_YEAR = (
    r"(?P<year>20\d\d|(?:this|next|the\scurrent|the\scoming)\s(?:calendar\s)?year|(?<=end\sof\s)the\syear)"
)
_SHORT_YEAR = (
    r"(?P<year>20\d\d|(?<=[’'\s-])\d\d|(?<=q[1-4])\d\d|(?<=[1-4]q)\d\d|(?<=[12]h)\d\d|(?<=h[12])\d\d)"
)
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_OF = r"(?:\sof)?,?\s(?:the\s)?(?:calendar\s(?:year\s)?)?"
_FORMS = (
    late(rf"{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}\b"),
    late(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH},?\s{_YEAR}\b"),
    late(rf"{_MONTH}{_OF}{_YEAR}\b"),
    late(rf"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter{_OF}{_YEAR}\b"),
    late(rf"(?:q(?P<quarter>[1-4])|(?P<late>[1-4])q)(?:\s?cy|{_OF})?[’'-]?{_SHORT_YEAR}\b"),
    late(rf"(?P<half>first|second|1st|2nd)[\s-]half{_OF}{_YEAR}\b"),
    late(rf"(?:h(?P<half>[12])|(?P<late_half>[12])h)(?:{_OF})?[’'-]?{_SHORT_YEAR}\b"),
    late(
        rf"(?:early|mid|mid-?year|spring|summer|fall|autumn|late|year[\s-]end|end)[\s-](?:of\s|in\s)?(?:calendar\s)?{_YEAR}\b"
    ),
    late(r"(?P<year>year[\s-]end)\b(?!\s(?:of\s)?20\d\d)"),
    late(rf"{_YEAR}\b"),
)
# Every form has a year; what may begin it stands within so many characters before.
_ANCHOR = late(
    r"[1-4qhtny](?:(?<=2)0\d\d\b|(?<=end\sof\st)he\syear\b|(?<=by\sy)ear[\s-]end\b(?!\s(?:of\s)?20\d\d)"
    r"|(?:(?<=t)(?:his|he\scurrent|he\scoming)|(?<=n)ext)\s(?:calendar\s)?year\b"
    r"|(?:(?<=[1-4])q|(?<=[12])h)[\s’'-]?\d\d\b|(?:(?<=q)[1-4]|(?<=h)[12])[\s’'-]\d\d\b)"
)
_REACH = 40
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NOT_CALENDAR = late(r"\b(?:fiscal|financial|fy|f)[\s-]?(?:year\s)?(?:\w+\s(?:quarter|half)\s(?:of\s)?)?$")
_FISCAL_INSIDE = late(r"\b(?:fiscal|financial)\b")
_ONE_OF_TWO = late(
    r"\b(?:between\s.{0,40}|(?:first|second|third|q[1-4]|[1-4]q|h[12]|[12]h)(?:\s(?:quarter|half))?\s(?:and|or|to)\s(?:the\s)?)$"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month, quarter, half year or year, with where it is written and its last day."""

    value: str
    span: Span
    last: date

    @property
    def first(self) -> date:
        """Its first day."""
        year, _, rest = self.value.partition("-")
        if not rest:
            return date(int(year), 1, 1)
        if rest[0] in "QH":
            return date(int(year), 1 + (int(rest[1]) - 1) * (3 if rest[0] == "Q" else 6), 1)
        return self.last.replace(day=1) if len(rest) == 2 else self.last


def holds_period(folded_text: str, start: int, end: int) -> bool:
    """Whether a year or what stands for one is written in folded_text[start:end]."""
    return _ANCHOR.search(folded_text, start, end) is not None


def periods(folded_text: str, start: int, end: int, published: date | None) -> Iterator[Period]:
    """The periods written in folded_text[start:end], in order; `published` says which year "this year" is."""
    read_to = start
    for anchor in _ANCHOR.finditer(folded_text, start, end):
        floor = max(read_to, anchor.start() - _REACH)
        match = _longest(folded_text, floor, anchor, end)
        if match is None or anchor.start() < read_to:
            continue
        read_to = match.end()
        before = folded_text[max(start, match.start() - 60) : match.start()]
        if _NOT_CALENDAR.search(before) or _FISCAL_INSIDE.search(match.group()) or _ONE_OF_TWO.search(before):
            continue
        period = _period(match, published)
        if period:
            yield period


def _longest(folded_text: str, floor: int, anchor: re.Match[str], end: int) -> re.Match[str] | None:
    """The form that holds the anchor and begins first."""
    held = [
        match
        for form in _FORMS
        for match in form.finditer(folded_text, floor, min(end, anchor.end() + 2))
        if match.start() <= anchor.start() and match.end() >= anchor.end() and _is_free(folded_text, match)
    ]
    return min(held, key=lambda match: match.start(), default=None)


def _is_free(folded_text: str, match: re.Match[str]) -> bool:
    before, after = folded_text[match.start() - 1 : match.start()], folded_text[match.end() : match.end() + 1]
    return not (before.isalnum() or before in ("$", ".", "/", "-") or after.isalnum() or after == "/")


def _period(match: re.Match[str], published: date | None) -> Period | None:
    parts = match.groupdict()
    year = _year(parts["year"], published)
    if year is None:
        return None
    span = Span(*match.span())
    quarter = parts.get("quarter") or parts.get("late")
    half = parts.get("half") or parts.get("late_half")
    if quarter:
        number = _ORDER.get(quarter) or int(quarter)
        return Period(f"{year}-Q{number}", span, _last_day(year, 3 * number))
    if half:
        number = _ORDER.get(half) or int(half)
        return Period(f"{year}-H{number}", span, _last_day(year, 6 * number))
    if not parts.get("month"):
        return Period(str(year), span, date(year, 12, 31))
    month = month_number(parts["month"].rstrip("."))
    if not parts.get("day"):
        return Period(f"{year}-{month:02}", span, _last_day(year, month))
    try:
        day = date(year, month, int(parts["day"]))
    except ValueError:
        return None
    return Period(day.isoformat(), span, day)


def _year(written: str, published: date | None) -> int | None:
    if written.isdigit():
        return int(written) if len(written) == 4 else 2000 + int(written)
    if published is None:
        return None
    return published.year + written.startswith(("next", "the coming"))


def _last_day(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
