"""How an answer came about, line by line, for `ask --explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.desk.field_match import FieldMatcher
from bot.desk.interpreting import Interpretation
from bot.desk.request import Request
from bot.desk.vocabulary import FILLER


def explained(request: Request, matcher: FieldMatcher, found: Sequence[Interpretation]) -> Iterator[str]:
    """How the question was read, and each interpretation with what speaks for and against it."""
    question, subject = request.parsed, request.subject
    claimed = " ".join(question.words[i].text for i in sorted(subject.claimed))
    yield f"name: {claimed or 'none'}"
    yield from (f"  {line}" for line in subject.considered)
    known = [hit for hit in question.hits if hit.meaning != FILLER]
    yield "words: " + (", ".join(_read(hit.phrase, hit.meaning, hit.exact) for hit in known) or "none")
    yield f"unknown words: {', '.join(question.rest) or 'none'}"
    yield f"wants: {request.kind or 'anything'}"
    for match in matcher.of(question.meanings)[:5]:
        yield f"  considered: {match.field.id} {match.score:.2f}, as in “{match.phrase}”"
    for match in request.matches:
        yield f"field: {match.field.id} {match.score:.2f}, as in “{match.phrase}”"
    yield from (f"interpretation: {one}" for one in found)


def _read(phrase: str, meaning: str, exact: bool) -> str:
    return f"“{phrase}” is {meaning}" + ("" if exact else " (misspelt)")
