"""Which side of an event words speak of: the live one, what can be heard afterwards, or both."""

from __future__ import annotations

from bot.reading.cues.events import EVENT_NOUN
from bot.reading.cues.rule import Rule, Rules
from bot.reading.values.moment.words import MONTHS

LIVE, REPLAY, BOTH = "live", "replay", "both"
# Said of the live event in passing: "… and archived for 90 days"; the next sentence is not about it.
REPLAYED = "replayed"
NONE = "none"

_EVENT = EVENT_NOUN
_LATER = r"(?:re-?play|archive|re-?broadcast|recording|play-?back)s?"

NO_REPLAY = Rule(
    "no replay",
    NONE,
    (
        r"\b(?:no|without\sa)\s(?:\w+\s)?re-?play\w*",
        r"\bnot\sbe\s(?:archived|recorded|replayed|available\sfor\sre-?play)",
        r"\bcall\s(?:is|will\sbe|may\sbe)\s(?:being\s)?recorded\b",
        rf"\bpre-?\s?recorded\s(?:\w+\s)?(?:{_EVENT})",
        r"\bon[\s-]demand\s(?:\w+\s)?presentations?",
    ),
    reads=(
        "There will be no audio replay.",
        "The call will not be archived.",
        "The call will be recorded.",
        "The report is presented in a pre-recorded audio cast.",
        "An on-demand presentation can be seen.",
    ),
    refuses=("A replay will be available.", "The webcast will be archived."),
)
BOTH_SIDES = Rule(
    "both sides",
    BOTH,
    (
        rf"""\A\W*(?:(?:both|an?|the|our)\s)*(?:[\w-]+\s){{0,3}}?{_EVENT}(?:\scall)?\s(?:and|or|&|as\swell\sas)\s
        (?:an?\s|the\s|its\s)?(?:\w+\s)?{_LATER}\b""",
        rf"""(?:\b(?:for|join|hear|access)\s(?:to\s)?the\s)?(?:live|webcast|call|listen[\s-]only)(?:\s(?:audio\s)?{_EVENT})?
        ,?\s?(?:and|or|and/or|&|as\swell\sas)\s(?:an?\s|the\s|any\s|its\s)?(?:subsequent\s|available\s|web\s|archived\s|later\s){{0,2}}
        {_LATER}(?!\s(?:(?:version\s)?of\s[\w\s'’]{{0,30}})?(?:will|is|can|may|shall)\b)""",
        rf"""\blive\b[^.;:\d]{{0,70}}?\b(?:and|or|and/or|as\swell\sas)\s(?:to\s)?(?:\w+\s){{0,3}}?
        (?:archived|recorded|on\sdemand|{_LATER})\b
        (?!\s(?:(?:{_EVENT}|version)\s)?(?:of\s(?:the\s|our\s|its\s)?[\w\s]{{0,24}})?(?:will|is|are|can|may|shall)\b)""",
        rf"""\bboth(?:\s(?:the\s)?(?:live|call)\b[^.;:\d]{{0,60}}?\band\b[^.;:\d]{{0,40}}?\b(?:archived|recorded|{_LATER})\b
        |(?=\s(?:the\s)?(?:live|call)\b))""",
    ),
    reads=(
        "The live webcast and a replay can be found at www.x.example.",
        "Find the live webcast and replay at www.x.example.",
        "Listen live or later to the recording.",
        "The code is the same for both the live call and its replay.",
    ),
    refuses=(
        "The call will be webcast live, and a replay will be available.",
        "Dial N for the live call. A replay is at M.",
    ),
)
# Words up to the end of a clause; the stops of an address end none.
_ON = r"(?:(?!re-?play|archiv|record|rebroad)(?:[^.;]|\.(?=\S)))"
WEBCAST_WITH_AN_END = Rule(
    "a webcast with an end",
    BOTH,
    (
        rf"""(?<!of\sthe\s)(?<!of\sour\s)\b(?:web|audio)-?\s?cast\b(?={_ON}{{0,90}}\bavailable\b{_ON}{{0,90}}\s
        (?:(?:until|till|through)\s(?:\w+day,?\s)?(?:{"|".join(MONTHS)}|\d)
        |for\s(?:a\speriod\sof\s|approximately\s|about\s|at\sleast\s)?[\w-]+\s(?:\(\d+\)\s)?
        (?:days|weeks?|months?|year)\b))""",
    ),
    reads=("A webcast of the call will be available at www.x.example until June 10, 2024.",),
    refuses=(
        "A webcast will be available at www.x.example.",
        "A replay of the webcast is available for a week.",
    ),
)
THE_REPLAY = Rule(
    "the replay",
    REPLAY,
    (
        r"re-?plays?\b",
        r"re-?broadcasts?\b",
        r"play-?\s?backs?\b",
        rf"archived?\s(?:audio\s|web\s?|version|copy|file|recording|{_EVENT}|re-?play)\w*",
        r"\barchives?\b",
        r"recordings?\b",
        rf"recorded\s(?:\w+\s)?(?:version|{_EVENT})\b",
        r"encore\b",
        r"\bon[\s-]demand\s(?:version|web\s?cast|access|viewing|listening)",
        r"\b(?:listen|hear)\b[^.;,]{0,30}\s(?:later|again|after)\b",
        rf"after\sthe\s(?:live\s)?{_EVENT}(?=[^.]{{0,40}}\b(?:available|accessible))",
        r"\b(?:listen|hear|heard)\b[^.;]{0,40}\bfor\s(?:\w+\s){1,2}(?:days|weeks|months)\b",
        rf"""\b(?:listen|hear|heard)\b[^.;]{{0,40}}\b(?:until|till|through|up\sto(?:\sand\sincluding)?)\s
        (?:\d|midnight|close|\w+day\b|(?:{"|".join(MONTHS)})\w*\s\d)""",
    ),
    reads=(
        "A replay will be available.",
        "You may also listen by phone for 14 days at N.",
        "You may also listen by phone until May 19 at N.",
        "A rebroadcast can be heard.",
        "The playback ends on May 5.",
        "An archived version stays on the site.",
        "The archive is kept for a year.",
        "A recording of the call is kept.",
        "A recorded webcast follows.",
        "The encore ends on May 5.",
        "On-demand access is given for a year.",
        "To hear the call again, dial N.",
        "After the live call it will be available for a week.",
    ),
)
# Who cannot be there hears it later, where the sentence also says that, or for how long.
MISSED = Rule(
    "who misses it",
    REPLAY,
    (
        r"""\b(?:miss(?:ed|es|ing)?\s(?:it|the|this|our|any|\w+['’]s)\b
        |(?:(?:unable|not\sable)\sto|can(?:\s?not|['’]t))\s(?:attend|participate|take\spart|join|listen|make|be)\b
        (?!\s(?:in\sperson|physically|by\s(?:tele)?phone|via|online))
        |unavailable\s(?:for|at|to|during)\b)""",
    ),
    reads=(
        "Those who miss the webcast can dial N.",
        "Anyone unable to attend can dial N.",
        "If you are unavailable at that time, dial N.",
    ),
    refuses=("Those unable to attend in person may dial N.",),
)
HEARD_LATER = Rule(
    "heard later",
    REPLAYED,
    (
        r"re-?played\b",
        r"archiv(?:ed|ing)\b",
        r"\b(?:audio|taped?|digital(?:ly)?|be|is|are|and|pre)[\s-]recorded\b",
        r"\bon[\s-]demand\b",
        r"\b(?:available|accessible|viewed|heard)\s(?:there\s)?afterwards?\b",
        r"\b(?:remain|stay)s?\s(?:\w+\s){0,3}?(?:available|accessible|posted|online|archived)\b",
        rf"""(?:available|accessible|posted)\s(?:for|on|at|through|until)[^.;]{{0,60}}?
        \b(?:following|after)\sthe\s(?:conclusion\sof\sthe\s|completion\sof\sthe\s|live\s)?{_EVENT}""",
    ),
    reads=(
        "The call will be replayed.",
        "It will be archived for 90 days.",
        "It will be recorded and kept.",
        "The webcast is available on demand.",
        "It is available afterwards.",
        "It will remain available for 30 days.",
        "It is available on the site after the call.",
    ),
)
# How to join: after a code it may speak of the replay just named, "enter 123 to access the call".
JOINING = Rule(
    "joining the event",
    LIVE,
    (
        rf"\b(?:hear|access|enter|attend)\s(?:to\s)?the\s(?:conference\s|earnings\s|actual\s)+{_EVENT}",
        r"\b(?:join|access|participate\s(?:in|on))\s(?:the|our|this)\s(?:\w+\s){0,2}?" + _EVENT,
        r"\bto\s(?:participate|join|take\spart|ask\squestions|ask\sa\squestion)\b",
        r"\bto\sbe\s(?:placed|connected|joined|admitted|patched|put)\s(?:in|into|to|through|with)\b",
        r"\bparticipants\s(?:should|may|can|must|are|will|who)\b(?!\sbe\s(?:asked|prompted))",
    ),
    reads=(
        "To hear the conference call, dial N.",
        "Access the call by dialing N.",
        "To participate, dial N.",
        "Enter 123 to be placed in the call.",
        "Participants should dial N.",
    ),
    refuses=("Participants will be asked to enter 123.",),
)
THE_LIVE_EVENT = Rule(
    "the live event",
    LIVE,
    (
        rf"\b(?:for|join|hear|access|enter|attend)\s(?:to\s)?the\s(?:live|conference)\s{_EVENT}",
        rf"\blive\s(?:\w+\s)?(?:{_EVENT}|web|stream|dial|feed|link|q&a|participa)\w*",
        r"\blive\s(?:via|at|on|by|over|through|in)\b",
        r"(?:webcast|broadcast|streamed?|carried)\slive\b",
        r"\bsimultaneous(?:ly)?\b",
        rf"""\b(?:the|our|this|its)\s(?:\w+\s){{0,3}}?{_EVENT}(?:\scall)?\s(?:itself\s)?
        (?:will\s(?:be\s(?:held|hosted|webcast|broadcast|streamed|accessible|conducted|live)|begin|start|take)
        |begins|starts|takes|is\sscheduled|can\sbe\s(?:joined|accessed\s(?:live|by\sdialing)))""",
        r"\bminutes\s(?:prior|before|early|ahead|in\sadvance)\b",
    ),
    reads=(
        "Use this number for the live call.",
        "The live webcast is at www.x.example.",
        "It can be heard live at www.x.example.",
        "It will be broadcast live.",
        "A simultaneous webcast is at www.x.example.",
        "The conference call will be held on May 5.",
        "Dial N ten minutes before the start.",
    ),
    refuses=("A replay will be available.", "The recording of the call can be heard at N."),
)
SIDES = Rules(
    NO_REPLAY, BOTH_SIDES, WEBCAST_WITH_AN_END, THE_REPLAY, MISSED, HEARD_LATER, THE_LIVE_EVENT, JOINING
)

# What a line of a list is about, by its first words.
LIVE_LINE = Rule(
    "a line of the live event",
    LIVE,
    (
        r"\W*(?:live|participants?(?!\s(?:pass|code|pin|id|access|number))|listen(?:-only|er)?|earnings|conference(?!\s(?:id|code|number|pin|no)\b))\b",
        r"\W*(?:what|who|where)\b",
        r"\W*(?:regist\w+|join)\b",
        r"\W*call\s?(?:[(:–-]|(?:access\s|meeting\s|conference\s|event\s)?(?:pass\s?)?(?:code|id|number|pin)\b)",
    ),
    reads=("Live call: N", "Where: online", "Register: L", "Call (US): N"),
    refuses=("Replay: N", "Toll-free: N", "Passcode: 123", "Conference ID: 123"),
)
# Of the live event, but below a heading that names the replay of that.
LINE = Rule(
    "a line of the block's event",
    LIVE,
    (
        r"\W*(?:call|event|start)?\s?(?:date|time|day|when)\b",
        r"\W*(?:web-?\s?cast|dial-?\s?in|call-?\s?in)\b",
    ),
    reads=("Date: May 5", "Dial-in: N"),
    refuses=("Replay: N",),
)
LINES = Rules(LIVE_LINE, LINE)
