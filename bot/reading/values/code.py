"""Access codes: the digits or words that let a caller into a call or its replay, beside their label.

Digits are codes only where words say so ("conference ID", "passcode", "PIN", "… when prompted", a "#" after a
telephone number); the same digits elsewhere are a telephone number, an amount or a webcast's event number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Span, Stated
from bot.reading.patterns import late
from bot.reading.prose import folded
from bot.reading.values.span_set import SpanSet

# All patterns are in verbose form: "\s" for a space, "\#" for the sign; those in small letters alone read
# folded text.
_KIND = r"""(?:conference|conf\.?|confirmation|meeting|webinar|access|participants?|pass|entry|reservation
    |replay|playback|call|program|security|verification|encore|account|user|audience|attendee|guest|teleconference
    |recording|reference|event|audio|rebroadcast|identification|digital|telephone|listener|dial-in|elite)"""
_NOUN = r"(?:i\.?d\.?|code|number|no\.|pin|pass(?:code|word)|identification|identifier|key|reference|ref\.?)"
_LABEL = rf"""(?<![A-Za-z])(?:(?:{_KIND}[\s-]{{1,3}}){{1,4}}{_NOUN}|pass[\s-]?codes?|password
    |(?:pin|id|(?<!share\s)(?<!stock\s)code)(?=[\s:\#])|(?:conference|reservation)(?=\s\#?\s?\d)
    |confirmation(?=\s\#)|(?:access|ref)(?=\s\#?\d{{5}})
    |(?<=\()reference(?=:))"""
# What may stand between a label and its code: "number for the replay is ", "(required): ", " # ".
_FOR = r"(?:for|to|of|in|when|on)\s(?:[\w'’()&,/-]{1,20}\s){0,11}?"
_JOINT = rf"""(?:[\s\#]{{0,3}}(?:numbers?|no\.?|codes?|pin|id|required|below))?[\s\#]{{0,3}}
    (?:\([^()\n]{{0,40}}\)\s?)?
    (?:(?:{_FOR})?(?:is|are|will\sbe|differs:)\s{{1,3}}|(?:{_FOR}(?:[\w'’()&/-]{{1,20}})?)?[:=|–—-]{{1,2}}|\#|of\s|,\s(?:which\sis\s)?(?=\d{{4}}))?
    [\s|*]{{0,12}}(?:(?:not\srequired|none|n/?a|[–—-])(?=\s{{3}}|\s?\||\t)[\s|]{{1,40}})?"""
_QUOTE = r"[\"“”'‘’]?"
_NO_MORE = r"(?:\s?\#)?(?![\d%]|[.,/:]\d)"
_LABELLED = late(
    rf"""(?P<label>{_LABEL}){_JOINT}{_QUOTE}\(?\#?\s?
    (?P<digits>\d(?:\d|[ \u00a0–—-](?=\d)){{2,16}}+){_NO_MORE}""",
    re.VERBOSE,
)
# Words for a code stand in quotation marks or after the label's colon, and begin with a capital.
_WORDED = late(
    rf"""(?P<label>(?i:{_LABEL}))(?i:[\s\#]{{0,3}}(?:number)?\s{{0,2}}(?:is|[:=])[\s|*]{{0,12}}|\#?\s)
    (?:[\"“](?P<quoted>[A-Z][^\"“”\n]{{1,60}})[\"”]
    |(?:(?<=[:=|*]\s)|(?<=\s\s))(?P<line>[A-Z][\w&.,'’]{{1,24}}(?:[^\S\n][A-Z][\w&.,'’]{{0,24}}){{1,5}})
     (?=\s{{0,3}}(?:\n|\||$))
    |(?<=[:=|*\s])(?P<word>(?=\d*[A-Z])[A-Z0-9][\w&]{{2,24}}(?!\w)|(?-i:[a-z]{{3,20}}[0-9]{{2,4}})(?!\w)))""",
    re.VERBOSE,
)
_AFTER_NUMBER = late(
    r"""[\s,;()]{0,4}(?:(?:followed\sby|then|and|with|using|enter(?:ing)?|pin|code|ext\.?)\s|x\s?){0,3}
    (?P<digits>\d{4,12})\s?\#""",
    re.VERBOSE | re.IGNORECASE,
)
# The code of the next column: "Passcode   1234567   7654321".
_NEXT_CELL = late(r"\s?\#?(?:\t|[^\S\n]{3,}|\s?\|\s?)(?P<digits>\d{3}[ ]?\d{1,9})(?=\s?\#?\s*(?:\||\n|\Z))")
_ENTER = late(
    rf"""\b(?P<label>enter(?:ing)?|using|use|quot(?:e|ing)|referenc(?:e|ing)|key(?:ing)?\sin|input)\s
    (?:the\s(?:number|code|digits)\s|number\s|code\s|conference\s|id\s)?{_QUOTE}\#?
    (?P<digits>\d(?:\d|[ \u00a0–—-](?=\d)){{3,13}}+){_NO_MORE}""",
    re.VERBOSE,
)
_AS_CODE = late(
    rf"""(?<![\d$.,/-])(?P<digits>\d{{4,12}})\#?\s?(?:as\s(?:the|your)\s|\(\s?)
    (?P<label>(?:{_KIND}\s){{0,3}}{_NOUN})(?!\s?[:=])""",
    re.VERBOSE,
)
# "ask to be joined into the Firm earnings call"; only a name makes it a code.
_NAME_CHAR = r"(?:[^.;:\n()\"“”]|(?<=\b(?:Inc|Ltd))\.|(?<=\bCorp)\.|(?<=\bCo)\.)"
_SAY = r"""(?i:ask(?:ing)?|request(?:ing)?|mention(?:ing)?|referenc(?:e|ing)|stat(?:e|ing)|quot(?:e|ing)
    |say(?:ing)?)"""
_SPOKEN = late(
    rf"""\b(?P<label>{_SAY})\b
    (?:\s(?:that\syou|you|they|the|conference|operator|to|be|is|connected|joined|admitted|placed|join|patched
     |transferred|put|in|into|for|by|name|a|title|of|company|and|call|through|participat\w+)\b){{0,12}}?
    :?\s(?:the\s)?[\"“]?(?P<words>[A-Z0-9]{_NAME_CHAR}{{1,90}}?(?:\n{_NAME_CHAR}{{0,90}}?)?
     \b(?:[Cc]all|CALL|[Tt]eleconference|[Ww]ebcast|[Pp]resentation|[Mm]eeting)(?![A-Za-z]))""",
    re.VERBOSE,
)
# "please reference Firm to join": a bare name, ended by what it is for.
_SPOKEN_NAME = late(
    r"""\b(?P<label>(?i:ask(?:ing)?\sfor|mention(?:ing)?|referenc(?:e|ing)|quot(?:e|ing)))\s
    (?:the\s(?:company\s)?name\s)?(?P<words>[A-Z][\w&'’-]*(?:\s[A-Z][\w&'’-]*){0,5})
    (?=\s(?:to\s(?:join|be|access|enter)|when|upon|as)\b|[.,;]|$)""",
    re.VERBOSE,
)
_SPOKEN_QUOTED = late(
    rf"\b(?P<label>{_SAY})\b[^.;\"“”\n]{{0,60}}[\"“](?P<words>[A-Z][^\"“”\n]{{1,80}})[\"”]", re.VERBOSE
)
_NO_ACCESS = late(
    r"event\s(?:no|number)|(?:stock|ticker|tax|zip)\s(?:code|id)|dial-in\s(?:no|number)|telephone\snumber|\bcall\snumber",
    re.IGNORECASE,
)
_FULL_STOP = late(r"(?<!Inc)(?<!Ltd)(?<!Corp)(?<!Co)\.$")
# "Conference 2026: fireside chat": a year is a code only where the label says so itself.
_YEAR = late(r"(?:19|20)\d\d")
_CODE_NAMED = late(r"code|pass|pin\b|i\.?d\b", re.IGNORECASE)
_OTHER_NUMBER = late(r"(?:NCT|phone|fax|tel)\W{0,3}$", re.IGNORECASE)
# What stands after a label's colon without being a code.
_NO_WORD = late(
    r"""(?:the|an?|and|or|at|by|on|of|with|as|it|to|for|not|none|no|please|toll|international|replay|us|usa|domestic|required|will|is|dial|united
    |call|participants|available|live|webcast|number|code|conference|see|tba|tbd|this|when|phone|north|from|if)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Words of every call, which name none.
_PLAIN = late(
    r"""(?:conference|calls?|earnings|replay|webcast|teleconference|investors?|the|live|id|code|passcode|access|pin
    |number|confirmation|operator|questions?|results|quarter|year)$""",
    re.VERBOSE | re.IGNORECASE,
)
_TRIGGER = late(
    r"[Cc]ode|CODE|[Aa]ccess\s\#?\d|ID\b|I\.D\.|PIN\b|[Pp]in\b|[Pp]assw|[Nn]umber|NUMBER|#|[Rr]ef|[Aa]sk|[Rr]equest|[Mm]ention|[Ee]nter|"
    r"[Uu]sing|[Uu]se\b|[Qq]uot|[Ss]tat(?:e|ing)\b|[Cc]onference\s\d|[Ii]dentif|[Kk]ey|[Ss]ay|[Rr]eservation"
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code: digits without spaces and "#", or words as written; `label` are the words that name it.

    `spoken` marks words to say to an operator rather than to enter.
    """

    stated: Stated
    label: Span
    spoken: bool = False


def codes(text: str, start: int, end: int, numbers: Sequence[Span] = ()) -> tuple[Code, ...]:
    """The access codes of text[start:end], in order; `numbers` are the telephone numbers found there.

    >>> [code.stated.value for code in codes("enter passcode 137 5112#, then hold", 0, 35)]
    ['1375112']
    """
    if not _TRIGGER.search(text, start, end):
        return ()
    taken = SpanSet()
    for number in numbers:
        taken.take(number)
    found = [code for code in _all(text, start, end, numbers) if taken.take(code.stated.span)]
    return tuple(sorted(found, key=lambda code: code.stated.span.start))


def _all(text: str, start: int, end: int, numbers: Sequence[Span]) -> Iterator[Code]:
    for number in numbers:
        if after := _AFTER_NUMBER.match(text, number.end, end):
            yield _digits(text, after, number)
    for pattern in (_LABELLED, _ENTER, _AS_CODE):
        for match in pattern.finditer(folded(text), start, end):
            if _is_code(text, match):
                label = Span(*match.span("label"))
                yield _digits(text, match, label)
                if beside := _NEXT_CELL.match(text, match.end(), end):
                    yield _digits(text, beside, label)
    for match in _WORDED.finditer(text, start, end):
        group = match.lastgroup or "word"
        if not _NO_WORD.match(match[group]) and not match["label"].lower().endswith("number"):
            yield _words(match, group, spoken=False)
    for pattern in (_SPOKEN_NAME, _SPOKEN, _SPOKEN_QUOTED):
        for match in pattern.finditer(text, start, end):
            if _is_name(match["words"]):
                yield _words(match, "words", spoken=True)


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Whether the label's digits let a caller in: not an event's number or a telephone's."""
    if _NO_ACCESS.search(match["label"]):
        return False
    if _YEAR.fullmatch(match["digits"]):
        return bool(_CODE_NAMED.search(match["label"]))
    beside = text[max(0, match.start() - 8) : match.start()]
    return bool(_CODE_NAMED.search(match["label"])) or not _OTHER_NUMBER.search(beside)


def _is_name(words: str) -> bool:
    """Whether the phrase names the call: "the Firm call", not "Conference Call"."""
    return any(word[0].isupper() and not _PLAIN.match(word) for word in words.split())


def _digits(text: str, match: re.Match[str], label: Span) -> Code:
    span = Span(*match.span("digits"))
    return Code(Stated("".join(filter(str.isdecimal, span.of(text))), span), label)


def _words(match: re.Match[str], group: str, *, spoken: bool) -> Code:
    span = Span(*match.span(group))
    value = _FULL_STOP.sub("", " ".join(match[group].split()).rstrip(","))
    return Code(Stated(value, span), Span(*match.span("label")), spoken)
