"""What a source listed, to arrivals: the page behind an item, a filing's exhibits; copies told from news."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from bot.duplicates import business_days_around, figures, sketch, traces
from bot.errors import Trouble
from bot.ledger.leasing import Pace
from bot.ledger.shapes import DONE, PARTIAL, Arrival, Item, Lookalike
from bot.ledger.sql import Ledger
from bot.model import Document
from bot.source_settings import SourceSettings
from bot.sources import deciding
from bot.sources.addresses import Bounds, host_of
from bot.sources.documents import ALONE, PDF, TEXT, document_of, media_of, words_alone
from bot.sources.edgar import AllFiled, Exhibit, exhibits, filing_index, listed_exhibits
from bot.sources.fetching import Fetcher, Got, NotGot
from bot.sources.hosts import Full, Hosts

PAGE_LIMIT = 10_000_000  # bytes of a page; the longest releases are a tenth of that
MOST_COMPARED = 8  # earlier texts that one arrival's is held against


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an item: how many releases are new, copies, only the feed's words; and what went wrong."""

    new: int = 0
    known: int = 0
    partial: int = 0
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """What taking needs, made once for all sources; `corrects` says whether a document is a correction."""

    ledger: Ledger
    fetcher: Fetcher
    hosts: Hosts
    pace: Pace
    clock: Callable[[], datetime]
    corrects: Callable[[Document], bool]


class Taker:
    """Takes the items of one source."""

    def __init__(self, source: SourceSettings, means: Means) -> None:
        self._source = source
        self._means = means
        self._bounds = Bounds(source.url, source.hosts)

    async def take(self, item: Item, started: datetime | None) -> Taken:
        """Try for an item's release and put what came of it into the ledger, whatever came.

        `started` is what the source's polls cover from: what was published before is nobody's news.
        """
        of_edgar = self._source.kind == "edgar"
        return await (self._filing(item, started) if of_edgar else self._page(item, started))

    # Feeds

    async def _page(self, item: Item, started: datetime | None) -> Taken:
        if item.address.startswith(f"{self._source.url}#"):
            return await self._words(item, replace(item, state=DONE), started, None)
        source, host = self._source, host_of(item.address)
        try:
            async with self._means.hosts.turn(host, source.pause, source.pages_per_hour):
                got = await self._means.fetcher.get(item.address, self._bounds, limit=PAGE_LIMIT)
        except Full as full:
            later = replace(item, state=PARTIAL, due=self._means.clock() + full.wait)
            says = f"The limit of pages of {host} is reached; the others follow."
            return await self._words(item, later, started, says)
        except NotGot as error:
            if error.wait:
                self._means.hosts.leave_alone(host, error.wait)
            return await self._missed(item, started, error)
        arrival = self._arrival(item, got)
        try:
            if arrival is None:
                raise NotGot("It is of a kind that is not read.", lasting=True)
            document = await asyncio.to_thread(document_of, arrival)
        except (NotGot, Trouble) as error:
            wrong = error if isinstance(error, NotGot) else NotGot(str(error))
            return await self._missed(item, started, wrong)
        return await self._whole(item, [(arrival, document)], started)

    def _arrival(self, item: Item, got: Got) -> Arrival | None:
        media = media_of(got.headers.get("content-type", ""), got.body)
        if media is None:
            return None
        return self._made(item, item.key, item.address, media, got.body)

    async def _missed(self, item: Item, started: datetime | None, error: NotGot) -> Taken:
        """The feed's words in place of a page that could not be had; tried again where that is of use."""
        later = replace(item, state=DONE)
        if not error.lasting:
            later = deciding.tried_again(item, self._means.clock(), wait=error.wait, partial=True)
        return await self._words(item, later, started, f"The page {item.address}: {error}")

    async def _words(self, item: Item, later: Item, started: datetime | None, says: str | None) -> Taken:
        """Keep the feed's own words of an item, unless they are kept; `later` is what is left to do."""
        if item.state == PARTIAL:
            await asyncio.to_thread(self._means.ledger.settle, later)
            return Taken(says=says)
        body = words_alone(item.tags.headline, item.words)
        arrival = replace(self._made(item, item.key, item.address, ALONE, body), partial=True)
        try:
            document = document_of(arrival)
        except Trouble as trouble:
            await asyncio.to_thread(self._means.ledger.settle, replace(later, state=later.state))
            return Taken(says=says or str(trouble))
        return await self._kept(later, [(arrival, document)], started, says)

    # EDGAR

    async def _filing(self, item: Item, started: datetime | None) -> Taken:
        try:
            found, accepted = await self._exhibits(item)
        except NotGot as error:
            later = replace(item, state=DONE)
            if not error.lasting:
                later = deciding.tried_again(item, self._means.clock(), wait=error.wait, partial=False)
            await asyncio.to_thread(self._means.ledger.settle, later)
            return Taken(says=f"{item.address}: {error}")
        known = replace(item, published=accepted or item.published)
        pairs: list[tuple[Arrival, Document]] = []
        for number, exhibit in enumerate(found):
            arrival = self._exhibit(
                known, exhibit, repeated=exhibit.type in {one.type for one in found[:number]}
            )
            try:
                pairs.append((arrival, await asyncio.to_thread(document_of, arrival)))
            except Trouble:  # an exhibit of pictures, say: there is nothing to be read
                continue
        return await self._whole(known, pairs, started)

    def _exhibit(self, item: Item, exhibit: Exhibit, *, repeated: bool) -> Arrival:
        key = f"{item.key}/{exhibit.name if repeated else exhibit.type}"
        address = urljoin(item.address, exhibit.name) if exhibit.name else item.address
        media = ALONE if b"<" in exhibit.body[:2000] and b">" in exhibit.body[:2000] else TEXT
        if exhibit.body.startswith(b"%PDF-"):
            media = PDF
        return self._made(item, key, address, media, exhibit.body)

    async def _exhibits(self, item: Item) -> tuple[tuple[Exhibit, ...], datetime | None]:
        """A filing's EX-99 documents: in one request, else one for each and one more."""
        try:
            got = await self._asked(item.address, enough=AllFiled())
        except NotGot as error:
            if not (error.gone or error.lasting) or error.refused:
                raise
        else:
            return await asyncio.to_thread(exhibits, got.body)
        listed = await self._asked(filing_index(item.address))
        found = []
        for kind, path in listed_exhibits(listed.body.decode("utf-8", "replace")):
            address = urljoin(item.address, path)
            document = await self._asked(address)
            found.append(Exhibit(kind, address.rpartition("/")[2], document.body))
        return tuple(found), None

    async def _asked(self, address: str, enough: Callable[[bytearray], bool] | None = None) -> Got:
        await self._means.pace.turn()
        get = self._means.fetcher.get
        return await get(address, self._bounds, agent=self._source.contact, enough=enough)

    # What both have in common

    def _made(self, item: Item, key: str, address: str, media: str, body: bytes) -> Arrival:
        now = self._means.clock()
        day = (item.published or now).date()
        return Arrival(
            key, self._source.name, address, now, media, body, item.published, tags=item.tags, day=day
        )

    async def _whole(
        self, item: Item, pairs: list[tuple[Arrival, Document]], started: datetime | None
    ) -> Taken:
        return await self._kept(
            replace(item, state=DONE), pairs, started, None, completes=item.state == PARTIAL
        )

    async def _kept(
        self,
        later: Item,
        pairs: list[tuple[Arrival, Document]],
        started: datetime | None,
        says: str | None,
        *,
        completes: bool = False,
    ) -> Taken:
        """Put arrivals into the log, copies marked as such, and note what is left to do for their item."""
        compared = [
            await asyncio.to_thread(self._compared, arrival, document, later, started, completes)
            for arrival, document in pairs
        ]
        await asyncio.to_thread(self._means.ledger.settle, later, compared)
        if completes:
            return Taken(says=says)
        new = [one for one in compared if one.copy_of is None]
        return Taken(len(new), len(compared) - len(new), sum(one.partial for one in new), says)

    def _compared(
        self, arrival: Arrival, document: Document, item: Item, started: datetime | None, completes: bool
    ) -> Arrival:
        """The arrival with its marks, and with what it is a copy of."""
        known, numbers = sketch(document.text), figures(document.text)
        marked = replace(arrival, sketch=known, traces=traces(known, arrival.tags.headline, numbers))
        assert marked.day is not None  # noqa: S101 - `_made` gives one; for mypy
        first, last = business_days_around(marked.day)
        alike = self._means.ledger.lookalikes(marked.traces, first, last)
        alike = [there for there in alike if deciding.may_be_copy(marked, there)][:MOST_COMPARED]
        words = deciding.Words(numbers, bool(alike) and self._means.corrects(document))
        copy_of = next((there.no for there in alike if self._is_copy(marked, words, there)), None)
        news = not completes and deciding.is_news(item, copy_of, arrival.tags.language, started)
        return replace(marked, copy_of=copy_of, news=news)

    def _is_copy(self, new: Arrival, words: deciding.Words, there: Lookalike) -> bool:
        if new.partial or there.partial:
            return True
        document = document_of(self._means.ledger.arrival(there.no))
        other = deciding.Words(figures(document.text), self._means.corrects(document))
        return deciding.is_copy(words, other, translated=deciding.is_translation(new, there))
