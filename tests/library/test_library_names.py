"""Whom a name means: exact, misspelt, in part, glued, and while it is being typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library.names import core, edges, names_of, openings, shortened, words_of
from bot.library.store import Store

COMPANIES = (
    ("Cellanta Biosciences, Inc.", "CLNB", ("CLN-131-X1404",)),
    ("Ashgrove Investment Corporation", "ASHI", ()),
    ("Ashgrove Capital Corporation", "ASHC", ()),
    ("Ashgrove Land Corporation", "ASHL", ()),
    ("Fernfield Asset Management Ltd.", "FAM", ()),
    ("Fernfield Corporation", "FRN", ()),
    ("Consent Realty Corporation", "CREA", ()),
    ("Latimer Semiconductor Corporation", "LTSC", ()),
    ("Vexblty Systems Corp.", "VXB", ()),
    ("Datavale AI Inc.", "DTVL", ()),
    ("Oncolumen Therapeutics Inc.", "ONLU", ("velotuzumab", "OLN-7")),
    ("Northwater Therapeutics plc", "NWT", ("NWT-22",)),
    ("The Tarro Company", "TTO", ()),
    ("Søndre Havbruk ASA", "SHAV", ()),
)
FORMS = ("inc", "corporation", "corp", "ltd", "plc", "company", "asa")


def filled(store: Store, write) -> Store:
    with store.batch():
        for i, (company, ticker, candidates) in enumerate(COMPANIES):
            stages = dict.fromkeys(candidates, "phase 2")
            store.put(write(f"{i}.txt", f"News {i}", company, ticker, candidates=stages), str(i))
    return store


@pytest.fixture
def known(store, write) -> Store:
    return filled(store, write)


@pytest.mark.parametrize(
    ("typed", "company"),
    [
        ("cellanta biosciences", "Cellanta Biosciences, Inc."),
        ("celanta", "Cellanta Biosciences, Inc."),
        ("cellnata bioscience", "Cellanta Biosciences, Inc."),
        ("ashgrove invesment", "Ashgrove Investment Corporation"),
        ("ashgrove capitol", "Ashgrove Capital Corporation"),
        ("ashgroveinvestment", "Ashgrove Investment Corporation"),
        ("consentrealty", "Consent Realty Corporation"),
        ("consent relaty", "Consent Realty Corporation"),
        ("relaty", "Consent Realty Corporation"),
        ("fernfield asset", "Fernfield Asset Management Ltd."),
        ("fernfield asset managment", "Fernfield Asset Management Ltd."),
        ("fernfield", "Fernfield Corporation"),
        ("latimer semi", "Latimer Semiconductor Corporation"),
        ("latimer semicondcutor", "Latimer Semiconductor Corporation"),
        ("vexbtly", "Vexblty Systems Corp."),
        ("data vale", "Datavale AI Inc."),
        ("datavlae ai", "Datavale AI Inc."),
        ("oncolumn", "Oncolumen Therapeutics Inc."),
        ("oncolmen theraputics", "Oncolumen Therapeutics Inc."),
        ("oncolimun", "Oncolumen Therapeutics Inc."),
        ("velotuzmab", "Oncolumen Therapeutics Inc."),
        ("tarro company", "The Tarro Company"),
        ("taro", "The Tarro Company"),
        ("SØNDRE HAVBRUK", "Søndre Havbruk ASA"),
        ("1404", "Cellanta Biosciences, Inc."),
        ("clnx1404", None),
    ],
)
def test_the_name_most_like_what_was_typed(known, typed, company):
    names = known.alike(typed)
    assert (names[0].company if names else None) == company


def test_a_part_that_fits_several_equally_gives_them_all_at_one_score(known):
    names = known.alike("ashgrove")
    assert {name.company for name in names} == {c for c, _, _ in COMPANIES if c.startswith("Ashgrove")}
    assert len({name.score for name in names}) == 1


def test_a_name_nobody_has_is_like_none(known):
    for typed in ("zzyzx", "quantum therapeutics", "", "   ", "?!", "the", "a b c d e f g h i j k"):
        assert known.alike(typed) == [], typed


def test_an_exact_hit_scores_100_and_a_slip_less(known):
    assert known.alike("cellanta biosciences")[0].score == 100
    assert 90 < known.alike("cellanta bioscience")[0].score < 100


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("cellanta biosciences", [("company", "Cellanta Biosciences, Inc.")]),
        ("Cellanta Biosciences Inc", [("company", "Cellanta Biosciences, Inc.")]),
        ("clnb", [("ticker", "CLNB")]),
        ("cln 131 x1404", [("candidate", "CLN-131-X1404")]),
        ("tarro", [("company", "The Tarro Company")]),
        ("cellanta", []),
        ("", []),
        ("'; DROP TABLE name; --", []),
    ],
)
def test_names_looked_up_exactly(known, key, found):
    assert [(name.kind, name.text) for name in known.named(key)] == found


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("cel", "Cellanta Biosciences, Inc."),
        ("REAL", "Consent Realty Corporation"),
        ("re", "Consent Realty Corporation"),
        ("ashgrove i", "Ashgrove Investment Corporation"),
        ("asset man", "Fernfield Asset Management Ltd."),
        ("ltsc", "LTSC"),
        ("velo", "velotuzumab"),
        ("oln-", "OLN-7"),
        ("consentr", "Consent Realty Corporation"),
        ("cellnata", "Cellanta Biosciences, Inc."),
        # a slip while it is being typed
        ("cela", "Cellanta Biosciences, Inc."),
        ("celan", "Cellanta Biosciences, Inc."),
        ("celant", "Cellanta Biosciences, Inc."),
        ("celll", "Cellanta Biosciences, Inc."),
        ("cellat", "Cellanta Biosciences, Inc."),
        ("cekla", "Cellanta Biosciences, Inc."),
        ("clela", "Cellanta Biosciences, Inc."),
        ("consnet real", "Consent Realty Corporation"),
        ("fernfield aset", "Fernfield Asset Management Ltd."),
        ("velt", "velotuzumab"),
    ],
)
def test_completing_what_is_typed(known, prefix, first):
    assert known.beginning(prefix)[0].text == first


def test_with_nothing_typed_the_best_known_come_first(known, write):
    for day in ("2025-02-01", "2025-03-01", "2025-04-01"):
        known.put(write(f"{day}.txt", f"News of {day}", "Datavale AI Inc.", "DTVL", published=day), day)
    assert (known.beginning("")[0].text, known.beginning("")[0].releases) == ("Datavale AI Inc.", 4)
    assert len(known.beginning("", 3)) == 3
    assert known.beginning("zzzz") == []


def test_a_company_written_with_and_without_its_form_is_one(store, write):
    store.put(write("1.txt", "One", "Cellanta Biosciences, Inc.", None), "1")
    store.put(write("2.txt", "Two", "Cellanta Biosciences", "CLNB"), "2")
    store.put(write("3.txt", "Three", "CELLANTA BIOSCIENCES INC", None), "3")
    assert {name.company_id for name in store.named("cellanta biosciences")} == {1}
    assert store.named("clnb")[0].releases == 3


def test_one_listing_is_one_company_where_the_names_are_alike(store, write):
    store.put(write("1.txt", "One", "Datavale", "DTVL"), "1")
    store.put(write("2.txt", "Two", "Datavale AI Inc.", "DTVL"), "2")
    store.put(write("3.txt", "Three", None, "DTVL"), "3")
    store.put(write("4.txt", "Four", "Wholly Different plc", "DTVL"), "4")
    assert [e.source for e in store.entries(store.named("datavale ai")[0].company_id)] == [
        "3.txt",
        "2.txt",
        "1.txt",
    ]
    assert len({name.company_id for name in store.named("dtvl")}) == 2


@pytest.mark.parametrize(
    ("other", "symbol", "companies"),
    [
        ("Delta plc", "DPL", 2),
        ("Delta Corporation", "DPL", 1),  # listed elsewhere, or under a new symbol
        ("Delta", "DPL", 1),
        ("Delta plc", "DLTA", 1),
        ("Delta plc", None, 1),
    ],
)
def test_namesakes_are_of_another_form_and_under_another_symbol(store, write, other, symbol, companies):
    store.put(write("1.txt", "One", "Delta Corp.", "DLTA"), "1")
    store.put(write("2.txt", "Two", other, symbol, "LSE"), "2")
    assert len({name.company_id for name in store.named("delta")}) == companies


def test_short_and_former_names_lead_to_the_company(store, write):
    store.put(write(aliases=["Novira", "Oldhaven Pumps"]), "1")
    assert [(n.kind, n.company) for n in store.named("novira")] == [("short", "Novira Systems, Inc.")]
    assert [(n.kind, n.company) for n in store.named("oldhaven pumps")] == [
        ("former", "Novira Systems, Inc.")
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_slip_in_a_long_name_finds_the_same_company(known, data):
    name = data.draw(st.sampled_from([core(c, FORMS) for c, _, _ in COMPANIES if len(core(c, FORMS)) > 9]))
    word = max(name.split(), key=len)
    at = data.draw(st.integers(1, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]
    typed = name.replace(word, data.draw(st.sampled_from(slips)), 1)
    found = known.alike(typed)
    assert core(found[0].company, FORMS) == name


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=300))
def test_no_text_makes_looking_up_fail(known, typed):
    for found in (known.alike(typed), known.named(typed), known.beginning(typed)):
        assert all(name.company for name in found)


# The forms themselves


@pytest.mark.parametrize(
    ("name", "forms", "found"),
    [
        ("Nordia Holding A/S", ("a s",), "nordia holding"),
        ("Company, Inc.", ("company", "inc"), "company"),
        ("Inc.", ("inc",), "inc"),
        ("The Tarro Company", ("company",), "tarro"),
        ("Averil Foods Public Limited Company", ("public limited company",), "averil foods"),
    ],
)
def test_a_name_without_its_legal_form(name, forms, found):
    assert core(name, forms) == found


def test_two_words_a_slip_apart_share_a_form():
    for other in ("relaty", "realt", "reealty", "realtu", "erealty"):
        assert shortened("realty") & shortened(other), other
    assert shortened("abc") == {"abc"}


def test_a_long_word_is_found_by_its_edges():
    assert edges("oncolumen") == {"onco-", "-umen"}
    assert edges("short") == frozenset()


def test_words_and_openings_of_a_name():
    assert words_of("cln 131 x1404") == ("cln", "131", "x1404", "x", "1404")
    assert openings("ai x") == {"a", "ai", "x", "aix"}


def test_the_names_a_release_brings(write):
    release = write(aliases=["Novira", "Oldhaven"], candidates={"NVR-101": "phase 1"})
    assert [(known.kind, known.key, known.exchange) for known in names_of(release, ("inc",))] == [
        ("company", "novira systems", ""),
        ("short", "novira", ""),
        ("former", "oldhaven", ""),
        ("ticker", "nvra", "NASDAQ"),
        ("candidate", "nvr 101", ""),
    ]
