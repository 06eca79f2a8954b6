"""Web addresses as releases write them, without what is glued to them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.values.link import links


def find(text: str) -> list[str]:
    return [link.value for link in links(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Visit www.orlop.com.", ["www.orlop.com"]),
        ("at https://ir.orlop.com/events/2024, or", ["https://ir.orlop.com/events/2024"]),
        ("(www.orlop.com) and (ir.orlop.com/calls).", ["www.orlop.com", "ir.orlop.com/calls"]),
        ("see bam.orlop.com: there", ["bam.orlop.com"]),
        ("on OrlopGrowth.com and the channel", ["OrlopGrowth.com"]),
        ("<https://x.orlop.com/p?id=1&k=2>", ["https://x.orlop.com/p?id=1&k=2"]),
        ("[the page](https://x.orlop.com/p)", ["https://x.orlop.com/p"]),
        ("Websitehttps://orlop.com/", ["https://orlop.com/"]),
        ("at www.orlop.com.The replay", ["www.orlop.com"]),
        ("at www.orlop.ca/events.About Orlop", ["www.orlop.ca/events"]),
        ("Orlop.com's investors", ["Orlop.com"]),
        ("https://x.orlop.com/a_(b)", ["https://x.orlop.com/a_(b)"]),
        ("www.orlop.co.uk/ir", ["www.orlop.co.uk/ir"]),
        ("at https://orlop.com/p/12After you register", ["https://orlop.com/p/12"]),
        ("at https://orlop.com/p/\nnext", ["https://orlop.com/p/"]),
    ],
)
def test_an_address_is_found_as_written(text: str, found: list[str]) -> None:
    assert find(text) == found
    assert all(link.span.of(text) == link.value for link in links(text, 0, len(text)))


FULL = "The call will be webcast live and can be heard at "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{FULL}www.orlop.com/investor-\nrelations/events. A", ["www.orlop.com/investor-relations/events"]),
        (f"{FULL}www.orlop.com/event.asp?id=\n12345, then", ["www.orlop.com/event.asp?id=12345"]),
        (f"{FULL}www.orlop.com/p.html?\nid=ab12 now", ["www.orlop.com/p.html?id=ab12"]),
        (f"{FULL}www.orlop.com/p?c=1&\n   p=irol-\n   calendar", ["www.orlop.com/p?c=1&p=irol-calendar"]),
        (f"{FULL}www.orlop.com/attendee/\n345678912 and", ["www.orlop.com/attendee/345678912"]),
        (f"{FULL}https://www.orlop.com\n/events/q1 or", ["https://www.orlop.com/events/q1"]),
        (f"{FULL}www.orlop.com/\nparticipants may dial", ["www.orlop.com/"]),
        (f"{FULL}www.orlop.com/a\nwww.orlop.com/b", ["www.orlop.com/a", "www.orlop.com/b"]),
        (f"{FULL}https://register.orlop.com/\nBI5550172ab and", ["https://register.orlop.com/BI5550172ab"]),
        ("Do you know www.orlop.com?\nParticipants", ["www.orlop.com"]),
        ("www.orlop.com-\nThe replay", ["www.orlop.com"]),
        (f"{FULL}www.orlop.com/investor-\nThe rest", []),
    ],
)
def test_an_address_broken_over_lines_is_put_together_or_left_out(text: str, found: list[str]) -> None:
    assert find(text) == found
    assert all("".join(link.span.of(text).split()) == link.value for link in links(text, 0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "ann@orlop.com",
        "Orlop Inc. has",
        "the U.S.market",
        "approx.in line",
        "no.such place",
        "3.5 percent",
        "www. orlop",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert find(text) == []


PIECES = st.sampled_from(
    ["http", "s://", "www.", "orlop", ".com", "/", "@", " ", "(", ")", ".", ",", "\n", "é", "'s"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_address_is_the_words_at_its_span(text: str) -> None:
    for link in links(text, 0, len(text)):
        assert "".join(link.span.of(text).split()) == link.value
        assert link.value


@pytest.mark.parametrize("piece", ["www.", "http://", ".com", "a.", "(", "x.com/"])
def test_hostile_texts_are_read_through(piece: str) -> None:
    assert isinstance(find(piece * (60_000 // len(piece))), list)
