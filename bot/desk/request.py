"""One question with all that answering it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.days import Days, days_of
from bot.desk.field_match import FieldMatch
from bot.desk.kinds import wanted_kind
from bot.desk.question import Question
from bot.desk.subject import Subject
from bot.desk.talk import Session


@dataclass(frozen=True, slots=True)
class Request:
    """One question with all that answering it needs."""

    question: str
    parsed: Question
    matches: Sequence[FieldMatch]
    now: datetime
    session: Session

    @property
    def subject(self) -> Subject:
        """Whom its words name."""
        return self.parsed.subject

    @property
    def days(self) -> Days | None:
        """The days the question speaks of."""
        return days_of(self.parsed.words, self.parsed.meanings, self.now)

    @property
    def kind(self) -> str | None:
        """The kind of thing it wants to hear."""
        return wanted_kind([word.key for word in self.parsed.words])
