"""Follows and the outbox in SQL that SQLite and PostgreSQL both understand."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.ledger.outbox import (
    DROPPED,
    SENT,
    WAITING,
    Change,
    Event,
    Follow,
    Intent,
    Post,
    Scheduled,
    Tell,
)
from bot.ledger.records import milliseconds, moment_of
from bot.ledger.sql_connection import At, Connections

_FOLLOW = (
    "SELECT id, kind, place, guild, person, issuer, company, what, before, since, made, reason, paused "
    "FROM follow "
)
_POST = (
    "SELECT post.id, post.place, post.event, post.body, post.due, post.useless, post.state, post.tried, "
    "post.tries, post.channel, post.message, first.message, post.tried_body "
    "FROM post LEFT JOIN post AS first ON first.id = post.replies_to "
)
_UNTRIED = "state = 'waiting', tried = NULL, tried_body = NULL, edited = 0"
_SCHEDULED = "SELECT guild, key, wanted, made, event, trying, id FROM scheduled "
# Posts for nobody in particular, such as a calendar, are sent; others while any follow of theirs is active.
_WANTED = (
    "(NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.post = post.id) OR EXISTS (SELECT 1 FROM delivery "
    "JOIN follow ON follow.id = delivery.follow WHERE delivery.post = post.id AND follow.reason IS NULL))"
)


# Behind a post that is to be tried again those of its place wait, so that they come in order; not for ever.
_IN_TURN = (
    "NOT EXISTS (SELECT 1 FROM post AS before WHERE before.place = post.place AND before.state = 'sending' "
    "AND before.due > ? AND before.id < post.id AND before.tries <= 5)"
)


class SqlOutbox:
    """See `bot.ledger.outbox.Outbox`."""

    def __init__(self, database: Connections, each_of: str) -> None:
        """`each_of` has the elements of a JSON array that is a parameter as rows of one column "value"."""
        self._database = database
        self._numbers = f"(SELECT CAST(value AS BIGINT) AS value FROM {each_of} AS given)"  # noqa: S608
        self._texts = f"(SELECT CAST(value AS TEXT) AS value FROM {each_of} AS given)"  # noqa: S608

    # Follows

    def follow(self, follow: Follow) -> Follow:
        values = (
            *(follow.kind, follow.place, follow.guild, follow.person, follow.issuer, follow.company),
            *(follow.what, follow.before, follow.since, milliseconds(follow.made)),
        )
        with self._database.writing() as at:
            at.execute(
                "INSERT INTO follow (kind, place, guild, person, issuer, company, what, before, since, made) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place, issuer, kind) DO UPDATE SET "
                "guild = excluded.guild, person = excluded.person, company = excluded.company, "
                "what = excluded.what, before = excluded.before, reason = NULL, paused = NULL",
                values,
            )
            where = "WHERE place = ? AND issuer = ? AND kind = ?"
            row = at.execute(_FOLLOW + where, (follow.place, follow.issuer, follow.kind)).fetchone()
        return _follow(row)

    def unfollow(self, ids: Collection[int]) -> int:
        with self._database.writing() as at:
            return self._ended(at, ids)

    def follows(
        self,
        *,
        issuers: Collection[str] | None = None,
        place: str | None = None,
        guild: int | None = None,
        person: int | None = None,
        kind: str | None = None,
        paused: bool = False,
    ) -> Sequence[Follow]:
        given = {"place": place, "guild": guild, "person": person, "kind": kind}
        chosen = {name: value for name, value in given.items() if value is not None}
        where = [f"{name} = ?" for name in chosen]
        values: list[Any] = list(chosen.values())
        if paused:
            where.append("reason IS NOT NULL")
        if issuers is not None:
            where.append(f"issuer IN {self._texts}")
            values.append(json.dumps([*issuers]))
        with self._database.reading() as at:
            rows = at.execute(f"{_FOLLOW} WHERE {' AND '.join(where) or 'true'} ORDER BY id", values)
            return [_follow(row) for row in rows]

    def pause(self, ids: Collection[int], reason: str, now: datetime, intents: Sequence[Intent] = ()) -> None:
        with self._database.writing() as at:
            at.execute(
                "UPDATE follow SET reason = ?, paused = ? WHERE reason IS NULL "  # noqa: S608
                f"AND id IN {self._numbers}",
                (reason, milliseconds(now), json.dumps([*ids])),
            )
            _carry_out(at, intents)

    def resume(self, ids: Collection[int]) -> None:
        with self._database.writing() as at:
            at.execute(
                f"UPDATE follow SET reason = NULL, paused = NULL WHERE id IN {self._numbers}",  # noqa: S608
                (json.dumps([*ids]),),
            )

    def forget(self, person: int) -> int:
        own = f"u{person}"
        with self._database.writing() as at:
            ids = [id for (id,) in at.execute("SELECT id FROM follow WHERE place = ?", (own,)).fetchall()]
            count = self._ended(at, ids)
            _delete_posts(at, "place = ?", own)
            at.execute("UPDATE follow SET person = 0 WHERE person = ?", (person,))
        return count

    def _ended(self, at: At, ids: Iterable[int]) -> int:
        """Delete follows, and drop what waited for nobody else."""
        chosen = (json.dumps([*ids]),)
        posts = at.execute(
            f"SELECT DISTINCT post FROM delivery WHERE follow IN {self._numbers}",  # noqa: S608
            chosen,
        ).fetchall()
        at.execute(f"DELETE FROM delivery WHERE follow IN {self._numbers}", chosen)  # noqa: S608
        at.executemany(
            "UPDATE post SET state = 'dropped', why = 'unfollowed' WHERE id = ? AND state = 'waiting' "
            "AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.post = post.id)",
            posts,
        )
        return at.execute(f"DELETE FROM follow WHERE id IN {self._numbers}", chosen).rowcount  # noqa: S608

    # What is told

    def looked(self) -> datetime | None:
        with self._database.reading() as at:
            row = at.execute("SELECT at FROM looked").fetchone()
        return moment_of(row and row[0])

    def unseen(self, marks: Collection[int]) -> frozenset[int]:
        with self._database.reading() as at:
            rows = at.execute(
                f"SELECT value FROM {self._numbers} AS asked "  # noqa: S608
                "WHERE NOT EXISTS (SELECT 1 FROM seen WHERE mark = asked.value)",
                (json.dumps([*marks]),),
            )
            return frozenset(mark for (mark,) in rows)

    def carry_out(
        self, intents: Sequence[Intent], *, seen: Collection[int] = (), looked: datetime | None = None
    ) -> None:
        with self._database.writing() as at:
            at.executemany("INSERT INTO seen VALUES (?) ON CONFLICT DO NOTHING", [(mark,) for mark in seen])
            _carry_out(at, intents)
            if looked is not None:
                at.execute("DELETE FROM looked")
                at.execute("INSERT INTO looked VALUES (?)", (milliseconds(looked),))

    def posts(self, events: Collection[Event]) -> Mapping[Event, Post]:
        found: dict[Event, Post] = {}
        with self._database.reading() as at:
            for event in events:
                where = "WHERE post.place = ? AND post.event = ? AND post.state <> ?"
                row = at.execute(_POST + where, (*event, DROPPED)).fetchone()
                if row:
                    found[event] = _post(row)
        return found

    def events_at(self, place: str, prefix: str) -> Sequence[Post]:
        with self._database.reading() as at:
            rows = at.execute(
                _POST + "WHERE post.place = ? AND substr(post.event, 1, ?) = ? AND post.state = ? "
                "ORDER BY post.id",
                (place, len(prefix), prefix, WAITING),
            )
            return [_post(row) for row in rows]

    # Sending

    def waiting(self, now: datetime, limit: int) -> Sequence[Post]:
        with self._database.reading() as at:
            rows = at.execute(
                f"{_POST} WHERE post.state IN ('waiting', 'sending') AND post.due <= ? AND {_WANTED} "
                f"AND {_IN_TURN} ORDER BY post.due, post.id LIMIT ?",
                (milliseconds(now), milliseconds(now), limit),
            )
            return [_post(row) for row in rows]

    def begin(self, id: int, now: datetime, *, anew: bool = False) -> str | None:
        with self._database.writing() as at:
            if anew:
                at.execute(f"UPDATE post SET {_UNTRIED} WHERE id = ? AND state = 'sending'", (id,))  # noqa: S608
            at.execute(
                "UPDATE post SET state = 'sending', tries = tries + 1, tried = coalesce(tried, ?), "
                "tried_body = coalesce(tried_body, body) WHERE id = ? AND state IN ('waiting', 'sending')",
                (milliseconds(now), id),
            )
            where = "WHERE id = ? AND state = 'sending'"
            row = at.execute(f"SELECT tried_body FROM post {where}", (id,)).fetchone()  # noqa: S608
        return row and str(row[0])

    def sent(self, id: int, channel: int, message: int) -> None:
        self._update("state = ?, channel = ?, message = ?, why = NULL", (SENT, channel, message), id)

    def put_off(self, id: int, until: datetime, why: str, *, refused: bool) -> None:
        unsent = f"{_UNTRIED}, " if refused else ""
        self._update(f"{unsent}due = ?, why = ?", (milliseconds(until), why), id)

    def drop(self, id: int, why: str) -> None:
        self._update("state = ?, why = ?, edited = 0", (DROPPED, why), id)

    def to_edit(self, limit: int) -> Sequence[Post]:
        with self._database.reading() as at:
            rows = at.execute(
                f"{_POST} WHERE post.edited = 1 AND post.state = 'sent' AND {_WANTED} "
                "ORDER BY post.id LIMIT ?",
                (limit,),
            )
            return [_post(row) for row in rows]

    def edited(self, id: int, body: str) -> None:
        self._update("edited = CASE WHEN body <> ? THEN edited ELSE 0 END", (body,), id)

    def tidy(self, paused: datetime, posts: datetime, spared: str) -> None:
        with self._database.writing() as at:
            values = (milliseconds(paused), spared)
            old = at.execute("SELECT id FROM follow WHERE paused < ? AND reason <> ?", values).fetchall()
            self._ended(at, [id for (id,) in old])
            _delete_posts(at, "due < ?", milliseconds(posts))

    def _update(self, changes: str, values: tuple[Any, ...], id: int) -> None:
        with self._database.writing() as at:
            at.execute(f"UPDATE post SET {changes} WHERE id = ?", (*values, id))  # noqa: S608

    # Servers

    def settings(self, guild: int) -> Mapping[str, Any]:
        with self._database.reading() as at:
            row = at.execute("SELECT settings FROM guild WHERE id = ?", (guild,)).fetchone()
        found: dict[str, Any] = json.loads(row[0]) if row else {}
        return found

    def guilds(self) -> Mapping[int, Mapping[str, Any]]:
        with self._database.reading() as at:
            rows = at.execute("SELECT id, settings FROM guild ORDER BY id")
            return {guild: json.loads(settings) for guild, settings in rows}

    def set(self, guild: int, settings: Mapping[str, Any]) -> None:
        with self._database.writing() as at:
            at.execute(
                "INSERT INTO guild VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings",
                (guild, json.dumps(dict(settings))),
            )

    # Servers' events

    def scheduled(self, guild: int) -> Sequence[Scheduled]:
        with self._database.reading() as at:
            rows = at.execute(_SCHEDULED + "WHERE guild = ? ORDER BY id", (guild,))
            return [_scheduled(row) for row in rows]

    def schedule(self, guild: int, wanted: Mapping[str, str | None], past: Collection[str] = ()) -> None:
        with self._database.writing() as at:
            at.executemany(
                "DELETE FROM scheduled WHERE guild = ? AND key = ?", [(guild, key) for key in past]
            )
            at.executemany(
                "INSERT INTO scheduled (guild, key, wanted) VALUES (?, ?, ?) "
                "ON CONFLICT (guild, key) DO UPDATE SET wanted = excluded.wanted",
                [(guild, key, text) for key, text in wanted.items()],
            )

    def to_schedule(self, limit: int) -> Sequence[Scheduled]:
        with self._database.reading() as at:
            where = (
                "WHERE coalesce(wanted, '') <> coalesce(made, '') OR (wanted IS NULL AND made IS NULL) "
                "ORDER BY id LIMIT ?"
            )
            rows = at.execute(_SCHEDULED + where, (limit,))
            return [_scheduled(row) for row in rows]

    def scheduling(self, id: int, trying: str) -> None:
        with self._database.writing() as at:
            at.execute("UPDATE scheduled SET trying = ? WHERE id = ?", (trying, id))

    def scheduled_as(self, id: int, event: int | None, made: str | None) -> None:
        with self._database.writing() as at:
            at.execute(
                "UPDATE scheduled SET event = ?, made = ?, trying = NULL WHERE id = ?", (event, made, id)
            )
            at.execute("DELETE FROM scheduled WHERE id = ? AND made IS NULL AND wanted IS NULL", (id,))


def _delete_posts(at: At, where: str, value: object) -> None:
    chosen = f"(SELECT id FROM post WHERE {where})"  # noqa: S608 - no word of it comes from outside
    at.execute(f"DELETE FROM delivery WHERE post IN {chosen}", (value,))  # noqa: S608
    at.execute(f"UPDATE post SET replies_to = NULL WHERE replies_to IN {chosen}", (value,))  # noqa: S608
    at.execute(f"DELETE FROM post WHERE {where}", (value,))  # noqa: S608


def _carry_out(at: At, intents: Iterable[Intent]) -> None:
    for intent in intents:
        if isinstance(intent, Tell):
            _tell(at, intent)
        elif isinstance(intent, Change):
            at.execute(
                "UPDATE post SET body = ?, "
                "edited = CASE WHEN state IN ('sending', 'sent') THEN 1 ELSE edited END "
                "WHERE place = ? AND event = ? AND state <> 'dropped' AND body <> ?",
                (intent.body, intent.place, intent.event, intent.body),
            )
        else:
            at.execute(
                "UPDATE post SET state = 'dropped', why = ? WHERE place = ? AND event = ? "
                "AND state = 'waiting'",
                (intent.why, intent.place, intent.event),
            )


def _tell(at: At, one: Tell) -> None:
    at.execute(
        "INSERT INTO post (place, event, body, due, useless, state, replies_to) "
        "VALUES (?, ?, ?, ?, ?, 'waiting', ?) ON CONFLICT (place, event) DO UPDATE SET state = 'waiting', "
        "body = excluded.body, due = excluded.due, useless = excluded.useless, why = NULL, tried = NULL, "
        "tried_body = NULL "
        "WHERE post.state = 'dropped'",
        (
            *(one.place, one.event, one.body, milliseconds(one.due)),
            one.useless and milliseconds(one.useless),
            next(filter(None, (_number(at, one.place, event) for event in one.replies_to)), None),
        ),
    )
    number = _number(at, one.place, one.event)
    at.executemany(
        "INSERT INTO delivery SELECT id, ?, ? FROM follow WHERE id = ? ON CONFLICT DO NOTHING",
        [(one.event, number, follow) for follow in one.follows],
    )


def _number(at: At, place: str, event: str) -> int | None:
    where = "WHERE place = ? AND event = ? AND state <> 'dropped'"
    row = at.execute(f"SELECT id FROM post {where}", (place, event)).fetchone()  # noqa: S608
    return row and int(row[0])


def _moment(number: int) -> datetime:
    moment = moment_of(number)
    assert moment is not None  # noqa: S101 - the column is NOT NULL; for mypy
    return moment


def _follow(row: Sequence[Any]) -> Follow:
    id, kind, place, guild, person, issuer, company, what, before, since, made, reason, paused = row
    return Follow(
        kind, place, person, issuer, company, _moment(made), guild, what, before, since, reason,
        moment_of(paused), id,
    )  # fmt: skip


def _post(row: Sequence[Any]) -> Post:
    id, place, event, body, due, useless, state, tried, tries, channel, message, replies_to, tried_body = row
    return Post(
        id, place, event, body, _moment(due), moment_of(useless), state, moment_of(tried), tries, channel,
        message, replies_to, tried_body,
    )  # fmt: skip


def _scheduled(row: Sequence[Any]) -> Scheduled:
    return Scheduled(*row)
