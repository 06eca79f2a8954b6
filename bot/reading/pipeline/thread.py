"""What the sentences read so far are about, for those that go on about a product without its name."""

from __future__ import annotations

from bot.reading.patterns import late
from bot.reading.pipeline.kept import Sentence
from bot.reading.pipeline.mentions import Mention, Products, is_of_trials, is_one
from bot.reading.pipeline.products import Product
from bot.reading.values.stage import StageMention

_ANAPHOR = late(
    r"[\s*“\"+•-]*(?:it\b|this\b|these\b|both\b|we\s|there\s|phase|data\s|results|top-?line|positive|ongoing"
    r"|dosing|patient|enrol|complet|initiat|first|following\s|based\son"
    r"|with\s(?:the\s)?(?:successful\s)?completion"
    r"|an?\s(?:phase|pivotal|global|randomi[sz]ed|second|ind\b|nda\b|bla\b|maa\b|investigational\snew|new\sdrug|biologics)|the\sdesignation|in\s(?:this|the|addition|20)"
    r"|in\s(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|the\s(?:ongoing\s|global\s|pivotal\s|randomi[sz]ed\s|multicenter\s|current\s|first\s|primary\s|lead\s)?"
    r"(?:company|event|webcast|presentation|poster|abstract|update|fda|ema|european|drug|product|vaccine"
    r"|therapy|candidate|treatment|device|trial|study|program|phase)\b(?!['’]s))"
)
_OF_IT = late(
    r",\s(?:it|the\s(?:drug|product|candidate|formulation|therapy|device|vaccine))\s(?:is|was|has)\b"
)
_IT = late(
    r"(?:[.,\n]\s|^)(?:it|the\s(?:drug|product|candidate|formulation|therapy|device|vaccine|treatment|system|test|medicine))"
    r"\s(?:is|was|has\sbeen|has\sreceived|received|has)\s(?:[\w-]+\s){0,3}$"
)
# "three clinical-stage candidates, including a Phase 2 trial": of the pipeline, not of the one before.
_SEVERAL = late(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|multiple|other|\d+)\s(?:[\w/-]+\s){0,4}"
    r"(?:candidates|programs|programmes|products|assets|drugs|compounds)\b|\b(?:pipeline|portfolio)\s(?:of|with|includ\w+|featur\w+)"
)
_BOTH = late(
    r"[\s*“\"+•-]*(?:both|the two|these|all three)\s(?:[\w-]+\s){0,3}"
    r"(?:have|are|were|candidates|products|programs|drugs|assets|compounds|therapies|vaccines|trials)\b"
)


# What is said of the product itself only where it stands right before.
OF_ITSELF = ("submitted to", "submitted for", "available in", "available by")


class Thread:
    """What the sentences read so far are about: a heading's product, the product or products just named."""

    def __init__(self, folded_text: str, all_products: Products) -> None:
        self._text = folded_text
        self._only = all_products.own[0] if len(all_products.own) == 1 else None
        self._speakers = all_products.speakers
        self._part = -1
        self._section: Product | None = None
        self._elsewhere = False
        self._run_in = -1
        self._topic: Product | None = None
        self._named: list[Product] = []
        self._plural = False

    def turn_to(self, sentence: Sentence, here: list[Mention], strange: bool) -> None:
        """Takes note of a new paragraph and of headings; one without a product ends the part about one.

        What stands under somebody else's product says nothing of the only one the issuer has.
        """
        if sentence.heading:
            self._elsewhere = strange and not here
        if self._run_in != sentence.part and self._run_in >= 0:
            self._section, self._run_in = None, -1
        if sentence.part != self._part or (sentence.heading and self._elsewhere):
            self._part, self._topic, self._named = sentence.part, None if self._elsewhere else self._only, []
        if here and _RUN_IN.fullmatch(self._text, here[0][0].end, sentence.end) and _is_head(sentence, here):
            self._section, self._run_in = here[0][1], sentence.part
        elif sentence.heading:
            at_the_beginning = bool(here) and here[0][0].start - sentence.start < 12 and is_one(here)
            self._section = here[0][1] if at_the_beginning else None

    def goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence without a product's name speaks of the one, or those, before it."""
        self._plural = len(self._named) > 1 and bool(_BOTH.match(self._text, sentence.start, sentence.end))
        if self._plural or self._section:
            return True
        if self._topic is None or _SEVERAL.search(self._text, sentence.start, sentence.end):
            return False
        said = bool(self._speakers) and self._text.startswith(self._speakers, sentence.start)
        opening = _ANAPHOR.match(self._text, sentence.start, sentence.end)
        return said or bool(opening or _OF_IT.search(self._text, sentence.start, sentence.end))

    def _said_of_it(self, stage: StageMention) -> bool:
        """Whether a decision is told of "it" or "the drug"."""
        return bool(_IT.search(self._text, max(0, stage.trigger.start - 60), stage.trigger.start))

    def meant(self, stage: StageMention, stages: list[StageMention]) -> list[Product]:
        """Whose one of a sentence's stages is, where the sentence names no product."""
        of_trials = is_of_trials(self._text, stage)
        filed = stage.value == "filed" and not self._text.startswith(OF_ITSELF, stage.trigger.start)
        if not of_trials and not (filed and (self._only or self._section)) and not self._said_of_it(stage):
            return []
        if self._plural:
            return self._respectively(stage, [one for one in stages if one.value.startswith("phase")])
        subject = self._section or self._topic
        return [subject] if subject else []

    def _is_in_brackets(self, one: Mention, here: list[Mention]) -> bool:
        """Whether a name stands in the brackets that open behind another: it says only what that one is."""
        opened = self._text.rfind("(", here[0][0].end, one[0].start)
        return opened >= 0 and self._text.find(")", opened, one[0].start) < 0

    def _respectively(self, stage: StageMention, phases: list[StageMention]) -> list[Product]:
        """Both products, or the one in the stage's turn: "have completed Phase 2 and Phase 2b"."""
        if stage in phases and len(phases) == len(self._named):
            return [self._named[phases.index(stage)]]
        return self._named if len({one.value for one in phases} | {stage.value}) == 1 else []

    def remember(self, sentence: Sentence, here: list[Mention], strange: bool) -> None:
        """Takes note of what a sentence named."""
        here = [one for one in here if not self._is_in_brackets(one, here)]
        if here:
            if self._run_in >= 0 and here[-1][1] is not self._section:
                self._section, self._run_in = None, -1
            first = here[0][0].start - sentence.start < 40
            self._topic = here[0][1] if first or is_one(here) else None
            self._named = list({id(product): product for _, product in here}.values())
        elif strange:
            self._topic, self._named = None, []


# "QLN-7 (a peptide).": what follows in the paragraph is about it.
_RUN_IN = late(r"(?:\s\([^()]{2,60}\))?[.:]\s?")


def _is_head(sentence: Sentence, here: list[Mention]) -> bool:
    return here[0][0].start - sentence.start < 4 and is_one(here)
