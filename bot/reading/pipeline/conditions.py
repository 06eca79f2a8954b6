"""Stages told of a condition instead of a name: "we began the ADHD Phase IIb trials".

They are those of the one candidate that the text says is for this condition, not of the one spoken of before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from bot.model import Stated
from bot.reading.patterns import late
from bot.reading.pipeline.claims import Claim
from bot.reading.pipeline.kept import Sentence
from bot.reading.pipeline.mentions import ProductMentions, Products
from bot.reading.values.stage import StageFinder

_OURS = late(r"\b(?:we|our|the company)\b")
_BRACKET = late(r"\s\([^)]*\)")
_SHORTEST, _LONGEST = 3, 6


def nameless(folded_text: str, read: Iterable[Sentence], all_products: Products) -> list[Sentence]:
    """The sentences of the issuer's own work that speak of a phase and name no product."""
    named = ProductMentions([*all_products.own, *all_products.others])
    return [
        sentence
        for sentence in read
        if folded_text.find("phase", sentence.start, sentence.end) >= 0
        and not named.within(sentence.start, sentence.end)
        and _OURS.search(folded_text, sentence.start, sentence.end)
    ]


def told_by_condition(
    folded_text: str,
    kept_sentences: Iterable[Sentence],
    all_products: Products,
    conditions: Mapping[int, tuple[Stated, ...]],
    finder: StageFinder,
) -> Iterator[Claim]:
    """The phases that sentences naming no product state of a condition only one of them is for.

    `conditions` are what each of the issuer's products is for, by the product's id.
    """
    words = {id(product): _words(conditions.get(id(product), ())) for product in all_products.own}
    uses = Counter(word for mine in words.values() for word in mine)
    for sentence in kept_sentences:
        meant = [
            product
            for product in all_products.own
            if _is_named(folded_text, sentence, words[id(product)], uses)
        ]
        if len(meant) == 1:
            stages = list(finder.find(folded_text, sentence.start, sentence.end))
            for stage in stages:
                if stage.value.startswith("phase"):
                    yield Claim(meant[0], stage, sentence, stages)


def _words(conditions: Iterable[Stated]) -> set[str]:
    """How a text may call the conditions, in small letters: in full or by their initials ("adhd")."""
    found = set()
    for condition in conditions:
        folded_text = _BRACKET.sub("", condition.value.lower())
        initials = "".join(word[0] for word in re.findall(r"[a-z]+", folded_text))
        found |= {folded_text, initials} if _SHORTEST <= len(initials) <= _LONGEST else {folded_text}
    return found


def _is_named(folded_text: str, sentence: Sentence, words: set[str], uses: Counter[str]) -> bool:
    """Whether a sentence has one of the words, none of them said of another candidate, too."""
    return any(
        uses[word] == 1 and re.search(rf"\b{re.escape(word)}\b", folded_text[sentence.start : sentence.end])
        for word in words
    )
