"""Who follows whom, and what is to be sent: the part of a ledger's port that deliveries go by.

A post is decided in one transaction with what causes it, and kept until it was sent: `waiting`, then
`sending` from before the first try on, then `sent` with its message. Killed at any moment and started again,
a sender knows which posts may have reached Discord. One that is no longer to be sent is `dropped`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

RELEASE, REMINDER = "release", "reminder"
WAITING, SENDING, SENT, DROPPED = "waiting", "sending", "sent", "dropped"
Event = tuple[str, str]
"""A place ("c123" a channel, "u123" a person's direct messages) and what is told there."""


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody wants to know of a company.

    `kind` is release or reminder; `issuer` the company's name folded, without legal form; `what` everything,
    calls or pipeline; `before` minutes; `since` the newest arrival's number when it was made; `person` who
    made it. `guild` is None for a person's own. Paused it has a `reason`.
    """

    kind: str
    place: str
    person: int
    issuer: str
    company: str
    made: datetime
    guild: int | None = None
    what: str = "everything"
    before: int = 0
    since: int = 0
    reason: str | None = None
    paused: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A message that is, or was, to be sent. `replies_to` is a message.

    `tried` is when that was first tried, `tried_body` with what; None where it surely did not arrive.
    """

    id: int
    place: str
    event: str
    body: str
    due: datetime
    useless: datetime | None = None
    state: str = WAITING
    tried: datetime | None = None
    tries: int = 0
    channel: int | None = None
    message: int | None = None
    replies_to: int | None = None
    tried_body: str | None = None


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A call as a server's event: what is `wanted` (None: that it is deleted) and what was `made`, both JSON.

    `event` is Discord's number; `trying` is as what making it was begun, where that may have been killed.
    """

    guild: int
    key: str
    wanted: str | None
    made: str | None = None
    event: int | None = None
    trying: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Tell:
    """Post once at a place, whoever of it follows. A post that was dropped is taken up again.

    `useless` is from when on it is of no use; `replies_to` names events of the place, of which the first that
    was posted is replied to.
    """

    place: str
    event: str
    body: str
    due: datetime
    follows: tuple[int, ...] = ()
    useless: datetime | None = None
    replies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Put another body in a post's place: before it is sent, or by an edit of its message."""

    place: str
    event: str
    body: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Do not send a post that still waits."""

    place: str
    event: str
    why: str


Intent = Tell | Change | Drop


class Outbox(Protocol):
    """Follows and posts. Calls may come from several threads; each writing one is a transaction."""

    # Follows

    def follow(self, follow: Follow) -> Follow:
        """Keep a follow, in the place of the place's earlier one of that issuer and kind; gives it numbered.

        One that replaces another goes on from where that began.
        """

    def unfollow(self, ids: Collection[int]) -> int:
        """End follows; posts that waited for nobody else are not sent. Gives how many there were."""

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

    def pause(self, ids: Collection[int], reason: str, now: datetime, intents: Sequence[Intent] = ()) -> None:
        """Pause those that are active, and carry out the intents, in one transaction."""

    def resume(self, ids: Collection[int]) -> None:
        """Let paused follows go on; what waited for them is sent."""

    def forget(self, person: int) -> int:
        """Delete a person's own follows and reminders with their posts, and the name on a server's follows.

        Gives how many follows were deleted.
        """

    # What is told

    def looked(self) -> datetime | None:
        """When the library was last looked at for news; None where it never was."""

    def unseen(self, marks: Collection[int]) -> frozenset[int]:
        """Which of the marks were not seen yet."""

    def carry_out(
        self, intents: Sequence[Intent], *, seen: Collection[int] = (), looked: datetime | None = None
    ) -> None:
        """Do what was decided, together with noting what it was decided on, in one transaction."""

    def posts(self, events: Collection[Event]) -> Mapping[Event, Post]:
        """The posts of these events that were not dropped, whether sent or not."""

    def events_at(self, place: str, prefix: str) -> Sequence[Post]:
        """The place's posts that wait, of the events that begin so."""

    # Sending

    def waiting(self, now: datetime, limit: int) -> Sequence[Post]:
        """Posts to be sent by now, in order; none of those whose every follow is paused.

        Nor those behind one of their place that is to be tried again, unless that failed often.
        """

    def begin(self, id: int, now: datetime, *, anew: bool = False) -> str | None:
        """Note that a post is being sent, before it is; gives the body to send, None where it was dropped.

        That is the body of the first try, whatever it changed to since, so that the message can be told by
        it; `anew` where no earlier try arrived.
        """

    def sent(self, id: int, channel: int, message: int) -> None:
        """Note a post's message."""

    def put_off(self, id: int, until: datetime, why: str, *, refused: bool) -> None:
        """Try a post again later; one that was `refused` surely did not arrive."""

    def drop(self, id: int, why: str) -> None:
        """Give up a post, whatever its state."""

    def to_edit(self, limit: int) -> Sequence[Post]:
        """Sent posts whose body changed."""

    def edited(self, id: int, body: str) -> None:
        """Note that a post's message has this body; it stays to be edited where it changed since."""

    def tidy(self, paused: datetime, posts: datetime, spared: str) -> None:
        """Delete follows paused before a moment, save for the reason spared, and posts due before another."""

    # Servers

    def settings(self, guild: int) -> Mapping[str, Any]:
        """What a server has set."""

    def guilds(self) -> Mapping[int, Mapping[str, Any]]:
        """What each server has set that has set anything."""

    def set(self, guild: int, settings: Mapping[str, Any]) -> None:
        """Keep what a server has set."""

    # Servers' events

    def scheduled(self, guild: int) -> Sequence[Scheduled]:
        """A server's events, whatever is left to do for them."""

    def schedule(self, guild: int, wanted: Mapping[str, str | None], past: Collection[str] = ()) -> None:
        """Keep what is wanted of a server's events by their keys; those that are past are forgotten."""

    def to_schedule(self, limit: int) -> Sequence[Scheduled]:
        """Events that are not as they are wanted."""

    def scheduling(self, id: int, trying: str) -> None:
        """Note as what making an event is begun."""

    def scheduled_as(self, id: int, event: int | None, made: str | None) -> None:
        """Note what an event is like now; one that was deleted (`made` None) is forgotten."""
