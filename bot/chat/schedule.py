"""The calls that are coming up, as a card. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, get_args

from bot.chat import limits
from bot.chat.cards import Card, noted, text_card
from bot.chat.markup import bold, escape
from bot.chat.values import moment
from bot.desk.library_port import Upcoming
from bot.model import Answer

Period = Literal["today", "tomorrow", "this week", "next week"]
PERIODS: tuple[Period, ...] = get_args(Period)


def schedule_card(calls: Sequence[Upcoming], when: str) -> Card:
    """A line for each call of a period, soonest first, and a menu of their companies for all about one."""
    if not calls:
        return text_card(f"I know of no calls {when}.")
    lines = [f"**Calls {when}**"]
    lines += [_line(call.starts, call.entry.company, call.title) for call in calls]
    return Card(tuple(lines), choices=_companies(call.entry.company for call in calls), field="call")


def listed_card(answer: Answer) -> Card:
    """The same for an answer that lists calls: its values are their starts, labelled with the company."""
    heading = answer.text.partition("\n")[0].rstrip(":")
    lines = noted([bold(heading), *(_line(v.value, v.label) for v in answer.values)], answer, None)
    return Card(tuple(lines), choices=_companies(value.label for value in answer.values), field="call")


def _companies(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))[: limits.CHOICES]


def _line(starts: str, company: str | None, title: str | None = None) -> str:
    name = bold(company or "Unnamed company")
    return f"• {_when(starts)} {name}" + (f" – {escape(title)}" if title else "")


def _when(starts: str) -> str:
    """Day and time short enough for a phone's line."""
    if "T" not in starts:
        return moment(starts)
    return f"<t:{int(datetime.fromisoformat(starts).timestamp())}:f>"
