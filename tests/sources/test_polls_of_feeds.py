"""Feeds and their pages over real connections: what arrives, what is refused, what is said of it."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import timedelta

import pytest
from aiohttp import web

from bot.sources.documents import document_of
from tests.sources.loopback import Answer, call_notice

TITLE = "Novira Biosciences to Report Third Quarter Results"


def arrivals(ledger):
    return ledger.after(0, 100)


async def test_the_first_poll_is_read_and_nobodys_news_and_what_comes_later_is(wire, polled, ledger, clock):
    wire.release(1, TITLE, call_notice())
    report = await polled(wire.url)
    assert (report.status, report.new, report.known, report.partial, report.message) == ("ok", 1, 0, 0, None)
    wire.release(2, "Novira Biosciences names a new director", call_notice(code="1112223", quarter="fourth"))
    clock.passes(minutes=2)
    report = await polled(wire.url)
    assert (report.status, report.new, report.known) == ("ok", 1, 1)
    one, other = arrivals(ledger)
    assert [one.key.rpartition(":")[2], other.key.rpartition(":")[2]] == ["1", "2"]
    assert (one.news, other.news) == (False, True)
    assert one.tags.tickers == ("NASDAQ:NVRA",)


async def test_nothing_of_a_pages_frame_is_read(wire, polled, ledger):
    wire.release(1, TITLE, call_notice())
    await polled(wire.url)
    text = document_of(arrivals(ledger)[0]).text
    assert text.startswith(TITLE)
    assert "ID 4570764" in text
    assert [number for number in ("0190", "0191", "0192", "9999999") if number in text] == []


async def test_an_unchanged_feed_costs_no_page_and_no_parsing(wire, server, polled, monkeypatch):
    wire.release(1, TITLE, call_notice())
    wire.publish(ETag='"one"')
    await polled(wire.url)
    monkeypatch.setattr("bot.sources.polling.page_of", lambda *_, **__: pytest.fail("it was parsed"))
    assert (await polled(wire.url)).status == "unchanged"
    assert server.asked[-1].headers["If-None-Match"] == '"one"'
    assert "If-Modified-Since" not in server.asked[-1].headers
    wire.publish()  # no validators, another date of making
    assert (await polled(wire.url)).status == "unchanged"
    assert len(server.paths("/news-release")) == 1


async def test_a_page_that_is_refused_leaves_the_feeds_words_and_is_whole_later(
    wire, server, polled, ledger, clock
):
    path = wire.release(1, TITLE, call_notice(), page=Answer("no", 403))
    report = await polled(wire.url)
    assert (report.status, report.new, report.partial) == ("ok", 1, 1)
    assert "refuses (403)" in (report.message or "")
    (one,) = arrivals(ledger)
    assert (one.partial, one.address) == (True, server.url + path)
    wire.release(1, TITLE, call_notice())
    clock.passes(minutes=6)
    report = await polled(wire.url)
    assert (report.new, report.known, report.partial) == (0, 1, 0)
    _, whole = arrivals(ledger)
    assert (whole.partial, whole.news, whole.key, whole.address) == (False, False, one.key, one.address)
    assert "4570764" in document_of(whole).text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Answer(f"<h1>Access Denied</h1><p>{'You do not have it. ' * 40}</p>"), "does not hold the release"),
        (Answer("gone", 404), "nothing at that address"),
        (Answer("oops", 500), "answers 500"),
        (Answer("wait", 429, {"Retry-After": "100"}), "refuses (429)"),
        (Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}), "kind that is not read"),
        (Answer(b"<html>" + b"x" * 11_000_000), "larger than"),
        (Answer("", 302, {"Location": "http://169.254.169.254/latest"}), "not followed"),
        (Answer("", 302, {"Location": "file:///etc/passwd"}), "not followed"),
        (Answer("", 302, {"Location": "http://127.0.0.1:1/x"}), "not among"),
        (Answer("", 302, {"Location": "/rss/../a"}), "nothing at that address"),
    ],
)  # fmt: skip
async def test_a_page_that_cannot_be_had_is_named_and_the_feeds_words_are_kept(
    wire, polled, ledger, page, said
):
    wire.release(1, TITLE, call_notice(), page=page)
    report = await polled(wire.url)
    assert (report.status, report.new, report.partial) == ("ok", 1, 1)
    assert said in (report.message or "")
    assert arrivals(ledger)[0].partial


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "http://169.254.169.254/x", "https://other.example/x"]
)
async def test_a_link_that_leads_elsewhere_is_not_followed(wire, polled, ledger, link):
    wire.release(1, TITLE, call_notice(), link=link)
    report = await polled(wire.url)
    assert (report.new, report.partial) == (1, 1)
    assert "is not followed" in (report.message or "")


async def test_links_to_hosts_that_are_named_are_followed(wire, server, polled, ledger):
    path = wire.release(1, TITLE, call_notice())
    wire.items.clear()
    wire.release(1, TITLE, call_notice(), link=f"http://localhost:{server.port}{path}")
    assert (await polled(wire.url)).partial == 1
    assert (await polled(wire.url, name="b", hosts=(f"localhost:{server.port}",))).known == 1


async def hang(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(3)
    return web.Response()


async def cut(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100000", "Content-Type": "text/xml"})
    await response.prepare(request)
    await response.write(b"<rss><channel>")
    assert request.transport is not None
    request.transport.close()
    return response


async def cut_gzip(request: web.Request) -> web.StreamResponse:
    body = gzip.compress(b"<rss><channel><item><title>x</title></item></channel></rss>")[:-12]
    return web.Response(body=body, headers={"Content-Encoding": "gzip"})


def zeros() -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(400)) + packer.flush()


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (Answer("no", 403), "refused", "refuses (403)"),
        (Answer("wait", 429, {"Retry-After": "7200"}), "refused", "refuses (429)"),
        (Answer("law", 451), "refused", "refuses (451)"),
        (Answer("", 302, {"Location": "http://10.0.0.1/"}), "refused", "not followed"),
        (Answer("gone", 404), "failed", "nothing at that address"),
        (Answer("oops", 503), "failed", "answers 503"),
        (Answer("<html><body>Access Denied</body></html>"), "failed", "Access Denied"),
        (Answer(does=hang), "failed", "took too long"),
        (Answer(does=cut), "failed", "cut off"),
        (Answer(does=cut_gzip), "failed", "cut off"),
        (Answer(zeros(), headers={"Content-Encoding": "gzip"}), "failed", "larger than"),
        (Answer("", 302, {"Location": "/rss"}), "failed", "without end"),
        (Answer(b"x", headers={"Content-Encoding": "br"}), "failed", "was not asked for"),
    ],
)
async def test_a_feed_that_cannot_be_had_is_a_named_state(server, wire, polled, ledger, answer, status, said):
    server.answers["/rss"] = answer
    report = await polled(wire.url)
    assert (report.status, report.new) == (status, 0)
    assert said in (report.message or "")
    assert ledger.state("feed").status == status
    wire.release(1, TITLE, call_notice())
    assert (await polled(wire.url)).new == 1


async def test_retry_after_is_kept_to(server, wire, polled, clock):
    server.answers["/rss"] = Answer("wait", 429, {"Retry-After": "7200"})
    report = await polled(wire.url)
    assert report.next == clock.now + timedelta(hours=2)


async def test_nobody_there(polled):
    report = await polled("http://127.0.0.1:9/rss")
    assert (report.status, "no way there" in (report.message or "")) == ("failed", True)


async def test_the_same_text_by_another_wire_is_a_copy_and_a_correction_is_not(
    wire, server, polled, ledger, clock
):
    wire.release(1, TITLE, call_notice())
    await polled(wire.url)
    clock.passes(minutes=5)
    wire.release(2, TITLE.upper(), call_notice() + "\nSource: Novira Biosciences, Inc.")
    report = await polled(wire.url)
    assert (report.new, report.known) == (0, 2)
    assert [(one.copy_of, one.news) for one in arrivals(ledger)] == [(None, False), (1, False)]
    wire.release(3, f"CORRECTION: {TITLE}", call_notice(code="4570765"))
    report = await polled(wire.url)
    assert (report.new, report.known) == (1, 2)
    assert arrivals(ledger)[2].news


async def test_daily_notices_that_differ_in_an_amount_are_no_copies(wire, polled, ledger, clock):
    text = "\n".join(
        ["Novira bought back shares of its own: {} shares at {} pence."] + ["It will go on." * 9] * 9
    )
    wire.release(1, "Transaction in Own Shares", text.format("120,411", "187.25"))
    wire.release(2, "Transaction in Own Shares", text.format("131,007", "188.75"))
    report = await polled(wire.url)
    assert (report.new, report.known) == (2, 0)


async def test_another_language_is_kept_beside_and_is_no_news(wire, polled, ledger, clock):
    wire.publish()
    await polled(wire.url)
    wire.release(1, TITLE, call_notice())
    wire.release(
        2, "Novira Biosciences publie ses résultats", call_notice().replace("call", "appel"), language="fr"
    )
    report = await polled(wire.url)
    assert (report.new, report.known) == (1, 1)
    assert [(one.tags.language, one.news) for one in arrivals(ledger)] == [("en", True), ("fr", False)]


async def test_pages_of_one_host_come_one_at_a_time_and_only_so_many_an_hour(
    wire, server, polled, ledger, clock
):
    for number in range(1, 6):
        wire.release(
            number, f"Novira Biosciences report number {number}", call_notice(code=f"555010{number}")
        )
    report = await polled(wire.url, pages_per_hour=3)
    assert (report.new, report.partial) == (5, 2)
    assert "limit of pages" in (report.message or "")
    clock.passes(minutes=61)
    report = await polled(wire.url, pages_per_hour=3)
    assert (report.status, report.new) == ("unchanged", 0)
    assert [one.partial for one in arrivals(ledger)] == [False] * 3 + [True] * 2 + [False] * 2


async def test_an_item_without_a_page_is_its_feeds_words(wire, server, polled, ledger):
    server.answers["/rss"] = Answer(
        f"<rss version='2.0'><channel><item><title>{TITLE}</title>"
        f"<description>{call_notice()}</description></item></channel></rss>"
    )
    report = await polled(wire.url)
    assert (report.new, report.partial, report.message) == (1, 1, None)
