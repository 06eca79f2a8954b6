"""The outbox as one of several senders sees it: what is its own to send, claimed before it is sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.ledger.outbox import CLAIM_SECONDS, DROPPED, SENT, Post, Scheduled, Sender
from bot.ledger.records import milliseconds
from bot.ledger.sql_connection import Connections
from bot.ledger.sql_rows import POSTS, SCHEDULED, post_of, scheduled_of

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
_UNTRIED = "state = 'waiting', tried = NULL, tried_body = NULL, edited = 0"


class Sending:
    """Posts and servers' events of the sender's shards.

    What is given to be done is claimed for `CLAIM_SECONDS`: no other sender is given it until then. What is
    noted of it is noted only while nobody else claimed it since; each method says whether it was.
    """

    def __init__(self, database: Connections, sender: Sender) -> None:
        self._database = database
        self._holder = sender.name
        self._length = f"{database.NOW} + {round(CLAIM_SECONDS * 1000)}"
        self._numbers = f"(SELECT CAST(value AS BIGINT) FROM {database.EACH_OF} AS given)"  # noqa: S608
        shards = ", ".join(map(str, sender.shards))
        self._own = f"(coalesce({{0}}.guild, 0) >> 22) % {sender.of:d} IN ({shards})"  # as Discord deals them
        self._free = f"({{0}}.holder IS NULL OR {{0}}.holder = ? OR {{0}}.until <= {database.NOW})"

    # Posts

    def waiting(self, now: datetime, limit: int) -> Sequence[Post]:
        """Posts to be sent by now, in order; none of those whose every follow is paused.

        Nor those behind one of their place that is to be tried again, unless that failed often, nor any of a
        place where another sender has claimed one.
        """
        alone = (
            "NOT EXISTS (SELECT 1 FROM post AS other WHERE other.place = post.place "  # noqa: S608
            f"AND other.holder <> ? AND other.until > {self._database.NOW})"
        )
        due = "post.state IN ('waiting', 'sending') AND post.due <= ?"
        where = f"{due} AND {_WANTED} AND {_IN_TURN} AND {alone}"
        asked = (milliseconds(now), milliseconds(now), self._holder)
        return [*map(post_of, self._claimed("post", POSTS, where, asked, "post.due, post.id", limit))]

    def begin(self, id: int, now: datetime, *, anew: bool = False) -> str | None:
        """Note that a post is being sent, before it is; gives the body to send, None where it is not to be.

        That is the body of the first try, whatever it changed to since, so that the message can be told by
        it; `anew` where no earlier try arrived.
        """
        own = "WHERE id = ? AND holder = ? AND state"
        with self._database.writing() as at:
            if anew:
                at.execute(f"UPDATE post SET {_UNTRIED} {own} = 'sending'", (id, self._holder))  # noqa: S608
            row = at.execute(
                "UPDATE post SET state = 'sending', tries = tries + 1, tried = coalesce(tried, ?), "  # noqa: S608
                f"tried_body = coalesce(tried_body, body), until = {self._length} "
                f"{own} IN ('waiting', 'sending') RETURNING tried_body",
                (milliseconds(now), id, self._holder),
            ).fetchone()
        return row and str(row[0])

    def sent(self, id: int, channel: int, message: int) -> bool:
        """Note a post's message."""
        return self._let_go(
            "post", "state = ?, channel = ?, message = ?, why = NULL", (SENT, channel, message), id
        )

    def put_off(self, id: int, until: datetime, why: str, *, refused: bool) -> bool:
        """Try a post again later; one that was `refused` surely did not arrive."""
        unsent = f"{_UNTRIED}, " if refused else ""
        return self._let_go("post", f"{unsent}due = ?, why = ?", (milliseconds(until), why), id)

    def drop(self, id: int, why: str) -> bool:
        """Give up a post, whatever its state."""
        return self._let_go("post", "state = ?, why = ?, edited = 0", (DROPPED, why), id)

    def to_edit(self, limit: int) -> Sequence[Post]:
        """Sent posts whose body changed."""
        where = f"post.edited = 1 AND post.state = 'sent' AND {_WANTED}"
        return [*map(post_of, self._claimed("post", POSTS, where, (), "post.id", limit))]

    def edited(self, id: int, body: str) -> bool:
        """Note that a post's message has this body; it stays to be edited where it changed since."""
        return self._let_go("post", "edited = CASE WHEN body <> ? THEN edited ELSE 0 END", (body,), id)

    # Servers' events

    def to_schedule(self, limit: int) -> Sequence[Scheduled]:
        """Events that are not as they are wanted."""
        where = "(coalesce(wanted, '') <> coalesce(made, '') OR (wanted IS NULL AND made IS NULL))"
        return [*map(scheduled_of, self._claimed("scheduled", SCHEDULED, where, (), "id", limit))]

    def scheduling(self, id: int, trying: str) -> bool:
        """Note as what making an event is begun."""
        return self._note("scheduled", f"trying = ?, until = {self._length}", (trying,), id)

    def scheduled_as(self, id: int, event: int | None, made: str | None) -> bool:
        """Note what an event is like now; one that was deleted (`made` None) is forgotten."""
        noted = self._let_go("scheduled", "event = ?, made = ?, trying = NULL", (event, made), id)
        with self._database.writing() as at:
            at.execute("DELETE FROM scheduled WHERE id = ? AND made IS NULL AND wanted IS NULL", (id,))
        return noted

    # Claims

    def give_back(self) -> None:
        """End the sender's claims: others may go on at once."""
        with self._database.writing() as at:
            for table in ("post", "scheduled"):
                at.execute(
                    f"UPDATE {table} SET holder = NULL, until = NULL WHERE holder = ?",  # noqa: S608
                    (self._holder,),
                )

    def _claimed(
        self, table: str, select: str, where: str, asked: tuple[Any, ...], order: str, limit: int
    ) -> list[Any]:
        """Rows that are the sender's own and nobody else's just now; they are its own from now on."""
        own, free, lock = (text.format(table) for text in (self._own, self._free, self._database.SKIPPING))
        with self._database.writing() as at:
            rows = at.execute(
                f"{select} WHERE {where} AND {own} AND {free} ORDER BY {order} LIMIT ? {lock}",
                (*asked, self._holder, limit),
            ).fetchall()
            if rows:
                place = 0 if table == "post" else -1  # of the number in a row
                at.execute(
                    f"UPDATE {table} SET holder = ?, until = {self._length} "  # noqa: S608
                    f"WHERE id IN {self._numbers}",
                    (self._holder, json.dumps([row[place] for row in rows])),
                )
        return rows

    def _let_go(self, table: str, changes: str, values: tuple[Any, ...], id: int) -> bool:
        return self._note(table, f"{changes}, holder = NULL, until = NULL", values, id)

    def _note(self, table: str, changes: str, values: tuple[Any, ...], id: int) -> bool:
        with self._database.writing() as at:
            done = at.execute(
                f"UPDATE {table} SET {changes} WHERE id = ? AND holder = ?",  # noqa: S608
                (*values, id, self._holder),
            )
            return done.rowcount == 1
