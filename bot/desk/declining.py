"""What the desk says when it does not answer: which one, nothing about them, not understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.desk.field_match import FieldMatch
from bot.desk.formatting import listed
from bot.desk.library_port import Name
from bot.fields import Field
from bot.model import Answer, Entry

HELP = "Ask for a call's time, number, code or webcast, a replay, a contact, a ticker or a pipeline."

_NO_ADVICE = "I give no advice and no forecasts; I only say what releases state."
_LINES = {
    "meddling": "I only answer questions about press releases.",
    "opinion": _NO_ADVICE,
    "advice": _NO_ADVICE,
    "greeting": "Hello. Ask me about a company's call, replay, contacts or pipeline.",
    "thanks": "You are welcome.",
    "laughter": "Glad to hear it. Ask me about a company's call, replay, contacts or pipeline.",
    "human_help": "Ask, for example: “replay code for …?”, “when is the … call?”, “what phase is … in?”.",
}
# A question that clearly asks for something else, too, is answered.
_CLEAR = 0.8
_PROMPTS = frozenset(["greeting", "thanks", "laughter", "human_help"])


def small_talk(
    question: str,
    meanings: frozenset[str],
    matches: Sequence[FieldMatch],
    asked_of: Name | None,
    wants: str | None,
    fields: Iterable[Field],
) -> Answer | None:
    """The line for small talk, advice and meddling; None where a question is left to answer.

    A price or forecast is known not to be stated of the company it is `asked_of`, if it is of one.
    """
    talk = next((kind for kind in _LINES if kind in meanings), None)
    if talk is None or (talk in _PROMPTS and (matches or asked_of)):
        return None
    if talk == "advice" and matches and matches[0].score >= _CLEAR and len(matches[0].meanings) > 1:
        return None
    priced = talk == "advice" and wants and asked_of
    return Answer(
        question=question,
        status="not_stated" if priced else "not_understood",
        company=priced.company if priced else None,
        text=_help(fields) if talk == "human_help" else _LINES[talk],
        confidence=0.9,
        explanation=(f"declined: {talk}",),
    )


def _help(fields: Iterable[Field]) -> str:
    """What can be asked for, by every field's label."""
    labels = dict.fromkeys(field.label.lower() for field in fields if not field.only)
    return f"{_LINES['human_help']} You can ask for: {', '.join(labels)}; or for whatever a release says."


def which_of(question: str, names: Sequence[Name], matches: Sequence[FieldMatch]) -> Answer:
    """Several companies are named equally well."""
    companies = tuple(dict.fromkeys(name.company for name in names))
    return Answer(
        question=question,
        status="ambiguous",
        text=f"Which one: {listed(companies, 'or')}?",
        field=matches[0].field.id if matches else None,
        choices=companies,
        explanation=("asked back: the name fits these companies equally well",),
    )


def which_company(question: str, match: FieldMatch, newest: Sequence[Entry]) -> Answer:
    """A field is asked for and no company named; those with the newest releases are offered."""
    return Answer(
        question=question,
        status="ambiguous",
        text="Which company? Name it, its ticker or one of its candidates.",
        field=match.field.id,
        choices=tuple(dict.fromkeys(entry.company for entry in newest if entry.company)),
        explanation=("asked back: nobody is named",),
    )


def nobody_such(question: str, said: str, nearest: Sequence[Name], matches: Sequence[FieldMatch]) -> Answer:
    """Nothing in the library is about what was named; the nearest names are offered."""
    companies = tuple(dict.fromkeys(name.company for name in nearest))
    hint = f" The nearest I know: {listed(companies, 'or').removesuffix('.')}." if companies else ""
    return Answer(
        question=question,
        status="no_such_release",
        text=f"Nothing in the library is about “{said}”.{hint}",
        field=matches[0].field.id if matches else None,
        choices=companies,
        explanation=(f"declined: “{said}” is no name the library knows",),
    )


def not_understood(question: str, company: str | None = None) -> Answer:
    """No field and no passage fits."""
    what = f"I know {company}, but not what is asked about it." if company else "I did not understand that."
    return Answer(
        question=question,
        status="not_understood",
        text=f"{what} {HELP}",
        company=company,
        explanation=("declined: no field and no passage fits",),
    )


def told_nowhere(
    question: str, company: str, newest: Entry | None, matches: Sequence[FieldMatch] = ()
) -> Answer:
    """The company is known; no sentence of its releases says what is asked about it."""
    return Answer(
        question=question,
        status="not_stated",
        text=f"{company} — no release I have says that in so many words.",
        field=matches[0].field.id if matches else None,
        company=company,
        release=newest,
        explanation=("declined: no sentence has both what is asked about and an answer of the kind",),
    )
