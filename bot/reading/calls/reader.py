"""The calls of a release, put together from its units."""

from __future__ import annotations

from dataclasses import replace

from bot.lexicon import Lexicon
from bot.model import Call, Document, Number, Reason, Replay, Results, Stated
from bot.reading.calls.access import Access, access_codes
from bot.reading.calls.announced import is_announced, status_of
from bot.reading.calls.asking import questions
from bot.reading.calls.dial_ins import Dialled, dial_ins
from bot.reading.calls.drafts import EventDraft, event_drafts
from bot.reading.calls.event_links import Links, event_links
from bot.reading.calls.govern import governed
from bot.reading.calls.replays import Event, Replays
from bot.reading.calls.results import ResultsReader
from bot.reading.calls.speakers import Speakers
from bot.reading.calls.starts import Starts, stated_start
from bot.reading.calls.titles import naming
from bot.reading.calls.units import Unit, call_units
from bot.reading.cues.sides import BOTH, LIVE, REPLAY
from bot.reading.issuer import Issuer
from bot.reading.patterns import late
from bot.reading.values.moment import Moments
from bot.reading.values.phone import Phones

_DIGITS = late(r"\d\d|\d-\d")
# Signs of a country that writes the day before the month: a zone, a legal form.
_DAY_FIRST = late(r"\b(?:GMT|BST|CET|CEST|AEST|AEDT|NZDT|IST|plc|ASA|AB \(publ\))\b")
_TOP = 3000
# How a number dialled as at home begins: with the trunk's zero, or as Australia's free calls do.
_DIALLED_AT_HOME = ("+", "0", "(", "1800", "1300")
_FORM = late(r"\s(?:(?P<SE>AB)(?:\s\(publ\))?|(?P<NO>ASA)|(?P<FI>Oyj)|(?P<DK>A/S)|(?P<GB>plc|PLC))$")
_NORTH_AMERICA = ("US", "CA")


class CallsReader:
    """Reads what a release says of the events that listeners can join."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._moments = Moments(lexicon)
        self._phones = Phones(lexicon)
        self._speakers = Speakers(lexicon)
        self._results = ResultsReader(self._moments)
        named = lexicon.countries.items()
        self._homes = {country: lexicon.zones[name] for name, country in named if name in lexicon.zones}

    def read(self, document: Document, issuer: Issuer) -> tuple[Call, ...]:
        """The events in the text's order; what the release does not say of one is None or empty."""
        units = call_units(document.text)
        if not units:
            return ()
        issuer = issuer if issuer.country else replace(issuer, country=_of_form(issuer))
        day_first = bool(_DAY_FIRST.search(document.text, 0, _TOP))
        home = self._homes.get(issuer.country or "")
        starts = Starts(self._moments, document, issuer.published, day_first=day_first, home=home)
        replays = Replays(self._moments, document.text, issuer.published, day_first=day_first)
        found = event_drafts(governed(units), starts)
        calls = [(self._call(document.text, draft, issuer, replays), draft) for draft in found]
        return tuple(call for call, draft in calls if is_announced(call, draft, issuer.published))

    def results(self, document: Document, issuer: Issuer) -> Results | None:
        """When figures are published, where the release says so ahead."""
        day_first = bool(_DAY_FIRST.search(document.text, 0, _TOP))
        return self._results.read(document.text, issuer.published, issuer.headline, day_first=day_first)

    def _call(self, text: str, draft: EventDraft, issuer: Issuer, replays: Replays) -> Call:
        named = naming(text, draft.opener, (part.unit for part in draft.units), issuer.headline, draft.date)
        call = Call(
            title=named.title,
            kind=named.kind,
            period=named.period,
            status=status_of(draft),
            starts=stated_start(draft.day, draft.clock),
            timezone=_timezone(draft),
        )
        # No way in is told of an event that does not take place, whatever numbers it had.
        return call if call.status else self._joined(call, text, draft, issuer, replays)

    def _joined(self, call: Call, text: str, draft: EventDraft, issuer: Issuer, replays: Replays) -> Call:
        """The call with who speaks and how to join it and to hear it again."""
        units = [part.unit for part in draft.units]
        numbers = {unit: self._numbers(text, unit, issuer.country) for unit in units}
        dialled = dial_ins(text, draft.units, numbers)
        access = access_codes(text, draft.units, numbers)
        links = event_links(text, draft.units)
        return replace(
            call,
            speakers=self._speakers.of(text, draft.told) or self._speakers.listed(text),
            dial_ins=_of_sides(dialled, LIVE, BOTH),
            access_code=access.live,
            passcode=access.passcode,
            webcast=links.webcast,
            registration=links.registration,
            replay=_replay(draft, dialled, access, links, replays),
            questions=questions(text, draft.units, self._moments, issuer.published, _zone(draft)),
        )

    def _numbers(self, text: str, unit: Unit, country: str | None) -> tuple[Number, ...]:
        """The unit's numbers; one dialled as at home in the release's own country begins with its zero."""
        if unit.context or not _DIGITS.search(unit.text):
            return ()
        if country is None or country in _NORTH_AMERICA:
            return self._phones.find(text, unit.span.start, unit.span.end)
        found = self._phones.find(text, unit.span.start, unit.span.end, region=country)
        return tuple(
            n
            for n in found
            if n.region or n.number.value[:2] == "+1" or n.written.value.startswith(_DIALLED_AT_HOME)
        )


def _of_form(issuer: Issuer) -> str | None:
    """The country whose law alone knows the issuer's legal form."""
    found = _FORM.search(issuer.company.value) if issuer.company else None
    return found.lastgroup if found else None


def _zone(draft: EventDraft) -> str | None:
    return draft.clock.zone if draft.clock else None


def _timezone(draft: EventDraft) -> Stated | None:
    """The zone of the time that is stated; None where only the day is."""
    clock = draft.clock
    if clock is None or clock.zone is None or clock.zone_span is None or draft.date is None:
        return None
    return Stated(clock.zone, clock.zone_span, Reason("zone of the time"))


def _replay(
    draft: EventDraft, dialled: tuple[Dialled, ...], access: Access, links: Links, replays: Replays
) -> Replay | None:
    """What can be heard afterwards; None where the release speaks of nothing of the kind."""
    if not any(part.names_replay for part in draft.units if not part.unit.context):
        return None
    numbers = _of_sides(dialled, REPLAY, BOTH)
    by_telephone = bool(numbers) or not (links.webcast or links.replay)
    lasting = replays.lasting(draft.units, Event(draft.date, _zone(draft), by_telephone))
    return Replay(
        dial_ins=numbers,
        access_code=access.replay,
        starts=lasting.starts,
        until=lasting.until,
        webcast=links.replay,
        webcast_until=lasting.webcast_until,
    )


def _of_sides(dialled: tuple[Dialled, ...], *sides: str) -> tuple[Number, ...]:
    return tuple(d.number for d in dialled if d.side in sides)
