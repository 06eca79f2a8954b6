"""Headings that state a stage for the entries under them: "Phase 3", "Recent approvals"."""

from __future__ import annotations

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.pipeline.kept import Sentence
from bot.reading.values.stage import StageMention
from bot.reading.values.stage.phases import PHASE, phase_value

_WORDS = {
    "approved": "approved", "approvals": "approved", "marketed": "marketed", "commercial": "marketed",
    "commercialized": "marketed", "filed": "filed", "filings": "filed", "submissions": "filed",
    "submitted": "filed", "registration": "filed", "under review": "filed", "preclinical": "preclinical",
    "pre-clinical": "preclinical", "discovery": "discovery", "discontinued": "discontinued",
}  # fmt: skip
_BEFORE = r"[\s•●▪·*#_–—-]*(?:(?:in|our|recent|other|new|key|major|regulatory|u\.s\.|eu)\s){0,2}"
_AFTER = (
    r"(?:\s(?:clinical|products?|programs?|programmes?|trials?|studies|assets|candidates?|stage|pipeline|development|medicines"
    r"|therapies|vaccines|portfolio|approvals|in\sthe\squarter)){0,3}[\s:*_–—-]*"
)
_HEADING = late(rf"{_BEFORE}(?:(?P<phase>{PHASE.pattern})|(?P<word>{'|'.join(_WORDS)})){_AFTER}")


def stage_of_heading(folded_text: str, sentence: Sentence) -> StageMention | None:
    """The stage that a heading states and nothing besides."""
    told = _HEADING.fullmatch(folded_text, sentence.start, sentence.end)
    if told is None:
        return None
    value = phase_value(told) if told["phase"] else _WORDS[told["word"]]
    span = Span(*told.span("phase" if told["phase"] else "word"))
    return StageMention(value, span, span) if value else None
