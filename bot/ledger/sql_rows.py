"""Rows of the outbox as its shapes, and the columns that these are made of. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.ledger.outbox import Follow, Post, Scheduled
from bot.ledger.records import moment_of

FOLLOWS = (
    "SELECT id, kind, place, guild, person, issuer, company, what, before, since, made, reason, paused "
    "FROM follow "
)
POSTS = (
    "SELECT post.id, post.place, post.event, post.body, post.due, post.useless, post.state, post.tried, "
    "post.tries, post.channel, post.message, first.message, post.tried_body "
    "FROM post LEFT JOIN post AS first ON first.id = post.replies_to "
)
SCHEDULED = "SELECT guild, key, wanted, made, event, trying, id FROM scheduled "


def follow_of(row: Sequence[Any]) -> Follow:
    """A row of `FOLLOWS`."""
    id, kind, place, guild, person, issuer, company, what, before, since, made, reason, paused = row
    return Follow(
        kind, place, person, issuer, company, _moment(made), guild, what, before, since, reason,
        moment_of(paused), id,
    )  # fmt: skip


def post_of(row: Sequence[Any]) -> Post:
    """A row of `POSTS`."""
    id, place, event, body, due, useless, state, tried, tries, channel, message, replies_to, tried_body = row
    return Post(
        id, place, event, body, _moment(due), moment_of(useless), state, moment_of(tried), tries, channel,
        message, replies_to, tried_body,
    )  # fmt: skip


def scheduled_of(row: Sequence[Any]) -> Scheduled:
    """A row of `SCHEDULED`."""
    return Scheduled(*row)


def _moment(number: int) -> datetime:
    moment = moment_of(number)
    assert moment is not None  # noqa: S101 - the column is NOT NULL; for mypy
    return moment
