"""The events that people are invited to, every word for them, and the publication of results beside them."""

from __future__ import annotations

from bot.reading.cues.rule import Rule, Rules

CALL, WEBCAST, WEBINAR, TALK, FIRESIDE = "call", "webcast", "webinar", "presentation", "fireside chat"
INVESTOR_DAY, ANNUAL, SPECIAL, PRESS = "investor day", "annual meeting", "special meeting", "press briefing"
TOWN_HALL, UPDATE, SESSION, REVIEW = "town hall", "update", "session", "review"
RESULTS_OUT = "results out"

# Any of their names, in the singular: what a replay can be of, what one joins.
EVENT_NOUN = r"""(?:(?:conference|earnings|results|analysts?|investors?|update|media)\scall|call
    |(?:tele|video|audio)?-?\s?conference|(?:web|audio|video)-?\s?cast|live-?\s?stream|broadcast|stream|webinar
    |meeting|presentation|briefing|town\s?-?hall|fireside\schat|chat|session|q&a|event|update|discussion|audio
    |talk|panel|(?:investor|analyst|capital\smarkets)\sday)"""
_AUDIENCE = r"(?:investors?|analysts?|(?:share|stock|unit)holders?|media|press|results?|earnings)"
_NO_CALL = r"""(?!\s+(?:options?|volume|cent(?:er|re)s?|security|routing|recording|quality|to\s+action
    |for\s+proposals|for(?!\s+(?:\w+\s+){0,4}?(?:analyst|investor|\w*holder|lender|media|q[1-4]|[1-4]q
    |h[12]\b|quarter|half|year))|of|us|toll)\b
    |\s+\(?\+?\d)"""

THE_CALL = Rule(
    "a call",
    CALL,
    (
        r"conference\s+calls?\b",
        r"tele-?\s?conferenc\w+",
        r"\b(?:interactive|results|earnings)\sconference(?=\s(?:today|tomorrow|on|at)\b)|(?:tele)?phone\s+conference|(?:audio|video)\s?-?conferenc\w+",
        rf"\bcalls?\b{_NO_CALL}",
    ),
    reads=(
        "It will host a conference call.",
        "Join the tele conference.",
        "It holds a telephone conference.",
        "An earnings call follows.",
    ),
    refuses=("It sold call options.", "The call for proposals is open.", "Please call 555."),
)
THE_WEBCAST = Rule(
    "a webcast",
    WEBCAST,
    (
        r"(?:web|audio|video)-?\s?cast(?:ing|ed|s)?\b",
        r"(?:web|audio|live|its|our)\s?-?broadcast\b",
        r"live-?\s?stream(?:ed|ing)?\b",
    ),
    reads=("It gives an audiocast.", "Follow our broadcast.", "Watch the livestream."),
)
THE_WEBINAR = Rule("a webinar", WEBINAR, (r"\bwebinars?\b",), reads=("It will host a webinar.",))
A_FIRESIDE_CHAT = Rule(
    "a fireside chat", FIRESIDE, (r"fireside\s+(?:chat|discussion)s?\b",), reads=("A fireside chat follows.",)
)
AN_INVESTOR_DAY = Rule(
    "an investor day",
    INVESTOR_DAY,
    (
        r"""\b(?:investors?|analysts?|capital\smarkets?|r&d|strategy|technology|science|innovation|pipeline|markets)['’]?
        (?:\s(?:and|&)\s(?:investors?|analysts?|media))?\sdays?\b(?!\s(?:of|after|before|prior)\b)""",
    ),
    reads=("The investor and analyst day is in May.",),
    refuses=("The analyst days of May were long.",),
)
THE_ANNUAL_MEETING = Rule(
    "the annual meeting",
    ANNUAL,
    (
        r"\bannual\b(?:\s[\w&'’-]+){0,4}?\smeeting\b|\bagm\b",
        r"\bmeeting\sof\s(?:share|stock|unit)holders\b",
    ),
    reads=("The annual general meeting is virtual.", "The meeting of stockholders is virtual."),
)
A_SPECIAL_MEETING = Rule(
    "a special meeting",
    SPECIAL,
    (r"\b(?:special|extraordinary)\s(?:general\s)?meeting\b|\begm\b",),
    reads=("The special meeting is virtual.",),
)
A_PRESS_BRIEFING = Rule(
    "a press briefing",
    PRESS,
    (r"\b(?:media|press)\s(?:briefings?|conferences?)\b",),
    reads=("A press conference follows.",),
)
A_TOWN_HALL = Rule(
    "a town hall",
    TOWN_HALL,
    (r"\btown\s?-?hall\b",),
    reads=("It will host a town hall.",),
)
AN_UPDATE = Rule(
    "an update",
    UPDATE,
    (
        rf"""\b(?:{_AUDIENCE}|business|corporate|trading|quarterly|financial(?:\sresults)?)['’]?
        (?:\s(?:and|&)\s{_AUDIENCE})?(?:\s(?:relations|results?|community|report))?
        \s(?:updates?|briefings?|events?|meetings?|presentations?|discussions?)\b""",
        r"\bbriefings?\b",
        r"\b(?:opinion\sleader|kol\)?)\s(?:investor\s)?(?:events?|panel|symposium)\b",
    ),
    reads=("It will hold an investor update.", "A management briefing follows.", "A KOL event is planned."),
    refuses=("Our business is growing.",),
)
A_TALK = Rule(
    "a talk",
    TALK,
    (
        r"\b(?:will|to|be|also)\s+present(?:ing)?\b(?!\s(?:its|the|new|data|value))",
        r"\bpresent(?:s|ing)?\s+(?:at|on|in|during)\b",
        r"\bpresentations?\b(?!\s(?:slides?|materials?|deck|of\s(?:data|results\sfrom)))",
        r"\bparticipat(?:e|es|ing)\s+in\b",
    ),
    reads=(
        "The chief executive will present.",
        "He presents at a forum.",
        "The presentation is at 9.",
        "It is participating in a panel.",
    ),
    refuses=("The presentation slides are online.",),
)
A_SESSION = Rule(
    "a session",
    SESSION,
    (
        r"\bq&a\s+session|online\s+q&a",
        r"\bevent\b|earnings\s+review|\bround-?table|\bpanel\s+discussion",
        r"\bvirtual\s(?!(?:only\s)?(?:annual|special|extra))(?:[\w-]+\s){0,2}meeting\b|\bzoom\smeeting\b",
    ),
    reads=(
        "A Q&A session follows.",
        "The event begins at 9.",
        "A virtual meeting is held.",
    ),
)
A_REVIEW = Rule(
    "a review of results",
    REVIEW,
    (
        r"""\b(?:review|discuss|cover|present|walk\sthrough|go\sover)(?:es|s|ing)?\b[^.;]{0,50}
        \b(?:results|earnings|performance|figures|numbers)\b""",
    ),
    reads=("Management will review the results.",),
)
EVENTS = Rules(
    AN_INVESTOR_DAY,
    THE_ANNUAL_MEETING,
    A_SPECIAL_MEETING,
    A_PRESS_BRIEFING,
    THE_CALL,
    THE_WEBCAST,
    THE_WEBINAR,
    A_FIRESIDE_CHAT,
    A_TOWN_HALL,
    AN_UPDATE,
    A_TALK,
    A_SESSION,
    A_REVIEW,
)
# Names that by themselves tell of an event for listeners, wherever they stand; the others need a time beside
# them, or a way in.
SURE = frozenset({CALL, WEBCAST, FIRESIDE, INVESTOR_DAY, TOWN_HALL, WEBINAR, PRESS, ANNUAL, SPECIAL})

_FIGURES = r"""(?:results
    |(?:trading|quarterly|interim|business)\s(?:updates?|statements?)|updates?\son\strading
    |earnings|reports?|10-[kq]|financials|statements?|figures|release|numbers|accounts)"""
RESULTS = Rule(
    "results come out",
    RESULTS_OUT,
    (
        rf"""\b(?:releas|report|announc|issu|publish|fil|post|disclos|disseminat|provid)(?:e|es|ed|ing|s|t)?\b
        (?=[^.;]{{0,140}}?\b{_FIGURES}\b)""",
        r"\b(?:press|news|earnings|results)\s+releases?\b",
        r"\b(?:the|its)\s(?:release|publication|announcement)\sof\b",
        r"""\b(?:results|reports?|accounts|financials|statements?)(?:\sthemselves|\s(?:of|for)\s[^.;,]{3,70}(?=,\swhich))?(?:,\s(?:which|that)\s|\s+)(?:[^.;]{0,40}?\b(?:will|to|are|is)\s+)?(?:be\s+)?
        (?:releas|issu|publish|announc|report|avail|dissemin|disclos|post|fil|due|out\b)\w*""",
    ),
    reads=(
        "It will report its results on May 5.",
        "The earnings release is due on May 5.",
        "May 5 is set for the publication of accounts.",
        "Its results will be available on May 5.",
    ),
    refuses=("A call will begin at 9.",),
)
RESULTS_CUES = Rules(RESULTS)
