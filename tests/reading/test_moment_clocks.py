"""Times of day and their zones: each form beside the look-alikes that a rule must refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.lexicon import Lexicon, lexicon_from
from bot.model import Span
from bot.reading.values.moment import Clock, Moments, stamp
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_from(read_yaml(LEXICON), LEXICON.name)


@pytest.fixture(scope="module")
def moments(lexicon: Lexicon) -> Moments:
    return Moments(lexicon)


NEW_YORK, CHICAGO, LOS_ANGELES = "America/New_York", "America/Chicago", "America/Los_Angeles"
LONDON, PARIS = "Europe/London", "Europe/Paris"


@pytest.mark.parametrize(
    ("text", "words", "time", "zone"),
    [
        ("at 5:00 PM ET.", "5:00 PM ET", "17:00", NEW_YORK),
        ("at 8 a.m. Eastern to", "8 a.m. Eastern", "08:00", NEW_YORK),
        ("at 8:30 AM (ET) to", "8:30 AM (ET)", "08:30", NEW_YORK),
        ("at 4:30pm ET", "4:30pm ET", "16:30", NEW_YORK),
        ("at 10 a.m., ET, on", "10 a.m., ET", "10:00", NEW_YORK),
        ("at 9:00AM Eastern Time", "9:00AM Eastern Time", "09:00", NEW_YORK),
        ("at 9 a.m. U.S. Eastern Daylight Time", "9 a.m. U.S. Eastern Daylight Time", "09:00", NEW_YORK),
        ("at 9:00 a.m. prevailing Eastern time", "9:00 a.m. prevailing Eastern time", "09:00", NEW_YORK),
        ("at 9:00 a.m.\nEastern Time", "9:00 a.m.\nEastern Time", "09:00", NEW_YORK),
        ("at 8:30 am (New York time)", "8:30 am (New York time)", "08:30", NEW_YORK),
        ("at 8:30 a.m. est", "8:30 a.m. est", "08:30", NEW_YORK),
        ("at 10:00 a. m. CT", "10:00 a. m. CT", "10:00", CHICAGO),
        ("at 10 a.m. CST on", "10 a.m. CST", "10:00", CHICAGO),
        ("at 2 p.m. Pacific", "2 p.m. Pacific", "14:00", LOS_ANGELES),
        ("at 12:00 noon ET", "12:00 noon ET", "12:00", NEW_YORK),
        ("at 12:00 p.m. (noon) ET", "12:00 p.m. (noon) ET", "12:00", NEW_YORK),
        ("at noon ET", "noon ET", "12:00", NEW_YORK),
        ("this afternoon at 2:30 p.m. Pacific", "2:30 p.m. Pacific", "14:30", LOS_ANGELES),
        ("at 12:15 a.m. ET", "12:15 a.m. ET", "00:15", NEW_YORK),
        ("at 12:30 p.m. ET", "12:30 p.m. ET", "12:30", NEW_YORK),
        ("at 14:00 BST", "14:00 BST", "14:00", LONDON),
        ("at 1400 GMT", "1400 GMT", "14:00", LONDON),
        ("at 0900 hours (UK time)", "0900 hours (UK time)", "09:00", LONDON),
        ("at 08.30 CET", "08.30 CET", "08:30", PARIS),
        ("at 14h30 Paris time", "14h30 Paris time", "14:30", PARIS),
        ("at 9.00 am UK time", "9.00 am UK time", "09:00", LONDON),
        ("at 15:00 Central European Summer Time", "15:00 Central European Summer Time", "15:00", PARIS),
        ("at 10:00 a.m. Oslo time", "10:00 a.m. Oslo time", "10:00", "Europe/Oslo"),
        ("at 10:00 Copenhagen time", "10:00 Copenhagen time", "10:00", "Europe/Copenhagen"),
        ("at 11 a.m. Israel time", "11 a.m. Israel time", "11:00", "Asia/Jerusalem"),
        ("at 3:00PM Taiwan (the", "3:00PM Taiwan", "15:00", "Asia/Taipei"),
        ("at 8:00 p.m. Hong Kong Time", "8:00 p.m. Hong Kong Time", "20:00", "Asia/Hong_Kong"),
        ("at 9:00 AM AEDT", "9:00 AM AEDT", "09:00", "Australia/Sydney"),
        ("at 9:00 AM SGT", "9:00 AM SGT", "09:00", "Asia/Singapore"),
        ("at 5 p.m. JST", "5 p.m. JST", "17:00", "Asia/Tokyo"),
        ("at 6:30 p.m. IST", "6:30 p.m. IST", "18:30", "Asia/Kolkata"),
        ("at 10:00 SAST", "10:00 SAST", "10:00", "Africa/Johannesburg"),
        ("at 11:00 a.m. BRT", "11:00 a.m. BRT", "11:00", "America/Sao_Paulo"),
        ("at 9:00 a.m. GMT+1", "9:00 a.m. GMT+1", "09:00", "Etc/GMT-1"),
        ("at 5 p.m. UTC-5", "5 p.m. UTC-5", "17:00", "Etc/GMT+5"),
        ("at 5 p.m. (UTC+5:30)", "5 p.m. (UTC+5:30)", "17:00", "Asia/Kolkata"),
        ("at 10:00 a.m. local time", "10:00 a.m.", "10:00", None),
        ("this morning at 9 ET", "9 ET", "09:00", NEW_YORK),
        ("at 5:00 this afternoon", "5:00 this afternoon", "17:00", None),
        ("at 4:30 ET", "4:30 ET", "16:30", NEW_YORK),
        ("at 04:30 ET", "04:30 ET", "04:30", NEW_YORK),
        ("at 16:30 p.m. ET", "16:30 p.m. ET", "16:30", NEW_YORK),
        ("Time: 14:00", "14:00", "14:00", None),
        ("5:00 pmDial-in", "5:00 pm", "17:00", None),
        ("at 10 CET on", "10 CET", "10:00", PARIS),
        ("at 8:00 p.m. Beijing/Hong Kong Time", "8:00 p.m. Beijing/Hong Kong Time", "20:00", "Asia/Shanghai"),
        ("at 11:00 a.m. Brasília time", "11:00 a.m. Brasília time", "11:00", "America/Sao_Paulo"),
    ],
)  # fmt: skip
def test_one_clock(moments: Moments, text: str, words: str, time: str, zone: str | None) -> None:
    (clock,) = moments.clocks(text, 0, len(text))
    assert clock.span.of(text) == words
    assert (f"{clock.hour:02}:{clock.minute:02}", clock.zone) == (time, zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:00 a.m. CET (4:00 a.m. ET)", [("10:00", PARIS), ("04:00", NEW_YORK)]),
        ("1:30 pm PT / 4:30 pm ET", [("13:30", LOS_ANGELES), ("16:30", NEW_YORK)]),
        ("08:40 ET/14:40 CET", [("08:40", NEW_YORK), ("14:40", PARIS)]),
        ("3:00PM Taiwan (2:00AM New York)", [("15:00", "Asia/Taipei"), ("02:00", NEW_YORK)]),
        ("8:30 AM - Eastern1:30 PM - UK", [("08:30", NEW_YORK), ("13:30", LONDON)]),
        ("1:00 p.m. GMT - 2:00 p.m. CET", [("13:00", LONDON), ("14:00", PARIS)]),
        ("13:00 GMT-14:00 CET", [("13:00", LONDON), ("14:00", PARIS)]),
        ("8:00 - 9:30 a.m. ET", [("08:00", NEW_YORK), ("09:30", NEW_YORK)]),
        ("from 11:30 to 1:00 p.m. ET", [("11:30", NEW_YORK), ("13:00", NEW_YORK)]),
        ("9:00 a.m. to 5:00 p.m. ET", [("09:00", NEW_YORK), ("17:00", NEW_YORK)]),
        ("08:30-09:30 CET", [("08:30", PARIS), ("09:30", PARIS)]),
        ("from 08:30 to 09:30 CET", [("08:30", PARIS), ("09:30", PARIS)]),
        ("8:00AM-9:00AM ET", [("08:00", NEW_YORK), ("09:00", NEW_YORK)]),
        ("May 4 - 10 a.m. ET", [("10:00", NEW_YORK)]),
        ("PT 8:00 a.m. and 11:00 a.m.", [("08:00", LOS_ANGELES), ("11:00", None)]),
    ],
)
def test_several_clocks(moments: Moments, text: str, expected: list[tuple[str, str | None]]) -> None:
    found = moments.clocks(text, 0, len(text))
    assert [(f"{clock.hour:02}:{clock.minute:02}", clock.zone) for clock in found] == expected


@pytest.mark.parametrize(
    ("text", "zone_words"),
    [
        ("10:00 a.m. on Tuesday, March 4, 2025 (Eastern Time)", "Eastern Time"),
        ("5:00 p.m. today, Eastern Time", "Eastern Time"),
        ("Time (ET): 11:00 AM", "ET"),
        ("Eastern Time: 11:00 AM", "Eastern Time"),
        ("ET 4:30 pm", "ET"),
    ],
)
def test_a_zone_that_stands_apart(moments: Moments, text: str, zone_words: str) -> None:
    (clock,) = moments.clocks(text, 0, len(text))
    assert clock.zone == NEW_YORK
    assert clock.zone_span is not None
    assert clock.zone_span.of(text) == zone_words


@pytest.mark.parametrize(
    "text",
    [
        "a 1:10 reverse split, from 1:15 to 1:20",
        "call 1-877-555-0110 (ET)",
        "up 12.30% and $4.30 a share",
        "9 amino acids, 10 amended notes",
        "on March 4, 2025 ET",
        "10 AMD chips",
        "Q4 am",
        "PM2.5 and 10 PM10",
        "2025 CET1 ratio",
        "17:00 a.m.",
        "25:00 CET",
        "chapter 12:30 of it",
        "0.30 ET",
        "1,200 am",
        "the ratio 3:16:20",
        "a ratio of 1:10 - 1:20",
        "at 10 UK sites and 12 ET nodes",
    ],
)
def test_what_is_no_clock(moments: Moments, text: str) -> None:
    assert moments.clocks(text, 0, len(text)) == ()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("9:00 a.m. Mountain View", None),
        ("9:00 a.m. Central Park Hotel", None),
        ("9:00 a.m. at the office", None),
        ("9:00 a.m. Met Gala", None),
        ("9:00 a.m.\nToronto: 416-555-0110", None),
        ("CAT 9:00 a.m.", None),
        ("9:00 a.m. Mountain Time", "America/Denver"),
    ],
)
def test_what_is_no_zone(moments: Moments, text: str, zone: str | None) -> None:
    assert [clock.zone for clock in moments.clocks(text, 0, len(text))] == [zone]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("8:00 p.m. CST", CHICAGO),
        ("8:00 p.m. CST (China Standard Time)", "Asia/Shanghai"),
        ("in Taipei at 8:00 p.m. CST", "Asia/Taipei"),
        ("8:00 p.m. IST", "Asia/Kolkata"),
        ("8:00 p.m. IST" + 60 * " as said" + " by the company in Israel", "Asia/Jerusalem"),
        ("8:00 p.m. CST" + 60 * " as said" + " about sales in China", CHICAGO),
        ("10:00 a.m. EST in Sydney", "Australia/Sydney"),
    ],
)
def test_shared_abbreviations_are_read_by_the_place_named(moments: Moments, text: str, zone: str) -> None:
    (clock,) = moments.clocks(text, 0, len(text))
    assert clock.zone == zone


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("8:00 p.m. CST (7:00 a.m. EST)", ["Asia/Shanghai", NEW_YORK]),
        ("7:00 a.m. ET / 8:00 p.m. CST", [NEW_YORK, "Asia/Shanghai"]),
        ("8:00 a.m. CST (9:00 a.m. EST)", [CHICAGO, NEW_YORK]),
        ("4:00 p.m. IST (9:00 a.m. ET)", ["Asia/Jerusalem", NEW_YORK]),
        ("6:30 p.m. IST (9:00 a.m. ET)", ["Asia/Kolkata", NEW_YORK]),
        ("2:00 p.m. IST / 9:00 a.m. ET", ["Europe/Dublin", NEW_YORK]),
        ("9:00 a.m. ET (1:00 p.m. GMT)", [NEW_YORK, "Etc/UTC"]),
        ("9:00 a.m. ET (2:00 p.m. GMT)", [NEW_YORK, LONDON]),
        ("8:00 p.m. CST, 7:30 a.m. ET", [CHICAGO, NEW_YORK]),
    ],
)
def test_shared_abbreviations_agree_with_the_time_beside_them(
    moments: Moments, text: str, zones: list[str]
) -> None:
    assert [clock.zone for clock in moments.clocks(text, 0, len(text))] == zones


@pytest.mark.parametrize("text", ["until midnight ET", "12:00 midnight ET", "12 midnight ET"])
def test_midnight_is_the_last_minute_of_the_day_named(moments: Moments, text: str) -> None:
    (clock,) = moments.clocks(text, 0, len(text))
    assert (clock.hour, clock.minute, clock.midnight, clock.zone) == (23, 59, True, NEW_YORK)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2025, 3, 4), Clock(Span(0, 1), 9, 0, NEW_YORK, None), "2025-03-04T09:00:00-05:00"),
        (date(2025, 3, 9), Clock(Span(0, 1), 9, 0, NEW_YORK, None), "2025-03-09T09:00:00-04:00"),
        (date(2025, 3, 9), Clock(Span(0, 1), 9, 0, LONDON, None), "2025-03-09T09:00:00+00:00"),
        (date(2025, 3, 30), Clock(Span(0, 1), 9, 0, LONDON, None), "2025-03-30T09:00:00+01:00"),
        (date(2025, 7, 1), Clock(Span(0, 1), 9, 0, "America/Phoenix", None), "2025-07-01T09:00:00-07:00"),
        (date(2025, 7, 1), Clock(Span(0, 1), 9, 0, "Etc/GMT-1", None), "2025-07-01T09:00:00+01:00"),
        (date(2025, 7, 1), Clock(Span(0, 1), 9, 0, None, None), "2025-07-01"),
        (date(2025, 7, 1), None, "2025-07-01"),
    ],
)
def test_the_offset_is_that_days_at_that_place(day: date, clock: Clock | None, expected: str) -> None:
    assert stamp(day, clock) == expected


def test_every_zone_of_the_lexicon_exists(lexicon: Lexicon) -> None:
    assert {str(ZoneInfo(zone)) for zone in lexicon.zones.values()} == set(lexicon.zones.values())
