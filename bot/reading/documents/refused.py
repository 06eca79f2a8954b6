"""Pages that came in a release's place: a refusal, a check for robots, the frame of a page without its"
" story."""

from __future__ import annotations

import re

from bot.errors import Trouble
from bot.reading.patterns import late

# A page longer than this holds more than a notice.
_LONGEST = 3000
_TOP = 400
_DENIED = late(
    r"""access\s(?:to\sthis\s(?:page|resource)\s(?:has\sbeen\s|is\s)?)?denied|access\sblocked
    |you\sdon[’']t\shave\spermission|sorry,\syou\shave\sbeen\sblocked|\b40[13]\s(?:-?\s?forbidden|unauthorized)
    |\b404\b[^\n]{0,20}not\sfound|page\s(?:not\sfound|cannot\sbe\sfound)
    |\b50[0234]\s(?:bad\sgateway|service|gateway|internal)|service\sunavailable|request\sunsuccessful
    |undeclared\sautomated\stool|request\srate\sthreshold|too\smany\srequests|attention\srequired
    |pardon\sour\sinterruption""",
    re.IGNORECASE | re.VERBOSE,
)
_CHECKED = late(
    r"""(?:enable|turn\son|allow|accept|activate)[^\n.]{0,40}\s(?:cookies|javascript)
    |(?:cookies|javascript)[^\n.]{0,40}\s(?:must\sbe\s|(?:is|are|be)\s)?(?:enabled|disabled|required|turned\soff)
    |just\sa\smoment|checking\syour\sbrowser|verify(?:ing)?\s(?:that\s)?you\sare\s(?:a\s)?human
    |are\syou\sa\s(?:robot|human)|not\sa\srobot|unusual\straffic|security\scheck|captcha""",
    re.IGNORECASE | re.VERBOSE,
)
# What the frames of pages say on every page, and what any story has.
_FRAME = late(
    r"""[^\n]*(?:skip\sto\s(?:main\s)?(?:content|navigation)|all\srights\sreserved|©|privacy\s(?:policy|notice)
    |terms\s(?:of\suse|and|&)|cookie\s(?:policy|settings|preferences)|sign\sin|log\sin|site\s?map|toggle
    |back\sto\stop|loading|e-?mail\salerts|rss\sfeeds?|powered\sby|menu\b|search\b)[^\n]*""",
    re.IGNORECASE | re.VERBOSE,
)
_STORY = late(
    r"""\b(?:announc|report|declar|host|present|receiv|complet|launch|approv|appoint)e?[sd]\b|\bwill\shost\b
    |\bconference\scall\b|\b(?:nasdaq|nyse|tsx|otc\w*|webcast)\b|\b(?:press|media|investor)s?\scontacts?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = late(r"[^\n]{60,}")


def refuse(text: str, name: str, *, page: bool) -> None:
    """Raise Trouble where the text is a notice, or (`page`) only a page's frame, instead of a release."""
    if len(text) > _LONGEST or _STORY.search(text):
        return
    top = text[:_TOP]
    if found := _DENIED.search(top):
        said = " ".join(found[0].split())
        raise Trouble(f"{name} holds a refusal (“{said}”) and no release; get the page again in a browser.")
    if _CHECKED.search(top):
        raise Trouble(
            f"{name} asks for cookies, scripts or a human and holds no release; save the page from a browser."
        )
    if page and len(_FRAME.findall(text)) > 1 and not _SENTENCE.search(_FRAME.sub("", text)):
        raise Trouble(
            f"{name} is only the frame of a page and holds no release; save the release's own page."
        )
