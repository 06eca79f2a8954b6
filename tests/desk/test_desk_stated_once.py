"""Results, dividends and dates ahead: what a release states once, asked for in people's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.fields import Fields
from bot.lexicon import Lexicon
from bot.model import Answer, Call, Candidate, Dividend, Milestone, Release, Results, Speaker

Ask = Callable[[str], Answer]


@pytest.fixture
def ask(empty_library: Any, paper: Any, fields: Fields, lexicon: Lexicon, now: datetime) -> Ask:
    page = paper()
    company = page.say("Velkarra Pharma Inc.")
    published = page.say("2026-05-01")
    day, when = page.say("2026-05-20"), page.say("after market close")
    starts = page.say("2026-05-21T08:30:00-04:00")
    speaker = Speaker(page.say("Mara Ilves"), page.say("Chief Executive Officer"))
    amount, currency = page.say("0.12"), page.say("USD")
    record, payable = page.say("2026-06-05"), page.say("2026-06-19")
    decision = Milestone(
        page.say("target action date"), page.say("2026-09-26"), page.say("Sept. 26"), page.say("VLK-7")
    )
    data = Milestone(
        page.say("data expected"), page.say("2026-H2"), page.say("second half of 2026"), decision.of
    )
    candidate = Candidate(name=page.say("VLK-7"), stage=page.say("filed"))
    release = Release(
        "velkarra",
        page.text,
        company=company,
        published=published,
        calls=(Call(starts=starts, speakers=(speaker,)),),
        results=Results(day, when),
        dividends=(Dividend(amount, currency, None, record, payable),),
        dates=(decision, data),
        candidates=(candidate,),
    )
    empty_library.add(release)
    desk = Desk(empty_library, fields, lexicon)
    return lambda question: desk.answer(question, now=now)


@pytest.mark.parametrize(
    ("question", "field", "values"),
    [
        ("when does velkarra report", "results", ["2026-05-20"]),
        ("when are velkarra's results", "results", ["2026-05-20"]),
        ("when is the velkarra call", "call.starts", ["2026-05-21T08:30:00-04:00"]),
        ("who is speaking on the velkarra call", "call.speakers", ["Mara Ilves"]),
        ("how big is velkarra's divvy", "dividend.amount", ["0.12"]),
        ("velkarra dividend", "dividend", ["0.12", "2026-06-05", "2026-06-19"]),
        ("when is the velkarra dividend paid", "dividend.payable_date", ["2026-06-19"]),
        ("velkarra record date", "dividend.record_date", ["2026-06-05"]),
        ("velkarra pdufa date", "pipeline.dates", ["2026-09-26"]),
        ("VLK-7 topline when", "pipeline.dates", ["2026-H2"]),
    ],
)
def test_what_is_stated_once(ask: Ask, question: str, field: str, values: list[str]) -> None:
    answer = ask(question)
    assert (answer.field, [value.value for value in answer.values]) == (field, values)


def test_the_figures_day_is_told_with_the_call(ask: Ask) -> None:
    assert "21 May 2026, 8:30 a.m." in ask("when does velkarra report").text
