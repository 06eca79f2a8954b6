"""One source polled: asked for its list, the list judged, state and new items written down together."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Trouble
from bot.ledger.shapes import Item, SourceState
from bot.source_settings import SourceSettings
from bot.sources import deciding
from bot.sources.addresses import Bounds
from bot.sources.deciding import FAILED, OK, REFUSED, UNCHANGED, Observation
from bot.sources.edgar_lists import EdgarLists
from bot.sources.feeds import Page, digest_of, page_of
from bot.sources.fetching import Got, NotGot, fresh_for
from bot.sources.taking import Means, Taken, Taker

FEED_LIMIT = 10_000_000  # bytes of a feed's page; those of the wires have a hundredth
AT_ONCE = 50  # items looked up at a time


@dataclass(frozen=True, slots=True)
class Report:
    """What one poll brought; see the contract's "Commands" for the counts."""

    source: str
    status: str
    new: int = 0
    known: int = 0
    partial: int = 0
    message: str | None = None
    next: datetime | None = None


class Poller:
    """Polls one source; `zones` are the lexicon's, for the dates of feeds."""

    def __init__(self, source: SourceSettings, means: Means, zones: Mapping[str, str]) -> None:
        self.source = source
        self._means = means
        self._zones = zones
        self._taker = Taker(source, means)
        self._lists = (
            EdgarLists(source, means, zones) if source.kind == "edgar" else FeedList(source, means, zones)
        )

    async def state(self) -> SourceState:
        """The source's state, as the settings have it now."""
        known = await asyncio.to_thread(self._means.ledger.state, self.source.name)
        return deciding.state_for(self.source, known)

    async def poll(self, *, asked: bool, until: datetime | None = None) -> Report:
        """Ask for the source's list and take what is new; `asked` says that a person wants it now.

        Pages are taken until `until`; those that are left then are taken by `take_due`.
        """
        state = await self.state()
        seen = await self._lists.observe(state, asked=asked)
        verdict, due = await asyncio.to_thread(self._decided, state, seen)
        taken = await self.take_due(until=until) if due else Taken()
        state = verdict.state
        if taken.says:
            state = replace(state, message=" ".join(one for one in (state.message, taken.says) if one))
            await asyncio.to_thread(self._means.ledger.note_poll, state)
        known = verdict.known + taken.known
        return Report(
            self.source.name, state.status or OK, taken.new, known, taken.partial, state.message, state.next
        )

    async def look(self) -> Observation:
        """What the source's list looks like now; nothing is kept of it."""
        return await self._lists.observe(SourceState(self.source.name), asked=True)

    def _decided(self, state: SourceState, seen: Observation) -> tuple[deciding.Verdict, bool]:
        """What follows from what was seen, written down; and whether the page of any item is due."""
        items = [*(item for listing in seen.listings for item in listing.items), *seen.late]
        known = self._means.ledger.known(
            {identity for item in items for identity in (item.key, *item.identities)}
        )
        verdict = deciding.after_poll(self.source, state, seen, known, self._means.clock())
        self._means.ledger.note_poll(verdict.state, verdict.new)
        return verdict, bool(self._due())

    async def take_due(self, *, until: datetime | None = None) -> Taken:
        """Take the items whose page is due, the oldest first; gives what came of them all together."""
        total, wrong = Taken(), 0
        while items := await asyncio.to_thread(self._due):
            state = await self.state()
            for item in items:
                if until and self._means.clock() >= until:
                    return total
                taken = await self._taker.take(item, state.covered_from)
                wrong += taken.says is not None
                total = _summed(total, taken)
        if wrong > 1:
            total = replace(total, says=f"{total.says} ({wrong:,} such pages.)")
        return total

    def _due(self) -> list[Item]:
        return list(self._means.ledger.due(self.source.name, self._means.clock(), AT_ONCE))


def _summed(one: Taken, other: Taken) -> Taken:
    says = one.says or other.says
    return Taken(one.new + other.new, one.known + other.known, one.partial + other.partial, says)


class FeedList:
    """A feed's page."""

    def __init__(self, source: SourceSettings, means: Means, zones: Mapping[str, str]) -> None:
        self._source = source
        self._means = means
        self._zones = zones

    async def observe(self, state: SourceState, *, asked: bool) -> Observation:
        """What the feed gives now; raises nothing."""
        validators = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        headers = {name: value for name, value in validators.items() if value}
        bounds = Bounds(self._source.url, self._source.hosts)
        try:
            got = await self._means.fetcher.get(self._source.url, bounds, headers=headers, limit=FEED_LIMIT)
            wait, digest = fresh_for(got.headers), "" if got.status == 304 else digest_of(got.body)
            if digest in ("", state.digest):
                return Observation(UNCHANGED, wait=wait)
            page = await asyncio.to_thread(self._page, got)
        except NotGot as error:
            return Observation(REFUSED if error.refused else FAILED, str(error), error.wait)
        except Trouble as trouble:
            return Observation(FAILED, str(trouble))
        return Observation(
            OK,
            f"{page.unlisted:,} items have neither a link nor words." if page.unlisted else None,
            wait,
            (deciding.listing_of("", page.items),),
            etag=got.headers.get("etag", ""),
            modified=got.headers.get("last-modified", ""),
            digest=digest,
        )

    def _page(self, got: Got) -> Page:
        now = self._means.clock()
        return page_of(
            got.body, self._source.url, self._source.name, now=now, zones=self._zones, charset=got.charset
        )
