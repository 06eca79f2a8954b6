"""Dividends: what is announced, to whom and when, and the amounts that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon_from
from bot.model import Dividend, Document
from bot.reading.dividends import DividendsReader
from bot.reading.dividends.rules import BARS, BARS_UNDATED, GIVES, Rule
from bot.reading.issuer import IssuerReader
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"
WORDS = lexicon_from(read_yaml(LEXICON), LEXICON.name)
ISSUERS, READER = IssuerReader(WORDS), DividendsReader(WORDS)
HEAD = "RENO, Nev., May 7, 2025 (GLOBE NEWSWIRE) -- Orrin Vale, Inc. (NYSE: ORVL) "


def found(text: str) -> tuple[Dividend, ...]:
    document = Document("vale.txt", text)
    return READER.read(document, ISSUERS.read(document))


def values(dividend: Dividend) -> tuple[str | None, ...]:
    """Amount, currency, kind, record date, payable date, ex-date."""
    stated = (
        dividend.amount,
        dividend.currency,
        dividend.kind,
        dividend.record_date,
        dividend.payable_date,
        dividend.ex_date,
    )
    return tuple(each.value if each else None for each in stated)


def read(text: str) -> list[tuple[str | None, ...]]:
    return [values(dividend) for dividend in found(text)]


def examples(rules: tuple[Rule, ...], side: str) -> list[tuple[Rule, str]]:
    return [(rule, sentence) for rule in rules for sentence in getattr(rule, side)]


@pytest.mark.parametrize(("rule", "sentence"), examples(GIVES, "reads"))
def test_a_rule_reads_its_examples(rule: Rule, sentence: str) -> None:
    (dividend,) = found(f"Orrin Vale News\n\n{sentence}\n")
    assert dividend.amount is not None
    assert dividend.amount.reason is not None
    assert dividend.amount.reason.rule == rule.name


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [*examples(GIVES, "refuses"), *examples(BARS, "reads"), *examples(BARS_UNDATED, "reads")],
)
def test_what_is_no_dividend_is_not_read(rule: Rule, sentence: str) -> None:
    assert read(f"Orrin Vale News\n\n{sentence}\n") == [], rule.says


@pytest.mark.parametrize(("rule", "sentence"), examples((*BARS, *BARS_UNDATED), "refuses"))
def test_a_bar_leaves_what_is_announced(rule: Rule, sentence: str) -> None:
    assert len(read(f"Orrin Vale News\n\n{sentence}\n")) == 1, rule.says


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            "declared a quarterly dividend of $0.28 per share, payable on June 16, 2025 to stockholders"
            " of record"
            " as of the close of business on May 30, 2025.",
            ("0.28", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
        ),
        (
            "announced a regular quarterly dividend of 25 cents per share. The dividend is payable June 13 to"
            " shareholders of record May 30. The ex-dividend date is May 30.",
            ("0.25", "USD", "quarterly", "2025-05-30", "2025-06-13", "2025-05-30"),
        ),
        (
            "said that its Board approved the payment of a special cash dividend of twenty-five cents"
            " ($.25) per"
            " share on June 16, 2025, to shareholders of record on May 30, 2025.",
            ("0.25", "USD", "special", "2025-05-30", "2025-06-16", None),
        ),
        (
            "increased its quarterly dividend by 10% to $0.33 per share from $0.30 per share ($1.32 per"
            " annum),"
            " payable June 16, 2025 to holders of record on May 30, 2025.",
            ("0.33", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
        ),
        (
            "declared a cash distribution of $0.525 per common unit, or $2.10 on an annualized basis. It"
            " will be"
            " paid to unitholders. The distribution is payable on May 30 to unitholders of record as of"
            " May 20.",
            ("0.525", "USD", None, "2025-05-20", "2025-05-30", None),
        ),
        (
            "declared a dividend with record and ex-dividend date of May 30, 2025, in the amount of"
            " US$0.20 per"
            " share. It is to be paid on June 16, 2025. The payment date of the dividend is June 16, 2025.",
            ("0.20", "USD", None, "2025-05-30", "2025-06-16", "2025-05-30"),
        ),
        (
            "said that shareholders of record on May 30 will receive the $0.28 per share dividend on"
            " June 16.",
            ("0.28", "USD", None, "2025-05-30", "2025-06-16", None),
        ),
    ],
)
def test_a_dividend_with_its_days(story: str, expected: tuple[str | None, ...]) -> None:
    assert read(f"Orrin Vale News\n\n{HEAD}{story}\n") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "LONDON, 7 May 2025 - Orrin Vale plc has declared an interim dividend of 6.80p per share"
            " (2024: 6.1p),"
            " to be paid on 8 October 2025 to shareholders on the register on 12 September 2025. Shares"
            " will be"
            " marked ex dividend on 11 September 2025.",
            ("0.068", "GBP", "interim", "2025-09-12", "2025-10-08", "2025-09-11"),
        ),
        (
            "OSLO, 7 May 2025 - Orrin Vale ASA: Key information\n\nDividend amount: NOK 0.42 per"
            " shareAnnounced"
            " currency: NOKLast day including right: 20 May 2025Ex-date: 21 May 2025Record date: 22 May 2025"
            "Payment date: On or about 26 May 2025",
            ("0.42", "NOK", None, "2025-05-22", "2025-05-26", "2025-05-21"),
        ),
        (
            "STOCKHOLM, 7 May 2025 - Orrin Vale AB: the Board proposes a dividend of SEK 3,75 (3,50) per"
            " share.",
            ("3.75", "SEK", None, None, None, None),
        ),
        (
            "MUNICH, May 7, 2025 - Orrin Vale AG. The Annual General Meeting approved a dividend of EUR"
            " 0.90.\n\n"
            "The dividend of EUR 0.90 per share will be paid on May 12, 2025.",
            ("0.90", "EUR", None, None, "2025-05-12", None),
        ),
        (
            "MUMBAI, May 7, 2025 - Orrin Vale Ltd. declared an interim dividend of Rs. 5 per equity"
            " share of face"
            " value of Rs. 2 each. The record date is May 16, 2025.",
            ("5", "INR", "interim", "2025-05-16", None, None),
        ),
        (
            "TORONTO, May 7, 2025 (CNW) - Orrin Vale Corp. (TSX: ORV) declared a dividend of $0.28 per"
            " share.",
            ("0.28", "CAD", None, None, None, None),
        ),
        (
            "TORONTO, May 7, 2025 (CNW) - Orrin Vale Corp. (TSX: ORV, NYSE: ORV) declared a dividend of"
            " $0.28 per"
            " share.",
            ("0.28", None, None, None, None, None),
        ),
        (
            "Orrin Vale Declares Quarterly Dividend\n\nRENO, Nev., May 7, 2025 - Orrin Vale, Inc."
            " declared a cash"
            " dividend of $0.28 per share. The dividend is payable on June 16 to holders of record on"
            " May 30.",
            ("0.28", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
        ),
    ],
)
def test_currencies_countries_and_layouts(text: str, expected: tuple[str | None, ...]) -> None:
    assert read(text) == [expected]


def test_common_and_preferred_declared_together_are_two() -> None:
    story = (
        "declared quarterly dividends of $0.25 per share on its common stock and $0.34375 per share on"
        " its 5.5%"
        " Series A Preferred Stock, both payable June 16, 2025 to holders of record on May 30, 2025."
    )
    assert read(HEAD + story) == [
        ("0.25", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
        ("0.34375", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
    ]


def test_two_classes_in_cents_and_figures_are_two() -> None:
    story = (
        "declared a quarterly dividend of 12.5 cents ($0.125) per Class A share and 11.5 cents ($0.115)"
        " per Class B"
        " share, payable June 16 to holders of record May 30."
    )
    assert read(HEAD + story) == [
        ("0.125", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
        ("0.115", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
    ]


def test_a_list_of_labels_is_one_dividend_whatever_its_order() -> None:
    text = (
        f"{HEAD}declared a quarterly dividend.\n\nRecord date: May 30, 2025\nEx-dividend date: May 30, 2025\n"
        "Payment date: June 16, 2025\nAmount: $0.25 per share\n"
    )
    assert read(text) == [("0.25", "USD", "quarterly", "2025-05-30", "2025-06-16", "2025-05-30")]


def test_days_for_both_dividends_are_both_ones() -> None:
    story = (
        "declared a regular quarterly dividend of $0.10 per share and a special dividend of $1.00 per"
        " share.\n\n"
        "Both dividends are payable June 16, 2025 to holders of record on May 30, 2025."
    )
    assert read(HEAD + story) == [
        ("0.10", "USD", "quarterly", "2025-05-30", "2025-06-16", None),
        ("1.00", "USD", "special", "2025-05-30", "2025-06-16", None),
    ]


def test_each_month_has_its_own_days() -> None:
    story = (
        "declared a monthly dividend of $0.25 per share for each of May and June 2025. The May dividend"
        " is payable"
        " on June 13 to holders of record on May 30. The June dividend is payable on July 15 to holders"
        " of record"
        " on June 30."
    )
    assert read(HEAD + story) == [
        ("0.25", "USD", "monthly", "2025-05-30", "2025-06-13", None),
        ("0.25", "USD", "monthly", "2025-06-30", "2025-07-15", None),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Record Date | Payment Date | Distribution per Share | |\n| --- | --- | --- | --- |\n"
        "| May 30, 2025 | June 13, 2025 | $ | 0.08 |\n| June 30, 2025 | July 15, 2025 | | 0.08 |\n"
        "| | Total for the Quarter: | $ | 0.16 |",
        "Record Date     Payment Date     Amount per Share\n5/30/2025       6/13/2025        $0.08\n"
        "6/30/2025       7/15/2025        $0.08",
    ],
)
def test_a_table_of_payments(table: str) -> None:
    text = f"{HEAD}declared the following monthly distributions to common stockholders:\n\n{table}\n"
    assert read(text) == [
        ("0.08", "USD", "monthly", "2025-05-30", "2025-06-13", None),
        ("0.08", "USD", "monthly", "2025-06-30", "2025-07-15", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Fund's distribution history:\n\nRecord Date  Payment Date  Paid per Share\n"
        "1/30/2025    2/13/2025     $0.08",
        "Stockholders of record on May 30 may vote at the annual meeting on dividends.",
        "Our 5.00% Series A Preferred Stock pays cumulative dividends of $1.25 per share per annum.",
        "The quarterly dividend of $0.28 per share was paid on February 3, 2025 to holders of record on"
        " January 20.",
        "The Board declared a dividend of $0.28 per share, payable February 3, 2025, to holders of record.",
        "Under the merger, holders receive $25.00 per share in cash and no dividend.",
        "The Board suspended the quarterly dividend of $0.10 per share.",
    ],
)
def test_history_rates_and_votes_are_none(text: str) -> None:
    assert read(f"{HEAD}reported its results.\n\n{text}\n") == []


def test_each_value_is_stated_where_it_says() -> None:
    text = f"{HEAD}declared a dividend of $0.28 per share, payable June 16 to holders of record May 30.\n"
    (dividend,) = found(text)
    spans = [
        stated.span.of(text)
        for stated in (dividend.amount, dividend.currency, dividend.record_date, dividend.payable_date)
        if stated
    ]
    assert spans == ["$0.28", "$", "May 30", "June 16"]


PIECES = st.sampled_from(
    [
        *(
            "declared ",
            "proposes ",
            "a ",
            "quarterly ",
            "dividend ",
            "dividends ",
            "of ",
            "$0.28",
            " per share",
        ),
        *(
            "5p ",
            "NOK 1,5 ",
            ", ",
            "payable ",
            "on ",
            "May 30",
            " record ",
            "date: ",
            ". ",
            "\n",
            "\n\n",
            "| ",
            "(",
        ),
        *(
            "for each of May and June ",
            "Record Date | Payment Date | Amount\n",
            "to ",
            "increased ",
            "ex-dividend ",
        ),
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_the_text_each_value_lies_inside(text: str) -> None:
    for dividend in found(text):
        assert dividend.amount is not None
        assert 0 <= dividend.amount.span.start < dividend.amount.span.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["declared a dividend of $1 ", "dividend ", "$1 ", "record date May 5 ", "payable | "]
)
def test_hostile_texts_are_read_through(piece: str) -> None:
    assert isinstance(found(piece * (100_000 // len(piece))), tuple)
