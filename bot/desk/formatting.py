"""How values, moments and notes are put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.regions import country_name
from bot.model import Entry, Note, Value

_PARTS = {"Q": "quarter", "H": "half"}
_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_NAMED = {(12, 0): "noon", (0, 0): "midnight"}


def moment_of(value: str) -> datetime | date | None:
    """The aware moment or the plain date of a normalised value; None for anything else."""
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value[:10])
    except ValueError:
        return None


def shown_day(value: str) -> str:
    """A moment's day: "14 May 2014"."""
    moment = moment_of(value)
    return f"{moment.day} {moment:%B %Y}" if moment else value


def shown_moment(value: str, timezone: str | None = None) -> str:
    """A moment as a person says it: "Wednesday 14 May 2014, 5:00 p.m. (New York time)"."""
    moment = moment_of(value)
    if moment is None:
        return value
    day = f"{moment:%A} {moment.day} {moment:%B %Y}"
    if not isinstance(moment, datetime):
        return day
    return f"{day}, {shown_clock(moment)} ({_place(moment, timezone)})"


def shown_period(value: str) -> str:
    """A part of a year in words: "second half of 2025" of "2025-H2"; days and years as `shown_day` has them.

    >>> shown_period("2026-Q3")
    'third quarter of 2026'
    """
    year, _, part = value.partition("-")
    if part[:1] in _PARTS and part[1:] in _ORDINALS:
        return f"{_ORDINALS[part[1:]]} {_PARTS[part[:1]]} of {year}"
    return f"{date(int(year), int(part), 1):%B %Y}" if part.isdigit() else shown_day(value)


def _place(moment: datetime, timezone: str | None) -> str:
    if timezone:
        return f"{timezone.rsplit('/', 1)[-1].replace('_', ' ')} time"
    offset = f"{moment:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}" if offset else "no zone stated"


def shown_clock(moment: datetime) -> str:
    """The clock time: "5:00 p.m.", "noon"."""
    if (moment.hour, moment.minute) in _NAMED:
        return _NAMED[moment.hour, moment.minute]
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{(moment.hour - 1) % 12 + 1}:{moment:%M} {half}"


def shown_elsewhere(value: str, zone: str, called: str) -> str | None:
    """The same moment on another zone's clock: "That is 10:00 p.m. in London."; None for a mere day."""
    moment = moment_of(value)
    if not isinstance(moment, datetime):
        return None
    there = moment.astimezone(ZoneInfo(zone))
    if there.utcoffset() == moment.utcoffset():
        return f"That is the time {called}." if called.startswith("in ") else f"That is {called} already."
    day = "" if there.date() == moment.date() else f"{there:%A} {there.day} {there:%B}, "
    return f"That is {day}{shown_clock(there)} {called}."


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items as in a sentence: "a, b and c"."""
    all_ = list(items)
    return f" {last} ".join([", ".join(all_[:-1]), all_[-1]]) if len(all_) > 1 else "".join(all_)


def shown_values(values: Sequence[Value]) -> str:
    """Values with what each is for: "855-555-0114 (domestic) or 404-555-0123 (international)"."""
    return listed(
        (
            f"{v.written or v.value} ({country_name(v.label)})" if v.label else v.written or v.value
            for v in values
        ),
        "or",
    )


def cited(entry: Entry, *, capital: bool = False) -> str:
    """The release an answer rests on: "release of 12 May 2014"."""
    said = f"release of {shown_day(entry.published)}" if entry.published else "undated release"
    return said[0].upper() + said[1:] if capital else said


def since_or_until(value: str, now: datetime) -> timedelta:
    """How far the moment lies ahead of now, below zero once it is past; a plain day lasts until it ends."""
    moment = moment_of(value)
    if isinstance(moment, datetime):
        return moment - now
    if moment is None:
        return timedelta(0)
    return datetime(moment.year, moment.month, moment.day, tzinfo=now.tzinfo) + _DAY - now


def call_note(starts: str, timezone: str | None, now: datetime) -> Note | None:
    """What the clock says about a call: that it was, that it is on, how soon it starts."""
    moment = moment_of(starts)
    if not isinstance(moment, datetime):
        today = now.astimezone(ZoneInfo(timezone)).date() if timezone else now.date()
        if moment is None:
            return None
        if moment == today:
            return Note("The call is today.")
        return Note(f"The call was on {shown_day(starts)}.", "over") if moment < today else None
    ahead = moment - now
    if ahead <= -_HOUR:
        return Note(f"The call was on {shown_day(starts)}.", "over")
    if ahead <= timedelta(0):
        return Note(f"The call started {_length(-ahead)} ago.")
    return Note(f"Starts {_soon(moment, timezone, now)}in {_length(ahead)}.", "countdown")


def _soon(moment: datetime, timezone: str | None, now: datetime) -> str:
    """The day and time of a call within two days, as its listeners say it: "tomorrow at 5:00 p.m. (…), "."""
    zone = ZoneInfo(timezone) if timezone else moment.tzinfo
    days = (moment.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days > 1:
        return ""
    day = "tomorrow" if days else "today"
    return f"{day} at {shown_clock(moment)} ({_place(moment, timezone)}), "


def replay_note(until: str, now: datetime) -> Note | None:
    """That a replay is over."""
    if since_or_until(until, now) < timedelta(0):
        return Note(f"The replay ended on {shown_day(until)}.", "over")
    return None


def _length(span: timedelta) -> str:
    minutes = max(1, round(span.total_seconds() / 60))
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size * (1 if unit != "day" else 2):
            count = round(minutes / size)
            return f"{count} {unit}{'s' if count != 1 else ''}"
    return "a minute"
