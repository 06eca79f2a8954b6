"""Whether two calls of one company, from two releases, are one event. Pure.

Results calls are one when they are about the same quarter, presentations when they are at the same
conference. Two calls on different days are one only where something says so: a quarter that both name, or
words such as "rescheduled" in the later release.
"""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz, utils

from bot.model import Call, Release
from bot.reading.calls.periods import part_of_year, period_value

MOVED_DAYS = 45  # how far a call may be moved and still be the same one; quarters are 90 days apart
SAME_TITLE = 80.0  # likeness of two titles of one presentation
BEGINNING = 3_000  # characters of a text in which it says that a call was moved

OPEN = "other"  # a kind that says nothing
AT_CONFERENCES = ("conference presentation", "fireside chat")
MOVED = re.compile(
    r"\b(?:reschedul\w{1,6}|postpon\w{1,6}|brought forward|moved (?:to|from)|new (?:date|time)"
    r"|(?:change|correct)\w{0,4} (?:of|to|in|the|its) (?:\w{1,12} ){0,3}(?:date|time))\b",
    re.IGNORECASE,
)


def contradict(one: str | None, other: str | None) -> bool:
    """Whether two periods cannot be the same; a whole year is told of with its last quarter.

    >>> contradict("2024-Q4", "FY2024-FY"), contradict("2024-Q4", "2025-Q4"), contradict("Q4", "2024-Q4")
    (False, True, False)
    """
    (year, part), (other_year, other_part) = _parsed(one), _parsed(other)
    return _differ(year, other_year) or _differ(part, other_part)


def _parsed(period: str | None) -> tuple[str | None, str | None]:
    """Year and part of a period; the part alone where no year is stated."""
    year, _, part = (period or "").removeprefix("FY").rpartition("-")
    return year or None, "Q4" if part in ("FY", "") and period else part or None


def period_named(said: str) -> str | None:
    """The period that a headline or title names, without its year where that is not stated."""
    return period_value(said) or part_of_year(said.casefold())


def says_moved(release: Release) -> bool:
    """Whether the release says of itself that it moves or corrects something."""
    headline = release.headline.value if release.headline else ""
    return bool(release.correction or MOVED.search(headline) or MOVED.search(release.text, 0, BEGINNING))


def same_event(before: Call, after: Call, earlier: Release, later: Release) -> bool:
    """Whether `after`, in the later release, is the call that `before` was in the earlier one."""
    titles = _title(before, earlier), _title(after, later)
    kinds = _kind(before), _kind(after)
    periods = _period(before, titles[0]), _period(after, titles[1])
    if _differ(*kinds) or contradict(*periods):
        return False
    if not set(kinds).isdisjoint(AT_CONFERENCES) and not _alike(*titles):
        return False
    days = _days_between(before, after)
    if days is None or days == 0:
        return kinds[0] == kinds[1] is not None or _alike(*titles) or _share(before, after)
    named = None not in periods
    return days <= MOVED_DAYS and (named or (says_moved(later) and (kinds[0] == kinds[1] or _alike(*titles))))


def calls_off(later: Release, call: Call, release: Release) -> bool:
    """Whether a later release says that the call of the earlier one is cancelled or postponed."""
    return any(other.status and same_event(call, other, release, later) for other in later.calls)


def _kind(call: Call) -> str | None:
    """What kind of call it is; None where that was not told."""
    return call.kind.value if call.kind and call.kind.value != OPEN else None


def _period(call: Call, title: str) -> str | None:
    return call.period.value if call.period else period_named(title)


def _title(call: Call, release: Release) -> str:
    """The call's title; the headline speaks for the only call of a release."""
    headline = release.headline.value if release.headline and len(release.calls) == 1 else ""
    return call.title.value if call.title else headline


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _alike(one: str, other: str) -> bool:
    return bool(fuzz.token_sort_ratio(one, other, processor=utils.default_process, score_cutoff=SAME_TITLE))


def _days_between(before: Call, after: Call) -> int | None:
    """Days between the two starts; None where one has none."""
    if before.starts is None or after.starts is None:
        return None
    try:
        one, other = (date.fromisoformat(call.starts.value[:10]) for call in (before, after) if call.starts)
    except ValueError:
        return None
    return abs((one - other).days)


def _share(before: Call, after: Call) -> bool:
    """Whether both are joined by the same code or the same link."""
    pairs = ((before.access_code, after.access_code), (before.registration, after.registration))
    return any(one and other and one.value == other.value for one, other in pairs)
