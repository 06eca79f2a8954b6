"""Who and what a release speaks of, where its products are named, and what kind of stage is told of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable
from dataclasses import dataclass

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.pipeline.naming import key
from bot.reading.pipeline.products import Product
from bot.reading.values.stage import StageMention

Mention = tuple[Span, Product]


class ProductMentions:
    """The mentions of some products, in the text's order."""

    def __init__(self, found: Iterable[Product]) -> None:
        pairs = [(span, product) for product in found for span in product.mentions]
        self._pairs = sorted(pairs, key=lambda pair: pair[0].start)
        self._starts = [span.start for span, _ in self._pairs]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin inside [start, end)."""
        first = bisect_left(self._starts, start)
        return self._pairs[first : bisect_left(self._starts, end, first)]


@dataclass(frozen=True, slots=True)
class Products:
    """Who and what a release speaks of.

    `own` are the issuer's products, `others` those that are not, `foreign` those of the others that the text
    gives to another company; `speakers` are the issuer's names, folded.
    """

    own: list[Product]
    others: list[Product]
    foreign: list[Product]
    speakers: tuple[str, ...]


def is_one(here: list[Mention]) -> bool:
    """Whether all the mentions are of one product."""
    return len({id(product) for _, product in here}) == 1


# "QLN-7 (ketamine)", "ketamine (QLN-7)": so near each other stand two names of one product.
_BESIDE_EACH_OTHER = 14
# "our intravenous ketamine" is the issuer's form of it.
_MADE_SO = late(r"\b(?:our|its|IV|intravenous|preservative-free|oral|inhaled|intranasal|subcutaneous)\s$")


def without_medicine(text: str, product: Product, medicines: Container[str]) -> Product:
    """The product without the places that name only the everyday medicine it is made of.

    Where "QLN-7 (ketamine)" is the issuer's, what is said of ketamine alone is said of everybody's.
    `medicines` are the keys of the standard of care.
    """
    if all(key(name.text) in medicines for name in product.names):
        return product
    special = [span for span in product.mentions if key(span.of(text)) not in medicines]
    if len(special) == len(product.mentions):
        return product
    near = tuple(
        span
        for span in product.mentions
        if _MADE_SO.search(text, max(0, span.start - 24), span.start)
        or any(
            one.start - _BESIDE_EACH_OTHER < span.end and span.start < one.end + _BESIDE_EACH_OTHER
            for one in special
        )
    )
    return Product(product.names, near)


_OF_TRIALS = ("phase", "preclinical", "ind")
# "Phase 3 trial of inhaled protein": the sentence says itself what is tried.
_OF_ELSE = late(
    r"[^.;]{0,60}?\b(?:trials?|study|studies|program)\s(?:of|for|evaluating|testing|investigating)\s(?:our|its|their)\s"
    r"(?!(?:[\w-]+\s){0,2}(?:candidate|product|drug|therapy|treatment|vaccine|device|antibody|compound)\b(?!\sto\s))|"
    r"[^.;]{0,60}?\b(?:trials?|study|studies|program)\s(?:of|evaluating|testing|investigating)\s"
    r"(?!(?:the|our|its|this|these|an?|up|approximately|about|more|over|patients|adults|participants|healthy"
    r"|children|women|men|people|subjects|safety|efficacy|\d+)\b)"
)


def is_of_trials(folded_text: str, stage: StageMention) -> bool:
    """Whether a stage is one of trials whose sentence does not say itself what is tried."""
    return stage.value.startswith(_OF_TRIALS) and not _OF_ELSE.match(folded_text, stage.trigger.end)
