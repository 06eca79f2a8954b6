"""Releases found by what they hold, whatever the words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk.library_port import Found
from bot.library.searching import NEWEST, query, searchable, searched
from bot.library.store import Store
from bot.model import Contact, Span, Stated

TEXTS = {
    "dividend.txt": "The board declared a dividend of 12 cents a share. It is paid in March.",
    "plant.txt": "A plant for valves opens in Lund. Ninety people will work there.\n12,000 | 14,000\n",
    "study.txt": "The study enrolled 40 patients with gout.\nForward-looking statements\nIt may never be.",
}
HEADLINES = {
    "dividend.txt": "Novira declares its dividend",
    "plant.txt": "Novira opens a plant in Lund",
    "study.txt": "Averil begins its gout study",
}


@pytest.fixture
def known(store, write) -> Store:
    for source, body in TEXTS.items():
        company = "Averil Foods plc" if source == "study.txt" else "Novira Systems, Inc."
        ticker = "AVRL" if source == "study.txt" else "NVRA"
        store.put(write(source, HEADLINES[source], company, ticker, body=body), source)
    return store


def sources(found: Found) -> list[str]:
    return [holding.entry.source for holding in found.holdings]


def test_the_release_that_holds_most_comes_first(known):
    found = known.holding([["plant"], ["lund"], ["dividend"]])
    assert [(h.entry.source, sorted(h.topics)) for h in found.holdings] == [
        ("plant.txt", [0, 1]),
        ("dividend.txt", [2]),
    ]
    assert found.spread == (1, 1, 1)


def test_any_way_of_saying_it_and_any_ending_is_found(known):
    assert sources(known.holding([["payout", "dividends"]])) == ["dividend.txt"]
    assert sources(known.holding([["enrolling"]])) == ["study.txt"]


def test_of_one_company_only_its_own(known):
    averil, novira = (known.named(key)[0].company_id for key in ("averil foods", "novira systems"))
    assert sources(known.holding([["dividend"]], averil)) == []
    assert sources(known.holding([["dividend"]], novira)) == ["dividend.txt"]
    assert sources(known.holding([["plant"], ["dividend"]], novira, limit=1)) != []


def test_boilerplate_and_rows_of_figures_are_not_filed(known):
    assert sources(known.holding([["14,000"]])) == []
    assert sources(known.holding([["never"]])) == []


def test_a_common_word_counts_for_the_release_that_a_rare_one_brings(store, write):
    for at in range(NEWEST + 5):
        store.put(
            write(f"{at}.txt", f"Novira note {at}", "Novira Systems, Inc.", "NVRA", body="Widgets."), f"{at}"
        )
    found = store.holding([["note"], ["2"]])
    assert (found.holdings[0].entry.source, found.holdings[0].topics) == ("2.txt", {0, 1})
    assert found.spread == (NEWEST, 1)


HOSTILE = [
    '"',
    "'",
    "*",
    "near(q z)",
    "headline:x",
    "z AND",
    "NOT",
    "^",
    "{x}",
    "-",
    "(((",
    "\x00",
    "x" * 5000,
    "😀",
]


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(known, word):
    assert sources(known.holding([[word], [word]])) == []
    assert sources(known.holding([[word], ["gout"]])) == ["study.txt"]


def test_no_words_find_nothing(known):
    assert known.holding([]) == Found((), ())
    assert known.holding([["", "  "]]) == Found((), (0,))


def test_a_query_quotes_and_narrows():
    assert searched([["Dividend", 'a"b', "?", "DIVIDEND"], ["?"]]) == [["dividend", "a b"], []]
    assert query(["a", "b"], 7) == 'company : c7 AND {headline body} : ("a" OR "b")'


def test_what_is_filed_of_a_release_is_bounded(write):
    _, headline, body = searchable(3, write(body="A long text with many words. " * 5000))
    assert headline == "Novira to hold a call"
    assert len(body) <= 9000


def test_whom_to_turn_to_is_found_below_the_boilerplate(store, write):
    told = write(body="Forward-looking statements\nIt may never be.\nEda Lund, Head of Investor Relations")
    at = told.text.index("Eda Lund")
    lund = Contact(name=Stated("Eda Lund", Span(at, at + 8)))
    store.put(replace(told, contacts=(lund,)), "1")
    assert sources(store.holding([["lund"]])) == ["a.txt"]
    assert sources(store.holding([["relations"]])) == []
