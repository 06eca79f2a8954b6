"""The calls that are coming up, as a card. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal, get_args

from bot.chat import limits
from bot.chat.cards import Card, Turn, noted, text_card
from bot.chat.limits import shortened
from bot.chat.markup import bold, escape, small
from bot.chat.values import moment
from bot.desk.days import Days
from bot.desk.library_port import Upcoming
from bot.model import Answer, kind_of

Period = Literal["today", "tomorrow", "this week", "next week"]
PERIODS: tuple[Period, ...] = get_args(Period)


PAGE = 15  # calls in one message, which holds 2,000 characters
_TITLE, _NAME = 56, 44  # characters of a line's title and name


def schedule_card(calls: Sequence[Upcoming], days: Days, page: int = 0) -> Card:
    """A line for each call of a page of the days, soonest first, and a menu for all about one of them."""
    shown = calls[page * PAGE : (page + 1) * PAGE]
    where = f" · {_places(page, len(calls))} of {len(calls):,}" if len(calls) > PAGE else ""
    card = _listed(f"**Calls {days.called}**{where}", shown)
    of = f"{days.called.replace(' ', '-')}.{int(days.earliest.timestamp())}.{int(days.latest.timestamp())}"
    last = (len(calls) - 1) // PAGE
    turns = [Turn(_places(at, len(calls)), "calls", of, at) for at in (page - 1, page + 1) if 0 <= at <= last]
    return replace(card, turns=tuple(turns))


def next_card(calls: Sequence[Upcoming], when: str) -> Card:
    """That there are no calls in a period, and which are the next after it."""
    if not calls:
        return replace(text_card(f"I know of no calls {when}, nor of later ones."), status="nothing")
    return _listed(f"I know of no calls {when}. The next ones:", calls)


def days_from(of: str) -> Days:
    """The days that a button of `schedule_card` names. Raises ValueError for what is none of its own."""
    called, earliest, latest = of.split(".")
    start, end = (datetime.fromtimestamp(int(at), UTC) for at in (earliest, latest))
    return Days(start, end, called.replace("-", " "))


def _listed(heading: str, calls: Sequence[Upcoming]) -> Card:
    lines = [heading, *(call_line(call.starts, call.entry.company, call.title) for call in calls)]
    return Card(tuple(lines), choices=_companies(call.entry.company for call in calls), field="call")


def _places(page: int, count: int) -> str:
    """Which of the calls stand on a page.

    >>> _places(1, 44)
    '16 to 30'
    """
    first, last = page * PAGE + 1, min((page + 1) * PAGE, count)
    return f"{first} to {last}" if first < last else str(first)


def listed_card(answer: Answer) -> Card:
    """The same for an answer that lists calls: its values are their starts, labelled with the company."""
    lines = noted([bold(answer.heading), *(call_line(v.value, v.label) for v in answer.values)], answer, None)
    lines += [small("all of them: /calls")] if "more" in map(kind_of, answer.notes) else []
    return Card(tuple(lines), choices=_companies(value.label for value in answer.values), field="call")


def _companies(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))[: limits.CHOICES]


def call_line(starts: str, company: str | None, title: str | None = None) -> str:
    """A call in a list: when, whose, what."""
    name = bold(shortened(company or "Unnamed company", _NAME))
    return f"• {_when(starts)} {name}" + (f" – {escape(shortened(title, _TITLE))}" if title else "")


def _when(starts: str) -> str:
    """Day and time short enough for a phone's line."""
    if "T" not in starts:
        return moment(starts)
    return f"<t:{int(datetime.fromisoformat(starts).timestamp())}:f>"
