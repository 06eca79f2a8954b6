"""EDGAR polled: the newest filings of each form, and once a day what the day's index has beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from bot.duplicates import business_days_around
from bot.errors import Trouble
from bot.ledger.shapes import Item, SourceState
from bot.source_settings import SourceSettings
from bot.sources import deciding, edgar
from bot.sources.addresses import Bounds
from bot.sources.deciding import FAILED, OK, REFUSED, UNCHANGED, Listing, Observation
from bot.sources.feeds import digest_of, page_of
from bot.sources.fetching import Got, NotGot
from bot.sources.taking import Means

TICKERS_KEPT = timedelta(days=1)


class EdgarLists:
    """The newest filings of each form, and once a day what the day's index has beside them."""

    def __init__(self, source: SourceSettings, means: Means, zones: Mapping[str, str]) -> None:
        self._source = source
        self._means = means
        self._zones = zones
        self._bounds = Bounds(source.url)
        self._tickers: dict[str, tuple[str, ...]] = {}
        self._tickers_at: datetime | None = None

    async def observe(self, state: SourceState, *, asked: bool) -> Observation:
        """What EDGAR lists now; raises nothing."""
        now = self._means.clock()
        today = now.astimezone(edgar.NEW_YORK).date()
        days = deciding.days_to_look_at(state, today, now, asked=asked)
        try:
            says = await self._learn_tickers(now)
            firsts = [await self._got(edgar.current_path(form, 0)) for form in self._source.forms]
            digest = sha256("".join(digest_of(got.body) for got in firsts).encode()).hexdigest()
            if digest == state.digest and not days:
                return Observation(UNCHANGED, says)
            wanted, unknown = edgar.wanted_ciks(self._source.companies, self._tickers)
            listings = [
                await self._listing(form, got, state, wanted)
                for form, got in zip(self._source.forms, firsts, strict=True)
            ]
            late, looked = await self._late(days, wanted)
        except NotGot as error:
            return Observation(REFUSED if error.refused else FAILED, str(error), error.wait)
        except Trouble as trouble:
            return Observation(FAILED, str(trouble))
        if unknown:
            says = f"EDGAR knows no company with the ticker {', '.join(unknown)}; give its CIK."
        looked = looked or (business_days_around(today)[0] if state.looked is None else None)
        return Observation(OK, says, None, tuple(listings), tuple(late), looked, digest=digest)

    async def _listing(self, form: str, first: Got, state: SourceState, wanted: frozenset[str]) -> Listing:
        """The newest filings of a form, page after page until one is known."""
        before = set(dict(state.listed).get(form, ()))
        page, items = first, list[Item]()
        for number in range(1, edgar.MOST_PAGES + 1):
            listed, found = await asyncio.to_thread(self._filings, page, form)
            items += found
            if not before or listed < edgar.COUNT or before & {item.key for item in found}:
                break
            page = await self._got(edgar.current_path(form, number * edgar.COUNT))
        tagged = [self._tagged(item) for item in items]
        return deciding.listing_of(form, tagged, lambda item: _concerns(item, wanted, self._source))

    def _filings(self, got: Got, form: str) -> tuple[int, tuple[Item, ...]]:
        """How many entries a page has, and the filings they are of."""
        page = page_of(
            got.body,
            self._source.url,
            self._source.name,
            now=self._means.clock(),
            zones=self._zones,
            charset=got.charset,
        )
        return len(page.items), edgar.filings(page.items, form, self._source.url)

    async def _late(self, days: Iterable[date], wanted: frozenset[str]) -> tuple[list[Item], date | None]:
        """What the days' indexes list, and the last day that has one; a day without is no fault."""
        found: list[Item] = []
        looked: date | None = None
        for day in days:
            for path in edgar.index_paths(day):
                try:
                    got = await self._got(path)
                except NotGot:
                    continue
                text = got.body.decode("latin-1")
                items = edgar.indexed(text, self._source.forms, self._source.name, self._source.url)
                found += [self._tagged(one) for one in items if _concerns(one, wanted, self._source)]
                looked = day
                break
        return found, looked

    async def _learn_tickers(self, now: datetime) -> str | None:
        """Bring the companies' tickers up to date; gives what hinders, where it can be done without them."""
        if self._tickers_at and now - self._tickers_at < TICKERS_KEPT:
            return None
        try:
            got = await self._got(edgar.TICKERS)
            self._tickers = await asyncio.to_thread(edgar.tickers_by_cik, got.body)
        except (NotGot, Trouble) as error:
            if any(not one.isdecimal() for one in self._source.companies) and not self._tickers:
                raise
            return f"The companies' tickers could not be had: {error}"
        self._tickers_at = now
        return None

    def _tagged(self, item: Item) -> Item:
        """The filing with its parties' tickers."""
        symbols = tuple(symbol for cik in item.parties for symbol in self._tickers.get(cik, ()))
        return replace(item, tags=replace(item.tags, tickers=symbols))

    async def _got(self, path: str) -> Got:
        await self._means.pace.turn()
        url = self._source.url.rstrip("/") + path
        return await self._means.fetcher.get(url, self._bounds, agent=self._source.contact)


def _concerns(item: Item, wanted: frozenset[str], source: SourceSettings) -> bool:
    return not source.companies or bool(wanted & set(item.parties))
