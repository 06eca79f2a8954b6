"""Candidates over several releases: each told from the newest that states what is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.fields import Fields
from bot.lexicon import Lexicon
from bot.model import Answer, Candidate, IndicationStage, Release

Ask = Callable[[str], Answer]


@pytest.fixture
def ask(empty_library: Any, paper: Any, fields: Fields, lexicon: Lexicon, now: datetime) -> Ask:
    def release(source: str, day: str, *candidates: tuple[str, str, str, str | None]) -> Release:
        text = paper()
        published, company = text.say(day), text.say("Corvelle Biologics, Inc.")
        told = tuple(
            Candidate(
                name=text.say(name),
                stage=text.say(stage),
                indications=(text.say(what),),
                designations=(text.say(granted),) if granted else (),
            )
            for name, stage, what, granted in candidates
        )
        return Release(source, text.text, company=company, published=published, candidates=told)

    cor_7, cor_20 = ("COR-7", "gout", "fast track"), ("COR-20", "asthma", None)
    empty_library.add(
        release(
            "year",
            "2026-02-01",
            (cor_7[0], "phase 1", *cor_7[1:]),
            (cor_20[0], "preclinical", *cor_20[1:]),
        )
    )
    empty_library.add(release("news", "2026-05-01", ("COR-7", "phase 2", "gout", None)))
    desk = Desk(empty_library, fields, lexicon)
    return lambda question: desk.answer(question, now=now)


def told(answer: Answer) -> list[tuple[str, str | None]]:
    return [(value.value, value.label) for value in answer.values]


def test_the_newest_stage_answers(ask: Ask) -> None:
    answer = ask("what phase is cor-7 in")
    assert told(answer) == [("phase 2", "COR-7")]
    assert answer.release
    assert answer.release.id == "news"


def test_what_only_an_earlier_release_states_is_told_from_it(ask: Ask) -> None:
    answer = ask("does cor-7 have any fda designation")
    assert told(answer) == [("fast track", "COR-7")]
    assert answer.release
    assert answer.release.id == "year"


def test_the_pipeline_is_whole(ask: Ask) -> None:
    answer = ask("corvelle biologics pipeline")
    assert told(answer) == [("COR-7", "phase 2"), ("COR-20", "preclinical")]
    assert answer.notes == ("COR-20: as of the release of 2026-02-01.",)


def test_a_designation_asked_for_by_name_is_that_or_none(ask: Ask) -> None:
    assert told(ask("is cor-7 fast track")) == [("fast track", "COR-7")]
    answer = ask("does cor-7 have orphan drug status")
    assert (answer.status, answer.values) == ("not_stated", ())
    assert "Stated designations: fast track." in answer.notes


@pytest.mark.parametrize("question", ["what phase is cor-70 in", "what phase is corvelle's COR-99 in"])
def test_another_code_is_not_taken_for_a_candidate(ask: Ask, question: str) -> None:
    assert ask(question).values == ()


def test_a_number_of_a_company_without_calls_is_a_contact(ask: Ask) -> None:
    assert ask("corvelle biologics phone number").field == "contact"


@pytest.mark.parametrize(
    "question",
    [
        "what is the price of nrv-101",
        "how much does norvastatide cost",
        "nrv-101 dosage",
        "nrv-101 side effects",
        "is nrv-101 safe with alcohol",
        "is nrv-101 better than humira",
        "nrv-101 p value",
        "who invented nrv-101",
        "nrv-101 pdufa date",
        "does nrv-101 work",
        "when will nrv-101 be approved",
        "can nrv-101 cure my psoriasis",
        "nrv-101 patient support number",
    ],
)
def test_what_no_field_holds_of_a_candidate_is_not_answered_with_its_card(
    desk: Desk, now: datetime, question: str
) -> None:
    answer = desk.answer(question, now=now)
    assert answer.status in ("not_understood", "not_stated")
    assert (answer.values, answer.quote) == ((), None)


@pytest.mark.parametrize("question", ["nrv-101", "what about nrv-101", "tell me about norvastatide"])
def test_a_bare_candidate_is_told_of(desk: Desk, now: datetime, question: str) -> None:
    assert desk.answer(question, now=now).field == "pipeline"


def test_the_stage_of_the_indication_asked_about(
    empty_library: Any, paper: Any, fields: Fields, lexicon: Lexicon, now: datetime
) -> None:
    text = paper()
    company, name = text.say("Corvelle Biologics, Inc."), text.say("COR-30")
    stages = tuple(
        IndicationStage(text.say(what), text.say(stage))
        for what, stage in (("lupus nephritis", "phase 1/2"), ("dry eye disease", "phase 2/3"))
    )
    candidate = Candidate(
        name, stages[1].stage, indications=tuple(s.indication for s in stages), stages=stages
    )
    empty_library.add(Release("eyes", text.text, company=company, candidates=(candidate,)))
    desk = Desk(empty_library, fields, lexicon)
    for asked, stage in (("lupus nephritis", "phase 1/2"), ("dry eye", "phase 2/3")):
        answer = desk.answer(f"what phase is COR-30 in for {asked}", now=now)
        assert told(answer) == [(stage, "COR-30")]


def test_two_codes_of_one_substance_are_two_candidates(
    empty_library: Any, paper: Any, fields: Fields, lexicon: Lexicon, now: datetime
) -> None:
    for source, day, code, what in (
        ("new", "2026-05-01", "COR-9", "gout"),
        ("old", "2026-02-01", "COR-8", "asthma"),
    ):
        text = paper()
        published, company = text.say(day), text.say("Corvelle Biologics, Inc.")
        candidate = Candidate(
            name=text.say(code),
            stage=text.say("phase 2"),
            aka=(text.say("velotide"),),
            indications=(text.say(what),),
        )
        empty_library.add(
            Release(source, text.text, company=company, published=published, candidates=(candidate,))
        )
    answer = Desk(empty_library, fields, lexicon).answer("cor-8 is for what", now=now)
    assert told(answer) == [("asthma", "COR-8")]
