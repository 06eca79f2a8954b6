"""A wire and an EDGAR on the loopback device: what the tests fetch from, and the README's section.

`python -m tests.sources.loopback` serves both until it is stopped. The shapes follow what public programs
recorded of the real ones: GlobeNewswire's RSS (its Dublin Core namespace, "GMT" without seconds, tickers
as categories), getcurrent's Atom (a filing once for each party), a submission's SGML. Texts, companies and
numbers are invented. What it cannot prove: how the live services limit, redirect and fail.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Self
from zoneinfo import ZoneInfo

from aiohttp import web

PORT = 8765
NEW_YORK = ZoneInfo("America/New_York")
FRAME = """<html lang="en"><head><title>{title} | Wire</title></head><body class="has-sidebar">
<div id="cookie-banner"><p>We use cookies. Call 1-800-555-0190 about your privacy, or read all of the long
text that stands here and says nothing at all that anybody would want to know about anything.</p></div>
<header class="site"><nav><ul><li><a href="/">Home</a></li><li><a
href="/news">News</a></li></ul></nav></header> <div class="wrap"><article><h1>{title}</h1><div
class="body">{body}</div> <div class="related"><h3>Recommended</h3><ul><li><a href="/x">Other call: dial
877-555-0191, code 9999999</a></li></ul> </div></article></div>
<footer><p>Contact the wire at 888-555-0192, Monday to Friday; all rights reserved by the wire.</p></footer>
</body></html>"""


@dataclass
class Answer:
    """What a path answers: status, body, headers, or a function that answers itself."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    does: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None


@dataclass
class Loopback:
    """A web server; `answers` by path, with its query where that matters; `asked` is what was asked for."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self, beginning: str = "") -> list[str]:
        """The paths that were asked for."""
        return [request.path for request in self.asked if request.path.startswith(beginning)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        self.times.append(asyncio.get_running_loop().time())
        found = self.answers.get(request.path_qs) or self.answers.get(request.path)
        if found is None:
            return web.Response(status=404, text="nothing here")
        if found.does:
            return await found.does(request)
        etag = found.headers.get("ETag")
        if etag and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        body = found.body.encode() if isinstance(found.body, str) else found.body
        kind = {} if "Content-Type" in found.headers else {"Content-Type": "text/html; charset=utf-8"}
        return web.Response(status=found.status, body=body, headers={**kind, **found.headers})


@dataclass
class Wire:
    """A wire's feed with pages; constructed after GlobeNewswire's recorded shape."""

    server: Loopback
    path: str = "/rss"
    items: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.server.url}{self.path}"

    def release(
        self,
        number: int,
        title: str,
        body: str,
        *,
        published: datetime | None = None,
        company: str = "Novira Biosciences, Inc.",
        ticker: str = "Nasdaq:NVRA",
        language: str = "en",
        page: Answer | None = None,
        link: str | None = None,
    ) -> str:
        """Put a release on the feed's top and its page beside; gives the page's path."""
        moment = published or datetime.now(UTC)
        path = f"/news-release/{moment:%Y/%m/%d}/{number}/0/{language}/release.html"
        self.items.insert(
            0,
            f"<item><guid isPermaLink='true'>{link or self.server.url + path}</guid>"
            f"<link>{escape(link or self.server.url + path)}</link>"
            f"<category domain='https://www.globenewswire.com/rss/stock'>{ticker}</category>"
            f"<title>{escape(title)}</title><description><![CDATA[<p>{body.splitlines()[0]}</p>]]></description>"
            f"<pubDate>{moment:%a, %d %b %Y %H:%M} GMT</pubDate><dc:identifier>{number}</dc:identifier>"
            f"<dc:language>{language}</dc:language><dc:contributor>{escape(company)}</dc:contributor></item>",
        )
        paragraphs = "".join(f"<p>{one}</p>" for one in body.splitlines() if one)
        self.server.answers[path] = page or Answer(FRAME.format(title=escape(title), body=paragraphs))
        self.publish()
        return path

    def publish(self, **headers: str) -> None:
        """Serve the feed as it is now."""
        self.server.answers[self.path] = Answer(self.feed(), headers={"Content-Type": "text/xml", **headers})

    def feed(self) -> str:
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
            'xmlns:dc="http://dublincore.org/documents/dcmi-namespace/"><channel><title>Wire</title>'
            f"<lastBuildDate>{format_datetime(datetime.now(UTC))}</lastBuildDate>{''.join(self.items)}"
            "</channel></rss>"
        )


@dataclass
class Edgar:
    """getcurrent, company_tickers.json, submissions and a day's index; constructed after recorded shapes."""

    server: Loopback
    forms: dict[str, list[str]] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    count: int = 0

    def filing(
        self,
        exhibits: dict[str, str],
        *,
        cik: int = 1900001,
        name: str = "NOVIRA BIOSCIENCES, INC.",
        form: str = "8-K",
        accepted: datetime | None = None,
        parties: int = 1,
        listed: bool = True,
        indexed: bool = False,
    ) -> str:
        """File a form with exhibits by their type; gives the accession number."""
        self.count += 1
        moment = (accepted or datetime.now(UTC)).astimezone(NEW_YORK)
        accession = f"0001900001-26-{self.count:06d}"
        folder = f"/Archives/edgar/data/{cik}/{accession.replace('-', '')}"
        for party in range(parties if listed else 0):
            self.forms.setdefault(form, []).insert(
                0,
                f"<entry><title>{form} - {escape(name)} ({cik + party:010d}) (Filer)</title>"
                f'<link rel="alternate" type="text/html" href="https://www.sec.gov{folder}/{accession}-index.htm"/>'
                f"<summary type='html'>&lt;b&gt;AccNo:&lt;/b&gt; {accession}</summary>"
                f"<updated>{moment.isoformat(timespec='seconds')}</updated>"
                f'<category scheme="https://www.sec.gov/" label="form type" term="{form}"/>'
                f"<id>urn:tag:sec.gov,2008:accession-number={accession}</id></entry>",
            )
        documents = [("8-K", "d1d8k.htm", "<html><body><p>Item 8.01. See Exhibit 99.1.</p></body></html>")]
        documents += [(kind, f"d1d{n}.htm", text) for n, (kind, text) in enumerate(exhibits.items())]
        sgml = "".join(
            f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{n}\n<FILENAME>{file}\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"
            for n, (kind, file, text) in enumerate(documents, 1)
        )
        self.server.answers[f"{folder}/{accession}.txt"] = Answer(
            f"<SEC-DOCUMENT>{accession}.txt : {moment:%Y%m%d}\n<SEC-HEADER>\n"
            f"<ACCEPTANCE-DATETIME>{moment:%Y%m%d%H%M%S}\n</SEC-HEADER>\n{sgml}</SEC-DOCUMENT>\n",
            headers={"Content-Type": "text/plain"},
        )
        if indexed:
            self.rows.append(f"{cik}|{name}|{form}|{moment:%Y%m%d}|edgar/data/{cik}/{accession}.txt")
        self.publish()
        return accession

    def publish(self, today: datetime | None = None) -> None:
        """Serve all lists as they are now."""
        for form in ("8-K", "6-K"):
            entries = "".join(self.forms.get(form, ())[:100])
            query = f"action=getcurrent&type={form}&owner=include&start=0&count=100&output=atom"
            self.server.answers[f"/cgi-bin/browse-edgar?{query}"] = Answer(
                '<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom">'
                f"<title>Latest</title><updated>{datetime.now(UTC).isoformat()}</updated>{entries}</feed>",
                headers={"Content-Type": "application/atom+xml"},
            )
        tickers = {"0": {"cik_str": 1900001, "ticker": "NVRA", "title": "Novira Biosciences, Inc."}}
        self.server.answers["/files/company_tickers.json"] = Answer(
            json.dumps(tickers), headers={"Content-Type": "application/json"}
        )
        if self.rows:
            day = (today or datetime.now(UTC)).astimezone(NEW_YORK)
            folder = f"/Archives/edgar/daily-index/{day.year}/QTR{(day.month + 2) // 3}"
            head = "Description: Master Index\n\nCIK|Company Name|Form Type|Date Filed|File Name\n-----\n"
            self.server.answers[f"{folder}/master.{day:%Y%m%d}.idx"] = Answer(head + "\n".join(self.rows))


CALL = (
    "MALMO, Sweden, {day} (GLOBE NEWSWIRE) -- {company} (NASDAQ: {ticker}) will report its results for the "
    "{quarter} quarter and hold a conference call at 4:30 p.m. ET on {when}.\n"
    "To join the call, dial 1-888-555-0134 (domestic) or 1-201-555-0136 (international) and give the "
    "conference ID {code}. A replay can be heard until {until} at 1-877-555-0137, replay code {code}.\n"
    "About {company}: {company} makes medicines for rare blood cancers. It has its seat in Malmo and "
    "works with hospitals in eleven countries. The statements above are forward-looking.\n"
    "Contact: Ada Lind, Investor Relations, {company}, +1 201 555 0140, ir@novira.example"
)


def call_notice(
    code: str = "4570764",
    company: str = "Novira Biosciences, Inc.",
    ticker: str = "NVRA",
    quarter: str = "third",
    now: datetime | None = None,
) -> str:
    """The text of a release that announces a call three days ahead."""
    now = now or datetime.now(UTC)
    when, until = now + timedelta(days=3), now + timedelta(days=10)
    return CALL.format(
        code=code,
        company=company,
        ticker=ticker,
        quarter=quarter,
        day=f"{now:%B} {now.day}, {now.year}",
        when=f"{when:%A}, {when:%B} {when.day}, {when.year}",
        until=f"{until:%B} {until.day}, {until.year}",
    )


async def _serve(port: int) -> None:
    async with Loopback(port) as server:
        wire, edgar = Wire(server), Edgar(server)
        wire.release(3_000_001, "Novira Biosciences to Report Third Quarter Results", call_notice())
        wire.release(
            3_000_002,
            "Lumenor AB to Hold Capital Markets Day",
            call_notice("8123456", "Lumenor AB", "LMNR"),
            company="Lumenor AB",
            ticker="Nasdaq:LMNR",
            page=Answer("Forbidden", 403),
        )
        text = call_notice("5550177", "Averil Foods plc", "AVRL", "second")
        edgar.filing(
            {"EX-99.1": "<html><body><h2>Averil Foods to Report Second Quarter Results</h2>"
             + "".join(f"<p>{one}</p>" for one in text.splitlines()) + "</body></html>"},
            cik=1900002,
            name="AVERIL FOODS PLC",
        )  # fmt: skip
        print(f"A wire at {wire.url} and an EDGAR at {server.url}; Ctrl-C ends them.", flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(int(sys.argv[1]) if len(sys.argv) > 1 else PORT))
