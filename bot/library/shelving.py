"""One release put on the shelf or taken off it: everything that is written about it, in one place."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from sqlite3 import Connection
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.duplicates import business_days_around, figures, same_figures, same_headline, same_release
from bot.fields import Fields
from bot.library import directory
from bot.library.changes import CORRECTED_DAYS, differences, is_correction
from bot.library.events import MOVED_DAYS
from bot.library.names import Known, names_of
from bot.library.searching import searchable
from bot.model import Call, Fact, Release
from bot.record import release_from, release_record

DAY = 24 * 60 * 60
NEIGHBOURS = 40  # releases at most that one release is compared with
LOOKALIKES = 20  # releases of one issuer and day that are looked at for a twin


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the ledger a release came from: its number there, and what the ledger knows beside the text.

    `issuer` is the wire's word on whose it is; `partial` says that only the feed's words are known; `copy_of`
    is the number of the arrival whose copy it is.
    """

    arrival: int
    issuer: str | None = None
    partial: bool = False
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Shelving:
    """How releases are written down: the fields there are, with their numbers, and the names' legal forms."""

    fields: Fields
    numbers: Mapping[str, int]
    legal_forms: Collection[str]

    def put(self, at: Connection, release: Release, origin: Origin | None = None) -> int:
        """Write the release down and show it, or the better of it and its twin; gives its number."""
        known = names_of(release, self.legal_forms, origin.issuer if origin else None)
        company = directory.company_of(at, known)
        facts = tuple(self.fields.facts(release))
        no = self._insert(at, release, company, len(facts), origin)
        at.execute("UPDATE source SET release = ? WHERE source = ?", (no, release.source))
        leader = self._leader(at, no, release, origin)
        if leader is None:
            self._show(at, no, release, known, facts)
        else:
            self._join(at, no, leader)
        return no

    def remove(self, at: Connection, no: int) -> None:
        """Forget the release; its twin, or what it had superseded, is shown again."""
        leader, company = at.execute("SELECT twin_of, company FROM release WHERE no = ?", (no,)).fetchone()
        if leader is None:
            self._hide(at, no)
            leader = self._inherit(at, no)
        at.execute("DELETE FROM body WHERE release = ?", (no,))
        at.execute("UPDATE source SET release = NULL WHERE release = ?", (no,))
        at.execute("DELETE FROM release WHERE no = ?", (no,))
        if leader is not None:
            _gather_sources(at, leader)
        if company is not None:
            directory.forget_unused(at, company)

    def _insert(
        self, at: Connection, release: Release, company: int | None, facts: int, origin: Origin | None
    ) -> int:
        published = release.published.value[:10] if release.published else None
        row = at.execute(
            "INSERT INTO release (id, company, issuer, headline, published, day, sources, facts, "
            "corrects, partial, wire_issuer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                release_id(release),
                company,
                release.company and release.company.value,
                release.headline and release.headline.value,
                published,
                published or _first_day(release),
                release.source,
                facts,
                release.correction is not None,
                bool(origin and origin.partial),
                origin and origin.issuer,
            ),
        )
        no = row.lastrowid
        assert no is not None  # noqa: S101 - an INSERT always has one; for mypy
        at.execute("INSERT INTO body VALUES (?, ?, ?)", (no, *packed(release)))
        return no

    def _join(self, at: Connection, no: int, leader: int) -> None:
        """Put the release beside its twin; a whole one leads, of such the one that states more."""
        rank = "SELECT NOT partial, facts FROM release WHERE no = ?"
        if at.execute(rank, (no,)).fetchone() > at.execute(rank, (leader,)).fetchone():
            self._hide(at, leader)
            at.execute("UPDATE release SET twin_of = ?1 WHERE twin_of = ?2 OR no = ?2", (no, leader))
            self._show_again(at, no)
            leader = no
        else:
            at.execute("UPDATE release SET twin_of = ? WHERE no = ?", (leader, no))
        _gather_sources(at, leader)

    def _inherit(self, at: Connection, no: int) -> int | None:
        """Let the fullest twin lead after `no`; its number, or None when there is none."""
        heir = at.execute(
            "SELECT no FROM release WHERE twin_of = ? ORDER BY partial, facts DESC, no LIMIT 1", (no,)
        ).fetchone()
        if heir is None:
            return None
        at.execute("UPDATE release SET twin_of = NULL WHERE no = ?", heir)
        at.execute("UPDATE release SET twin_of = ? WHERE twin_of = ?", (heir[0], no))
        self._show_again(at, heir[0])
        return int(heir[0])

    def _show_again(self, at: Connection, no: int) -> None:
        release = kept_release(at, no)
        (issuer,) = at.execute("SELECT wire_issuer FROM release WHERE no = ?", (no,)).fetchone()
        known = names_of(release, self.legal_forms, issuer)
        self._show(at, no, release, known, tuple(self.fields.facts(release)))

    def _show(
        self, at: Connection, no: int, release: Release, known: Iterable[Known], facts: Iterable[Fact]
    ) -> None:
        (company, day) = at.execute("SELECT company, day FROM release WHERE no = ?", (no,)).fetchone()
        at.executemany("INSERT OR IGNORE INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)", self._rows(no, facts))
        at.executemany("INSERT INTO call VALUES (?, ?, ?, ?, ?, ?, ?, 0)", _calls(no, company, release))
        at.execute(
            "INSERT INTO search (rowid, company, headline, body) VALUES (?, ?, ?, ?)",
            (no, *searchable(company, release)),
        )
        if company is None:
            return
        names = directory.count_in(at, company, known)
        at.execute("UPDATE release SET names = ? WHERE no = ?", (json.dumps(names), no))
        self._state(at, no, company, day)
        self._compare(at, no, release, company, day)

    def _hide(self, at: Connection, no: int) -> None:
        row = at.execute("SELECT company, day, names FROM release WHERE no = ?", (no,)).fetchone()
        company, day, names = row
        touched = _forget_changes(at, no)
        at.execute(
            "INSERT INTO search (search, rowid, company, headline, body) VALUES ('delete', ?, ?, ?, ?)",
            (no, *searchable(company, kept_release(at, no))),
        )
        at.execute("DELETE FROM call WHERE release = ?", (no,))
        if company is not None:
            self._unstate(at, no, company, day)
            directory.count_out(at, company, json.loads(names))
        at.execute("DELETE FROM fact WHERE release = ?", (no,))
        for other in touched:
            self._restate(at, other)

    def _rows(self, no: int, facts: Iterable[Fact]) -> Iterator[tuple[int | str | None, ...]]:
        for fact in facts:
            number, span = self.numbers[fact.field], fact.span
            yield no, number, fact.pointer, fact.value, fact.label, span.start, span.end

    def _state(self, at: Connection, no: int, company: int, day: str) -> None:
        """Say for which fields the release can answer: those with a value that nothing replaced."""
        at.execute(
            "INSERT OR IGNORE INTO statement SELECT DISTINCT ?2, field, ?3, ?1 FROM fact WHERE release = ?1 "
            "AND pointer NOT IN (SELECT pointer FROM change WHERE earlier = ?1)",
            (no, company, day),
        )

    def _unstate(self, at: Connection, no: int, company: int, day: str) -> None:
        at.execute(
            "DELETE FROM statement WHERE company = ?2 AND day = ?3 AND release = ?1 "
            "AND field IN (SELECT id FROM field)",
            (no, company, day),
        )

    def _restate(self, at: Connection, no: int) -> None:
        """Bring what is known of a release up to what others still change of it."""
        company, day = at.execute("SELECT company, day FROM release WHERE no = ?", (no,)).fetchone()
        self._unstate(at, no, company, day)
        self._state(at, no, company, day)
        at.execute(
            "UPDATE call SET moved = EXISTS (SELECT 1 FROM change WHERE earlier = ?1 "
            "AND field = 'call.starts' AND pointer = '/calls/' || call.call || '/starts') WHERE release = ?1",
            (no,),
        )
        at.execute(
            "UPDATE release SET superseded_by = (SELECT later.no FROM correction "
            "JOIN release AS later ON later.no = correction.later WHERE earlier = ?1 "
            "ORDER BY later.day DESC, later.no DESC LIMIT 1) WHERE no = ?1",
            (no,),
        )

    def _compare(self, at: Connection, no: int, release: Release, company: int, day: str) -> None:
        """Note what the release changed of earlier ones, and what later ones changed of it."""
        here = (day, release.correction is not None, no)
        for other in _neighbours(at, no, company, day):
            there = kept_release(at, other[-1])
            if other < here:
                self._note(at, other[-1], there, no, release)
            else:
                self._note(at, no, release, other[-1], there)

    def _note(self, at: Connection, earlier: int, before: Release, later: int, after: Release) -> None:
        corrects = is_correction(before, after)
        found = differences(before, after, self.fields)
        rows = [(later, earlier, one.field, one.pointer, one.was, one.now) for one in found]
        at.executemany("INSERT OR IGNORE INTO change VALUES (?, ?, ?, ?, ?, ?)", rows)
        if corrects:
            at.execute("INSERT OR IGNORE INTO correction VALUES (?, ?)", (later, earlier))
        if rows or corrects:
            self._restate(at, earlier)

    def _leader(self, at: Connection, no: int, release: Release, origin: Origin | None) -> int | None:
        """The release that leads those of which this is a copy, if there is one."""
        if origin and (leader := _by_ledger(at, origin)):
            return leader
        for other, same_day, partial in _nearby(at, no):
            there = kept_release(at, other)
            if partial or (origin and origin.partial):
                if same_headline(there, release):
                    return other
                continue
            marked = (there.correction is None) != (release.correction is None)
            alike = not marked and same_release(there, release)
            if alike and not same_day:
                alike = same_figures(figures(there.text), figures(release.text))
            if alike and not differences(there, release, self.fields):
                return other
        return None


def _by_ledger(at: Connection, origin: Origin) -> int | None:
    """The release that leads those of the arrival whose copy this is, as the ledger knows it."""
    if origin.copy_of is None:
        return None
    row = at.execute(
        "SELECT coalesce(twin_of, no) FROM source JOIN release ON no = source.release WHERE arrival = ?",
        (origin.copy_of,),
    ).fetchone()
    return row and int(row[0])


def _nearby(at: Connection, no: int) -> list[tuple[int, bool, bool]]:
    """Number, whether of the same day, whether partial, of what may be copies; of copies the leader.

    The issuer's other releases of the day and a business day on either side, and any with the very same
    content.
    """
    (day,) = at.execute("SELECT day FROM release WHERE no = ?", (no,)).fetchone()
    first, last = _days_around(day)
    rows = at.execute(
        "SELECT other.no, other.day = mine.day OR other.id = mine.id, other.partial FROM release AS mine "
        "JOIN release AS other ON other.twin_of IS NULL AND other.no <> mine.no "
        "AND (other.company = mine.company AND other.day BETWEEN ?2 AND ?3 OR other.id = mine.id) "
        "WHERE mine.no = ?1 "
        "ORDER BY other.day = mine.day DESC, other.no DESC LIMIT ?4",
        (no, first, last, LOOKALIKES),
    )
    return [(other, bool(same_day), bool(partial)) for other, same_day, partial in rows.fetchall()]


def _days_around(day: str) -> tuple[str, str]:
    try:
        first, last = business_days_around(date.fromisoformat(day))
    except ValueError:  # no day is stated
        return day, day
    return first.isoformat(), last.isoformat()


def _neighbours(at: Connection, no: int, company: int, day: str) -> list[tuple[str, bool, int]]:
    """Day, whether it corrects, number of the company's releases that state a call about the same time.

    A correction is compared with all that came shortly before it.
    """
    shifts = (f"-{CORRECTED_DAYS} days", f"+{CORRECTED_DAYS} days")
    rows = at.execute(
        "SELECT day, corrects, no FROM release WHERE no <> ?1 AND twin_of IS NULL AND (no IN ("
        "SELECT near.release FROM call AS mine JOIN call AS near ON near.company = mine.company "
        "AND near.starts BETWEEN mine.starts - ?4 AND mine.starts + ?4 WHERE mine.release = ?1) "
        "OR no IN (SELECT other.no FROM release AS mine JOIN release AS other "
        "ON other.company = mine.company AND other.day BETWEEN date(mine.day, ?5) AND date(mine.day, ?6) "
        "WHERE mine.no = ?1 AND mine.company = ?2 AND mine.day = ?3 AND (mine.corrects OR other.corrects))) "
        "ORDER BY day DESC, no DESC LIMIT ?7",
        (no, company, day, MOVED_DAYS * DAY, *shifts, NEIGHBOURS),
    )
    return [(other_day, bool(corrects), other) for other_day, corrects, other in rows.fetchall()]


def _forget_changes(at: Connection, no: int) -> list[int]:
    """Drop what the release changed and what was changed of it; gives the releases it had changed."""
    touched = at.execute(
        "SELECT earlier FROM change WHERE later = ?1 UNION SELECT earlier FROM correction WHERE later = ?1",
        (no,),
    ).fetchall()
    at.execute("DELETE FROM change WHERE later = ?1 OR earlier = ?1", (no,))
    at.execute("DELETE FROM correction WHERE later = ?1 OR earlier = ?1", (no,))
    return [other for (other,) in touched]


def _gather_sources(at: Connection, leader: int) -> None:
    """Write down with a leader all the places that it and its twins came from."""
    at.execute(
        "UPDATE release SET sources = (SELECT group_concat(source, char(31)) FROM (SELECT source FROM source "
        "JOIN release ON no = source.release WHERE no = ?1 OR twin_of = ?1 ORDER BY no)) WHERE no = ?1",
        (leader,),
    )


def packed(release: Release) -> tuple[bytes, bytes]:
    """The release's record and text as they are kept."""
    record = json.dumps(release_record(release), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(record.encode()), zlib.compress(release.text.encode())


def kept_release(at: Connection, no: int) -> Release:
    """The release of that number. Raises KeyError when it is not kept."""
    row = at.execute("SELECT record, text FROM body WHERE release = ?", (no,)).fetchone()
    if row is None:
        raise KeyError(no)
    text = zlib.decompress(row[1]).decode()
    return release_from(json.loads(zlib.decompress(row[0])), text)


def release_id(release: Release) -> str:
    """16 hexadecimal digits of what the release is and says, the same wherever it is indexed."""
    parts = (release.company, release.published, release.headline)
    content = "\n".join([part.value if part else "" for part in parts] + [release.text])
    return blake2b(content.encode(), digest_size=8).hexdigest()


def _first_day(release: Release) -> str:
    return min((call.starts.value[:10] for call in release.calls if call.starts), default="")


def _calls(
    no: int, company: int | None, release: Release
) -> Iterator[tuple[int, int, int | None, int, int, str, str | None]]:
    for i, call in enumerate(release.calls):
        bounds = _bounds(call)
        if bounds and call.starts and not call.status:
            yield no, i, company, *bounds, call.starts.value, call.title.value if call.title else None


def _bounds(call: Call) -> tuple[int, int] | None:
    """First and last second at which the call may begin: one, or a day where only that is stated."""
    try:
        if call.starts is None:
            return None
        if len(call.starts.value) == len("2000-01-01"):
            day = datetime.combine(date.fromisoformat(call.starts.value), time(), _zone(call))
            return int(day.timestamp()), int((day + timedelta(days=1)).timestamp()) - 1
        moment = datetime.fromisoformat(call.starts.value)
        second = int((moment if moment.tzinfo else moment.replace(tzinfo=_zone(call))).timestamp())
    except ValueError:  # a moment that is none: it is kept, but in no calendar
        return None
    return second, second


def _zone(call: Call) -> ZoneInfo:
    try:
        return ZoneInfo(call.timezone.value if call.timezone else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
