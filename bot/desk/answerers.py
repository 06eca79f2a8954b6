"""Who answers for a field, by the part of a release it lies in."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk.answering import Asked
from bot.desk.calling import CallAnswers
from bot.desk.library_port import LibraryPort
from bot.desk.people import ContactAnswers
from bot.desk.pipeline import PipelineAnswers
from bot.desk.plain import PlainAnswers
from bot.fields import Field, Fields
from bot.model import Answer

Answerer = Callable[[Asked], Answer]


def answerers_of(library: LibraryPort, fields: Fields) -> dict[str, Answerer]:
    """Who answers, by the part of a release a field lies in."""
    return {
        "calls": CallAnswers(library, fields).of,
        "contacts": ContactAnswers(library).of,
        "candidates": PipelineAnswers(library, fields).of,
        "": PlainAnswers(library, fields).of,
    }


def place_of(field: Field, fields: Fields) -> str:
    """The part of a release the field lies in: "calls", "contacts", "candidates" or a plain member."""
    paths = field.paths or next((fields[part].paths for part in field.parts), ())
    return paths[0].partition(".")[0] if paths else ""
