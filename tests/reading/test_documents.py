"""Files of every kind to plain text, and the ones that hold none."""

from __future__ import annotations

import logging
from email.message import EmailMessage
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from bot.errors import Trouble
from bot.reading.documents import KINDS, LIMIT, document_from

WORD = "vale"


def text_of(data: bytes | str, source: str) -> str:
    return document_from(data.encode() if isinstance(data, str) else data, source).text


def pdf_of(*lines: str, password: str | None = None) -> bytes:
    """A PDF with the lines set one below the other."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    content = f"BT /F1 11 Tf 72 720 Td 14 TL {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)
    )
    made += b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF"
    if password is None:
        return made
    writer = PdfWriter(PdfReader(BytesIO(made), strict=False))
    writer.encrypt(password)
    locked = BytesIO()
    writer.write(locked)
    return locked.getvalue()


def test_a_clean_text_is_unchanged() -> None:
    text = "Orrin Vale plc — “results”\n\n  Time:  9 a.m.\n\n\n| a | b |\n<u>www.vale.example</u> *\n"
    assert text_of(text, "vale.txt") == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfMara Lind", "Mara Lind"),
        ("Café\n".encode("utf-16"), "Café\n"),
        ("Café".encode("cp1252"), "Café"),
        ("“Quoted” – £5".encode("cp1252"), "“Quoted” – £5"),
        ("Æ ø å é ü ñ ".encode() * 3 + b"\xe9", "Æ ø å é ü ñ " * 3 + "\ufffd"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("9:00\u00a0a.m.\u2009ET".encode(), "9:00 a.m. ET"),
        ("con\u00adference Nas\u200b\u200bdaq".encode(), "conference Nasdaq"),
        ("\u202a(408) 555-0110\u202c Call".encode(), " (408) 555-0110  Call"),
        (b"AI &amp; Data &#8217;24 &nbsp;x?a=1&copy=2 &unknown;", "AI & Data ’24  x?a=1&copy=2 &unknown;"),
        (b"page one\x0cpage two", "page one\npage two"),
        ("\u2028".join(["one", "two"]).encode(), "one\ntwo"),
    ],
)
def test_encodings_and_odd_characters(data: bytes, text: str) -> None:
    assert text_of(data, "vale.txt") == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Orrin Vale Reports\n\nText", "Orrin Vale Reports\n\nText"),
        ('---\ntitle: "Vale &#39;24"\ndate: 2025-05-07\ntags:\n  - x\n---\n\nText', "Vale '24\n\nText"),
        ("---\nText\n\n---\nMore", "Text\n\nMore"),
        ("Orrin Vale Reports\n===\n\nText", "Orrin Vale Reports\n\nText"),
        ("Register [here](https://r.example/q3?a=b_c_d).", "Register here (https://r.example/q3?a=b_c_d)."),
        ("See [www.vale.example](https://www.vale.example/).", "See www.vale.example."),
        ("[Orrin Vale, Inc.](https://vale.example) (NASDAQ: VALE)", "Orrin Vale, Inc. (NASDAQ: VALE)"),
        ("[NYSE: VALE](https://x.example/q/vale)", "NYSE: VALE"),
        ("Write [Mara Lind](mailto:mara@vale.example)", "Write Mara Lind (mara@vale.example)"),
        ("[webcast][1]\n\n[1]: https://w.example/1 'T'", "webcast (https://w.example/1)"),
        ("<https://w.example/a_b_c>", "https://w.example/a_b_c"),
        ("at <u>www.vale.example</u>,", "at www.vale.example,"),
        ("**Time:** 9 *a.m.* __ET__ _today_", "Time: 9 a.m. ET today"),
        ("dial **1-877-555-0110**#", "dial 1-877-555-0110#"),
        ("5 * 3 * 2 and a_b_c", "5 * 3 * 2 and a_b_c"),
        ("| Time | 9 |\n| :--- | ---: |\n| Code | 55 |", "| Time | 9 |\n| Code | 55 |"),
        ("> quoted\n> lines", "quoted\nlines"),
        ("![logo](l.png)\n\nText", "logo\n\nText"),
        ("1\\. An escaped \\*star\\*", "1. An escaped *star*"),
        ("line one  \nline two\\\nline three", "line one\nline two\nline three"),
        ("**Time:**9 a.m.\n**Code:** 55", "Time:9 a.m.\nCode: 55"),
        ("# The [title](https://w.example/news/1)\nText", "The title\n\nText"),
        (
            "* **Investors:** Mara Lind\n* Press\n\n1. x\n2) y",
            "- Investors: Mara Lind\n- Press\n\n1. x\n\n2) y",
        ),
        ("Join <a href='https://w.example/1'>the webcast</a>.", "Join the webcast (https://w.example/1)."),
        ("<table><tr><td>Time</td><td>9</td></tr></table>\n\nText", "| Time | 9 |\n\nText"),
        ("    Time:     9 a.m.\n    Code:     55", "Time:     9 a.m.\nCode:     55"),
        ("~~~\nTime: 9\n~~~", "Time: 9"),
        ("<!-- note -->\nText", "Text"),
    ],
)
def test_markdown(markdown: str, text: str) -> None:
    assert text_of(markdown, "vale.md") == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h1>Vale</h1><p>One\n two.</p><p>Three.</p>", "Vale\n\nOne two.\n\nThree."),
        ("<div>Mara Lind<br>555-0110</div><div>Next</div>", "Mara Lind\n555-0110\nNext"),
        ("<h1>A headline<br>of two lines</h1>Text", "A headline of two lines\n\nText"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        (
            "<table><tr><th>Time</th><td>9&nbsp;a.m.</td></tr><tr><td>Code</td><td></td><td>55</td></tr></table>",
            "| Time | 9 a.m. |\n| Code | 55 |",
        ),
        ("<table><tr><td><p>One.</p><p>Two.</p></td><td>Side</td></tr></table>", "One.\n\nTwo.\n\nSide"),
        (
            "<table><tr><td>Desk<br>Mara Lind<br>555-0110</td><td>Press<br>Ann<br>555-0111</td></tr></table>",
            "Desk\nMara Lind\n555-0110\n\nPress\nAnn\n555-0111",
        ),
        ("<table><tr><td>March 31,<br>2025</td><td>5</td></tr></table>", "| March 31, 2025 | 5 |"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "| a | b |"),
        ("<head><title>T</title></head><nav>Menu</nav><script>x()</script><style>p{}</style>Body", "Body"),
        ("<form><p>Text</p><input value='x'><button>Send</button></form>", "Text"),
        ("<p style='display: none'>preview</p>Body<!-- note -->", "Body"),
        ("<a href='https://r.example/1'>Register here</a>.", "Register here (https://r.example/1)."),
        ("<a href='https://vale.example/'>Orrin Vale</a> (NYSE: V)", "Orrin Vale (NYSE: V)"),
        ("<h1><a href='https://w.example/news/1'>Title</a></h1>", "Title"),
        (
            "<a href='https://t.example/ct?id=1&url=https%3A%2F%2Fvale.example%2Fq3&x=2'>webcast</a>",
            "webcast (https://vale.example/q3)",
        ),
        ("<a href='/relative'>here</a> <a href='javascript:x()'>there</a>", "here there"),
        (
            "<a class='__cf_email__' data-cfemail='42232002202c23'>[email&#160;protected]</a>",
            "ab@bna",
        ),
        ("<pre>a   b\n  c</pre>", "a   b\nc"),
        ("<p>AT&amp;T &mdash; caf&eacute;</p>", "AT&T — café"),
        ("<article><h2>Other</h2></article><main><div><h1>H</h1></div>Text</main>", "H\n\nText"),
        ("<nav>x</nav><article><h1>H</h1><p>Text</p></article><p>Related</p>", "H\n\nText"),
    ],
)
def test_html(page: str, text: str) -> None:
    assert text_of(page, "vale.html") == text


def test_a_page_says_its_encoding() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'
    assert text_of(page.encode("iso-8859-2"), "vale.htm") == "Łódź"


def test_a_pdfs_lines_are_joined_to_paragraphs() -> None:
    data = pdf_of(
        "Orrin Vale Reports Results and",
        "Will Host a Call",
        "RENO, Nev., May 7, 2025 - Orrin Vale, Inc. reported its results for the first",
        "quarter and will host a call for investors, which begins at 9:00 a.m. Eastern",
        "Time.",
        "Contact",
        "Mara Lind",
    )
    assert text_of(data, "vale.pdf") == (
        "Orrin Vale Reports Results and Will Host a Call\n"
        "RENO, Nev., May 7, 2025 - Orrin Vale, Inc. reported its results for the first"
        " quarter and will host a call for investors, which begins at 9:00 a.m. Eastern Time.\n\n"
        "Contact\nMara Lind"
    )


def mail_of(plain: str | None, page: str | None = None, subject: str = "Orrin Vale Reports") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "wire@w.example", subject
    if plain is not None:
        message.set_content(plain)
    if page is not None:
        message.add_alternative(page, subtype="html") if plain is not None else message.set_content(
            page, subtype="html"
        )
    return message.as_bytes()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (mail_of("Café results.\n"), "Orrin Vale Reports\n\nCafé results."),
        (mail_of("ORRIN VALE  REPORTS\n\nText\n"), "ORRIN VALE REPORTS\n\nText"),
        (mail_of("Text", subject="FW: Re: Orrin Vale Reports"), "Orrin Vale Reports\n\nText"),
        (mail_of(None, "<p>One</p><p>Two</p>"), "Orrin Vale Reports\n\nOne\n\nTwo"),
        (mail_of("Online", "<p>All of it is here.</p>", "Results"), "Results\n\nAll of it is here."),
        (mail_of("Text", subject="=?utf-8?b?Q2Fmw6k=?="), "Café\n\nText"),
        (b"Subject: S\nContent-Type: text/plain; charset=nonsense\n\nna\xefve", "S\n\nnaïve"),
    ],
)  # fmt: skip
def test_mail(data: bytes, text: str) -> None:
    assert text_of(data, "vale.eml") == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Plain words", "Plain words"),
        (b"<!DOCTYPE html><p>Page</p>", "Page"),
        (pdf_of("Orrin Vale"), "Orrin Vale"),
        (b"From: a@b.example\nSubject: S\nMIME-Version: 1.0\n\nText", "S\n\nText"),
        (b"Time: nine\nCode: five\nPlace: Reno\n\nText", "Time: nine\nCode: five\nPlace: Reno\n\nText"),
    ],
)
def test_without_a_suffix_the_bytes_decide(data: bytes, text: str) -> None:
    assert text_of(data, "-") == text


@pytest.mark.parametrize(
    ("data", "source", "reason"),
    [
        (b"", "a.txt", "a.txt is empty"),
        (b" \n\xef\xbb\xbf", "a.txt", "a.txt holds no text"),
        (b"<script>x()</script>", "a.html", "a.html holds no text"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.txt", "a.txt is a picture"),
        (b"PK\x03\x04docx", "folder/a.txt", "a.txt is a zip archive or an Office document"),
        (b"text\x00\x01\x02", "a.md", "a.md is a binary file"),
        (b"words", "a.pdf", "a.pdf is no PDF file"),
        (b"%PDF-1.7 cut short", "a.pdf", "a.pdf is a damaged PDF"),
        (pdf_of(), "a.pdf", "a.pdf holds only pictures and no text"),
        (pdf_of("Secret", password=WORD), "a.pdf", "a.pdf is protected by a password"),
        (b"x" * (LIMIT + 1), "a.txt", "a.txt has 25 MB, the limit is 25 MB"),
        (b"<div>" * 5000, "a.html", "a.html nests its elements too deeply"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, source: str, reason: str) -> None:
    with pytest.raises(Trouble) as trouble:
        document_from(data, source)
    assert str(trouble.value).startswith(reason)


def test_a_pdf_that_is_only_protected_against_changes_is_read() -> None:
    writer = PdfWriter(PdfReader(BytesIO(pdf_of("Orrin Vale")), strict=False))
    writer.encrypt("", owner_password=WORD)
    data = BytesIO()
    writer.write(data)
    assert text_of(data.getvalue(), "vale.pdf") == "Orrin Vale"


def test_remarks_about_odd_pdfs_stay_inside(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert text_of(pdf_of("Orrin Vale"), "vale.pdf") == "Orrin Vale"  # its table of objects is missing
    assert not [record for record in caplog.records if record.name.startswith("pypdf")]


def test_the_kinds_that_are_read() -> None:
    assert KINDS == (".txt", ".md", ".html", ".htm", ".pdf", ".eml")
    assert text_of("Words", "VALE.TXT") == "Words"
