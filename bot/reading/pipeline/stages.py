"""The stage of each indication, where the text parts them.

"In NSCLC: Phase 3; in pancreatic cancer: Phase 1/2" states two stages of one candidate. A stage is of the
conditions named behind it, before the next stage; of those before it where it stands in brackets or none
follows. What is for one indication only, or for several at one stage, needs no parting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.model import IndicationStage, Reason, Span, Stated
from bot.reading.patterns import late
from bot.reading.pipeline.claims import Claim
from bot.reading.pipeline.indications import conditions, same_condition
from bot.reading.pipeline.kept import Sentence
from bot.reading.values.stage import RANK, StageMention

_RULE = "stage of an indication"
# Characters between "phase 2b" and "phase 3" in "phase 2b and phase 3 trials in gout".
_NEXT_TO = 12
_HEALTHY = late(r"\bhealthy\b")
_NEAR = 90


def stages_apart(
    text: str, folded_text: str, reached: Sequence[Claim], known: Sequence[Stated]
) -> tuple[IndicationStage, ...]:
    """The furthest stage stated of each indication; empty where the text states but one for all.

    `reached` are one candidate's claims, `known` its indications, whose writing is kept.
    """
    if len({claim.stage.value for claim in reached}) == 1:
        return ()
    furthest: list[IndicationStage] = []
    for condition, stage in _pairs(text, folded_text, reached):
        as_known = next((one for one in known if same_condition(one.value, condition.value)), condition)
        place = next(
            (n for n, one in enumerate(furthest) if same_condition(one.indication.value, as_known.value)),
            None,
        )
        if place is None:
            furthest.append(IndicationStage(as_known, stage))
        elif RANK[stage.value] > RANK[furthest[place].stage.value]:
            furthest[place] = IndicationStage(furthest[place].indication, stage)
    return tuple(furthest) if len({one.stage.value for one in furthest}) > 1 else ()


def _pairs(text: str, folded_text: str, reached: Sequence[Claim]) -> Iterator[tuple[Stated, Stated]]:
    """Each stage with each condition that the sentence states it of."""
    for sentence, claims in groupby(reached, key=lambda claim: claim.sentence):
        mine = list(claims)
        named = [span.end for span in mine[0].product.within(sentence.start, sentence.end)]
        found = list(conditions(text, folded_text, sentence.start, sentence.end, named))
        wanted = {claim.stage for claim in mine}
        for stage, meant in _governed(folded_text, sentence, mine[0].beside, found):
            if stage in wanted:
                stated = Stated(stage.value, stage.span, Reason(_RULE, stage.trigger.of(text)))
                yield from ((condition, stated) for condition in meant)


def _governed(
    folded_text: str, sentence: Sentence, told: Sequence[StageMention], found: list[tuple[Span, Stated]]
) -> Iterator[tuple[StageMention, list[Stated]]]:
    """The conditions of each stage of a sentence; stages next to each other have the same."""
    floor = sentence.start
    groups = _next_to_each_other(told)
    ceilings = [*(group[0].trigger.start for group in groups[1:]), sentence.end]
    for group, ceiling in zip(groups, ceilings, strict=True):
        first, last = group[0].trigger.start, group[-1].trigger.end
        before = [one for at, one in found if floor <= at.start and at.end <= first]
        after = [one for at, one in found if at.start >= last and at.end <= ceiling]
        meant = before if folded_text[first - 1 : first] == "(" or not after else after
        # A study in healthy volunteers is of no indication.
        healthy = _HEALTHY.search(folded_text, max(floor, first - _NEAR), min(ceiling, last + _NEAR))
        yield from ((stage, [] if healthy else meant) for stage in group)
        floor = last


def _next_to_each_other(told: Sequence[StageMention]) -> list[list[StageMention]]:
    groups: list[list[StageMention]] = []
    for stage in told:
        if groups and stage.trigger.start - groups[-1][-1].trigger.end < _NEXT_TO:
            groups[-1].append(stage)
        else:
            groups.append([stage])
    return groups
