"""Who follows whom, what is to be sent, and who sends it: what comes into the outbox and out of it.

A post is decided in one transaction with what causes it, and kept until it was sent: `waiting`, then
`sending` from before the first try on, then `sent` with its message. Killed at any moment and started again,
a sender knows which posts may have reached Discord. One that is no longer to be sent is `dropped`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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

    `guild` is the place's server, None for direct messages. `useless` is from when on it is of no use;
    `replies_to` names events of the place, of which the first that was posted is replied to.
    """

    place: str
    event: str
    body: str
    due: datetime
    follows: tuple[int, ...] = ()
    useless: datetime | None = None
    replies_to: tuple[str, ...] = ()
    guild: int | None = None


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


CLAIM_SECONDS = 90.0  # more than one request may take, less than Discord surely knows a nonce


@dataclass(frozen=True, slots=True)
class Sender:
    """A process that sends to the servers of its shards, of so many; to people that with the first.

    Whoever is started with the same shards goes on at once with what one before had claimed.
    """

    shards: tuple[int, ...] = (0,)
    of: int = 1

    @property
    def name(self) -> str:
        """What its claims are held by.

        >>> Sender((2, 3), 4).name
        'shards 2, 3 of 4'
        """
        return f"shards {', '.join(map(str, self.shards))} of {self.of}"

    def has(self, guild: int | None) -> bool:
        """Whether it sends to a server, or to people.

        >>> Sender((1,), 2).has((3 << 22) + 5), Sender((1,), 2).has(None)
        (True, False)
        """
        return ((guild or 0) >> 22) % self.of in self.shards
