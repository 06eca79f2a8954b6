"""Whose a product is: the issuer's own, or a partner's, competitor's or comparator's.

A product is the issuer's where the release says so in any of the ways releases do ("our lead candidate",
"the Company's", a headline, an "About" part, "X is a novel …") and does not rather speak of it as somebody
else's or as what is given beside it ("in combination with X", "versus X", "Merck's X").
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.pipeline.lines import heads_a_line
from bot.reading.pipeline.mentions import Mention
from bot.reading.pipeline.naming import Kind, key
from bot.reading.pipeline.products import Product
from bot.reading.pipeline.wordlists import STEMS

_LOOK = 70

_OURS = late(
    r"\b(?:our|its|their|proprietary|lead|flagship|candidates?,?|assets?,?|products?,?|devices?,?"
    r"|vaccines?,?|therap(?:y|ies),?|treatment,?|compound,?|molecule,?|antibody,?|drug,?|developing"
    r"|development of|advancing|investigational|about|treated with|dosed with|potential of|programs?,?"
    r"|evaluat\w+(?:\sthe\s\w+\sof)?|compar(?:es|ing)|investigating|company['’]s|(?:approval|clearance|authori[sz]ation"
    r"|marking|mark|eua\)|510\(k\)) (?:of|for)|approves|approved|indications? for|designations? (?:for|to)"
    r"|(?:trials?|study|studies)(?: \([^()]{1,40}\))? (?:of|with)|launch of"
    r"|results (?:of|from|for|with)|data (?:on|for|from|of)"
    r"|efficacy of|safety of|rights to|sales of|revenues? (?:of|from|for)|licen[sc]e for"
    r"|(?:inds?|s?ndas?|s?blas?|maa|applications?|submissions?|opinion) (?:for|of)"
    r"|pipeline includes|products\s(?:[^\s.;,]+\s){0,3}includ(?:e|ing)|commerciali[sz](?:es?|ing)|markets"
    r"|sells"
    r"|application\s(?:[^\s.;,]+\s){2,6}for)\s(?:the\s)?(?:[^\s.;,]+\s){0,3}$"
)
_SUBJECT = late(
    r"(?:\s(?:lai|[esxc]r|dpi|odt|sc|iv))?(?:\s\([^()]{1,60}\))?[®™]?\)?(?:,|,?\sis|\swas|\sare)\s(?:also\s|already\s|currently\s|now\s)?"
    r"(?:an?|the|our|its|being|in|for|the company['’]s|(?:fda-)?approved|currently|undergoing"
    r"|under|indicated|available|sold)\b"
    r"|[^.;:]{0,50}?\bphase\s"
    r"|(?:\s\([^()]{1,60}\))?[®™]?,\s(?:(?:partnered|co-developed|out-?licensed|licensed)\s(?:with|to)"
    r"|which\s(?:is|has)\s(?:being|currently|now|in|entered|completed))\b"
    r"|(?:\s\([^()]{1,60}\))?[®™]?\s"
    r"(?:has|have|achieved|entered|completed|in\sphase|demonstrated|showed|met|received|continues|targets|works|acts|was|program|net|global|sales)\b"
    r"|(?:\s\([^()]{1,60}\))?[®™]?\)?(?:\s(?:for|in)\s[^.;:\n]{3,80})?:"
    r"|(?:\sand\s[^\s.;,]+(?:\s[a-z]+)?)?\s(?:net\s|product\s|total\s){0,2}(?:revenues?|sales)\b"
    r"|(?:\s\([^()]{1,60}\))?\s(?:injection|tablets|capsules|cream|gel|eye\sdrops|nasal\sspray)\s"
    r"(?:is|was|are|were|has)\b"
    r"|\s(?:[a-z-]+\s){0,3}(?:device|system|catheter|test|assay|implant|stent|valve|laser)\s(?:has"
    r"|received|is|was|which)\b|(?<=[®™)])\s(?:[A-Za-z-]+\s){0,3}(?:is|has|was|were|received)\b"
)
_BESIDE = late(
    r"(?:\b(?:in combination with|combined with|combination with|plus|versus|vs\.?|compared (?:to"
    r"|with)|relative to|over|added to|in addition to|refractory to|resistan(?:t|ce) to|intolerant to"
    r"|prior|such as|including|like|background|against|similar to|superior to|royalt\w+(?:\s\w+){0,4}"
    r"|monetization (?:for|of)|sale of|together with|along with|alongside|followed by|unlike|standard"
    r"|either|an?(?:\s(?!(?:of|for|to|in|with|and|from|by|on|about|at|as|is|our"
    r"|its)\b)[\w-]+){0,2})\s(?:(?:the|intravenous|oral|standard|prior|approved|\w+\sand)\s){0,3}"
    r"|\b(?:by|than)\san?\s[^.;,]{3,40},\s|(?<!\()\bor\s|[a-z]-?\d[\w-]{0,9},\swith\s|\b(?:drugs|medicines|agents|antibiotics)\s\((?:[\w-]+(?:,\s[\w-]+)*,?\sand\s)?)$"
)
# "after failing three lines, including treatments with X", "X-resistant disease": what was tried before.
_TRIED = late(
    r"\b(?:fail(?:ed|ing|s)?|relaps\w+|progress\w+\s(?:on|after|from)|previously treated with)\b[^.;]{0,60}$"
)
_TRIED_AFTER = late(r"-(?:resistant|refractory|based|na[iï]ve|experienced|sensitive|treated)\b")
# "a deuterated zelocin analog" is another thing than zelocin.
_MADE_OF_IT = late(r"\s(?:analog(?:ue)?s?|derivatives?|prodrugs?|metabolites?)\b")
# "Zelotinib is a medication approved for …": one of everybody's.
_ANY_MEDICINE = late(
    r"(?:,\s[^,.;]{3,60},)?\sis\san?\s(?:[\w-]+\s){0,3}(?:medication|drug|medicine|treatment|opioid|antibiotic)s?\s"
    r"(?:approved|used|prescribed|indicated|marketed|commonly|widely|currently\sapproved)\b"
)
# "has products on the market including X": a list of the issuer's own, unless it is of others' it serves.
_OUR_LIST = late(
    r"\b(?:our|its|has|portfolio|pipeline|company['’]s)\b(?![^.;]*\b(?:customers|clients|competitors"
    r"|partners|combination))[^.;]{0,50}\b(?:including|such as)\s[^.;]{0,40}$"
)
# "TRL-880 and Opdivo", "TRL-880 with nivolumab".
_GIVEN_WITH = late(r"[a-z]-?\d[\w-]{0,9}\s(?:and|with|plus)\s$")
_POSSESSIVE = late(
    r"\b([A-Z][\w&.-]{1,24})(?:\s(?:Bio\w*|Pharma\w*|Therapeutics|Oncology|Medical|Sciences|Labs))?(?:’s|'s)\s(?:[^\s.;,]+\s){0,4}$"
)
_HOLDER = late(
    r"(?:\s\([^()]{1,60}\))?,?\s(?:\(([A-Z][a-z]{3,})\)|(?:marketed|sold|developed|manufactured"
    r"|owned)\sby\s([A-Z]\w+))"
)
_OWNER_AFTER = late(r"(?:\s\([^()]{1,60}\))?,\s([A-Z][\w&.-]{1,24})(?:’s|'s)\s")
# "Aldermere Pharmaceuticals reported Phase 3 results for X": X is that company's.
_OTHER_SUBJECT = late(
    r"\b([A-Z][\w&-]{2,24})\s(?:Pharmaceuticals?|Pharma|Therapeutics|Bio\w*|Oncology|Medical|Labs|Laboratories)"
    r"(?:,?\s(?:Inc|Ltd|Corp|plc|AG|SA)\.?)?(?:\s\([^()]{1,40}\))?(?:[’']s\s|\s(?:has\s|is\s|just\s|recently\s|also\s|today\s)*"
    r"(?:report|announc|develop|receiv|submit|market|sell|sold|launch|own|commerciali|acquir|present)\w*\s)[^.;]{0,70}$"
)
_EPONYMS = frozenset(
    ("Alzheimer", "Parkinson", "Crohn", "Huntington", "Behçet", "Cushing", "Sjögren", "Wilson")
)
# What a company that the issuer takes over has is the issuer's.
_TAKEN_OVER = late(
    r"\b(?:acquir(?:es?|ed|ing)|acquisition\sof|merg(?:e|es|er|ing)\s(?:agreement\s)?with)\s(?:(?!from\b|by\b|with\b|an?\b|rights\b|of\b)[a-z-]+\s){0,3}([A-Z][\w&-]{2,24})"
)
_SPEAKER = ("company", "today", "group", "subsidiary", "world", "drug")


def own(
    text: str,
    folded_text: str,
    found: list[Product],
    issuer_words: Container[str],
    headline: Span | None,
    medicines: Container[str],
) -> list[Product]:
    """The issuer's products among those found.

    `issuer_words` are the keys of its names, `medicines` those of the standard of care.
    """
    verdicts = _verdicts(text, folded_text, found, issuer_words)
    sure = [one for one in found if _is_own(folded_text, one, verdicts[id(one)], headline, medicines)]
    series = {letters for product in sure for letters in _series(product)}
    return [product for product in found if product in sure or series & _series(product)]


def taken_over(text: str) -> frozenset[str]:
    """The keys of the names of companies that the text says are bought or merged with."""
    return frozenset(key(match[1]) for match in _TAKEN_OVER.finditer(text))


# "its partner submitted an NDA for X"
_PARTNERS = late(r"\bpartners?\s(?:has\s|have\s)?(?:submitted|filed|launched|received)\s[^.;,]{0,40}$")
# "QLN-7 with QLN-9": a company's codes begin with the same letters.
_LETTERS = late(r"[A-Z]{3,}(?=-?\d{3})")


def _series(product: Product) -> set[str]:
    codes = (_LETTERS.match(name.text) for name in product.names if name.kind is Kind.CODE)
    return {match.group() for match in codes if match}


# "A® (x), B® (y) and C": what is said of one in a list is said of all.
_AND_NEXT = late(r"(?:\s?\([^()]{1,60}\))?(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)")
# "Alectinib and crizotinib are approved for them": what anybody may have.
_ALL_APPROVED = late(r"\s(?:are|were|have\s(?:been|also\sbeen))\s(?:approved|used|available|indicated)\b")


def _verdicts(
    text: str, folded_text: str, found: list[Product], issuer_words: Container[str]
) -> dict[int, list[int]]:
    """What the mentions of each product, by its id, say of whose it is."""
    verdicts: dict[int, list[int]] = {id(product): [] for product in found}
    for run in _lists(folded_text, found):
        told = [_verdict(text, folded_text, span, issuer_words) for span, _ in run]
        if len(run) > 1 and _ALL_APPROVED.match(folded_text, run[-1][0].end):
            told[-1] = 1 if any(name.kind is Kind.BRAND for _, one in run for name in one.names) else 0
        first = next(filter(None, told), 0)
        for (_, product), verdict in zip(run, told, strict=True):
            verdicts[id(product)].append(verdict or first)
    return verdicts


def _lists(folded_text: str, found: list[Product]) -> Iterator[list[Mention]]:
    """The mentions in order, those of one list together."""
    run: list[Mention] = []
    mentions = [(span, product) for product in found for span in _apart(product)]
    for mention in sorted(mentions, key=lambda pair: pair[0].start):
        if run and not _AND_NEXT.fullmatch(folded_text, run[-1][0].end, mention[0].start):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def foreign(text: str, found: list[Product], issuer_words: Container[str]) -> list[Product]:
    """The products that the text says are another company's ("Merrivale's Adlyra®")."""
    return [
        product
        for product in found
        if any(
            _holder(text, span) and not _is_issuer(_holder(text, span), issuer_words)
            for span in product.mentions
        )
    ]


def _is_own(
    folded_text: str,
    product: Product,
    verdicts: list[int],
    headline: Span | None,
    medicines: Container[str],
) -> bool:
    ours, others = verdicts.count(1), verdicts.count(-1)
    top = headline is not None and bool(product.within(headline.start, headline.end))
    standard = [key(name.text) in medicines for name in product.names]
    if any(standard):
        given_with = any(
            _GIVEN_WITH.search(folded_text, max(0, at.start - 30), at.start) for at in product.mentions
        )
        named = any(name.kind in (Kind.BRAND, Kind.CODE) for name in product.names)
        return (ours > others or (named and not others)) and (top or not (all(standard) or given_with))
    told = any(name.kind is not Kind.GENERIC for name in product.names)
    return ours + top >= others and (told or ours > 0)


def _apart(product: Product) -> list[Span]:
    """The mentions, without names in brackets behind another: those say nothing of their own."""
    ends = [-10, *(span.end for span in product.mentions)]
    return [span for end, span in zip(ends, product.mentions, strict=False) if span.start - end > 4]


def _verdict(text: str, folded_text: str, span: Span, issuer_words: Container[str]) -> int:
    """1 where a mention speaks of a product of the issuer, -1 where of somebody else's, else 0."""
    holder = _holder(text, span)
    if holder:
        return 1 if not issuer_words or _is_issuer(holder, issuer_words) else -1
    start = max(0, span.start - _LOOK)
    if _TRIED.search(folded_text, start, span.start) or _ANY_MEDICINE.match(folded_text, span.end):
        return -1
    if _TRIED_AFTER.match(folded_text, span.end) or _MADE_OF_IT.match(folded_text, span.end):
        return 0
    if _BESIDE.search(folded_text, start, span.start):
        return 1 if _OUR_LIST.search(folded_text, start, span.start) else -1
    if heads_a_line(text, folded_text, span.start):
        return 1
    return int(
        bool(
            (
                _OURS.search(folded_text, start, span.start)
                and not _PARTNERS.search(folded_text, start, span.start)
            )
            or _SUBJECT.match(folded_text, span.end, span.end + 110)
        )
    )


def _holder(text: str, span: Span) -> str:
    """Whose a mention says the product is: "Merck's X", "X (Merck)", "X, marketed by Merck"; else nothing."""
    before = _POSSESSIVE.search(text, max(0, span.start - _LOOK), span.start)
    subject = _OTHER_SUBJECT.search(text, max(0, span.start - 2 * _LOOK), span.start)
    after = _HOLDER.match(text, span.end, span.end + 110) or _OWNER_AFTER.match(
        text, span.end, span.end + 110
    )
    named = [group for match in (before, after, subject) if match for group in match.groups()]
    if after and after[1] and text[span.start : span.end].lower().endswith(STEMS):
        named.remove(after[1])  # "zelotinib (Ovelia)" gives its brand
    return next((name for name in named if name and _is_holder(name)), "")


def _is_holder(name: str) -> bool:
    """Whether a name in a holder's place can be a company's: no eponym of a disease, no generic name."""
    return name not in _EPONYMS and not name.lower().endswith(STEMS)


def _is_issuer(word: str, issuer_words: Container[str]) -> bool:
    return key(word) in issuer_words or word.lower() in _SPEAKER
