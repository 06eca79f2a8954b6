"""A call as a calendar entry (.ics, RFC 5545), made by the icalendar library. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Alarm, Calendar, Event

from bot.chat.markup import link, plain
from bot.chat.values import keypad, phone, who
from bot.model import Call, Entry, Number, Replay

A_YEAR = timedelta(days=366)
REMINDED = timedelta(minutes=15)
REMINDED_OF_A_DAY = timedelta(hours=15)
SET_ASIDE = timedelta(hours=1)  # releases do not say how long a call lasts; the entry says so too


def entry_for(entry: Entry, index: int, call: Call, now: datetime) -> bytes | None:
    """The .ics file of a call; None where the release does not state when it starts."""
    if call.starts is None:
        return None
    event = Event()
    event.add("uid", f"{entry.id}-{index}@releasebot")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", _summary(entry, call))
    _add_time(event, call.starts.value, call.timezone.value if call.timezone else None)
    event.add("description", "\n".join(_description(entry, call)))
    _add_place(event, call)
    event.add_component(_alarm(call.starts.value))
    calendar = Calendar()
    calendar.add("prodid", "-//releasebot//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones(*_around(call.starts.value))
    made: bytes = calendar.to_ical()
    return made


def _alarm(starts: str) -> Alarm:
    """What reminds of the call: a quarter of an hour before it, or at nine the day before a whole day."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Conference call")
    alarm.add("trigger", -REMINDED if "T" in starts else -REMINDED_OF_A_DAY)
    return alarm


def _around(starts: str) -> tuple[date, date]:
    """For which time the file has to know a zone's changes: a year before the call and after it."""
    day = datetime.fromisoformat(starts).date()
    return day - A_YEAR, day + A_YEAR


def file_name(entry: Entry, ending: str = ".ics") -> str:
    """A name for the file that every system takes."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in entry.company or "call").split()
    return "-".join(words[:4] or ["call"]).lower() + ending


def _summary(entry: Entry, call: Call) -> str:
    title = plain(call.title.value) if call.title else "Conference call"
    return f"{plain(entry.company)}: {title}" if entry.company else title


def _add_time(event: Event, starts: str, zone: str | None) -> None:
    """The start in the call's own zone, to keep to its clock; a day where only that is known."""
    moment = datetime.fromisoformat(starts)
    if "T" not in starts:
        event.add("dtstart", date(moment.year, moment.month, moment.day))
        return
    local = _in_zone(moment, zone)
    event.add("dtstart", local)
    event.add("dtend", local + SET_ASIDE)


def _in_zone(moment: datetime, zone: str | None) -> datetime:
    try:
        return moment.astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(ZoneInfo("UTC"))


def _add_place(event: Event, call: Call) -> None:
    address = link(call.webcast.value) if call.webcast else None
    if address:
        event.add("url", address)
    numbers = [_dial(number, call) for number in call.dial_ins[:1]]
    if numbers or address:
        event.add("location", numbers[0] if numbers else address)


def _dial(number: Number, part: Call | Replay) -> str:
    access_code = part.access_code.value if part.access_code else None
    return keypad(number.number.value, access_code) or phone(number.number.value)


def _description(entry: Entry, call: Call) -> list[str]:
    lines = [*_dialling(call, "Dial-in", "Access code")]
    lines += [f"Webcast: {plain(call.webcast.value)}"] if call.webcast else []
    lines += [f"Registration: {plain(call.registration.value)}"] if call.registration else []
    lines += _dialling(call.replay, "Replay", "Replay code") if call.replay else []
    lines += [f"From the release: {plain(entry.headline)}"] if entry.headline else []
    return [*lines, "The release does not say how long the call lasts; an hour is set aside."]


def _dialling(part: Call | Replay, name: str, code_name: str) -> list[str]:
    lines = [f"{name}: {_numbered(number)}" for number in part.dial_ins]
    return [*lines, f"{code_name}: {plain(part.access_code.value)}"] if part.access_code else lines


def _numbered(number: Number) -> str:
    shown = phone(number.number.value)
    return f"{shown} ({who(number.region.value)})" if number.region else shown
