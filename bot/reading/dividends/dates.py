"""The days of a dividend: of record, of payment, and the first on which the share trades without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.model import Reason, Span, Stated
from bot.reading.patterns import late
from bot.reading.values.moment.days import days

RECORD, PAYABLE, EX = "record_date", "payable_date", "ex_date"

# A day belongs to the last of these words before it, or to those right behind it.
_CUE = late(
    r"""(?P<ex_date>(?<![a-z])ex[\s-]?(?:dividend|distribution|date|entitlement|right)s?
            (?:\s?-?\s?(?:date|day|trading))?
        |exclusive\sof\s(?:the\s)?(?:right|dividend)
        |without\s(?:the\s)?(?:right\sto\s(?:the\s)?)?dividend)
    |(?P<record_date>record(?:ed)?(?:\s?(?:date|holders?|owners?|day))?(?![a-z])
        |\bregistered\s(?:share|stock|unit|as\b)\w*
        |\bregister(?:ed)?(?:\sof\s(?:members|shareholders))?(?=\s(?:at|on|as|by|in))|\bbooks\sclos(?:e|ure))
    |(?P<payable_date>(?<![a-z])pay(?:able|ments?|s)?(?:\s?-?\s?(?:date|day))?(?![a-z])|\bpaid(?:\sout)?
        |\bdistribut(?:ed|ion\sdate)|\breceive\b|\bmade\b(?=\son))
    |(?P<other>\b(?:declar|approv|resol|announc|inclu|report|elect)\w+|\b(?:general|annual|board)\s(?:\w+\s)?meeting
        |\b(?:AGM|end(?:ed|ing)|last\s(?:day|trading)|quarter|months?|year|from|effective|conference|call
        |results|press\srelease|since)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND = late(
    r"""[\s,(]{1,3}(?:(?:has\sbeen|is|as|was|will\sbe|being|set\sas|fixed\sas)\s)?(?:the\s)?
    (?P<kind>record|payment|payable|pay|ex-?(?:dividend)?)\s?-?date(?!\s?:)""",
    re.VERBOSE | re.IGNORECASE,
)
_NEAR = 110  # characters between a word and its day


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of a dividend: which, and the day itself with its reason."""

    which: str
    day: Stated


def dates(text: str, span: Span, published: date | None, *, day_first: bool) -> tuple[Dated, ...]:
    """The days of dividends that text[span] names, in order."""
    found = [d for d in days(text, span.start, span.end, published, day_first) if d.date and not d.same]
    if not found:
        return ()
    cues = list(_CUE.finditer(text, span.start, span.end))
    dated: list[Dated] = []
    floor = span.start
    waiting: list[re.Match[str]] = []
    for day in found:
        before = [cue for cue in cues if floor <= cue.start() and cue.end() <= day.span.start]
        behind = _BEHIND.match(text, day.span.end, span.end)
        for which, cue in _governing(before, behind, waiting, day.span.start):
            dated.append(Dated(which, Stated(_iso(day.date), day.span, Reason(f"dividend.{which}", cue))))
        last = before[-1] if before else None
        waiting += [cue for cue in before[:-1] if cue.lastgroup == PAYABLE and cue is not last]
        floor = day.span.end
    return tuple(dated)


def _governing(
    before: list[re.Match[str]], behind: re.Match[str] | None, waiting: list[re.Match[str]], at: int
) -> Iterator[tuple[str, str]]:
    """What the day is, with the words that say so; two things where they stand side by side."""
    if behind and not (before and before[-1].lastgroup != "other" and at - before[-1].end() < 12):
        kind = behind["kind"].lower()
        yield ({"rec": RECORD, "pay": PAYABLE}.get(kind[:3], EX), behind["kind"])
        return
    if not before:
        if waiting:
            yield PAYABLE, waiting.pop(0)[0]
        return
    last = before[-1]
    if last.lastgroup is None or last.lastgroup == "other" or at - last.end() > _NEAR:
        return
    yield last.lastgroup, last[0].strip()
    if len(before) > 1 and before[-2].lastgroup not in ("other", last.lastgroup):
        between = last.string[before[-2].end() : last.start()]
        if re.fullmatch(r"\s(?:date\s)?(?:and|/|&)\s(?:the\s)?", between) and before[-2].lastgroup:
            yield before[-2].lastgroup, before[-2][0].strip()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
