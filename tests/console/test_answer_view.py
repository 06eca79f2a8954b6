"""An answer on the terminal: what stands first, what is marked, what is wrapped and what is not."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import RenderableType
from rich.text import Text

from bot.console.answers import Showing, answer_view, explanation_view, quotation
from bot.console.plain import harmless
from bot.console.screen import Screen
from bot.console.times import moment
from bot.fields import Field, Fields
from bot.model import Answer, Beside, Entry, Note, Span, Value
from tests.console.terminal import Terminal

FIELDS = Fields(
    (
        Field("call.starts", "Starts", "moment", "When the call begins"),
        Field("call.dial_in", "Dial-in", "phone", "The numbers of the live call"),
        Field("upcoming", "Coming up", "summary", "The calls that are coming up"),
    )
)
RELEASE = Entry("1", "acme.txt", 1, "Acme Corp.", "Acme to Report in May", "2026-05-04")


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def drawn(*parts: RenderableType, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    Screen(out, out).show(*parts)
    return out.getvalue()


def shown(answer: Answer, *, marked: bool = True) -> list[str]:
    return drawn(*answer_view(answer, Showing(FIELDS, marked=marked))).splitlines()


def test_whose_it_is_stands_first_then_the_value_what_else_is_said_its_proof_and_notes() -> None:
    quote = "Dial 1-800-555-0100 (domestic)."
    answer = Answer(
        "dial-in?",
        "answered",
        "…",
        field="call.dial_in",
        company="Acme Corp.",
        values=(Value("+18005550100", "domestic", "1-800-555-0100"),),
        release=RELEASE,
        quote=quote,
        marks=(Span(5, 19),),
        notes=(Note("Starts in 2 hours.", "countdown"),),
        lead="Yes.",
        asides=("It is toll-free.",),
        beside=(Beside("Access code", (Value("1234", written="12 34"),), "…"),),
    )
    assert shown(answer) == [
        "  Acme Corp. · dial-in",
        "  Yes.",
        "  +18005550100  domestic",
        "  It is toll-free.",
        "  Access code: 12 34",
        "  “Dial »1-800-555-0100« (domestic).”",
        "  Acme to Report in May · Mon 4 May 2026",
        "  Note: Starts in 2 hours.",
    ]


def test_values_below_each_other_have_what_stands_beside_them_aligned() -> None:
    values = (Value("+18005550100", "domestic"), Value("+442079460123", "GB"))
    assert shown(Answer("?", "answered", "…", field="call.dial_in", values=values)) == [
        "  Dial-in",
        "  +18005550100   domestic",
        "  +442079460123  United Kingdom",
    ]


def test_a_value_without_blanks_is_never_wrapped() -> None:
    link = "https://example.com/" + "a" * 90
    assert shown(Answer("?", "answered", "…", values=(Value(link),)))[1] == f"  {link}"


def test_words_are_wrapped_between_them() -> None:
    headline = "Acme Corporation Announces That Its Third Quarter Results Call Has Been Moved to Friday"
    lines = shown(Answer("?", "answered", "…", values=(Value(headline, "2026-05-04"),)))
    assert max(map(len, lines)) <= 80
    assert " ".join(line.strip() for line in lines[1:]) == f"{headline} 2026-05-04"


def test_what_finds_no_room_beside_a_value_stands_below_it() -> None:
    link = "https://example.com/" + "a" * 40
    values = (Value(link, "webcast, in the release's own long words"), Value("45707640", "replay code"))
    assert shown(Answer("?", "answered", "…", values=values)) == [
        "  A passage",
        f"  {link}",
        "    webcast, in the release's own long words",
        "  45707640  replay code",
    ]


def test_what_is_not_stated_is_said_in_the_answers_words() -> None:
    answer = Answer(
        "?", "not_stated", "The release does not state a passcode.", company="Acme", release=RELEASE
    )
    assert shown(answer) == [
        "  The release does not state a passcode.",
        "  Acme to Report in May · Mon 4 May 2026",
    ]


def test_choices_are_listed() -> None:
    lines = shown(Answer("?", "ambiguous", "Which one?", choices=("Acme Corp.", "Acme plc")))
    assert lines == ["  Which one?", "  - Acme Corp.", "  - Acme plc"]


def test_a_question_for_two_things_gets_both_under_their_names() -> None:
    parts = (
        Answer("?", "answered", "…", field="call.starts", values=(Value("2026-05-14T17:00:00-04:00"),)),
        Answer("?", "not_stated", "No number is stated.", field="call.dial_in"),
    )
    assert shown(Answer("?", "answered", "…", field="call.starts", parts=parts)) == [
        "  Starts",
        "  Thu 14 May 2026, 5:00 p.m. UTC-04:00",
        "  No number is stated.",
    ]


def test_the_headline_stands_once_where_it_is_the_proof() -> None:
    answer = Answer(
        "?", "answered", "…", values=(Value("x"),), release=RELEASE, quote="Acme to Report in May"
    )
    assert shown(answer)[-2:] == ["  “Acme to Report in May”", "  Mon 4 May 2026"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2014-05-14T17:00:00-04:00 America/New_York", "Wed 14 May 2014, 5:00 p.m. EDT"),
        ("2026-11-24T10:00:00-05:00 America/New_York", "Tue 24 Nov 2026, 10:00 a.m. EST"),
        ("2026-11-24T12:30:00+02:00 Asia/Jerusalem", "Tue 24 Nov 2026, 12:30 p.m. Jerusalem time"),
        ("2026-11-24T00:15:00+08:00 Asia/Hong_Kong", "Tue 24 Nov 2026, 12:15 a.m. Hong Kong time"),
        ("2026-11-24T10:00:00-05:00 Europe/Paris", "Tue 24 Nov 2026, 10:00 a.m. UTC-05:00"),
        ("2026-11-24T10:00:00-05:00 Nowhere/At_All", "Tue 24 Nov 2026, 10:00 a.m. UTC-05:00"),
        ("2026-12-03T09:30:00+00:00", "Thu 3 Dec 2026, 9:30 a.m. UTC"),
        ("2014-05-21", "Wed 21 May 2014"),
        ("2014-02-30", None),
        ("45707640", None),
        ("+18005550100", None),
    ],
)
def test_moments_in_words(value: str, words: str | None) -> None:
    assert moment(*value.split()) == words


def test_a_long_quote_is_shown_around_its_value() -> None:
    quote = "before " * 100 + "45707640" + " after" * 100
    text = quotation(quote, [Span(700, 708)], marked=True).plain
    assert len(text) < 500
    assert text.startswith("“…before")
    assert "»45707640«" in text
    assert text.endswith("after…”")


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        ([Span(0, 3), Span(4, 7)], "“»one« »two« three”"),
        ([Span(4, 7), Span(0, 3), Span(4, 7)], "“»one« »two« three”"),
        ([Span(0, 7), Span(4, 13)], "“»one two three«”"),
        ([Span(0, 13), Span(4, 7)], "“»one two three«”"),
        ([Span(4, 99), Span(9, 2)], "“one two three”"),
        ([], "“one two three”"),
    ],
)
def test_marks_in_a_quote(marks: list[Span], text: str) -> None:
    assert quotation("one two\nthree", marks, marked=True).plain == text


def test_a_wide_mark_gives_way_to_those_within_it() -> None:
    quote = "The trial of ACM-1 is in Phase 2 and will go on until the end of the year after next."
    marks = [Span(0, len(quote)), Span(13, 18), Span(25, 32)]
    text = "“The trial of »ACM-1« is in »Phase 2« and will go on until the end of the year after next.”"
    assert quotation(quote, marks, marked=True).plain == text


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("| Dial-in: | 1-800-555-0100 |", "“Dial-in: 1-800-555-0100”"),
        ("Acme\n--------\n* one\n- two\n*- three", "“Acme one two three”"),
        ("**Bold** words - and a dash -- code 77#", "“Bold words - and a dash -- code 77#”"),
    ],
)
def test_the_markup_of_tables_and_lists_is_no_part_of_a_quote(quote: str, text: str) -> None:
    assert quotation(quote).plain == text


def test_a_list_has_a_line_for_each_company() -> None:
    values = (
        Value("2026-11-24T10:00:00-05:00", "Acme Corp."),
        Value("2026-11-25", "Orrery Instruments, Inc."),
    )
    notes = (Note("And 7 more: Bexley Corp.", "more"),)
    answer = Answer(
        "?", "answered", "…", field="upcoming", values=values, notes=notes, heading="Calls in May"
    )
    assert shown(answer) == [
        "  Calls in May",
        "  Acme Corp.                Tue 24 Nov 2026, 10:00 a.m. UTC-05:00",
        "  Orrery Instruments, Inc.  Wed 25 Nov 2026",
        "  And 7 more: Bexley Corp.",
    ]


def test_a_sentence_that_proves_two_things_stands_once() -> None:
    quote = "Dial 1-800-555-0100 at noon."
    parts = [
        Answer("?", "answered", "…", values=(Value(value),), quote=quote, marks=(mark,))
        for value, mark in (("+18005550100", Span(5, 19)), ("noon", Span(23, 27)))
    ]
    lines = shown(Answer("?", "answered", "…", quote=quote, parts=tuple(parts)))
    assert [line for line in lines if "“" in line] == ["  “Dial »1-800-555-0100« at »noon«.”"]


def test_answers_of_two_companies_each_name_their_release() -> None:
    other = Entry("2", "orrery.txt", 2, "Orrery", "Orrery to Report in June", "2026-06-01")
    parts = tuple(
        Answer(
            "?",
            "answered",
            "…",
            company=entry.company,
            values=(Value(x),),
            release=entry,
            quote=f"It is {x}.",
        )
        for entry, x in ((RELEASE, "a"), (other, "b"))
    )
    lines = shown(Answer("?", "answered", "…", release=RELEASE, quote="It is a.", parts=parts))
    assert lines[3] == "  Acme to Report in May · Mon 4 May 2026"
    assert lines[4:] == [
        "  Orrery · a passage",
        "  b",
        "  “It is b.”",
        "  Orrery to Report in June · Mon 1 Jun 2026",
    ]


def test_a_passage_stands_once() -> None:
    answer = Answer("?", "answered", "Acme — a passage says: “One.”", company="Acme", quote="One.")
    assert shown(answer) == ["  Acme · a passage", "  “One.”"]


def test_a_passage_has_its_value_first_and_no_company_twice() -> None:
    values = (Value("Acme"), Value("$15.9 million"))
    quote = "Cash was $15.9 million."
    answer = Answer("?", "answered", "…", company="Acme", values=values, quote=quote, marks=(Span(9, 22),))
    assert shown(answer) == ["  Acme · a passage", "  $15.9 million", "  “Cash was »$15.9 million«.”"]


def test_what_several_values_tell_together_has_a_line_for_each() -> None:
    values = (Value("phase 2", "ACM-1"),)
    long = "ACM-1 — phase 2, for gout and every other disease of the joints that anybody has named"
    answer = Answer("?", "answered", "…", company="Acme", values=values, quote="Two.", lines=(long, "ACM-2"))
    told = [
        "  ACM-1 — phase 2, for gout and every other disease of the joints that anybody",
        "    has named",
        "  ACM-2",
    ]
    assert shown(answer) == ["  Acme · a passage", *told, "  “Two.”"]


def test_how_the_release_writes_a_value_stands_beside_it_unless_the_quote_has_it() -> None:
    value = Value("2026-05-14", written="Thursday, May 14")
    answer = Answer("?", "answered", "…", "call.starts", values=(value,), quote="It is on THURSDAY,\nMay 14.")
    assert shown(answer)[1] == "  Thu 14 May 2026"
    assert shown(replace(answer, quote="It is soon."))[1] == "  Thu 14 May 2026  Thursday, May 14"


@pytest.mark.parametrize("width", [40, 80])
def test_nothing_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    value = Value("+18005550100", "international, for callers from abroad", "(800) 555-0100")
    answer = Answer("?", "answered", "…", values=(value,), release=RELEASE, quote="Dial (800) 555-0100.")
    assert max(map(len, drawn(*answer_view(answer, Showing(FIELDS, width=width))).splitlines())) <= width


@pytest.mark.parametrize("columns", ["0", "1", "7"])
def test_a_terminal_that_does_not_know_its_width_is_written_to(
    monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Screen(io.StringIO()).width == (80 if columns == "0" else 20)
    assert drawn(Text("Dial 1-800-555-0100.")) == "Dial 1-800-555-0100.\n"


def test_a_long_link_is_broken_nowhere() -> None:
    link = "https://example.com/" + "a" * 90
    answer = Answer(
        "?",
        "not_stated",
        f"The webcast is at {link} and nowhere else.",
        choices=(f"Acme, of {link}",),
        notes=(f"It does state the webcast: {link}",),
    )
    told = drawn(*answer_view(answer, Showing(FIELDS)))
    told += drawn(*answer_view(replace(answer, text="", quote=f"See {link} for more."), Showing(FIELDS)))
    assert told.count(link) == 6
    assert drawn(*explanation_view(Answer("?", "answered", "", explanation=(link,)))).count(link) == 1


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [*answer_view(Answer("?", "answered", "…", values=(Value("45707640"),)), Showing(FIELDS))]
    assert "\x1b[1;32m45707640\x1b[0m" in drawn(*parts, out=Terminal())
    assert "\x1b" not in drawn(*parts)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "32m" not in drawn(*parts, out=Terminal())


HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m\u202eabc[bold red]\r"


def test_nothing_in_an_answer_reaches_the_terminal_but_text() -> None:
    entry = Entry("1", HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE)
    answer = Answer(
        HOSTILE,
        "answered",
        HOSTILE,
        values=(Value(HOSTILE, HOSTILE, HOSTILE + "!"), Value("x" * 50 + f" {HOSTILE}", HOSTILE)),
        release=entry,
        quote=HOSTILE + "?",
        marks=(Span(3, 6),),
        choices=(HOSTILE,),
        notes=(HOSTILE,),
        explanation=(HOSTILE,),
    )
    text = drawn(*answer_view(answer, Showing(FIELDS)), *explanation_view(answer))
    assert harmless(text) == text
    assert "[bold red]" in text
