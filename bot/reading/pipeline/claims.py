"""Stages to products: of which product a sentence states the stage it states.

Prose ties them in few ways: "Phase 3 trial of X", "X is in Phase 2", "X: Phase 2 study", "INDs, X for …, Y
for …", a part of the text headed "X", and "It", "The study" after a sentence about X. Where two products
could be meant, none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.pipeline.headings import stage_of_heading
from bot.reading.pipeline.kept import Sentence
from bot.reading.pipeline.mentions import Mention, ProductMentions, Products, is_of_trials, is_one
from bot.reading.pipeline.naming import Kind
from bot.reading.pipeline.products import Product
from bot.reading.pipeline.thread import OF_ITSELF, Thread
from bot.reading.values.stage import StageFinder, StageMention, Standing

# An entry under a heading begins with its product, but for a bullet.
_AT_ITS_HEAD = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that states a product's stage; `beside` are all the stages that the sentence tells of."""

    product: Product
    stage: StageMention
    sentence: Sentence
    beside: Sequence[StageMention]


def claims(
    folded_text: str, read: Iterable[Sentence], all_products: Products, finder: StageFinder
) -> Iterator[Claim]:
    """Every stage that a sentence states of one of the issuer's own products."""
    mentions, strangers = ProductMentions(all_products.own), ProductMentions(all_products.others)
    in_sight = ProductMentions([*all_products.own, *all_products.foreign])
    thread = Thread(folded_text, all_products)
    over: StageMention | None = None
    for sentence in read:
        here = mentions.within(sentence.start, sentence.end)
        if not here:
            over = stage_of_heading(folded_text, sentence) or (None if sentence.heading else over)
        elif over and here[0][0].start - sentence.start > _AT_ITS_HEAD:
            over = None
        strange = bool(strangers.within(sentence.start, sentence.end))
        thread.turn_to(sentence, here, strange)
        if here or (not strange and thread.goes_on(sentence)):
            stages = list(finder.find(folded_text, sentence.start, sentence.end))
            seen = in_sight.within(sentence.start, sentence.end) if stages else []
            in_turn = _in_turn(folded_text, sentence, stages, seen)
            for stage in stages:
                if here and strange and _is_of_another(folded_text, stage, seen, strangers):
                    continue
                if stage.trigger.start in in_turn:
                    products = [in_turn[stage.trigger.start]]
                elif here:
                    products = _bound(folded_text, stage, seen)
                else:
                    products = thread.meant(stage, stages)
                yield from (
                    Claim(product, stage, sentence, stages)
                    for product in products
                    if product in all_products.own
                )
            if over and here and not stages:
                yield Claim(here[0][1], over, sentence, [over])
        yield from _with_figures(folded_text, sentence, here)
        thread.remember(sentence, here, strange)


# --- what is told by figures: "Ovelia® $20.3 million", "Ovelia® (zelotinib) grew to $3 million" ---

_FIGURES = late(
    r"\)?(?:\s?\([^()]{1,60}\))?[:,]?(?:\s[–—-])?\s+(?:(?:net|product|global|u\.s\.|total|worldwide)\s){0,3}(?:(?:revenues?|sales)\s)?"
    r"(?:(?:of|was|were|grew|rose|increased|fell|declined|decreased|brought\sin|contributed|generated|reached|up|down)\s"
    r"(?:\d[\d.]*\s?%\s)?(?:by\s|to\s|approximately\s)?)?(?:(?:us|c)?[$€£]|(?:usd|eur|chf|dkk|sek|gbp|jpy|rmb)\s)\s?\d"
)


def _with_figures(folded_text: str, sentence: Sentence, here: list[Mention]) -> Iterator[Claim]:
    """That a brand is sold, where a sum of money stands beside it."""
    for span, product in here:
        figures = _FIGURES.match(folded_text, span.end, sentence.end)
        if figures and any(name.kind is Kind.BRAND for name in product.names):
            stage = StageMention("marketed", Span(span.start, figures.end()), Span(*figures.span()))
            yield Claim(product, stage, sentence, [stage])


# --- sentences that name products ---

_APPOSED = late(
    r"(?:\s\([^()]{1,40}\))?(?:,|:|\s\(|,?\sis|\s--?|\s[–—])?\s(?:also\s|currently\s|now\s)?"
    r"(?:in\s|is\sin\s|an?\s)?(?:an?\s|our\s)?(?:\w+\s)?"
)
_LINK = late(
    r"\b(?:of|evaluating|investigating|assessing|testing|studying|exploring|compar(?:es|ing))\s(?:[^\s,]+\s){0,5}$"
    r"|\b(?:for|with|using|to|on|from|where)\s(?:[^\s,]+\s)?$|^\s?(?:the\s|its\s|our\s)?$|[:–—-]\s$"
)
_BRACKETS = late(r"\([^()]*\)")
_MEASURES = late(
    r"(?:safety|efficacy|tolerability|pharmacokinetics?|pharmacodynamics|immunogenicity|activity)"
    r"(?:,\s(?:and\s)?|\sand\s)"
)
_BREAKS = late(r"(?<!\bfood)\sand\s|;|\swhile\s|(?<!\bin\s)\bwhich\b|,\sas well as\b")
_PHASE_BREAKS = late(rf"{_BREAKS.pattern}|\bphases?\s|,\swith\b")
_NEXT_IN_LIST = late(
    r"(?:\s[a-z]+(?:[®™]|\((?:r|tm)\)))?(?:\s?\([^()]{1,40}\)|[^();,.]{0,30}\))?"
    r"(?:\s\d[\d.,]*\s?m?c?g\b)?(?:,\s(?:and\s)?|\sand\s|\sor\s)(?:for\s)?(?:our\s|its\s|the\s)?"
)
_NEAR_BEFORE, _NEAR_AFTER, _LINKED = 260, 160, 150
# "two FDA-approved products, X for gout and Y": all that follow, as far as they are but listed.
_SEVERAL_OF = late(
    r"\s(?:[\w-]+\s){0,2}(?:products|candidates|medicines|therapies|treatments|drugs|devices|tests)\b[,:—–\s]"
)
_PROGRAMS_ARE = late(r"\s(?:[\w-]+\s){0,2}(?:programs|programmes|candidates|assets)\s(?:are|include)\s")
_STILL_LISTED = late(
    r"(?:(?!\b(?:phase|develop\w*|candidate|pipeline|clinical|trial|study|while|which|partner|submitted)\b)[^.;]){0,90}"
)
# "A for gout and B for lupus": a list whose items say what each is for.
_FOR_THIS = (
    r"(?:\s\([^()]{1,40}\))?\s(?:for|in|to\streat)\s"
    r"(?:(?!\b(?:phase|which|that|while|is|was|has)\b)[^.;,()]){3,70}?"
)
_NEXT_FOR_THAT = late(rf"{_FOR_THIS}(?:,\s(?:and\s)?|\sand\s)(?:our\s|its\s)?")
_OF_SEVERAL = late(rf"(?:{_FOR_THIS}|\)|\s\([^()]{{1,40}}\))?,?\s(?:are|have|were|both)\b")
# Verbs by which a company sells what follows right behind them.
_SELLS = (
    "markets", "sells", "commercializes", "commercialises", "continues to commercial", "has launched",
    "have launched",
)  # fmt: skip
# "Zelvora® revenue was": of what stands right before only.
_EARNS = late(
    r"(?:revenues?|sales)\s(?:was|were|grew|increased|rose|reached|decreased|declined|fell|totall?ed|of\s[$€£])"
)
# "X was submitted to the FDA", "X tablets are available in": data are, too.
_WAS = late(
    r"\)?(?:\s\([^()]{1,60}\))?(?:\s(?!data|results)[a-z]+)?\s(?:was|were|is|are|has\sbeen|have\sbeen)\s(?:also\s|now\s|currently\s)?"
)
_DATA_OF = late(r"\b(?:data|results|protocols?|trials?|stud(?:y|ies))\s(?:of|for|from|on|with)\s(?:the\s)?$")
_OBJECT = late(
    r"\s(?:the\s|its\s|our\s|their\s)?(?:(?:[\w-]+\s){1,4}?(?:products|brands|medicines|therapies|drugs|devices)\b[^.;:]{0,40}?"
    r"(?:,\sincluding|\sincluding|,\ssuch\sas|\ssuch\sas|:|,|\s[—–])\s)?"
)
_MADE_OF = late(r",\s(?:an?|the|our|its)\s[^,;.]{1,60}\s(?:of|from|to)\s(?:the\s)?")
_GIVEN_WITH = late(r",\swith\s(?:[\w-]+\s)?$")
_IN_USE = late(r"\bused\s(?:in|with|for)\s(?:the\s|our\s|its\s)?$")


# "X with Y was approved", "X (Y)", "X versus Y": the other name is beside the product, no subject.
_BESIDE = late(r"(?:\(|/|\b(?:with|plus|versus|vs\.?|to|over|than|or|of|by|including|combination))\W{0,3}$")


# "Phase 3 started: A, gout; B, asthma"
_HEADS_A_LIST = late(r"(?:\s[a-z]+){0,3}:\s")


def _bound(folded_text: str, stage: StageMention, here: list[Mention]) -> list[Product]:
    """The products of a sentence that a stage is stated of."""
    trigger = stage.trigger
    after = [mention for mention in here if mention[0].start >= trigger.end]
    if folded_text.startswith(_SELLS, trigger.start):
        sold = bool(after) and _OBJECT.fullmatch(folded_text, trigger.end, after[0][0].start)
        return _listed(folded_text, stage, after) if sold else []
    before = [mention for mention in here if mention[0].end <= trigger.start]
    if after and not before and _HEADS_A_LIST.match(folded_text, trigger.end):
        return list({id(product): product for _, product in after}.values())
    last = _subject(folded_text, before)
    if _EARNS.match(folded_text, trigger.start):
        return [last[1]] if last and not folded_text[last[0].end : trigger.start].strip(" )") else []
    if before and folded_text.startswith(OF_ITSELF, trigger.start):
        itself = last and _WAS.fullmatch(folded_text, last[0].end, trigger.start)
        return (
            [last[1]]
            if last and itself and not _DATA_OF.search(folded_text, max(0, last[0].start - 24), last[0].start)
            else []
        )
    if last and _APPOSED.fullmatch(folded_text, last[0].end, trigger.start):
        return _subjects(folded_text, before, last)
    if after and _linked(folded_text, stage, after[0][0].start):
        return _listed(folded_text, stage, after)
    near = last and (is_one(here) or trigger.start - last[0].end < _NEAR_BEFORE)
    if last and near and _reaches(folded_text, stage, last[0].end, here):
        return _subjects(folded_text, before, last)
    if after and not _broken(folded_text, stage, after[0][0].start, _NEAR_AFTER):
        return _listed(folded_text, stage, after)
    if _is_before_next(folded_text, stage, here):
        return [here[0][1]]
    return []


def _is_before_next(folded_text: str, stage: StageMention, here: list[Mention]) -> bool:
    """Whether a phase is what the only product named had before: "after Phase 2 data, a Phase 3 of X"."""
    gap = folded_text[stage.trigger.end : max(here[0][0].start, stage.trigger.end)]
    begun = stage.standing is Standing.BEGUN and stage.value.startswith("phase")
    return begun and is_one(here) and 0 < len(gap) < _NEAR_BEFORE and ";" not in gap


_FOR_IT = late(r"\s?(?:\([^()]{1,20}\)\s)?(?:applications?\s)?(?:for|of)\s(?:the\s|its\s|our\s)?")
_DECIDED = ("filed", "approved", "marketed")


def _is_of_another(
    folded_text: str, stage: StageMention, seen: list[Mention], strangers: ProductMentions
) -> bool:
    """Whether a decision is of another product, named right behind it or last before it.

    "… its partner submitted an NDA for opicapone", "X in gout, opicapone in Parkinson's disease (NDA filed)".
    """
    at, end = stage.trigger.start, stage.trigger.end
    if stage.value not in _DECIDED:
        return False
    behind = strangers.within(end, end + 60)
    if behind and _FOR_IT.fullmatch(folded_text, end, behind[0][0].start):
        return True
    own_before = [span.end for span, _ in seen if span.end <= at]
    between = strangers.within(own_before[-1], at) if own_before else []
    if not between or _BESIDE.search(folded_text, own_before[-1], between[-1][0].start):
        return False
    return folded_text.count("(", own_before[-1], between[-1][0].start) == folded_text.count(
        ")", own_before[-1], between[-1][0].start
    )


def _subject(folded_text: str, before: list[Mention]) -> Mention | None:
    """The last product named before a stage; in "X, a prodrug of Y, is in" and "X, with Y, is in" it is X."""
    while len(before) > 1 and _GIVEN_WITH.search(folded_text, before[-2][0].end, before[-1][0].start):
        before = before[:-1]
    if not before or _is_in_use(folded_text, before[-1][0].start):
        return None
    if len(before) > 1 and _MADE_OF.fullmatch(folded_text, before[-2][0].end, before[-1][0].start):
        return before[-2]
    return before[-1]


def _is_in_use(folded_text: str, at: int) -> bool:
    """Whether the product named at `at` is what another is "used in": no subject of what follows."""
    return bool(_IN_USE.search(folded_text, max(0, at - 24), at))


# An entry that begins with its product is about it to the end: "QLN-7: NDA submitted; approved in the EU".
_AT_HEAD = late(r"\n[\s•●▪·*–—-]{0,5}$")


def _reaches(folded_text: str, stage: StageMention, end: int, here: list[Mention]) -> bool:
    """Whether a stage is of the product that ends at `end`: past a semicolon only of a sole one."""
    semicolon = folded_text.find(";", end, stage.trigger.start)
    if semicolon < 0 or folded_text.count("(", end, semicolon) > folded_text.count(
        ")", end, stage.trigger.start
    ):
        return True
    of_it = is_of_trials(folded_text, stage)
    first = here[0][0].start
    return is_one(here) and (of_it or bool(_AT_HEAD.search(folded_text, max(0, first - 6), first)))


def _linked(folded_text: str, stage: StageMention, end: int) -> bool:
    """Whether "… of", "… evaluating" and their kin lead from a stage to the name that begins at `end`."""
    if _broken(folded_text, stage, end, _LINKED):
        return False
    return bool(_LINK.search(folded_text[stage.trigger.end : end]))


def _broken(folded_text: str, stage: StageMention, end: int, most: int) -> bool:
    gap = folded_text[stage.trigger.end : end]
    if len(gap) > most:
        return True
    breaks = _PHASE_BREAKS if stage.value.startswith("phase") else _BREAKS
    return bool(breaks.search(_MEASURES.sub("", _BRACKETS.sub("", gap))))


def _is_listed(folded_text: str, end: int, start: int) -> bool:
    """Whether what stands between two names makes them items of one list."""
    return bool(
        _NEXT_IN_LIST.fullmatch(folded_text, end, start) or _NEXT_FOR_THAT.fullmatch(folded_text, end, start)
    )


def _listed(folded_text: str, stage: StageMention, after: list[Mention]) -> list[Product]:
    """The first product after a stage, and those enumerated with it."""
    bound = [after[0][1]]
    inds = stage.value == "ind" and folded_text[stage.trigger.end - 1] == "s"
    several = _SEVERAL_OF.match(folded_text, stage.trigger.end) or _PROGRAMS_ARE.match(
        folded_text, stage.trigger.end
    )
    for (one, before), (two, product) in pairwise(after):
        if product is before:
            continue  # another name of it, in brackets
        apart = not _is_listed(folded_text, one.end, two.start)
        if apart and not inds and not (several and _STILL_LISTED.fullmatch(folded_text, one.end, two.start)):
            break
        bound.append(product)
    return bound


_TOGETHER = late(
    r"(?:\s\([^()]{1,40}\))?\s(?:(?:in\scombination|combined|together)\swith|plus|\+)\s(?:its\s|our\s|the\s)?(?:[\w-]+\s){0,3}"
)


def _subjects(folded_text: str, before: list[Mention], last: Mention) -> list[Product]:
    """The product last named before a stage, with those listed before it where the verb is of several."""
    found = [last[1]]
    if len(before) > 1 and _TOGETHER.fullmatch(folded_text, before[-2][0].end, last[0].start):
        found.append(before[-2][1])
    elif _OF_SEVERAL.match(folded_text, last[0].end) or folded_text.endswith("both ", 0, before[0][0].start):
        listed = [mention for mention in before if mention[0].start <= last[0].start]
        for (one, product), (two, other) in reversed(list(pairwise(listed))):
            if product is other:
                continue  # another name of it, in brackets
            if not _is_listed(folded_text, one.end, two.start):
                break
            found.append(product)
    return found[::-1]


def _in_turn(
    folded_text: str, sentence: Sentence, stages: list[StageMention], here: list[Mention]
) -> dict[int, Product]:
    """By the stages' places, if told in turn: "A and B are in Phase 3 and Phase 2, respectively"."""
    if folded_text.find("respectively", sentence.start, sentence.end) < 0:
        return {}
    named = list({id(product): product for _, product in here}.values())
    same = len(named) == len(stages) > 1
    return (
        {stage.trigger.start: product for stage, product in zip(stages, named, strict=False)} if same else {}
    )
