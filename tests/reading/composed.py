"""Call notices composed from a small grammar: every way of saying each thing beside every other.

Each notice knows its facts; live and replay numbers, codes and ends all differ, so that a value given to the
wrong side shows. The choice for a notice is drawn from its number: the same notices in every run.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

EVENTS = (
    *("conference call", "teleconference", "tele-conference", "earnings call", "webinar", "audiocast"),
    *(
        "live webcast",
        "livestream",
        "town hall",
        "results presentation",
        "investor briefing",
        "video conference",
    ),
)
HOSTS = (
    "Orlop will host a {event} on Tuesday, May 12, 2026 at 10:00 a.m. Eastern Time to discuss its results.",
    "Orlop will release its first quarter 2026 results on Monday, May 11, 2026, after the market closes, and "
    "hold a {event} on Tuesday, May 12, 2026 at 10:00 a.m. Eastern Time.",
    "Management will review the quarter on a {event} at 10:00 a.m. ET on Tuesday, May 12, 2026.",
    "A {event} on the results is scheduled for Tuesday, May 12, 2026, at 10:00 a.m. ET.",
    "Orlop has set May 11, 2026, before the open, for the release of its results and May 12, 2026 at 10:00 "
    "a.m. "
    "ET for a {event}.",
)
DIALS = (
    "To join, dial {live} (domestic) or {live2} (international) and enter passcode {code}.",
    "Participants may dial {live}, or {live2} from abroad, with conference ID {code}.",
    "The {event} can be accessed by dialing {live} (toll-free) or {live2} (international). The access code "
    "is {code}.",
    "Dial-in number: {live} (domestic) or {live2} (international); conference ID: {code}.",
    "Those who wish to take part by phone should call {live} or, from abroad, {live2} and give the code "
    "{code}.",
    "The access details are:\n* Domestic: {live}\n* International: {live2}\n* Passcode: {code}",
    "Dial-in details\nToll-free: {live}\nInternational: {live2}\nConference ID: {code}",
)
OF = (
    *("the call", "our webcast", "the live webcast", "the audio webcast", "the conference call and webcast"),
    *("today's call", "the entire event", "this {event}", "the {event}"),
)
REPLAYS = (
    "A replay of {of} will be available {end} by dialing {again} (domestic) or {again2} (international), "
    "passcode "
    "{code2}.",
    "To hear a replay of {of}, dial {again} or, from abroad, {again2} and enter code {code2}; it is "
    "available {end}.",
    "If you are unable to join, a recording of {of} can be heard {end} at {again} or {again2} with the "
    "code {code2}.",
    "A telephone replay may be accessed {end}. Dial {again} (domestic) or {again2} (international). The "
    "replay code "
    "is {code2}.",
    "An encore of {of} will be offered {end} at {again} (toll-free) or {again2} (international) (code "
    "{code2}).",
    "Replay details:\n* Domestic: {again}\n* International: {again2}\n* Passcode: {code2}\n* Available: "
    "{end}",
    "Replay\nToll-free: {again}\nInternational: {again2}\nConference ID: {code2}\nAvailable {end}",
)
ENDS = {
    "through May 26, 2026": "2026-05-26",
    "until May 26, 2026 at 11:59 p.m. ET": "2026-05-26T23:59:00-04:00",
    "for two weeks": "2026-05-26",
    "for 14 days following the event": "2026-05-26",
}
WEBCASTS = (
    "",
    "A listen-only webcast can be found on the company's website, {link}, where it will be archived for 90 "
    "days.",
    "The {event} will also be webcast live at {link} and archived for one year.",
    "A simultaneous webcast is offered at {link}.",
    "A live webcast, and an archive that is kept for 90 days, can be accessed at {link}.",
)
HELPS = (
    "",
    "For help, dial {help}.",
    "Callers who need assistance may call {help}.",
    "Need help? Call {help}.",
)
DASHES = ("-", "\u2011", "\u2013")


@dataclass(frozen=True, slots=True)
class Notice:
    """A composed notice and the facts that it states."""

    number: int
    text: str
    live: tuple[str, ...]
    code: str
    again: tuple[str, ...]
    code2: str
    until: str
    help: str


def notices(first: int, count: int) -> Iterator[Notice]:
    """So many notices of the grammar, from the one with the number `first` on."""
    for number in range(first, first + count):
        yield _notice(number, Random(number))  # noqa: S311 - a choice that is the same in every run


def _notice(number: int, draw: Random) -> Notice:
    dash = draw.choice(DASHES)
    digits = draw.sample(range(100, 200), 5)
    live, live2, again, again2, help_ = (
        f"{area}{dash}555{dash}0{digit}"
        for area, digit in zip(("800", "412", "877", "303", "844"), digits, strict=True)
    )
    code, code2 = (str(value) for value in draw.sample(range(1_000_000, 9_999_999), 2))
    event, end = draw.choice(EVENTS), draw.choice(list(ENDS))
    values = {
        "live": live,
        "live2": live2,
        "again": again,
        "again2": again2,
        "help": help_,
        "code": code,
        "code2": code2,
        "event": event,
        "end": end,
        "link": "https://ir.orlop.example/events",
    }
    values["of"] = draw.choice(OF).format(event=event)
    parts = [draw.choice(DIALS), draw.choice(REPLAYS), draw.choice(WEBCASTS), draw.choice(HELPS)]
    draw.shuffle(parts)
    said = [part.format(**values) for part in (draw.choice(HOSTS), *parts) if part]
    return Notice(
        number,
        _laid_out(said, draw),
        tuple("+1" + value.replace(dash, "") for value in (live, live2)),
        code,
        tuple("+1" + value.replace(dash, "") for value in (again, again2)),
        code2,
        ENDS[end],
        "+1" + help_.replace(dash, ""),
    )


def _laid_out(parts: list[str], draw: Random) -> str:
    """The parts as paragraphs, or those without lines of their own as one; wrapped or not."""
    together = draw.random() < 0.4
    paragraphs: list[str] = []
    for part in parts:
        if together and paragraphs and "\n" not in part + paragraphs[-1]:
            paragraphs[-1] += " " + part
        else:
            paragraphs.append(part)
    if draw.random() < 0.3:
        paragraphs = [part if "\n" in part else textwrap.fill(part, 72) for part in paragraphs]
    text = "\n\n".join(paragraphs) + "\n"
    return text.replace(" a.m.", "\u00a0a.m.") if draw.random() < 0.3 else text
