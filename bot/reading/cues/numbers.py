"""What a telephone number is for: to dial into the event, or for something else."""

from __future__ import annotations

from bot.reading.cues.rule import Rule, Rules

DIAL, JOIN, ELSEWHERE = "dial", "join", "elsewhere"

DIALLED = Rule(
    "a number to dial",
    DIAL,
    (
        r"\b(?:dial|call|toll|access|participa|conference|join|listen|recording)|phone|re-?play|play-?back|broadcast",
        r"\b(?:free|local|audio|numbers?|code|pin|analysts?|all\sothers?)\b",
        r"\bint(?:ernational|['’]?l\b)|\b(?:elsewhere|outside|abroad|overseas)\b|\b(?:all\s)?other\s(?:locations|countries|callers)",
        r"\bdomestic|\b(?:u\.?s\.?a?|canada)\b|\bunited\s|\bnorth\samerica",
        r"(?<!investor\s)(?<!shareholder\s)(?<!media\s)(?<!press\s)\bline\b",
    ),
    reads=(
        "Dial N.",
        "Free: N",
        "International: N",
        "US: N",
        "English line: N",
    ),
    refuses=("Ann Field: N",),
)
JOINS = Rule(
    "to join by telephone",
    JOIN,
    (
        r"\boperator[\s-]+assist\w*\b(?!\s?:|\sis\savailable)",
        r"\bto\s(?:join|participate|access|listen|hear|attend|enter|replay)\b",
        r"\bparticipants?\s(?:may|can|should|must)\b",
        r"\bpass\s?codes?\b|\baccess\scodes?\b|\bconference\sid\b",
    ),
    reads=(
        "For operator assistance, dial N.",
        "Dial N to join.",
        "Participants may dial N.",
        "Dial N, passcode 123.",
    ),
    refuses=("For help, dial N.",),
)
OTHER_USE = Rule(
    "for another purpose than to join",
    ELSEWHERE,
    (
        r"\bassist(?:ance|ed)?\b",
        r"""\bif\s(?:you|callers|participants|anyone)\s(?:are\s(?:disconnected|cut)|can\s?not\s(?:find|connect|get)|have\snot(?!\s(?:pre-?)?registered)
        |did\snot|do\snot\s(?:have|receive)|have\s(?:any|trouble)|need|lose|experience)""",
        r"""\bto\s(?!(?:the|our|its|this|an?|join|participate|access|listen|hear|attend|enter|re-?play|take|dial|call|connect|ask|pose|follow|reach
        |view|watch|receive|tune|discuss|review|be\s(?:connected|placed|joined|patched|put))\b)\w+\s[^.;:]{0,80}?
        \b(?:call|dial|telephone|phone)\s(?=\(?\+?\d)""",
        r"\b(?:hearing|special)\b[^.;]{0,20}\b(?:impaired|accommodations?)\b|\binterviews?\b|\b(?:printed\s)?cop(?:y|ies)\s(?:of|by)\b",
        r"\b(?:difficult\w*|problems?|trouble|issues\s(?:with|connecting|joining))\b",
        r"\b(?:for|need\w*|require\w*|get|any|with)\s(?:\w+\s)?(?:help|support)\b",
        r"\bhelp\s?(?:desk|line)\b|\bhot\s?line\b|\btechnical\b|\bsupport\s(?:team|line|staff|desk)\b",
        r"\b(?:investor|shareholder|customer|media|tax|information)\s(?:service\s)?line\b",
        r"\b[ie]nquir(?:y|ies|e|ing)\b",
        r"\brsvp\b|\bto\sreserve\b|\bto\sregister\sby\b|\breservations?\b(?!\s(?:number|no\b|code|\#|\d))|\baccreditation\b",
        r"\bquestions?\s(?:about|regarding|on|related|concerning|please)\b|\b(?:with|have)\s(?:any\s)?(?:further\s|additional\s)?questions?\b",
        r"\bfor\s(?:more|further|additional|general)\s(?:information|details)\b",
        r"\bcontact(?:s|ed|ing)?\b",
        r"\binvestor\srelations\s(?:at|department|team)\b",
        r"\bfax\b|\bpress\soffice\b|\bwhatsapp\b|\btext\b",
        r"\bproxy\ssolicit\w+|\b(?:patients?|customers?|caregivers?|physicians?|prescribers?)\s(?:\w+\s){0,6}(?:call|contact|dial)",
        r"\badverse\s(?:reactions?|events?|experiences?)\b|\bside\seffects?\b|\bfda\sat\b|\bsafety\sreports?\b|\bmedical\sinformation\b",
        r"\b(?:dividend|distribution)\sre-?investment\b|\bdrip\b|\breinvestment\splan\b|\btransfer\sagent\b|\bregistrar\b|\bprospectus\b",
        r"\b(?:proxy|information)\s(?:solicit\w+|agent)|\bproxy\scard\b|\bto\svote\b|\bvotes?\sby\b|\bvoting\s(?:your|their|shares|by)\b",
    ),
    reads=(
        "Callers who need assistance may call N.",
        "Operator assistance: N",
        "If you are disconnected, dial N.",
        "To be added to the list, please call 555.",
        "For a printed copy of the report, dial N.",
        "If you have difficulty connecting, call N.",
        "For help, dial N.",
        "The help desk is at N.",
        "The shareholder line is N.",
        "Inquiries: N",
        "To reserve a seat, call N.",
        "With any questions, call N.",
        "For more information, call N.",
        "Contact: N",
        "Investor relations at N.",
        "Fax: N",
        "Patients with questions may call N.",
        "To report side effects call N.",
        "The transfer agent is at N.",
        "To vote, call N.",
    ),
    refuses=("To join, dial N.", "Dial N and hold."),
)
NUMBERS = Rules(JOINS, OTHER_USE)
DIALS = Rules(DIALLED)
