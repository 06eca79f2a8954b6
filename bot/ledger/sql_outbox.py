"""Follows and the outbox in SQL that SQLite and PostgreSQL both understand."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.ledger.outbox import (
    DROPPED,
    SENDING,
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
    "post.tries, post.channel, post.message, first.message "
    "FROM post LEFT JOIN post AS first ON first.id = post.replies_to "
)
_SCHEDULED = "SELECT guild, key, wanted, made, event, tried, id FROM scheduled "
# Posts for nobody in particular, such as a calendar, are sent; others while any follow of theirs is active.
_WANTED = (
    "(NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.post = post.id) OR EXISTS (SELECT 1 FROM delivery "
    "JOIN follow ON follow.id = delivery.follow WHERE delivery.post = post.id AND follow.reason IS NULL))"
)


class Outbox:
    """Follows and posts. Calls may come from several threads; each writing one is a transaction."""

    def __init__(self, database: Connections, each_of: str) -> None:
        """`each_of` has the elements of a JSON array that is a parameter as rows of one column "value"."""
        self._database = database
        self._numbers = f"(SELECT CAST(value AS BIGINT) AS value FROM {each_of} AS given)"  # noqa: S608
        self._texts = f"(SELECT CAST(value AS TEXT) AS value FROM {each_of} AS given)"  # noqa: S608

    # Follows

    def follow(self, follow: Follow) -> Follow:
        """Keep a follow, in the place of the place's earlier one of that issuer and kind; gives it numbered.

        One that replaces another goes on from where that began.
        """
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
        """End follows; posts that waited for nobody else are not sent. Gives how many there were."""
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
    ) -> Sequence[Follow]:
        """The follows of all that is given, paused ones too, in the order they were made."""
        given = {"place": place, "guild": guild, "person": person, "kind": kind}
        chosen = {name: value for name, value in given.items() if value is not None}
        where = [f"{name} = ?" for name in chosen]
        values: list[Any] = list(chosen.values())
        if issuers is not None:
            where.append(f"issuer IN {self._texts}")
            values.append(json.dumps([*issuers]))
        with self._database.reading() as at:
            rows = at.execute(f"{_FOLLOW} WHERE {' AND '.join(where) or 'true'} ORDER BY id", values)
            return [_follow(row) for row in rows]

    def pause(self, ids: Collection[int], reason: str, now: datetime, intents: Sequence[Intent] = ()) -> None:
        """Pause those that are active, and carry out the intents, in one transaction."""
        with self._database.writing() as at:
            at.execute(
                "UPDATE follow SET reason = ?, paused = ? WHERE reason IS NULL "  # noqa: S608
                f"AND id IN {self._numbers}",
                (reason, milliseconds(now), json.dumps([*ids])),
            )
            _carry_out(at, intents)

    def resume(self, ids: Collection[int]) -> None:
        """Let paused follows go on; what waited for them is sent."""
        with self._database.writing() as at:
            at.execute(
                f"UPDATE follow SET reason = NULL, paused = NULL WHERE id IN {self._numbers}",  # noqa: S608
                (json.dumps([*ids]),),
            )

    def forget(self, person: int) -> int:
        """Delete a person's own follows and reminders with their posts, and the name on a server's follows.

        Gives how many follows were deleted.
        """
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
        """When the library was last looked at for news; None where it never was."""
        with self._database.reading() as at:
            row = at.execute("SELECT at FROM looked").fetchone()
        return moment_of(row and row[0])

    def unseen(self, marks: Collection[int]) -> frozenset[int]:
        """Which of the marks were not seen yet."""
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
        """Do what was decided, together with noting what it was decided on, in one transaction."""
        with self._database.writing() as at:
            at.executemany("INSERT INTO seen VALUES (?) ON CONFLICT DO NOTHING", [(mark,) for mark in seen])
            _carry_out(at, intents)
            if looked is not None:
                at.execute("DELETE FROM looked")
                at.execute("INSERT INTO looked VALUES (?)", (milliseconds(looked),))

    def posts(self, events: Collection[Event]) -> Mapping[Event, Post]:
        """The posts of these events that were not dropped, whether sent or not."""
        found: dict[Event, Post] = {}
        with self._database.reading() as at:
            for event in events:
                where = "WHERE post.place = ? AND post.event = ? AND post.state <> ?"
                row = at.execute(_POST + where, (*event, DROPPED)).fetchone()
                if row:
                    found[event] = _post(row)
        return found

    def events_at(self, place: str, prefix: str) -> Sequence[Post]:
        """The place's posts that wait, of the events that begin so."""
        with self._database.reading() as at:
            rows = at.execute(
                _POST + "WHERE post.place = ? AND substr(post.event, 1, ?) = ? AND post.state = ? "
                "ORDER BY post.id",
                (place, len(prefix), prefix, WAITING),
            )
            return [_post(row) for row in rows]

    # Sending

    def waiting(self, now: datetime, limit: int) -> Sequence[Post]:
        """Posts to be sent by now, in order; none of those whose every follow is paused."""
        with self._database.reading() as at:
            rows = at.execute(
                f"{_POST} WHERE post.state IN ('waiting', 'sending') AND post.due <= ? AND {_WANTED} "
                "ORDER BY post.due, post.id LIMIT ?",
                (milliseconds(now), limit),
            )
            return [_post(row) for row in rows]

    def begin(self, id: int, now: datetime) -> None:
        """Note that a post is being sent, before it is."""
        self._update(
            "state = ?, tried = coalesce(tried, ?), tries = tries + 1", (SENDING, milliseconds(now)), id
        )

    def sent(self, id: int, channel: int, message: int) -> None:
        """Note a post's message."""
        self._update("state = ?, channel = ?, message = ?, why = NULL", (SENT, channel, message), id)

    def put_off(self, id: int, until: datetime, why: str, *, refused: bool) -> None:
        """Try a post again later; one that was `refused` surely did not arrive."""
        unsent = "state = 'waiting', tried = NULL, " if refused else ""
        self._update(f"{unsent}due = ?, why = ?", (milliseconds(until), why), id)

    def drop(self, id: int, why: str) -> None:
        """Give up a post, whatever its state."""
        self._update("state = ?, why = ?, edited = 0", (DROPPED, why), id)

    def to_edit(self, limit: int) -> Sequence[Post]:
        """Sent posts whose body changed."""
        with self._database.reading() as at:
            rows = at.execute(
                f"{_POST} WHERE post.edited = 1 AND post.state = 'sent' AND {_WANTED} "
                "ORDER BY post.id LIMIT ?",
                (limit,),
            )
            return [_post(row) for row in rows]

    def edited(self, id: int, body: str) -> None:
        """Note that a post's message has this body; it stays to be edited where it changed since."""
        self._update("edited = CASE WHEN body <> ? THEN edited ELSE 0 END", (body,), id)

    def tidy(self, paused: datetime, posts: datetime) -> None:
        """Delete follows paused before a moment, and posts that were due before another."""
        with self._database.writing() as at:
            old = at.execute("SELECT id FROM follow WHERE paused < ?", (milliseconds(paused),)).fetchall()
            self._ended(at, [id for (id,) in old])
            _delete_posts(at, "due < ?", milliseconds(posts))

    def _update(self, changes: str, values: tuple[Any, ...], id: int) -> None:
        with self._database.writing() as at:
            at.execute(f"UPDATE post SET {changes} WHERE id = ?", (*values, id))  # noqa: S608

    # Servers

    def settings(self, guild: int) -> Mapping[str, Any]:
        """What a server has set."""
        with self._database.reading() as at:
            row = at.execute("SELECT settings FROM guild WHERE id = ?", (guild,)).fetchone()
        found: dict[str, Any] = json.loads(row[0]) if row else {}
        return found

    def guilds(self) -> Mapping[int, Mapping[str, Any]]:
        """What each server has set that has set anything."""
        with self._database.reading() as at:
            rows = at.execute("SELECT id, settings FROM guild ORDER BY id")
            return {guild: json.loads(settings) for guild, settings in rows}

    def set(self, guild: int, settings: Mapping[str, Any]) -> None:
        """Keep what a server has set."""
        with self._database.writing() as at:
            at.execute(
                "INSERT INTO guild VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings",
                (guild, json.dumps(dict(settings))),
            )

    # Servers' events

    def scheduled(self, guild: int) -> Sequence[Scheduled]:
        """A server's events, whatever is left to do for them."""
        with self._database.reading() as at:
            rows = at.execute(_SCHEDULED + "WHERE guild = ? ORDER BY id", (guild,))
            return [_scheduled(row) for row in rows]

    def schedule(self, guild: int, wanted: Mapping[str, str | None], past: Collection[str] = ()) -> None:
        """Keep what is wanted of a server's events by their keys; those that are past are forgotten."""
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
        """Events that are not as they are wanted."""
        with self._database.reading() as at:
            where = (
                "WHERE coalesce(wanted, '') <> coalesce(made, '') OR (wanted IS NULL AND made IS NULL) "
                "ORDER BY id LIMIT ?"
            )
            rows = at.execute(_SCHEDULED + where, (limit,))
            return [_scheduled(row) for row in rows]

    def scheduling(self, id: int) -> None:
        """Note that making an event is begun."""
        with self._database.writing() as at:
            at.execute("UPDATE scheduled SET tried = 1 WHERE id = ?", (id,))

    def scheduled_as(self, id: int, event: int | None, made: str | None) -> None:
        """Note what an event is like now; one that was deleted (`made` None) is forgotten."""
        with self._database.writing() as at:
            at.execute("UPDATE scheduled SET event = ?, made = ? WHERE id = ?", (event, made, id))
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
        "body = excluded.body, due = excluded.due, useless = excluded.useless, why = NULL, tried = NULL "
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
    id, place, event, body, due, useless, state, tried, tries, channel, message, replies_to = row
    return Post(
        id, place, event, body, _moment(due), moment_of(useless), state, moment_of(tried), tries, channel,
        message, replies_to,
    )  # fmt: skip


def _scheduled(row: Sequence[Any]) -> Scheduled:
    guild, key, wanted, made, event, tried, id = row
    return Scheduled(guild, key, wanted, made, event, bool(tried), id)
