"""Answers about an issuer's candidates: which there are, and where one stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.desk.answering import Asked, answered, not_stated
from bot.desk.deciding import whether_at_stage
from bot.desk.formatting import listed
from bot.desk.library_port import LibraryPort, fold
from bot.fields import Field, Fields
from bot.model import Answer, Candidate, Entry, Fact, Release, Value
from bot.reading.prose import sentence_around

_MOST_RELEASES = 8
_LEAST_ALIKE = 0.75
_LONGEST_ABBREVIATION = 5  # "COVID", "NSCLC"
_MOST_MENTIONS = 12
_NEAR = 120  # characters about a name in which words describe it
_SHORTEST_TELLING = 3  # letters of a word that tells one indication from another


@dataclass(frozen=True, slots=True)
class _Held:
    """A candidate as one release tells of it."""

    entry: Entry
    release: Release
    index: int

    @property
    def candidate(self) -> Candidate:
        return self.release.candidates[self.index]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(fold(name) for name in _names(self.candidate))


def _is_same(one: _Held, other: _Held) -> bool:
    """Whether both tell of one candidate; SGX942 is not SGX945, though the substance is one."""
    codes = _codes(one.names), _codes(other.names)
    return bool(one.names & other.names) and not (all(codes) and codes[0].isdisjoint(codes[1]))


def _codes(names: Iterable[str]) -> set[str]:
    return {name for name in names if any(map(str.isdigit, name))}


_Candidacy = list[_Held]  # one candidate as all releases tell of it, the newest first


class PipelineAnswers:
    """Answers for fields that lie in a release's candidates."""

    def __init__(self, library: LibraryPort, fields: Fields) -> None:
        self._library = library
        self._fields = fields

    def of(self, asked: Asked) -> Answer:
        """The answer for the candidate that is meant, or for all where none is named."""
        known = self._known(asked)
        if not known:
            newest = next(iter(self._library.entries(asked.company_id, 1)), None)
            return not_stated(asked, newest, ["It names no candidate with a stage of development."])
        meant = _at_stages(_meant(known, asked), asked.stages)
        if "phase" in asked.meanings and any(_stages_of(held, asked.words) for c in meant for held in c):
            asked = replace(asked, field=self._fields["pipeline.stage"])
        if not meant:
            names = listed(held[0].candidate.name.value for held in known)
            return not_stated(asked, known[0][0].entry, [f"The candidates I know of are {names}."])
        if asked.field.parts:
            return self._overview(asked, [held[0] for held in meant])
        if told := self._told(meant, asked):
            return self._tell(asked, told)
        other = [v for _, facts in self._told(meant, replace(asked, designations=())) for v in facts]
        notes = [
            f"It says: {'; '.join(_line(held[0]) for held in meant)}.",
            f"Stated designations: {listed(dict.fromkeys(fact.value for fact in other))}." if other else None,
        ]
        return not_stated(asked, meant[0][0].entry, notes)

    def _told(self, meant: Sequence[_Candidacy], asked: Asked) -> list[tuple[_Held, tuple[Fact, ...]]]:
        return [found for held in meant if (found := self._newest_stating(held, asked))]

    def _known(self, asked: Asked) -> list[_Candidacy]:
        """The company's candidates; read no further than needed for those that are named."""
        known: list[_Candidacy] = []
        for entry in self._library.stating(asked.company_id, "pipeline", _MOST_RELEASES):
            release = self._library.release(entry.id)
            for index in range(len(release.candidates)):
                held = _Held(entry, release, index)
                same = next((other for other in known if _is_same(other[0], held)), None)
                if same is None:
                    known.append([held])
                else:
                    same.append(held)
            named = [held for held in known if _is_named(held, asked)]
            if named and all(self._newest_stating(held, asked) for held in named):
                break
        return known

    def _newest_stating(self, candidacy: _Candidacy, asked: Asked) -> tuple[_Held, tuple[Fact, ...]] | None:
        for held in candidacy:
            if wanted := _granted(_facts(held, asked.field, asked.words), asked):
                return held, wanted
        return None

    def _tell(self, asked: Asked, told: Sequence[tuple[_Held, tuple[Fact, ...]]]) -> Answer:
        first = told[0][0]
        here = [f for held, facts in told if held.entry.id == first.entry.id for f in facts]
        values = [Value(f.value, held.candidate.name.value) for held, facts in told for f in facts]
        told_of = ((held.candidate.name.value, dict.fromkeys(f.value for f in facts)) for held, facts in told)
        lines = [f"{name}: {listed(values).removesuffix('.')}" for name, values in told_of]
        notes = [_older(held) for held, _ in told if held.entry.id != first.entry.id]
        text = f"{'; '.join(lines)}."
        lead = _whether(told, asked)
        return answered(
            asked, first.entry, first.release, here, values=values, text=text, notes=notes, lead=lead
        )

    def _overview(self, asked: Asked, meant: Sequence[_Held]) -> Answer:
        first = meant[0]
        here = [held for held in meant if held.entry.id == first.entry.id]
        facts = [f for held in here for f in _facts(held, asked.field)]
        values = [Value(held.candidate.name.value, held.candidate.stage.value) for held in meant]
        notes = [_older(held) for held in meant if held.entry.id != first.entry.id]
        lines = [_line(held) for held in meant]
        text = f"{'; '.join(lines)}."
        return answered(
            asked, first.entry, first.release, facts, values=values, text=text, notes=notes, lines=lines
        )


def _at_stages(meant: list[_Candidacy], stages: Sequence[str]) -> list[_Candidacy]:
    """Those at a stage the question names, if some are: "which drugs are in phase 3?"."""
    return [held for held in meant if held[0].candidate.stage.value.startswith(tuple(stages))] or meant


def _whether(told: Sequence[tuple[_Held, tuple[Fact, ...]]], asked: Asked) -> str:
    """What bears out or does not what a question asks to be so: "is it approved?"."""
    if not asked.whether or len(told) > 1:
        return ""
    stated = [fact.value for _, facts in told for fact in facts]
    if asked.field.id == "pipeline.designation":
        return f"Stated: {listed(dict.fromkeys(stated))}." if asked.designations else ""
    return whether_at_stage(stated, asked.stages) if asked.field.id == "pipeline.stage" else ""


def _facts(held: _Held, field: Field, words: Sequence[str] = ()) -> tuple[Fact, ...]:
    """What the release states for the field about this very candidate, in the indication that is named."""
    mine = f"/candidates/{held.index}/"
    if field.id == "pipeline.stage" and (apart := _stages_of(held, words)):
        return apart
    return tuple(f for f in field.facts(held.release) if f.pointer.startswith(mine))


def _stages_of(held: _Held, words: Sequence[str]) -> tuple[Fact, ...]:
    """The stage that is stated of the indication which the words name, where it is stated apart."""
    stages = held.candidate.stages
    shared = [len(_telling_words(fold(one.indication.value).split()).intersection(words)) for one in stages]
    most = max(shared, default=0)
    return tuple(
        Fact("pipeline.stage", f"/candidates/{held.index}/stages/{at}/stage", one.stage.value, one.stage.span)
        for at, one in enumerate(stages)
        if most and shared[at] == most
    )


def _telling_words(words: Sequence[str]) -> set[str]:
    return {word for word in words if len(word) >= _SHORTEST_TELLING}


def _line(held: _Held) -> str:
    candidate = held.candidate
    what = listed(stated.value for stated in candidate.indications)
    granted = listed(stated.value for stated in candidate.designations)
    line = f"{candidate.name.value} — {candidate.stage.value}"
    return line + (f", for {what}" if what else "") + (f" ({granted})" if granted else "")


def _older(held: _Held) -> str:
    return f"{held.candidate.name.value}: as of the release of {held.entry.published or 'an unstated date'}."


def _names(candidate: Candidate) -> Iterator[str]:
    yield candidate.name.value
    yield from (stated.value for stated in candidate.aka)


def _is_named(candidacy: _Candidacy, asked: Asked) -> bool:
    """Whether the question names it; a code says more than a name, which several may share."""
    named = {fold(name) for name in asked.candidates}
    return not (_codes(named) or named).isdisjoint(candidacy[0].names)


def _granted(facts: tuple[Fact, ...], asked: Asked) -> tuple[Fact, ...]:
    """Of designations those that the question names, where it names some: "is it an orphan drug?"."""
    if asked.field.id != "pipeline.designation" or not asked.designations:
        return facts
    return tuple(f for f in facts if any(word in f.value.casefold() for word in asked.designations))


def _meant(known: Sequence[_Candidacy], asked: Asked) -> list[_Candidacy]:
    """The candidates the question names, spells almost so, or describes; all where it does none of these."""
    if asked.candidates:
        return [held for held in known if _is_named(held, asked)]
    words = [word for word in asked.rest if len(word) > 2 or word.isdigit()]
    if not words:
        return list(known)
    if named := [held for held in known if _spelt_like(held[0].candidate, words)]:
        return named
    described = [(len(_found(held[0], words)), held) for held in known]
    most = max((count for count, _ in described), default=0)
    return [held for count, held in described if count == most and 2 * count >= len(words)]


def _spelt_like(candidate: Candidate, words: Sequence[str]) -> bool:
    parts = {part for name in _names(candidate) for part in fold(name).split() if len(part) > 2}
    keys = {fold(name) for name in _names(candidate)}
    return any(
        process.extractOne(
            word, parts, scorer=OSA.normalized_similarity, processor=None, score_cutoff=_LEAST_ALIKE
        )
        for word in words
        if word.isalpha() and word not in parts
    ) or any(word in keys or (" " not in word and word in parts) for word in words)


def _found(held: _Held, words: Sequence[str]) -> set[str]:
    """The words that stand in what the release says of the candidate."""
    indications = fold(" ".join(stated.value for stated in held.candidate.indications))
    said = " ".join(_said(held))
    return {word for word in words if word in indications or _describes(word, said)}


def _describes(word: str, said: str) -> bool:
    """Whether a word stands in the text as words do that describe; what is always capitalised is a name."""
    return bool(re.search(rf"\b{re.escape(word)}", said)) or (
        len(word) <= _LONGEST_ABBREVIATION and bool(re.search(rf"\b{re.escape(word.upper())}\b", said))
    )


def _said(held: _Held) -> Iterator[str]:
    candidate, text = held.candidate, held.release.text
    for stated in (*candidate.indications, candidate.status):
        if stated:
            yield stated.value
            yield sentence_around(text, stated.span.start, stated.span.end).of(text)
    for name in _names(candidate):
        at = -1
        for _ in range(_MOST_MENTIONS):
            at = text.find(name, at + 1)
            if at < 0:
                break
            around = sentence_around(text, at, at + len(name))
            yield text[max(around.start, at - _NEAR) : min(around.end, at + len(name) + _NEAR)]
