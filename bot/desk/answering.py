"""From what a release states to an Answer: values, the sentence that says so, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk.days import Days
from bot.desk.formatting import cited, listed, shown_moment, shown_period, shown_values
from bot.desk.passages import Passage
from bot.desk.which_call import ANY_CALL, WhichCall
from bot.fields import Field
from bot.model import Answer, Beside, Entry, Fact, Release, Span, Value
from bot.reading.prose import sentence_around

_LONGEST_QUOTE = 700
_FARTHEST_APART = 400
PARTED = " … "  # between two sentences of a release that are shown together
_BULLET = re.compile(r"^[*•●▪◦·–—-]\s*")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked about one company: what the answering parts need to know of the question.

    `words` are all its folded words beside the names; `designations` words of those asked for by name;
    `read_as` says how a misspelt name was understood; `talked_of` is the release, with the index of its call,
    that the conversation is about; `also` are the ids of the fields that the same answer tells anyway;
    `zones` are those a time is wanted in, with what to call the time there. `whether` has the words of a
    question for a yes or a no, `stages` those it asks for by name, `days` those on which it asks something
    to be. `of_day` says that a time of day is wanted.
    """

    question: str
    field: Field
    company_id: int
    company: str
    now: datetime
    candidates: tuple[str, ...] = ()
    meanings: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    which_call: WhichCall = ANY_CALL
    rest: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    confidence: float = 1.0
    read_as: str | None = None
    talked_of: tuple[str, int | None] | None = None
    also: frozenset[str] = frozenset()
    zones: tuple[tuple[str, str], ...] = ()
    whether: frozenset[str] = frozenset()
    stages: tuple[str, ...] = ()
    days: Days | None = None
    of_day: bool = False


def answered(
    asked: Asked,
    entry: Entry,
    release: Release,
    facts: Sequence[Fact],
    *,
    values: Sequence[Value] | None = None,
    text: str | None = None,
    beside: Sequence[Beside] = (),
    notes: Iterable[str | None] = (),
    call: int | None = None,
    lead: str = "",
    lines: Sequence[str] = (),
    asides: Sequence[str] = (),
    wording: str = "",
) -> Answer:
    """An answer from the facts of one release.

    `lead`, `lines`, `asides` and `beside` are the Answer's; `wording` is a sentence of the text alone.
    """
    zone = release.calls[call].timezone if call is not None else None
    values = tuple(values if values is not None else (value_of(fact, release) for fact in facts))
    values = tuple(replace(v, zone=zone.value) if zone and "T" in v.value else v for v in values)
    quote, marks = quoted(release.text, _telling_spans(facts, release))
    told = text or f"{asked.field.label.lower()}: {_shown(asked.field, values, release, call)}."
    told = told[:-1] if told.endswith("..") else told  # "Acme Inc.."
    after = [*asides, wording, *(other.text for other in beside), f"({cited(entry, capital=True)}.)"]
    parts = [lead, f"{asked.company} — {told}", *after]
    return Answer(
        question=asked.question,
        status="answered",
        text=" ".join(part for part in parts if part),
        field=asked.field.id,
        company=asked.company,
        values=values,
        release=entry,
        quote=quote,
        marks=marks,
        call=call,
        notes=tuple(note for note in (asked.read_as, *notes) if note),
        confidence=round(asked.confidence, 2),
        lead=lead,
        lines=tuple(lines),
        asides=tuple(asides),
        beside=tuple(beside),
    )


def not_stated(
    asked: Asked,
    entry: Entry | None,
    notes: Iterable[str | None] = (),
    *,
    call: int | None = None,
    what: str = "",
    lead: str = "",
) -> Answer:
    """The release is known and does not say."""
    kept = [note for note in (asked.read_as, *notes) if note]
    what = what or asked.field.label.lower()
    where = f"the {cited(entry)}" if entry else "any release I have"
    text = f"{lead} {asked.company} — {what}: not stated in {where}.".lstrip()
    return Answer(
        question=asked.question,
        status="not_stated",
        text=text,
        field=asked.field.id,
        company=asked.company,
        release=entry,
        call=call,
        notes=tuple(kept),
        confidence=round(asked.confidence, 2),
    )


def passage_told(question: str, passage: Passage, company: str, values: Sequence[Value]) -> Answer:
    """A sentence that tells what was asked, shown as what it is.

    Where another is nearly as good both are shown, and nothing is marked: which one tells it is not sure.
    """
    both = [passage, passage.also] if passage.also else [passage]
    said = PARTED.join(f"“{_BULLET.sub('', one.said)}”" for one in both)
    return Answer(
        question=question,
        status="answered",
        text=f"{company} — a passage of the {cited(passage.entry)} says: {said}",
        company=company,
        values=() if passage.also else tuple(values),
        release=passage.entry,
        quote=PARTED.join(one.sentence for one in both),
        marks=() if passage.also else passage.marks,
        notes=("A passage of the release, not a checked fact.",),
        confidence=round(0.6 * passage.sure, 2),
    )


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer of several parts, answered if any is; a single one as it is.

    Each company is told of in a line; where there are several, each value is labelled with whose it is.
    """
    if len(answers) == 1:
        return answers[0]
    told = [answer for answer in answers if answer.status == "answered"]
    companies = dict.fromkeys(answer.company for answer in answers)
    return replace(
        told[0] if told else answers[0],
        question=question,
        text="\n".join(_in_one([a for a in answers if a.company == company]) for company in companies),
        values=tuple(_whose(v, a, len(companies) > 1) for a in told for v in a.values),
        notes=tuple(
            dict.fromkeys(n if len(companies) == 1 else f"{a.company}: {n}" for a in answers for n in a.notes)
        ),
        confidence=min(answer.confidence or 0.0 for answer in answers),
        parts=tuple(answers),
    )


def _in_one(answers: Sequence[Answer]) -> str:
    """What is told of one company, its name first, and the release last where it is the same for all."""
    first = f"{answers[0].company} — "
    entries = {answer.release.id: answer.release for answer in answers if answer.release}
    source = f" ({cited(*entries.values(), capital=True)}.)" if len(entries) == 1 else ""
    told = [answer.text.removeprefix(first) for answer in answers]
    if source and any(text.endswith(source) for text in told):
        where = f" in the {cited(*entries.values())}."
        told = [text.removesuffix(source).replace(f"not stated{where}", "not stated.") for text in told]
        told[-1] += source
    later = (text[:1].upper() + text[1:] for text in told[1:])
    return first + " ".join([told[0], *later])


def _whose(value: Value, answer: Answer, several: bool) -> Value:
    """The value labelled with its company, where the answer tells of several."""
    label = ", ".join(part for part in (answer.company, value.label) if part)
    return replace(value, label=label) if several else value


def value_of(fact: Fact, release: Release) -> Value:
    """The fact as an answer's value, with the release's own writing where it differs."""
    written = " ".join(fact.span.of(release.text).split())
    return Value(fact.value, fact.label, written if 0 < len(written) <= 60 else None)


def _telling_spans(facts: Sequence[Fact], release: Release) -> list[Span]:
    """Where the facts are stated, best in the body: a headline proves less than a sentence."""
    spans = [fact.span for fact in facts]
    head = release.headline.span if release.headline else Span(0, 0)
    return [s for s in spans if not head.start <= s.start < head.end] or spans


def quoted(text: str, spans: Sequence[Span]) -> tuple[str | None, tuple[Span, ...]]:
    """The sentence or sentences around the first span and those near it, and where the spans lie in them."""
    if not spans or not text:
        return None, ()
    first = spans[0]
    near = [s for s in spans if abs(s.start - first.start) <= _FARTHEST_APART]
    around = sentence_around(text, min(s.start for s in near), max(s.end for s in near))
    if around.end - around.start > _LONGEST_QUOTE:
        near = [first]
        around = sentence_around(text, first.start, first.end)
    inside = sorted({(s.start, s.end) for s in near if around.start <= s.start and s.end <= around.end})
    return around.of(text), tuple(Span(a - around.start, b - around.start) for a, b in inside)


def _shown(field_: Field, values: Sequence[Value], release: Release, call: int | None) -> str:
    if field_.kind == "moment":
        zone = release.calls[call].timezone if call is not None else None
        return listed(shown_moment(v.value, zone.value if zone else None) for v in values)
    if field_.kind == "phone":
        return shown_values(values)
    if field_.kind == "period":
        values = [replace(v, value=shown_period(v.value)) for v in values]
    return listed(f"{v.value} ({v.label})" if v.label else v.value for v in values)
