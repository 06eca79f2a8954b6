"""Feeds' bytes to items. Those marked "recorded" have the shape that public programs kept of real ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import Trouble
from bot.ledger.shapes import Tags
from bot.sources.feeds import digest_of, moment_from, page_of

NOW = datetime(2026, 10, 3, tzinfo=UTC)
URL = "https://www.globenewswire.com/RssFeed/x"
ZONES = {"et": "America/New_York", "est": "America/New_York", "pt": "America/Los_Angeles"}


def items(body: str | bytes, url: str = URL):
    raw = body.encode() if isinstance(body, str) else body
    return page_of(raw, url, "wire", now=NOW, zones=ZONES).items


# Recorded: GlobeNewswire, its namespace for Dublin Core and its time without seconds.
GLOBE = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="{namespace}"><channel><title>GlobeNewswire - News</title><item>
<guid isPermaLink="true">https://www.globenewswire.com/news-release/2026/10/02/3373999/0/en/novira.html</guid>
<link>https://www.globenewswire.com/news-release/2026/10/02/3373999/0/en/novira.html</link>
<category domain="https://www.globenewswire.com/rss/stock">Nasdaq:NVRA</category>
<category domain="https://www.globenewswire.com/rss/ISIN">US0000000001</category>
<category>Calendar of Events</category><title>Novira &amp; Sons opens</title>
<description><![CDATA[<p>MALMO, Oct. 2 -- Novira opens.</p>]]></description>
<pubDate>Fri, 02 Oct 2026 18:06 GMT</pubDate><dc:identifier>3373999</dc:identifier>
<dc:language>en</dc:language><dc:publisher>GlobeNewswire Inc.</dc:publisher>
<dc:contributor>Novira Biosciences, Inc.</dc:contributor></item></channel></rss>"""


@pytest.mark.parametrize(
    "namespace",
    [
        "http://dublincore.org/documents/dcmi-namespace/",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    ],
)
def test_a_wires_item_has_its_number_date_tickers_and_issuer(namespace):
    (one,) = items(GLOBE.format(namespace=namespace))
    assert one.key == "globenewswire:3373999"
    assert one.published == datetime(2026, 10, 2, 18, 6, tzinfo=UTC)
    assert one.words == "<p>MALMO, Oct. 2 -- Novira opens.</p>"
    assert one.tags.headline == "Novira & Sons opens"
    assert one.tags.tickers == ("NASDAQ:NVRA",)
    if "terms" not in namespace:
        assert one.tags == Tags("Novira & Sons opens", "Novira Biosciences, Inc.", ("NASDAQ:NVRA",), "en")


RSS = '<?xml version="1.0"?><rss version="2.0"><channel>{}</channel></rss>'


def item(link: str = "", guid: str = "", title: str = "Novira opens", date: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid><pubDate>{date}</pubDate></item>"
    )


@pytest.mark.parametrize(
    ("link", "guid", "key"),
    [
        ("https://www.prnewswire.com/news-releases/novira-opens-302372941.html", "g", "prnewswire:302372941"),
        (
            "http://www.businesswire.com/news/home/20261002005123/en/Novira?feedref=x",
            "http://www.businesswire.com/news/home/20261002005123/en/",
            "businesswire:20261002005123",
        ),
        (
            "https://www.businesswire.com/news/home/20261002005123/fr/",
            "",
            "businesswire:20261002005123:fr",
        ),
        ("https://ir.example/a/?utm_source=rss", "77", "link:ir.example/a"),
        ("https://ir.example/", "77", "guid:www.globenewswire.com:https://www.globenewswire.com/RssFeed/77"),
    ],
)
def test_what_an_item_is_known_by(link, guid, key):
    (one,) = items(RSS.format(item(link, guid)))
    assert one.key == key


def test_one_link_for_all_items_tells_none_of_them():
    found = items(RSS.format(item("https://ir.example/news", "1") + item("https://ir.example/news", "2")))
    assert [one.key.rpartition("/")[2] for one in found] == ["1", "2"]
    assert all(one.key.startswith("guid:www.globenewswire.com:") for one in found)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><updated>2026-10-02T00:00:00Z</updated>
<entry><title>Novira opens</title><link rel="alternate" href="/a/1"/><id>urn:1</id>
<updated>2026-10-02T09:00:00-04:00</updated>
<content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content><summary>Some.</summary></entry></feed>"""


def test_atom_is_read_with_links_of_its_own_site():
    (one,) = items(ATOM, "https://ir.example/atom.xml")
    assert (one.address, one.published) == ("https://ir.example/a/1", datetime(2026, 10, 2, 13, tzinfo=UTC))
    assert one.words == "<p>All of it.</p>"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Fri, 02 Oct 2026 18:06 GMT", "2026-10-02T18:06:00+00:00"),
        ("Fri, 02 Oct 2026 18:06:30 -0400", "2026-10-02T22:06:30+00:00"),
        ("Thu, 02 Jul 2026 16:05:00 ET", "2026-07-02T20:05:00+00:00"),
        ("Mon, 05 Jan 2026 16:05:00 ET", "2026-01-05T21:05:00+00:00"),
        ("2026-10-02T18:06:00Z", "2026-10-02T18:06:00+00:00"),
        ("2026-10-02", "2026-10-02T00:00:00+00:00"),
        ("Fri, 02 Oct 2099 18:06 GMT", None),
        ("Fri, 02 Oct 1826 18:06 GMT", None),
        ("yesterday", None),
        ("", None),
        ("Fri, 99 Oct 2026 18:06 GMT", None),
    ],
)
def test_dates(text, moment):
    found = moment_from(text, NOW, ZONES)
    assert (found.isoformat() if found else None) == moment


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            b"<html><head><title>Access Denied</title></head><body>Reference 18.2f</body></html>",
            "Access Denied",
        ),
        (b"<HTML><BODY><rss></rss></BODY></HTML>", "is no feed"),
        (b"", "it is empty"),
        (b'{"error": "forbidden"}', "is no feed"),
        (b"%PDF-1.7 \x00\x01\x02", "binary"),
    ],
)
def test_what_is_no_feed_is_named(body, said):
    with pytest.raises(Trouble, match=said):
        items(body)


def test_a_feed_in_another_encoding_than_it_says_and_with_control_bytes_is_read():
    body = RSS.format(item("https://ir.example/a", title="Señal\x00\x0b opens – now")).encode("cp1252")
    (one,) = items(body.replace(b"\x00", b"").replace(b'"1.0"', b'"1.0" encoding="utf-8"'))
    assert one.tags.headline == "Señal opens – now"


def test_entities_that_grow_without_end_are_not_followed():
    bomb = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, 40))
    body = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]>' + RSS.format(
        item("https://ir.example/a", title="&a39;")
    ).removeprefix('<?xml version="1.0"?>')
    (one,) = items(body)
    assert len(one.tags.headline or "") < 20


def test_a_cut_feed_gives_the_items_that_are_whole():
    whole = RSS.format(item("https://ir.example/a") + item("https://ir.example/b"))
    assert [one.key for one in items(whole[: whole.index("</item></channel>") - 60])][:1] == [
        "link:ir.example/a"
    ]


def test_the_digest_passes_over_when_the_feed_was_made():
    one, other, third = (
        RSS.format(f"<lastBuildDate>{date}</lastBuildDate>{item(link)}").encode()
        for date, link in [("Mon", "a"), ("Tue", "a"), ("Tue", "b")]
    )
    assert digest_of(one) == digest_of(other) != digest_of(third)


def test_of_a_feed_without_end_the_first_items_are_read(monkeypatch):
    monkeypatch.setattr("bot.sources.feeds.MOST_ITEMS", 20)
    whole = RSS.format("".join(item(f"https://ir.example/{n}") for n in range(50)))
    assert len(items(whole)) == 20
    assert len(items(RSS.format("<item><title>x</title>" * 5000))) <= 20
