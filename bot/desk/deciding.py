"""Questions that want a yes or a no: what an answer begins with, no more than the release bears out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from bot.desk.answering import Asked
from bot.desk.formatting import listed, moment_of, since_or_until
from bot.model import Call

_HAPPENED = frozenset(
    ["happened", "already", "yet", "over", "done", "finished", "started", "begun", "passed", "been"]
)
_HOUR = timedelta(hours=1)
# What a stage takes for granted: what is marketed has been approved.
_IMPLIES = {"marketed": frozenset(["approved", "filed"]), "approved": frozenset(["filed"])}


def whether_replay_is_up(until: str, call: Call, now: datetime) -> str:
    """Whether a replay that ends then can be heard now."""
    if since_or_until(until, now) < timedelta(0):
        return "No, it has ended."
    starts = moment_of(call.starts.value) if call.starts else None
    to_come = starts > now if isinstance(starts, datetime) else bool(starts and starts > now.date())
    return "Not yet: the call is still to come." if to_come else "Yes, it is still up."


def whether_call_was(starts: str, asked: Asked) -> str:
    """Whether a call has been, or is on the day the question names; "" where it asks neither."""
    moment, now = moment_of(starts), asked.now
    if moment is None:
        return ""
    on_clock = isinstance(moment, datetime)
    here = now.astimezone(moment.tzinfo) if isinstance(moment, datetime) else now
    day: date = moment.date() if isinstance(moment, datetime) else moment
    if asked.days:
        within = asked.days.earliest.date() <= day < asked.days.latest.date()
        return "Yes." if within else "No."
    if _HAPPENED.isdisjoint(asked.whether):
        return ""
    if (isinstance(moment, datetime) and moment > now) or day > here.date():
        return "Not yet."
    if isinstance(moment, datetime) and now < moment + _HOUR:
        return "It has started."
    return "Yes." if on_clock or day < here.date() else "It is today."


def whether_at_stage(stated: Collection[str], wanted: Sequence[str]) -> str:
    """Whether one of the stages asked for is among those stated; "" where none is asked for by name."""
    if not wanted:
        return ""
    implied = {stage for s in stated for stage in (s, s.rstrip("abc"), *_IMPLIES.get(s, ()))}
    if found := [stage for stage in wanted if stage in implied]:
        return f"Stated: {listed(found)}."
    return f"Not stated as {listed(wanted, 'or')}."
