"""What may be a candidate's name: codes, generic names, brands, and words the text calls a drug or a device.

A name is only proposed here; whether it is the issuer's own candidate, `ownership` and the stages decide.
Every finder gives names with their offset and starts from what is rare in the text (digits, marks, brackets,
the word "phase"), so that reading a long release stays cheap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.reading.patterns import late
from bot.reading.pipeline.codes import codes, labels, series, spaced_codes
from bot.reading.pipeline.kept import Kept
from bot.reading.pipeline.naming import Found, Kind, ProductName, key
from bot.reading.pipeline.wordlists import (
    BRANDED_NOUNS,
    COMMON_ENDINGS,
    COMMON_WORDS,
    CONDITIONS,
    ENGLISH_LIKE_STEMS,
    HEAD_NOUNS,
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


def _is_used_as_name(word: str, text: str, folded_text: str) -> bool:
    """Whether a word can be a name and the text uses it more than once."""
    capitals = word.isalpha() and word.isupper()
    return (capitals or looks_like_a_name(word, text)) and folded_text.count(word.lower()) > 1


def _add(found: dict[str, ProductName], name: ProductName) -> None:
    known = found.get(key(name.text))
    if known is None or name.kind < known.kind:
        found[key(name.text)] = name


# --- generic names: imatinib, ide-cel, aglatimagene besadenovec, trastuzumab deruxtecan ---

_LONG_WORD = late(r"[a-z]{7,25}")
_CELL_OR_VECTOR = late(r"(?<![\w-])[a-z]{2,7}-(?:cel|vec)(?!\w)")
_JOINTS = ("@", "/", ".", "-", "_")
# Four letters behind a hyphen tell one maker's biologic from another's: "inebilizumab-cdon".
_SUFFIX = late(r"-[a-z]{4}(?![\w-])")
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
    word = text[start:end]
    return start, ProductName(word.lower() if word.lower() in text else word, Kind.GENERIC)


# --- brands: Zelvora™, LUMEXA®, NUVELTA (omadacillin) ---

_MARK = late(r"®|™|℠|\((?:R|TM)\)|TM\b")
_BEFORE_MARK = late(r"(?<![\w-])(?:[A-Z][A-Za-z\d‑-]{2,24}|[a-z][A-Z][A-Za-z]{2,20})[*_^]{0,2}\s?$")
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
            start = word.start()
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


# --- words that the text itself calls a drug or a device ---

_DESCRIBES = late(
    r"(?:,|which\sis|is(?<=\sis))\s(?:also\s|currently\s)?(?:an?|the|our|its|the\scompany['’]s)\s"
)
_DESCRIPTION = late(
    r"(?:(?!company\b|developing\b|focus\w+|pioneer\w*|leader\b|bio\w*pharm\w*|that\b|which\b|who\b)"
    rf"[^\s.;:]{{1,30}}\s){{0,10}}?(?:{'|'.join(HEAD_NOUNS)})\b(?!\s(?:company|platform|business|leader"
    rf"|developer))"
)
_BEFORE_DESCRIPTION = late(
    r"[“\"(*]?(?P<name>[A-Za-z][A-Za-z\d-]{3,24}(?:\s[A-Z]{2,5}(?![\w-]))?)[®™]?(?:\s\([^()]{2,40}\))?[®™]?,?$"
)
_NOUNS = frozenset(noun.removesuffix("s?") for noun in HEAD_NOUNS) | {"program", "analog", "analogue"}
_MARKED = ("® ", "™ ")
_PLACED = late(r"\bin\s$")
_LEADS_TO_NAME = late(
    r"\b(?:developing|development of|of|candidates?,?|products?,?|programs?,?|assets?,?|drugs?,?|compounds?,?"
    r"|evaluating|molecules?,?|advancing|treatments?,?|therap(?:y|ies),?|medicine,?|including|called|and)\s$"
)


def _described(text: str, folded_text: str) -> Found:
    names: dict[str, bool] = {}
    for link in _DESCRIBES.finditer(folded_text):
        end = max(0, link.start() - (folded_text[link.start()] != ","))
        start = _word_before(text, end)
        name = _BEFORE_DESCRIPTION.match(text, start, end)
        if (
            not name
            or text.startswith(_MARKED, max(0, start - 2))
            or _PLACED.search(folded_text, max(0, start - 5), start)
        ):
            continue  # no names: the noun after a brand ("HemoStyp® Gauze, a …"), "In Europe, the device …"
        word = name["name"]
        if word[0].islower() and not _LEADS_TO_NAME.search(folded_text, max(0, start - 24), start):
            continue
        if word not in names:
            names[word] = len(names) < _MOST_WORDS and looks_like_a_name(word, text)
        if names[word] and _DESCRIPTION.match(folded_text, link.end(), link.end() + 200):
            generic = word[1:].islower() and f" {word.lower()} " in text  # capital only as a sentence's first
            yield start, ProductName(word.lower() if generic else word, Kind.DESCRIBED)


def _word_before(text: str, end: int) -> int:
    """Where the word that ends at `end` begins; brackets after it and capitals ("Morph DNA") belong to it."""
    floor = max(0, end - 70)
    start = end
    if text[end - 1 : end] == ")":
        start = text.rfind(" (", floor, end)
    start = max(text.rfind(" ", floor, start), text.rfind("\n", floor, start)) + 1
    if text[start:end].isupper() and text[start:end].isalpha() and text[start - 1 : start] == " ":
        start = max(text.rfind(" ", floor, start - 1), text.rfind("\n", floor, start - 1)) + 1
    return start


def looks_like_a_name(word: str, text: str) -> bool:
    """Whether a word without digits, stem or mark can be a proper name: not plain English nor used so."""
    folded = word.lower()
    if folded in COMMON_WORDS or folded in _NOUNS or folded in BRANDED_NOUNS or not word[-1].isalnum():
        return False
    if word.islower() or (word[0].isupper() and word[1:].islower()):
        return not folded.endswith(COMMON_ENDINGS) and not _has_article(folded, text)
    if word.isupper():
        return _is_short_code(word) or _is_headed(word, text)
    return len(word) > 3


def _is_short_code(word: str) -> bool:
    """A code of few digits ("HAL-1"): it counts only where the text says what it is, and genes never do."""
    letters = re.fullmatch(r"([A-Z]{2,5})-?\d{1,2}[A-Z]?", word)
    return letters is not None and letters[1].lower() not in NO_CODES


_MEDICINE = (
    r"is\san?\s(?:[\w,-]+\s){0,6}?(?:therapy|drug|vaccine|treatment|medicine|product|candidate|device)\b"
)


def _is_headed(word: str, text: str) -> bool:
    """Whether capitals without figures have a part of their own, which begins by calling them a medicine."""
    if word.lower() in NO_CODES or f"About {word}" not in text:
        return False
    return bool(re.search(rf"About {word}[\s:.–-]{{1,6}}{word}\s{_MEDICINE}", text))


def _has_article(word: str, text: str) -> bool:
    """Whether the text uses a word with an article, as no name is used."""
    return any(
        f" {article} {word} " in text for article in ("a", "an", "the", "this", "our", "each", "these")
    )


# --- words in a place where a candidate's name stands ---

_SLOT_WORD = late(
    r"phase[\s-]|pivotal\s|registrational\s|first-in-human\s|fda[\s-](?:approved|cleared)|approv|clear(?:s"
    r"|ed|ance)|authori[sz]ation"
)
_SLOT = late(
    r"(?i:(?:phase[\s-][\w/]{1,6}|pivotal|registrational|first-in-human)\b[^.;:()]{0,60}?\b(?:trials?"
    r"|study|studies|program|development|data|results)\s(?:of|for|evaluating|investigating|assessing"
    r"|testing)|fda[\s-](?:approved|cleared)|approve[sd]|clear(?:s|ed)|(?:approval|clearance"
    r"|authori[sz]ation)\s(?:of|for))\s(?i:(?:the|its|our|their|oral|intravenous|subcutaneous"
    r"|single-agent)\s)?(?P<name>[A-Z]{2,5}-?\d{1,2}[A-Z]?|[A-Z][a-z]+[A-Z]\w{1,20}"
    r"|[A-Z][a-z]{3,20}(?:\s[A-Z]{2,5}(?![\w-]))?|[a-z]{7,24})(?=[®™]|\s\(|\s(?:in|for|to|with|versus|vs"
    r"|as|plus|combined|monotherapy|and|steerable|was|is|has)\b|[,.])"
)


def _slotted(text: str, folded_text: str) -> Found:
    """Names where only names stand, of words that the text uses more than once or says to be in a trial."""
    used: dict[str, bool] = {}
    for at, word in _slots(text, folded_text):
        if word not in used:
            used[word] = len(used) < _MOST_WORDS and _is_used_as_name(word, text, folded_text)
        if used[word]:
            yield at, ProductName(word, Kind.NAMED)
    for place in _PHASE_WORD.finditer(folded_text):
        match = _IN_PHASE.search(text, max(0, place.start() - 130), place.start())
        if match and looks_like_a_name(match["name"], text):
            yield match.start("name"), ProductName(match["name"], Kind.NAMED)


_PHASE_WORD = late(r"phase[\s-]")
# "Velzarutinol is in a Phase 2 trial", "Velzarutinol, for gout, completed a Phase 2a trial"
_IN_PHASE = late(
    r"(?<![\w-])(?P<name>[A-Z][a-z]{6,23})(?:,\s[^,.;]{3,60},)?\s(?:(?:is|was)\s(?:(?:currently|now|also)\s)?(?:being\s)?"
    r"(?:(?:evaluated|studied|tested|investigated)\s)?in"
    r"|(?:has\s)?(?:\w+\s)?(?:completed|entered))\s(?:an?\s|the\s)?(?:\w+\s){0,2}$"
)


def _slots(text: str, folded_text: str) -> Iterator[tuple[int, str]]:
    for place in _SLOT_WORD.finditer(folded_text):
        if match := _SLOT.match(text, place.start()):
            yield match.start("name"), match["name"]


# --- words of unusual capitals that stand where a medicine or a device does: "OneHeart", "VELORA" ---

_UNUSUAL = late(r"[A-Z](?:[A-Z]{4,13}|[A-Z]{1,3}[a-z]{3,12}|[a-z]{1,14}[A-Z][A-Za-z]{0,12})(?![\w-]|\.\w)")
_WITHIN = ("-", "_")  # a word behind one of these is the end of a longer one
_SLOT_BEFORE = late(
    r"\b(?:(?:candidate|product|therapy|immunotherapy|drug|treatment|device|test|vaccine|medicine|system|tool)s?,?"
    r"|called|developing|commerciali[sz](?:e|ing)|(?:nda|bla|pma|maa|application|approv\w+|clear\w+|mark|trial|study"
    r"|efficacy|safety)\)?\s(?:[^\s.;]+\s){0,3}?(?:of|for|to))\s(?:the\s|its\s|our\s)?$"
)
_SLOT_AFTER = late(
    r"(?:\s\([^()]{2,40}\))?(?:\s(?:is|was)\s(?:under|approved|currently|being|indicated|intended)\b"
    r"|\s(?:[a-z]+\s)?(?:monotherapy|injection|tablets|capsules|treatment|therapy|system|device|catheter|test|assay|implant"
    r"|stent|valve|patch|laser|vaccine)s?\b)"
)


def _unusual(text: str, folded_text: str) -> Found:
    """Words that stand in such a place, capitals in others as well; what brackets shorten is none."""
    places: dict[str, list[int]] = {}
    for word in _UNUSUAL.finditer(text):
        before = text[word.start() - 1 : word.start()]
        if not (before.isalnum() or before in _WITHIN):
            places.setdefault(word.group(), []).append(word.start())
    for name, starts in islice(places.items(), _MOST_WORDS):
        low = name.lower()
        if (
            (len(starts) < 2 and name.isupper())
            or f"({name})" in text
            or low in COMMON_WORDS
            or low in NO_CODES
            or _CONDITION.fullmatch(low)
        ):
            continue
        if any(_is_in_slot(text, folded_text, at, at + len(name)) for at in starts[:20]):
            yield from ((at, ProductName(name, Kind.NAMED)) for at in starts)


def _is_in_slot(text: str, folded_text: str, start: int, end: int) -> bool:
    if _SLOT_BEFORE.search(folded_text, max(0, start - 60), start) or _SLOT_AFTER.match(folded_text, end):
        return True
    link = _DESCRIBES.match(folded_text, end + (folded_text[end : end + 1] == " "))
    return bool(link and _DESCRIPTION.match(folded_text, link.end(), link.end() + 200))


_CONDITION = late("|".join(CONDITIONS))
# A word that heads bullets by itself: "VELORA (zelotinib)", "KelXT".
_OVER_BULLETS = late(
    r"^[ *_#>]{0,4}(?P<name>[A-Z]{5,14}|[A-Z][a-z]+[A-Z][A-Za-z]{0,9}|[A-Z][a-z]{3,14}(?=\s\())"
    r"[®™]?(?:\s\([^()\n]{2,60}\))?[*_:]{0,3}"
    r"[ \t]{0,4}\r?\n\s{0,6}(?=[•●▪·*–-][ \t])",
    re.M,
)


def _heading_bullets(text: str, folded_text: str) -> Found:
    for line in _OVER_BULLETS.finditer(text):
        word = line["name"].lower()
        plain = word in COMMON_WORDS or word.endswith(COMMON_ENDINGS) or f" {word} " in text
        if not plain and not _CONDITION.fullmatch(word):
            yield line.start("name"), ProductName(line["name"], Kind.NAMED)


_FINDERS = (
    _brands, _brands_with_generic, codes, spaced_codes, _generics, _described, _slotted, _unusual, series,
    labels, _heading_bullets,
)  # fmt: skip


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
    if match and match["code"] and not coded:
        yield ProductName(match["code"], Kind.CODE)
    elif match and match["word"] and coded and not _is_plain(match["word"].lower()):
        yield ProductName(match["word"], Kind.GENERIC)
    if name.kind is Kind.CODE and (word := _WORD_BEFORE.search(text, max(0, at - 28), at)):
        generic = word[1].lower()
        if not (_is_plain(generic) or generic in _NOUNS or _has_article(generic, text)):
            yield ProductName(generic, Kind.GENERIC)
    if not coded and (before := _CODE_BEFORE.search(text, max(0, at - 12), at)):
        yield ProductName(before[1], Kind.CODE)


def _is_plain(word: str) -> bool:
    return word.endswith(PLAIN_ENDINGS) or word in COMMON_WORDS
