"""Whom and what a question is about, from names and from what releases say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.kinds import said_of_kind, wanted_kind
from bot.desk.people import picked_out
from bot.desk.weights import Weights, weights_from
from bot.errors import Trouble
from bot.fields import Fields
from bot.lexicon import Lexicon
from bot.model import Answer, Call, Contact, Release, Span, Stated

Ask = Callable[[str], Answer]

OFFERING = "Tarvane Metals closed a direct offering of 4,000,000 shares at a price of $1.68 per share."
STUDY = "The retail study found that 62% of shoppers returned within a week."
BUYER = "Quorvex Capital bought the smelter in Oulu from Helmark Smelting."


@pytest.fixture
def ask(
    empty_library: Any, paper: Any, fields: Fields, lexicon: Lexicon, weights: Weights, now: datetime
) -> Ask:
    page = paper()
    company, published = page.say("Tarvane Metals Inc."), page.say("2026-05-01")
    starts = page.say("2026-05-21T08:30:00-04:00")
    email, role = page.say("press@tarvane.example"), page.say("media")
    page.write(f"\n\n{OFFERING}\n\n{STUDY}\n\nThe call on the restructuring is open to all.\n")
    contact = Contact(email=email, role=role)
    calls = (Call(starts=starts),)
    empty_library.add(
        Release("tarvane", page.text, company=company, published=published, calls=calls, contacts=(contact,))
    )
    other = paper()
    seller = other.say("Helmark Smelting Oy")
    other.write(f"\n\n{BUYER}\n")
    empty_library.add(Release("helmark", other.text, company=seller))
    desk = Desk(empty_library, fields, lexicon, weights)
    return lambda question: desk.answer(question, now=now)


@pytest.mark.parametrize(
    ("question", "quote", "values"),
    [
        ("tarvane direct offering, price per share", OFFERING, ["$1.68"]),
        ("how many shares in the tarvane offering", OFFERING, ["4,000,000"]),
        ("what share of shoppers returned in the tarvane study", STUDY, ["62%"]),
        ("which company bought the smelter in oulu", BUYER, ["Helmark Smelting Oy"]),
    ],
)
def test_a_sentence_of_the_kind_is_told(ask: Ask, question: str, quote: str, values: list[str]) -> None:
    answer = ask(question)
    assert (answer.quote, [v.value for v in answer.values][: len(values)]) == (quote, values)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("how much revenue did tarvane make", "not_stated"),
        ("who is the ceo of tarvane", "not_stated"),
        ("dial in for zorblat", "no_such_release"),
        ("press email for Tarvane Energy", "no_such_release"),
    ],
)
def test_without_topic_or_kind_it_is_declined(ask: Ask, question: str, status: str) -> None:
    answer = ask(question)
    assert (answer.status, answer.quote) == (status, None)


def test_unknown_words_beside_a_name_are_its_topic_where_its_releases_have_them(ask: Ask) -> None:
    assert [v.value for v in ask("press email for the tarvane retail study").values] == [
        "press@tarvane.example"
    ]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how many patients", "count"),
        ("what percent grew", "share"),
        ("when is the deadline", "date"),
        ("what time is it", "time"),
        ("who is the cfo", "person"),
        ("reverse split ratio", "ratio"),
        ("how much cash", "amount"),
        ("which hospital enrolls", "place"),
        ("how long is the trial", "length"),
        ("how fast does it work", "length"),
        ("which company bought it", "party"),
        ("placement agent in the offering", "person"),
        ("new head of sales", "person"),
        ("does it pay a dividend", None),
        ("is it clear when the deadline is", "date"),
        ("anything on widgets", None),
    ],
)
def test_the_kind_that_a_question_wants(question: str, kind: str | None) -> None:
    assert wanted_kind(question.split()) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "said"),
    [
        ("amount", "Revenue was SEK 3.75 million in 2025.", ["SEK 3.75 million"]),
        ("count", "On 7 May 2025 it enrolled 214 patients (12%).", ["214"]),
        (
            "date",
            "Data are due in October 2026, or the first half of 2027.",
            ["October 2026", "first half of 2027"],
        ),
        ("date", "More data are expected by late May.", ["late May"]),
        (
            "length",
            "Ten minutes later, within 24 hours, it was a three-year lease.",
            ["Ten minutes", "24 hours", "three-year"],
        ),
        ("place", "The plant is in the heart of the coast, in the city of Oulu.", ["Oulu"]),
        (
            "address",
            "Enrol at www.tarvane.example or write to a@tarvane.example.",
            ["www.tarvane.example", "a@tarvane.example"],
        ),
        ("count", "Thirteen patients were dosed.", ["Thirteen"]),
        ("person", "Mara Ilves, Chief Executive Officer, spoke.", ["Mara Ilves"]),
        ("ratio", "A one-for-ten split.", ["one-for-ten"]),
        ("time", "It begins at 8:30 a.m. sharp.", ["8:30 a.m."]),
    ],
)
def test_what_of_a_kind_a_sentence_says(kind: str, sentence: str, said: list[str]) -> None:
    assert [span.of(sentence) for span in said_of_kind(kind, sentence)] == said


def test_of_two_that_a_question_names_one_is_what_it_wants_to_hear() -> None:
    sentence = "It holds over 20 patents."
    assert [s.of(sentence) for s in said_of_kind("count", sentence, ["20", "or", "13"])] == ["20"]
    assert not list(said_of_kind("count", sentence, ["20", "patents"]))


def test_people_are_picked_by_title_firm_and_address() -> None:
    def stated(value: str) -> Stated:
        return Stated(value, Span(0, 1))

    own = Contact(
        name=stated("Mara Ilves"), title=stated("Chief Financial Officer"), email=stated("m@tarvane.example")
    )
    agent = Contact(
        name=stated("Ola Prenn"), organization=stated("Dunmere Advisers"), email=stated("o@dunmere.example")
    )
    both = [own, agent]
    assert picked_out(both, ["cfo", "name", "and", "phone"]) == [own]
    assert picked_out(both, ["the", "dunmere", "person"]) == [agent]
    assert picked_out(both, ["ilves", "email"]) == [own]
    assert picked_out(both, ["email", "not", "dunmere"]) == [own]
    assert picked_out(both, ["press", "contact"]) == []


def test_weights_that_cannot_be_are_named() -> None:
    assert weights_from({"field": 2}, "w.yaml") == Weights(field=2.0)
    with pytest.raises(Trouble, match=r"w\.yaml: unknown weight 'luck'; field is no number"):
        weights_from({"luck": 1, "field": "much"}, "w.yaml")
    assert weights_from({"fit": {"close": 1.5}}, "w.yaml") == Weights(fit={"close": 1.5})
    with pytest.raises(Trouble, match=r"w\.yaml: fit close is no number"):
        weights_from({"fit": {"close": "very"}}, "w.yaml")
    with pytest.raises(Trouble, match=r"w\.yaml: sure is no mapping"):
        weights_from({"sure": 1}, "w.yaml")
