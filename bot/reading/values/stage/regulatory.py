"""Applications and decisions: IND, NDA and their kin, approvals, what is sold and what was given up."""

from __future__ import annotations

import re

from bot.reading.patterns import late
from bot.reading.values.stage.around import MAY, Around, StageMention

# --- applications: IND, NDA, BLA, MAA, PMA ---

_VERB_BEFORE = late(
    rf"(?P<plan>\b(?:to|will|would|could|{MAY}|might|should|can)"
    r"\s(?:\w+\s){0,2}?(?:re-?)?(?:submit|file"
    r"|be submitted|be filed|support|complete|seek|include|prepare)\b|\b(?:plan\w*|expect\w*|anticipat\w*"
    r"|potential|upcoming|future|target\w*|intend\w*|prepar\w*|support\w*|toward\w*|before|prior to"
    r"|ahead of|on track|rolling|next|if|not|no(?! objection)|submitting|(?<!for )filing|completing"
    r"|file"
    r"|submit)\b)|(?P<done>\b(?:(?:re-?)?submitted"
    r"(?!\s(?:during|in|with|as|for inclusion)\b)|submits|(?:re-?)?filed|files"
    r"|(?:completed|announc\w+\s(?:the\s)?completion\sof)\s(?:the\s|its\s|our\s)?rolling"
    r"|extended\sthe\sreview\speriod\sof|accept(?:ed|s|ance)|validat(?:ed"
    r"|ion|es)|(?:re-?)?submission of|review of|reviewing|clear(?:ed|s|ance)|approv(?:ed|al|es)|allow(?:ed"
    r"|ance|s)|authori[sz](?:ed|ation|es)|complete response|no objection|open(?:ed)?|active|lift(?:s|ed))\b)"
)
_VERB_AFTER = late(
    r"(?P<plan>\bto (?:be )?(?:submit|file|submitted|filed)\b|\b(?:expected|planned|anticipated|targeted"
    r"|slated|enabling|planning|pre-?submission|in preparation|being prepared|will|would|could"
    rf"|{MAY})"
    r"\b|\b(?:submission|filing)s?\s(?:in"
    r"|by|for|during)\s(?:the\s)?(?:first|second|third|fourth|early|mid|late|q[1-4]|[12]h|h[12]|20\d\d"
    r"|end))|(?P<done>\b(?:was|were|is|are|has been|have been|had been"
    r"|been)\s(?:\w+\s){0,2}?(?:re-?)?(?:submitted|accepted|filed|validated|under|cleared|approved|allowed"
    r"|authori[sz]ed|granted|refused|rejected|in effect|open|active)\b"
    r"|\b(?:submitted|filed|accepted|validated"
    r"|under (?:\w+\s){0,2}review"
    r"|acceptance|pdufa|clearance|cleared|(?:in|into|took) effect"
    r"|(?:is|are) pending|approved by|filed with|approval|complete response))"
)
# "cannot project an exact date for filing an IND"
_UNTOLD = late(r"\b(?:cannot|can not|no assurance|unable to)\b|\bpath(?:way)?\s(?:from|to)\b")
# Characters from "NDA" to the noun that is its own: "IND application clearance".
_NEXT = 30
_OWN_IND = late(r"\b(?:its|our|an?|active|existing|company['’]s)\s[^.;,]{0,60}$")
# "a regulatory submission to conduct a Phase 1 trial" asks for a trial, not for the market.
_FOR_A_TRIAL = late(
    r"\s(?:[^.;,]{1,80}\s)?(?:for|to\s(?:conduct|initiate|start|begin|commence))\s[^.;,]{0,40}\b(?:trial"
    r"|study)\b"
)
# "received premarket approval" is the decision, "submitted a premarket approval application" asks for it.
_PREMARKET = ("premarket approval", "pre-market approval", "pma")
_APPLIES = late(r"(?:\s\([^)]{1,20}\)|\))?\s(?:application|submission|supplement|filing|process)")
_FILED_WORDS = (
    "filed",
    "filing",
    "submitted",
    "submissions:",
    "pdufa",
    "under",
    "positive opinion",
    "in registration",
    "fda is",
    "ema is",
    "advisory",
)


def read_application(around: Around) -> StageMention | None:
    """An NDA and its kin: filed where it was submitted, accepted, refused or is under review."""
    if around.word.startswith(_FILED_WORDS):
        return around.states("filed")
    if _UNTOLD.search(around.before):
        return None
    if around.word in _PREMARKET and _GIVEN.search(around.before) and not _APPLIES.match(around.after):
        return around.states("approved")
    verb = _verb(around)
    if not verb or not verb[0]:
        return None
    if around.folded_text.startswith("approve", verb[1]):
        return around.states("approved", *verb[1:])
    return around.states("ind" if _FOR_A_TRIAL.match(around.after) else "filed", *verb[1:])


def read_ind(around: Around) -> StageMention | None:
    """An IND: cleared or submitted is ind; one still to be filed shows the work to be preclinical."""
    if _UNTOLD.search(around.before):
        return None
    verb = _verb(around)
    if verb:
        return around.states("ind" if verb[0] else "preclinical", *verb[1:])
    return around.states("ind") if _OWN_IND.search(around.before) else None


def _verb(around: Around) -> tuple[bool, int, int] | None:
    """The nearest verb that governs an application, as (done, start, end); none where there is none."""
    floor = around.at - len(around.before)
    leading = list(_VERB_BEFORE.finditer(around.before))
    following = next(filter(_is_near, _VERB_AFTER.finditer(around.after)), None)
    last = leading[-1] if leading else None
    if last and (not following or len(around.before) - last.end() <= following.start()):
        return last["done"] is not None, floor + last.start(), floor + last.end()
    if following:
        return following["done"] is not None, around.to + following.start(), around.to + following.end()
    return None


def _is_near(verb: re.Match[str]) -> bool:
    """Whether a noun such as "acceptance" is the application's own: it stands right behind it."""
    return verb.start() < _NEXT or not verb.group().endswith(("approval", "acceptance", "clearance"))


# --- approvals ---

_AUTHORITY = late(
    r"\b(?:fda|ema|ec|mhra|nmpa|cfda|pmda|mhlw|tga|anvisa|cdsco|mfds|cofepris|dcgi|swissmedic)\b"
    r"|food (?:and|&) drug administration|european (?:commission|medicines agency|union)|ministry of health"
    r"|health canada|therapeutic goods|medicines? (?:and|&) healthcare|health (?:authorit|sciences)"
    r"|regulatory authorit|notified body|\beu\sapproval|\beu\smarketing"
)
_MARKET = late(
    r"\bin\s(?:the\s)?(?:u\.?s\.?|united states|eu\b|european union|europe|china|japan|canada"
    r"|great britain|uk\b|united kingdom|israel|brazil|south korea|korea|australia|mexico|taiwan|india"
    r"|switzerland|(?:more than |over |about |nearly )?\w+ (?:countries|markets|jurisdictions))"
    r"|\s\((?:u\.?s\.?|eu|europe|japan|china|uk|canada)\b"
)
_NOT_REACHED = late(
    r"\b(?:if|not|un|yet|never|pending|potential\w*|possible|seek\w*|toward\w*|prior to|until|await\w*"
    r"|before|expect\w*|anticipat\w*|request\w*|could|might|would|will|subject to|upon|cusp"
    rf"|{MAY}"
    r"|support\w*|path\w*|goal|eligible|no|future|likelihood|obtain|achiev\w+|gain|receive|pursu\w+"
    r"|accelerat\w+ (?:path|the)|to (?:be|obtain|gain|get|receive|secure|seek|have)|timing|recommend\w*"
    r"|when|assuming|once|decision|appl\w+|submi\w+|fil(?:ed|ing|e)\s(?:for|in)|investigational|other"
    r"|prepar\w+|ahead of|advanc\w+|review of)\s(?:[^\s.;,)]+\s){0,4}$"
)
# "submitted an application to the authority for marketing approval of QLN-7"
_APPLIED = late(
    r"\b(?:submitted|filed|accepted)\s[^.;]{0,40}\bapplication\b[^.;]{0,60}\bfor\s(?:[\w-]+\s){0,4}$"
)
# "EU approval received in May", "approval June 2025": told in few words, as lists do.
_GIVEN_AFTER = late(
    r"\s(?:(?:was\s|were\s|has\sbeen\s)?(?:received|granted|obtained|secured)\b|(?:in\s)?(?:(?:january|february"
    r"|march|april|may|june|july"
    r"|august|september|october|november|december)\s)?20\d\d\b)"
)
# What else is approved: trials, names, shares, plans, and medicines in general.
_OTHER_OBJECT = late(
    r"[^.;]{0,90}?\bto\s(?:initiate|begin|conduct|proceed|start|commence|advance|enter|test|run)\b"
    r"|\s(?:of\s)?(?:the\s)?use\sof\s[^.;]{1,60}\sin\s(?:an?|the|its|our)\s[^.;]{0,30}\b(?:trial|study)\b"
    r"|\s(?:of|for)\s(?:[^\s.;,]+\s){0,3}petition\b"
    r"|[\s,]*(?:(?!for\b|in\b|by\b|to\b|of\b|as\b)[^\s.;]+\s){0,3}?(?:"
    r"(?:(?:for|of|to)\s(?:the\s(?:company['’]s\s)?|its\s|our\s|an?\s)?)?(?:inds?\b|investigational"
    r"|protocol|initiation"
    r"|(?:(?:global|pivotal|clinical|registrational|phase\s\S+)\s)*(?:trials?|stud(?:y|ies))\b)"
    r"|tradename|trademark|patent|share|resolution|merger|listing|budget|dividend|issuance|stock|compensation"
    r"|board|amendment|facility|site\b|(?:therapies|treatments|drugs|medicines|products)\b(?!:"
    r"|,\s(?!and\b)|\sinclud|\s[–—])"
    r"|options?\b|indications?\b|vaccines?\b|agents\b|biologics\b|plan\b|grant of|under the)"
)
_OF_A_TRIAL = late(
    r"\b(?:clearances?|approvals?)\sof\s(?:the\s)?\S+\s(?:study|trial)\b[^.;]{0,80}$|"
    r"\b(?:fast[\s-]track|orphan|orphan[\s-]drug|breakthrough|breakthrough[\s-]therapy|petition)\s$|"
    r"\b(?:inds?|ide|trial|study|protocol|name|patents?)\s(?:(?:was|were|has been|have been|is|are)\s)?$"
    r"|\b(?:inds?|ctas?|investigational new drug|clinical trial application|trial|study)\b[^.;,]{0,60}"
    r"\s(?:was|were|has been|have been)\s$"
)
_GIVEN = late(
    r"\b(?:receiv\w+|receipt of|obtain\w+|grant\w*|secur\w+|gain\w*|won|wins|awarded|got|gets|achieved"
    r"|announc\w+|following|since|with|has|under)\s(?:[^\s.;]+\s){0,8}$"
)
_HELD = late(
    r"\b(?:receiv\w+|obtain\w+|grant\w*|secur\w+|has|gain\w*|awarded|achiev\w+|under|with|wins?|won"
    r"|announc\w+|carries|bears|gets|got|is|are|issued)\b|^$|[:;,]\s$"
)
# "gained approval for its first product": whose approval need not be said either.
_OBTAINED = late(r"\b(?:received|obtained|gained|secured|won|was granted)\s(?:[\w-]+\s){0,2}$")
_FOR_IT = late(r"\s(?:for|of)\s(?:its|our|the)\s")
# "our approved therapies, A and B"
_OWN = late(r"\b(?:our|its|\w+['’]s|ha(?:s|ve)(?:\sthe)?)\s(?:[\w-]+\s)?$")
_OWN_LIST = late(
    r"\s(?:[\w-]+\s){0,2}(?:products?|medicines?|therap(?:y|ies)|drugs?|treatments?|vaccines?|devices?|brands?)"
    r"(?::|,|\s(?:are|includ|compris|consist|[–—])|$)|\s(?:[\w-]+\s){0,2}(?:products|medicines|therapies|drugs|brands)\s"
)
# "A and B are approved, C is filed"
# "Ovelia (zelotinib), gout: approved"
_ENTRY = late(r"[,:|)–—-]\s$")
_IS_SO = late(r"\b(?:is|are|was|were)\s(?:also\s|now\s|already\s)?$")
_ENDS = late(r"[,.;:)]|\sand\b|$")
_NOT_AN_AUTHORITY = late(r"\b(?:board|shareholder|stockholder|ethics|irb|court|corporate)\s$")
# "CE-approved", "NMPA-approved": the word names who did.
_BY_NAME = ("-approved", "-cleared")
_DECISIONS = ("approv", "cleared", "clears", "clearance", "authorized", "authorised")
_NOUNS = ("approval", "approvals", "clearance")
_APPROVAL_OF = late(r"(?:\sin\s(?:the\s)?[\w.]+)?\s(?:of|for)\s")
# "Receives Clearance and CE Mark Update": news of the way to the mark.
_ABOUT_IT = late(
    r"\s(?:updates?|application|submission|process|pathway|review|filing|timelines?|strategy|path)\b"
)


def read_approval(around: Around) -> StageMention | None:
    """An approval, clearance or marketing authorisation that an authority has given."""
    before, after = around.before, around.after
    if around.heads_a_list:
        return around.states("approved")
    if _APPLIED.search(before):
        return around.states("filed")
    if _NOT_REACHED.search(before):
        return None
    if not any(word in around.word for word in _DECISIONS) or "510(k)" in around.word:
        if _ABOUT_IT.match(after):
            return None
        held = _HELD.search(before[-70:]) or _GIVEN_AFTER.match(after)
        return around.states("approved") if held else None
    if around.word == "approved" and _OWN.search(before) and _OWN_LIST.match(after):
        return around.states("approved")
    if _OF_A_TRIAL.search(before) or _OTHER_OBJECT.match(after) or _is_any(before, after):
        return None
    if around.word in _NOUNS and not (
        _GIVEN.search(before) or _APPROVAL_OF.match(after) or _GIVEN_AFTER.match(after)
    ):
        return None
    near = before[-90:] + around.word + after[:80]
    named = (
        around.word.endswith(_BY_NAME)
        or _AUTHORITY.search(near)
        or (around.word == "approved" and _is_so(before, after))
        or (around.word in _NOUNS and after.startswith(" of ") and _MARKET.search(after))
        or (around.word in _NOUNS and _GIVEN_AFTER.match(after) and not _NOT_AN_AUTHORITY.search(before))
        or (_OBTAINED.search(before) and (_FOR_IT.match(after) or _MARKET.search(after[:30])))
        or (around.word.startswith("approved") and (_MARKET.search(near) or _is_for_a_use(before, after)))
    )
    return around.states("approved") if named else None


def _is_so(before: str, after: str) -> bool:
    """Whether products are called approved and nothing more is said."""
    return bool(
        (_IS_SO.search(before) and _ENDS.match(after))
        or after.startswith(": ")
        or (_ENTRY.search(before) and not after.strip(" .|)"))
    )


# "in combination with an approved therapy": any one, not a candidate.
_ANY_BEFORE = late(r"(?<!\bis )(?<!\bas )\b(?:an?|any|no|other|another|existing|current)\s$")
_MEDICINE = late(r"\s(?:[\w-]+\s){0,2}(?:therapy|treatment|drug|medicine|product|option)\b")


def _is_any(before: str, after: str) -> bool:
    return bool(_ANY_BEFORE.search(before) and _MEDICINE.match(after))


# "X® (y), approved for the treatment of", "X is approved to treat": who approved it need not be said.
_SAID_OF_A_NAME = late(r"(?:[)®™],?|[a-z®™],|\b(?:is|was|are|were|been|already|currently|first))\s$")
_FOR_A_USE = late(
    r"\s(?:in\s\w+\s(?:20\d\d\s)?)?(?:for\s(?!sale|trading|listing|inclusion|funding|publication)\w+|to\s(?!be\b|the\b)\w+"
    r"|as\s(?:an?|the)\s(?:[\w-]+\s){0,4}(?:treatment|therapy|medicine|option)\b)"
)


def _is_for_a_use(before: str, after: str) -> bool:
    return bool(_SAID_OF_A_NAME.search(before) and _FOR_A_USE.match(after))


# --- sold, given up ---

_PROGRAM_AFTER = late(r"[^.;]{0,40}\b(?:development|program|programme)\b")
_PROGRAM_BEFORE = late(r"\b(?:development|program|programme)\b[^.;]{0,40}$")
_UNCERTAIN = late(rf"\b(?:{MAY}|could|might|would|if|risk\w*|not)\b")


# "with medications currently available on the market": not the candidate.
_OTHERS_SOLD = late(
    r"\b(?:medications|drugs|therapies|treatments|medicines|devices|products|competitors)\s(?:(?:already"
    r"|currently|now)\s)?"
    r"(?:available\s)?$"
)


def read_market(around: Around) -> StageMention | None:
    """What is sold."""
    if _OTHERS_SOLD.search(around.before) and not around.after.startswith(":"):
        return None
    return None if _NOT_REACHED.search(around.before) else around.states("marketed")


# "QLN-7 was discontinued"; dosing that was, or a trial, is another matter.
_IS_ENDED = late(r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:also\s)?$")
_NOT_ITSELF = late(
    r"\b(?:trials?|stud(?:y|ies)|arms?|cohorts?|patients?|subjects?|dosing|dose|treatment|therapy|enrol\w+|sales?"
    r"|agreement|collaboration|operations?|supply|manufactur\w+|production|plan|coverage|who|which)\b[^.;]{0,60}$"
)


def read_end(around: Around) -> StageMention | None:
    """Development given up; a single trial that ended early leaves the stage as it was."""
    told = (
        around.heads_a_list
        or around.word.endswith(("development", "work on"))
        or around.before.endswith((": ", "; "))
    )
    passive = _IS_ENDED.search(around.before) and not _NOT_ITSELF.search(around.before)
    if not (told or passive or _PROGRAM_AFTER.match(around.after) or _PROGRAM_BEFORE.search(around.before)):
        return None
    return None if _UNCERTAIN.search(around.before[-50:]) else around.states("discontinued")
