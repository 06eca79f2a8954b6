"""What a date ahead is of: each rule with the words that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading.patterns import late

# Words that put an event ahead of the release.
AHEAD = late(
    r"\b(?:expect\w*|anticipat\w*|on\strack|plan(?:s|ned|ning)?|will|target(?:ed|s|ing)?|aim(?:s|ing)?|project(?:s|ed)"
    r"|schedul\w+|slated|intend\w*|remains?|forecast\w*|due|upcoming|estimated?|goal|look(?:s|ing)?\sforward|assigned|pdufa|(?:goal|action)\sdate"
    r"|set\sto|planning|prepar\w+|could|should|would|potential\w*|possible|to\s(?:be|begin|start|enter|report|occur|follow))\b"
)
# What is to come where a date ahead stands beside it.
TO_COME = late(r"\b(?:read-?out|top-?line|first\s(?:patient|participant|subject)|(?:start|initiation)\sof)\b")
_LATER = (
    r"(?:expected|anticipated|on\strack|planned|targeted|scheduled|slated|projected|due|will|to|set|remains?"
    r"|we\sexpect|would|should)"
)
# What leads from a noun straight to its date: "readout in", "first patient: ".
_AT = r"(?::|\s[–—-])?\s(?:(?:in|by|around)\s(?:the\s)?)?$"
_APPLICATIONS = (
    r"(?:nda|bla|maa|ind|cta|snda|sbla|anda|pma|ide|510\(k\)|de\snovo|new\sdrug\sapplication|biologics?\slicen[sc]e"
    r"|marketing\sauthori[sz]ation|investigational\snew\sdrug|clinical\strial\sapplication|premarket)"
)
_TRIAL = r"(?:trials?|stud(?:y|ies)|phase\s[1-3i]\S*|enrol\w+|dosing|program)"
_BEGIN = r"(?:initiat|start|begin|commenc|launch|open|get\sunder\s?way)\w*"
_DATA = r"(?:data|results|read[\s-]?outs?|top-?line|interim\s(?:\w+\s)?analys[ie]s)"


@dataclass(frozen=True, slots=True)
class Rule:
    """The contract's word for a kind of milestone and the words that speak of one."""

    what: str
    pattern: re.Pattern[str]


RULES = (
    Rule(
        "target action date",
        late(r"\bpdufa\b|\b(?:target\saction|action|goal|target\sdecision)\sdate\b"),
    ),
    Rule(
        "data expected",
        late(
            rf"\b(?:report|announc|shar|present|releas|provid|publish|disclos|deliver|expect|anticipat)\w*\s"
            rf"(?:(?!trial|study|enrol)[\w/%,-]+\s){{0,6}}?{_DATA}\b"
            rf"|\b{_DATA}\b[^.;]{{0,90}}?\b{_LATER}\b|\b{_DATA}(?:\s(?:from|of)\s[^.;,:]{{1,60}})?{_AT}"
        ),
    ),
    Rule(
        "filing",
        late(
            rf"\b(?:re-?)?(?:submit(?!ted)|(?:be|been)\ssubmitted|submission|fil(?:e|ing)\b)\w*[^.;]{{0,60}}?\b{_APPLICATIONS}(?!\w)"
            rf"|\bto\sbe\s(?:re-?)?(?:filed|submitted)\b|\b{_APPLICATIONS}(?:\ssubmission|\sfiling)?{_AT}"
            rf"|\b{_APPLICATIONS}s?(?!\w)(?:\s\([^)]{{1,30}}\))?(?:(?!\band\b)[^.;,]){{0,50}}?\b(?:re-?)?(?:submission|be\ssubmitted|filings?|be\sfiled|submit|file|planned|targeted|slated)\b"
        ),
    ),
    Rule(
        "other",
        late(
            r"\bcomplet\w+\s(?:of\s)?(?:[\w-]+\s){0,3}(?:enrol\w+|recruitment)\b"
            r"|\b(?:enrol\w+|recruitment)\b[^.;]{0,80}\bcomplet\w+"
            rf"|\b(?:decision|opinion)s?\b[^.;]{{0,80}}?\b{_LATER}\b"
            r"|(?<!\bfor\s)(?<!\bfor\sfda\s)\b(?:approval|clearance)s?\b[^.;,]{0,70}\b(?:in|by|around|during|from)\s(?:the\s)?$"
        ),
    ),
    Rule(
        "trial start",
        late(
            rf"\bfirst\s(?:patient|participant|subject){_AT}|\b(?:start|initiation)\sof\s[^.;,:]{{1,60}}{_AT}"
            rf"|\b{_BEGIN}\s(?:(?!data|results|read)[^\s.;]+\s){{0,12}}?{_TRIAL}\b"
            rf"|\b(?:enter|advance?\w*(?:\s\S+)?\sinto)\w*\s(?:an?\s|the\s|its\s)?(?:\w+\s){{0,2}}(?:phase|pivotal|registrational|clinic\w*)\b"
            rf"|\b{_TRIAL}\b[^.;]{{0,110}}?\b{_LATER}\s(?:to\s)?(?:be\s)?{_BEGIN}|\b{_TRIAL}\b[^.;]{{0,90}}?\b(?:planned|slated)\sfor\s(?:the\s)?$|\b{_TRIAL}\s{_BEGIN}\b"
            r"|\bdos\w+\s(?:of\s)?(?:the\s)?first\s(?:patient|participant|subject)|\bfirst\s(?:patient|participant|subject)s?\s[^.;]{0,70}?\b(?:dosed|enrolled|dosing)\b"
        ),
    ),
    Rule(
        "launch",
        late(
            r"\bmake\s[^.;,]{1,40}\savailable\b|\bmarket\sentry\b|\breach\sthe\smarket\b"
            r"|\b(?:commercial(?:ly)?\s)?launch(?:es|ing)?\b(?![^.;]{0,50}\b(?:trials?|stud(?:y|ies)|phase)\b)"
        ),
    ),
)
