"""By which way an event is reached: on the web, by telephone, by registering; and what is no way in."""

from __future__ import annotations

from bot.reading.cues.events import EVENT_NOUN
from bot.reading.cues.rule import Rule, Rules

WEB, REGISTER, MATERIALS, TELEPHONE = "web", "register", "materials", "telephone"

_EVENT = EVENT_NOUN

ON_THE_WEB = Rule(
    "on the web",
    WEB,
    (
        r"\b(?:web|audio)-?\s?cast\w*|\baudio\sfeed\b",
        r"\b(?:web|audio|video|live)?\s?-?broadcast(?:s|ed)?\b",
        r"""\blisten\w*|\bwatch\b|\bview(?:ed|ing)?\b
        (?!\s(?:the\s|our\s|its\s|this\s|an?\s)?(?:\w+\s){0,3}?(?:releases?|reports?|announcements?|articles?|slides?|materials?)\b)""",
        r"\b(?:live)?-?stream\w*",
        r"\bonline\b|\binternet\b|\bvirtual\w*|\blog(?:ging)?\s?(?:on|in)\b",
        r"\blive,?\s(?:with\s)?(?:audio|video|event|link|call|at|on|via|presentation)",
        r"re-?plays?|archiv\w*|recording|re-?broadcast|play-?back",
        rf"\b(?:access|join|attend|participate\sin|follow|hear)\s(?:to\s)?(?:the\s)?(?:\w+\s){{0,2}}?(?:{_EVENT}|link)\b",
        rf"""\b{_EVENT}\b[^.;]{{0,60}}\b(?:accessible|accessed|available|heard|held|found|followed|shown|joined)\b""",
        r"""\b(?:participants|investors|(?:share|stock)holders|attendees|parties|you)\s(?:can|may|should)\s(?:\w+\s){0,2}?
        (?:join|attend|follow)\b(?!\sus\son)""",
        r"\A\W*(?:link|url|where|video|join(?:\sby\s\w+)?)\b\W",
    ),
    reads=(
        "The webcast is at L.",
        "A live broadcast is at L.",
        "Listen at L.",
        "A livestream is at L.",
        "It is online at L.",
        "Go live on L.",
        "A replay is at L.",
        "Join the conference call at L.",
        "The presentation can be found at L.",
        "Investors may join at L.",
        "Link: L",
    ),
    refuses=("Visit L for more about us.",),
)
BY_REGISTERING = Rule(
    "by registering",
    REGISTER,
    (
        r"\b(?:pre-?)?regist(?:er|ering|rations?)\b(?!\s(?:statement|rights|fee|number))",
        r"\bsign\s?up\b",
    ),
    reads=("Register at L.", "Sign up at L."),
    refuses=("The registration statement is at L.",),
)
PAPERS = Rule(
    "papers",
    MATERIALS,
    (
        r"\bslides?\b|\bpresentation\s(?:materials?|slides?|deck)|\bmaterials?\b|\btranscript|\bsupplement\w*|\bdownload\w*",
        r"\b(?:press|earnings|news)\srelease|\breleases?\b(?=\s(?:will|is|and))|\bfinancial\sstatements|\bshareholder\sletter",
        r"\bannual\sreport|\bproxy\w*|\bform\s10|\bfilings?\b|\breport\b",
    ),
    reads=("The slides are at L.", "The press release is at L.", "The annual report is at L."),
    refuses=("The webcast is at L.",),
)
WAYS = Rules(ON_THE_WEB, BY_REGISTERING, PAPERS)

BY_TELEPHONE = Rule(
    "by telephone",
    TELEPHONE,
    (
        r"\bdial|telephon|\bphone\b|teleconference|\bpin\b|passcode",
        r"conference\scall|\bask\s(?:a\s)?questions?\b|\bjoin\sthe\scall|\bfor\sthe\scall",
        r"receive\s(?:an?|the|your)\s(?:\w+\s){0,2}?(?:number|e-?mail|calendar|confirmation)",
    ),
    reads=(
        "Register to dial in.",
        "Register for the conference call.",
        "Register to receive an e-mail.",
    ),
)
FOR_THE_WEB = Rule(
    "for the web",
    WEB,
    (r"(?:web|audio)-?\s?cast|webinar|listen|watch|virtual|attend|broadcast|stream",),
    reads=("Register for the webcast.",),
)
TELEPHONES = Rules(BY_TELEPHONE)
FOR_WEB = Rules(FOR_THE_WEB)
