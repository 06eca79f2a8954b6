"""Each kind of value planted in ten surroundings, with every dash and space that word processors set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.lexicon import lexicon_from
from bot.model import Span
from bot.reading.documents import document_from
from bot.reading.values.code import codes
from bot.reading.values.email import emails
from bot.reading.values.link import links
from bot.reading.values.moment import Moments
from bot.reading.values.phone import Phones
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"
WORDS = lexicon_from(read_yaml(LEXICON), LEXICON.name)
PHONES, MOMENTS = Phones(WORDS), Moments(WORDS)

Found = list[tuple[str, Span]]
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
SPACES = " \u00a0\u2007\u2009\u200a\u202f\u3000"
UNSEEN = ("", "\u00ad", "\u200b", "\u2060", "\ufeff")
SURROUNDINGS = (
    "{}",
    "It is {}, as before.",
    "It is\n{}\nas before",
    "| It is | {} |",
    "It is:\t{}\tas before",
    "It is     {}     as before",
    "({})",
    "“{}”",
    "a) {}; b) more",
    "It is *{}*",
)


def phones(text: str) -> Found:
    return [(n.number.value, n.number.span) for n in PHONES.find(text, 0, len(text))]


def access(text: str) -> Found:
    return [(c.stated.value, c.stated.span) for c in codes(text, 0, len(text), [])]


def days(text: str) -> Found:
    found = MOMENTS.days(text, 0, len(text), published=None)
    return [(d.date.isoformat(), d.span) for d in found if d.date]


def clocks(text: str) -> Found:
    return [(f"{c.hour}:{c.minute:02} {c.zone}", c.span) for c in MOMENTS.clocks(text, 0, len(text))]


def addresses(text: str) -> Found:
    return [(e.value, e.span) for e in emails(text, 0, len(text))]


def sites(text: str) -> Found:
    return [(s.value, s.span) for s in links(text, 0, len(text))]


EXAMPLES: list[tuple[Callable[[str], Found], str, str, str]] = [
    (phones, "", "1-877-555-0101", "+18775550101"),
    (phones, "", "(646) 555-0103", "+16465550103"),
    (phones, "", "1 (844) 555-0102", "+18445550102"),
    (phones, "", "+44 20 7946 0109", "+442079460109"),
    (phones, "", "+46 8-123 456 78", "+46812345678"),
    (access, "conference ID: ", "1234567", "1234567"),
    (access, "Passcode: ", "123 456 789", "123456789"),
    (access, "access code ", "123-4567", "1234567"),
    (days, "", "May 7, 2025", "2025-05-07"),
    (days, "", "7-May-2025", "2025-05-07"),
    (days, "", "2025-05-07", "2025-05-07"),
    (days, "", "05-07-2025", "2025-05-07"),
    (clocks, "", "9:00 a.m. ET", "9:00 America/New_York"),
    (clocks, "", "4:30 p.m. Eastern Time", "16:30 America/New_York"),
    (clocks, "", "14:30 CET", "14:30 Europe/Paris"),
    (addresses, "", "mara.lind-roe@orrin-vale.example", "mara.lind-roe@orrin-vale.example"),
    (sites, "", "https://ir.orrin-vale.example/events", "https://ir.orrin-vale.example/events"),
]


def planted(value: str) -> list[str]:
    """The value with each dash, each space, and an unseen character within its first word."""
    forms = [value.replace("-", dash) for dash in DASHES] + [value.replace(" ", space) for space in SPACES]
    return [*forms, *(value[:2] + unseen + value[2:] for unseen in UNSEEN)]


@pytest.mark.parametrize("surrounding", SURROUNDINGS)
@pytest.mark.parametrize(("read", "label", "value", "expected"), EXAMPLES)
def test_a_value_is_read_wherever_it_stands(
    read: Callable[[str], Found], label: str, value: str, expected: str, surrounding: str
) -> None:
    for form in planted(value):
        text = document_from(surrounding.format(label + form).encode(), "vale.txt").text
        ((found, span),) = read(text)
        assert found == expected, form
        assert surrounding.format(label + value).index(label + value) + len(label) <= span.start + 1
        assert text[span.start : span.end].strip("()")[-1] == value[-1]
