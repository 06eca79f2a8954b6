"""Follows and the outbox in SQL that SQLite and PostgreSQL both understand."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.ledger.outbox import (
    DROPPED,
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
from bot.ledger.sql_rows import FOLLOWS, POSTS, SCHEDULED, follow_of, post_of, scheduled_of


class Outbox:
    """Follows and posts. Calls may come from several threads; each writing one is a transaction."""

    def __init__(self, database: Connections) -> None:
        self._database, each_of = database, database.EACH_OF
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
            row = at.execute(FOLLOWS + where, (follow.place, follow.issuer, follow.kind)).fetchone()
        return follow_of(row)

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
        paused: bool = False,
    ) -> Sequence[Follow]:
        """The follows of all that is given, in the order they were made; with `paused` only such."""
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
            rows = at.execute(f"{FOLLOWS} WHERE {' AND '.join(where) or 'true'} ORDER BY id", values)
            return [follow_of(row) for row in rows]

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
                row = at.execute(POSTS + where, (*event, DROPPED)).fetchone()
                if row:
                    found[event] = post_of(row)
        return found

    def events_at(self, place: str, prefix: str) -> Sequence[Post]:
        """The place's posts that wait, of the events that begin so."""
        with self._database.reading() as at:
            rows = at.execute(
                POSTS + "WHERE post.place = ? AND substr(post.event, 1, ?) = ? AND post.state = ? "
                "ORDER BY post.id",
                (place, len(prefix), prefix, WAITING),
            )
            return [post_of(row) for row in rows]

    def tidy(self, paused: datetime, posts: datetime, spared: str) -> None:
        """Delete follows paused before a moment, save for the reason spared, and posts due before another."""
        with self._database.writing() as at:
            values = (milliseconds(paused), spared)
            old = at.execute("SELECT id FROM follow WHERE paused < ? AND reason <> ?", values).fetchall()
            self._ended(at, [id for (id,) in old])
            _delete_posts(at, "due < ?", milliseconds(posts))

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
            rows = at.execute(SCHEDULED + "WHERE guild = ? ORDER BY id", (guild,))
            return [scheduled_of(row) for row in rows]

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
        "INSERT INTO post (place, guild, event, body, due, useless, state, replies_to) "
        "VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?) ON CONFLICT (place, event) DO UPDATE SET state = 'waiting', "
        "body = excluded.body, due = excluded.due, useless = excluded.useless, why = NULL, tried = NULL, "
        "tried_body = NULL, holder = NULL, until = NULL "
        "WHERE post.state = 'dropped'",
        (
            *(one.place, one.guild, one.event, one.body, milliseconds(one.due)),
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
