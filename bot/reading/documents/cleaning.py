"""Cleaning in small steps, each text to text; most keep every offset."""

from __future__ import annotations

from html import unescape

from bot.reading.patterns import late

# A word processor's own marks in text saved from it: a hyphen that does not break, one that is not seen.
_WORD_HYPHEN = late(r"(?<=\w)\x1e(?=\w)")
_LINE_END = late(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = late(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Odd spaces, dashes and bullets, and the plain ones a rule reads; a typographic "–" and "—" stay.
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_PLAIN = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d"), "-"),
    ord("\u2015"): "—",
    **dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf0fc"), "•"),
}
_ODD = late(f"[{''.join(map(chr, _PLAIN))}]")
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
# Inside a word or an address, "www.acme.example/\u200bevents".
_UNSEEN_INSIDE = late(
    rf"[{_UNSEEN}](?:(?<=[\w{_UNSEEN}].)(?=[\w{_UNSEEN}])|(?<=[/?&=_%#@:-].)(?=\w)|(?<=\w.)(?=[/?&=_%#@:;.,)-]))"
)
_UNSEEN_ELSEWHERE = late(rf"[{_UNSEEN}]")
_SOFT_HYPHEN = late(r"[\xad\x1f](?:\n[ \t]*(?=[a-z]))?")
# Whatever any of the steps looks for: most texts hold none of it.
_UNCLEAN = late(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028\u2029{_UNSEEN}{''.join(map(chr, _PLAIN))}]")
_ENTITY = late(r"&(?:#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6}|[A-Za-z]{2,31}[0-9]{0,2});")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_BLANKS = late(r"[ \t]{2,}")
_TWO_BLANKS = late(r"(?<=[^ \t]) [ \t](?=[^ \t])")
_EDGES = late(r"[ \t]*\n[ \t]*")
_GAP = late(r"\n{3,}")


def line_ends(text: str) -> str:
    r"""Every kind of line end as "\n".

    >>> line_ends("one\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    return _LINE_END.sub("\n", _WORD_HYPHEN.sub("-", text) if "\x1e" in text else text)


def plain_signs(text: str) -> str:
    """Odd spaces, hyphens and bullets as plain ones; one for one.

    >>> plain_signs("1\u2011877\u2012555\u20120100 at 9:00\u202fa.m.")
    '1-877-555-0100 at 9:00 a.m.'
    """
    return text if text.isascii() else _ODD.sub(lambda sign: _PLAIN[ord(sign[0])], text)


def unseen(text: str) -> str:
    r"""Without zero-width characters, direction marks and soft hyphens.

    Inside a word or an address they go; elsewhere a space takes their place, so that offsets stay.

    >>> unseen("con\xadference \u202a555-0100\u202c")
    'conference  555-0100 '
    """
    if text.isascii() and "\x1f" not in text:
        return text
    text = _SOFT_HYPHEN.sub("", text)
    return _UNSEEN_ELSEWHERE.sub(" ", _UNSEEN_INSIDE.sub("", text))


def controls(text: str) -> str:
    """Control characters as spaces; one for one."""
    return _CONTROL.sub(" ", text)


def entities(text: str) -> str:
    """Character references that scraping left behind, as the characters.

    >>> entities("Acme &amp; Sons, https://acme.example/?a=1&copy=2")
    'Acme & Sons, https://acme.example/?a=1&copy=2'
    """
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def ligatures(text: str) -> str:
    """The letters of a PDF's joined ones."""
    return text.translate(_LIGATURES)


def tidy(text: str, *, columns: bool = False) -> str:
    """No blanks at line ends, one empty line at most between paragraphs, single spaces.

    `columns` keeps wide gaps, which part the cells of a table set with blanks.
    """
    text = (_TWO_BLANKS if columns else _BLANKS).sub(" ", text)
    return _GAP.sub("\n\n", _EDGES.sub("\n", text)).strip()


def plain(text: str) -> str:
    """A plain text, cleaned; one that is clean comes back unchanged."""
    text = entities(text)
    return controls(unseen(plain_signs(line_ends(text)))) if _UNCLEAN.search(text) else text
