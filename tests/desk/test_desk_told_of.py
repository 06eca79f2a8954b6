"""Who is meant where only what releases say tells it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.desk.desk import Desk
from bot.desk.formatting import shown_period
from bot.desk.library_port import Found, Holding, fold
from bot.desk.meant import told_of
from bot.desk.passages import Topic
from bot.desk.question import parse_question
from bot.desk.subject import Subject
from bot.desk.topics import Topics
from bot.desk.vocabulary import Vocabulary
from bot.desk.weights import Weights
from bot.desk.words import words_of
from bot.model import Candidate, Contact, Release


class Index:
    """A library that holds the words given for each release, and says how many hold each."""

    def __init__(self, entries, holds, spread):
        self.entries, self.holds, self.spread = entries, holds, spread

    def holding(self, topics, company_id=None, limit=8):
        asked = [ways[0] for ways in topics]
        held = [
            Holding(entry, frozenset(at for at, word in enumerate(asked) if word in words))
            for entry, words in zip(self.entries, self.holds, strict=True)
        ]
        return Found(tuple(held), tuple(self.spread.get(word, 0) for word in asked))


@pytest.fixture
def told(library, fields, lexicon):
    vocabulary = Vocabulary(fields, lexicon)
    entries = [next(e for e in library.listed.values() if e.source == s) for s in ("larkfield", "cashmoor")]

    def told(question, holds, spread):
        words = words_of(question)
        subject = Subject(rest=tuple(i for i, w in enumerate(words) if not vocabulary.known([w.key])))
        parsed = parse_question(words, subject, vocabulary)
        topics = [Topic((fold(word),)) for word in parsed.rest]
        found = told_of(Index(entries, holds, spread), parsed, topics, Weights())
        return [(one.entry.source, round(one.score, 2)) for one in found]

    return told


def test_the_rare_word_decides_and_the_lead_counts(told):
    holds = ({"brimham", "harbour"}, {"harbour"})
    assert told("brimham harbour depth", holds, {"brimham": 1, "harbour": 40, "depth": 50}) == [
        ("larkfield", 0.69),
        ("cashmoor", -0.08),
    ]


def test_a_word_that_no_release_has_where_a_name_stands_is_a_strangers(told):
    assert told("harbour of Zyntarra", ({"harbour"}, set()), {"harbour": 1})[0][1] < 0


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("whos on the norvane call", "call.speakers"),
        ("norvane time slot", "call.starts"),
        ("who does the Q&A on the norvane call", "call.speakers"),
    ],
)
def test_what_is_asked_for(desk: Desk, now: datetime, question: str, field: str) -> None:
    assert desk.answer(question, now=now).field == field


@pytest.mark.parametrize(
    "question",
    [
        "new archivist of larkfield",
        "is the larkfield quay held in oak or steel",
        "did larkfield issue any rugs",
    ],
)
def test_what_is_new_is_no_answer_to_another_question(desk: Desk, now: datetime, question: str) -> None:
    assert desk.answer(question, now=now).status != "answered"


def test_a_word_with_capitals_in_it_is_no_typo(desk: Desk, now: datetime) -> None:
    assert desk.answer("where does RKings work", now=now).field != "call.dial_in"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-H2", "second half of 2025"),
        ("2026-Q3", "third quarter of 2026"),
        ("2026-09", "September 2026"),
        ("2026-09-26", "26 September 2026"),
        ("2026", "2026"),
    ],
)
def test_a_part_of_a_year_is_said_in_words(value: str, words: str) -> None:
    assert shown_period(value) == words


def test_who_is_named_is_found_in_an_older_release(empty_library, paper, fields, lexicon, now) -> None:
    for source, day, person in (("old", "2026-01-05", "Ada Ruud"), ("new", "2026-04-05", "Olav Berg")):
        page = paper()
        published, company = page.say(day), page.say("Corvelle Biologics, Inc.")
        contact = Contact(
            name=page.say(person), email=page.say(f"{person.split()[0].lower()}@corvelle.example")
        )
        release = Release(source, page.text, company=company, published=published, contacts=(contact,))
        empty_library.add(release)
    desk = Desk(empty_library, fields, lexicon)
    asked = ("corvelle biologics email", "ada ruud corvelle biologics email")
    told = [[v.value for v in desk.answer(question, now=now).values] for question in asked]
    assert told == [["Olav Berg", "olav@corvelle.example"], ["Ada Ruud", "ada@corvelle.example"]]


def test_words_far_from_a_candidates_name_do_not_describe_it(
    empty_library, paper, fields, lexicon, now
) -> None:
    page = paper()
    published, company = page.say("2026-01-05"), page.say("Corvelle Biologics, Inc.")
    name, stage = page.say("Velcora"), page.say("marketed")
    page.write(", sold in forty countries through partners " * 4 + " and works on nasal zimbrin.")
    release = Release(
        "one", page.text, company=company, published=published, candidates=(Candidate(name, stage),)
    )
    empty_library.add(release)
    answer = Desk(empty_library, fields, lexicon).answer("what phase is corvelle's nasal zimbrin in", now=now)
    assert (answer.status, answer.values) == ("not_stated", ())


def test_when_something_else_is_done_is_not_when_the_call_starts(desk: Desk, now: datetime) -> None:
    answer = desk.answer("when does norvane shut its harbour", now=now)
    assert (answer.status, answer.values) == ("not_stated", ())


@pytest.mark.parametrize("question", ["zyntarra 1q25 rev", "zyntarra q1 sales"])
def test_a_first_quarter_has_ways_of_saying_it(
    desk: Desk, now: datetime, lexicon, fields, question: str
) -> None:
    vocabulary = Vocabulary(fields, lexicon)
    parsed = parse_question(words_of(question), Subject(rest=(0,)), vocabulary)
    assert parsed.which_call.quarter == 1
    assert all(topic.ways for topic in Topics(lexicon).of(parsed))
    assert desk.answer(question, now=now).status != "answered"
