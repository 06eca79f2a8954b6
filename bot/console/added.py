"""What an answer's words say beyond its values: the rest of the words is told by the values already."""

from __future__ import annotations

import re

from bot.desk.formatting import shown_moment
from bot.fields import Fields
from bot.model import Answer

_CITED = re.compile(r"\s*\((?:Releases?|Undated release)\b[^()]{0,300}\)$")
_CLAUSE = re.compile(r"; |(?<=\.) (?=[A-Z0-9])|\n")
_ZONE = re.compile(r"\([A-Z][^()]{1,40} time\)")
_STOP = re.compile(r"(?<![ap]\.m)\.$")  # in the way where a number is copied
_WORD = re.compile(r"\w+")
_JOINING = frozenset({"and", "or"})


def added(answer: Answer, fields: Fields) -> str:
    """The sentences of the text that hold more than company, field, values and their labels; "" for none.

    >>> from bot.model import Value
    >>> text = "Acme — code: 1234. Replay until: 3 May."
    >>> answer = Answer("?", "answered", text, "code", "Acme", (Value("1234"),))
    >>> added(answer, Fields(()))
    'Replay until: 3 May'
    """
    _, found, told = answer.text.partition(_whose(answer))
    told = _CITED.sub("", told if found else answer.text)
    known = _known(answer, fields)
    more = [clause for clause in _CLAUSE.split(told) if _words(_ZONE.sub("", clause)) - known]
    return "\n".join(_STOP.sub("", f"{clause[:1].upper()}{clause[1:]}") for clause in more)


def lead(answer: Answer) -> str:
    """What the text begins with before it names the company: a yes or a no."""
    before, found, _ = answer.text.partition(_whose(answer))
    return before.strip() if found else ""


def _whose(answer: Answer) -> str:
    return f"{answer.company} — "


def _known(answer: Answer, fields: Fields) -> frozenset[str]:
    """The words that stand on the terminal anyway, beside the values."""
    field = next((one for one in fields if one.id == answer.field), None)
    labels = [fields[id].label for id in (field.parts if field else ())]
    named = [answer.field or "", field.label if field else "", *labels]
    shown = [part or "" for v in answer.values for part in (v.value, v.label, v.written)]
    moments = [shown_moment(value.value) for value in answer.values]
    return frozenset().union(_JOINING, *map(_words, (*named, *shown, *moments)))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
