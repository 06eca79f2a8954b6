"""A release as `read` shows it: each fact beside the sentence it came from."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.console.plain import harmless
from bot.console.releases import ReleaseView
from bot.console.screen import Screen
from bot.fields import Fields, declared
from bot.model import Call, Candidate, Contact, Number, Release, Replay, Span, Stated, Ticker
from tests.yaml_files import read_yaml

FIELDS_FILE = Path(__file__).parents[2] / "config" / "fields.yaml"
TEXT = """\
Acme Corp. (NYSE: ACM) to Report

The call is on May 14, 2026. Dial 1-800-555-0100 (domestic) with passcode 1234.

A webcast is archived until May 30.

ACM-1 is in a Phase 2 trial.
"""


@pytest.fixture(scope="module")
def fields() -> Fields:
    return declared(read_yaml(FIELDS_FILE), "fields.yaml")


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def stated(words: str, value: str | None = None) -> Stated:
    start = TEXT.index(words)
    return Stated(value or words, Span(start, start + len(words)))


RELEASE = Release(
    "acme.txt",
    TEXT,
    company=stated("Acme Corp."),
    tickers=(Ticker(stated("ACM)", "ACM"), stated("NYSE")),),
    calls=(
        Call(
            starts=stated("May 14, 2026", "2026-05-14"),
            dial_ins=(
                Number(
                    stated("1-800-555-0100", "+18005550100"), stated("1-800-555-0100"), stated("domestic")
                ),
            ),
            access_code=stated("1234"),
            replay=Replay(webcast_until=stated("May 30", "2026-05-30")),
        ),
    ),
    candidates=(Candidate(stated("ACM-1"), stated("Phase 2", "phase 2")),),
)


def shown(release: Release, fields: Fields, *, text: bool = False) -> list[str]:
    out = io.StringIO()
    Screen(out, out).show(*ReleaseView(fields, text=text, marked=True).of(release))
    return out.getvalue().splitlines()


def test_facts_stand_beside_their_sentences_part_by_part(fields: Fields) -> None:
    assert shown(RELEASE, fields) == [
        "acme.txt",
        "",
        "Release",
        "Company: Acme Corp.                 “»Acme Corp.« (NYSE: »ACM)« to Report”",
        "Ticker (NYSE): ACM",
        "",
        "Call",
        "Call starts: Thu 14 May 2026        “The call is on »May 14, 2026«.”",
        "Dial-in (domestic): +18005550100    “Dial »1-800-555-0100« (domestic) with",
        "Access code: 1234                   passcode »1234«.”",
        "Archive until: Sat 30 May 2026      “A webcast is archived until »May 30«.”",
        "",
        "Candidate",
        "Name: ACM-1                         “»ACM-1« is in a »Phase 2« trial.”",
        "Stage: phase 2",
        "",
    ]


def test_a_link_is_never_broken_and_its_sentence_stands_below(fields: Fields) -> None:
    link = "https://register.callhouse.example/acm-second-quarter"
    text = f"Register at {link} before the call."
    call = Call(registration=Stated(link, Span(12, 12 + len(link))))
    assert shown(Release("acme.txt", text, calls=(call,)), fields)[2:] == [
        "Call",
        f"Registration: {link}",
        f"  “Register at »{link}« before",
        "  the call.”",
        "",
    ]


def test_a_contacts_values_are_named_and_its_role_heads_them(fields: Fields) -> None:
    text = "Jo Brandt, jo@acme.example, 1-800-555-0100"
    contact = Contact(
        name=Stated("Jo Brandt", Span(0, 9)),
        phone=Stated("+18005550100", Span(28, 42)),
        email=Stated("jo@acme.example", Span(11, 26)),
        role=Stated("investor", Span(0, 9)),
    )
    assert [line[:30].rstrip() for line in shown(Release("acme.txt", text, contacts=(contact,)), fields)][
        2:
    ] == [
        "Contact (investor)",
        "Name: Jo Brandt",
        "Phone: +18005550100",
        "E-mail: jo@acme.example",
        "",
    ]


def test_a_start_is_told_by_its_own_clock_and_marked_whole(fields: Fields) -> None:
    text = "It is on May 14, 2026 at 5:00 p.m. ET."
    call = Call(
        starts=Stated("2026-05-14T17:00:00-04:00", Span(9, 37)),
        timezone=Stated("America/New_York", Span(35, 37)),
    )
    lines = " ".join(" ".join(shown(Release("acme.txt", text, calls=(call,)), fields)).split())
    assert "Call starts: Thu 14 May 2026, 5:00 “It is on »May 14, 2026 at 5:00 p.m. ET«.” p.m. EDT" in lines
    assert "Timezone" not in lines


def test_a_long_status_is_clipped(fields: Fields) -> None:
    text = "ACM-1 is in a Phase 2 trial " + "that goes on and on " * 10
    status = Stated(text, Span(0, len(text)))
    candidate = Candidate(Stated("ACM-1", Span(0, 5)), Stated("phase 2", Span(14, 21)), status=status)
    out = " ".join(
        " ".join(line[:36] for line in shown(Release("a", text, candidates=(candidate,)), fields)).split()
    )
    assert out.endswith("…")


def test_parts_are_numbered_where_there_are_several(fields: Fields) -> None:
    lines = shown(Release("acme.txt", TEXT, calls=RELEASE.calls * 2), fields)
    assert "Call 1" in lines
    assert "Call 2" in lines


def test_a_release_without_facts_says_so_and_shows_its_text_where_asked(fields: Fields) -> None:
    assert shown(Release("acme.txt", "Nothing here."), fields, text=True) == [
        "acme.txt",
        "  No fact was found in it.",
        "",
        "Nothing here.",
        "",
    ]


def test_nothing_in_a_release_reaches_the_terminal_but_text(fields: Fields) -> None:
    hostile = "\x1b[2J\x07Acme\x9b [red]Corp.\u202e"
    whole = Stated(hostile, Span(0, len(hostile)))
    drawn = "\n".join(shown(Release(hostile, hostile, company=whole), fields, text=True))
    assert harmless(drawn) == drawn
    assert "[red]Corp." in drawn
