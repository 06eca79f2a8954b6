"""Cards of what one release states: chosen fields, a call with its replay, the pipeline, all facts. Pure.

Which facts, under which labels and in which order, is in the field declarations alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from bot.chat import limits
from bot.chat.cards import (
    Card,
    Excerpt,
    dated_line,
    embeds,
    has_keypads,
    link_buttons,
    noted,
    passage_of,
)
from bot.chat.markup import bold, escape, quoted, small
from bot.chat.paragraphs import paragraph, within
from bot.chat.pipeline_chart import Chart, Row, stage_name
from bot.chat.sections import facts_of, item_of, named, section
from bot.chat.values import keypads
from bot.fields import Field, Fields
from bot.model import Answer, Call, Candidate, Entry, Fact, Release, Span
from bot.reading.prose import sentence_around
from bot.reading.values.stage import RANK

_TOPICS = ("call", "replay")
_NEXT_LINES = 200  # characters between two lines of one contact
_MORE = "-# more with the button for each fact's sentence"
_IN_HEAD = ("company.name", "release.published")
_LONGEST_FACT = 120  # characters; a longer one is a sentence
_UNMISSED = ("call.title", "questions.", "replay.from", "replay.webcast_until")


def facts_card(
    entry: Entry, release: Release, wanted: Sequence[Field], call: int | None, lead: Answer | None = None
) -> Card:
    """What the release states under the fields wanted, of one of its calls where `call` names one.

    `lead` is the answer that led to the release: its notes and its quote come along.
    """
    part = release.calls[call] if call is not None else None
    found = _found(wanted, release, call)
    sections = [line for field in wanted for line in section(field, found[field.id], release)]
    missing = [escape(f.label) for f in wanted if not found[f.id] and _missed(f, part)]
    unstated = [small(f"not stated: {', '.join(missing)}")] if missing else []
    head = bold(company_of(entry, release))
    quote = [quoted(lead.quote, lead.marks)] if lead and lead.quote else []
    return Card(
        lines=(*noted([head, *sections], lead, release), *unstated),
        embeds=embeds(quote, title=entry.headline, footer=dated_line(entry)),
        call=(entry.id, call) if call is not None else None,
        dated=part is not None and part.starts is not None,
        passage=passage_of(lead, release),
        links=link_buttons(f.value for field in wanted if field.kind == "link" for f in found[field.id]),
        keypads=has_keypads(release, call) and any(field.kind in ("phone", "code") for field in wanted),
        source=entry if entry.id else None,
    )


def call_card(entry: Entry, call: int, release: Release, fields: Fields) -> Card:
    """All that is stated about one call and its replay, and what is not."""
    return facts_card(entry, release, expanded([fields[topic] for topic in _TOPICS], fields), call)


def expanded(wanted: Iterable[Field], fields: Fields) -> list[Field]:
    """The fields with summaries replaced by their parts, each once."""
    listed = [part for field in wanted for part in ([fields[p] for p in field.parts] or [field])]
    return [*{field.id: field for field in listed}.values()]


def company_of(entry: Entry, release: Release) -> str:
    """The issuer's name, for a heading."""
    return entry.company or (release.company.value if release.company else "Unnamed company")


def _found(wanted: Sequence[Field], release: Release, call: int | None) -> dict[str, list[Fact]]:
    """The facts under each field; one that stands under two fields is shown under the first."""
    shown: set[str] = set()
    found: dict[str, list[Fact]] = {}
    for field in wanted:
        found[field.id] = [f for f in facts_of(field, release, call) if f.pointer not in shown]
        shown.update(fact.pointer for fact in found[field.id])
    return found


def _missed(field: Field, call: Call | None) -> bool:
    """Whether a listener misses the field where it is absent; details of a replay only where there is one."""
    if call is None or field.id.startswith(_UNMISSED):
        return False
    return call.replay is not None or not field.id.startswith("replay.")


def pipeline_card(
    entry: Entry, release: Release, lead: Answer | None = None, chart: Chart | None = None
) -> Card:
    """The issuer's candidates under the stage each has reached, the most advanced first.

    What changed since earlier releases is taken from the chart.
    """
    changes = {row.name: row for row in (chart.rows if chart else ())}
    reached = dict.fromkeys(candidate.stage.value for candidate in release.candidates)
    lines: list[str] = []
    for stage in sorted(reached, key=_advancement, reverse=True):
        lines += [f"__{escape(stage_name(stage))}__"]
        lines += [
            _candidate(c, changes.get(c.name.value)) for c in release.candidates if c.stage.value == stage
        ]
    quote = [quoted(lead.quote, lead.marks)] if lead and lead.quote else []
    return Card(
        lines=tuple(noted([bold(f"{company_of(entry, release)} · Pipeline"), *lines], lead, release)),
        embeds=embeds(quote, title=entry.headline, footer=dated_line(entry)),
        passage=passage_of(lead, release),
        source=entry if entry.id else None,
    )


def _advancement(stage: str) -> int:
    return -1 if stage == "discontinued" else RANK.get(stage, -1)


def _candidate(candidate: Candidate, row: Row | None, stage: str = "") -> str:
    own = {stated.indication.value: stage_name(stated.stage.value) for stated in candidate.stages}
    told = [f"{i.value} ({own[i.value]})" if i.value in own else i.value for i in candidate.indications]
    granted = ", ".join(designation.value for designation in candidate.designations)
    was = f"before: {stage_name(row.before)}" if row and row.before else "new" if row and row.new else ""
    parts = (bold(candidate.name.value), stage, escape(", ".join(told)), escape(granted), escape(was))
    return "• " + " · ".join(part for part in parts if part)


def release_card(entry: Entry, release: Release, fields: Fields) -> Card:
    """The facts of a release under their names, as many as one message holds; their sentences on request."""
    head = [
        bold(entry.headline or "Untitled release"),
        small(escape(company_of(entry, release)), dated_line(entry)),
    ]
    own = [pair for pair in _once(fields, release) if _is_fact(*pair)]
    lines = [*_facts(own, release), *_pipeline(release)]
    room = limits.CONTENT - len("\n".join(head)) - len(_MORE) - 2
    shown = limits.chunks(lines or ["None of the facts the bot knows is stated."], room)
    only = release.calls[0] if len(release.calls) == 1 and entry.id else None
    return Card(
        lines=(*head, shown[0], *([_MORE] if len(shown) > 1 else [])),
        call=(entry.id, 0) if only else None,
        dated=only is not None and only.starts is not None,
        keypads=only is not None and has_keypads(release, 0),
        source=entry if entry.id else None,
        quotes=bool(lines and entry.id),
    )


def _is_fact(field: Field, fact: Fact) -> bool:
    """Whether a value is one to show alone: not what the head says, a candidate's, or a whole sentence."""
    said = field.id in _IN_HEAD or fact.pointer.startswith("/candidates/")
    return not said and (field.kind != "text" or len(fact.value) <= _LONGEST_FACT)


def _pipeline(release: Release) -> list[str]:
    return named("Pipeline", [_candidate(c, None, stage_name(c.stage.value)) for c in release.candidates])


def _facts(stated: Sequence[tuple[Field, Fact]], release: Release) -> list[str]:
    """The facts under their fields' names; those of several calls under each call's, never together."""
    several = len(release.calls) > 1
    lines: list[str] = []
    for i in range(len(release.calls)) if several else ():
        own = [pair for pair in stated if pair[1].pointer.startswith(f"/calls/{i}/")]
        lines += [f"__Call {i + 1} of {len(release.calls)}__", *_by_field(own, release)]
    rest = [pair for pair in stated if not (several and pair[1].pointer.startswith("/calls/"))]
    return [*lines, *(["__The release__"] if several and rest else []), *_by_field(rest, release)]


def _by_field(stated: Iterable[tuple[Field, Fact]], release: Release) -> Iterator[str]:
    for field, group in groupby(stated, key=itemgetter(0)):
        yield from section(field, [fact for _, fact in group], release)


def quotes_card(entry: Entry, release: Release, fields: Fields) -> Card:
    """Every fact of a release beside the sentence that states it, in the text's order."""
    lines: list[str] = []
    for place, stated in _by_sentence(_in_text(fields, release), release.text):
        here = [pair for pair in stated if not _is_all_of(place, pair[1])] or stated
        lines += _by_field(here, release)
        lines.append(quoted(place.of(release.text), within(place, [fact.span for _, fact in here])))
    return Card(embeds=embeds(lines, title=entry.headline, footer=dated_line(entry)))


def dial_card(entry: Entry, call: Call, release: Release) -> Card:
    """What a phone's keypad takes to dial a call, and its replay, together with the code."""
    live, replay = keypads(call), keypads(call.replay) if call.replay else []
    lines = [bold(company_of(entry, release)), *named("Live", live), *named("Replay", replay)]
    return Card((*lines, small("copy one into your phone: it dials, waits and enters the code")))


def _in_text(fields: Fields, release: Release) -> list[tuple[Field, Fact]]:
    """Each fact under the first field that declares it, in the text's order."""
    return sorted(_once(fields, release), key=lambda pair: pair[1].span.start)


def _once(fields: Fields, release: Release) -> list[tuple[Field, Fact]]:
    """Each fact under the first field that declares it; the headline stands above."""
    seen: dict[str, tuple[Field, Fact]] = {}
    for field in fields:
        if field.kind != "summary" and field.id != "release.headline":
            for fact in field.facts(release):
                seen.setdefault(fact.pointer, (field, fact))
    return list(seen.values())


def _by_sentence(
    facts: Iterable[tuple[Field, Fact]], text: str
) -> Iterator[tuple[Span, list[tuple[Field, Fact]]]]:
    """The facts by the place that states them: a sentence, or the lines of one contact."""
    place, here = Span(0, 0), list[tuple[Field, Fact]]()
    for field, fact in facts:
        around = sentence_around(text, fact.span.start, fact.span.end)
        if here and _goes_on(here[-1][1], fact, place):
            place, here = Span(place.start, max(place.end, around.end)), [*here, (field, fact)]
            continue
        if here:
            yield place, here
        place, here = around, [(field, fact)]
    if here:
        yield place, here


def _is_all_of(place: Span, fact: Fact) -> bool:
    """Whether the fact is the sentence itself, which is quoted anyway."""
    return fact.span.start <= place.start and place.end <= fact.span.end + 1


def _goes_on(last: Fact, fact: Fact, place: Span) -> bool:
    """Whether a fact stands in the place of the last one, or is the next line of the same contact."""
    same = item_of(fact) == item_of(last) and fact.pointer.startswith("/contacts/")
    return fact.span.end <= place.end or (same and fact.span.start - place.end <= _NEXT_LINES)


def passage_card(entry: Entry, release: Release, passage: Excerpt) -> Card:
    """The paragraph around a quote, with the quote in bold."""
    span = Span(passage.start, passage.end)
    place = paragraph(release.text, span)
    shown_text = quoted(place.of(release.text), within(place, [span]))
    return Card(embeds=embeds([shown_text], title=entry.headline, footer=dated_line(entry)))
