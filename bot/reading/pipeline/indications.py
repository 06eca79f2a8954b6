"""What a candidate is for: short noun phrases out of the sentences that speak of it.

A phrase counts behind words that lead to a condition ("for the treatment of", "patients with", "trial of X
in") and only where it names one (a word such as "carcinoma" or "deficiency", or an abbreviation). An
abbreviation that the text explains is given in full.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.model import Reason, Span, Stated
from bot.reading.patterns import late
from bot.reading.pipeline.wordlists import (
    CONDITION_KINDS,
    CONDITIONS,
    GENERAL_WORDS,
    HEAD_NOUNS,
    NO_CONDITIONS,
    PHRASE_ENDS,
)

_MOST, _MOST_REGIONS = 6, 80
_LONGEST = 120

# What leads to a condition: a purpose, the people who have it, a trial, an approval, a kind of medicine.
_LEADS = late(
    r"\b(?:"
    r"(?:treatments?|prevention|management|diagnosis|detection|prophylaxis|therapy)\s(?:and\s\w+\s)?(?:of|for)"
    r"|to\s(?:treat|prevent|manage|diagnose|detect)|treating|preventing"
    r"|(?:patients?|adults|people|individuals|children|participants|subjects|women|men|adolescents|infants)"
    r"\s(?:\([^)]{1,30}\)\s)?(?:with|who\shave|living\swith|suffering\s(?:from|with)|experiencing|diagnosed\swith|at\srisk\s(?:of|for))"
    r"|(?:trials?|stud(?:y|ies)|program|development|data|results|cohort)\s(?:\([^)]{1,40}\)\s)?"
    r"(?:(?:of|evaluating|with|led\sby|conducted\sby|sponsored\sby)\s[^.;,]{1,60}?(?:,\s(?:our|its|the|an?)\s[^.;,]{1,80},)?\s)?(?:in|for|to\streat)"
    r"|indicated\s(?:for|in)|approved\s(?:\([^()]{2,40}\)\s)?in(?!\s(?:the\s)?(?:u\.?s\.?|united|europe|eu|japan|china|canada|over|more|several|many|\d+|\w+\s(?:countries|markets))\b)"
    r"|(?:approved|authori[sz]ed)\b.{0,90}?\sfor(?!\s(?:use|sale|marketing)\b)"
    r"|(?:designations?|status)\b[^.;,]{0,50}?\s(?:for|in)|(?:submitted|accepted)\s(?:[^\s.;,]+\s){0,6}?for"
    r"|(?:adjunct|monotherapy|used)\s(?:in|for|to\streat)|(?:approval|clearance|[ns]da|bla|maa|20\d\d)\s(?:for|in)"
    r"|infected\swith|(?:developed|studied|evaluated|investigated|tested)\sfor"
    rf"|(?:therap(?:y|ies)|{'|'.join(HEAD_NOUNS)})\sfor"
    r"|phase\s[\w/]{1,6}(?:-ready)?(?:\s(?:for|in))?"
    r")\s"
)
# Who is treated, and how often or early: it stands before the condition and is no part of it.
_PEOPLE = late(
    r"(?:(?:the|an?|its|our|previously\s(?:un)?treated|adults?|pediatric|paediatric|elderly|unfit|healthy|certain|\d+|all|some|young|older"
    r"|adolescents?|female|male|and|treating"
    r"|(?:(?:potential|early|adjunctive|first-line|second-line|third-line|initial|localized)\s)?"
    r"(?:treatment|prevention|management|therapy|detection|diagnosis)\sof"
    r"|(?:patients?|people|individuals|children|participants|subjects|women|men|infants|volunteers|persons|those)"
    r"(?:\s\([^)]{1,30}\))?(?:\s(?:aged|ages)\s[^.;,]{1,30}?)?"
    r"\s(?:with|who\shave|living\swith|suffering\s(?:from|with)|experiencing|diagnosed\swith|at\srisk\s(?:of|for)|affected\sby)"
    r"|patients?)\s)*"
)
_END = late(
    rf"(?<!caused)(?<!moderate)(?<!mild)\s(?!caused\sby\b)(?:{'|'.join(PHRASE_ENDS)})\b"
    r"|\.(?!\s(?:difficile|coli|aureus|acnes|pylori|pneumoniae)\b)"
    r"|[;:\n*|“”\"]"
    r"|\s[–—-]\s"
    rf"|,(?!\s(?:and\s|or\s)?(?!(?:we|it|which|a|an|the|is|with|in|its|our)\b)(?:[\w'’/-]+\s){{0,4}}?(?:{'|'.join(CONDITIONS)})\b)"
    r"|\sand\s(?:\(|phase|is|was|are|has|have|will|complet\w+|initiat\w+|receiv\w+|announc\w+|the\b|we|our|its|in\b|for\b|to\b)"
)
# "sepsis-causing pathogens" names no condition.
_DISEASE = late(rf"\b(?:{'|'.join(CONDITIONS)})\b(?!-(?:causing|inducing|specific|free|modifying)\b)")
# "a broad range of solid tumors" names none of them.
_VAGUE = late(r"\b(?:range|variety|number|array|multitude|spectrum)\sof\b")
_ABBREVIATION = late(r"[A-Z][A-Za-z]?[A-Z-]{0,4}[A-Z]\d?(?:/[A-Z]{2,6})?")
_NO_PHRASE = (
    "study",
    "studies",
    "trial",
    "clinical",
    "data",
    "results",
    "program",
    "development",
    "investigat",
    "randomi",
)
# "its COVID-19 booster vaccine"
# "… in Patients with Gout Harrowgate Announces …": the next headline begins with a name.
_NEXT_HEADLINE = ("announces", "reports", "presents", "receives", "completes")
_COMPANY = late(
    r"\b(?:company|biotech|firm|leader|pioneer|enterprise)\b(?![’'])[^.;]{0,60}?\b(?:develop\w*|focus\w*|speciali[sz]\w*|dedicated"
    r"|committed|advancing|pioneering|working|engaged|discover\w*|creating|leveraging|deliver\w*|bringing|improving)\b"
    r"(?![^.;]*\b(?:announc|report|today|releas|present|publish)\w*)"
)
_VACCINE = late(
    r"(?<![\w-])(?P<against>covid-19|influenza|flu|hiv|rsv|mpox|smallpox|malaria|dengue|zika|ebola|cmv|hpv"
    r"|anthrax|measles|rabies|cholera|norovirus|chikungunya|hepatitis [a-e]|herpes zoster"
    r"|pneumococcal disease)(?=\s(?:booster\s)?vaccine)"
)
# "ABC-101 for gout", "ABC-101 capsules for gout", a table's "ABC-101 | gout".
_DIRECT = late(
    r"(?:\s\([^()]{1,40}\))?(?:\s(?:[a-z-]+\s){0,3}(?:capsules|tablets|injection|cream|gel|solution))?"
    r"(?:\s(?:with|plus)\s[\w-]+|,\s(?:an?|the|our|its)\s[^.;,]{3,110}?)?(?:,?\s(?:in|for|against)\s|\s?\|\s)"
)
# Where a disease is named, the class it is of says nothing more: "a rare blood cancer", "liver diseases".
_CLASS = late(
    r"(?:(?!and\b|or\b)[\w/-]+\s){0,3}(?:diseases|disorders|conditions|malignancies)|(?:rare\s)?blood\scancer",
    re.I,
)
_LEADING = late(
    r"^(?:(?:the|(?:an?\s)?(?:broad|wide)\srange\sof|(?:(?:certain|rare|common|severe|this)\s){0,2}(?:types?|forms?)\sof|an?|its|our|these|this|such|other|various"
    r"|multiple(?!\s(?:sclerosis|myeloma|system))"
    r"|certain|both|several|new|more|all|any|two|three|subjects?|patients?|with|of|and|in|for|treating"
    r"|phase\s[\w/]{1,6}|adults?|adult|pediatric)\s)+",
    re.I,
)
_SHORT = late(r"\b[A-Z]{3,6}\b")
_JOINT = late(
    r"\s(?:and|or|of|the|a|an|both|associated|related|due|caused|linked|secondary|respectively|anywhere|today)\s?$",
    re.I,
)
# "gout (Phase 2)", "CML in chronic phase": neither the news nor the course of a disease is its name.
_NEWS = late(
    r"\s\((?:[^()]{0,20}20\d\d|[^()]{0,40}\b(?:phase\s?(?:[1-4]|i{1,3})|preclinical|designat|approved|filed"
    r"|submi\w+|pivotal|registration|fast\strack|orphan|breakthrough)|[a-z]{3,}-?\d+\)$)"
    r"|\sin\s(?:the\s)?(?:chronic|accelerated|blast|acute)(?:\sor\s\w+)?\sphase\b",
    re.I,
)
_WORDS = late(r"(?:[\w'’/-]+\s){0,5}[\w'’/-]+$")


def indications(
    text: str, folded_text: str, regions: Iterable[tuple[int, int]], mentions: Iterable[Span]
) -> tuple[Stated, ...]:
    """The conditions that the regions of the text name as what is treated, each once.

    `mentions` are the places where the candidate is named: what follows one with "in" or "for" counts too.
    """
    named = sorted(span.end for span in mentions)
    found: list[Stated] = []
    for start, end in islice(regions, _MOST_REGIONS):
        for _, condition in conditions(text, folded_text, start, end, named):
            _add(found, condition)
    exact = [stated for stated in found if not _CLASS.fullmatch(stated.value)]
    return tuple((exact or found)[:_MOST])


def conditions(
    text: str, folded_text: str, start: int, end: int, named: list[int]
) -> Iterator[tuple[Span, Stated]]:
    """Each condition named in text[start:end]: where it stands, and the condition in full.

    `named` are the offsets, in order, at which mentions of the candidate end.
    """
    for span in _phrases(text, folded_text, start, end, _between(named, start, end)):
        if span.start < span.end and not _between(named, span.start, span.end + 1):
            whole = _in_full(text, folded_text, span)
            yield span, Stated(re.sub(r"\s+", " ", whole.of(text)), whole, Reason("indication"))


def _between(offsets: list[int], start: int, end: int) -> list[int]:
    return offsets[bisect_left(offsets, start) : bisect_left(offsets, end)]


def _add(found: list[Stated], stated: Stated) -> None:
    """Adds a condition, or puts it in the place of a less exact writing of the same."""
    for place, known in enumerate(found):
        if same_condition(stated.value, known.value):
            if _words(known.value) < _words(stated.value):
                found[place] = stated
            return
    found.append(stated)


def _phrases(text: str, folded_text: str, start: int, end: int, named: list[int]) -> Iterator[Span]:
    yield from (Span(*vaccine.span("against")) for vaccine in _VACCINE.finditer(folded_text, start, end))
    leads = [
        *_LEADS.finditer(folded_text, start, end),
        *(direct for at in named if (direct := _DIRECT.match(folded_text, at, end))),
    ]
    yield from _told_in_few_words(text, folded_text, start, end, named)
    at = start
    for lead in sorted(leads, key=re.Match.start):
        if lead.start() < at or _is_of_a_company(folded_text, start, lead.start(), named):
            continue
        people = _PEOPLE.match(folded_text, lead.end(), min(end, lead.end() + 160))
        first = people.end() if people else lead.end()
        if folded_text.startswith(_NO_PHRASE, first):
            continue
        vague = lead.group().startswith("phase")
        stop = _END.search(folded_text, first, min(end, first + _LONGEST + 20))
        last = stop.start() if stop else min(end, first + _LONGEST)
        if stop and stop.group().endswith(_NEXT_HEADLINE):
            last = max(first, folded_text.rfind(" ", first, last))
        spans = list(_conditions(text, folded_text, first, last, vague))
        yield from spans
        at = max(last, lead.end()) if spans else lead.end()


# "QLN-7 (a peptide), gout: Phase 2", "• Gout: Phase 2": entries of a list of programmes.
_ENTRY = late(r"(?:^|\n|[;:]\s)[ \t]*(?:[•●▪·*–—o-][ \t]{1,3})?(?:[^\s:;,()]+\s){0,2}[^\s:;,()]+$")
_BRACKET = late(r"(?:\s\([^()\n]{2,70}\))?(?=[:;,.|]|\s\.\.|\s\||\s[–—-]\s)")
_PIECE = late(r"[^:;,|()\n.]{3,60}")
_HEAD = late(r"[\s•●▪·*–—o-]{0,6}(?P<piece>[A-Za-z][^:;,|()\n.]{2,60}):\s")
_TOLD = late(
    r"\b(?:phase|approv\w+|filed|submi\w+|trials?|stud(?:y|ies)|data|designation|results?|for|in|of|with|is|was|has|will|to)\b"
)


def _told_in_few_words(text: str, folded_text: str, start: int, end: int, named: list[int]) -> Iterator[Span]:
    """Conditions that stand by themselves between the marks of an entry."""
    head = _HEAD.match(text, start, end)
    pieces = [head.span("piece")] if head and _DISEASE.search(folded_text, *head.span("piece")) else []
    for at in named:
        bracket = _BRACKET.match(text, at, end)
        if bracket and _ENTRY.search(text, max(0, at - 60), at):
            stop = text.find("\n", bracket.end(), end)
            pieces += [
                piece.span() for piece in _PIECE.finditer(text, bracket.end(), stop if stop > 0 else end)
            ]
    for first, last in pieces:
        alone = text[first:last].strip(" \t\r–—-")
        first = text.find(alone, first)
        last = first + len(alone)
        bare = len(alone.split()) < 7 and not _TOLD.search(folded_text, first, last)
        if bare and _is_condition(text, folded_text, first, last):
            yield _trimmed(text, first, last)


def _is_of_a_company(folded_text: str, start: int, at: int, named: list[int]) -> bool:
    """Whether what leads to a condition tells of the company's field: "a company developing drugs for …"."""
    told = list(_COMPANY.finditer(folded_text, max(start, at - 250), at))
    return bool(told) and not any(told[-1].end() < end < at for end in named)


def _conditions(text: str, folded_text: str, start: int, end: int, vague: bool) -> Iterator[Span]:
    """The phrase [start, end), or the phrases it lists, where each names a condition.

    Behind a `vague` lead ("Phase 3") an abbreviation is rather the trial's name.
    """
    cuts = [start]
    for comma in re.finditer(r",\s(?:and\s|or\s)?|\s(?:and|or)\s", folded_text[start:end]):
        cuts += [start + comma.start(), start + comma.end()]
    cuts.append(end)
    pieces = list(zip(cuts[::2], cuts[1::2], strict=True))
    while len(pieces) > 1 and not _is_condition(text, folded_text, *pieces[-1]):
        pieces.pop()
    if not all(_is_condition(text, folded_text, first, last) for first, last in pieces):
        pieces = [(start, pieces[-1][1])]
    for first, last in pieces:
        if _is_condition(text, folded_text, first, last) and not (
            vague and not _DISEASE.search(folded_text, first, last)
        ):
            yield _trimmed(text, first, last)


def _is_condition(text: str, folded_text: str, start: int, end: int) -> bool:
    words = text[start:end].split()
    if not words or len(words) > 11 or _VAGUE.search(folded_text, start, end):
        return False
    if _DISEASE.search(folded_text, start, end):
        return not all(word.strip("(),") in GENERAL_WORDS for word in folded_text[start:end].split())
    named = [word for word in words if not word.startswith("(")] or words
    bare = named[-1].strip("(),")
    return len(words) <= 5 and bool(_ABBREVIATION.fullmatch(bare)) and bare not in NO_CONDITIONS


def _trimmed(text: str, start: int, end: int) -> Span:
    """The phrase without leading articles, trailing joints and half a bracket."""
    lead = _LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    if text.count("(", start, end) != text.count(")", start, end):
        opened = text.rfind("(", start, end)
        end = opened if opened > start else end
    if news := _NEWS.search(text, start, end):
        end = news.start()
    if joint := _JOINT.search(text, start, end):
        end = joint.start()
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    return Span(start, end)


def _in_full(text: str, folded_text: str, span: Span) -> Span:
    """Where the text explains the abbreviation a phrase ends in ("dermatitis (AD)"), what it stands for."""
    short = span.of(text).rsplit(None, 1)[-1]
    if not short.isupper() or not 2 <= len(short) <= 10:
        return span
    places = (text.find(f" ({mark}{short}") for mark in ("", "“", '"'))
    opened = min((place for place in places if place > 0), default=0)
    words = _WORDS.search(text, max(0, opened - 80), opened) if opened > 0 else None
    return (_spelled(opened, words.group(), short) if words else None) or span


def _spelled(end: int, words: str, short: str) -> Span | None:
    """The last words before an explained abbreviation that begin with its first letter."""
    parts = list(re.finditer(r"[^\s-]+", words))
    whole = parts[-len(short) :]
    if "".join(part.group()[0] for part in whole).lower() == short.lower():
        return Span(end - len(words) + whole[0].start(), end)
    for part in reversed(parts[-len(short) - 1 :]):
        long_enough = len(parts) - parts.index(part) >= min(2, len(short) - 1)
        if long_enough and part.group()[0].lower() == short[0].lower():
            return Span(end - len(words) + part.start(), end)
    return None


def same_condition(one: str, other: str) -> bool:
    """Whether two phrases name one condition: most telling words of the shorter are in the longer.

    An abbreviation is the same as the words it is made of ("AML", "acute myeloid leukemia").
    """
    a, b = _telling(one), _telling(other)
    if not a or not b or len(a & b) * 2 >= min(len(a), len(b)):
        return True
    return any(
        short.lower() in _initials(words)
        for phrase, words in ((one, other), (other, one))
        for short in _SHORT.findall(phrase)
    )


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", phrase.lower()))


def _telling(phrase: str) -> set[str]:
    """The words that tell one condition from another: "pancreatic" of "pancreatic cancer"."""
    words = _words(phrase)
    return words - GENERAL_WORDS - CONDITION_KINDS or words


def _words(phrase: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", phrase.lower()))
