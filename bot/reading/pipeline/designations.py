"""Designations an authority has granted a candidate; those applied for, hoped for or explained are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.model import Reason, Span, Stated
from bot.reading.patterns import late
from bot.reading.values.stage import MAY, any_of

_GRANTED = late(
    r"\b(?:granted|grants|receiv(?:ed|es|ing)|receipt of|awarded|designated|holds|secure[sd]|obtained|gets"
    r"|gain(?:ed|s)|wins|won|has|have|assigned|under|given|adopted a positive|existing|conferred|accorded"
    r"|earned|with|already|designations? (?:from|by)|approved|accepted)\b|['’]s\s(?:[\w-]+\s){0,6}designation"
)
_NOT_GRANTED = late(
    r"\b(?:appl(?:y|ied|ying|ication)\s(?:for|to)|request\w*|seek\w*|plans?\sto|intend\w*"
    r"|(?<!prime )eligib\w+|potential\w*|could|might|would|expect\w*|pursu\w+|(?:is|are) designed to"
    rf"|{MAY}"
    r"|provides?\s(?:certain|for|companies)|program(?:me)?\s(?:is|was)|is (?:intended|granted|given"
    r"|awarded|a program)|routes?\sto|paths?\sto"
    r"|streamlin\w+|allow(?:s|ing)|are granted|denied|not\s(?:been\s)?granted|rescind\w*|withdr\w+"
    r"|submitted (?:an?|its)\s(?:application|request)|if granted|qualif\w+\sfor)\b"
    r"|\bgrants?\s(?:orphan|fast|breakthrough|priority|such|rare)\w*\s(?:\w+\s){0,3}to\s(?:drugs|medicines|products|therapies|investigational)"
)
# A new clause of its own after a comma: what was planned before it says nothing of it.
_NEW_CLAUSE = late(r",\s(?:\w+ing|which|who|and\s(?:has|have|was|is))\b|;")
_NAMED_SO = late(r"\b(?:designat\w+|status)\b")
# "orphan drug, fast track, rare pediatric disease and … designations"
_LISTED = late(r",\s[^.;]{1,140}\bdesignations\b")
# "the priority review that Harrowgate has requested"
_REQUESTED = late(
    r"\s(?:(?:that|which)\s(?:[^\s.,;]+\s){0,3}|designation\s(?:has\sbeen|was|is)\s)(?:requested|sought|applied)\b"
)
# "Phase 3 recruiting; Orphan (EU), Fast Track": said in few words behind a colon or semicolon.
_LIST = late(r"[:;]\s(?=(?:breakthrough|orphan|fast\strack|rmat|prime|priority\sreview|rare\sp))")
_IN_LIST = late(r"(?:[\w\s-]+(?:\([^()]{1,30}\))?(?:,\s|\sand\s|;\s))*")
_CUES = ("designat", "status", "priority review", "accelerated approval", "passport", "rmat", "qidp")
_GIVEN_BEFORE = late(
    r"\b(?:granted|received|under|with|accepted|given|awarded|assigned|grants|and|has|for)\s(?:\w+\s){0,5}$"
)
_ABBREVIATIONS = ("rmat", "qidp", "mums")
_AMBIGUOUS = ("prime", "odd")
_DESIGNATION_FOLLOWS = late(r"[\s)]*(?:\([^)]*\)\s?)?(?:and\s|,)?[^.;]{0,40}\b(?:designat|status|eligib)|\)")


class DesignationFinder:
    """Finds granted designations in sentences; `designations` is the lexicon's section of that name."""

    def __init__(self, designations: Mapping[str, str]) -> None:
        self._designations = designations
        self._word = late(rf"(?<![\w-])(?:{any_of(designations)})(?!\w)")

    def find(self, folded_text: str, start: int, end: int) -> Iterator[Stated]:
        """The designations that the sentence [start, end) of the folded text says were granted."""
        listed = _LIST.search(folded_text, start, end)
        if not listed and (
            all(folded_text.find(cue, start, end) < 0 for cue in _CUES)
            or not _GRANTED.search(folded_text, start, end)
        ):
            return
        for match in self._word.finditer(folded_text, start, end):
            before = _NEW_CLAUSE.split(folded_text[max(start, match.start() - 90) : match.start()])[-1]
            if _REQUESTED.match(folded_text, match.end(), end):
                continue
            if not _NOT_GRANTED.search(before + folded_text[match.start() : min(end, match.end() + 25)]) and (
                _is_meant(folded_text, match, start, end)
                or (listed and _IN_LIST.fullmatch(folded_text, listed.end(), match.start()))
            ):
                yield Stated(
                    self._designations[match.group()],
                    Span(*match.span()),
                    Reason("designation", match.group()),
                )


def _is_meant(folded_text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the words mean the designation: "prime" and "odd" are plain words, a review need not be one."""
    word = match.group()
    before, after = (
        folded_text[max(start, match.start() - 60) : match.start()],
        folded_text[match.end() : min(end, match.end() + 80)],
    )
    if word in _ABBREVIATIONS:
        return True
    if word in _AMBIGUOUS:
        return bool(_DESIGNATION_FOLLOWS.match(after))
    if word in ("priority review", "accelerated approval"):
        return bool(_GIVEN_BEFORE.search(before)) and not after.startswith((" voucher", " and eligib"))
    listed = _LISTED.match(folded_text, match.end(), end)
    return bool(listed or _NAMED_SO.search(before + word + after))
