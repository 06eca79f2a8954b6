"""What is told of a release that arrived: its headline, its calls, what it changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.chat.limits import shortened
from bot.chat.markup import bold, code, escape, plain, shown_link, small
from bot.chat.pipeline_chart import chart_of, stage_name
from bot.chat.releasecards import company_of
from bot.chat.schedule import call_line
from bot.chat.values import moment, phone, who
from bot.desk.formatting import listed, since_or_until
from bot.desk.library_port import Upcoming, fold
from bot.fields import Fields
from bot.follows.body import Body
from bot.follows.deciding import CALLS, PIPELINE, SET_ASIDE, Ahead, Amended, News
from bot.library.changes import same_calls, same_moment
from bot.library.newcomers import CANCELLED, Newcomer, Newcomers
from bot.model import Call, Entry, Number, Release

EARLIER = 12  # of the company's releases that may have announced the same call
AHEAD = timedelta(days=400)  # how far calls are looked for
MOST_CALLS, MOST_NUMBERS, MOST_CANDIDATES = 3, 3, 5  # told in one post
LONGEST_NAME, LONGEST_ABOUT = 100, 1000  # characters of an event's name and place, and of what is said of it
MOST_OF_WEEK = 15  # calls in a week's calendar
STAGE = "pipeline.stage"


@dataclass(frozen=True, slots=True)
class _Changed:
    """A call that an earlier release announced otherwise: there, and here."""

    earlier: Entry
    index: int
    here: int
    note: str


class NewsDesk:
    """Puts what arrived into words."""

    def __init__(self, newcomers: Newcomers, fields: Fields) -> None:
        self._newcomers = newcomers
        self._store = newcomers.store
        self._fields = fields

    def news(self, one: Newcomer, now: datetime) -> News | None:
        """What there is to tell of a release; None where it is nobody's."""
        if one.company_id is None:
            return None
        entry, release = self._store.entry(one.id), self._store.release(one.id)
        changed = [*self._changed(entry, release, now)]
        pipeline = [*self._pipeline(entry, release)]
        calls = [i for i, call in enumerate(release.calls) if call.starts and not _is_over(call, now)]
        parts = tuple((i, "\n".join(_call_lines(release.calls[i]))) for i in calls[:MOST_CALLS])
        said = dict.fromkeys(_told(release.calls[one.here], one.note) for one in changed)
        head = [
            f"{bold(company_of(entry, release))} · {'correction' if release.correction else 'new release'}",
            *([small("only its first paragraph is known so far")] if entry.partial else []),
            bold(entry.headline or "Untitled release"),
            *said,
        ]
        amends = [Amended(self._newcomers.event(c.earlier.id), c.index, c.note) for c in changed]
        off = [call for call in release.calls if call.status and call.status.value in CANCELLED]
        topics = {*([CALLS] if parts or amends or off else []), *([PIPELINE] if pipeline else [])}
        return News(
            one.event,
            self._newcomers.issuers(one.company_id),
            frozenset(topics),
            Body("\n".join(head), parts, "\n".join(pipeline), entry.id, calls[0] if calls else None),
            one.arrival,
            tuple(amends),
        )

    def ahead(self, issuer: str, now: datetime, before: int) -> list[Ahead]:
        """The company's calls to come, each with what reminds of it."""
        found = []
        for call in self._newcomers.ahead([issuer], now, now + AHEAD):
            release = self._store.release(call.entry.id)
            one = release.calls[call.call]
            head = f"{bold(company_of(call.entry, release))} · {_soon(call.starts, before)}"
            body = Body(
                head, ((call.call, "\n".join(_call_lines(one))),), release=call.entry.id, call=call.call
            )
            found.append(Ahead(call.starts, one.timezone.value if one.timezone else None, body))
        return found

    def week(self, issuers: Collection[str], monday: datetime, end: datetime) -> Body:
        """The calendar of the companies' calls of a week."""
        calls = sorted(self._newcomers.ahead(issuers, monday, end), key=lambda call: call.starts[:10])
        head = bold(f"Calls of the week of {monday.day} {monday:%B}")
        lines = [call_line(call.starts, call.entry.company, call.title) for call in calls[:MOST_OF_WEEK]]
        more = [f"… and {len(calls) - MOST_OF_WEEK} more"] if len(calls) > MOST_OF_WEEK else []
        return Body(head, tail="\n".join([*lines, *more]))

    def events(self, issuers: Collection[str], now: datetime) -> dict[str, str]:
        """The companies' calls to come as servers' events, by what names each wherever it is moved."""
        found: dict[str, str] = {}
        calls = [call for call in self._newcomers.ahead(issuers, now, now + AHEAD) if "T" in call.starts]
        for call in sorted(calls, key=lambda call: datetime.fromisoformat(call.starts)):
            release = self._store.release(call.entry.id)
            one = release.calls[call.call]
            if datetime.fromisoformat(call.starts) > now and call.entry.company_id is not None:
                issuer, name = self._newcomers.issuer(call.entry.company_id)
                about = one.period or one.title
                key = f"{issuer}:{one.kind.value if one.kind else ''}:{fold(about.value) if about else ''}"
                found.setdefault(key, json.dumps(_event_of(name, call, one), ensure_ascii=False))
        return found

    def _changed(self, entry: Entry, release: Release, now: datetime) -> Iterator[_Changed]:
        """The calls to come that earlier releases announced otherwise, the earliest release first."""
        changes = self._store.changes(entry.id)
        earlier = {change.earlier.id: change.earlier for change in changes}
        if entry.company_id is not None:
            earlier |= {other.id: other for other in self._store.entries(entry.company_id, EARLIER)}
        earlier.pop(entry.id, None)
        for other in sorted(earlier.values(), key=lambda other: other.published or ""):
            if (other.published or "") > (entry.published or "9"):
                continue
            there = self._store.release(other.id)
            for i, j in same_calls(there, release).items():
                before, after = there.calls[i], release.calls[j]
                if _is_over(after if after.starts else before, now):
                    continue
                at = f"/calls/{i}/"
                fields = [c.field for c in changes if c.earlier.id == other.id]
                own = {
                    self._fields[field].label.lower()
                    for field in fields
                    if any(fact.pointer.startswith(at) for fact in self._fields[field].facts(there))
                }
                if note := _note(before, after, sorted(own)):
                    yield _Changed(other, i, j, note)

    def _pipeline(self, entry: Entry, release: Release) -> Iterator[str]:
        """What changed in the pipeline: "CLR 1404: Phase 2, before: Phase 1b"."""
        stating = self._store.stating(entry.company_id or 0, STAGE) if release.candidates else ()
        older = [other for other in stating if other.id != entry.id]
        older = [other for other in older if (other.published or "") <= (entry.published or "9")]
        kept = [(other, self._store.release(other.id)) for other in older]
        chart = chart_of(entry, release, "", kept) if kept else None
        name, told = "", 0
        for row in chart.rows if chart else ():
            name = row.name or name
            if (row.before or row.new) and told < MOST_CANDIDATES:
                told += 1
                was = f"before: {stage_name(row.before)}" if row.before else "new"
                yield f"{bold(name)}: {escape(stage_name(row.stage))}, {escape(was)}"


def _event_of(name: str, call: Upcoming, one: Call) -> dict[str, str]:
    start = datetime.fromisoformat(call.starts).astimezone(UTC)
    where = one.webcast or one.registration
    number = phone(one.dial_ins[0].number.value) if one.dial_ins else None
    return {
        "name": shortened(plain(f"{name}: {call.title or 'call'}"), LONGEST_NAME),
        "start": start.isoformat(),
        "end": (start + SET_ASIDE).isoformat(),
        "location": shortened(plain(where.value if where else number or "see the release"), LONGEST_NAME),
        "description": shortened("\n".join(_call_lines(one)), LONGEST_ABOUT),
    }


def _note(before: Call, after: Call, corrected: Sequence[str]) -> str | None:
    """What became of a call; None where nothing did."""
    status = after.status.value if after.status else None
    if status in CANCELLED:
        return f"**{status[:1].upper()}{status[1:]}**" if before.status is None else None
    if before.starts and after.starts and not same_moment(before.starts.value, after.starts.value):
        return f"**Moved to** {moment(after.starts.value)} from {moment(before.starts.value)}"
    return f"**Corrected**: {escape(listed(corrected))}" if corrected else None


def _told(call: Call, note: str) -> str:
    return f"{escape(call.title.value if call.title else 'The call')}: {note}"


def _is_over(call: Call, now: datetime) -> bool:
    return call.starts is not None and since_or_until(call.starts.value, now) <= timedelta(0)


def _call_lines(call: Call) -> Iterator[str]:
    """When a call is and how to join it."""
    title = bold(call.title.value if call.title else "Call")
    yield f"{title} {moment(call.starts.value)}" if call.starts else title
    if call.status and call.status.value in CANCELLED:
        yield escape(call.status.value)
        return
    numbers = ", ".join(map(_number, call.dial_ins[:MOST_NUMBERS]))
    parts = [f"Dial-in {numbers}"] if numbers else []
    parts += [f"code {code(call.access_code.value)}"] if call.access_code else []
    parts += [f"passcode {code(call.passcode.value)}"] if call.passcode else []
    if parts:
        yield " · ".join(parts)
    for name, stated in (("Webcast", call.webcast), ("Registration", call.registration)):
        if stated:
            yield f"{name} {shown_link(stated.value)}"


def _number(number: Number) -> str:
    region = f" ({escape(who(number.region.value))})" if number.region else ""
    return f"{code(phone(number.number.value))}{region}"


def _soon(starts: str, before: int) -> str:
    if "T" not in starts:
        return "call tomorrow"
    return f"call in {before} minute{'s' if before != 1 else ''}"
