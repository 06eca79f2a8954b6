"""How alike two texts are, and when two releases are one."""

from __future__ import annotations

import pytest

from bot.duplicates import ANY_TITLE, KEPT, likeness, same_release, sketch

TEXT = """The board met on Tuesday and approved the accounts. Sales of pumps rose by a tenth; valves stood
still, because two yards in the south built fewer ships. The works at Lund will open before the winter. Nobody
was hurt in the fire of last month, and the insurers have paid for the roof. The chairman gave thanks."""


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (TEXT, 1.0, 1.0),
        (TEXT.upper().replace(".", " !"), 1.0, 1.0),
        (TEXT + " Source: the company. Contact: the press office.", 0.75, 0.95),
        (TEXT[: len(TEXT) // 2], 0.35, 0.6),
        ("A wholly different text about a harbour, a heron and the price of herring in spring.", 0.0, 0.05),
        ("", 0.0, 0.05),
    ],
)
def test_likeness_of_texts(other, least, most):
    assert least <= likeness(sketch(TEXT), sketch(other)) <= most


def test_a_sketch_is_small_whatever_the_text():
    assert len(sketch(" ".join(str(number) for number in range(50_000)))) == KEPT


@pytest.mark.parametrize(
    ("headline", "body", "one"),
    [
        ("Novira opens its works", TEXT, True),
        ("NOVIRA OPENS ITS WORKS!", TEXT[: int(0.6 * len(TEXT))], True),
        ("Press release: Novira opens its works", TEXT + " Source: Novira.", True),
        ("Novira opens its works", "A note on another matter: the harbour, the heron, the herring.", False),
        ("Novira closes its works", TEXT[: len(TEXT) // 2], False),
    ],
)
def test_two_releases_are_one_by_headline_and_text_or_by_text_alone(write, headline, body, one):
    here = write(headline="Novira opens its works", company=None, ticker=None, published=None, body=TEXT)
    there = write(headline=headline, company=None, ticker=None, published=None, body=body)
    assert same_release(here, there) is one


def test_short_news_of_one_issuer_with_the_same_long_endings_are_two(write):
    ending = " ".join(f"About Novira, part {part}: it builds harbours." for part in range(120))
    first = (
        "Novira named Jon Vale its chief engineer and opened an office by the northern quay on Monday. " * 6
    )
    other = "Novira will show its new crane at the Ports Summit, where Ada Reed speaks of dredging. " * 6
    here = write(headline="Novira names an engineer", published=None, body=f"{first}\n\n{ending}")
    there = write(headline="Novira at the Ports Summit", published=None, body=f"{other}\n\n{ending}")
    assert likeness(sketch(here.text), sketch(there.text)) >= ANY_TITLE
    assert not same_release(here, there)
