"""The kind of thing a question wants to hear, and what of that kind a sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.desk.words import asks_whether
from bot.model import Span, Value
from bot.reading.values.moment import Moments, stamp

AMOUNT, SHARE, COUNT, DATE, TIME, PERSON, PLACE, RATIO = (
    *("amount", "share", "count", "date", "time"),
    *("person", "place", "ratio"),
)
REASON, REFUSED = "reason", "refused"
PARTY = "party"  # a person or a firm
TREATED = "treated"  # what a candidate is for
LENGTH = "length"  # of time
ADDRESS = "address"  # of a page, a mailbox or a telephone
FIGURES = frozenset([AMOUNT, COUNT, SHARE, RATIO])

_TITLED = (
    "ceo, cfo, coo, cto, cmo, cso, chairman, chairwoman, chair, president, founder, director, directors, "
    "dean, execs, exec"
)
# Those engaged for something, firms as often as people.
_ENGAGED = (
    "agent, agents, underwriter, underwriters, bookrunner, adviser, advisor, auditor, counsel, law firm"
)
_TITLES = frozenset(_TITLED.split(", "))
# Words by which a question shows what it wants, the more telling first; several words are a phrase.
_CUES: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (kind, tuple(cues.split(", ")))
    for kind, cues in (
        (TIME, "what time, which time, exact time, what hour, start time, what day and time, oclock"),
        (
            DATE,
            "when, whens, what date, which date, what day, which day, what year, which year, first day, "
            "last day",
        ),
        (REASON, "why, how come, what for reason, reason"),
        (PLACE, "which city, what city, which country, which hospital, which hotel, what hotel"),
        (LENGTH, "how long, how fast is, how fast does, how fast do, how quickly, how quick, duration"),
        (
            PERSON,
            "who, whom, whos, which analyst, which exec, which executive, which executives, guy, person",
        ),
        (PARTY, "which company, what company, which firm, which bank, which partner"),
        (PLACE, "where, wheres"),
        (RATIO, "ratio, split, conversion rate"),
        (
            SHARE,
            "percent, percentage, pct, what share, sensitivity, specificity, accuracy, margin, "
            "response rate, sales growth, revenue growth, growth guidance, growth rate, how fast did, "
            "survival, share of, recurrence, stake, premium, gdp, "
            "yield, interest rate, coupon",
        ),
        (
            COUNT,
            "how many, number of patients, number of shares, number of people, number of employees, "
            "headcount, users, subscribers, customers, average, score, enrollment goal, "
            "enrolment goal, ounces, grade, how old",
        ),
        (
            DATE,
            "until, till, til, deadline, cutoff, cut off, date, dates, what month, runway, how soon, pdufa, "
            "expected closing, results expected, data expected, readout expected, expected when",
        ),
        (
            PERSON,
            "name of, names of, head of, speaker, speakers, " + _TITLED + ", " + _ENGAGED,
        ),
        (
            AMOUNT,
            "how much, did pay, paid for, pay for, price, revenue, revenues, revs, rev, sales, turnover, "
            "profit, income, "
            "ebitda, ebit, eps, earnings per share, cash, dividend, divvy, divi, burn, guidance, "
            "outlook, forecast, proceeds, valuation, worth, cost, costs, fee, debt, provision, "
            "assets, value, size of, deal size, how big, capex, gmv, all time high, closing high, "
            "funding, amount, raise, raised, price target, loss",
        ),
        (DATE, "expected"),
        (PLACE, "headquarters, location"),
    )
)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_CURRENCY = (
    r"(?:(?:US|C|A|CA|AU|HK|NZ|S)?\$|[€£¥₹]|(?:USD|EUR|GBP|SEK|NOK|DKK|CHF|CAD|AUD|JPY|INR|RMB|ILS|NIS)\s)"
)
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|mn|bn|cents?)\b|[MBK]\b)"
_COUNTED = (
    r"(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|hundred)"
)
_SAYS = {
    AMOUNT: rf"{_CURRENCY}\s?{_FIGURE}{_SCALE}?|{_FIGURE}{_SCALE}(?:\s(?:dollars|euros|kronor|yen))?"
    rf"|{_FIGURE}\s(?:USD|EUR|GBP|SEK|NOK|DKK|CHF|dollars|euros|kronor|yen|pence)\b|\(?{_FIGURE}\)?(?=\sper\s)",
    SHARE: rf"{_FIGURE}\s?(?:%|percent\b|per\scent\b|basis\spoints)",
    COUNT: rf"(?<![\w$€£¥.,/-])(?!(?:19|20)\d\d(?![,\d]))(?:{_FIGURE}{_SCALE}?\+?"
    rf"(?![\d%/]|\s?percent|\s{_MONTH})|(?:{_COUNTED})\b)",
    LENGTH: rf"\b(?:{_FIGURE}|one|an|a few|{_COUNTED})(?:\s?(?:-|to|or)\s?(?:{_FIGURE}|{_COUNTED}))?"
    r"(?:\s\(\d+\))?[\s-]"
    r"(?:second|minute|hour|day|week|month|quarter|year)s?\b|\b(?:overnight|immediately|indefinitely)\b",
    ADDRESS: r"https?://[^\s)]+|\bwww\.[^\s)]+|[\w.+-]+@[\w.-]+\w"
    r"|\b[\w-]+\.(?:com|org|net)(?:/[^\s)]*)?"
    r"|\+?\d[\d ().-]{8,16}\d",
    DATE: rf"{_MONTH}\s\d{{1,2}}(?!\d)(?:\s?[-–]\s?\d{{1,2}})?(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d\d)?"
    rf"|\b(?:early|mid|late)[\s-]{_MONTH}(?:,?\s(?:19|20)\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s(?:19|20)\d\d)?|{_MONTH},?\s(?:19|20)\d\d"
    r"|(?:(?:first|second|third|fourth)[\s-](?:quarter|half)|Q[1-4]|[1-4]Q|H[12]|[12]H|early|mid|late|end|year-end)"
    r"(?:[\s-]|\sof\s|\sin\s)(?:fiscal\s)?(?:the\s)?(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\b(?:year[- ]end|end of (?:the|this) year|later this year|this (?:fall|spring|summer|winter))\b"
    r"|(?<![\d$€£,.])(?:19|20)\d\d(?![\d,])",
    RATIO: rf"\b(?:\d+|one|{_COUNTED})[\s‑-](?:for|to)[\s‑-](?:every\s)?(?:\d+|one|{_COUNTED})\b"
    r"|\b\d+:\d+\b|\bone\b[^.]{0,60}\bfor every\b[^.]{0,30}",
    TIME: r"\b\d{1,2}(?::\d\d)?\s?(?:[ap]\.?\s?m\b\.?)|\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\bnoon\b",
    PERSON: r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.\s)?[A-ZÅÄÖØÉ][\w’'-]*[a-zà-ÿ](?:\s(?:[A-Z]\.|de|van|von|der|la))*"
    r"\s(?:[A-Z]\.\s)?[A-ZÅÄÖØÉ][\w’'-]*[a-zà-ÿ]",
    PLACE: r"(?:(?<=\bin\s)|(?<=\bat\s)|(?<=\bat the\s)|(?<=\bon the\s)|(?<=\bnear\s)|(?<=\bcity of\s)"
    r"|(?<=\bheart of\s)|(?<=\bheart of the\s)|(?<=\bby\s)(?=[A-Z][\w’-]+(?:’s|'s)))[A-ZÅÄÖ][\w.’-]*[\w’-]"
    r"(?:[.,]?\s[A-ZÅÄÖ][\w.’-]*[\w’-])*|\b\d{1,5}\s(?:[NSEW]\.?\s)?[A-Z\d][\w’-]+(?:\s[A-Z][\w’-]+)*\s"
    r"(?:St|Street|Ave|Avenue|Road|Rd|Drive|Dr|Blvd|Boulevard|Way|Lane|Parkway|Plaza)\b",
    REFUSED: r"\b(?:no|not|nor|none|without|neither)\b[^,.;]{0,60}",
    REASON: r"\b(?:because|due to|owing to|driven by|thanks to|as a result of|reflecting|amid|after|on)"
    r"\s[^,.;]+",
    PARTY: r"(?<![\w.])(?!(?:The|This|These|It|In|On|For|We|Our|A|An)\b)[A-ZÅÄÖØÉ][\w&’'-]+"
    r"(?:\s(?:of|and|&|de|la)?\s?[A-ZÅÄÖØÉ][\w&’'-]*)*",
    TREATED: r"(?:(?<=\bfor\s)|(?<=\btreat\s)|(?<=\btreating\s)|(?<=\btreatment of\s)|(?<=\bagainst\s)"
    r"|(?<=\btargeting\s)"
    r"|(?<=\bpatients with\s)|(?<=\binto\s)|(?<=\bin\s)"
    r"(?=[\w’ -]{3,40}(?:disease|syndrome|cancer|psoriasis|disorder|itis|oma)\b))"
    r"(?!the\b|patients|use\b|(?:its|his|her|our|their|your)\b|an?\b|treat)"
    r"(?:[\w’'/-]+\s?(?:\(\w+\)\s?)?){1,6}",
}
_ALSO: dict[str | None, str] = {
    AMOUNT: SHARE,
    SHARE: AMOUNT,
    RATIO: SHARE,
    PERSON: PARTY,
    LENGTH: DATE,
    DATE: LENGTH,
    PLACE: ADDRESS,
}
_WHO = frozenset(["who", "whom", "whos", *_ENGAGED.split(", ")])
_HOW = frozenset(["when", "where", "who", "how", "what", "which", "why", "until", "till"])
_PATTERNS = {kind: re.compile(says) for kind, says in _SAYS.items()}
_ANYTHING = re.compile(
    rf"\b[A-Z]{{2,}}-?\d[\w-]*|{_CURRENCY}?{_FIGURE}\s?(?:%|percent\b)?{_SCALE}?|(?<=[a-z,]\s)[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*"
    r"|\A[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)+"
)
# Before a number these say that it counts nothing: "SEK 5", "Phase 2", "Form 10".
_NO_COUNT = re.compile(
    r"\b(?:USD|EUR|GBP|SEK|NOK|DKK|CHF|CAD|AUD|JPY|INR|RMB|ILS|NIS"
    r"|(?i:phase|form|no\.|type|class|level|stage|series|rule|section|week|day|part|version|q[1-4]))\s\Z"
)
_DATED = re.compile(rf"(?:{_MONTH}|(?:19|20)\d\d|[,.\s])+")
# Capitalised words that two of make nobody's name.
_NOBODY = re.compile(
    r"\b(?:Chief|Officer|Executive|President|Vice|Chair\w*|Director|Board|Inc|Corp\w*|Ltd|LLC|Company|Group|Holdings?"
    r"|Conference|Call|Quarter|Full|Year|Fiscal|New|York|Phase|Stock|Exchange|The|This|These|Our|In|Investor\w*|Relations"
    r"|Media|Contact|Financial|Results|United|States|North|South|America\w*|Therapeutics|Pharma\w*|Bio\w*|Capital|Bank"
    r"|Partners|University|Institute|Hospital|Center|Centre|Research|Healthcare|Health|Summit|Forum|Eastern|Time|General"
    r"|Head|Managing|Connect|Segment|Interview|Floor|Event|Series|Program|Project|Award\w*|Senior|Global|Medical|Business|Operating|Technology|Press|Release|Securities|Act|Street|Avenue"
    r"|File|No|Form|January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|News|Wire|Virtual|Day|Annual|Meeting|Food|Drug|Administration|Fast|Track|Equity|Growth|And|For)\b"
)


def wanted_kind(words: Sequence[str]) -> str | None:
    """The kind of thing that a question of these folded words wants; None where it leaves that open.

    >>> wanted_kind("how many patients".split())
    'count'
    """
    if asks_whether(words) and _HOW.isdisjoint(words):
        return None
    said = f" {' '.join(words)} "
    return next((kind for kind, cues in _CUES if any(f" {cue} " in said for cue in cues)), None)


def kinds_of(kind: str | None, asked: Sequence[str]) -> tuple[str | None, ...]:
    """The kind, and one that will do instead: "how much" is a share as well, "who" may be a company."""
    also = _ALSO.get(kind)
    if also is None or (also == PARTY and (_WHO.isdisjoint(asked) or not _TITLES.isdisjoint(asked))):
        return (kind,)
    return kind, also


def said_of_kind(kind: str | None, sentence: str, asked: Iterable[str] = ()) -> Iterator[Span]:
    """Where a sentence says something of the kind; of no kind in particular, any figure or name.

    `asked` are the question's folded words: what only repeats them tells nothing.
    """
    known = frozenset(asked)
    if "or" in known:  # "20 or 13": the answer is one of them
        known = frozenset(word for word in known if not word.isdigit())
    for match in (_PATTERNS[kind] if kind else _ANYTHING).finditer(sentence):
        if kind == PERSON and _NOBODY.search(match[0]):
            continue
        if kind == COUNT and _NO_COUNT.search(sentence, 0, match.start()):
            continue
        if kind in (None, PARTY) and (
            _DATED.fullmatch(match[0]) or not _NOBODY.sub("", match[0]).strip(" .,")
        ):
            continue
        parts = re.findall(r"[^\W_]+", match[0].casefold())
        repeats = parts[:1] != [] and parts[0] in known if kind == TREATED else known.issuperset(parts)
        if parts and not repeats:
            yield Span(*match.span())


def values_of(
    kind: str | None, sentence: str, marks: Sequence[Span], published: str | None, moments: Moments
) -> list[Value]:
    """What is marked in a sentence, days as ISO 8601, with the time of day that stands beside."""
    written = list(dict.fromkeys(" ".join(mark.of(sentence).split()) for mark in marks))
    if kind not in (DATE, TIME, LENGTH):
        return [Value(words) for words in written]
    day = date.fromisoformat(published) if published else None
    days = moments.days(sentence, 0, len(sentence), published=day)
    found = [d for d in days if d.date and (kind == TIME or any(_touch(d.span, mark) for mark in marks))]
    clocks = moments.clocks(sentence, 0, len(sentence)) if len(found) == 1 else ()
    if not found:
        return [Value(words) for words in written]
    clock = clocks[0] if len(clocks) == 1 else None
    return [Value(stamp(d.date, clock), written=d.span.of(sentence)) for d in found if d.date]


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
