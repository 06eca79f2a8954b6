"""Where an event is to be heard or registered for: its units' links, by what the words say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model import Reason, Span, Stated
from bot.reading.calls.govern import Governed
from bot.reading.calls.units import Unit
from bot.reading.cues.events import EVENTS
from bot.reading.cues.sides import BOTH, LIVE, REPLAY
from bot.reading.cues.ways import FOR_WEB, MATERIALS, REGISTER, TELEPHONES, WAYS, WEB
from bot.reading.patterns import late
from bot.reading.prose import folded
from bot.reading.values.link import links

# What a link is for, beside the ways of the cues: to register for the call, or for the call or the webcast.
CALL, EITHER = "call", "either"

# Pages of conferencing services that hand out telephone numbers and nothing else.
_TELEPHONE_DESK = late(
    r"""register\.vevent\.com/register/BI|dpregister\.com|diamondpass|registrations\.events/|callme\.viavid
    |conferencingportals\.com|emportal\.ink|register-conf\.media-server|s1\.c-conf\.com|conferenceonline\.com
    |netroadshow\.com/events/login.{0,40}confId|incommglobalevents\.com|/teleconference""",
    re.VERBOSE | re.IGNORECASE,
)
_WEBCAST_HOST = late(
    r"""zoom\.us/(?:j|s|webinar|my)|teams\.(?:microsoft|live)|webcast|media-server|on24\.com|webinar|livestream
    |choruscall|investis-live|financialhearings|wsw\.com|q4inc|gotomeeting|virtualshareholdermeeting|meetnow
    |lumiagm|streamstudio""",
    re.VERBOSE | re.IGNORECASE,
)
# Lists of telephone numbers, wires, filings, networks: nothing is to be heard there.
_OTHER_HOST = late(
    r"""dial-?in-?numbers?|global-?numbers|international-?numbers|zoomconference|businesswire|prnewswire
    |globenewswire|accesswire|newsfilecorp|newswire|sec\.gov|sedar|twitter|//x\.com|facebook|linkedin|instagram
    |youtube\.com/?$|(?<![a-z])cision|clinicaltrials|proxyvote|marketwired|safelinks""",
    re.VERBOSE | re.IGNORECASE,
)
# A site without any page of it, "https://ir.firm.com".
_HOME = late(r"(?:https?://)?[\w.-]+/?", re.IGNORECASE)
_LINK_LINE = late(r"\W*(?:link|url)\b", re.IGNORECASE)
_WEBCAST_NAMED = late(r"(?:web|audio)-?\s?cast|broadcast|listen|stream")
_SITE = late(
    r"""\b(?:web\s?site|web\s?page|investors?(?:\srelations)?\s(?:section|page|portion|tab|area|center)
    |ir\s(?:section|page|site)|homepage)\b""",
    re.VERBOSE,
)
_SAME = late(
    r"""\b(?:same|above|above-mentioned|aforementioned|provided\sabove)\s(?:web\s?cast\s|registration\s|web\s)?
    (?:link|url|site|website|address|location|(?:web\s?)?page)|\b(?:url|link)\sabove|using\sthe\s(?:same|above)""",
    re.VERBOSE,
)
_FOR_A_CALL = late(r"\bcall\b|dial")
_CALL_LABEL = late(
    r"""(?![^:]*(?:web|listen))\W*(?:conference\s?call|call|telephone|dial[\s-]?in|audio|participant\s(?:call|dial)\w*)
    [^:\n]{0,20}:""",
    re.VERBOSE,
)
# What a registration for the webcast is for as well, where its words say so.
_TELEPHONE = late(r"\bdial|telephon|\bphone\b|\bpin\b")
_BARE_LINK = late(r"\W*(?:https?:|www\.|\S+\.\w+/|\S+$)")
_NEXT_CLAUSE = late(r"[,;]\s(?:and|while)\s")
# What a link with no other words stands for: "Media webinar: May 5, 10:00 CET; L", "English call, 14:00: L".
_LEADS = late(r"[:;,–-]\s*$")
_OF_WEBCAST = late(r"(?:web|audio)-?\s?cast|online\s(?:replay|archive)")
# How many units back the words may stand that lead to a bare link.
_LEAD = 4
_MOST = 12  # links of one sentence
# How many characters from a link its words are looked for.
_REACH = 500


@dataclass(frozen=True, slots=True)
class Links:
    """The live webcast, where to register for the telephone call, and the archived webcast."""

    webcast: Stated | None = None
    registration: Stated | None = None
    replay: Stated | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    """A link, what it is for ("" where no words say), and its side."""

    stated: Stated
    purpose: str
    side: str
    unit: Unit


def event_links(text: str, units: Sequence[Governed]) -> Links:
    """What the links of an event's units are for."""
    found = _links(text, units)
    live = _live(found) or _of_site(found, units)
    registration = _first(found, CALL, LIVE, REPLAY, BOTH) or _first(found, EITHER, LIVE, BOTH)
    registration = registration or _registered_above(units, live)
    same = live if any(map(_is_same, units)) else None
    replay = same or _first(found, WEB, REPLAY, BOTH) or _replayed_there(units, live)
    return Links(
        _explained(live, "webcast"),
        _explained(registration, "registration"),
        _explained(replay, "replay webcast"),
    )


def _explained(link: Stated | None, rule: str) -> Stated | None:
    return link and replace(link, reason=Reason(rule, link.reason.cue if link.reason else None))


def _first(found: Sequence[_Link], purpose: str, *sides: str) -> Stated | None:
    return next((link.stated for link in found if link.purpose == purpose and link.side in sides), None)


def _live(found: Sequence[_Link]) -> Stated | None:
    """The live webcast's link; a site's mere name only where no page of the webcast is given."""
    live = [
        link
        for purpose in (WEB, REGISTER, EITHER)
        for link in found
        if link.purpose == purpose and link.side in (LIVE, BOTH)
    ]
    if live and _HOME.fullmatch(live[0].stated.value):
        live = [link for link in live if _is_page(link)] + live
    return live[0].stated if live else None


def _is_page(link: _Link) -> bool:
    """Whether a link is a page, and its own line says that it is the webcast's."""
    page = not _HOME.fullmatch(link.stated.value)
    return page and bool(_WEBCAST_NAMED.search(folded(link.unit.text)) or _LINK_LINE.match(link.unit.text))


def _links(text: str, units: Sequence[Governed]) -> list[_Link]:
    found: list[_Link] = []
    for i, governed in enumerate(units):
        if not governed.unit.context:
            led = _led(units[max(0, i - _LEAD) : i], governed.unit)
            following = units[i + 1].unit.text if i + 1 < len(units) else ""
            found += _of_unit(text, governed, led, folded(following))
    return found


def _led(before: Sequence[Governed], unit: Unit) -> str:
    """What the paragraph before says a bare link is for: "… at the following link:"."""
    if not before or not _BARE_LINK.match(unit.text):
        return ""
    paragraph = before[-1].unit.paragraph
    told = (part.unit for part in before if part.unit.paragraph == paragraph and not part.unit.context)
    return " ".join(unit.text for unit in told)


def _of_unit(text: str, governed: Governed, led: str, following: str) -> list[_Link]:
    unit, found = governed.unit, list[_Link]()
    floor = unit.span.start
    for link in links(text, unit.span.start, unit.span.end)[:_MOST]:
        if _OTHER_HOST.search(link.value):
            continue
        before = folded(led + "\n" + text[max(floor, link.span.start - _REACH) : link.span.start])
        floor, led = link.span.end, ""
        after = folded(text[link.span.end : min(unit.span.end, link.span.end + _REACH)])
        purpose = _purpose(link.value, before, after, unit, following)
        side, cue = governed.owner(link.span)
        link = replace(link, reason=Reason("link", governed.quoted(cue)))
        found.append(_Link(link, purpose or (found[-1].purpose if found else ""), side, unit))
    return found


def _purpose(address: str, before: str, after: str, unit: Unit, following: str) -> str:
    """What the words around a link say it is for; a registration is for the telephone or the webcast."""
    if _TELEPHONE_DESK.search(address) or (unit.label and _CALL_LABEL.match(folded(unit.text))):
        return CALL
    named = list(WAYS.find(before)) or list(WAYS.find(after[:80]))[:1]
    ways = [cue.says for cue in named]
    if not ways:
        if TELEPHONES.first(after[:80]) and "register" in address.lower():
            return CALL
        told = _LEADS.search(before) and EVENTS.first(before)
        return WEB if told or _WEBCAST_HOST.search(address) else ""
    if ways == [MATERIALS] and not WAYS.first(before) and _WEBCAST_HOST.search(address):
        return WEB
    if REGISTER in ways:
        return _registers_for(before, after, following)
    if WEB in ways and ways[-1] != WEB and len(named) > 1:
        apart = _NEXT_CLAUSE.search(before, named[-2].span.start, named[-1].span.start)
        return MATERIALS if apart else WEB  # "…, and slides will be posted at" has the link to itself
    return ways[-1]


def _registers_for(before: str, after: str, following: str) -> str:
    """What one registers for: the telephone call, the webcast, either, or it is not said."""
    for words in (before, after):
        if FOR_WEB.first(words):
            return EITHER if _TELEPHONE.search(words) else WEB
        if TELEPHONES.first(words):
            return CALL
    return CALL if TELEPHONES.first(following) else REGISTER


def _of_site(found: Sequence[_Link], units: Sequence[Governed]) -> Stated | None:
    """The address of "the company's website" where it stands elsewhere in the webcast's paragraph."""
    for governed in units:
        unit, words = governed.unit, folded(governed.unit.text)
        site = None if unit.context or not _WEBCAST_NAMED.search(words) else _SITE.search(words)
        if site is None:
            continue
        if governed.at(Span(unit.span.start + site.start(), unit.span.start + site.end())) == REPLAY:
            continue
        for link in found:
            near = link.unit.paragraph == unit.paragraph and link.side != REPLAY
            if near and link.purpose in ("", MATERIALS, WEB):
                return link.stated
    return None


def _registered_above(units: Sequence[Governed], live: Stated | None) -> Stated | None:
    """The webcast's link where it also serves to register for the call: "using the URL above"."""
    for words in (folded(governed.unit.text) for governed in units):
        if live and "register" in words and _SAME.search(words):
            return live if _FOR_A_CALL.search(words) else None
    return None


def _is_same(governed: Governed) -> bool:
    """Whether the unit places the replay where the live webcast is: "… at the same address"."""
    said = _SAME.search(folded(governed.unit.text)) if not governed.unit.context else None
    return bool(said) and governed.names_replay


def _replayed_there(units: Sequence[Governed], live: Stated | None) -> Stated | None:
    """The live webcast's address where its replay is said to stand there: on that site, at the same link."""
    for governed in units:
        if live and governed.names_replay and _is_there(governed.unit, live):
            return live
    return None


def _is_there(unit: Unit, live: Stated) -> bool:
    """Whether a unit that speaks of the replay places it where the live webcast is."""
    words = folded(unit.text)
    if unit.span.start <= live.span.start < unit.span.end or _SAME.search(words):
        return True
    if _SITE.search(words):  # the company's own site, not a conferencing service's
        return not _WEBCAST_HOST.search(live.value)
    return bool(_OF_WEBCAST.search(words))
