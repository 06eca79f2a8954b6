"""The issuer's candidates and the stage each has reached.

The way of a release: `kept` (what is worth reading) → `names` (what may be a name) → `products` (names of one
thing) → `ownership` (whose it is) → `claims`, `conditions` (which stage is stated of it or of what it is for)
→ `assemble` (one entry each, with `indications` and `designations`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.lexicon import Lexicon
from bot.model import Candidate, Stated
from bot.reading.issuer import Issuer
from bot.reading.pipeline.assemble import PipelineText, candidates, names_of, what_for
from bot.reading.pipeline.claims import Claim, claims
from bot.reading.pipeline.conditions import nameless, told_by_condition
from bot.reading.pipeline.designations import DesignationFinder
from bot.reading.pipeline.kept import Kept, MedicalText, Sentence, kept_sentences, medical_text
from bot.reading.pipeline.mentions import ProductMentions, Products, without_medicine
from bot.reading.pipeline.names import names
from bot.reading.pipeline.naming import Kind, key
from bot.reading.pipeline.ownership import foreign, own, taken_over
from bot.reading.pipeline.products import Product, products
from bot.reading.pipeline.wordlists import COMPANY_WORDS
from bot.reading.prose import folded
from bot.reading.values.stage import StageFinder

__all__ = ["MedicalText", "Named", "Pipeline", "PipelineReader", "medical_text"]

# What a part without a product must hold to say something of the one spoken of before it.
_CUES = ("phase", "clinical", "ind ", "ind-", "designation", "first-in-human")
_SHORT = 90


@dataclass(frozen=True, slots=True)
class Named:
    """A product of the issuer's of which no stage is stated: its names, the one most used first."""

    name: Stated
    aka: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The issuer's candidates, and the products of its that are but named; each in the text's order."""

    candidates: tuple[Candidate, ...] = ()
    named: tuple[Named, ...] = ()


class PipelineReader:
    """Reads the development stages a release states."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._stages = StageFinder(lexicon.stages)
        self._designations = DesignationFinder(lexicon.designations)
        self._medicines = frozenset(lexicon.medicines)

    def read(self, medical: MedicalText | None, issuer: Issuer) -> Pipeline:
        """The issuer's own candidates; empty where the text states none."""
        if medical is None:
            return Pipeline()
        text, folded_text, kept = medical.text, medical.folded_text, medical.kept
        words = _words_of(issuer)
        named = products(text, folded_text, names(text, folded_text, kept), kept, words)
        found = [without_medicine(text, product, self._medicines) for product in named]
        headline = issuer.headline.span if issuer.headline else None
        words |= taken_over(text)
        owned = own(text, folded_text, found, words, headline, self._medicines)
        if not owned:
            return Pipeline()
        others = [product for product in found if product not in owned]
        read = list(_sentences(text, folded_text, kept, found))
        all_products = Products(owned, others, foreign(text, others, words), _speakers(issuer))
        release = PipelineText(text, folded_text, read)
        stated = list(claims(folded_text, read, all_products, self._stages))
        reached = candidates(
            release, all_products, self._by_condition(release, all_products, stated), self._designations
        )
        return Pipeline(reached, tuple(_named(text, owned, reached)))

    def _by_condition(
        self, release: PipelineText, all_products: Products, stated: list[Claim]
    ) -> list[Claim]:
        """The claims, those of sentences that name another candidate's condition given to that one."""
        bare = nameless(release.folded_text, release.read, all_products) if len(all_products.own) > 1 else []
        if not bare:
            return stated
        told = list(
            told_by_condition(
                release.folded_text, bare, all_products, what_for(release, all_products), self._stages
            )
        )
        meant = {claim.sentence.start: claim.product for claim in told}
        return [
            claim for claim in stated if meant.get(claim.sentence.start, claim.product) is claim.product
        ] + told


def _sentences(text: str, folded_text: str, kept: Kept, found: list[Product]) -> Iterator[Sentence]:
    """The sentences of the parts that name a product, head what follows or may go on about one."""
    mentions = ProductMentions(found)
    for part in kept.parts:
        named = mentions.within(part.start, part.end)
        short = part.end - part.start < _SHORT
        if named or short or any(folded_text.find(cue, part.start, part.end) >= 0 for cue in _CUES):
            yield from kept_sentences(text, folded_text, part)


def _named(text: str, owned: list[Product], reached: tuple[Candidate, ...]) -> Iterator[Named]:
    """The products that are no candidates, of those whose names are sure to be a product's."""
    told = {name.span for candidate in reached for name in (candidate.name, *candidate.aka)}
    for product in owned:
        written = names_of(text, product) if product.names[0].kind <= Kind.GENERIC else []
        if written and told.isdisjoint(name.span for name in written):
            yield Named(written[0], tuple(written[1:]))


def _speakers(issuer: Issuer) -> tuple[str, ...]:
    """What the issuer is called where a sentence begins with it, folded."""
    written = [stated.value for stated in (*issuer.aliases, issuer.company) if stated]
    first = [issuer.company.value.split(" ")[0]] if issuer.company else []
    return tuple(
        folded(name) for name in (*written, *first) if len(name) > 2 and key(name) not in COMPANY_WORDS
    )


def _words_of(issuer: Issuer) -> frozenset[str]:
    """The keys of the issuer's names and of the words in them that are its own."""
    written = [stated.value for stated in (issuer.company, *issuer.aliases) if stated]
    words = {key(word) for name in written for word in name.split()} - COMPANY_WORDS
    return frozenset({word for word in words if len(word) > 2} | {key(name) for name in written})
