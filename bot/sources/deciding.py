"""What to poll, what is new, what was missed, what is tried again, what is a copy. Pure.

Each is a function of what is known, what was observed and the time; only the ledger carries out what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain

from bot.duplicates import ANY_TITLE, FEW_FIGURES, SAME_TITLE, folded, likeness, same_figures
from bot.ledger.shapes import DONE, PARTIAL, Arrival, Item, Lookalike, SourceState
from bot.source_settings import SourceSettings

LONGEST_WAIT = timedelta(hours=1)  # between polls of a source that fails, and where a server says how long
LONGEST_RETRY_AFTER = timedelta(days=1)
MOST_DOUBLINGS = 6
LISTED_AFTER = timedelta(hours=1)  # its date an item may come onto a list
STALE = timedelta(days=1)  # how long an older copy of a feed is taken for a mistake
MOST_LISTED = 400  # keys of a list that are remembered
TRIED_AGAIN = tuple(
    timedelta(minutes=minutes) for minutes in (5, 15, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60, 48 * 60)
)
"""How long after each try a page is tried again."""

OK, UNCHANGED, REFUSED, FAILED = "ok", "unchanged", "refused", "failed"


@dataclass(frozen=True, slots=True)
class Listing:
    """One list that a source gave: a feed's page, a form's newest filings; `name` is the form or "".

    `others` are the keys of what it lists beside `items` and nobody wants; `oldest` and `newest` are of them
    all.
    """

    name: str
    items: tuple[Item, ...]
    others: tuple[str, ...] = ()
    oldest: datetime | None = None
    newest: datetime | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that is listed, each once."""
        return tuple(dict.fromkeys([*(item.key for item in self.items), *self.others]))


def listing_of(
    name: str, items: Sequence[Item], wanted: Callable[[Item], bool] = lambda item: True
) -> Listing:
    """The listing of what a source gave, parted into what is wanted and what is not."""
    dates = [item.published for item in items if item.published]
    return Listing(
        name,
        tuple(item for item in items if wanted(item)),
        tuple(item.key for item in items if not wanted(item)),
        min(dates, default=None),
        max(dates, default=None),
    )


@dataclass(frozen=True, slots=True)
class Observation:
    """What a poll met with.

    `status` is ok, unchanged, refused or failed. `wait` is what the server said to wait, by Retry-After or
    Cache-Control. `late` are items found otherwise than on a list: a filing of a day's index; `looked` is the
    last day whose index was looked at.
    """

    status: str
    message: str | None = None
    wait: timedelta | None = None
    listings: tuple[Listing, ...] = ()
    late: tuple[Item, ...] = ()
    looked: date | None = None
    etag: str = ""
    modified: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from a poll: the source's new state, and the items that are new, the oldest first."""

    state: SourceState
    new: tuple[Item, ...] = ()
    known: int = 0


def state_for(source: SourceSettings, state: SourceState) -> SourceState:
    """The state to go on from: an empty one where the source's address or kind is another than it was."""
    if (state.kind, state.url) == (source.kind, source.url):
        return state
    return SourceState(source.name, source.kind, source.url)


def due_at(state: SourceState, now: datetime) -> datetime:
    """When the source is to be polled."""
    return state.next or now


def after_poll(
    source: SourceSettings, state: SourceState, seen: Observation, known: Collection[str], now: datetime
) -> Verdict:
    """What follows from what a poll met with; `known` are those identities of its items that are known."""
    if seen.status in (REFUSED, FAILED):
        return Verdict(_gone_wrong(source, state, seen, now))
    if seen.status == UNCHANGED:
        calm = _went_well(source, state, seen, now)
        return Verdict(replace(calm, status=UNCHANGED, message=seen.message, covered_to=now))
    new, old, renamed = _parted(seen, known)
    if fault := _fault_of(state, seen, new, now):
        wrong = _gone_wrong(source, state, replace(seen, status=FAILED, message=fault), now)
        since = state.stale_since or now
        return Verdict(replace(wrong, stale_since=since), known=old)
    return _taken(source, state, seen, (new, old, renamed), now)


def _taken(
    source: SourceSettings,
    state: SourceState,
    seen: Observation,
    parted: tuple[tuple[Item, ...], int, bool],
    now: datetime,
) -> Verdict:
    """What follows from a list that is as it should be."""
    new, old, renamed = parted
    first = state.covered_to is None
    gaps = () if first or renamed else _gaps(state, seen, old)
    begins = min((one.oldest for one in seen.listings if one.oldest), default=now)
    said = [seen.message, _RENAMED if renamed else None, *(_gap(name, state, begins) for name in gaps)]
    calm = _went_well(source, state, seen, now)
    return Verdict(
        replace(
            calm,
            status=OK,
            message=" ".join(one for one in said if one) or None,
            etag=seen.etag,
            modified=seen.modified,
            digest=seen.digest,
            newest=max((one.newest for one in seen.listings if one.newest), default=state.newest),
            listed=_listed(state, seen),
            covered_from=begins if first or gaps else state.covered_from,
            covered_to=now,
            stale_since=None,
            looked=seen.looked or state.looked,
            looked_at=now if seen.looked else state.looked_at,
        ),
        tuple(replace(item, first=first) for item in reversed(new)),
        old,
    )


_RENAMED = "The feed changed the addresses and numbers of its items; they are known by their headlines."


def _gap(name: str, state: SourceState, begins: datetime) -> str:
    until = f"{state.covered_to:%Y-%m-%d %H:%M}" if state.covered_to else "the last poll"
    of = f" of {name}" if name else ""
    return (
        f"Nothing{of} that was known is on the page any more: what came between {until} and "
        f"{begins:%Y-%m-%d %H:%M} UTC may have been missed; poll more often."
    )


def _parted(seen: Observation, known: Collection[str]) -> tuple[tuple[Item, ...], int, bool]:
    """The items that are new, how many are known, and whether those are known by their headlines only.

    An item is known by any identity of its own. Where a feed changed all of those, a headline with its date
    will do; else it will not: two notices of one minute may be titled alike.
    """
    items = [*chain.from_iterable(listing.items for listing in seen.listings), *seen.late]
    unique: dict[str, Item] = {}
    for item in items:
        unique.setdefault(item.key, item)
    own = {key for key, item in unique.items() if any(one in known for one in _own(item))}
    marked = {key for key, item in unique.items() if any(one in known for one in item.identities)}
    renamed = not own and bool(marked)
    old = marked if renamed else own
    return tuple(item for key, item in unique.items() if key not in old), len(old), renamed


def _own(item: Item) -> Iterable[str]:
    return (item.key, *(one for one in item.identities if not one.startswith("head:")))


def _fault_of(state: SourceState, seen: Observation, new: Sequence[Item], now: datetime) -> str | None:
    """Why a list cannot be believed: it is empty and was not, or is older than the one before."""
    count = sum(len(listing.keys) for listing in seen.listings)
    before = sum(len(keys) for _, keys in state.listed)
    if not count and before:
        return f"The feed lists nothing, and listed {before} before."
    if state.stale_since and now - state.stale_since >= STALE:
        return None
    newest = max((listing.newest for listing in seen.listings if listing.newest), default=None)
    if state.newest and newest and newest < state.newest and not new:
        return (
            f"This is an older copy of the feed: its newest item is of {newest:%Y-%m-%d %H:%M} UTC, "
            f"one of {state.newest:%Y-%m-%d %H:%M} was seen before."
        )
    return None


def _gaps(state: SourceState, seen: Observation, old: int) -> tuple[str, ...]:
    """The lists of which nothing is known, though something was listed before."""
    before = {name: set(keys) for name, keys in state.listed}
    return tuple(
        one.name
        for one in seen.listings
        if not old and one.keys and before.get(one.name) and not before[one.name] & set(one.keys)
    )


def _listed(state: SourceState, seen: Observation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    keys = dict(state.listed)
    for listing in seen.listings:
        keys[listing.name] = listing.keys[:MOST_LISTED]
    return tuple(keys.items())


def _went_well(source: SourceSettings, state: SourceState, seen: Observation, now: datetime) -> SourceState:
    wait = max(timedelta(seconds=source.every), min(seen.wait or timedelta(), LONGEST_WAIT))
    return replace(state, polled=now, failures=0, next=now + wait)


def _gone_wrong(source: SourceSettings, state: SourceState, seen: Observation, now: datetime) -> SourceState:
    """The state after a poll that brought nothing: the next one comes later each time."""
    every = timedelta(seconds=source.every)
    wait = max(every, min(every * 2 ** min(state.failures, MOST_DOUBLINGS), LONGEST_WAIT))
    wait = max(wait, min(seen.wait or timedelta(), LONGEST_RETRY_AFTER))
    return replace(
        state,
        polled=now,
        status=seen.status,
        message=seen.message,
        failures=state.failures + 1,
        next=now + wait,
    )


def tried_again(item: Item, now: datetime, *, wait: timedelta | None, partial: bool) -> Item:
    """The item after a page that could not be had: tried again later each time, in the end not at all."""
    if item.tries >= len(TRIED_AGAIN):
        return replace(item, state=DONE)
    pause = max(TRIED_AGAIN[item.tries], min(wait or timedelta(), LONGEST_RETRY_AFTER))
    state = PARTIAL if partial else item.state
    return replace(item, state=state, tries=item.tries + 1, due=now + pause)


def may_be_copy(new: Arrival, there: Lookalike) -> bool:
    """Whether an arrival may be a copy of an earlier one: by the same words, or by headline and some words.

    Of one in another language the figures will have to say so; of a partial one the headline must do.
    """
    if there.key == new.key:
        return False
    headlines = [folded(one) for one in (new.tags.headline, there.headline) if one]
    titled = len(headlines) == 2 and headlines[0] == headlines[1]
    if new.partial or there.partial:
        return titled
    if is_translation(new, there):
        return True
    return likeness(new.sketch, there.sketch) >= (SAME_TITLE if titled else ANY_TITLE)


def is_translation(new: Arrival, there: Lookalike) -> bool:
    """Whether two arrivals are in different languages, as far as their wires say."""
    return bool(new.tags.language and there.language and new.tags.language != there.language)


def is_copy(new: Words, there: Words, *, translated: bool) -> bool:
    """Whether texts that may be copies are: they state the same figures, and neither corrects the other."""
    if new.corrects != there.corrects or not same_figures(new.figures, there.figures):
        return False
    return not translated or min(len(new.figures), len(there.figures)) >= FEW_FIGURES


@dataclass(frozen=True, slots=True)
class Words:
    """What of a text tells copies from others: its figures, and whether it is marked as a correction."""

    figures: frozenset[str]
    corrects: bool


def is_news(item: Item, copy_of: int | None, language: str | None, started: datetime | None) -> bool:
    """Whether an arrival is to be told to those who follow.

    What was on the page at the first poll is none, nor a copy, nor another language; nor what was published
    before the first poll and only found later, `started` being what the polls cover from. Feeds give dates by
    the minute, and list an item somewhat after its date.
    """
    if item.first or copy_of is not None or (language or "en") != "en":
        return False
    return not (started and item.published and item.published < started - LISTED_AFTER)


def days_to_look_at(state: SourceState, today: date, now: datetime, *, asked: bool) -> tuple[date, ...]:
    """The days whose index is to be looked at now, `today` and those since the last look.

    Once a day, and whenever somebody asks; not at the first poll: what was before is nobody's news.
    """
    if state.covered_to is None or state.looked is None:
        return ()
    if not asked and state.looked_at and now - state.looked_at < timedelta(hours=24):
        return ()
    first = max(state.looked, today - timedelta(days=MOST_DAYS))
    return tuple(first + timedelta(days=n) for n in range((today - first).days + 1))


MOST_DAYS = 10
