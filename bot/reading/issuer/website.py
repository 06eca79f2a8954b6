"""The issuer's own site among the addresses a release gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.model import Stated
from bot.reading.patterns import late
from bot.reading.values.link import links

_HOST = late(r"(?:https?://)?(?:www\.)?([a-z0-9.-]{1,253})", re.IGNORECASE)
_DOCUMENT = late(r"\.(?:pdf|jpe?g|png|gif|xlsx?|mp3|mp4)\Z", re.IGNORECASE)
_FOREIGN = late(
    r"(?:^|\.)(?:sec\.gov|sedar|sedarplus|businesswire|prnewswire|globenewswire|newswire|newsdirect|newsfilecorp|accesswire|"
    r"linkedin|twitter|x\.com|facebook|instagram|youtube|tiktok|threads|weibo|media-server|webcast|vevent|on24|zoom|"
    r"veracast|wsw\.com|q4inc|choruscall|viavid|gcs-web|cision|mma\.|rns|fda|clinicaltrials|nih|doi|bit\.ly|t\.co|"
    r"registration|register|events?\.|dpregister|lifescievents|mysequire|webinar|benzinga|proactive|marketwatch|barrons|nasdaq|nyse|otcmarkets|finra|yahoo|google)"
)
_SHORTEST = 3
_PAGE = 4000
# No release has more addresses; a hostile text may.
_MOST = 400


def website(text: str, names: tuple[str, ...]) -> Stated | None:
    """The first address whose host is made of one of the issuer's names; None where none is.

    `names` are the issuer's names and symbols. A page deep in a site counts where no shorter one is given.
    Documents, wires, filings and webcast rooms are not its site.
    """
    keys = [_letters(name) for name in names]
    heads = [_letters(name.split()[0]) for name in names if name.split()]
    deep = None
    for link in islice(_in_order(text), _MOST):
        host = _HOST.match(link.value)
        label = host.group(1).lower() if host else ""
        hidden = text[max(0, link.span.start - 4) : link.span.start] in (
            "(at)",
            "[at]",
        )  # "media(at)firm.com"
        if hidden or not label or _DOCUMENT.search(link.value) or _FOREIGN.search(label):
            continue
        if _is_own(label, keys, heads) and link.value not in names:
            if link.value.rstrip("/").count("/") - 2 * ("://" in link.value) <= 1:
                return link
            deep = deep or link
    return deep


def _in_order(text: str) -> Iterator[Stated]:
    """The addresses of the text, looked for page by page: the issuer's own is mostly among the first."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PAGE, at + 2 * _PAGE)
        end = min(len(text), at + 2 * _PAGE) if end < 0 else end
        yield from links(text, at, end)
        at = end


def _is_own(host: str, keys: list[str], heads: list[str]) -> bool:
    """Whether one of the host's labels is a name, its beginning, or begins with its first word."""
    for label in host.split(".")[:-1]:
        letters = _letters(label)
        if len(letters) < _SHORTEST:
            continue
        if any(key.startswith(letters) or letters.startswith(key) for key in keys if len(key) >= _SHORTEST):
            return True
        if any(len(head) > _SHORTEST and head in letters for head in heads):
            return True
    return False


def _letters(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.lower())
