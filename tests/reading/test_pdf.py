"""PDFs as companies set them: in columns, with heads and feet on each page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.documents import document_from

Item = tuple[int, int, str]
LEFT = [
    "Orrin Vale, Inc. reported results for the",
    "first quarter and said that its sales grew",
    "by a tenth. The company will host a call",
    "for investors on May 7, 2025 at 9:00 a.m.",
    "Eastern Time. To join dial 1-877-555-0101",
    "and give the conference ID 1234567.",
]
RIGHT = [
    "A replay will be kept until May 14, 2025",
    "under 1-877-555-0102 with the passcode",
    "7654321. About Orrin Vale: the company",
    "makes valves for rivers and canals since",
    "1921 and has three works in the state of",
    "Nevada. Mara Lind answers 775-555-0103.",
]
BOTH = " ".join([*LEFT, *RIGHT])


def pdf_of(*pages: Sequence[Item]) -> bytes:
    """A PDF of pages with words at their places, drawn in the order given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for items in pages:
        shown = " ".join(f"1 0 0 1 {x} {y} Tm ({words}) Tj" for x, y, words in items)
        content = f"BT /F1 10 Tf {shown} ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    named = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (named, len(kids))
    made = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1))
    size = len(objects) + 1
    return b"%%PDF-1.4\n%strailer << /Root 1 0 R /Size %d >>\nstartxref\n0\n%%%%EOF" % (made, size)


def text_of(*pages: Sequence[Item]) -> str:
    return document_from(pdf_of(*pages), "vale.pdf").text


def column(x: int, words: Sequence[str], top: int = 690) -> list[Item]:
    return [(x, top - 14 * i, line) for i, line in enumerate(words)]


def across(*columns: list[Item]) -> list[Item]:
    """The columns drawn line by line across the page."""
    return [item for row in zip(*columns, strict=True) for item in row]


def test_columns_drawn_across_the_page_are_read_one_after_the_other() -> None:
    head = (72, 720, "Orrin Vale Reports Results")
    page = [head, *across(column(72, LEFT), column(320, RIGHT))]
    assert text_of(page) == f"Orrin Vale Reports Results\n{BOTH}"


def test_columns_drawn_one_after_the_other_stay_so() -> None:
    assert text_of([*column(72, LEFT), *column(320, RIGHT)]) == BOTH


def test_labels_and_short_columns_stay_lines_with_a_gap() -> None:
    labels = column(72, ["Date:", "Time:", "Dial-in:"])
    values = column(250, ["Wednesday, May 7, 2025", "9:00 a.m. Eastern Time", "1-877-555-0101"])
    assert text_of(across(labels, values)) == (
        "Date:    Wednesday, May 7, 2025\nTime:    9:00 a.m. Eastern Time\nDial-in:    1-877-555-0101"
    )


def test_heads_and_feet_of_each_page_stand_once_and_sentences_run_over_pages() -> None:
    lines = [
        "RENO, Nev., May 7, 2025 - Orrin Vale, Inc. reported its results for the first quarter of 2025 and",
        "will host a call for investors, which begins on Wednesday, May 14, 2025, at nine in the morning of",
        "New York and can be heard under a number that those who register are given by electronic mail, and",
        "by all others on the site of the company, where a recording will also be kept for thirty days and",
    ]
    pages = [
        [
            (72, 760, "Orrin Vale, Inc. - Press Release"),
            *column(72, words),
            (72, 40, "www.orrinvale.example"),
            (300, 28, f"Page {number} of 3"),
        ]
        for number, words in enumerate([lines[:2], lines[2:], ["can be downloaded."]], 1)
    ]
    assert text_of(*pages) == (
        f"Orrin Vale, Inc. - Press Release\n{' '.join(lines)} can be downloaded.\n\nwww.orrinvale.example"
    )
