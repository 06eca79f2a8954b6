"""Names to products: which names mean one thing, where each is mentioned, and which are no product at all.

"lisaftoclax (APG-2575)", "ABV-1701/Vitargus®" and "X, formerly Y" name one product. A trial's name
("the GLORA-4 study"), a technology platform's and the issuer's own are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.pipeline.kept import Kept
from bot.reading.pipeline.naming import Kind, ProductName, key, past_marks


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """One product: its names in order of first mention and every place where one of them stands, in order.

    A place reaches past the marks behind the name: ® and ™, however written.

    A product is only itself: two of them are never equal.
    """

    names: tuple[ProductName, ...]
    mentions: tuple[Span, ...]

    def within(self, start: int, end: int) -> Sequence[Span]:
        """The mentions that begin inside [start, end)."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, first, key=_start)]


def _start(span: Span) -> int:
    return span.start


def products(
    text: str, folded_text: str, proposed: Mapping[str, ProductName], kept: Kept, issuer_words: Container[str]
) -> list[Product]:
    """The products that the proposed names name, in the text's order."""
    mentions = _mentions(text, folded_text, proposed, kept)
    groups = _grouped(text, proposed, mentions)
    found: dict[str, list[tuple[Span, str]]] = {}
    for span, name in mentions:
        if name in groups:
            found.setdefault(groups[name], []).append((span, name))
    built = [_product(proposed, group) for group in found.values()]
    return _without_trials(text, [one for one in built if not _is_no_product(text, one, issuer_words)])


def _product(proposed: Mapping[str, ProductName], group: list[tuple[Span, str]]) -> Product:
    known = dict.fromkeys(name for _, name in group)
    return Product(tuple(proposed[name] for name in known), tuple(span for span, _ in group))


# --- where names stand ---

_DIGITS_TO_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUBSCRIPTS_TO_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _mentions(
    text: str, folded_text: str, proposed: Mapping[str, ProductName], kept: Kept
) -> list[tuple[Span, str]]:
    """Every mention of every name, the longest where two begin together."""
    places = [
        (start, -len(form), name)
        for name, proposal in proposed.items()
        for form in _forms(proposal)
        for start in _places(text, folded_text, form, proposal)
        if kept.holds(start)
    ]
    found: list[tuple[Span, str]] = []
    for start, length, name in sorted(set(places)):
        if not found or start >= found[-1][0].end:
            found.append((Span(start, past_marks(text, start - length)), name))
    return found


def _forms(name: ProductName) -> set[str]:
    """The name in small letters, a code with plain and subscript digits, common and unbreakable hyphens."""
    folded_text = name.text.lower()
    if name.kind is not Kind.CODE:
        return {folded_text}
    digits = {
        folded_text.translate(_SUBSCRIPTS_TO_DIGITS),
        folded_text.translate(_DIGITS_TO_SUBSCRIPTS),
        folded_text,
    }
    return {form.replace(*hyphens) for form in digits for hyphens in (("-", "‑"), ("‑", "-"))}


def _places(text: str, folded_text: str, form: str, name: ProductName) -> Iterator[int]:
    proper = name.kind in (Kind.BRAND, Kind.NAMED, Kind.DESCRIBED) and not name.text.islower()
    at = folded_text.find(form)
    while at >= 0:
        end = at + len(form)
        stands_alone = not _joins(folded_text[at - 1 : at]) and not folded_text[end : end + 1].isalnum()
        if (stands_alone or text.startswith("TM", end)) and not (proper and text[at:end].islower()):
            yield at
        at = folded_text.find(form, end)


def _joins(char: str) -> bool:
    return char.isalnum() or char in ("-", "_")


# --- which names mean one thing ---

_ALIAS_GAP = late(
    r"(?:\s(?:LAI|[ESXC]R|DPI|ODT|SC|IV|tablets|capsules|injection))?\s\((?:formerly\s|“|\")?|\s?[(\[]\s?(?:[\w-]{3,12},\s)?(?:formerly(?:\sknown\sas)?\s|also\sknown\sas\s|previously(?:\sknown\sas)?\s"
    r"|a\.?k\.?a\.?\s|or\s|“|\"|‘)?|,?\s\(?(?:formerly|previously|also|otherwise)\s"
    r"(?:known\s|referred\sto\s|called\s|named\s|designated\s)?(?:as\s)?"
    r"|,?\s(?:is\s|was\s)?(?:marketed|sold|branded|known|commerciali[sz]ed|available)\s(?:there\s)?(?:as|under\sthe\s(?:brand\s|trade\s)*names?(?:\sof)?)\s"
    r"|\s?[—–]\s?(?:formerly|previously|also)\sknown\sas\s"
    r"|,?\sthe\s(?:primary\s|sole\s)?active\s(?:pharmaceutical\s)?(?:ingredient|component|moiety)\s(?:in"
    r"|of)\s"
)
_IN_WORDS = late(r"\b(?:as|formerly|names?(?:\sof)?)\s$|^\s$")
_ALIAS_END = late(r"[”’\"]?\s?(?:[)\],;.]|\s?(?:and|or|is|was|in|for)\b|(?:injection|tablets?|capsules?)|$)")
_TRIAL_OF = late(r"\s(?:[A-Za-z]+\s){0,3}Phase\s[\w/]{1,6}\s(?:Clinical\s)?(?:Trial|Study)\sof\s", re.I)
_GENERICS_AFTER = late(
    r"\s?\((?P<generics>[a-z][a-z\d-]{4,24}(?:[\s/,]{1,2}(?:and\s)?[a-z][a-z\d-]{2,24}){0,5})"
    r"(?:(?:[;,]|\sor)\s[^()]{2,40})?\)"
)
_LONGEST_GAP = 60


def _grouped(
    text: str, proposed: Mapping[str, ProductName], mentions: list[tuple[Span, str]]
) -> dict[str, str]:
    """Each name's group, called by one of its names; a substance of which two codes are made is in none."""
    groups = {name: name for name in proposed}
    shared = set()
    for one, other, told in _same(text, proposed, mentions):
        old, new = groups[other], groups[one]
        if old != new and not told and _are_two(proposed, groups, one, other):
            coded = Kind.CODE in (proposed[one].kind, proposed[other].kind)
            shared |= {name for name in (one, other) if coded and proposed[name].kind is Kind.GENERIC}
        elif old != new:
            groups = {name: new if group == old else group for name, group in groups.items()}
    return {name: group for name, group in groups.items() if name not in shared}


def _are_two(proposed: Mapping[str, ProductName], groups: Mapping[str, str], one: str, other: str) -> bool:
    """Whether two names' groups are two products of one substance: two brands, or two codes, apart."""
    kinds = [
        {proposed[name].kind for name, group in groups.items() if group == groups[of]} for of in (one, other)
    ]
    pair = {proposed[one].kind, proposed[other].kind}
    return any(
        kind in kinds[0] & kinds[1] and (kind is Kind.BRAND or pair != {kind})
        for kind in (Kind.BRAND, Kind.CODE)
    )


_DEVICES = (" system", " device", " test", " catheter", " pump", " sensor", " stent", " valve", " implant")


def _same_by_writing(proposed: Mapping[str, ProductName]) -> Iterator[tuple[str, str, bool]]:
    """Names of which one holds the other: "ORIVO ART100" and "ART100", a mouse's version "mQLN-1"."""
    for whole, name in proposed.items():
        last = key(name.text.rsplit(" ", 1)[-1])
        if " " in name.text and last in proposed and proposed[last].kind is Kind.CODE:
            yield whole, last, True
        if name.text.lower().endswith(_DEVICES):
            yield from ((whole, part, True) for word in name.text.split() if (part := key(word)) in proposed)
        if name.kind is Kind.CODE and name.text.startswith("m") and whole[1:] in proposed:
            yield whole[1:], whole, True


def _same(
    text: str, proposed: Mapping[str, ProductName], mentions: list[tuple[Span, str]]
) -> Iterator[tuple[str, str, bool]]:
    """Pairs of names that the text uses for one thing, and whether it says so in words."""
    yield from _same_by_writing(proposed)
    for (one, name), (two, other) in pairwise(mentions):
        if name != other and _is_alias(text, one, two, proposed[name].kind, proposed[other].kind):
            yield name, other, bool(_IN_WORDS.search(text[one.end : two.start]))
        elif name != other and proposed[other].kind is Kind.BRAND and _sold_as(text, one.end, two.start):
            yield name, other, True
    for place, (span, name) in enumerate(mentions):
        if proposed[name].kind in (Kind.BRAND, Kind.NAMED, Kind.DESCRIBED):
            bracket = _GENERICS_AFTER.match(text, span.end, span.end + 120)
            end = bracket.end() if bracket else 0
            yield from (
                (name, other, False) for at, other in mentions[place + 1 : place + 6] if at.start < end
            )


# "X: approved in Europe and sold there as Y®"
_SOLD_AS = late(
    r"\b(?:sold|marketed|branded|available)\s(?:there\s|in\s(?:\w+\s){1,3})?(?:as|under\sthe\s(?:brand\s|trade\s)?name)\s$"
)


def _sold_as(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    return len(gap) < 200 and ". " not in gap and bool(_SOLD_AS.search(gap))


def _is_alias(text: str, one: Span, two: Span, kind: Kind, other: Kind) -> bool:
    if two.start - one.end > _LONGEST_GAP:
        return False
    gap = text[one.end : two.start]
    if gap.isspace() and Kind.GENERIC not in (kind, other):
        return True  # two words of one name: "Zembrace® SymTouch®", "ORIVO ART100"
    if gap == "/":
        return kind is not other
    if kind is Kind.BRAND and other is Kind.CODE and _TRIAL_OF.fullmatch(gap):
        return True
    return bool(_ALIAS_GAP.fullmatch(gap) and _ALIAS_END.match(text, two.end, two.end + 20))


# --- what is no product ---

# What a medicine acts on: "an activator of ALDH2", "targets CD105"; and whoever is a doctor.
_TARGET_BEFORE = late(
    r"\b(?:(?:activator|inhibitor|agonist|antagonist|modulator|degrader|blocker|inhibition|activation|expression"
    r"|levels?|antibod(?:y|ies))\s(?:of|to|against)|targets?|targeting|inhibit(?:s|ing)|express(?:es|ing)|against"
    r"|anti-?|binds?(?:\sto)?|mutations?\s(?:of|in))\s?(?:the\s)?$",
    re.I,
)
_TARGET_AFTER = late(
    r"[\s-](?:pathways?|signall?ing|inhibit\w+|receptors?|mutations?|mutant|genes?|proteins?|axis|agonis\w+|antagonis\w+|degraders?"
    r"|expression|levels?|activation|targeted|positive|negative|driven|mediated|related|dependent)\b",
    re.I,
)
_PERSON_AFTER = late(r",?\s(?:M\.?D\b|Ph\.?D|MD\b|MBA|CFA|Esq)")
_PERSON_BEFORE = late(
    r"\b(?:Drs?\.|Prof\.|Professor|Mr\.|Ms\.|Mrs\.)\s(?:[A-Z][\w.-]*\s){0,2}$|\b(?!Phase)[A-Z][a-z]+\s[A-Z]\.\s$"
)
_PLATFORM_AFTER = late(
    r"(?:\s\([^()]{1,60}\))?,?\s(?:(?!with\b|using\b|and\b)[\w-]+\s){0,2}"
    r"(?:platforms?|technolog(?:y|ies)|modality|engine|software|portfolio|librar(?:y|ies)|database|network"
    r"|suite)\b",
    re.I,
)
# "the OneHeart® ablation system" of a OneHeart platform is a device all the same.
_DEVICE_AFTER = late(
    r"\s(?:[A-Za-z-]+\s){0,2}(?:systems?|devices?|catheters?|tests?|assays?|implants?|stents?|valves?)\b",
    re.I,
)
_COMPANY_AFTER = late(
    r",?\s(?:Inc|Corp|Ltd|LLC|plc|PLC|AG|AB|S\.?A|N\.?V|GmbH|Co\b|Pharma|Therapeutics|Biotech|Bio"
    r"|Biosciences|Labs|Laboratories|Medical|Holdings|University|Capital|Health)"
)
_TRIAL_AFTER = late(
    r"(?:\s(?:and|&|/)\s[A-Z][\w-]+[®™]?|\s\d)?"
    r"(?:,\s(?:the|a|an|our|its)\s[^.;,]{0,40}\b(?:trial|study)\b"
    r"|\s(?:(?:clinical|extension|pivotal|registrational|open-label|phase\s[\w/]{1,6})\s){0,3}"
    r"(?:trials?|stud(?:y|ies)|protocol)\b)",
    re.I,
)
_STUDY_AFTER = late(
    r"(?:\s\d)?(?:\s(?:trials?|stud(?:y|ies)|protocol)|,\s(?:the|an?|our|its)\s(?:(?!(?:in|of|for)\b)[\w/-]+\s){0,6}(?:trial|study))\b",
    re.I,
)
# "Phase 2b (CBL-0205)": in brackets behind a phase stands the name of its trial.
_PHASE_BEFORE = late(r"\bphase\s[\w/]{1,5}\s(?:trial\s|study\s)?\($", re.I)
_TRIAL_BEFORE = late(
    r"\b(?:trials?|stud(?:y|ies)|protocols?|program),?\s?(?:\(|[“\"]|called\s|named\s|entitled\s|known as\s"
    r"|(?<=l[ ])|(?<=y[ ]))"
    r"(?:the\s|[A-Z][\w™®]+\sand\s)?$"
    r"|\b(?:trials?|stud(?:y|ies))\b(?:(?!\b(?:of\s(?:its|our|the)|evaluating|its|our|candidate|therapy|vaccine)\b)[^.;()]){0,140}\((?:[A-Z][\w-]+\sand\s)?$",
    re.I,
)
_DRUG_BEFORE = late(
    r"\b(?:of|with|doses?|receiv\w+|evaluating|candidate,?|developing|drug|compound|therapy|about|for|to)\s$",
    re.I,
)


def _is_no_product(text: str, product: Product, issuer_words: Container[str]) -> bool:
    """Whether the name is the issuer's, another company's or a platform's."""
    first = product.names[0]
    if key(first.text) in issuer_words:
        return True
    if len(product.names) == 1 and 2 * _targets(text, product) > len(product.mentions):
        return True
    if first.kind is Kind.GENERIC or any(char.isdigit() for char in first.text):
        return False
    if any(_is_person(text, span) for span in product.mentions):
        return True
    companies = sum(bool(_COMPANY_AFTER.match(text, span.end, span.end + 20)) for span in product.mentions)
    platforms = sum(bool(_PLATFORM_AFTER.match(text, span.end, span.end + 90)) for span in product.mentions)
    device = any(_DEVICE_AFTER.match(text, span.end, span.end + 40) for span in product.mentions)
    mostly = 2 * platforms > len(product.mentions)
    platform = mostly if len(product.names) > 1 else platforms > 0
    return (platform and not device) or 2 * companies > len(product.mentions)


def _targets(text: str, product: Product) -> int:
    """How many of the mentions say that medicines act on it."""
    return sum(
        bool(
            _TARGET_BEFORE.search(text, max(0, span.start - 40), span.start)
            or _TARGET_AFTER.match(text, span.end)
        )
        for span in product.mentions
    )


def _is_person(text: str, span: Span) -> bool:
    before, after = (max(0, span.start - 40), span.start), (span.end, span.end + 12)
    return bool(_PERSON_BEFORE.search(text, *before) or _PERSON_AFTER.match(text, *after))


def _without_trials(text: str, found: list[Product]) -> list[Product]:
    trials = [product for product in found if _is_trial(text, product)]
    families = {_family(product) for product in trials} - {""}
    codes = {name.text for product in found for name in product.names if name.kind is Kind.CODE}
    return [
        product
        for product in found
        if product not in trials
        and not _is_numbered_after(product.names[0].text, codes)
        and (_family(product) not in families or _is_given(text, product))
    ]


def _is_numbered_after(name: str, codes: Container[str]) -> bool:
    """Whether the name is a compound's code with the number of a trial of it: "IW-3718-302"."""
    compound = re.match(r"(.{4,24})-\d{2,4}", name)
    return compound is not None and compound[0] == name and compound[1] in codes


def _is_trial(text: str, product: Product) -> bool:
    """Whether most mentions are of a trial so called, and none of a thing that is given to patients."""
    if any(name.kind is Kind.GENERIC for name in product.names):
        return False
    # "the QLN-550 pivotal study" is one of a compound, "the GLORIA pivotal study" is so called.
    coded = any(name.kind is Kind.CODE for name in product.names)
    after = _STUDY_AFTER if coded else _TRIAL_AFTER
    named = sum(
        bool(
            after.match(text, span.end, span.end + 60)
            or _TRIAL_BEFORE.search(text, max(0, span.start - 60), span.start)
            or _PHASE_BEFORE.search(text, max(0, span.start - 24), span.start)
        )
        for span in product.mentions
    )
    acronym = all(name.kind is Kind.NAMED and name.text.isupper() for name in product.names)
    if acronym:
        return named > 0
    # "the QLN-550 study" is one of the compound unless the code stands nowhere else.
    return named * 2 >= len(product.mentions) + coded and not _is_given(text, product)


def _is_given(text: str, product: Product) -> bool:
    return any(
        _DRUG_BEFORE.search(text, max(0, span.start - 20), span.start)
        and not _TRIAL_AFTER.match(text, span.end, span.end + 60)
        for span in product.mentions
    )


def _family(product: Product) -> str:
    """The letters before the number in names that a series of trials shares ("SKNJCT-003")."""
    letters = re.match(r"[A-Za-z]{4,}(?=-\d)", product.names[0].text)
    return letters.group() if letters else ""
