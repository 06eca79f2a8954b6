"""Clinical phases ("Phase Ib", "phase 1/2a", "Phases 1 and 2"): begun or still to come."""

from __future__ import annotations

import re

from bot.reading.patterns import late
from bot.reading.values.stage.around import MAY, Around, StageMention, Standing

PHASE = late(
    r"phases?[\s\-‑]{0,2}(?P<one>[1-4]|i{1,3}v?|one|two|three)(?P<sub>[abc])?(?!\w)"
    r"(?:\s?[/–‑-]\s?(?:phase\s)?(?P<two>[1-4]|i{1,3})(?P<two_sub>[abc])?(?!\w)|/(?P<only_sub>[abc])(?!\w)"
    r"|\s(?:and|or|&)\s(?P<last>[1-4]|i{1,3})(?P<last_sub>[abc])?(?=\s(?:clinical\s)?(?:trials|studies)))?"
)
_DIGIT = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3"}
_SHADES = ("phase 1a", "phase 1b", "phase 2a", "phase 2b")

# A phase of something else: of a building, a mine, a financing, a roll-out; the dose for a later trial.
_OTHER_PHASE = late(
    r"\s*(?:\([^)]{0,20}\)\s*)?(?:[\s-]doses?\b(?![\s-](?:escalat|expansion|finding|ranging))"
    r"|,?\s*of\s(?:the|our|its|this|that|construction"
    r"|development)\b(?!\s(?:\w+\s)?(?:clinical|study|trial))|\s?(?:[\w-]+\s){0,2}(?:drilling|exploration"
    r"|expansion|construction|environmental|site assessment|financing|mine|mining|building|tower|roll-?out"
    r"|migration|resource|earn-?in|build-?out|installation|project|metallurgical|survey|deployment)\b"
    r"|[^.;,]{0,40}\bsession\b)"
)
_STUDY = late(
    r"\b(?:trials?|stud(?:y|ies)|clinical|patients?|participants?|subjects|volunteers|dos(?:e|ed|ing)"
    r"|top-?line|data|results?|development|program(?:me)?s?|candidates?|stage|assets?|drug|vaccine|therapy|fda|ema"
    r"|read-?out|placebo|randomi[sz]ed|efficacy|safety|investigat\w+|treatment|cohort|protocol|enrol\w*"
    r"|ongoing|endpoints?|completed?)\b"
)
_IN = late(
    r"\b(?:in|into|entered|enters|completed|begun|began|started|finished|from|from\sphase\s\w{1,4}\sto)\s(?:an?\s)?$|(?:\||\.{3}|\s\s)\s$|\t$"
)

# "ABC-101 (Phase 2)", "ABC-101: Phase 2 in gout" need no word of a trial.
_IS_LABEL = late(r"[a-z\d®™]\)?(?:[:;,]\s|\s\(|\s[–—-]\s)$")
_LABEL_ENDS = late(r"\)|\s(?:in|for)\s|\s\(|[,;]\s|\.?$")


def read_phase(around: Around) -> StageMention | None:
    """The phase that the text at a trigger names, and whether a trial of it has begun or is to come."""
    match = PHASE.match(around.folded_text, around.at, around.end)
    value = match and phase_value(match)
    if not match or not value:
        return None
    here = Around(around.folded_text, around.start, around.end, around.at, match.end())
    before, after = here.before, here.after
    told = here.heads_a_list or _IN.search(before) or (_IS_LABEL.search(before) and _LABEL_ENDS.match(after))
    if _OTHER_PHASE.match(after) or not (told or _STUDY.search(after) or _STUDY.search(before)):
        return None
    return here.stands(value, standing(before, after))


def phase_value(match: re.Match[str]) -> str | None:
    """The contract's word for a phase, "phase 1/2" for I/IIa and its kin; none for phase 4.

    "Phases 1 and 2" is the later one, "2a/2b" and "2a/b" the later shade.
    """
    if match["last"]:
        return _plain_phase(_digit(match["last"]), match["last_sub"])
    one, two = _digit(match["one"]), match["two"] and _digit(match["two"])
    if match["only_sub"] or two == one:
        return _plain_phase(one, match["only_sub"] or match["two_sub"] or match["sub"])
    if two in ("3", "4"):
        return "phase 3" if one == "3" else "phase 2/3"
    if two == "2":
        return "phase 1b/2" if match["sub"] == "b" else "phase 1/2"
    return _plain_phase(one, match["sub"])


def _digit(written: str) -> str:
    return _DIGIT.get(written, written)


def _plain_phase(digit: str, shade: str | None) -> str | None:
    if digit == "4":
        return None
    return f"phase {digit}{shade}" if f"phase {digit}{shade}" in _SHADES else f"phase {digit}"


# --- begun or to come ---

_REPORTS = late(
    r"\b(?:top-?line|data|results?|read-?outs?|complet\w+|enrol\w*ment|analys[ie]s|report\w*|announc\w*"
    r"|present\w*|publi\w+)\b"
)
_ONGOING = late(
    r"\b(?:ongoing|on-going|current|currently|continu\w+|now|enrolling|resum\w+|under\s?way|completed|successful\w*"
    r"|recent\w*|escalation|cohorts?|(?:has|have)\s(?:\w+\s)?(?:entered|begun|started|initiated|commenced))\b"
)
# "plans to initiate a Phase 3", "could support advancing X into Phase 2"
_INTENT = late(
    rf"\b(?:to|will|would|could|{MAY}|might|should|can|shall)"
    r"\s(?:\w+\s){0,3}?"
    r"(?:initiat\w*|start\w*|begin\w*|commenc\w*|launch\w*|enter\w*|advanc\w*(?=[^.;:]{0,80}\b(?:into|to|towards?)\s)|proceed\w*|mov\w+|progress\w*"
    r"|conduct\w*|transition\w*|open\w*|run|undertak\w+|pursu\w+|evaluat\w+|test\w*|study|execut\w+|fund\w*"
    r"|sponsor\w*|be in|be tested|dose|finali[sz]\w+|design\w*|plan\w*|enable|support\w*)\b"
    r"(?P<gap>[^.;:]{0,80})$"
)
# "planned Phase 3", "path to a single Phase 3", "clearance for a Phase 2", "protocol of the Phase 3"
_FORESEEN = late(
    r"\b(?:plan(?:s|ned|ning)?|intend\w*|prepar\w+|propos\w+|expect\w*|anticipat\w+|on track|aim\w*|ready"
    r"|readiness|upcoming|future|potential(?:ly)?|forthcoming|prospective|next|subsequent|possible|position(?:s|ed|ing)?|omitt\w+|skipp\w+|bypass\w+"
    r"|protocol|design|path(?:way)?|rationale|alignment|agreement|feedback|guidance|discussions?(?!\swill)|request"
    r"|proposal|permission|go-ahead|support\w*|toward\w*|before|prior to|ahead of|until|pending|if|whether"
    r"|fund|funding|poised|set|further|additional|clear\w*|authori[sz]\w+|approv\w+|filings?|submissions?"
    r"|applications?|no|not|without|hope\w*|assum\w+|seek\w*|eligible|required"
    r"|needed)(?P<gap>\s(?:[^\s.;:]+\s){0,5})$"
)
# "initiation of Phase 3" has begun ("announced the …") unless the words before it look ahead ("funds the …").
_BEGINNING = late(
    r"\b(?:initiation|start|commencement|launch|initiating|starting|beginning|commencing|launching|entry"
    r"|entering|advancement|moving|progression|transition\w*)\s(?:of|into|in|to|the|our|its"
    r"|a)?(?P<gap>[^.;:]{0,60})$"
)
# "Additionally, begin enrollment for the Phase 2 study": a list of what is to be done.
_TO_DO = late(r"\b(?:initiate|begin|commence)\s(?P<gap>[^.;:]{0,60})$")
_LOOKS_AHEAD = late(
    r"\b(?:plan\w*|intend\w*|expect\w*|anticipat\w*|on track|prior to|ahead of|toward\w*|before|enabl\w*"
    r"|support\w*|allow\w*|until|pending|fund\w*|prepar\w*|will|would|could|look(?:ing)? forward"
    rf"|{MAY}"
    r"|target(?:ing|ed|s)?(?=\s(?:for\s)?(?:the\s)?$)|potential\w*|milestones|catalysts|upcoming|goal|aim\w*"
    r"|subject to)\b"
)
_ADVANCING = late(
    r"\b(?:advanc(?:ing|es?)\s|being\s(?:advanced|moved|progressed|taken)\s)[^.;:]{0,60}?\b(?:in)?to(?:wards?)?"
    r"\s(?:[^\s.;:]+\s){0,4}$"
)
# "Phase 3 study of X in combination with Y is planned for 2026": the verb is the study's, no later noun's.
_PLANNED_AFTER = late(
    r"(?P<gap>(?:\s(?!(?:is|are|was|were|has|have|which|while|but|phase|and\s(?:an?|the|its|our|another))\b)"
    r"[^\s.;,]+){1,16})\s(?:is|are)\s(?:also\s|now\s|currently\s)?(?:planned|scheduled|slated|in\splanning)\b"
    r"(?!\sto\s(?:complete|report|read|present|conclude|end|finish|continue))"
)
_TO_COME_AFTER = late(
    r"[^.;]{0,100}?\b(?:is|are)\sto\s(?:be\s)?(?:initiat|start|begin|commenc|launch|open)"
    r"|[^.;]{0,100}?\b(?:(?:is|are|was|were)\s(?:also\s|now\s)?)?(?:expected|planned|anticipated|scheduled"
    r"|slated|projected|targeted|intended|on track|poised|set|due)\s(?:to|for)\s(?:\w+\s)?(?:initiat|start"
    r"|begin|commenc|launch|open|take place|be (?:initiated|started|launched|conducted))"
    rf"|[^.;,]{{0,60}}\b(?:to|will|would|could|{MAY}|should)"
    r"\s(?:be\s)?(?:initiat|start|begin|commenc"
    r"|launch|open)|\s(?:clinical\s)?(?:trial|study|program)\s(?:\w+\s){0,3}?(?:could|would"
    rf"|{MAY}"
    r"|might|should|will)\b(?!\s(?:continue|report|complete|read))|[^.;,]{0,50}\b(?:planned|slated"
    r"|scheduled)\b(?!\sto\s(?:report|complete|read|conclude))|[\s-]?(?:ready|enabling|readiness)\b|\s(?:clinical\s)?(?:trial\s|study\s)?(?:protocol"
    r"|design|planning|preparations?|start-?up|plans?)\b"
)
_DUE_AFTER = late(
    r"(?P<gap>[^.;,]{0,50})\b(?:anticipated|expected)\s(?:in|by|for|during|around|to (?:begin|start))\b"
)
# "is in a Phase 1b trial for gout and will enter Phase 2": what is planned is the next one.
_NEXT_PHASE = late(
    r",?\sand\s(?:(?:we|it|the\scompany)\s)?(?:(?:is|are)\s)?(?:will|would|plans?|planned|expect(?:s|ed)"
    r"|scheduled|set)\s(?=[^.;]{0,60}\b(?:phase|pivotal|registrational)\b)"
)
_HAS_BEGUN = late(
    r"\b(?:ongoing|on-going|completed|enrolling|enrolled|recruit\w*|dosed|dosing|top-?line|results?|data(?!\s(?:can|could|will|would)\b)"
    r"|met|showed|demonstrated|conducted|conducting|under\s?way|currently|being (?:evaluated|studied"
    r"|investigated|tested)|initiated|commenced|began|begun|started|entered|evaluated in|investigated in"
    r"|studied in|safely|read-?out)\b"
)
# "our ongoing Phase 2 trial", "data from the Phase 2 trial are expected in": it is there already.
_UNDER_WAY = late(r"\b(?:ongoing|on-going|completed|enrolling)\s(?:(?!and\b|but\b)[\w-]+\s){0,2}$")
_DATA_OF = late(r"\b(?:data|results|read-?outs?)\s(?:from|of|for)\s(?:[^\s.;]+\s){0,6}$")
_CLAUSES = late(r"[.;]")
_END_OF_PHASE = ("end-of-", "end of ")


def standing(before: str, after: str) -> Standing:
    """How the words before and after a trial speak of it."""
    if is_to_come(before, after):
        return Standing.TO_COME
    clause = _CLAUSES.split(before[-60:])[-1], _CLAUSES.split(after[:80])[0]
    begun = before.endswith(_END_OF_PHASE) or any(_HAS_BEGUN.search(side) for side in clause)
    return Standing.BEGUN if begun else Standing.STATED


def is_to_come(before: str, after: str) -> bool:
    """Whether the words before and after a trial speak of it as still to come.

    What is foreseen of a trial's data, results or end says that the trial itself is under way.
    """
    if before.endswith(_END_OF_PHASE) or _UNDER_WAY.search(before):
        return False
    after = _NEXT_PHASE.split(after)[0]
    if _TO_COME_AFTER.match(after) or _ADVANCING.search(before):
        return True
    due = _DUE_AFTER.match(after)
    if due and not (_REPORTS.search(due["gap"]) or _DATA_OF.search(before)):
        return True
    planned = _PLANNED_AFTER.match(after)
    if planned and not (_is_there(planned["gap"]) or _REPORTS.search(before[-60:])):
        return True
    to_do = _TO_DO.search(before)
    if to_do and not _ONGOING.search(to_do["gap"]):
        return True
    intent, foreseen, begun = _INTENT.search(before), _FORESEEN.search(before), _BEGINNING.search(before)
    if intent and not _is_there(intent["gap"]):
        return True
    if foreseen and not _REPORTS.search(after[:60]) and not _is_there(foreseen["gap"]):
        return True
    return bool(begun and not _is_there(begun["gap"]) and _LOOKS_AHEAD.search(before[: begun.start()]))


def _is_there(gap: str) -> bool:
    """Whether what stands between a word of intent and the phase says that the trial is there already."""
    return bool(_ONGOING.search(gap) or _REPORTS.search(gap))
