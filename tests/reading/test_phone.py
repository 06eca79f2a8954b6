"""Telephone numbers: what is one, what only looks like one, and how it is normalised."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon_from
from bot.model import Number
from bot.reading.values.code import codes
from bot.reading.values.phone import Phones
from tests.yaml_files import read_yaml

LEXICON = Path(__file__).parents[2] / "config" / "lexicon.yaml"
PHONES = Phones(lexicon_from(read_yaml(LEXICON), LEXICON.name))


def find(text: str, region: str = "US") -> tuple[Number, ...]:
    return PHONES.find(text, 0, len(text), region=region)


def test_further_lines_of_an_exchange_are_numbers_of_their_own() -> None:
    text = "dial (212) 555-0141/0142/0143 and give 5550 913"
    assert [number.number.value for number in find(text)] == ["+12125550141", "+12125550142", "+12125550143"]


@pytest.mark.parametrize(
    ("text", "e164", "written"),
    [
        ("dial 1-877-555-0101 now", "+18775550101", "1-877-555-0101"),
        ("dial 1 (844) 555-0102", "+18445550102", "1 (844) 555-0102"),
        ("dial (646) 555 - 0103", "+16465550103", "(646) 555 - 0103"),
        ("dial 646.555.0103.", "+16465550103", "646.555.0103"),
        ("dial 646/555-0103", "+16465550103", "646/555-0103"),
        ("dial +1 646-555-0103", "+16465550103", "+1 646-555-0103"),
        ("dial +1\u00a0253\u00a0555\u00a00104 today", "+12535550104", "+1 253 555 0104"),
        ("dial +16465550103", "+16465550103", "+16465550103"),
        ("callers:1-877-555-0105", "+18775550105", "1-877-555-0105"),
        ("(877) 555-0106International", "+18775550106", "(877) 555-0106"),
        ("(201) 555-0107 x110", "+12015550107", "(201) 555-0107"),
        ("please dial 8885550108, then", "+18885550108", "8885550108"),
        ("dial 1-800-ORLOP-00", "+18006756700", "1-800-ORLOP-00"),
        ("dial 888-CALL-NOWS", "+18882255669", "888-CALL-NOWS"),
        ("dial +44 (0)20 7946 0109", "+442079460109", "+44 (0)20 7946 0109"),
        ("dial 0044 20 7946 0109", "+442079460109", "0044 20 7946 0109"),
        ("dial +46 (0)8 123 456 78", "+46812345678", "+46 (0)8 123 456 78"),
        ("dial +47 21 23\n45 67", "+4721234567", "+47 21 23 45 67"),
        ("dial +972-2-123-4567 or", "+97221234567", "+972-2-123-4567"),
    ],
)
def test_a_number_is_found_and_normalised(text: str, e164: str, written: str) -> None:
    (number,) = find(text)
    assert (number.number.value, number.written.value, number.region) == (e164, written, None)
    assert " ".join(number.written.span.of(text).split()) == written
    assert number.number.span == number.written.span


@pytest.mark.parametrize(
    ("text", "e164", "region"),
    [
        ("UK toll-free: 0808 157 0110", "+448081570110", "GB"),
        ("0808 157 0110 (UK)", "+448081570110", "GB"),
        ("0(808) 157-0110 (United Kingdom Toll Free)", "+448081570110", "GB"),
        ("Israel dial-in number: 02-123-4567", "+97221234567", "IL"),
        ("1 809 406 247 (Israel)", "+9721809406247", "IL"),
        ("Hong Kong: 2123 4567", "+85221234567", "HK"),
        ("Singapore: 800-123-4567", "+658001234567", "SG"),
        ("SE: +46 8 123 456 78", "+46812345678", "SE"),
        ("UK: +44 20 7946 0111", "+442079460111", "GB"),
        ("Canada: 647-555-0112", "+16475550112", "CA"),
        ("U.S.: 877-555-0113", "+18775550113", "US"),
        ("Singapore: 8001234567", "+658001234567", "SG"),
        ("USA 18775550113", "+18775550113", "US"),
        ("+44 20 7946 0111,,5550123# United Kingdom, London", "+442079460111", "GB"),
    ],
)
def test_a_country_named_beside_a_number_is_its_region(text: str, e164: str, region: str) -> None:
    (number,) = find(text)
    assert number.region is not None
    assert (number.number.value, number.region.value) == (e164, region)
    assert number.region.span.of(text).lower() in text.lower()


@pytest.mark.parametrize("text", ["from outside the U.S. dial +1 201 555 0114", "contact us at 212-555-0115"])
def test_a_country_that_is_not_the_numbers_is_no_label(text: str) -> None:
    (number,) = find(text)
    assert number.region is None


def test_a_home_country_reads_its_own_way_of_dialling() -> None:
    (number,) = find("Call 020 7946 0116 for details", region="GB")
    assert number.number.value == "+442079460116"
    assert find("Call 020 7946 0116 for details") == ()


LOOKALIKES = [
    "Conference ID: 4125550117",
    "conference ID 412 555 0117",
    "replay code 88512345",
    "passcode: 1234567#",
    "Passcode (USA): 18775550123",
    "OH 44060-0118",
    "trial NCT04125550",
    "on 2024-05-14 10:00",
    "05/14/2024",
    "$412,555,0119",
    "412.555.012%",
    "241        200        6010",
    "https://x.example/p/412-555-0120?a=1",
    "US patent 10,412,555",
    "file number 333-282621",
]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Conference ID: 4125550117", "4125550117"),
        ("conference ID 412 555 0117", "4125550117"),
        ("replay code 88512345", "88512345"),
        ("passcode: 1234567#", "1234567"),
        ("OH 44060-0118", None),
        ("trial NCT04125550", None),
        ("on 2024-05-14 10:00", None),
        ("telephone number: 412-555-0117", None),
        ("event number: 2455 667 8899", None),
    ],
)
def test_the_ladder_of_lookalikes_ends_at_one_kind(text: str, code: str | None) -> None:
    taken = [number.written.span for number in find(text)]
    assert [found.stated.value for found in codes(text, 0, len(text), taken)] == ([code] if code else [])


def test_numbers_of_one_sentence_are_found_in_order() -> None:
    text = "US +1 646 555 0121, UK 0808 157 0122, others +44 20 7946 0123 (code 123 456 7890)"
    assert [(n.number.value, n.region.value if n.region else None) for n in find(text)] == [
        ("+16465550121", "US"),
        ("+448081570122", "GB"),
        ("+442079460123", None),
    ]


PIECES = st.sampled_from(
    [*"0123456789", *" -./()+\n", "1-800-", "+44 ", "(212) ", "555", "0101", "UK", "Israel", "dial ", "ID "]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_number_found_is_stated_where_it_says(text: str) -> None:
    for number in find(text):
        span = number.written.span
        assert 0 <= span.start < span.end <= len(text)
        dialled = "".join(filter(str.isdecimal, span.of(text)))
        assert number.number.value.startswith("+")
        assert number.number.value[-4:] == dialled[-4:] or any(map(str.isalpha, span.of(text)))


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "(", ")", "1-800-", "+1 ", "(212) ", "Israel 1 ", " ", "212-555-"]
)
def test_hostile_texts_are_read_through(piece: str) -> None:
    hostile = piece * (60_000 // len(piece))
    assert isinstance(find(hostile), tuple)
