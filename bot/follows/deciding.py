"""What to tell whom of what happened, what to send of what waits, what to do when that fails. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.follows.body import Body
from bot.ledger.outbox import (
    RELEASE,
    SENDING,
    WAITING,
    Change,
    Drop,
    Event,
    Follow,
    Intent,
    Post,
    Scheduled,
    Tell,
)

CALLS, PIPELINE = "calls", "pipeline"
MOST = 5  # releases told in one place at a time
NONCE_HOLDS = timedelta(minutes=3)  # for which Discord surely knows a message by its nonce
FIRST_RETRY, LAST_RETRY = timedelta(seconds=5), timedelta(minutes=10)
MARKET = "America/New_York"
MORNING = time(9)  # on the day before a call of which only the day is known
NOON = time(12)  # of the day itself, when that is no news any more
KEPT_PAUSED, KEPT_POSTS = timedelta(days=30), timedelta(days=120)
REFUSED = "Discord answered"  # how the reason of a pause begins that an answer of Discord caused
BY_PERSON, LEFT = "paused by you", "I am no longer in that server"
_INVALID = (50006, 50035)  # Discord's codes for a message that is none: a mistake of our own


@dataclass(frozen=True, slots=True)
class Amended:
    """A call that was told before is no longer as it was: the earlier release's event, the call's index."""

    event: str
    call: int
    note: str


@dataclass(frozen=True, slots=True)
class News:
    """A release that arrived. `issuers` are the keys it may be followed by, `topics` calls and pipeline."""

    event: str
    issuers: frozenset[str]
    topics: frozenset[str]
    body: Body
    arrival: int | None = None
    amends: tuple[Amended, ...] = ()


def fits(follow: Follow, news: News) -> bool:
    """Whether a follow wants to know of it; what a person paused misses what comes meanwhile."""
    wanted = follow.what == "everything" or follow.what in news.topics
    later = news.arrival is None or news.arrival > follow.since
    own = follow.kind == RELEASE and follow.issuer in news.issuers and follow.reason != BY_PERSON
    return own and wanted and later


def told(
    news: News,
    follows: Iterable[Follow],
    posts: Mapping[Event, Post],
    now: datetime,
    pings: Mapping[int, int] = {},
) -> tuple[Intent, ...]:
    """One post at each place that follows; what was posted of a call that changed is edited and replied to.

    `posts` are those of the events that the news amends, `pings` the roles to ping, by server.
    """
    places: dict[str, list[Follow]] = {}
    for follow in follows:
        if fits(follow, news):
            places.setdefault(follow.place, []).append(follow)
    found: list[Intent] = []
    for place, own in places.items():
        body = replace(news.body, ping=pings.get(own[0].guild or 0))
        found += _amendments(news, place, posts)
        found.append(
            Tell(
                *(place, news.event, body.packed(), now, tuple(follow.id for follow in own)),
                replies_to=tuple(dict.fromkeys(one.event for one in news.amends)),
                guild=own[0].guild,
            )
        )
    return tuple(found)


def _amendments(news: News, place: str, posts: Mapping[Event, Post]) -> Iterator[Change]:
    bodies: dict[str, Body] = {}
    for one in news.amends:
        if (post := posts.get((place, one.event))) and one.event != news.event:
            body = bodies.get(one.event) or Body.of(post.body)
            bodies[one.event] = body.noted(one.call, one.note)
    for event, body in bodies.items():
        yield Change(place, event, body.packed())


# Reminders


@dataclass(frozen=True, slots=True)
class Ahead:
    """A call to come: `starts` ISO 8601, a moment or a day; `zone` the call's own where it is known."""

    starts: str
    zone: str | None
    body: Body


def reminders(
    follow: Follow, calls: Sequence[Ahead], waiting: Iterable[Post], now: datetime
) -> tuple[Intent, ...]:
    """A reminder of each call, and none any more of calls that were moved or cancelled.

    `waiting` are the place's posts that wait and remind of this company.
    """
    wanted: dict[str, Tell] = {}
    for call in calls:
        due, useless = times(call.starts, call.zone, follow.before)
        event = f"{reminding(follow)}{call.starts}:{follow.before}"
        if useless > now:
            told_of = (follow.place, event, call.body.packed(), due, (follow.id,), useless)
            tell = Tell(*told_of, guild=follow.guild)
            wanted.setdefault(event, tell)
    known = {post.event: post for post in waiting}
    drops = [Drop(follow.place, event, "moved") for event in known if event not in wanted]
    changes = [
        Change(follow.place, event, tell.body)
        for event, tell in wanted.items()
        if event in known and known[event].body != tell.body
    ]
    return (*drops, *changes, *(tell for event, tell in wanted.items() if event not in known))


def reminding(follow: Follow) -> str:
    """How the events of a reminder begin."""
    return f"remind:{follow.issuer}:"


def times(starts: str, zone: str | None, before: int) -> tuple[datetime, datetime]:
    """When a reminder is due, and from when on it is of no use."""
    place = _zone(zone)
    if "T" not in starts:
        day = date.fromisoformat(starts)
        eve = datetime.combine(day - timedelta(days=1), MORNING, place)
        return eve, datetime.combine(day, NOON, place)
    moment = datetime.fromisoformat(starts)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=place)
    return moment - timedelta(minutes=before), moment


def _zone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name or MARKET)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(MARKET)


# The week's calendar

WEEKLY = time(7)  # on Mondays, in New York


def week_of(now: datetime) -> tuple[datetime, datetime]:
    """The first moment of the week whose calendar stands, and that of the next: from Monday morning on."""
    local = now.astimezone(ZoneInfo(MARKET)) - timedelta(hours=WEEKLY.hour)
    monday = local.date() - timedelta(days=local.weekday())
    days = (datetime.combine(day, time(), ZoneInfo(MARKET)) for day in (monday, monday + timedelta(days=7)))
    return next(days), next(days)


def calendar(
    guild: int, channel: int, body: Body, monday: datetime, known: Mapping[Event, Post], now: datetime
) -> tuple[Intent, ...]:
    """The week's calendar, posted once in a channel where there is any call, edited as calls move."""
    place, event = f"c{channel}", f"week:{monday:%Y-%m-%d}"
    if post := known.get((place, event)):
        return (Change(place, event, body.packed()),) if post.body != body.packed() else ()
    return (Tell(place, event, body.packed(), now, guild=guild),) if body.tail else ()


# Servers' events

MOST_EVENTS = 100  # that a server may have
SET_ASIDE = timedelta(hours=1)  # releases do not say how long a call lasts


def event_changes(
    known: Iterable[Scheduled], calls: Mapping[str, str], now: datetime
) -> tuple[dict[str, str | None], list[str]]:
    """What is wanted of a server's events, and which are past.

    `calls` are JSON with `start`, soonest first, by what names each wherever it is moved.
    """
    kept = dict([*calls.items()][:MOST_EVENTS])
    wanted: dict[str, str | None] = {**kept}
    past: list[str] = []
    for one in known:
        if one.key in kept:
            if one.wanted == kept[one.key]:
                del wanted[one.key]
        elif one.wanted is not None:
            start = datetime.fromisoformat(json.loads(one.wanted)["start"])
            if start <= now:
                past.append(one.key)
            else:
                wanted[one.key] = None
    return wanted, past


# Sending


def folded(posts: Sequence[Post]) -> tuple[Intent, ...]:
    """Of the posts that wait at one place, in order: five releases are told, the last says how many more."""
    releases = [post for post in posts if post.event.startswith("release:")]
    kept, rest = releases[:MOST], [post for post in releases[MOST:] if post.state == WAITING]
    last = next((post for post in reversed(kept) if post.state == WAITING), None)
    if not rest or last is None:
        return ()
    body = Body.of(last.body)
    body = replace(body, more=body.more + len(rest) + sum(Body.of(post.body).more for post in rest))
    drops = [Drop(post.place, post.event, "one of many") for post in rest]
    return Change(last.place, last.event, body.packed()), *drops


def step(post: Post, now: datetime) -> str:
    """What to do with a post that is due: "drop", "send", or "look" whether it is there already.

    One that may have reached Discord is repeated as long as its nonce is known there.
    """
    unsure = post.state == SENDING and post.tried is not None
    if unsure and post.tried is not None and now - post.tried >= NONCE_HOLDS:
        return "look"
    if not unsure and post.useless is not None and post.useless <= now:
        return "drop"
    return "send"


def failed(status: int | None, code: int, tries: int) -> timedelta | str | None:
    """What follows from an error: after how long to try again, why to pause, or None: it is given up.

    `status` is the answer's, None where there was none.
    """
    if status is None or status in (401, 408, 429) or status >= 500:
        return min(FIRST_RETRY * (1 << min(tries, 10)), LAST_RETRY)
    if status == 400 and code in _INVALID:
        return None
    return f"{REFUSED} {status}, code {code}"


def paused(follows: Collection[Follow], reason: str, place: str, now: datetime) -> tuple[Intent, ...]:
    """What is told once to those who made follows that are paused; nobody who cannot be told."""
    makers = {follow.person for follow in follows if follow.person and follow.place != f"u{follow.person}"}
    where = f"<#{place[1:]}>"
    return tuple(
        Tell(
            f"u{person}",
            f"paused:{place}:{reason}",
            Body(
                f"I cannot post in {where} ({reason}), so what is followed there is paused. It goes on when "
                "I may see the channel and write in it again; `/following` shows it."
            ).packed(),
            now,
        )
        for person in sorted(makers)
    )


def refused_places(follows: Iterable[Follow]) -> dict[str, list[int]]:
    """The channels of which Discord refused a post, with the follows that are paused for it.

    Nobody's direct messages are tried: whoever closed them is told again when they use the bot.
    """
    places: dict[str, list[int]] = {}
    for follow in follows:
        if follow.place.startswith("c") and (follow.reason or "").startswith(REFUSED):
            places.setdefault(follow.place, []).append(follow.id)
    return places
