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


def test_a_pattern_can_be_made_of_a_late_one():
    phrase = late(rf"{late(r'calls?').pattern}\sbegins")
    assert phrase.search(TEXT.lower())
