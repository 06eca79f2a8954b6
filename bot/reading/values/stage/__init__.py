"""Stages of development as prose states them: "Phase Ib", "submitted its NDA", "IND cleared", "CE Mark".

A stage counts only as reached: a trial that is planned is told as still to come, and what is hoped for,
refused or said of the rules in general gives nothing ("if approved"), except that an IND still to be filed
shows the work to be preclinical. Words and the stage each speaks of stand in the lexicon's section `stages`;
how a sentence turns them into reached or planned stands in `phases` and `regulatory`. Text is expected in
small letters (`prose.folded`); offsets stay the document's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.reading.patterns import late
from bot.reading.values.stage.around import MAY, Around, StageMention, Standing
from bot.reading.values.stage.phases import read_phase, standing
from bot.reading.values.stage.regulatory import (
    read_application,
    read_approval,
    read_end,
    read_ind,
    read_market,
)

__all__ = ["MAY", "RANK", "StageFinder", "StageMention", "Standing", "any_of"]

# The contract's stages, least advanced first; a candidate is at the highest that is stated as reached.
_STAGES = (
    "discovery", "preclinical", "ind", "phase 1", "phase 1a", "phase 1b", "phase 1/2", "phase 1b/2",
    "phase 2", "phase 2a", "phase 2b", "phase 2/3", "phase 3",
    "filed", "marketed", "approved", "discontinued",
)  # fmt: skip
RANK = {stage: rank for rank, stage in enumerate(_STAGES)}

_RULES: Mapping[str, Callable[[Around], StageMention | None]] = {
    "ind": read_ind,
    "filed": read_application,
    "approved": read_approval,
    "marketed": read_market,
    "discontinued": read_end,
}
_TRIAL_AFTER = late(r"[\s,]*(?:[^\s.;]+\s){0,4}?(?:trials?|stud(?:y|ies)|program|programme|dosing)\b")
_PHASE_NEAR = late(r"phase[\s-]\w+")
_AND_CLINICAL = late(r"\s(?:and|or)\sclinical\b")


# "QLN-7 for gout: research": words that state a stage as a label only.
_ONLY_LABELS = ("discovery", "research", "toxicology")
_LABEL = late(r"(?::|\.{3}|\||[–—-])\s$|\($")
_LABEL_ENDS = late(r"(?:\sstage)?\s*(?:[.;,)|\n]|$)")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, those of one first letter together: a word of a text
    is then held against a few of them only."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


class StageFinder:
    """Finds stages in sentences; `stages` is the lexicon's section of that name."""

    def __init__(self, stages: Mapping[str, str]) -> None:
        self._stages = stages
        words = any_of(stages)
        phase = r"\bphases?[\s\-‑]{0,2}(?:[1-4]|i|one\b|two\b|three\b)"
        self._trigger = late(rf"{phase}|(?<![\w-])(?:{words})(?![a-z_])")

    def find(self, folded_text: str, start: int, end: int) -> Iterator[StageMention]:
        """The stages that the sentence [start, end) of the folded text speaks of, and how."""
        read_to, last = start, None
        for match in self._trigger.finditer(folded_text, start, end):
            mention = self._read(Around(folded_text, start, end, *match.span()))
            if mention and match.start() >= read_to and not _is_part_of(mention, last):
                read_to, last = mention.trigger.end, mention
                yield mention

    def _read(self, around: Around) -> StageMention | None:
        kind = self._stages.get(around.word)
        if kind is None:
            return read_phase(around)
        rule = _RULES.get(kind)
        return rule(around) if rule else _read_plain(around, kind)


def _is_part_of(mention: StageMention, last: StageMention | None) -> bool:
    """Whether the words are those that gave the mention before: "BLA … under priority review"."""
    return last is not None and last.value == mention.value and mention.trigger.start < last.span.end


def _read_plain(around: Around, kind: str) -> StageMention | None:
    """Words that need no verb: "preclinical", "first-in-human study", "pivotal trial"."""
    before, after = around.before, around.after
    if kind == "preclinical" and _AND_CLINICAL.match(after):
        return None
    if around.word in _ONLY_LABELS and not (_LABEL.search(before) and _LABEL_ENDS.match(after)):
        return None
    if kind.startswith("phase"):
        of_a_trial = around.word.endswith(("study", "trial")) or _TRIAL_AFTER.match(after)
        if not of_a_trial or _PHASE_NEAR.search(before[-25:] + after[:45]):
            return None
        return around.stands(kind, standing(before, after))
    return around.states(kind)
