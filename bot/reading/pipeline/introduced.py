"""Names told by the words around them: what leads to a name, what says what it is.

A word of unusual shape ("OneHeart", "VELORA", "QL-1") counts by any of these cues; a plain word ("tovaprast",
"Zelvora") only by those behind which nothing but a medicine's or a device's name stands, and where the text
uses it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bot.reading.cues.rule import Cue, Rule, Rules
from bot.reading.patterns import late
from bot.reading.pipeline.devices import decided, is_a_device, titled
from bot.reading.pipeline.naming import Found, Kind, ProductName, past_marks
from bot.reading.pipeline.wordlists import (
    BRANDED_NOUNS,
    COMMON_ENDINGS,
    COMMON_WORDS,
    CONDITIONS,
    HEAD_NOUNS,
    NO_CODES,
    PLAIN_ENDINGS,
)

_MOST_WORDS = 1000

# --- what words can be names ---

_TAIL = r"(?:\s(?:[A-Z]{2,5}|[A-Z]{0,3}-?(?!(?:19|20)\d\d)\d{1,3}[A-Z]?(?:-[A-Z])?)(?![\w-]|\.\d|%|\s[A-Z]))?"
_CODE = (
    r"[A-Z]{2,6}-?\d{1,2}[A-Z]?|[A-Z]{1,3}\d{3,5}[A-Z]?|[A-Z]{2,6}-[A-Za-z]{2,8}"
    r"|[A-Z][A-Za-z\d]{2,12}-(?:[A-Z]{1,4}\d{0,2}|[A-Z]?[a-z]?\d{1,3})"
)
_NAME = late(
    rf"(?:(?:{_CODE}|[A-Z][A-Za-z\d]{{2,23}})(?![\w-]|\.\w|@){_TAIL}|[a-z][A-Za-z\d]{{2,23}}(?![\w-]|\.\w|@))"
)
_NAME_BEFORE = late(
    rf"(?<![\w@./-])(?P<name>(?:{_CODE}|[A-Z][A-Za-z\d-]{{2,23}}){_TAIL}|[a-z][A-Za-z\d-]{{2,23}})"
    r"(?:\s(?:[Ss]ystem|[Dd]evice|[Tt]est|[Gg]el|[Cc]ream|[Ii]njection|[Tt]ablets|[Cc]apsules))?"
    r"[®™*]{0,2}(?:\s\([^()]{2,60}\))?[®™]?$"
)
_UNUSUAL = late(
    r"[A-Z][a-z]+[A-Z][A-Za-z\d]*|[A-Z]{2,}[a-z]{2,}[A-Za-z\d]*|[A-Z]{2,}[a-z][A-Z]+\d?|[a-z][A-Z][A-Za-z]{2,}|[A-Z]{4,14}|"
    + _CODE
)
_CODED = late(r"(?P<letters>[A-Z]{1,6})-?\d{1,5}[A-Z]?|(?P<first>[A-Za-z]+)\d?-[A-Za-z\d]+")
# "GM1", "CD19": of such a shape are genes and targets; as a name it counts only at the head of a line.
_GENE_LIKE = late(r"[A-Z]{1,6}\d{1,2}[A-Z]?")
IS_CONDITION = late("|".join(CONDITIONS))
_NOUNS = frozenset(noun.removesuffix("s?") for noun in HEAD_NOUNS) | {"program", "analog", "analogue"}
_ARTICLES = ("a", "an", "the", "this", "our", "each", "these", "any", "all", "no", "other")


def is_unusual(name: str, text: str, uses: int = 2) -> bool:
    """Whether a name is of a shape that plain words have not, and no abbreviation the text explains."""
    word = name.split(" ")[0]
    low = word.lower()
    if not _UNUSUAL.fullmatch(word):
        return False
    coded = _CODED.fullmatch(word)
    if word.isalpha() and (f"({word})" in text or f"(“{word}”)" in text):
        return False
    if coded:
        return (coded["letters"] or coded["first"]).lower() not in NO_CODES
    if low in COMMON_WORDS or low in NO_CODES or low in _NOUNS or IS_CONDITION.fullmatch(low):
        return False
    return not word.isupper() or text.count(word) >= uses


def is_plain_name(
    word: str, text: str, folded_text: str, uses: int = 2, endings: tuple[str, ...] = COMMON_ENDINGS
) -> bool:
    """Whether a plain word, used so many times at least, can be a name: no English ending, no article."""
    word, _, tail = word.partition(" ")
    low = word.lower()
    if (
        (tail and not tail.isupper())
        or not word.isalpha()
        or len(word) < (6 if not tail else 4)
        or word[1:] != low[1:]
        or folded_text.count(low) < uses
    ):
        return False
    if low in COMMON_WORDS or low in _NOUNS or low in BRANDED_NOUNS or low.endswith(endings):
        return False
    if word[0].isupper() and f" in {word}" in text:
        return False  # a place
    return not IS_CONDITION.fullmatch(low) and not has_article(low, folded_text)


def has_article(low: str, folded_text: str) -> bool:
    """Whether the text uses a word with an article, as no name is used, or calls it a kind of medicine."""
    if low in _NOUNS:
        return True
    uses = (f" {article} {low} " for article in _ARTICLES)
    return any(
        not late(_OF_A_NAME).match(folded_text, at + len(use))
        for use in uses
        if (at := folded_text.find(use)) >= 0
    )


# "the zelotrin BLA": the article is the application's.
_OF_A_NAME = r"(?:[sm]?nda|s?bla|maa|ind|trials?|study|program|arm|group|data|application|phase)\b"


# --- what leads to a name ---


def by_letter(words: Iterable[str]) -> str:
    """A pattern for any of the words, grouped by their first letters."""
    letters: dict[str, list[str]] = {}
    for word in words:
        letters.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in letters.items()) + ")"


_KIND_NOUN = by_letter(
    (
        *HEAD_NOUNS,
        "candidates",
        "products?",
        "assets?",
        "compounds",
        "programs?",
        "medicines",
        "immunotherap(?:y|ies)",
        "drugs",
        "vaccines",
        "devices",
        "tests",
        "systems",
        "tools?",
        "therap(?:y|ies)",
        "treatments",
        "brands?",
        "robots?",
        "sensors?",
        "software",
    )
)
_DETERMINER = late(
    r"(?:the\s|its\s|our\s|their\s|oral\s|intravenous\s|subcutaneous\s|inhaled\s|single-agent\s"
    rf"|[\w-]+-dose\s|(?:the|its|our|an?)\s(?:[\w/-]+\s){{0,4}}?{_KIND_NOUN}\s)?"
)
LEADS_TO_A_NAME = Rule(
    "leads to a name",
    "name",
    (
        r"""\b(?:phase[\s-][\w/]{1,6}|pivotal|registrational|first-in-human|confirmatory)\b[^.;:()]{0,60}?
        \b(?:trials?|study|studies|program|development|data|results)\s(?:of|for|evaluating|investigating|assessing|testing|with)\s""",
        r"""\b(?:s?nda|s?bla|maa|anda|ind|pma|510\(k\)|application|submission|clearance|approval|authori[sz]ation|ce\smark)s?
        (?:\s?\([^()]{1,40}\))?\s(?:(?:to|with|by)\sthe\s(?:u\.?s\.?\s)?(?:fda|ema|agency|food\sand\sdrug\sadministration|european\smedicines\sagency)\s(?:\([^()]{1,12}\)\s)?(?:[^\s.;:]+\s){0,4}?)?(?:of|for|to)\s""",
        r"\bdesignations?\s(?:of|for|to)\s|\blaunch\sof\s|\bdate\b[^.;:]{0,40}\sfor\s",
        r"\bdevelopment\sof\s|\bsales\sof\s|\b(?:lead|clinical|product|drug|phase\s[\w/]{1,6})\scandidates?,?\s(?:are\s|is\s|include\s)?"
        r"|\b(?:treated|dosed)\swith\s|\b(?:efficacy|safety|doses?)\sof\s|\b(?:receiv(?:ed|ing)"
        r"|patients\son)\s",
        r"\bwe\s(?:sell|launched|market)\s",
    ),
    reads=(
        "We stop development of tovaprast", "A Phase 2 trial of tovaprast", "The NDA for tovaprast",
        "The NDA (BLA) to the FDA (agency) this month for tovaprast",
        "The launch of tovaprast", "Patients treated with tovaprast", "Safety of tovaprast",
        "We sell tovaprast", "Sales of tovaprast", "our lead candidate, tovaprast",
    ),
    refuses=("The trial is on.",),
)  # fmt: skip
LEADS_TO_WHAT_IS_APPROVED = Rule(
    "leads to what is approved",
    "approved",
    (r"\b(?:approve[sd]|clear(?:s|ed)|approval\sof)\s",),
    reads=("The FDA approves Zelvora", "approval of Zelvora"),
    refuses=("The trial is on.",),
)
LEADS_TO_A_BRAND = Rule(
    "leads to an unusual word",
    "brand",
    (
        rf"\b{_KIND_NOUN}[,:]?\s(?:called\s|named\s|is\s|[“\"‘])?",
        r"\bpipeline\s(?:comprises|includes|consists\sof)\s|\bunder\sthe\s(?:brand\s|trade\s)?name\s",
        r"\b(?:products|brands|medicines|therapies|drugs|treatments|devices|systems)\b[^.;:()]{0,40}?\b(?:including|such\sas|are"
        r"|include)\s|\b(?:sales|revenues?)\s(?:from|of|for)\s",
        r"\b(?:called|named|developing|commerciali[sz](?:e|es|ing)|markets|sells|advancing|evaluating"
        r"|mark\s(?:for|to)"
        r"|(?:fda|ce|ema|nmpa)-(?:approved|cleared|marked|certified))\s",
    ),
    reads=(
        "our lead candidate, VelloTrace",
        "Our pipeline includes VelloTrace",
        "We are developing VelloTrace",
        "sales of VelloTrace",
        "devices such as VelloTrace",
    ),
    refuses=("The company is here.",),
)
LEADS_TO_A_LIST = Rule(
    "leads to a list of what a company sells",
    "list",
    (
        r"\b(?:marketed|commercial|approved|launched|branded|our|its|company['’]s)\s(?:[\w-]+\s){0,3}?"
        r"(?:products|brands|medicines|therapies|drugs|treatments|devices|portfolio)"
        r"(?:\son\sthe\smarket)?(?:\s(?:are|includ(?:es?|ing)|consists?\sof|compris(?:es?|ing)|such\sas)|:|,|\s[—–])\s",
        r"\bproducts\son\sthe\smarket(?::|,|\s[—–])\s",
    ),
    reads=("Our marketed products include Zelvora", "four products on the market: Zelvora"),
    refuses=("The products of others are Zelvora",),
)
LEADS_IN_BRACKETS = Rule(
    "leads to an unusual word in brackets",
    "brand",
    (r"\b(?:its|our|their)\s(?:[\w/-]+\s){1,6}\(",),
    reads=("our inhaled antibody (VelloTrace",),
    refuses=("The company (VelloTrace",),
)
_LEADS = Rules(LEADS_TO_A_LIST, LEADS_TO_WHAT_IS_APPROVED, LEADS_TO_A_NAME, LEADS_TO_A_BRAND)
_IN_BRACKETS = Rules(LEADS_IN_BRACKETS)

# --- what says of a word what it is ---

# Each begins with a class of characters, so that the engine skips to these.
_LINK = late(
    r"[,\s](?:(?<=,)(?:|\swhich\sis)|(?<=\s)(?:is|was))"
    r"\s(?:also\s|currently\s)?(?:an?|the\scompany['’]s|the|our|its)\s"
)
_DESCRIPTION = late(
    r"(?:(?!company\b|developing\b|focus\w+|pioneer\w*|leader\b|bio\w*pharm\w*|that\b|which\b|who\b|of\b)"
    rf"[^\s.;:]{{1,30}}\s){{0,10}}?{_KIND_NOUN}\b(?!\s(?:company|platform|business|leader|developer"
    rf"|candidates))"
)
_STANDING = (
    r"(?:(?:(?:is|was)\s(?:(?:currently|now|also)\s)?(?:being\s)?(?:(?:evaluated|studied|tested|investigated)"
    r"\s)?in|(?:has\s)?(?:(?:also|already|just|now|recently|since|successfully)\s)?(?:completed|entered))\s"
    r"(?:an?\s|the\s)?(?:\w+\s){0,2}phase[\s-]|(?:has|holds|received|was\sgranted)\s(?:[\w-]+\s){0,6}"
    r"designations?\b|(?:is|was|are|has\sbeen)\s(?:(?:fda-)?approved|sold\sin|marketed|launched\sin"
    r"|on\sthe\smarket|granted\s(?:[\w-]+\s){0,2}approval)\b)"
)
_STANDS = late(
    rf"[,\s](?:(?<=,)\s(?:[^,.;]{{3,60}},\s|which\s){_STANDING}|(?<=,)\sapproved\s(?:in|for|by)\b"
    rf"|(?<=\s){_STANDING})"
)
_STANDS_UNUSUAL = late(
    r"[\s'’](?:(?<=\s)(?:(?:is|was|has\sbeen)\s(?:sold|marketed|available|under|approved|cleared|currently"
    r"|being|indicated|intended|designed)\b|(?:[a-z-]+\s)?(?:monotherapy|graft|scanner|pump|sensor|ring"
    r"|injection|tablets|capsules|treatment|therapy|system|device|catheter|test|assay|implant|stent|valve"
    r"|patch|laser|vaccine)s?\b)|(?<=['’])s\s(?:NDA|BLA|510|Phase))"
)
# What is itself in a phase, or tried in one, is no gene: "E25 is in Phase 2", "a Phase 2 trial of h5G1.1".
_ANY_CODE = r"(?=[\w-]{0,14}[A-Z])(?=[\w.-]{0,14}\d)(?P<name>[A-Za-z\d][\w-]{1,14}(?:\.\d[\w-]{0,6})?)"
_CODE_HERE = late(rf"{_ANY_CODE}(?![\w@-])")
_CODE_BEFORE = late(rf"(?<![\w@./-]){_ANY_CODE}(?:\s\([^()]{{2,60}}\))?$")
_PREPOSITION = late(r"\b(?:in|of|at|by|for)\s(?:the\s)?$")


def introduced(text: str, folded_text: str) -> Found:
    """Names that such words lead to, or say of that they are a medicine or a device."""
    judged: dict[tuple[str, bool, Kind], bool] = {}

    def accepts(name: str, plain: bool, kind: Kind) -> bool:
        told = (name, plain, kind)
        if told not in judged and len(judged) < _MOST_WORDS:
            uses = 1 if kind in (Kind.LISTED, Kind.DESCRIBED) and name[0].isupper() else 2
            judged[told] = (
                is_unusual(name, text, uses if len(name) > 4 else 2) and not _GENE_LIKE.fullmatch(name)
            ) or (plain and is_plain_name(name, text, folded_text, uses, _endings(kind)))
        return judged.get(told, False)

    for at, name, plain, kind in _places(text, folded_text):
        if kind is Kind.CODE or accepts(name, plain, kind):
            known = (
                name if not plain or name[0].islower() or f" {name.lower()} " not in text else name.lower()
            )
            yield at, ProductName(known, kind)


def _endings(kind: Kind) -> tuple[str, ...]:
    """The endings that rule a word out: of what the text says to be a product, only the plainest."""
    return PLAIN_ENDINGS if kind is Kind.LISTED else COMMON_ENDINGS


_Told = Iterator[tuple[int, str, bool, Kind]]


def _places(text: str, folded_text: str) -> _Told:
    """Words where a name may stand: offset, word, whether a plain word may be one, and how it was told."""
    for cue in chain(_LEADS.find(folded_text), _IN_BRACKETS.find(folded_text)):
        first = _DETERMINER.match(folded_text, cue.span.end)
        yield from _led_to(text, folded_text, cue, first.end() if first else cue.span.end)
    for device in decided(text):
        yield device.start(), device.group(), True, Kind.CODE
    for link in _LINK.finditer(folded_text):
        word = _name_before(text, link.start())
        if (
            word
            and _DESCRIPTION.match(folded_text, link.end(), link.end() + 220)
            and not _PREPOSITION.search(folded_text, max(0, word.start() - 5), word.start())
        ):
            yield word.start("name"), word["name"], True, Kind.DESCRIBED
    for pattern, plain, kind in ((_STANDS, True, Kind.DESCRIBED), (_STANDS_UNUSUAL, False, Kind.NAMED)):
        for stands in pattern.finditer(folded_text if plain else text):
            code = _code_before(text, stands)
            word = code or _name_before(text, stands.start())
            if word and not _PREPOSITION.search(folded_text, max(0, word.start() - 8), word.start()):
                sure = bool(code) or (plain and word["name"][0].isupper())
                yield word.start("name"), word["name"], sure, Kind.CODE if code else kind


def _led_to(text: str, folded_text: str, cue: Cue, begin: int) -> _Told:
    """The names that a cue leads to, of which the first would begin at `begin`."""
    if cue.says == "name" and (short := _EXPLAINED.match(text, begin)) and _is_thing(text, short):
        yield short.start("name"), short["name"], True, Kind.CODE
    code = _CODE_HERE.match(text, begin) if folded_text.startswith("phase", cue.span.start) else None
    if code and _is_any_code(code["name"]) and _ends_there(text, code.end()):
        yield begin, code["name"], True, Kind.CODE
        return
    if device := titled(text, begin):
        yield device.start(), device.group(), True, Kind.CODE
        return
    listed = list(_listed(text, begin))
    # Two words of such a shape in one list are brands, used again or not.
    shape = _CAPITAL if cue.says == "list" else _CAPITALS
    told = sum(bool(shape.match(name.group())) for name in listed) > 1
    for match in listed:
        plain = cue.says in ("name", "approved") and match is listed[0] and _ends_there(text, match.end())
        if plain and cue.says == "approved":
            yield match.start(), match.group(), True, Kind.DESCRIBED
        if is_a_device(text, match):
            yield match.start(), match.group(), True, Kind.LISTED
        sure = told and bool(shape.match(match.group()))
        if sure or match is listed[0]:
            known = plain or (sure and cue.says == "list")
            yield match.start(), match.group(), known, Kind.LISTED if sure else Kind.NAMED


def _code_before(text: str, stands: re.Match[str]) -> re.Match[str] | None:
    """The code that stands before words which tell of its phase."""
    if not stands.group().endswith(("phase ", "phase-")):
        return None
    code = _CODE_BEFORE.search(text, max(0, stands.start() - 80), stands.start())
    return code if code and _is_any_code(code["name"]) else None


def _is_any_code(name: str) -> bool:
    """Whether a word with figures is no abbreviation of another trade and no number."""
    letters = re.match(r"[A-Za-z]*", name)
    return letters is not None and letters[0].lower() not in NO_CODES and not name[:2].isdigit()


_CAPITAL, _CAPITALS = late(r"[A-Z]"), late(r"[A-Z]{5}")
_NEXT_LISTED = late(r"[®™]?(?:\s\([^()]{1,60}\))?(?:,\s(?:and\s)?|\sand\s)")
_MOST_LISTED = 12


def _listed(text: str, at: int) -> Iterator[re.Match[str]]:
    """The word at this place and those listed with it."""
    for _ in range(_MOST_LISTED):
        name = _NAME.match(text, at)
        if name is None:
            return
        yield name
        following = _NEXT_LISTED.match(text, name.end())
        if following is None:
            return
        at = following.end()


def _name_before(text: str, end: int) -> re.Match[str] | None:
    """The name that ends at `end`, brackets and marks with it; without those it is the last words."""
    floor = at = max(0, end - 90)
    if text[end - 1 : end] not in (")", "®", "™", "*"):
        at = end
        for _ in range(3):
            at = max(floor, text.rfind(" ", floor, at))
    return _NAME_BEFORE.search(text, at, end)


# "the BLA for our engineered blood vessel (EBV)": a product called by its initials further on.
_EXPLAINED = late(r"(?P<words>(?:[A-Za-z]?[a-z-]+\s){2,6})\([“\"‘]?(?P<name>[A-Z]{3,6})[”\"’]?\)")
_NO_THING = late(
    rf"\b(?:{'|'.join(CONDITIONS)}|treatment|patients|therapy|adults|children|of|in|for|with|the"
    r"|application|administration|agency|authority|designation|review|stud(?:y|ies)|trials?|committee|act)\b"
)


def _is_thing(text: str, short: re.Match[str]) -> bool:
    told = not _NO_THING.search(short["words"].lower()) and short["name"].lower() not in NO_CODES
    return told and text.count(short["name"]) > 2


_NEXT = late(
    r"[’'”\"]|\s\(|[,.;:)]|\s(?:in|for|to|with|versus|vs|as|plus|combined|monotherapy|and|or|was|is|has|have|began|met|did"
    r"|will|at|on|by|from|during|over|after|[a-z]{2,}ed|[A-Z]?[a-z]*able)\b|\s?$"
)


def _ends_there(text: str, end: int) -> bool:
    end = past_marks(text, end)
    return bool(_NEXT.match(text, end)) or text[end - 1] in "®™)"
