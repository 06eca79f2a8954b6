"""Cards and their limits, values and dial strings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import limits
from bot.chat.cards import Card, Page, answer_card, embeds, link_buttons, question_in, together
from bot.chat.paragraphs import paragraph
from bot.chat.posted_releases import release_cards
from bot.chat.releasecards import call_card, dial_card, pipeline_card, quotes_card, release_card
from bot.chat.schedule import listed_card
from bot.chat.values import keypad, moment, phone, shown, who
from bot.desk.formatting import call_note
from bot.model import Answer, Candidate, Note, Release, Span, Stated, Value
from tests.chat.chat_double import ENTRY, FIELDS, NOW, RELEASE, REPLAY_CODE, TEXT, VALUE, stated


@given(st.lists(st.text(alphabet="ab \\*", max_size=60), max_size=30), st.integers(10, 50))
@settings(max_examples=200, deadline=None)
def test_chunks_keep_everything_within_the_limit(lines: list[str], limit: int) -> None:
    texts = limits.chunks(lines, limit)
    assert all(len(text) <= limit for text in texts)
    assert "".join("".join(texts).split()).replace("\\", "") == "".join("".join(lines).split()).replace(
        "\\", ""
    )


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("a" * 19 + r"\*" * 5 + " # big", ["a" * 19, r"\*" * 5 + " # big"]),
        ("word word word word # not a heading", ["word word word word", r"\# not a heading"]),
        ("word word word word 1. no list", ["word word word word", r"1\. no list"]),
        ("> word word word word word", ["> word word word", "> word word"]),
    ],
)
def test_a_cut_makes_no_markup(line: str, texts: list[str]) -> None:
    assert limits.chunks([line], 20) == texts


def test_a_card_of_any_size_becomes_messages_within_the_limits() -> None:
    lines = [f"line {i} " + "x" * 150 for i in range(100)]
    card = Card(lines=tuple(lines[:30]), embeds=embeds(lines, title="t" * 300, footer="f" * 3000))
    pages = card.pages()
    for page in pages:
        assert len(page.content or "") <= 2000
        assert sum(map(len, page.embeds)) <= 6000
        assert all(len(e.description or "") <= 4096 and len(e.title or "") <= 256 for e in page.embeds)
    said = "\n".join(page.content for page in pages if page.content)
    shown_lines = "\n".join(e.description or "" for page in pages for e in page.embeds)
    assert said.splitlines() == lines[:30]
    assert shown_lines.splitlines() == ["**" + "t" * 300 + "**", *lines]


def test_an_answer_of_any_size_is_continued() -> None:
    values = tuple(Value(f"+1212555{i:04}", f"callers from place {i} " + "x" * 80) for i in range(200))
    entry = replace(ENTRY, headline="h" * 900, company="c" * 300)
    answer = Answer(
        "?", "answered", "", "call.dial_in", "c" * 300, values, entry,
        quote="word " * 1500, notes=("n" * 3000,), call=0,
    )  # fmt: skip
    pages = answer_card(answer, RELEASE, FIELDS).pages()
    text = "\n".join(page.content or "" for page in pages)
    assert all(f"place {i} " in text for i in range(200))
    for page in pages:
        assert len(page.content or "") <= 2000
        assert sum(map(len, page.embeds)) <= 6000


def test_a_short_card_is_one_message() -> None:
    (embed,) = embeds(["proof"], title="Headline", footer="day")
    assert Card(("value",), (embed,)).pages() == [Page("value", (embed,))]
    assert Card(embeds=(embed,)).pages() == [Page(None, (embed,))]


@pytest.mark.parametrize(
    ("value", "kind", "label", "words", "line"),
    [
        ("+18885550123", "phone", "domestic", "888-555-0123", "`+1 888-555-0123` (domestic)"),
        ("+442079460123", "phone", "GB", None, "`+44 20 7946 0123` (🇬🇧 United Kingdom)"),
        ("+9999999", "phone", None, None, "`+9999999`"),
        ("4410987", "code", None, "4410987", "`4410987`"),
        ("Acme call", "code", None, None, "`Acme call`"),
        ("acme.example", "link", None, None, "<https://acme.example>"),
        ("ir@acme.example", "name", "investor", None, "`ir@acme.example` (investor)"),
        ("Ada *Quist*", "name", "media", None, r"Ada \*Quist\* (media)"),
        ("LMNR", "ticker", "NASDAQ", None, "`LMNR` (NASDAQ)"),
        ("2031-05-21", "moment", None, "for one week", 'Wednesday 21 May 2031 – "for one week"'),
        ("2031-05-21", "moment", None, "May 21, 2031", "Wednesday 21 May 2031"),
        ("2031-05-21", "moment", None, "Wednesday, May 21 2031", "Wednesday 21 May 2031"),
        ("2031-09-02", "moment", None, "Sept. 2, 2031", "Tuesday 2 September 2031"),
        ("2031-05-14T17:00:00-04:00", "moment", None, "5 PM", '<t:1936558800:F> (<t:1936558800:R>) – "5 PM"'),
        ("2031-05-21", "moment", None, "word " * 20, "Wednesday 21 May 2031"),
        ("soon", "moment", None, None, "soon"),
        (
            "2031-05-14T17:00:00-04:00",
            "summary",
            "starts",
            None,
            "<t:1936558800:F> (<t:1936558800:R>) (starts)",
        ),
    ],
)
def test_shown(value: str, kind: str, label: str | None, words: str | None, line: str) -> None:
    assert shown(value, kind, label=label, words=words) == line


@pytest.mark.parametrize(
    ("number", "access_code", "string"),
    [
        ("+18885550123", "4410987", "+18885550123,,4410987#"),
        ("+18885550123", "4410987#", "+18885550123,,4410987#"),
        ("+18885550123", "44 10-987", "+18885550123,,4410987#"),
        # refused
        ("+18885550123", None, None),
        ("+18885550123", "Acme call", None),
        ("888-555-0123", "4410987", None),
    ],
)
def test_keypad(number: str, access_code: str | None, string: str | None) -> None:
    assert keypad(number, access_code) == string


def test_phone_and_who() -> None:
    assert phone("+4723960123") == "+47 23 96 01 23"
    assert phone("not a number") == "not a number"
    assert (who("US"), who(None), who("domestic")) == ("🇺🇸 United States", "", "domestic")
    assert moment("2014-05-14T17:00:00-04:00") == "<t:1400101200:F> (<t:1400101200:R>)"
    assert moment("2014-05-14T17:00:00") == "2014-05-14T17:00:00"


def test_several_things_asked_are_told_under_their_names() -> None:
    missing = Answer("", "not_stated", "The release does not state when.", "call.registration", release=ENTRY)
    both = replace(REPLAY_CODE, parts=(REPLAY_CODE, missing), notes=("One note.",))
    assert answer_card(both, RELEASE, FIELDS).lines == (
        "**Lumenor Therapeutics, Inc.**",
        "**Replay code** `7730021`",
        "The release does not state when.",
        "• One note.",
    )


def test_what_is_told_of_two_companies_stands_apart() -> None:
    missing = Answer("", "not_stated", "Bexley Corp. — replay code: not stated.", company="Bexley Corp.")
    card = together([answer_card(one, RELEASE, FIELDS) for one in (REPLAY_CODE, missing)])
    assert card.lines == (
        VALUE,
        "**Replay number** `+1 855-555-0167`",
        "**Replay until** Wednesday 21 May 2031",
        "• The replay ends on May 21, 2031.",
        "",
        "Bexley Corp. — replay code: not stated.",
    )
    assert (card.call, card.passage, card.status) == (None, None, "answered")


def test_what_was_asked_of_a_value_goes_first() -> None:
    starts = Answer(
        "?",
        "answered",
        "",
        "call.starts",
        "Lumenor",
        (Value("2031-05-14"),),
        lead="Not yet.",
        asides=("Soon.",),
    )
    assert answer_card(starts, None, FIELDS).lines[:3] == (
        "Not yet.",
        "**Lumenor · Call starts** Wednesday 14 May 2031",
        "Soon.",
    )


def test_each_release_that_says_so_is_quoted_once() -> None:
    number = replace(
        REPLAY_CODE, field="replay.dial_in", values=(Value("+18555550167"),), marks=(Span(44, 56),)
    )
    elsewhere = replace(ENTRY, id="r2", headline="Bexley Sets Date", published=None)
    other = replace(REPLAY_CODE, company="Bexley Corp.", release=elsewhere, quote="Code 111222.", marks=())
    first, second = answer_card(
        replace(REPLAY_CODE, parts=(number, REPLAY_CODE, other)), RELEASE, FIELDS
    ).embeds
    assert first.description == (
        "> A replay is available until May 21, 2031 at **855-555-0167** with passcode **7730021**."
    )
    assert (second.title, second.description) == ("Bexley Sets Date", "> Code 111222.")
    assert second.footer.text == "Undated release"


def test_how_soon_a_call_starts_stays_true() -> None:
    countdown = call_note("2031-05-14T17:00:00-04:00", None, NOW)
    code = replace(REPLAY_CODE, field="call.access_code", notes=(countdown or "",))
    starts = replace(code, field="call.starts", values=(Value("2031-05-14T17:00:00-04:00"),))
    assert countdown == "Starts tomorrow at 5:00 p.m. (UTC-04:00), in 33 hours."
    assert "• Starts <t:1936558800:F> (<t:1936558800:R>)" in answer_card(code, RELEASE, FIELDS).lines
    assert answer_card(starts, RELEASE, FIELDS).lines == (
        "**Lumenor Therapeutics, Inc. · Call starts** <t:1936558800:F> (<t:1936558800:R>)",
    )


def test_headlines_are_said_once() -> None:
    newest = Value(ENTRY.headline or "", "2031-05-12")
    news = Answer("?", "answered", "", "news", "Lumenor", (newest, Value("Older", "2031-05-01")), ENTRY)
    assert answer_card(news, None, FIELDS).embeds == ()
    assert answer_card(news, None, FIELDS).lines == (
        "**Lumenor · What is new**",
        "Lumenor Therapeutics to Report First Quarter Results (Monday 12 May 2031)",
        "Older (Thursday 1 May 2031)",
    )
    headline = replace(news, field="release.headline", values=(newest,), quote=ENTRY.headline)
    (embed,) = answer_card(headline, RELEASE, FIELDS).embeds
    assert (embed.title, embed.description) == (None, None)
    assert embed.footer.text == "Release of Monday 12 May 2031"


def test_a_list_of_calls_is_one_to_choose_from() -> None:
    values = (Value("2031-05-14T17:00:00-04:00", "Lumenor"), Value("2031-05-15", "Bexley"))
    notes = ("These are the calls of all.", Note("And 7 more: Bexley.", "more"))
    answer = Answer("?", "answered", "…", "upcoming", values=values, notes=notes, heading="Calls next week")
    card = listed_card(answer)
    assert card.lines == (
        "**Calls next week**",
        "• <t:1936558800:f> **Lumenor**",
        "• Thursday 15 May 2031 **Bexley**",
        "• These are the calls of all.",
        "• And 7 more: Bexley.",
        "-# all of them: /calls",
    )
    assert (card.choices, card.field, card.embeds) == (("Lumenor", "Bexley"), "call", ())


def test_a_passage_is_shown_as_one() -> None:
    passage = replace(REPLAY_CODE, field=None, values=(), marks=(), notes=("A passage, not a checked fact.",))
    card = answer_card(passage, RELEASE, FIELDS)
    assert card.lines == ("• A passage, not a checked fact.", "-# Lumenor Therapeutics, Inc.")
    assert [embed.description for embed in card.embeds] == [f"> {REPLAY_CODE.quote}"]


def test_a_persons_addresses_share_a_line() -> None:
    values = (
        Value("Ada Quist", "investor"),
        Value("+13125550190", "Ada Quist"),
        Value("ir@acme.example", "Ada Quist"),
        Value("Bo Lind", "media"),
    )
    card = answer_card(Answer("?", "answered", "", "contact", values=values), None, FIELDS)
    assert card.lines == (
        "**Contact**",
        "Ada Quist (investor) · `+1 312-555-0190` · `ir@acme.example`",
        "Bo Lind (media)",
    )


@pytest.mark.parametrize("status", ["not_stated", "no_such_release", "not_understood"])
def test_what_is_not_known_is_said_in_the_desks_words(status: str) -> None:
    card = answer_card(Answer("?", status, "The release *does not* say."), None, FIELDS)
    first, *others = (card.pages()[0].content or "").splitlines()
    assert first == r"The release \*does not\* say."
    next_step = "-# /companies lists whom I know; send me a release as a file and I read it"
    assert others == ([next_step] if status == "no_such_release" else [])


def test_choices_keep_the_question_in_the_last_line() -> None:
    answer = Answer(
        "code for *lum*\n# now?", "ambiguous", "Which one?", "replay.access_code", choices=("A", "B")
    )
    card = answer_card(answer, None, FIELDS)
    assert (card.choices, card.field) == (("A", "B"), "replay.access_code")
    (page,) = card.pages()
    assert page == Page("Which one?\n" + r"-# You asked: code for \*lum\* # now?")
    assert question_in(page.content or "") == "code for *lum* # now?"
    assert question_in("Which one?") == ""


def test_the_card_of_a_call_is_about_that_call_only() -> None:
    other = replace(RELEASE.calls[0], title=None, access_code=Stated("999", Span(0, 3)), replay=None)
    both = replace(RELEASE, calls=(*RELEASE.calls, other))
    text = "\n".join(call_card(ENTRY, 1, both, FIELDS).lines)
    assert "`999`" in text
    assert "4410987" not in text
    assert "7730021" not in text
    assert "Replay" not in text


def test_the_ends_of_replay_and_archive_stand_apart() -> None:
    replay = RELEASE.calls[0].replay
    assert replay is not None
    archive = replace(replay, webcast_until=stated("May 14, 2031", "2032-05-14"))
    both = replace(RELEASE, calls=(replace(RELEASE.calls[0], replay=archive),))
    lines = call_card(ENTRY, 0, both, FIELDS).lines
    assert "**Replay until** Wednesday 21 May 2031" in lines
    assert '**Archive until** Friday 14 May 2032 – "May 14, 2031"' in lines
    only = replace(both, calls=(replace(both.calls[0], replay=replace(archive, until=None)),))
    assert '**Replay until** Friday 14 May 2032 – "May 14, 2031"' in call_card(ENTRY, 0, only, FIELDS).lines


def test_the_pipeline_stands_by_stage_the_most_advanced_first() -> None:
    def candidate(name: str, stage: str) -> Candidate:
        return Candidate(Stated(name, Span(0, 1)), Stated(stage, Span(0, 1)))

    several = [("A", "phase 1"), ("B", "discontinued"), ("C", "phase 3"), ("D", "phase 1"), ("E", "ind")]
    card = pipeline_card(ENTRY, replace(RELEASE, candidates=tuple(candidate(*one) for one in several)))
    assert card.lines == (
        "**Lumenor Therapeutics, Inc. · Pipeline**",
        "__Phase 3__", "• **C**", "__Phase 1__", "• **A**", "• **D**", "__IND__", "• **E**",
        "__Discontinued__", "• **B**",
    )  # fmt: skip


def test_a_release_is_shown_by_its_facts_in_one_message() -> None:
    card = release_card(ENTRY, RELEASE, FIELDS)
    assert (card.call, card.dated, card.keypads, card.quotes) == (("r1", 0), True, True, True)
    (page,) = card.pages()
    lines = (page.content or "").splitlines()
    assert lines[:3] == [
        "**Lumenor Therapeutics to Report First Quarter Results**",
        "-# Lumenor Therapeutics, Inc. · Release of Monday 12 May 2031",
        "**Event** first quarter results call",
    ]
    assert "**Replay code** `7730021`" in lines
    many = tuple(Candidate(stated("LMN-7", f"LMN-{i}"), stated("preclinical")) for i in range(200))
    (page,) = release_card(ENTRY, replace(RELEASE, candidates=many), FIELDS).pages()
    assert (page.content or "").splitlines()[-1] == "-# more with the button for each fact's sentence"


def test_facts_of_two_calls_stand_apart() -> None:
    other = replace(RELEASE.calls[0], title=None, access_code=Stated("999", Span(0, 3)), replay=None)
    card = release_card(ENTRY, replace(RELEASE, calls=(*RELEASE.calls, other)), FIELDS)
    text = "\n".join(card.lines)
    first, second = text.index("__Call 1 of 2__"), text.index("__Call 2 of 2__")
    assert first < text.index("`4410987`") < second < text.index("`999`")
    assert text.index("__The release__") > text.index("`999`")
    assert (card.call, card.keypads) == (None, False)


def test_what_dials_a_call_with_its_code() -> None:
    assert dial_card(ENTRY, RELEASE.calls[0], RELEASE).lines[:-1] == (
        "**Lumenor Therapeutics, Inc.**",
        "**Live**",
        "`+18885550123,,4410987#` (domestic)",
        "`+13125550145,,4410987#` (international)",
        "**Replay** `+18555550167,,7730021#`",
    )


def test_that_it_is_over_goes_first() -> None:
    over = replace(REPLAY_CODE, notes=(Note("The replay ended on May 21, 2031.", "over"), "Another note."))
    assert answer_card(over, RELEASE, FIELDS).lines[:2] == ("**The replay ended on May 21, 2031.**", VALUE)


def test_numbers_of_several_countries_name_them() -> None:
    values = (Value("+18885550123", "domestic"), Value("+442079460123", "GB"), Value("+4930123456"))
    answer = Answer("?", "answered", "", "call.dial_in", "Tarnwick plc", values)
    assert answer_card(answer, None, FIELDS).lines == (
        "**Tarnwick plc · Dial-in**",
        "`+1 888-555-0123` (domestic, US and Canada)",
        "`+44 20 7946 0123` (🇬🇧 United Kingdom)",
        "`+49 30 123456` (Germany)",
    )
    alone = replace(answer, values=values[:1])
    assert answer_card(alone, None, FIELDS).lines == (
        "**Tarnwick plc · Dial-in** `+1 888-555-0123` (domestic)",
    )


def test_a_release_is_shown_as_facts_beside_their_sentences() -> None:
    (embed,) = quotes_card(ENTRY, RELEASE, FIELDS).embeds
    lines = (embed.description or "").splitlines()
    at = lines.index("**Replay code** `7730021`")
    assert lines[at + 1] == (
        "> A replay is available until **May 21, 2031** at **855-555-0167** with passcode **7730021**."
    )


def test_a_contact_and_what_a_sentence_states_stand_together() -> None:
    words = "LMN-204 is in a Phase 2 trial in glioma."
    candidate = replace(RELEASE.candidates[0], status=stated(words))
    (embed,) = quotes_card(ENTRY, replace(RELEASE, candidates=(candidate,)), FIELDS).embeds
    lines = (embed.description or "").splitlines()
    assert not any(line.startswith("**Status**") for line in lines)
    at = lines.index("**Stage** phase 2 (LMN-204)")
    assert lines[at + 1 : at + 3] == ["**Indication** glioma (LMN-204)", f"> {words}".replace(
        "Phase 2", "**Phase 2**").replace("glioma", "**glioma**")]  # fmt: skip
    assert lines[-2:] == [
        "**Contact** Ada Quist · `ir@lumenor.example.com`",
        "> Contact: **Ada Quist**, **ir@lumenor.example.com**",
    ]


def test_a_release_without_a_call_is_shown_too() -> None:
    nothing = release_cards(Release("x", "Nothing."), FIELDS)
    assert nothing.lines[-1] == "None of the facts the bot knows is stated."
    card = release_cards(RELEASE, FIELDS)
    assert (nothing.quotes, card.call, card.source, card.keypads) == (False, None, None, False)


def test_paragraph_has_an_end_also_where_a_text_has_none() -> None:
    long = "word " * 2000
    found = paragraph(long, Span(5000, 5004))
    assert 1200 <= found.end - found.start <= 1210
    assert found.of(long).startswith("word ")
    assert paragraph(TEXT, Span(0, 7)) == Span(0, 52)


def test_buttons_open_only_the_web() -> None:
    stated = [
        "www.acme.example",
        "javascript:x",
        "https://www.acme.example",
        "https://b.example/" + "x" * 600,
    ]
    assert link_buttons(stated) == (("Open acme.example", "https://www.acme.example"),)
