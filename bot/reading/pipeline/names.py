"""What may be a candidate's name: codes, generic names, brands, and words the text calls a drug or a device.

A name is only proposed here; whether it is the issuer's own candidate, `ownership` and the stages decide.
Every finder gives names with their offset and starts from what is rare in the text (digits, marks, brackets,
the word "phase"), so that reading a long release stays cheap.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.reading.patterns import late
from bot.reading.pipeline.codes import codes, series, short_codes, spaced_codes
from bot.reading.pipeline.introduced import has_article, introduced
from bot.reading.pipeline.kept import Kept
from bot.reading.pipeline.lines import heading
from bot.reading.pipeline.naming import Found, Kind, ProductName, key
from bot.reading.pipeline.wordlists import (
    BRANDED_NOUNS,
    COMMON_WORDS,
    ENGLISH_LIKE_STEMS,
    NO_CODES,
    PLAIN_ENDINGS,
    STEM_TAILS,
    STEMS,
)

# No release names more; a text made to look as if it did must not hold up the others.
_MOST_NAMES, _MOST_WORDS, _MOST_PLACES = 200, 1000, 4000


def names(text: str, folded_text: str, kept: Kept) -> dict[str, ProductName]:
    """Every name proposed in the parts that are read, by its `key`."""
    found: dict[str, ProductName] = {}
    for finder in _FINDERS:
        for at, name in islice(finder(text, folded_text), _MOST_PLACES):
            if len(found) >= _MOST_NAMES:
                return found
            if kept.holds(at):
                _add(found, name)
                for other in _in_brackets(text, at, name):
                    _add(found, other)
    return found


def _add(found: dict[str, ProductName], name: ProductName) -> None:
    known = found.get(key(name.text))
    if known is None or name.kind < known.kind:
        found[key(name.text)] = name


# --- generic names: imatinib, ide-cel, aglatimagene besadenovec, trastuzumab deruxtecan ---

_LONG_WORD = late(r"[a-z]{7,25}")
_CELL_OR_VECTOR = late(r"(?<![\w-])[a-z]{2,7}-(?:cel|vec)(?!\w)")
# What ends in "alfa" is a protein's generic name, whatever its stem.
_ALFA = late(r"(?<![\w-])[a-z]{5,22}\salfa(?!\w)")
_JOINTS = ("@", "/", ".", "-", "_")
# Four letters behind a hyphen tell one maker's biologic from another's: "inebilizumab-cdon".
_SUFFIX = late(r"-(?:[a-z]{4}|[lt])(?![\w-])")
# "rexlemestrocel-L"
_ONE_LETTER = late(r"-[LT](?![\w-])")
_FIRST_WORD = late(r"\b[A-Za-z][a-z]{5,24}(?:gene|cel)\s$")
# A conjugate's antibody stands before its payload: "trastuzumab deruxtecan", "disitamab vedotin".
_PAYLOADS = ("dotin", "tecan", "tansine", "sirine", "zogamicin", "bulin", "taxel")
_ANTIBODY = late(r"\b[A-Za-z][a-z]{4,22}(?:mab|tug|bart)\s$")
_SECOND_WORD = late(
    r"\s(?:vedotin|deruxtecan|govitecan|emtansine|mafodotin|ozogamicin|tesirine|ravtansine|soravtansine|alfa"
    r"|alpha|beta|pegol|etexilate|[a-z]{4,20}(?:vec|leucel|plasmid|glutide|dromer))\b"
)


def _generics(text: str, folded_text: str) -> Found:
    for word in set(_LONG_WORD.findall(folded_text)):
        if word[-3:] in STEM_TAILS and word.endswith(STEMS) and not word.endswith(ENGLISH_LIKE_STEMS):
            for at in _occurrences(folded_text, word):
                yield _whole_generic(text, at, at + len(word))
    if " alfa" in folded_text:
        for match in _ALFA.finditer(folded_text):
            yield match.start(), ProductName(match.group(), Kind.GENERIC)
    if "-cel" in folded_text or "-vec" in folded_text:
        for match in _CELL_OR_VECTOR.finditer(folded_text):
            yield match.start(), ProductName(match.group(), Kind.GENERIC)


def _occurrences(folded_text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself, no part of a longer one or of an address."""
    at = folded_text.find(word)
    while at >= 0:
        end = at + len(word)
        before, after = folded_text[at - 1 : at], folded_text[end : end + 1]
        joined = after in ("@", "/", "-", "_") and not _SUFFIX.match(folded_text, end)
        if not (before.isalnum() or after.isalnum() or before in _JOINTS or joined):
            yield at
        at = folded_text.find(word, end)


def _whole_generic(text: str, start: int, end: int) -> tuple[int, ProductName]:
    """A generic name with the word before or behind it that gene therapies and conjugates have."""
    leading = _ANTIBODY if text.endswith(_PAYLOADS, start, end) else _FIRST_WORD
    first = leading.search(text, max(0, start - 30), start)
    second = _SECOND_WORD.match(text, end)
    start, end = first.start() if first else start, second.end() if second else end
    end += 2 * bool(_ONE_LETTER.match(text, end))
    word = text[start:end]
    return start, ProductName(word.lower() if word.lower() in text else word, Kind.GENERIC)


# --- brands: Zelvora™, LUMEXA®, NUVELTA (omadacillin) ---

_MARK = late(r"®|™|℠|\((?:R|TM)\)|TM\b")
# "HARROW®3-71"
_NUMBER_AFTER_MARK = late(r"\d[\d-]{1,6}(?![\w.])")
# A family's members differ in what follows: "Ovelia RP®", "Ovelia 2.5®".
_BEFORE_MARK = late(
    r"(?<![\w-])(?:(?!New\b|The\b)[A-Z][A-Za-z]{2,20}\s(?:[A-Z]{2,3}\d?|[A-Z]\d{1,2}|\d{1,3}(?:\.\d)?)|[A-Z][A-Za-z\d‑-]{2,24}|[a-z][A-Z][A-Za-z]{2,20})"
    r"[*_^]{0,2}\s?$"
)
_WORDS_BEFORE = late(r"(?:(?<![\w-])(?!The\b|Our\b|Its\b|FDA\b)[A-Z][\w-]+\s){1,2}$")
# "(velzarutinib)", "(inebilizumab-cdon)", "(beremagene geperpavec-svdt or B-VEC)".
_GENERIC_BRACKET = late(
    r"\((?P<generic>[a-z]{6,24})(?:-[a-z]{4})?(?:\s[a-z]{3,20}){0,3}(?:-[a-z]{4})?(?:(?:[;,]|\sor)\s[^()]{2,40})?\)"
)
_BEFORE_BRACKET = late(r"(?<![\w-])(?P<brand>[A-Z]{4,20}|[A-Z][a-z]{3,20})\s$")


def _brands(text: str, folded_text: str) -> Found:
    for mark in _MARK.finditer(text):
        word = _BEFORE_MARK.search(text, max(0, mark.start() - 28), mark.start())
        if word:
            start, number = word.start(), _NUMBER_AFTER_MARK.match(text, mark.end())
            if number:
                yield start, ProductName(text[start : number.end()], Kind.CODE)
                continue
            if word.group().rstrip(" *_^").lower() in BRANDED_NOUNS:
                whole = _WORDS_BEFORE.search(text, max(0, start - 50), start)
                start = whole.start() if whole else start
            yield start, ProductName(text[start : mark.start()].rstrip(" *_^"), Kind.BRAND)


def _brands_with_generic(text: str, folded_text: str) -> Found:
    for bracket in _GENERIC_BRACKET.finditer(text):
        word = _BEFORE_BRACKET.search(text, max(0, bracket.start() - 23), bracket.start())
        generic = bracket["generic"]
        if word and (generic.endswith(STEMS) or (word["brand"].isupper() and not _is_plain(generic))):
            yield word.start(), ProductName(word["brand"], Kind.BRAND)
            yield bracket.start("generic"), ProductName(generic, Kind.GENERIC)


_FINDERS = (
    _brands,
    _brands_with_generic,
    codes,
    spaced_codes,
    _generics,
    introduced,
    heading,
    series,
    short_codes,
)


# --- other names in brackets after one that was told: "marotinib (Q21)", "QLN-777 (velokibart)" ---

_BRACKETED = late(
    r"[®™*]{0,2}\s\((?:also known as\s|formerly\s)?(?:(?P<code>[A-Z]{1,6}-?\d{1,6}[A-Za-z]?)[),;]"
    r"|(?P<word>[A-Za-z][a-z]{5,23})\))"
)
_WORD_BEFORE = late(r"(?<![\w-])([A-Z]?[a-z]{6,24})\s\($")
_CODE_BEFORE = late(r"(?<![\w-])([A-Z]{2,6}-?\d{1,6}[A-Za-z]?)\s\($")


def _in_brackets(text: str, at: int, name: ProductName) -> Iterator[ProductName]:
    coded = name.kind in (Kind.CODE, Kind.BRAND)
    match = _BRACKETED.match(text, at + len(name.text))
    if match and match["code"] and not coded and match["code"].rstrip("0123456789-").lower() not in NO_CODES:
        yield ProductName(match["code"], Kind.CODE)
    elif match and match["word"] and coded and not _is_plain(match["word"].lower()):
        yield ProductName(match["word"], Kind.GENERIC)
    if name.kind is Kind.CODE and (word := _WORD_BEFORE.search(text, max(0, at - 28), at)):
        generic = word[1].lower()
        if not (_is_plain(generic) or has_article(generic, text.lower())):
            yield ProductName(generic, Kind.GENERIC)
    if not coded and (before := _CODE_BEFORE.search(text, max(0, at - 12), at)):
        yield ProductName(before[1], Kind.CODE)


def _is_plain(word: str) -> bool:
    return word.endswith(PLAIN_ENDINGS) or word in COMMON_WORDS
