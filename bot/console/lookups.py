"""What the library knows beside an answer's values: in which zone a call is, whose a listed release is."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.desk.library_port import LibraryPort
from bot.model import Answer, Value

_LISTED = 25  # releases and calls among which those of a list are found


def zone_of(answer: Answer, value: Value, shelf: LibraryPort | None) -> str | None:
    """The IANA name of the zone that the call of a value is stated in; None where there is none."""
    if shelf is None or "T" not in value.value:
        return None
    if answer.release and answer.call is not None:
        return _stated(shelf, answer.release.id, answer.call)
    try:
        at = datetime.fromisoformat(value.value)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    calls = shelf.upcoming(at, at + timedelta(seconds=1), _LISTED)
    listed = next((call for call in calls if call.entry.company == value.label), None)
    return None if listed is None else _stated(shelf, listed.entry.id, listed.call)


def issuer_of(value: Value, shelf: LibraryPort | None) -> str | None:
    """The company whose release a list of the newest gives by its headline and day."""
    newest = shelf.newest(_LISTED) if shelf else ()
    found = (e for e in newest if (e.headline or e.source, e.published) == (value.value, value.label))
    return next((entry.company for entry in found), None)


def _stated(shelf: LibraryPort, id: str, call: int) -> str | None:
    zone = shelf.release(id).calls[call].timezone
    return zone.value if zone else None
