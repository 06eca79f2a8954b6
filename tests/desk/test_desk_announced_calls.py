"""Which call answers, of several that a company announces. The clock stands at 12 May 2026, noon UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.library_port import Change
from bot.fields import Fields
from bot.lexicon import Lexicon
from bot.model import Answer

COMPANY = "Halvard Robotics Inc."
RESULTS = ("First quarter 2026 results call", "2026-05-20T10:00:00-04:00", "+18005550161")
LAST_RESULTS = ("Fourth quarter 2025 results call", "2026-02-20T10:00:00-05:00", "+18005550162")
GATHERING = ("Presentation at the Northgate Conference", "2026-06-03T14:00:00-04:00", None)


class World:
    """A company's releases, asked about."""

    def __init__(self, library: Any, notice: Any, fields: Fields, lexicon: Lexicon, now: datetime) -> None:
        self.library, self._notice, self._now = library, notice, now
        self._desk = Desk(library, fields, lexicon)

    def release(
        self, source: str, published: str, *calls: Any, until: str | None = None, status: str | None = None
    ) -> Any:
        return self.library.add(self._notice(source, COMPANY, published, *calls, until=until, status=status))

    def ask(self, question: str) -> Answer:
        return self._desk.answer(question, now=self._now)


@pytest.fixture
def world(
    empty_library: Any, fields: Fields, lexicon: Lexicon, now: datetime, request: pytest.FixtureRequest
) -> World:
    return World(empty_library, request.getfixturevalue("write_notice"), fields, lexicon, now)


def values(answer: Answer) -> list[str]:
    return [value.value for value in answer.values]


def test_a_number_of_last_quarter_is_no_answer(world: World) -> None:
    world.release("old", "2026-02-10", LAST_RESULTS)
    world.release("new", "2026-05-10", (*RESULTS[:2], None))
    answer = world.ask("dial in for halvard robotics")
    assert (answer.status, values(answer)) == ("not_stated", [])
    assert (
        answer.notes[-1] == "The release of 10 February 2026 states it for another call, on 20 February 2026."
    )


def test_a_call_still_to_come_answers_though_another_was_announced_since(world: World) -> None:
    world.release("results", "2026-05-01", RESULTS)
    world.release("gathering", "2026-05-10", GATHERING)
    answer = world.ask("dial in for halvard robotics")
    assert values(answer) == ["+18005550161"]
    assert any(note.startswith("About another call than the newest announced") for note in answer.notes)


def test_the_kind_of_call_that_is_named_answers(world: World) -> None:
    world.release("results", "2026-05-01", RESULTS)
    world.release("gathering", "2026-05-10", GATHERING)
    assert values(world.ask("when are halvard robotics earnings")) == ["2026-05-20T10:00:00-04:00"]
    assert values(world.ask("when is the halvard robotics presentation")) == ["2026-06-03T14:00:00-04:00"]
    assert values(world.ask("when is halvard robotics at the northgate conference")) == [
        "2026-06-03T14:00:00-04:00"
    ]
    assert world.ask("when is halvard robotics at the eastmere summit").status == "not_stated"


def test_of_two_calls_in_one_release_the_named_one_answers(world: World) -> None:
    meeting = ("Annual meeting webcast", "2026-06-10T09:00:00-04:00", "+18005550163")
    world.release("both", "2026-05-10", RESULTS, meeting)
    assert values(world.ask("number for the halvard robotics annual meeting")) == ["+18005550163"]
    assert values(world.ask("number for halvard robotics' earnings call")) == ["+18005550161"]


def test_the_same_call_in_an_earlier_notice_answers(world: World) -> None:
    world.release("notice", "2026-05-01", RESULTS)
    world.release("results", "2026-05-11", (*RESULTS[:2], None))
    answer = world.ask("halvard robotics dial-in number")
    assert values(answer) == ["+18005550161"]
    assert (
        "Stated in the release of 1 May 2026; the release of 11 May 2026 does not repeat it." in answer.notes
    )


def test_a_quarter_or_month_that_is_named_decides(world: World) -> None:
    world.release("old", "2026-02-10", LAST_RESULTS)
    world.release("new", "2026-05-10", RESULTS)
    for asked in ("halvard robotics q4 call number", "number of halvard robotics' february call"):
        assert values(world.ask(asked)) == ["+18005550162"]
    assert values(world.ask("dial-in for halvard robotics' previous call")) == ["+18005550162"]
    assert world.ask("halvard robotics q3 call number").status == "not_stated"


def test_a_replay_that_is_still_up_answers_until_the_next_call_is_over(world: World) -> None:
    world.release("old", "2026-04-10", LAST_RESULTS, until="2026-05-30")
    world.release("new", "2026-05-10", RESULTS)
    assert values(world.ask("halvard robotics replay code")) == ["90210"]


def test_a_replay_that_is_over_does_not(world: World) -> None:
    world.release("old", "2026-04-10", LAST_RESULTS, until="2026-05-01")
    world.release("new", "2026-05-10", RESULTS)
    assert world.ask("halvard robotics replay code").status == "not_stated"


def test_what_changed_is_said_with_the_answer(world: World) -> None:
    earlier = world.release("old", "2026-05-01", (RESULTS[0], "2026-05-19T10:00:00-04:00", None))
    later = world.release("new", "2026-05-10", RESULTS)
    was, now = "2026-05-19T10:00:00-04:00", "2026-05-20T10:00:00-04:00"
    world.library.changed.append(Change("call.starts", was, now, earlier, later))
    answer = world.ask("when is the halvard robotics call")
    assert (
        "Changed: the release of 1 May 2026 said Tuesday 19 May 2026, 10:00 a.m. (UTC-04:00)." in answer.notes
    )
    answer = world.ask("did halvard robotics move its call")
    assert (answer.field, values(answer)) == ("changes", [now])


def test_half_year_and_full_year_results_are_told_apart(world: World) -> None:
    half = ("Half year results conference call", "2026-02-20T09:30:00+00:00", "+442079460161")
    full = ("Full year results conference call", "2026-05-20T09:30:00+01:00", "+442079460162")
    world.release("half", "2026-02-10", half)
    world.release("full", "2026-05-10", full)
    assert values(world.ask("number for halvard robotics' half year results")) == ["+442079460161"]
    assert values(world.ask("number for halvard robotics' half-year call")) == ["+442079460161"]
    assert values(world.ask("number for halvard robotics' full year results")) == ["+442079460162"]


def test_the_call_of_the_quarter_asked_for_comes_before_one_of_no_quarter(world: World) -> None:
    world.release("both", "2026-05-10", GATHERING, RESULTS)
    assert values(world.ask("when is halvard robotics' q1 call")) == [RESULTS[1]]


def test_an_event_is_the_call_whose_title_names_it(world: World) -> None:
    world.release("both", "2026-05-10", RESULTS, GATHERING)
    assert values(world.ask("when is halvard robotics at the northgate conference")) == [GATHERING[1]]
    assert world.ask("dial in for halvard robotics' northgate conference").status == "not_stated"


def test_a_cancelled_call_is_said_to_be_so(world: World) -> None:
    world.release("notice", "2026-05-01", RESULTS)
    world.release("off", "2026-05-10", (RESULTS[0], RESULTS[1], None), status="cancelled")
    for question in (
        "when is the halvard robotics call",
        "halvard robotics dial in",
        "halvard robotics call",
    ):
        answer = world.ask(question)
        assert (answer.field, values(answer)) == ("call.status", ["cancelled"])
