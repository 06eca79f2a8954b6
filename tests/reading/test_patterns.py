"""A late pattern finds what `re` finds, also where its words are looked for first."""

import re

import pytest

from bot.reading.patterns import Late, late

TEXT = "On May 5 the CALL begins; callers dial 555, or ask for the webcast. A replay follows the call."


@pytest.mark.parametrize(
    ("pattern", "flags", "words"),
    [
        (r"\bcalls?\b", 0, ("call",)),
        (r"\bcalls?\b", re.IGNORECASE, ("call",)),
        (r"re-?plays?|play-?back|archiv\w*", 0, ("play", "archiv")),
        (r"(?:web|audio)-?\s?cast\b", 0, ("cast",)),
        (r"(?<!dial\s)\d{3}(?=,\sor)", 0, ()),
        (r"(?:begins)?;", 0, (";",)),
        (r"(?i:CALL)\sbegins", 0, ("begins",)),
        (r"\bfax\b", 0, ("fax",)),
    ],
)
@pytest.mark.parametrize("span", [(0, len(TEXT)), (14, len(TEXT)), (0, 20), (90, 95)])
def test_a_late_pattern_finds_what_re_finds(pattern, flags, words, span):
    assert Late(pattern, flags).words == words
    known, found = re.compile(pattern, flags), late(pattern, flags)
    for _ in range(40):  # its words are looked for only after a while
        assert [m.span() for m in found.finditer(TEXT, *span)] == [
            m.span() for m in known.finditer(TEXT, *span)
        ]
        first, same = known.search(TEXT, *span), found.search(TEXT, *span)
        assert (first and first.span()) == (same and same.span())


@pytest.mark.parametrize(
    ("pattern", "flags", "words"),
    [
        (r"(?:web)?casts?\b", 0, ("cast", "webcast")),
        (r"(?:tele)?phone\sconference", 0, ("phone", "telephone")),
        (r"\b(?:s?nda|[Bb]la|510\(k\))s?\s", 0, ("510(k)", "Bla", "bla", "nda", "snda")),
        (r"(?<!re)call\w*(?:er)?|ask", re.IGNORECASE, ("ask", "call")),
        (r"\bcall|\d+", 0, ()),
        (r"\s*call", 0, ()),
    ],
)
def test_a_pattern_is_tried_where_a_word_stands_that_it_begins_with(pattern, flags, words):
    text = (
        "İ Recall the BLAs, 510(k)s, sNDAs, ndas and bla; a telephone conference is webcast. ASK the caller."
    )
    late_one, known = Late(pattern, flags), re.compile(pattern, flags)
    assert late_one.openings == words
    for method in ("search", "finditer"):
        setattr(late_one, method, late_one.worded(method))
    for start in range(len(text)):
        found, same = late_one.search(text, start), known.search(text, start)
        assert (found and found.span()) == (same and same.span())
        assert [m.span() for m in late_one.finditer(text, start)] == [
            m.span() for m in known.finditer(text, start)
        ]


def test_a_pattern_can_be_made_of_a_late_one():
    phrase = late(rf"{late(r'calls?').pattern}\sbegins")
    assert phrase.search(TEXT.lower())
