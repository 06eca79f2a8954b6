"""Where, and until when, questions can be sent in beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.model import Questions, Reason, Span, Stated
from bot.reading.calls.govern import Governed
from bot.reading.patterns import late
from bot.reading.values.email import emails
from bot.reading.values.moment import Moments, stamp

_SENDS = late(
    r"""\b(?:submit\w*|send\w*|sent|e-?mail\w*|forward\w*|pre-?submit\w*|direct\w*|pose|ask|address\w*)\b[^.]{0,120}
     \bquestions?\b
    |questions?\b[^.]{0,120}\b(?:submit\w*|sent|addressed|in\swriting|e-?mail\w*|in\sadvance|prior\sto|ahead\sof|accepted|forwarded)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BY = late(
    r"""\b(?:until|by|before|no\slater\sthan|prior\sto|till|up\sto|deadline\S{0,2}(?:\sis)?)\s
    (?:[\w,]+\s){0,3}?$""",
    re.VERBOSE | re.IGNORECASE,
)
_QUESTION = late(r"question", re.IGNORECASE)
_BESIDE = 60


def questions(
    text: str,
    units: Iterable[Governed],
    moments: Moments,
    published: Stated | None,
    zone: str | None = None,
) -> Questions | None:
    """The address for questions and the deadline, where the release invites them.

    `zone` is the event's own, in which a deadline without a zone is told.
    """
    address: Stated | None = None
    deadline: Stated | None = None
    base = date.fromisoformat(published.value) if published else None
    for unit in (governed.unit for governed in units):
        if unit.context or not _QUESTION.search(unit.text):
            continue
        invited = bool(_SENDS.search(unit.text))
        if invited and address is None:
            address = next(iter(emails(text, unit.span.start, unit.span.end)), None)
        if (invited or address) and deadline is None:
            deadline = _deadline(text, unit.span, moments, base, zone)
    return Questions(address, deadline) if address or deadline else None


def _deadline(
    text: str, span: Span, moments: Moments, published: date | None, zone: str | None
) -> Stated | None:
    clocks = moments.clocks(text, span.start, span.end)
    for day in moments.days(text, span.start, span.end, published=published):
        clock = next((c for c in clocks if abs(c.span.start - day.span.start) < _BESIDE), None)
        whole = Span(
            min(day.span.start, clock.span.start if clock else day.span.start),
            max(day.span.end, clock.span.end if clock else day.span.end),
        )
        if day.date and _BY.search(text[max(span.start, whole.start - 50) : whole.start]):
            at = replace(clock, zone=clock.zone or zone) if clock else None
            return Stated(stamp(day.date, at), whole, Reason("deadline for questions"))
    return None
