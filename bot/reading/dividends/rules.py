"""How English releases state a dividend, and how they speak of one that is not theirs to announce.

A rule's pattern reads a sentence in which the amount looked at is "¤" and every other amount "¢". Each rule
stands beside sentences it reads and sentences it must leave; tests/reading/test_dividends.py tries them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.reading.patterns import late

# What a dividend is called, and what it is paid on; scraping may glue the next word on ("per shareRecord").
PAYOUT = r"(?:dividends?|distributions?|capital\sreturns?|returns?\sof\scapital)(?-i:(?![a-z]))"
SHARE = (
    r"(?:\s?/\s?|,?\s?(?:in\scash\s)?(?:\([^()¤]{0,40}\)\s?)?(?:per|an?|(?:for|on)\s(?:each|every))[\s-]?)"
    r"(?:[\w’'.\"“”-]+\s){0,7}?[a-z]*?"
    r"(?:shares?|units?|ADSs?|ADRs?|GDRs?|certificates?|stock|securit(?:y|ies))(?-i:(?![a-z]))"
)
_DECLARE = (
    r"\b(?:declar(?:e[sd]?|ing|ation)|approv(?:e[sd]?|ing|al)|authori[sz](?:e[sd]?|ing)"
    r"|announc(?:e[sd]?|ing|ement)|resolv(?:e[sd]|ing)|resolution|initiat(?:e[sd]|ing)|reinstat(?:e[sd]|ing)"
    r"|maintain(?:s|ed)|confirm(?:s|ed)|affirm(?:s|ed))\b"
)
_PROPOSE = r"\b(?:propos(?:e[sd]?|als?|ing)|recommend(?:s|ed|ing|ation)?)\b"
_GROW = (
    r"\b(?:(?:increas|rais|hik|reduc|doubl)(?:e[sd]?|ing)|(?:lift|boost|lower|adjust)(?:s|ed|ing)?"
    r"|cut(?:s|ting)?|reduction)\b"
)
_WILL_PAY = r"\b(?:will|shall|to)\s(?:pay|distribute|receive)"
_BE_PAID = (
    r"\b(?:(?:will|shall|to)\sbe\s(?:paid|payable|distributed|made)|(?:(?:is|are|be)\s)?payable"
    r"|expected\sto\sbe\spaid)"
)
_IS_DECLARED = rf"\b(?:was|is|were|been|hereby)\s{_DECLARE}"
_OF = (
    r"(?:\s(?:amount|payment|rate|payout|distribution))?"
    r"\s(?:(?:of|at|to|totall?ing)|in\sthe\samount\sof|equal\sto)\s"
)
_YEAR = r"(?:19|20)[0-9]{2}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of stating: its name, what it says, the pattern, and sentences it must read and must leave."""

    name: str
    says: str
    pattern: str
    reads: tuple[str, ...]
    refuses: tuple[str, ...]

    def search(self, sentence: str) -> re.Match[str] | None:
        """Where the rule holds in the sentence, whose amount stands as "¤"."""
        return _compiled(self.pattern).search(sentence)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return late(pattern, re.IGNORECASE | re.VERBOSE)


GIVES = (
    Rule(
        "dividend.label",
        "a label that names the amount of the dividend",
        rf"""^\W{{0,3}}(?:cash\s|gross\s|total\s)?amount(?:{SHARE})?\s?(?::|\s\|)[\s|]{{0,6}}¤
            |(?:^|[\n|:.]\s*|[-*•+]\s)(?:[\w-]+\s){{0,3}}?{PAYOUT}(?:\s(?:amount|rate))?(?:\s?{SHARE})?
            (?:\s?\([^()]{{0,30}}\))?\s?(?::|\s\|)[\s|]{{0,6}}¤""",
        reads=(
            "Dividend amount: NOK 0.42 per share",
            "Cash dividend per share: $0.25",
            "Special distribution per unit | CAD 0.06",
        ),
        refuses=("Dividends declared per share: $0.25", "Dividend yield: $0.25"),
    ),
    Rule(
        "dividend.raised",
        "the amount that a dividend is raised, cut or kept to",
        rf"""{_GROW}[^¤;]{{0,120}}\b{PAYOUT}[^¤;]{{0,120}}\sto\s¤
            |\b{PAYOUT}[^¤;]{{0,90}}{_GROW}[^¤;]{{0,90}}\sto\s¤""",
        reads=(
            "The Board raised the quarterly dividend by 5% to $0.42 per share.",
            "The quarterly dividend was increased by 5% to $0.42 per share.",
        ),
        refuses=(
            "Net income per share increased to $0.42 after dividends.",
            "It raised its stake to $4.20 per share.",
        ),
    ),
    Rule(
        "dividend.proposed",
        "what a board proposes to the meeting of its shareholders",
        rf"""{_PROPOSE}[^¤;]{{0,160}}\b{PAYOUT}[^¤;]{{0,60}}?(?:{_OF}|\s)¤
            |{_PROPOSE}[^¤;]{{0,80}}¤[^;]{{0,80}}\b{PAYOUT}
            |\b{PAYOUT}[^¤;]{{0,60}}?{_OF}¤[^;]{{0,120}}\b(?:was|is|be|been|were)\s{_PROPOSE}
            |\bask(?:s|ed)?\sto\sapprove[^¤;]{{0,60}}\b{PAYOUT}[^¤;]{{0,30}}\s¤""",
        reads=(
            "The Board of Directors proposes a dividend of SEK 3.20 (3.15) per share.",
            "The directors recommend a 3.2p per share final dividend.",
            "A dividend of EUR1.25 per share is proposed (up 4.2% on 2023).",
            "The meeting will be asked to approve a per-share cash dividend of EUR1.25 for 2024.",
        ),
        refuses=("The Board proposes a buyback at $3.20 per share.",),
    ),
    Rule(
        "dividend.declared",
        "what a board declares, approves or announces",
        rf"""{_DECLARE}[^¤;]{{0,200}}\b{PAYOUT}[^¤;]{{0,140}}?(?:{_OF}|\s?\(|:\s)¤
            |{_DECLARE}[^¤;]{{0,120}}¤[^;]{{0,60}}\b{PAYOUT}
            |\b{PAYOUT}[^¤;]{{0,60}}?{_OF}¤[^;]{{0,120}}{_IS_DECLARED}
            |¤[^¤;]{{0,40}}\b{PAYOUT}[^¤;]{{0,60}}{_IS_DECLARED}""",
        reads=(
            "Orrin Vale Corp. declared a cash dividend on February 7, 2025 of $0.35 per share.",
            "The Board today declared a $0.28 per share quarterly dividend.",
            "An interim dividend of 2.0 pence per share has been declared by the Board.",
            "A $0.28 per share dividend was declared today.",
            "The Board declared dividends on this stock: $0.4296875 per share of Series A, payable May 30.",
        ),
        refuses=(
            "The Board declared its results of $0.35 per share.",
            "The rate was approved at $0.35 per share.",
        ),
    ),
    Rule(
        "dividend.to_be_paid",
        "what will be paid, with the words that say so",
        rf"""\b{PAYOUT}[^¤;]{{0,60}}?{_OF}¤[^;]{{0,120}}?{_BE_PAID}
            |{_WILL_PAY}[^¤;]{{0,80}}\b{PAYOUT}[^¤;]{{0,30}}?{_OF}¤
            |{_WILL_PAY}[^¤;]{{0,40}}¤[^;]{{0,60}}\b{PAYOUT}
            |¤[^¤;]{{0,40}}\b{PAYOUT}[^;]{{0,60}}?{_BE_PAID}
            |\b{PAYOUT}[^¤;]{{0,40}}{_BE_PAID}[^¤;]{{0,80}}\s(?:at|of|is|amounts?\sto)\s¤
            |\b{PAYOUT}[^¤;]{{0,80}}\s(?:will|is\sto)\sbe\s¤[^;]{{0,60}}{_BE_PAID}
            |\bpayment\sof\s[^¤;]{{0,60}}\b{PAYOUT}[^¤;]{{0,30}}?{_OF}¤""",
        reads=(
            "The dividend of $12.50 per share will be paid on March 3, 2025.",
            "The company will pay a quarterly dividend of $0.60 per common share on March 3, 2025.",
            "Holders of record are to receive $0.60 per share as a dividend.",
            "The $0.28 per share dividend is payable on June 16.",
            "The dividend payable on June 16 amounts to $0.28 per share.",
            "The monthly distribution for May will be $0.0375 per unit, payable on June 16.",
            "It decided on the payment of a special cash dividend of 20 cents per share.",
        ),
        refuses=("The loan of $12.50 per share will be paid on March 3, 2025.",),
    ),
)

# What makes an amount none of the dividend that is announced: "reads" are sentences without a dividend.
BARS = (
    Rule(
        "dividend.not_compared",
        "an earlier amount the new one is compared with",
        rf"""\b(?:compar\w+\s(?:to|with)|versus|vs\.?|against|over|than|from)\s
                (?:(?:an?|the|its|our|last|prior|previous|current|{PAYOUT}|quarterly|monthly|annual|year[’']s
                |rate|payout|cash|of|at)\s){{0,7}}¤
            |[\d¢]\s?\((?:[^()¤]{{0,30}}\s|[^()¤]{{0,30}}:\s?)?¤
            |\((?:in\s)?(?:{_YEAR}|FY\s?\d+|[QH][1-4]|(?:the\s)?(?:previous|prior|last)\s\w+)[^()¤]{{0,24}}¤
            |\b(?:last|prior|previous|preceding)\s(?:year|quarter|period|month)(?:[’']s)?\b[^¤;]{{0,40}}¤
            |¤[^¤;]{{0,40}}\b(?:(?:in|for)\sthe\s(?:prior|previous|same)\s|(?:last|a)\syear(?:\sago|\searlier)?\b)""",
        reads=(
            "The Board declared its dividend, compared with a dividend of $0.25 per share.",
            "The Board raised its dividend, up from $0.25 per share, to a new high.",
            "The Board proposes no dividend (2023: NOK 1.95 per share).",
            "The Board declared a dividend after last year's dividend of $0.25 per share.",
            "The Board declared a dividend of $0.25 per share in the prior year.",
        ),
        refuses=("The Board declared a dividend of $0.25 per share.",),
    ),
    Rule(
        "dividend.not_the_step",
        "by how much the dividend grows",
        rf"""\b(?:increase|decrease|reduction|rise)\s(?:of|by)\s¤
            |\b(?:increase|rise|reduction)[^¤;]{{0,40}}\s(?:of|by)\s¤[^¤;]{{0,40}}\sto\s¢
            |{_GROW}[^¤;]{{0,60}}\sby\s¤""",
        reads=(
            "The Board approved an increase of $0.02 per share in the dividend.",
            "The Board declared a dividend, raising the payout by $0.02 per share.",
        ),
        refuses=("The Board approved an increased dividend of $0.27 per share.",),
    ),
    Rule(
        "dividend.not_a_sum",
        "the sum or rate of a year, a part of the dividend, or no dividend at all",
        r"""\b(?:annuali[sz]ed|annual\s(?:dividend\s|distribution\s|cash\s){0,2}(?:rate|basis)|aggregat\w+
                |cumulative\s(?:total|cash|dividend|distribution)|equates?\sto|equivalent\sto|represent\w*
                |equal\sto\san?|bring\w*|full[- ]year|year[- ]to[- ]date|includ\w+|compris\w+
                |corresponding\sto|total)[^¤,;]{0,60}¤
            |¤(?:[^¤.,;()]{0,50}\sor)?[^¤.,;()]{0,50}(?:\b(?:per\s(?:annum|year)|annually|annuali[sz]ed
                |each\syear|in\s(?:aggregate|total))\b|\son\san\sannual)
            |¤\s?(?:million|billion|thousand|[mb]n|crore|lakh|[MBK]\b|%)
            |\binstall?ments\s(?:of|at)\s¤
            |\b(?:yield|withholding|tax\srate|(?:par|face|nominal|stated)\svalue|liquidation\s\w+)\b[^¤;]{0,30}¤
            |¤\s(?:par|nominal|stated|liquidation)\b""",
        reads=(
            "The Board declared a dividend, an annualized dividend of $1.00 per share.",
            "The Board announced dividends of $3.6 million.",
            "The Board approved a dividend that increases distributions to $0.77 per unit per annum.",
            "The Board declared a dividend to be paid in instalments of $0.25 per share.",
            "The Board declared a dividend on shares with a par value of $0.01 per share.",
            "The Board declared a dividend to holders of its $0.01 par value per share common stock.",
        ),
        refuses=("The Board declared an annual dividend of $1.00 per share.",),
    ),
    Rule(
        "dividend.not_a_forecast",
        "what is expected, aimed at or possible, and nobody has declared",
        r"""\b(?:expects?|expected|anticipat\w+|intends?|plans?|planning|aims?|targets?|hopes?|would|could|might|may)
                \s(?:\w+\s){0,3}?(?:to\s)?(?:declare|pay|maintain|continue|increase|distribute|return|commence
                |initiate)\w*[^¤;]{0,80}¤
            |\b(?:policy|target(?:ed)?|guidance|forecast|estimated?|expected|anticipated|minimum|at\sleast|up\sto)
                \s(?:(?!to\sbe)[\w-]+\s){0,5}?¤
            |\bif\b[^¤;]{0,80}\bdeclared[^¤;]{0,40}¤""",
        reads=(
            "The company expects to pay a quarterly dividend of $0.25 per share, payable in June.",
            "The Board announced a policy to pay at least $0.25 per share as a dividend.",
            "Holders will receive, if a dividend is declared, a distribution of $0.25 per share.",
        ),
        refuses=("The Board intends to propose a dividend of NOK 0.42 per share.",),
    ),
    Rule(
        "dividend.not_past",
        "what was paid already",
        rf"""(?<!be\s)(?<!and\s)\b(?:paid|distributed)\s(?:out\s)?(?:an?|the|our|its|their|total|cash|regular
                |quarterly|monthly|special|interim|{PAYOUT}|¤)(?![a-z])[^;]{{0,80}}?¤
            |(?<!be\s)\bpaid\s¤
            |¤[^;]{{0,80}}\b(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:\w+\s){{0,2}}paid\b
            |\b(?:previously|last)\s(?:paid|declared)[^¤;]{{0,60}}¤
            |¤[^¤;]{{0,60}}(?<!be\s)\bpaid\s(?:in|on|during)\s(?:\w+\s){{0,2}}{_YEAR}""",
        reads=(
            "It announced that it had paid a dividend of $0.25 per share in May.",
            "The company announced that it paid $0.25 per share in dividends.",
            "The Board declared a dividend of $0.25 per share, which was paid on May 5, 2024.",
            "The Board last declared a dividend of $0.25 per share in May.",
            "The Board declared a dividend of $0.25 per share, paid in May 2024.",
        ),
        refuses=("The Board declared a dividend of $0.25 per share to be paid on May 5, 2024.",),
    ),
    Rule(
        "dividend.not_a_statement_line",
        "a line of a financial statement",
        rf"""\b{PAYOUT}\s(?:declared|paid|and\s\w+)[^¤;]{{0,20}}{SHARE}[^¤]{{0,60}}¤(?!\s(?:payable|to\sbe))
            |¤[\s|)$]*[\d¢—]|[\d¢][\s|)$]{{2,}}¤""",
        reads=(
            "Cash dividends declared per share of common stock    $0.2700     $0.2575",
            "| Dividend per share | EUR 0.27 | EUR 0.25 |",
        ),
        refuses=(
            "The Board declared cash dividends of $0.27 per share of common stock, each payable in May.",
        ),
    ),
)

# The same, unless the day of payment or of record stands with it and lies ahead.
BARS_UNDATED = (
    Rule(
        "dividend.not_of_the_period",
        "what was declared in the period that is reported on",
        r"""\b(?:during|in|for)\s(?:the\s)?(?:(?:first|second|third|fourth|last)\s(?:fiscal\s)?(?:quarter|half)
                |(?:three|six|nine|twelve)[\s-]months?\b|(?:fiscal\s)?(?:year|quarter)\s(?:ended|of)|Q[1-4]\b)
            [^¤;]{0,90}\b(?:declared|announced|approved|increased|raised)\b[^¤;]{0,90}¤""",
        reads=("During the second quarter of 2024, we announced a dividend of $0.42 per share.",),
        refuses=("The Board declared a dividend of $0.85 per share for the fourth quarter of 2024.",),
    ),
    Rule(
        "dividend.not_several",
        "dividends that were declared over time, added up",
        r"""\b(?:dividends|distributions)\s(?:of|totall?ing)\s¤(?![^¤;]{0,60}\b(?:each|and)\b)""",
        reads=("The Board declared dividends of $3.00 per share, an increase of 2.8%.",),
        refuses=("The Board declared a dividend of $3.00 per share, an increase of 2.8%.",),
    ),
)
