"""Calendar entries, read back by the icalendar library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from icalendar import Calendar

from bot.chat.calendars import entry_for, file_name
from bot.model import Call, Span, Stated
from tests.chat.chat_double import ENTRY, NOW, RELEASE

CALL = RELEASE.calls[0]


def event(call: Call) -> Calendar:
    made = entry_for(ENTRY, 0, call, NOW)
    assert made is not None
    calendar = Calendar.from_ical(made)
    assert calendar.errors == []
    return calendar


def test_a_call_in_its_own_zone() -> None:
    calendar = event(CALL)
    (entry,) = calendar.walk("VEVENT")
    assert entry["DTSTART"].params["TZID"] == "America/New_York"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["America/New_York"]
    assert entry.start.isoformat() == "2031-05-14T17:00:00-04:00"
    assert entry.end - entry.start == timedelta(hours=1)
    assert entry["SUMMARY"] == "Lumenor Therapeutics, Inc.: first quarter results call"
    assert entry["LOCATION"] == "+18885550123,,4410987#"
    assert entry["URL"] == "https://www.lumenor.example.com"
    assert entry["UID"] == "r1-0@releasebot"
    assert entry["DESCRIPTION"].splitlines() == [
        "Dial-in: +1 888-555-0123 (domestic)",
        "Dial-in: +1 312-555-0145 (international)",
        "Access code: 4410987",
        "Webcast: www.lumenor.example.com",
        "Replay: +1 855-555-0167",
        "Replay code: 7730021",
        "From the release: Lumenor Therapeutics to Report First Quarter Results",
        "The release does not say how long the call lasts; an hour is set aside.",
    ]


def test_a_day_without_a_time_is_a_day() -> None:
    (entry,) = event(replace(CALL, starts=Stated("2031-05-14", Span(0, 1)))).walk("VEVENT")
    assert entry.start == date(2031, 5, 14)
    assert "DTEND" not in entry


def test_an_unknown_zone_keeps_the_moment() -> None:
    for zone in (None, Stated("Nowhere/Atall", Span(0, 1)), Stated("../etc", Span(0, 1))):
        (entry,) = event(replace(CALL, timezone=zone)).walk("VEVENT")
        assert entry.start.isoformat() == "2031-05-14T21:00:00+00:00"


def test_no_start_no_entry() -> None:
    assert entry_for(ENTRY, 0, replace(CALL, starts=None), NOW) is None


def test_hostile_words_stay_in_their_line() -> None:
    title = Stated("call\r\nATTACH:file:///etc/passwd\nEND:VEVENT", Span(0, 1))
    webcast = Stated("javascript:alert(1)", Span(0, 1))
    (entry,) = event(replace(CALL, title=title, webcast=webcast)).walk("VEVENT")
    assert "ATTACH" not in entry
    assert "URL" not in entry
    assert entry["SUMMARY"].endswith("call ATTACH:file:///etc/passwd END:VEVENT")


def test_file_name() -> None:
    assert file_name(ENTRY) == "lumenor-therapeutics-inc.ics"
    assert file_name(replace(ENTRY, company="../../Ünïcode\n")) == "n-code.ics"
    assert file_name(replace(ENTRY, company=None)) == "call.ics"


def test_an_alarm_before_the_call() -> None:
    (alarm,) = event(CALL).walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-15))
    (alarm,) = event(replace(CALL, starts=Stated("2031-05-14", Span(0, 1)))).walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=-15)
