"""Questions as JSON lines, answered in order, on one start-up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.desk.talk import Session
from bot.record import Json, answer_record

if TYPE_CHECKING:
    from bot.desk.desk import Desk

Sessions = dict[str | int, Session]


def answer_lines(
    lines: Iterable[bytes], desk: Desk, clock: Callable[[], datetime], *, explain: bool = False
) -> Iterator[Json]:
    """A record for each line that is not blank: the answer, or {"id", "error"} for what is no question.

    Lines with the same `session` follow up on each other; lines without one stand alone.
    """
    sessions: Sessions = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = _object(line)
        fault = _fault(asked)
        if asked is None or fault:
            yield {"id": (asked or {}).get("id"), "error": f"Line {number} is no question: {fault}."}
        else:
            yield _answered(asked, desk, sessions, clock(), explain=explain)


def _object(line: bytes) -> Json | None:
    """The JSON object of a line; None for anything else."""
    try:
        found = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):  # no UTF-8, no JSON, brackets without end
        return None
    return found if isinstance(found, dict) else None


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _fault(asked: Json | None) -> str | None:
    if asked is None:
        return "it is no JSON object"
    if not isinstance(asked.get("question"), str):
        return '"question" is missing or not text'
    if not isinstance(asked.get("session"), str | int | None):
        return '"session" is neither text nor a whole number'
    return None


def _answered(asked: Json, desk: Desk, sessions: Sessions, now: datetime, *, explain: bool) -> Json:
    session = None
    if asked.get("session") is not None:
        session = sessions.setdefault(asked["session"], Session())
    answer = desk.answer(asked["question"], now=now, session=session)
    record = {"id": asked.get("id"), **answer_record(answer)}
    return {**record, "explanation": list(answer.explanation)} if explain else record
