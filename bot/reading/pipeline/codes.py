"""Names with figures and names of a series: AX-1504, QLN003, PH10, OTX-TP."""

from __future__ import annotations

import re

from bot.reading.patterns import late
from bot.reading.pipeline.naming import SUBSCRIPTS, Found, Kind, ProductName
from bot.reading.pipeline.wordlists import NO_CODES

# No release has more series; a hostile text may.
_MOST_SERIES = 200

# --- codes: AX-1504, I-131-CLR1404, QLN003, mRNA-1273 ---

# A figure behind a letter or a hyphen: figures alone, of which tables are full, are passed over.
_DIGITS = late(r"[0-9₀-₉](?<=[A-Za-z‑-].)[\d₀-₉]*")
_CODE = late(r"[A-Za-z\d][\w‑-]{2,23}(?:(?<=-\d\d)\.\d{3}|(?<=-\d{4})\.\d{3})?(?![\w@]|-\w|\.(?![A-Z])\w)")
_CODE_START = late(r"(?:(?<=[\s(\[“\"'’—–,;:.>*|+])|^)[A-Za-z\d][\w‑-]{0,14}$")
_SPACED_DIGITS = late(r"[A-Z] (?!(?:19|20)\d\d(?!\d)|\d{5}(?!\d))\d{3,7}[A-Z]?(?![\w%,.]\d|[\w%])")
_SPACED_LETTERS = late(r"(?<![\w-])[A-Z]{2,5}$")
_NUMBERED = late(
    r"(?:\bnos?\.?|#|\bpatents?|\bnumber|\bregistration|\bagreement|\bcontract|\bgrant|\bsuite|\bfile|\bcode"
    r"|\bID:?)\s?$",
    re.I,
)


def codes(text: str, folded_text: str) -> Found:
    """Words with figures that are built like a compound's code."""
    read_to = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() < read_to:
            continue
        window = text[max(0, digits.start() - 16) : digits.start()]
        start = _CODE_START.search(window)
        match = start and _CODE.match(text, digits.start() - len(window) + start.start())
        if (
            match
            and is_code(match.group())
            and not _NUMBERED.search(window, 0, start.start() if start else 0)
        ):
            read_to = match.end()
            yield match.start(), ProductName(match.group(), Kind.CODE)


def spaced_codes(text: str, folded_text: str) -> Found:
    """Codes with a space: "AB 123"."""
    for digits in _SPACED_DIGITS.finditer(text):
        letters = _SPACED_LETTERS.search(text, max(0, digits.start() - 5), digits.start() + 1)
        if letters and letters.group().lower() not in NO_CODES:
            yield letters.start(), ProductName(text[letters.start() : digits.end()], Kind.NAMED)


def is_code(word: str) -> bool:
    """Whether a word with digits is built like a compound's code, not like a gene, a form or a quarter."""
    plain = word.translate(SUBSCRIPTS)
    letters = re.match(r"\d{0,3}([A-Za-z]+)", plain)
    runs = re.findall(r"\d+", plain)
    if not letters or not runs or max(map(len, runs)) > 8:
        return False
    if sum(map(str.isupper, plain)) < 2 and not re.fullmatch(r"\d[A-Z]-\d{3,4}", plain):
        return False
    if letters[1].lower() in NO_CODES or re.fullmatch(r"[A-Z]\d{2,4}[A-Z]{0,2}|[Hh]\d[Nn]\d", plain):
        return False  # a gene, a quarter, a mutation such as V600E
    if max(map(len, runs)) >= 3 or re.fullmatch(r"[A-Z]{3,5}-[A-Z]{2,4}\d{1,2}", plain):
        return True
    two_digits = len(max(runs, key=len)) == 2 and len(letters[1]) <= 5
    return two_digits and (runs[-1].startswith("0") or "-" in plain)


# --- names of a series without numbers: OTX-TP and OTX-TIC, DPX-SurMAGE ---

_SERIES = late(r"[A-Z]-[A-Z](?:[A-Za-z]{1,12}|[A-Za-z]?\d{1,2}[A-Z]?(?:\.\d|\d)?)(?![\w-]|\.\d)")
_SERIES_PREFIX = late(r"(?<![\w-])[A-Z]{3,5}$")


# "QLN-1": a code of one figure may be a target's or a trial's; `products` tells those by what stands around.
_SHORT = late(
    r"(?P<letters>[A-Z](?<![\w-].)[A-Z]{1,5})(?:-[A-Z]{0,2}\d{1,2}[A-Z]?|-?['’]\d{3})(?![\w-]|\.\d)"
)


def short_codes(text: str, folded_text: str) -> Found:
    """Codes of one figure or two behind a hyphen."""
    for match in _SHORT.finditer(text):
        if match["letters"].lower() not in NO_CODES:
            yield match.start(), ProductName(match.group(), Kind.NAMED)


def series(text: str, folded_text: str) -> Found:
    """Names that share their letters before a hyphen, told by there being two."""
    series: dict[str, bool] = {}
    for match in _SERIES.finditer(text):
        prefix = _SERIES_PREFIX.search(text, max(0, match.start() - 4), match.start() + 1)
        if not prefix or prefix.group().lower() in NO_CODES:
            continue
        letters = prefix.group()
        if letters not in series:
            series[letters] = len(series) < _MOST_SERIES and text.count(f"{letters}-") > 1
        if series[letters]:
            yield prefix.start(), ProductName(text[prefix.start() : match.end()], Kind.NAMED)
