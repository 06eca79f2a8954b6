"""What the words of a contact section are: a label, a title, a firm or a person."""

from __future__ import annotations

import re

from bot.lexicon import Lexicon
from bot.model import Span
from bot.reading.contacts.around import Around
from bot.reading.issuer.words import MARKS, either, folded, legal_form_pattern, vocabulary
from bot.reading.patterns import late
from bot.reading.values.person import has_person_shape, is_credential

_LONGEST_LABEL = 7
_LONGEST_TITLE = 14
# So many letters of a word tell whether a pattern is worth trying.
_HINT = 4

_PROSE = late(r"\b(?:[Pp]lease|visit|Visit|is|are|was|will|can|our|your|you|his|that|this|available)\b")
_STREET = late(
    r"\d.*|P\.?\s?O\.?\sBox.*|(?:suite|floor|unit|level|building|room)\s.*|[A-Z]{2}\.?(?:\s[\dA-Z -]{3,10})?"
    r"|.*\b(?:street|avenue|ave|road|boulevard|blvd|suite|floor|plaza|drive|lane|highway|parkway|square|house|"
    r"tower|st\.|rd\.).*",
    re.IGNORECASE,
)
_ZIP = late(r",\s[A-Z]{2}\s\d{5}\b")
_DATE_BEHIND = late(r",\s(?:\d{1,2}\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s\d{1,2},)\s\d{4}")
# "ACME Series": people write the family name in capitals, if any.
_LOUD_FIRST = late(r"[A-Z]{4,}\s(?:[A-Z][a-z]+\s)*[A-Z][a-z]+\Z")
_DOCTOR = late(r",\sMD(?!\s\d)")  # a degree; a state only before its zip code
# What stands in brackets behind an agency's or a broker's name.
_AGENCY = late(r"\s?\((?:Nom|NOM|Joint|Sole|Financial|Corporate|Broker|Public\s|PR\b|IR\b)")
_SINGLE = late(r"[A-Z][\w&.’'-]{1,24}")
_TITLE_GOES_ON = late(
    r"(?:and|&)\s|(?:Social|Corporate|Communications?|Public|Investor|Media|Strategic|External|Finance|Legal|"
    r"Business|Human|PR|IR)\b"
)
_OPENERS = vocabulary("In The For At By To On From With Please And Or Go")
_LEFT_OVER = vocabulary(
    "source at or and by the via to please for us call email tel phone t e m o ext an a in of with reach "
    "from mobile office cell direct website web homepage internet url "
    "language english german french isin u.s u.k switchboard ph "
    "linkedin twitter x facebook youtube instagram tiktok threads wechat share print follow address "
    "country emai"
)
# Words about numbers, hours and a broker's part, which the shape of a name fits.
_NO_NAME = late(
    r"(?:.*\s)?(?:dial[- ]?in|call[- ]?in|toll[- ]?free)(?:\s.*)?|.*\s(?:time|time\szone|numbers?)|time\szone"
    r"|(?:nominated|nomad|joint|sole|corporate|financial)\s(?:(?:and|&)\s)?(?:\w{1,12}\s)?(?:brokers?|advis[eo]rs?)"
    r"|(?:corporate|equity)\s(?:broking|finance|sales)|.*\s(?:site|centre|building)|.*\splease\scontact|rue\s.*|.*\s(?:all[ée]e?|avenue|boulevard|highway|parkway|stra(?:ss|ß)e|vägen|gatan|gade|vej)"
)
# The last word of a firm's branch: "Proactive North America".
_ABROAD = vocabulary("states america kingdom canada australia europe asia uk usa us")
_CONNECTORS = vocabulary("of the and & for de du des la le von van der und et y di da at in on a")
# Words that make a label, none of them telling whom it is for.
_DESKS = vocabulary(
    "relations contact contacts inquiries enquiries communications information affairs questions requests "
    "desk details team department"
)
_DEPARTMENTS = (" department", " team", " desk", " office", " contact", " contacts")
_LABEL_WORDS = _DESKS | vocabulary(
    "and or for the us u.s. u.s uk please general other our all public news corporate underwriter financial "
    "trade north american europe european global usa japanese outside international america "
    "asia pacific emea apac"
)
# Words that tell a title only in company: "Investor Relations", "Corporate Communications".
_SOFT = vocabulary(
    "relations communications communication media investor investors ir pr marketing affairs finance and & "
    "of sustainability treasury public corporate press inquiries enquiries contact contacts analyst news "
    "financial shareholder external global strategic strategy business development government social "
    "advocacy branding"
)


class Kinds:
    """Tells labels, titles, firms and people apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._roles = lexicon.roles
        self._role_hints = {word[:_HINT] for word in lexicon.roles}
        self._titles = frozenset(lexicon.titles)
        self._firms = frozenset(lexicon.organizations)
        self._nowhere = frozenset((*lexicon.cities, *lexicon.countries, *lexicon.states, *lexicon.zones))
        self._before_state = late(rf",\s{{0,2}}{either(lexicon.states)}(?![A-Za-z])", re.IGNORECASE)
        self._form = late(rf"(?<![\w’'-]){legal_form_pattern(lexicon.legal_forms)}(?![\w’'-])")
        self._role = late(rf"(?<![A-Za-z]){either(lexicon.roles)}(?![A-Za-z])", re.IGNORECASE)

    def of(self, text: str, part: Span, previous: str, around: Around) -> str:
        """label, title, organization or name; "" for what no contact has (a street, a town, "or").

        `previous` is the kind of the words before it in the same line, "" where none stand there.
        """
        bare = MARKS.sub("", part.of(text)).strip()
        low = re.sub(r"\(s$", "s", folded(bare).strip(" ."))
        if self._is_nothing(text, part, bare, low):
            return ""
        apart = text.startswith("(", part.start - 1)  # "Jane Doe (investors)"
        if self.is_label(low, colon=text.startswith(":", part.end), after="" if apart else previous):
            return "label"
        formed = self._form.search(bare)
        if low.endswith(_DEPARTMENTS) and not formed:
            return "label"
        if previous == "title" and _TITLE_GOES_ON.match(bare) and not formed:
            return "title"
        if formed or _AGENCY.match(text, part.end) or (" " in low and around.begins_issuer(bare)):
            return "organization"
        if self._is_title(bare) or (previous == "name" and low.endswith("sales")):
            return "title"
        if _STREET.fullmatch(bare) and not has_person_shape(bare):
            return ""
        return self._named(bare, previous, around)

    def role(self, words: str) -> str | None:
        """The role the words tell of: investors before the press where both are named; None where neither."""
        low = words.lower()
        if not any(hint in low for hint in self._role_hints):
            return None
        found = {self._roles[folded(match.group())] for match in self._role.finditer(words)}
        return next((role for role in ("investor", "media", "company") if role in found), None)

    def is_label(self, low: str, *, colon: bool, after: str = "") -> bool:
        """Whether the words, in lower case, say whom the contacts that follow are for."""
        if after in ("name", "title") and not colon:
            return False
        words = re.findall(r"[\w.]+", re.sub(r"\s+for\s.*", "", low))
        if low in self._roles:
            return True
        telling = [word for word in words if word in self._roles or word in _DESKS]
        known = all(word in self._roles or word in _LABEL_WORDS for word in words)
        return bool(telling) and known and len(words) <= _LONGEST_LABEL

    def is_firm(self, words: str) -> bool:
        """Whether a word or a sign tells a firm's name."""
        return bool(re.search(r"\w&\w|\s&\s", words)) or any(
            word in self._firms for word in re.findall(r"\w+", words.lower())
        )

    def is_place(self, words: str) -> bool:
        """Whether the words name a town, a state or a country."""
        return words.strip(" ,.").lower() in self._nowhere

    def is_soft(self, words: str) -> bool:
        """Whether the words are one that tells a title only in company."""
        return words.lower() in _SOFT

    def _is_nothing(self, text: str, part: Span, bare: str, low: str) -> bool:
        if not low or low in _LEFT_OVER or low in self._nowhere or is_credential(bare):
            return True
        if _ZIP.search(bare) or bare[0] == "@":
            return True
        if self._form.search(bare):
            return False
        if _NO_NAME.fullmatch(low):
            return True
        if _DATE_BEHIND.match(text, part.end):  # "Lund, 6 May 2024"
            return True
        town = self._before_state.match(text, part.end) and not _DOCTOR.match(text, part.end)
        return bool(town or _PROSE.search(bare))

    def _is_title(self, bare: str) -> bool:
        words = re.findall(r"[\w&’'-]+", bare.lower())
        titles = [word for word in words if word in self._titles]
        if not titles or len(words) > _LONGEST_TITLE:
            return False
        return any(word not in _SOFT for word in titles) or all(
            word in _SOFT or word in self._titles for word in words
        )

    def _named(self, bare: str, previous: str, around: Around) -> str:
        """Whether words that are no title name a person or a firm; the addresses around decide first."""
        abroad = bare.split()[-1].lower() in _ABROAD and around.begins_firm(bare.split()[0])
        firm = around.is_firm(bare) or abroad
        shaped = has_person_shape(bare) and bare.split()[0] not in _OPENERS and not _LOUD_FIRST.match(bare)
        if shaped and not firm and around.is_person(bare):
            return "name"
        if firm or (self.is_firm(bare) and _is_capitalised(bare)):
            return "organization"
        if shaped and not self.is_firm(bare):
            return "name"
        return "organization" if _SINGLE.fullmatch(bare) and previous in ("", "name", "label") else ""


def _is_capitalised(words: str) -> bool:
    """Whether the words can be a name: all but the connectors begin with a capital or a figure."""
    return all(
        word[0].isupper() or word[0].isdigit() or word.lower() in _CONNECTORS for word in words.split()
    )
