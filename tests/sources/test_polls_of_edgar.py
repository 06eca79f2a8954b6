"""EDGAR over real connections: its lists, its filings, its days' indexes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.sources.documents import document_of
from bot.sources.edgar import exhibits, indexed, listed_exhibits
from tests.sources.loopback import Answer, call_notice

EXHIBIT = "<html><body><h2>Novira Biosciences to Report</h2>{}</body></html>"


def exhibit(**about: str) -> str:
    return EXHIBIT.format("".join(f"<p>{line}</p>" for line in call_notice(**about).splitlines()))


def arrivals(ledger):
    return ledger.after(0, 100)


async def test_a_filing_of_several_parties_is_one_and_its_exhibits_are_found_by_type(
    server, edgar, polled, ledger
):
    accession = edgar.filing({"EX-10.1": "<p>A contract.</p>", "EX-99.1": exhibit()}, parties=3)
    report = await polled(server.url, "edgar")
    assert (report.status, report.new, report.known, report.partial) == ("ok", 1, 0, 0)
    (one,) = arrivals(ledger)
    assert (one.key, one.source, one.news) == (f"edgar:{accession}/EX-99.1", "edgar", False)
    assert one.address.startswith(f"{server.url}/Archives/edgar/data/1900001/")
    assert one.address.endswith("/d1d1.htm")
    assert (one.tags.issuer, one.tags.tickers) == ("NOVIRA BIOSCIENCES, INC.", ("NVRA",))
    assert "4570764" in document_of(one).text
    assert len(server.paths("/Archives")) == 1
    assert {request.headers["User-Agent"] for request in server.asked} == {"Ada ada@example.com"}


async def test_only_the_companies_chosen_by_ticker_or_cik(server, edgar, polled, ledger):
    edgar.filing({"EX-99.1": exhibit()})
    edgar.filing({"EX-99.1": exhibit(code="1234567")}, cik=1900009, name="OTHER CORP")
    report = await polled(server.url, "edgar", companies=("nvra", "ZZZZ"))
    assert (report.new, report.message) == (1, "EDGAR knows no company with the ticker ZZZZ; give its CIK.")
    report = await polled(server.url, "edgar", companies=("1900009",), name="b")
    assert report.new == 1
    assert len(server.paths("/Archives")) == 2


async def test_a_filing_without_exhibit_counts_nowhere_and_is_asked_for_once(server, edgar, polled, ledger):
    edgar.filing({"EX-10.1": "<p>A contract.</p>"})
    assert (await polled(server.url, "edgar")).new == 0
    edgar.filing({}, form="6-K")
    report = await polled(server.url, "edgar")
    assert (report.new, report.known) == (0, 1)
    assert len(server.paths("/Archives/edgar/data")) == 2


async def test_the_days_index_finds_what_the_list_let_slip(server, edgar, polled, ledger, clock):
    edgar.filing({"EX-99.1": exhibit()}, accepted=clock.now - timedelta(minutes=9))
    assert (await polled(server.url, "edgar")).new == 1
    clock.passes(minutes=5)
    edgar.filing(
        {"EX-99.1": exhibit(code="7654321", quarter="first")}, listed=False, indexed=True, accepted=clock.now
    )
    report = await polled(server.url, "edgar")
    assert (report.status, report.new) == ("ok", 1)
    assert [one.news for one in arrivals(ledger)] == [False, True]
    assert (await polled(server.url, "edgar")).new == 0


async def test_a_day_without_index_is_no_failure(server, edgar, polled):
    edgar.filing({"EX-99.1": exhibit()})
    await polled(server.url, "edgar")
    report = await polled(server.url, "edgar")
    assert (report.status, report.message) in (("ok", None), ("unchanged", None))
    assert server.paths("/Archives/edgar/daily-index") != []


async def test_a_filing_that_is_not_there_whole_is_taken_document_by_document(server, edgar, polled, ledger):
    edgar.filing({"EX-99.1": exhibit()})
    (text,) = [path for path in server.answers if path.endswith(".txt")]
    del server.answers[text]
    folder = text.rpartition("/")[0]
    server.answers[text.replace(".txt", "-index.htm")] = Answer(
        f"<table><tr><th>Type</th></tr><tr><td>1</td><td><a href='/ix?doc={folder}/a.htm'>a</a></td>"
        "<td>8-K</td></tr>"
        f"<tr><td>2</td><td><a href='{folder}/b.htm'>b.htm</a></td><td>EX-99.1</td></tr></table>"
    )
    server.answers[f"{folder}/b.htm"] = Answer(exhibit())
    assert (await polled(server.url, "edgar")).new == 1
    assert arrivals(ledger)[0].address == f"{server.url}{folder}/b.htm"


async def test_a_filing_that_cannot_be_had_comes_later(server, edgar, polled, ledger, clock):
    edgar.filing({"EX-99.1": exhibit()})
    (text,) = [path for path in server.answers if path.endswith(".txt")]
    kept = server.answers[text]
    server.answers[text] = Answer("busy", 503)
    report = await polled(server.url, "edgar")
    assert (report.new, "answers 503" in (report.message or "")) == (0, True)
    server.answers[text] = kept
    clock.passes(minutes=6)
    assert (await polled(server.url, "edgar")).new == 1


async def test_the_same_release_as_exhibit_and_by_wire_is_one(server, edgar, wire, polled, ledger):
    wire.release(1, "Novira Biosciences to Report", call_notice())
    await polled(wire.url)
    edgar.filing({"EX-99.1": exhibit()})
    report = await polled(server.url, "edgar")
    assert (report.new, report.known) == (0, 1)
    assert arrivals(ledger)[1].copy_of == 1


@pytest.mark.parametrize(
    ("line", "accession"),
    [
        (
            "1900001|NOVIRA INC|8-K|20260302|edgar/data/1900001/0001900001-26-000001.txt",
            "0001900001-26-000001",
        ),
        (
            "8-K/A      NOVIRA INC      1900001    20260302    edgar/data/1900001/0001900001-26-000002.txt",
            "0001900001-26-000002",
        ),
        ("1900001|NOVIRA INC|10-K|20260302|edgar/data/1900001/0001900001-26-000003.txt", None),
        ("CIK|Company Name|Form Type|Date Filed|File Name", None),
    ],
)
def test_lines_of_a_days_index(line, accession):
    found = [one.key for one in indexed(line, ("8-K",), "edgar", "https://www.sec.gov")]
    assert found == ([f"edgar:{accession}"] if accession else [])


def test_a_submissions_exhibits_with_new_yorks_time():
    body = (
        b"<SEC-HEADER>\n<ACCEPTANCE-DATETIME>20260302173105\n</SEC-HEADER>\n"
        b"<DOCUMENT>\n<TYPE>8-K\n<FILENAME>ex99.htm\n<TEXT>\nnone\n</TEXT>\n</DOCUMENT>\n"
        b"<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>news.htm\n<TEXT>\n<p>news</p>\n</TEXT>\n</DOCUMENT>\n"
        b"<DOCUMENT>\n<TYPE>EX-99.2\n<FILENAME>a.pdf\n<TEXT>\n<PDF>\nM\n</PDF>\n</TEXT>\n</DOCUMENT>\n"
        b"<DOCUMENT>\n<TYPE>EX-99\n<FILENAME>cut.htm\n<TEXT>\n<p>cut"
    )
    found, accepted = exhibits(body)
    assert [(one.type, one.name, one.body) for one in found] == [
        ("EX-99.1", "news.htm", b"<p>news</p>"),
        ("EX-99", "cut.htm", b"<p>cut"),
    ]
    assert accepted == datetime(2026, 3, 2, 22, 31, 5, tzinfo=UTC)


def test_an_index_page_without_rows_lists_nothing():
    assert listed_exhibits("<html>Access Denied</html>") == ()
