"""That an event does not take place, is put off, or has been moved."""

from __future__ import annotations

from bot.reading.cues.rule import Rule, Rules

CANCELLED, POSTPONED, MOVED = "cancelled", "postponed", "moved"

_EVENT = r"(?:calls?|teleconference|web\s?cast|presentation|meeting|chat|event|webinar)\b"

_NOT_HOLD = r"(?:not|no\slonger)\s(?:be\s)?(?:host|hold|conduct)(?:ing)?\s"

AN_EVENT_MOVED = Rule(
    "an event is moved",
    MOVED,
    (
        r"\bre-?schedul\w*",
        r"\b(?:new|revised|updated)\s(?:date|time)\b(?!\s(?:and\stime\s)?(?:for|will|when|once|as))",
        r"\bwill\snow\b|\binstead\b|\bmoved\s(?:to|from|up|back)\b",
    ),
    reads=("The call has been rescheduled.", "The new time is 9 a.m.", "It will now begin at 9."),
    refuses=("It will announce a new date for the call.",),
)
# Of a company that never holds one, or of today's news alone.
NONE_IS_HELD = Rule(
    "no event is held",
    CANCELLED,
    (rf"\b{_NOT_HOLD}(?:an?|any)\s(?:[^\s.;]+\s){{0,6}}?{_EVENT}", r"\bno\sconference\scall\s(?:will|is)\b"),
    reads=("It will not hold a conference call.", "No conference call will be held."),
    refuses=("It will not host the call.",),
)
NOT_AS_PLANNED = Rule(
    "an event is not held as planned",
    CANCELLED,
    (
        rf"\b{_EVENT}(?:[^.;]|\.(?=\w)|(?<=[ap]\.m)\.){{0,160}}\bwill\s(?:now\s)?not\s(?:now\s)?(?:take\splace|be\sheld|go\sahead)\b",
    ),
    reads=("The call set for May 5 will not take place as planned.",),
    refuses=("The call will take place on May 5.",),
)
AN_EVENT_CANCELLED = Rule(
    "an event is cancelled",
    CANCELLED,
    (
        rf"\bcancel(?:l?ed|l?ing|s)?\s(?:[^\s.;]+\s){{0,7}}?{_EVENT}",
        rf"\b{_EVENT}[^.;:]{{0,80}}\b(?:been|is|was|are)\s(?:now\s)?cancel",
        rf"\b{_NOT_HOLD}(?!an?\s|any\s)(?:[^\s.;]+\s){{0,6}}?{_EVENT}",
        r"\bcalled\soff\b",
    ),
    reads=(
        "It cancels its conference call.",
        "The call has been cancelled.",
        "It will not host the call.",
        "The meeting is called off.",
    ),
    refuses=("The call will be held.", "The order was cancelled."),
)
AN_EVENT_POSTPONED = Rule(
    "an event is put off",
    POSTPONED,
    (
        rf"\b(?:postpon|defer|delay)(?:e|es|ed|ing|s)?\s(?:[^\s.;]+\s){{0,12}}?{_EVENT}",
        rf"\b{_EVENT}[^.;:]{{0,80}}\b(?:been|is|was|are)\s(?:now\s)?(?:postponed|deferred|delayed)\b",
    ),
    reads=("It postpones its earnings conference call.", "The call has been postponed."),
    refuses=("The delay of the drug was short.",),
)
STATUS = Rules(AN_EVENT_MOVED, NONE_IS_HELD, NOT_AS_PLANNED, AN_EVENT_CANCELLED, AN_EVENT_POSTPONED)
