"""Answers about calls and their replays: the right call, the right number for the caller's country."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from phonenumbers import PhoneNumberType, number_type, parse
from phonenumbers.phonenumberutil import NumberParseException

from bot.desk.announced_call import AnnouncedCall, AnnouncedCalls
from bot.desk.answering import Asked, answered, not_stated, value_of
from bot.desk.deciding import whether_call_was, whether_replay_is_up
from bot.desk.formatting import (
    call_note,
    cited,
    listed,
    replay_note,
    shown_day,
    shown_elsewhere,
    shown_moment,
    shown_values,
)
from bot.desk.library_port import Change, LibraryPort
from bot.desk.regions import REGIONS, country_name
from bot.fields import Field, Fields
from bot.model import Answer, Beside, Fact, Value


class CallAnswers:
    """Answers for fields that lie in a release's calls."""

    def __init__(self, library: LibraryPort, fields: Fields) -> None:
        self._library = library
        self._fields = fields

    def of(self, asked: Asked) -> Answer:
        """The answer for one field of the call that is meant."""
        asked = self._for_callers(asked)
        field = self._base(asked.field)
        calls = AnnouncedCalls(self._library, asked.company_id, field)
        chosen = calls.chosen(field, asked.which_call, asked.now, asked.talked_of)
        if chosen is None:
            return self._no_call(asked, calls)
        if field.parts or chosen.call.status:
            return self._summary(asked, chosen) if not chosen.call.status else self._off(asked, chosen)
        source = calls.stating(chosen, field) or calls.current(chosen, field, asked.which_call, asked.now)
        facts, caveat = _fitting(source.facts(field) if source else (), field, asked)
        if not source or not facts:
            notes = [
                caveat,
                *self._instead(chosen, field, asked.also),
                self._earlier(calls, chosen, field),
            ]
            lead = "The release states none." if asked.whether and field.kind == "code" else ""
            return not_stated(asked, chosen.entry, notes, call=chosen.index, lead=lead)
        if asked.field.kind == "moment" and asked.of_day and not any("T" in fact.value for fact in facts):
            note = f"It gives the day only: {shown_moment(facts[0].value)}."
            return not_stated(asked, source.entry, [note], call=source.index, what="the time of day")
        notes = [
            caveat,
            *self._clock(source, asked, facts),
            _from_elsewhere(source, chosen),
            *self._changed(source, field, facts),
            _not_free(facts, asked) if field.kind == "phone" else None,
        ]
        asides = _elsewhere(facts, asked)
        return answered(
            asked,
            source.entry,
            source.release,
            facts,
            beside=tuple(self._beside(source, field, asked)),
            notes=notes,
            call=source.index,
            lead=_whether(facts, source, asked),
            asides=asides,
            wording=_in_its_words(facts, source) if asides else "",
        )

    def _base(self, field: Field) -> Field:
        """The field without a region: call.dial_in for call.dial_in.domestic."""
        return self._fields[field.id.rsplit(".", 1)[0]] if field.only else field

    def _for_callers(self, asked: Asked) -> Asked:
        """The regional field where the question names a region, and the region where the field has one."""
        field, meanings = asked.field, asked.meanings
        if field.only:
            return replace(asked, meanings=meanings | set(field.only["region"]))
        wanted = _regions(asked)
        if field.kind == "phone" and len(wanted) == 1:
            regional = f"{field.id}.{wanted[0]}"
            return replace(asked, field=next((f for f in self._fields if f.id == regional), field))
        return asked

    def _off(self, asked: Asked, chosen: AnnouncedCall) -> Answer:
        """That the call is cancelled or postponed, whatever else was asked of it."""
        status = self._fields["call.status"]
        facts = chosen.facts(status)
        return answered(
            replace(asked, field=status),
            chosen.entry,
            chosen.release,
            facts,
            text=f"{_named(chosen)}: {facts[0].value}.",
            call=chosen.index,
        )

    def _summary(self, asked: Asked, chosen: AnnouncedCall) -> Answer:
        parts = [self._fields[id] for id in asked.field.parts]
        found = [(part, facts) for part in parts if (facts := chosen.facts(part))]
        all_facts = [fact for _, facts in found for fact in facts]
        if not all_facts:
            return not_stated(
                asked, chosen.entry, self._instead(chosen, asked.field, asked.also), call=chosen.index
            )
        told = "; ".join(f"{part.label.lower()}: {_told(part, facts, chosen)}" for part, facts in found)
        values = [_labelled(value_of(f, chosen.release), part) for part, facts in found for f in facts]
        return answered(
            asked,
            chosen.entry,
            chosen.release,
            all_facts,
            values=values,
            text=f"{told}.",
            notes=self._clock(chosen, asked, all_facts),
            call=chosen.index,
        )

    def _no_call(self, asked: Asked, calls: AnnouncedCalls) -> Answer:
        known = next(iter(calls), None)
        if known is None:
            newest = next(iter(self._library.entries(asked.company_id, 1)), None)
            return not_stated(asked, newest, ["No call is announced there."] if newest else [])
        note = f"The newest call I know of is another one: {_named(known)}."
        return not_stated(asked, known.entry, [note], call=known.index)

    def _beside(self, call: AnnouncedCall, field: Field, asked: Asked) -> Iterator[Beside]:
        """What belongs to the value: the number a code is for, the code a number asks for."""
        zone = call.call.timezone.value if call.call.timezone else None
        for id in field.beside:
            if id in asked.also:
                continue
            other = self._fields[id]
            facts = call.facts(other)
            if facts and other.kind == "phone":
                facts, _ = _reachable(facts, asked)
            elif other.kind == "moment":  # the telephone replay's end, not the archive's as well
                facts = _first_kind(facts)
            if facts:
                values = (replace(value_of(fact, call.release), zone=zone) for fact in facts)
                text = f"{other.label}: {_told(other, facts, call)}."
                yield Beside(other.label, tuple(dict.fromkeys(values)), text)

    def _instead(self, call: AnnouncedCall, field: Field, also: Collection[str]) -> Iterator[str]:
        """What the release does state that comes nearest. A code for something else is not spelt out."""
        for id in (id for id in field.instead if id not in also):
            other = self._fields[id]
            if facts := call.facts(other):
                told = "" if other.kind in ("code", "phone") else f": {_told(other, facts, call)}"
                yield f"It does state the {other.label.lower()}{told}."

    def _earlier(self, calls: AnnouncedCalls, chosen: AnnouncedCall, field: Field) -> str | None:
        other = calls.earlier(chosen, field)
        if other is None or other.day is None:
            return None
        return f"The {cited(other.entry)} states it for another call, on {shown_day(other.day)}."

    def _changed(self, source: AnnouncedCall, field: Field, facts: Sequence[Fact]) -> Iterator[str]:
        """That a value told took the place of another, which may stand in somebody's calendar."""
        told = {fact.value for fact in facts}
        for change in self._library.changes(source.entry.id):
            if change.field == field.id and change.now in told:
                yield f"Changed: the {cited(change.earlier)} said {self._was(change, field)}."

    def _was(self, change: Change, field: Field) -> str:
        """The value before, as the earlier release writes it."""
        if field.kind == "moment":
            zones = [call.timezone for call in self._library.release(change.later.id).calls]
            return shown_moment(change.was, zones[0].value if zones and zones[0] else None)
        earlier = self._library.release(change.earlier.id)
        values = (value_of(fact, earlier) for fact in field.facts(earlier) if fact.value == change.was)
        return next((value.written for value in values if value.written), change.was)

    def _clock(self, chosen: AnnouncedCall, asked: Asked, facts: Sequence[Fact]) -> Iterator[str | None]:
        call = chosen.call
        if asked.field.id.startswith("replay"):
            until = call.replay and (call.replay.until or call.replay.webcast_until)
            ends = [f.value for f in facts if f.field.endswith("until")] or ([until.value] if until else [])
            yield replay_note(ends[0], asked.now) if ends else None
        elif call.starts:
            yield call_note(call.starts.value, call.timezone.value if call.timezone else None, asked.now)
        if len(chosen.release.calls) > 1:
            yield f"About: {_named(chosen)}."


def _elsewhere(facts: Sequence[Fact], asked: Asked) -> list[str]:
    """The time in the zones asked for."""
    zones = asked.zones if asked.field.kind == "moment" else ()
    told = (shown_elsewhere(fact.value, zone, called) for zone, called in zones for fact in facts)
    return [sentence for sentence in told if sentence]


def _in_its_words(facts: Sequence[Fact], source: AnnouncedCall) -> str:
    """The release's own words for a time that is told otherwise."""
    written = value_of(facts[0], source.release).written
    return f"The release says “{written.rstrip(chr(46))}”." if written else ""


def _whether(facts: Sequence[Fact], source: AnnouncedCall, asked: Asked) -> str:
    """The yes or no that was asked for, as far as the facts bear it out."""
    if not asked.whether:
        return ""
    if asked.field.id == "replay.until":
        return whether_replay_is_up(facts[0].value, source.call, asked.now)
    return whether_call_was(facts[0].value, asked) if asked.field.id == "call.starts" else ""


def _from_elsewhere(source: AnnouncedCall, chosen: AnnouncedCall) -> str | None:
    if source.day != chosen.day:
        return f"About another call than the newest announced: {_named(source)}."
    if source.entry.id == chosen.entry.id:
        return None
    return f"Stated in the {cited(source.entry)}; the {cited(chosen.entry)} does not repeat it."


def _fitting(facts: Sequence[Fact], field: Field, asked: Asked) -> tuple[tuple[Fact, ...], str | None]:
    """The facts that answer, and what to say of them where the release leaves something open."""
    if field.kind == "phone":
        return _reachable(facts, asked)
    if not asked.meanings.isdisjoint({"number", "dial"}):
        facts = [f for f in facts if not f.pointer.endswith("webcast_until")]
    elif "webcast" in asked.meanings and (
        online := [f for f in facts if f.pointer.endswith("webcast_until")]
    ):
        facts = online
    return _first_kind(facts), None


def _named(call: AnnouncedCall) -> str:
    title = call.call.title.value if call.call.title else "call"
    starts = call.call.starts
    return f"{title}, {shown_day(starts.value)}" if starts else title


def _told(field: Field, facts: Sequence[Fact], call: AnnouncedCall) -> str:
    if field.kind == "moment":
        zone = call.call.timezone.value if call.call.timezone else None
        return listed(shown_moment(fact.value, zone) for fact in facts)
    if field.kind == "phone":
        return shown_values([value_of(fact, call.release) for fact in facts])
    return listed(dict.fromkeys(fact.value for fact in facts))


def _labelled(value: Value, field: Field) -> Value:
    label = f"{field.label.lower()}, {value.label}" if value.label else field.label.lower()
    return replace(value, label=label)


def _first_kind(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Only what the first of a field's places states: the telephone replay's end before the archive's."""
    if not facts:
        return ()
    place = facts[0].pointer.rsplit("/", 1)[-1]
    return tuple(f for f in facts if f.pointer.rsplit("/", 1)[-1] == place)


def _regions(asked: Asked) -> list[str]:
    """The regions asked for: domestic, international or both."""
    return sorted(m for m in asked.meanings if m in REGIONS)


def _reachable(facts: Sequence[Fact], asked: Asked) -> tuple[tuple[Fact, ...], str | None]:
    """The numbers for where the caller is, and what to say when the release leaves that open."""
    wanted = _regions(asked)
    if len(wanted) != 1 or not facts:
        return tuple(facts), None
    labels = [*asked.countries, *(["domestic", "US"] if wanted == ["domestic"] else [])]
    for label in (*labels, wanted[0]):
        if found := tuple(f for f in facts if f.label == label):
            return found, None
    if wanted[0] == "international":
        found = tuple(f for f in facts if f.label not in (None, "domestic", "US"))
        if found and not asked.countries:
            return found, None
    if wanted[0] == "domestic" and (free := tuple(f for f in facts if f.label is None and _is_free(f.value))):
        return free, None
    if open_ := tuple(f for f in facts if f.label is None):
        paid = tuple(f for f in open_ if not _is_free(f.value))  # free numbers seldom work from abroad
        usable = (paid or open_) if wanted[0] == "international" else open_
        return usable, "The release does not say for which callers this number is."
    there = listed(dict.fromkeys(country_name(f.label) for f in facts if f.label))
    return (), f"It gives a number only for these callers: {there}."


def _not_free(facts: Sequence[Fact], asked: Asked) -> str | None:
    """That a number is not free of charge, where such a one was asked for."""
    if "free" not in asked.question.casefold() or any(_is_free(fact.value) for fact in facts):
        return None
    return "No toll-free number is among those stated."


def _is_free(number: str) -> bool:
    try:
        return number_type(parse(number)) == PhoneNumberType.TOLL_FREE
    except NumberParseException:
        return False
