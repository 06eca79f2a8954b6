"""Claims to candidates: one entry a product, at the most advanced stage that is stated of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from bot.model import Candidate, Reason, Span, Stated
from bot.reading.patterns import late
from bot.reading.pipeline.claims import Claim
from bot.reading.pipeline.designations import DesignationFinder
from bot.reading.pipeline.indications import indications
from bot.reading.pipeline.kept import Sentence
from bot.reading.pipeline.mentions import ProductMentions, Products
from bot.reading.pipeline.naming import Kind, ProductName, key
from bot.reading.pipeline.products import Product
from bot.reading.pipeline.stages import stages_apart
from bot.reading.values.stage import RANK, Standing

_LONGEST_STATUS = 240
# By so many mentions a phase must be spoken of as to come more often than as begun, to be none.
_MOSTLY = 3


@dataclass(frozen=True, slots=True)
class PipelineText:
    """A release on the way to its candidates: its text, the folded text and the sentences that are read."""

    text: str
    folded_text: str
    read: list[Sentence]


def candidates(
    release: PipelineText, all_products: Products, stated: list[Claim], finder: DesignationFinder
) -> tuple[Candidate, ...]:
    """The issuer's candidates whose stage is stated, in the text's order."""
    mentions = ProductMentions(all_products.own)
    claims_of: dict[int, list[Claim]] = {id(product): [] for product in all_products.own}
    for claim in stated:
        claims_of[id(claim.product)].append(claim)
    granted = _grants(release, all_products, finder)
    return tuple(
        _candidate(release, mentions, product, mine, granted)
        for product in all_products.own
        if (mine := _reached(release.folded_text, claims_of[id(product)]))
        and _is_medical(release.folded_text, product, mine)
    )


def what_for(release: PipelineText, all_products: Products) -> dict[int, tuple[Stated, ...]]:
    """What each of the issuer's products is for, by the product's id, whether or not its stage is stated."""
    mentions = ProductMentions(all_products.own)
    return {
        id(product): indications(
            release.text, release.folded_text, _regions(release, mentions, product, []), product.mentions
        )
        for product in all_products.own
    }


def _reached(folded_text: str, mine: list[Claim]) -> list[Claim]:
    """The claims of stages that are reached.

    A phase that the text elsewhere says is to come, and nowhere that it has begun, is not reached where it is
    merely named ("Progress in the Phase 2b trial", whose sites are being prepared); neither is one that it
    mostly speaks of as to come. "A pivotal study" beside phases that are named is no further one.
    """
    to_come, begun = (
        Counter(claim.stage.value for claim in mine if claim.stage.standing is standing)
        for standing in (Standing.TO_COME, Standing.BEGUN)
    )
    phases = any(_names_phase(folded_text, claim) for claim in mine)
    return [
        claim
        for claim in mine
        if to_come[claim.stage.value] < begun[claim.stage.value] + _MOSTLY
        and (
            claim.stage.standing is Standing.BEGUN
            or (
                claim.stage.standing is Standing.STATED
                and (begun[claim.stage.value] or not to_come[claim.stage.value])
                and (not phases or _names_phase(folded_text, claim) or claim.stage.value != "phase 3")
            )
        )
    ]


def _names_phase(folded_text: str, claim: Claim) -> bool:
    return folded_text.startswith("phase", claim.stage.trigger.start)


_MEDICAL = late(
    r"patient|therap|\bfda\b|indicated|clinical|injectable|\bdrugs?\b|medicine|vaccine|diagnos|medical"
    r"|disease|surg|prescri|pharmac|infusion|implant|\bnda\b|topical|tablets?\b|capsules?\b|ophthalmic"
)
_AROUND = 300


def _is_of_plants(folded_text: str, claim: Claim) -> bool:
    """Whether the stage is a feasibility study, as plants and mines have, too."""
    return folded_text.startswith("feasibility", claim.stage.trigger.start)


def _is_medical(folded_text: str, product: Product, mine: list[Claim]) -> bool:
    """Whether something sold is a medicine or a device, not a brand of biscuits: said near its names."""
    if any(claim.stage.value != "marketed" and not _is_of_plants(folded_text, claim) for claim in mine):
        return True
    return any(
        _MEDICAL.search(folded_text, max(0, at.start - _AROUND), at.end + _AROUND) for at in product.mentions
    )


def _candidate(
    release: PipelineText,
    mentions: ProductMentions,
    product: Product,
    mine: list[Claim],
    granted: dict[int, list[Stated]],
) -> Candidate:
    best = _furthest(mine)
    name, *aka = names_of(release.text, product, sold=RANK[best.stage.value] >= RANK["filed"])
    regions = _regions(release, mentions, product, mine)
    conditions = indications(release.text, release.folded_text, regions, product.mentions)
    once = {grant.value: grant for grant in reversed(granted.get(id(product), []))}
    return Candidate(
        name=name,
        stage=Stated(best.stage.value, best.stage.span, Reason("stage", best.stage.trigger.of(release.text))),
        aka=tuple(aka),
        indications=conditions,
        stages=stages_apart(release.text, release.folded_text, mine, conditions),
        designations=tuple(reversed(once.values())),
        status=_status(release.text, best),
    )


def _furthest(mine: list[Claim]) -> Claim:
    """The claim of the most advanced stage; of several the first that names the product in running text."""
    top = max(RANK[claim.stage.value] for claim in mine)
    return min((claim for claim in mine if RANK[claim.stage.value] == top), key=_from_afar)


def _from_afar(claim: Claim) -> tuple[bool, bool]:
    sentence = claim.sentence
    return sentence.heading, not claim.product.within(sentence.start, sentence.end)


def names_of(text: str, product: Product, *, sold: bool = False) -> list[Stated]:
    """The product's names, the main one first: the brand of what is `sold`, else the one most used."""
    places: dict[str, list[Span]] = {}
    kinds = {key(name.text): name for name in product.names}
    for span in product.mentions:
        name = next(
            name
            for name in product.names
            if key(text[span.start : span.start + len(name.text)]) == key(name.text)
        )
        places.setdefault(key(name.text), []).append(Span(span.start, span.start + len(name.text)))

    def weight(name: str) -> tuple[bool, int]:
        return (sold and kinds[name].kind is Kind.BRAND, len(places[name]))

    order = sorted(places, key=weight, reverse=True)
    return [_in_full(text, kinds[name], places[name][0]) for name in order]


# Four letters that tell one maker's biologic from another's are part of its name; plain words are not.
_BIOLOGIC_SUFFIX = late(r"-(?!based|like|free|plus|only|line|dose|type|arms?\b)[a-z]{4}(?![\w-])")


def _in_full(text: str, name: ProductName, at: Span) -> Stated:
    """A name where it first stands, a biologic's with its suffix ("zelomab-rokl")."""
    suffix = _BIOLOGIC_SUFFIX.match(text, at.end) if name.kind is Kind.GENERIC else None
    reason = Reason(f"name: {name.kind.name.lower()}")
    if suffix is None:
        return Stated(name.text, at, reason)
    return Stated(name.text + suffix.group(), Span(at.start, suffix.end()), reason)


def _regions(
    release: PipelineText, mentions: ProductMentions, product: Product, mine: list[Claim]
) -> list[tuple[int, int]]:
    """Where the text speaks of this product: its sentences, from its mention to the next product's."""
    places = {bisect_right(release.read, span.start, key=_start) - 1 for span in product.mentions}
    claimed = {bisect_right(release.read, claim.sentence.start, key=_start) - 1 for claim in mine}
    regions = []
    goes_on = {place + 1 for place in places if _goes_on(release, mentions, product, place)}
    for sentence in (release.read[place] for place in sorted(places | claimed | goes_on) if place >= 0):
        here = mentions.within(sentence.start, sentence.end)
        spans = [span for span, other in here if other is product]
        if spans:
            first = sentence.start if here[0][1] is product else spans[0].start
            later = [span.start for span, _ in here if span.start > spans[-1].start]
            regions.append((first, later[0] if later else sentence.end))
        elif not here:
            regions.append((sentence.start, sentence.end))
    return regions


_IT = late(
    r"[\s*“\"]*(?:it|(?:this|the)\s(?:drug|product|candidate|therapy|device|vaccine|treatment|system)|a\s(?:second|third|phase))\b"
)


def _goes_on(release: PipelineText, mentions: ProductMentions, product: Product, place: int) -> bool:
    """Whether the sentence behind the one at this place, of this product only, goes on about it."""
    if not 0 <= place < len(release.read) - 1:
        return False
    one, other = release.read[place : place + 2]
    alone = all(named is product for _, named in mentions.within(one.start, one.end))
    return one.part == other.part and alone and bool(_IT.match(release.folded_text, other.start, other.end))


def _start(sentence: Sentence) -> int:
    return sentence.start


def _grants(
    release: PipelineText, all_products: Products, finder: DesignationFinder
) -> dict[int, list[Stated]]:
    """The designations granted to each product, by the product's id."""
    found: dict[int, list[Stated]] = {}
    mentions, strangers = (
        ProductMentions([*all_products.own, *all_products.foreign]),
        ProductMentions(all_products.others),
    )
    topic = all_products.own[0] if len(all_products.own) == 1 else None
    for sentence in release.read:
        here = mentions.within(sentence.start, sentence.end)
        if sentence.heading and not here and strangers.within(sentence.start, sentence.end):
            topic = None
        for grant in finder.find(release.folded_text, sentence.start, sentence.end):
            before = [product for span, product in here if span.start < grant.span.start]
            product = before[-1] if before else here[0][1] if here else topic
            if product is not None:
                found.setdefault(id(product), []).append(grant)
        topic = here[0][1] if here else topic
    return found


_CLAUSE_END = late(r"(?:;|,(?!\s(?:Inc|Ltd|LLC|L\.?P|Corp|S\.?A|N\.?V)\b))\s")
# "BOSTON, May 9, 2019 (GLOBE NEWSWIRE) -- " stands before the first sentence and is no part of it.
_DATELINE = late(r"[^\n]{0,120}?(?:\b(?:19|20)\d\d|\)|/)\s{0,2}(?:--|–|—|-)\s?(?=\S)")


def _status(text: str, claim: Claim) -> Stated:
    """The sentence that states the stage, cut to the clauses around it where it is long."""
    stated, start, end = claim.stage.span, claim.sentence.start, claim.sentence.end
    dateline = _DATELINE.match(text, start, max(start, stated.start))
    start = dateline.end() if dateline else start
    if end - start > _LONGEST_STATUS:
        lefts = [m.end() for m in _CLAUSE_END.finditer(text, start, max(start, stated.start - 60))]
        start = lefts[-1] if lefts and stated.end - lefts[-1] < _LONGEST_STATUS else start
        rights = [m.start() for m in _CLAUSE_END.finditer(text, min(end, stated.end + 40), end)]
        end = next((at for at in reversed(rights) if at - start < _LONGEST_STATUS), (rights or [end])[0])
    return Stated(re.sub(r"\s+", " ", text[start:end]).strip(" *_"), Span(start, end))
