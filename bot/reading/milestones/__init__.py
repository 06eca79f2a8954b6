"""Dates ahead in development: target action dates, expected data, planned starts, filings and launches.

A date counts where its clause says what is to come ("expects topline data in Q4 2026") and it lies ahead of
the release's own day. Whose it is: the candidate named last before it in the sentence, else after it, else
the one that its paragraph, or the whole release, is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.model import Candidate, Milestone, Reason, Span, Stated
from bot.reading.issuer import Issuer
from bot.reading.milestones.periods import Period, holds_period, periods
from bot.reading.milestones.rules import AHEAD, RULES, TO_COME, Rule
from bot.reading.patterns import late
from bot.reading.pipeline import Named, Pipeline
from bot.reading.pipeline.kept import MedicalText, Sentence, kept_sentences

# Whose a date can be: what a stage is stated of; where there is none, what is named.
Owner = Candidate | Named

_MOST = 40
# "In the second half of 2026, we expect": so many characters before a date that opens its clause.
_LEADING = 30
# A paragraph so short that begins with a candidate's name heads what follows.
_HEADING, _NEAR_HEAD = 120, 4
# Figures for the quarter or the year are no clinical data.
_MONEY = late(
    r"\b(?:financial|fiscal|annual|(?:un)?audited|earnings|revenues?|operating|business|(?:first|second|third|fourth|4th\w*|full)[\s-](?:quarter|year))\b"
)
_CLAUSE = late(r";|(?<=[a-z)]),\s(?=(?:and|while|with|followed)\s)|\bwhile\b")
_SEVERAL = late(r"\brespectively\b")
# "The Phase 3 trial, which began in 2024", "as announced in March 2026": no date ahead, whatever is near.
_PAST = late(
    r"(?<!\bbe\s)\b(?:since|began|started|initiated|announced|completed|reported|founded|received|ended|dated|cash|runway|fund\w*)\b"
    r"[^,;]{0,40}$"
)


def milestones(medical: MedicalText | None, issuer: Issuer, pipeline: Pipeline) -> tuple[Milestone, ...]:
    """The dates ahead that a release states of the issuer's own work, in the text's order.

    `pipeline` is what was read from it.
    """
    if medical is None:
        return ()
    published = date.fromisoformat(issuer.published.value[:10]) if issuer.published else None
    found = list(_found(medical, pipeline, published))
    return tuple(one for one in found if not any(_says_more(other, one) for other in found))[:_MOST]


def _found(medical: MedicalText, pipeline: Pipeline, published: date | None) -> Iterator[Milestone]:
    text, folded_text = medical.text, medical.folded_text
    own = pipeline.candidates or pipeline.named
    told: set[tuple[str, str, str]] = set()
    section: Owner | None = None
    for part in medical.kept.parts:
        if part.end - part.start < _HEADING:
            headed = _named(folded_text, part.start, part.end, own)
            section = headed[0][1] if headed and headed[0][0].start - part.start < _NEAR_HEAD else section
        span = part.start, part.end
        if not (
            holds_period(folded_text, part.start, part.end)
            and (AHEAD.search(folded_text, *span) or TO_COME.search(folded_text, *span))
        ):
            continue
        topic = own[0] if len(own) == 1 else section
        for sentence in kept_sentences(text, folded_text, part):
            named = _named(folded_text, sentence.start, sentence.end, own)
            for one in _of_sentence(text, folded_text, sentence, named, topic, published):
                mark = (one.what.value, one.date.value, one.of.value if one.of else "")
                if mark not in told:
                    told.add(mark)
                    yield one
            topic = named[-1][1] if named else topic


def _of_sentence(
    text: str,
    folded_text: str,
    sentence: Sentence,
    named: list[tuple[Span, Owner]],
    topic: Owner | None,
    published: date | None,
) -> Iterator[Milestone]:
    """The milestones of one sentence."""
    if _SEVERAL.search(folded_text, sentence.start, sentence.end):
        return
    floor, told = sentence.start, None
    for period in periods(folded_text, sentence.start, sentence.end, published):
        ceiling = sentence.end
        if published is None or period.last > published:
            to_come = published is not None and period.first > published
            cue = _cue(folded_text, floor, period, ceiling, sentence.start, to_come)
            if cue is None and told and _AND_IN.fullmatch(folded_text, floor, period.span.start):
                cue = told
            told = cue
            if cue and not _PAST.search(folded_text, floor, period.span.start):
                rule, at = cue
                whose = _whose(named, topic, at)
                yield Milestone(
                    what=Stated(rule.what, at, Reason("milestone", at.of(text))),
                    date=Stated(period.value, period.span, Reason("milestone", at.of(text))),
                    written=Stated(period.span.of(text), period.span),
                    of=Stated(whose[1], whose[0]) if whose else None,
                )
        floor = period.span.end


# "Data from A are expected in 2026 and from B in 2027."
_AND_IN = late(r",?\sand\s(?:from\s[^,;.]{1,40}\s)?(?:in|by)\s(?:the\s)?")


def _cue(
    folded_text: str, start: int, period: Period, end: int, sentence: int, to_come: bool
) -> tuple[Rule, Span] | None:
    """What the date is of: said last before it in its clause, else right behind it.

    `sentence` is where its sentence begins: "expects to dose in Q2 and to report data in Q4".
    """
    before = [m.end() for m in _CLAUSE.finditer(folded_text, start, period.span.start)]
    for floor in [*reversed(before), start]:
        found = _last(folded_text, floor, period.span.start, ahead_from=sentence, sure=to_come)
        if found:
            return found
    if period.span.start - (before[-1] if before else start) > _LEADING:
        return None
    behind = _CLAUSE.search(folded_text, period.span.end, end)
    stop = behind.start() if behind else end
    return _last(folded_text, period.span.end, stop, ahead_from=period.span.end, first=True)


def _last(
    folded_text: str, start: int, end: int, *, ahead_from: int, first: bool = False, sure: bool = False
) -> tuple[Rule, Span] | None:
    """The rule whose words stand nearest to the date in [start, end), if they look ahead.

    Words that lead straight to the date need not where the date is `sure` to come.
    """
    hits = [
        (match.start(), rule, Span(*match.span()))
        for rule in RULES
        for match in rule.pattern.finditer(folded_text, start, end)
        if not _is_of_money(folded_text, start, match, rule)
    ]
    if not hits:
        return None
    _, rule, span = min(hits, key=lambda hit: hit[0]) if first else max(hits, key=lambda hit: hit[2].end)
    ahead = (
        (sure and span.end == end)
        or rule.what == "target action date"
        or AHEAD.search(folded_text, ahead_from, end)
    )
    return (rule, span) if ahead else None


def _is_of_money(folded_text: str, start: int, match: re.Match[str], rule: Rule) -> bool:
    """Whether the results are a quarter's or a year's, not a trial's."""
    if rule.what != "data expected":
        return False
    return bool(_MONEY.search(folded_text, max(start, match.start() - 40), match.end() + 20))


# --- whose ---


def _named(folded_text: str, start: int, end: int, own: Sequence[Owner]) -> list[tuple[Span, Owner]]:
    """The candidates named in [start, end), in order."""
    found = []
    for candidate in own:
        for name in (candidate.name, *candidate.aka):
            at = folded_text.find(name.value.lower(), start, end)
            if at >= 0 and not folded_text[at - 1 : at].isalnum():
                found.append((Span(at, at + len(name.value)), candidate))
    return sorted(found, key=lambda pair: pair[0].start)


def _whose(named: list[tuple[Span, Owner]], topic: Owner | None, cue: Span) -> tuple[Span, str] | None:
    """The place that names the candidate, and its name as the release's record has it."""
    before = [pair for pair in named if pair[0].start < cue.end]
    nearest = before[-1] if before else named[0] if named else None
    if nearest:
        return nearest[0], nearest[1].name.value
    return (topic.name.span, topic.name.value) if topic else None


def _says_more(one: Milestone, other: Milestone) -> bool:
    """Whether `one` states the same as `other` more exactly: a quarter of its year, or whose it is."""
    if one is other or one.what.value != other.what.value:
        return False
    same_of = (one.of and one.of.value) == (other.of and other.of.value)
    if one.date.value == other.date.value:
        return one.of is not None and other.of is None
    return (same_of or other.of is None) and one.date.value.startswith(f"{other.date.value}-")
