"""Answers that list: what is coming up, what is new, what changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.answering import value_of
from bot.desk.days import Days
from bot.desk.formatting import cited, listed, shown_day, shown_moment
from bot.desk.library_port import Change, LibraryPort, Upcoming
from bot.fields import Field, Fields
from bot.model import Answer, Entry, Note, Value

_MOST = 10  # calls of a list that are shown, each with its time
_MOST_COUNTED = 200
_MOST_KNOWN = 25
_MOST_NAMED = 12  # further companies that are named
_MOST_LOOKED_AT = 5


class Lists:
    """Answers that no single release gives."""

    def __init__(self, library: LibraryPort, fields: Fields) -> None:
        self._library = library
        self._fields = fields

    def upcoming(self, question: str, days: Days, kind: str = "") -> Answer:
        """The calls of those days, soonest first; `kind` is the kind of company that was asked for."""
        field = self._fields["upcoming"]
        calls = self._library.upcoming(days.earliest, days.latest, _MOST_COUNTED)
        if not calls:
            return _answer(question, field, f"I know of no calls {days.called}.", status="not_stated")
        values = [self._value(call) for call in calls[:_MOST]]
        lines = [f"{v.label}: {shown_moment(v.value, v.zone)}" for v in values]
        notes: list[str] = []
        if kind:
            notes.append(f"I do not know which companies are {kind}; these are the calls of all.")
        if more := _more(calls[_MOST:]):
            notes.append(more)
        heading = f"Calls {days.called}"
        text = "\n".join([f"{heading}:", *lines, *([more] if more else [])])
        entry = calls[0].entry
        return _answer(question, field, text, values=values, entry=entry, notes=tuple(notes), heading=heading)

    def _value(self, call: Upcoming) -> Value:
        """The company and the time on the clock of the place where the call is held."""
        zone = self._library.release(call.entry.id).calls[call.call].timezone
        whose = call.entry.company or call.entry.headline
        return Value(call.starts, whose, zone=zone.value if zone else None, entry=call.entry)

    def news(self, question: str, company_id: int | None = None) -> Answer:
        """The newest releases, of one company or of all."""
        field = self._fields["news"]
        newest = self._library.newest(5) if company_id is None else self._library.entries(company_id, 5)
        if not newest:
            return _answer(question, field, "The library holds no release.", status="not_stated")
        values = [Value(e.headline or e.source, e.published, entry=e) for e in newest]
        company = newest[0].company if company_id is not None else None
        lines = [_headline(entry, company_id is None) for entry in newest]
        heading = f"{company} — newest releases" if company else "Newest releases"
        text = "\n".join([f"{heading}:", *lines])
        return _answer(
            question, field, text, values=values, entry=newest[0], company=company, heading=heading
        )

    def known(self, question: str) -> Answer:
        """The companies with most releases, for who asks which there are."""
        field = self._fields["companies"]
        found = self._library.beginning("", _MOST_KNOWN)
        names = [name.company for name in found if name.kind == "company"]
        if not names:
            return _answer(question, field, "The library holds no release.", status="not_stated")
        told, further = names[:_MOST_NAMED], names[_MOST_NAMED:]
        whose = listed(told).removesuffix(".") + (" and others" if further else "")
        text = f"I know the releases of {whose}. Ask about any, by name or ticker."
        named = ", ".join([*further, *(["…"] if len(found) == _MOST_KNOWN else [])]).removesuffix(".")
        notes = (Note(f"And also {named}.", "more"),) if further else ()
        heading = "Companies whose releases I know"
        return _answer(question, field, text, values=tuple(map(Value, told)), notes=notes, heading=heading)

    def changes(self, question: str, company_id: int, company: str) -> Answer:
        """What the company's newest releases changed of earlier ones."""
        field = self._fields["changes"]
        entries = self._library.entries(company_id, _MOST_LOOKED_AT)
        for entry in entries:
            if found := _once(self._library.changes(entry.id)):
                values = [Value(change.now, self._label(change)) for change in found]
                text = f"{company} — changed by the {cited(entry)}: {'; '.join(map(self._changed, found))}."
                return _answer(question, field, text, values=values, entry=entry, company=company)
        entry_ = entries[0] if entries else None
        text = f"{company} — I know of no release that changed what an earlier one said."
        return _answer(question, field, text, status="not_stated", entry=entry_, company=company)

    def _label(self, change: Change) -> str:
        return f"{self._fields[change.field].label.lower()}, was {_plain(change.was)}"

    def _changed(self, change: Change) -> str:
        """What it was and is, as the releases write it."""
        label = self._fields[change.field].label.lower()
        was = self._shown(change.field, change.was, change.earlier, change.later)
        return (
            f"{label}: now {self._shown(change.field, change.now, change.later, change.later)}, before {was}"
        )

    def _shown(self, field: str, value: str, entry: Entry, later: Entry) -> str:
        zones = [call.timezone for call in self._library.release(later.id).calls]
        if self._fields[field].kind == "moment":
            return shown_moment(value, zones[0].value if zones and zones[0] else None)
        release = self._library.release(entry.id)
        told = (value_of(fact, release) for fact in self._fields[field].facts(release) if fact.value == value)
        return next((one.written for one in told if one.written), value)


def _more(calls: Sequence[Upcoming]) -> Note | None:
    """The calls that a list has no room for: "And 7 more: …"."""
    names = list(dict.fromkeys(call.entry.company or call.entry.source for call in calls))
    told = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    return Note(f"And {len(calls)} more: {told}.", "more") if calls else None


def _once(changes: Sequence[Change]) -> list[Change]:
    """Each change under the widest field: a number is one under "dial-in" and under "domestic dial-in"."""
    found: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        found.setdefault((change.field.partition(".")[0], change.was, change.now), change)
    return list(found.values())


def _answer(
    question: str,
    field: Field,
    text: str,
    *,
    status: str = "answered",
    values: Sequence[Value] = (),
    entry: Entry | None = None,
    company: str | None = None,
    notes: tuple[str, ...] = (),
    heading: str = "",
) -> Answer:
    return Answer(
        question=question,
        status=status,
        text=text,
        field=field.id,
        company=company,
        values=tuple(values),
        release=entry,
        notes=notes,
        confidence=0.9,
        heading=heading,
    )


def _headline(entry: Entry, with_company: bool) -> str:
    when = f" ({shown_day(entry.published)})" if entry.published else ""
    who = f"{entry.company}: " if with_company and entry.company else ""
    return f"{who}{entry.headline or entry.source}{when}"


def _plain(value: str) -> str:
    return shown_moment(value) if len(value) >= 10 and value[4:5] == "-" and value[:4].isdigit() else value
