"""Whether a release announces an event for listeners, or only mentions one."""

from __future__ import annotations

import re

from bot.model import Call, Reason, Span, Stated
from bot.reading.calls.drafts import EventDraft, is_line
from bot.reading.cues.events import ANNUAL, CALL, EVENTS, FIRESIDE, SPECIAL, TOWN_HALL, WEBINAR
from bot.reading.cues.status import (
    CANCELLED,
    MOVED,
    NONE_IS_HELD,
    NOT_AS_PLANNED,
    POSTPONED,
    STATUS,
)
from bot.reading.patterns import late
from bot.reading.prose import folded

_HEARD = late(
    r"(?:web|audio)-?\s?cast|live-?\s?stream|\bstream(?:ed|ing)?\b|broadcast|\blisten|\bdial|\bvirtual|live\s+video|\bzoom\b",
    re.IGNORECASE,
)
_FROM_AFAR = frozenset({CALL, WEBINAR, TOWN_HALL, FIRESIDE})
_OF_HOLDERS = frozenset({ANNUAL, SPECIAL})
# A talk at a congress, of which the abstract's site is no way in.
_TO_PEERS = late(r"\b(?:oral|podium|poster)\b|\babstract", re.IGNORECASE)
_NO_WEBCAST = late(
    r"\bno\s+(?:live\s+)?(?:web-?\s?cast|audio)|\bnot\s+(?:be\s+)?(?:webcast|streamed|broadcast)",
    re.IGNORECASE,
)
# A webinar or session that sells or teaches is no investors' event.
_TO_CUSTOMERS = late(
    r"\b(?:customers?|clinicians?|physicians?|students?|developers?|patients?|users|nurses|teachers)\b",
    re.IGNORECASE,
)
_TO_INVESTORS = late(
    r"\b(?:investors?|(?:share|stock|unit)holders?|analysts?|results|earnings|quarter|conference\s+call|capital\s+markets)\b",
    re.IGNORECASE,
)
_INVITES = late(
    r"""\b(?:will|to|plans?|shall|is|are|be|can|may|please|invit\w+|scheduled)\b
    |^\W*(?:date|time|when|what)\b""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


def status_of(draft: EventDraft) -> Stated | None:
    """Whether an event is cancelled, or put off without a new day; None for one that takes place."""
    found = [(unit, list(STATUS.find(folded(unit.text)))) for unit in draft.told]
    undone = any(cue.rule is NOT_AS_PLANNED for _, cues in found for cue in cues)
    for unit, cues in found:
        said = {cue.says for cue in cues}
        off = next((cue for cue in cues if cue.says in (CANCELLED, POSTPONED)), None)
        if off is None or MOVED in said or (off.says == POSTPONED and draft.date is not None and not undone):
            continue
        if off.rule is NONE_IS_HELD and draft.clock is not None:
            continue  # no other event beside this one
        span = Span(unit.span.start + off.span.start, unit.span.start + off.span.end)
        return Stated(off.says, span, Reason(off.rule.name))
    return None


def is_announced(call: Call, draft: EventDraft, published: Stated | None) -> bool:
    """Whether listeners are told when or how to join the event, or how to hear it afterwards.

    A call needs a time or a way in; a presentation or meeting a way in; an event already over when the
    release came out a replay.
    """
    words = "\n".join(unit.text for unit in draft.told)
    if call.status:
        return bool(_is_call(words) or call.starts)
    reachable = bool(call.dial_ins or call.access_code or call.registration) or _replayed_by_telephone(call)
    if call.starts is None:
        return reachable and bool(_is_call(words))
    if published and call.starts.value[:10] < published.value:
        return _replayed_by_telephone(call) or bool(call.replay and call.replay.webcast)
    if _NO_WEBCAST.search(words) and not reachable:
        return False
    opener = draft.opener
    to_peers = bool(opener and _TO_PEERS.search(opener.text))
    if opener and _TO_CUSTOMERS.search(opener.text) and not _TO_INVESTORS.search(words):
        return False
    if opener and draft.clock is None and not reachable and _is_of_holders(opener.text):
        return bool(_HEARD.search(opener.text))  # its day is named in passing
    heard = reachable or bool(call.webcast and not to_peers) or bool(_HEARD.search(words))
    timed = bool(call.webcast and draft.clock)
    if not (reachable or timed or (opener and is_line(opener)) or _INVITES.search(words)):
        return False
    return heard or bool(opener and _is_call(opener.text) and draft.clock)


def _is_call(words: str) -> bool:
    """Whether the words name an event that is heard from afar by its very name."""
    return any(cue.says in _FROM_AFAR for cue in EVENTS.find(folded(words)))


def _is_of_holders(words: str) -> bool:
    return any(cue.says in _OF_HOLDERS for cue in EVENTS.find(folded(words)))


def _replayed_by_telephone(call: Call) -> bool:
    return bool(call.replay and (call.replay.access_code or call.replay.dial_ins))
