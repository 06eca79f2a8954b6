"""Whole EDGAR submissions: the release among the documents. All samples are constructed, of invented"
" companies."""

from __future__ import annotations

import binascii
from html import escape
from pathlib import Path

import pytest

from bot.errors import Trouble
from bot.lexicon import lexicon_from
from bot.reading.documents import document_from
from bot.reading.issuer import IssuerReader
from tests.reading.test_documents import pdf_of
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"
ISSUERS = IssuerReader(lexicon_from(read_yaml(LEXICON), LEXICON.name))

HEADER = """<SEC-DOCUMENT>0001999999-25-000012.txt : 20250507
<SEC-HEADER>0001999999-25-000012.hdr.sgml : 20250507
<ACCEPTANCE-DATETIME>20250506183002
ACCESSION NUMBER:\t\t0001999999-25-000012
CONFORMED SUBMISSION TYPE:\t8-K
FILED AS OF DATE:\t\t20250507

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tORRIN VALE INC
\t\tBUSINESS PHONE:\t\t(775) 555-0199
</SEC-HEADER>
"""
COVER = (
    "<html><body><p>FORM 8-K</p><p>CURRENT REPORT</p><p>Item 2.02 Results (775) 555-0198</p></body></html>"
)
RELEASE = (
    "<html><body><p>Orrin Vale Reports Results</p><p>RENO, Nev., May 6, 2025 (GLOBE NEWSWIRE) -- Orrin"
    " Vale, Inc."
    " reported its results.</p><table><tr><td>Dial-in</td><td>1-877-555-0101</td></tr></table></body></html>"
)
TEXT = (
    "Orrin Vale Reports Results\n\nRENO, Nev., May 6, 2025 (GLOBE NEWSWIRE) -- Orrin Vale, Inc. reported its"
    " results.\n\n| Dial-in | 1-877-555-0101 |"
)
FOOT = "Submitted for publication: 2025-05-06, 18:30 New York time (EDGAR)"
SLIDES = "<html><body><p>Investor presentation</p><p>Slide 2: call 1-877-555-0177</p></body></html>"
PICTURE = "begin 644 logo.jpg\n" + binascii.b2a_uu(b"<TYPE>EX-99.1 no text").decode() + "`\nend\n"


def part(kind: str, text: str, sequence: int = 1) -> str:
    return (
        f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{sequence}\n<FILENAME>d{sequence}.htm\n<DESCRIPTION>{kind}\n<TEXT>\n"
        f"{text}\n</TEXT>\n</DOCUMENT>\n"
    )


def submission(*parts: str, header: str = HEADER) -> bytes:
    return f"{header}{''.join(parts)}</SEC-DOCUMENT>\n".encode()


def text_of(data: bytes, source: str = "0001999999-25-000012.txt") -> str:
    return document_from(data, source).text


@pytest.mark.parametrize("source", ["a.txt", "a.html", "a.htm", "-", "folder/a.nc"])
def test_the_exhibit_is_the_release_and_cover_header_and_pictures_are_not(source: str) -> None:
    data = submission(part("8-K", COVER), part("EX-99.1", RELEASE, 2), part("GRAPHIC", PICTURE, 3))
    assert text_of(data, source) == f"{TEXT}\n\n{FOOT}"


def test_several_releases_come_in_the_order_of_their_numbers_and_slides_are_left_out() -> None:
    second = (
        "<p>Orrin Vale Declares Dividend</p><p>RENO, Nev., May 6, 2025 -- Orrin Vale declared a dividend.</p>"
    )
    data = submission(
        part("8-K", COVER), part("EX-99.10", second), part("EX-99.2", SLIDES), part("EX-99.1", RELEASE)
    )
    text = text_of(data)
    assert text.startswith(f"{TEXT}\n\nOrrin Vale Declares Dividend\n\nRENO")
    assert "Slide" not in text


def test_where_none_begins_as_a_release_it_is_the_first() -> None:
    data = submission(part("6-K", COVER), part("EX-99.2", SLIDES), part("EX-99.1", "<p>A letter to you</p>"))
    assert text_of(data) == f"A letter to you\n\n{FOOT}"


def test_a_plain_document_of_before_2001() -> None:
    plain = (
        "<PAGE>\n\n                Orrin Vale Reports\n\nRENO, Nev., May 6, 1997 -- Orrin Vale Corp."
        " said AT&amp;T is\na"
        " customer.\n                                  2\n<PAGE>   3\n<TABLE>\n<CAPTION>\n          "
        " 1997     1996\n"
        "<S>        <C>      <C>\nSales      $ 5      $ 4\n</TABLE>"
    )
    header = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n" + HEADER
    text = text_of(submission(part("8-K", "Form 8-K"), part("EX-99", plain), header=header))
    assert text.startswith(
        "Orrin Vale Reports\n\nRENO, Nev., May 6, 1997 -- Orrin Vale Corp. said AT&T is\na customer.\n"
    )
    assert "           1997     1996\n" in text
    assert "Sales      $ 5      $ 4" in text
    assert "<" not in text


def test_one_exhibit_in_the_archives_wrapping() -> None:
    assert text_of(part("EX-99.1", RELEASE).encode(), "ex991.htm") == TEXT


def test_a_submission_as_a_browser_saves_it() -> None:
    shown = escape(submission(part("EX-99.1", RELEASE)).decode())
    data = f"<html><head></head><body><pre>{shown}</pre></body></html>"
    assert text_of(data.encode(), "a.html") == f"{TEXT}\n\n{FOOT}"


def test_an_exhibit_filed_as_a_pdf_is_read_where_no_other_is() -> None:
    made = pdf_of("Orrin Vale Reports", "RENO, Nev., May 6, 2025 -- Orrin Vale, Inc. reported.")
    lines = "".join(binascii.b2a_uu(made[at : at + 45]).decode() for at in range(0, len(made), 45))
    data = submission(part("EX-99.1", f"<PDF>\nbegin 644 a.pdf\n{lines}`\nend\n</PDF>"))
    assert text_of(data).startswith("Orrin Vale Reports\nRENO, Nev.")


@pytest.mark.parametrize(
    ("parts", "header", "reason"),
    [
        ([part("8-K", COVER)], HEADER, "a.txt is an EDGAR submission (form 8-K) without a press release"),
        ([], "<SEC-DOCUMENT>\n", "a.txt is an EDGAR submission without a press release"),
        ([part("EX-99.1", "<XML>\n<a/>\n</XML>")], HEADER, "a.txt is an EDGAR submission (form 8-K) without"),
        ([part("EX-99.1", "<PDF>\nbegin 644 a.pdf\n!!!\nend")], HEADER, "a.txt is an EDGAR submission"),
        ([part("EX-990", RELEASE)], HEADER, "a.txt is an EDGAR submission"),
    ],
)
def test_a_submission_without_a_release_is_named(parts: list[str], header: str, reason: str) -> None:
    with pytest.raises(Trouble) as trouble:
        text_of(submission(*parts, header=header), "a.txt")
    assert str(trouble.value).startswith(reason)


@pytest.mark.parametrize(
    ("release", "published", "written"),
    [
        (RELEASE.replace("May 6", "May 5"), "2025-05-05", "May 5, 2025"),  # its dateline goes first
        (RELEASE.replace("RENO, Nev., May 6, 2025 (GLOBE NEWSWIRE) -- ", ""), "2025-05-06", "2025-05-06"),
    ],
)
def test_the_day_of_acceptance_is_the_release_s_only_where_it_states_none(
    release: str, published: str, written: str
) -> None:
    document = document_from(submission(part("EX-99.1", release)), "a.txt")
    found = ISSUERS.read(document).published
    assert found is not None
    assert (found.value, found.span.of(document.text)) == (published, written)


def test_without_a_time_of_acceptance_the_day_of_filing_counts() -> None:
    header = HEADER.replace("<ACCEPTANCE-DATETIME>20250506183002\n", "")
    assert text_of(submission(part("EX-99.1", RELEASE), header=header)).endswith(
        "\n\nSubmitted for publication: 2025-05-07 (EDGAR)"
    )
