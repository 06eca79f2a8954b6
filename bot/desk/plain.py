"""Answers from what a release states once: ticker, website, headline, results, dividends, dates ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.desk.answering import Asked, answered, not_stated, value_of
from bot.desk.formatting import listed, shown_moment
from bot.desk.library_port import LibraryPort, fold
from bot.fields import Field, Fields
from bot.model import Answer, Beside, Entry, Fact, Release, Value

_MOST_LOOKED_AT = 8
_STEM = 4  # letters that words of one stem share: "pricing" and "priced"
# Of dates ahead those that a question means, by its words.
_WHICH_DATE = {
    "decision": ("target action date",),
    "readout": ("data expected",),
    "begin": ("trial start", "launch"),
    "send": ("filing",),
}


class PlainAnswers:
    """Answers for fields that lie in the release itself."""

    def __init__(self, library: LibraryPort, fields: Fields) -> None:
        self._library = library
        self._fields = fields

    def of(self, asked: Asked) -> Answer:
        """What the release that is meant says; for what does not change, the newest that says it."""
        newest = self._library.entries(asked.company_id, _MOST_LOOKED_AT)
        parts = [self._fields[id] for id in asked.field.parts] or [asked.field]
        stating = self._stating(asked, parts)
        if asked.field.id.startswith("release."):
            meant = _described(newest, asked)
            stating = [entry for entry in stating if meant and entry.id == meant.id]
            newest = [meant] if meant else []
        for entry in stating:
            release = self._library.release(entry.id)
            if told := [(part, facts) for part in parts if (facts := _meant(part, release, asked))]:
                return self._told(asked, entry, release, told)
        return not_stated(asked, newest[0] if newest else None)

    def _stating(self, asked: Asked, parts: Sequence[Field]) -> list[Entry]:
        """The releases that state one of the parts: of the time spoken of, then the newest, first."""
        found: dict[str, Entry] = {}
        for part in parts:
            known = self._library.stating(asked.company_id, part.id, _MOST_LOOKED_AT)
            found.update((entry.id, entry) for entry in known)
        which = asked.which_call
        newest = sorted(found.values(), key=lambda e: e.published or "", reverse=len(parts) > 1)
        entries = newest if len(parts) > 1 else list(found.values())
        return sorted(entries, key=lambda e: -which.told_by(e)) if which.year or which.quarter else entries

    def _told(
        self, asked: Asked, entry: Entry, release: Release, told: Sequence[tuple[Field, list[Fact]]]
    ) -> Answer:
        facts = [fact for _, found in told for fact in found]
        if len(told) == 1 and not asked.field.parts:
            beside = tuple(self._beside(asked, release))
            return answered(asked, entry, release, facts, beside=beside)
        values = [_labelled(value_of(f, release), part) for part, found in told for f in found]
        text = "; ".join(f"{part.label.lower()}: {_shown(part, found)}" for part, found in told) + "."
        return answered(asked, entry, release, facts, values=values, text=text)

    def _beside(self, asked: Asked, release: Release) -> Iterator[Beside]:
        """What belongs to the value: the call's start beside the day the figures are published."""
        for id in asked.field.beside:
            other = self._fields[id]
            if id not in asked.also and (facts := list(other.facts(release))):
                values = (replace(value_of(fact, release), zone=_zone(fact, release)) for fact in facts)
                text = f"{other.label}: {_shown(other, facts)}."
                yield Beside(other.label, tuple(dict.fromkeys(values)), text)


def _zone(fact: Fact, release: Release) -> str | None:
    """The zone of the call that a fact is of."""
    _, place, *rest = fact.pointer.split("/")
    zone = release.calls[int(rest[0])].timezone if place == "calls" else None
    return zone.value if zone else None


def _shown(field: Field, facts: Sequence[Fact]) -> str:
    if field.kind == "moment":
        return listed(dict.fromkeys(shown_moment(fact.value) for fact in facts))
    return listed(dict.fromkeys(f"{f.value} ({f.label})" if f.label else f.value for f in facts))


def _labelled(value: Value, field: Field) -> Value:
    return replace(
        value, label=f"{field.label.lower()}, {value.label}" if value.label else field.label.lower()
    )


def _meant(field: Field, release: Release, asked: Asked) -> list[Fact]:
    """The release's values for the field that are meant, each once."""
    facts = list({fact.value: fact for fact in reversed([*field.facts(release)])}.values())[::-1]
    if field.kind == "ticker":
        return _listed_there(facts, asked)
    return _dates_meant(list(field.facts(release)), release, asked) if field.kind == "period" else facts


def _dates_meant(facts: list[Fact], release: Release, asked: Asked) -> list[Fact]:
    """Of dates ahead those of the candidates named, and of the kind asked for."""
    kinds = {kind for meaning, kinds in _WHICH_DATE.items() if meaning in asked.meanings for kind in kinds}
    named = {fold(name) for name in asked.candidates}

    def fits(fact: Fact) -> bool:
        of = release.dates[int(fact.pointer.split("/")[2])].of
        return (not kinds or fact.label in kinds) and (not named or of is None or fold(of.value) in named)

    return [fact for fact in facts if fits(fact)]


def _described(entries: Sequence[Entry], asked: Asked) -> Entry | None:
    """The release of the month named, whose headline has most of the question's words; else the newest."""
    if not entries:
        return None
    wanted = {word[:_STEM] for word in asked.rest if len(word) >= _STEM}
    if asked.which_call.results:
        wanted |= {"resu", "quar"}

    def likeness(entry: Entry) -> tuple[bool, int]:
        month = (entry.published or "")[5:7]
        stems = {word[:_STEM] for word in fold(entry.headline or "").split()}
        return month == f"{asked.which_call.month or 0:02d}", len(wanted & stems)

    return max(entries, key=likeness)


def _listed_there(facts: list[Fact], asked: Asked) -> list[Fact]:
    """Of symbols those of the exchange that the question names, where it names one."""
    if asked.field.kind != "ticker":
        return facts
    there = [f for f in facts if any(fold(f.label or "").startswith(w) for w in asked.words if len(w) > 2)]
    return there or facts
