"""The main part of a web page: the release, without the page's frame. Pure.

A frame's number read as the release's is worse than a line missed, so whatever looks like a frame goes:
menus, cookie notes, lists of other releases, footers. Known wires say where their release stands; on other
pages it is the block with most running text, taken together with the headline it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.reading.documents import pages

# Where the wires' pages have the release, by public programs that read them; the first that is there.
_WIRES = (
    ("globenewswire", ("#main-body-container", ".main-body-container", ".article-body")),
    ("prnewswire", ("section.release-body", "div.release-body", ".news-release-body")),
    ("businesswire", ("#bw-release-story", ".bw-release-story", "#bw-release-body", "div.bwNewRelease")),
    ("accesswire", ("#articleBody", ".article-content", ".release-body", ".pr-content")),
    ("accessnewswire", ("#articleBody", ".article-content", ".release-body", ".pr-content")),
)
_NEVER = "script, style, noscript, template, nav, aside, iframe, button, select, textarea, dialog, svg, menu"
_ROLES = (
    '[role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"], '
    '[role="dialog"], [role="alertdialog"], [role="menu"], [role="menubar"], [aria-modal]'
)
_FRAME = frozenset(
    ["cookie", "cookies", "consent", "gdpr", "ccpa", "onetrust", "banner", "menu", "nav", "navbar",
     "navigation", "sidebar", "aside", "footer", "breadcrumb", "breadcrumbs", "share", "sharing",
     "social", "related", "recommend", "recommended", "recommendation", "recommendations", "popular",
     "trending", "newsletter", "subscribe", "subscription", "signup", "promo", "promotion", "advert",
     "advertisement", "ads", "ad", "sponsor", "sponsored", "comments", "pagination", "pager", "widget",
     "widgets", "modal", "popup", "toolbar", "search", "login", "masthead", "topbar", "disqus",
     "taboola", "outbrain", "skiplink", "paywall", "alerts"]
)  # fmt: skip
_OTHERS = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|be interested)|recommended|related|trending|popular|most read"
    r"|latest|more (?:news|from|releases|stories|press)|also (?:from|in|on|by)|other (?:news|releases|press)"
    r"|explore|share this|read (?:next|more)|profile|similar|next article|previous (?:article|release)"
    r"|sign up|subscribe|stay (?:connected|informed)|follow us|(?:our )?newsletter|cookies?|privacy"
    r"|contact (?:cision|pr newswire|business ?wire|globenewswire|us))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_LEAST_RELEASE = 200  # characters of a main part
_MOST_OF_PAGE = 0.5  # share of the page's running text that no frame has
_PARAGRAPH = 60  # characters from which a block counts as running text
_UP = 6  # steps from the fullest block to the one that holds all of the release


def text_of_page(html: str, address: str, headline: str | None) -> str:
    """The release's plain text on a page, its headline first; "" where nothing looks like one.

    `headline` is what the feed calls it. Raises Trouble for a page that cannot be read at all.
    """
    found = main_part(html, address, headline)
    text = pages.text_of(_wrapped(found)) if found else ""
    if len(text) < _LEAST_RELEASE or not _speaks_of(text, headline):
        return ""
    begins = " ".join(text[:3000].split()).lower()
    return text if not headline or " ".join(headline.split()).lower() in begins else f"{headline}\n\n{text}"


def _speaks_of(text: str, headline: str | None) -> bool:
    """Whether a text is that of a release with this headline: most of the headline's words are in it.

    A wall that asks for consent, or says "Access Denied" with status 200, is not.
    """
    words = {word for word in re.findall(r"\w{4,}", (headline or "").lower()) if not word.isdecimal()}
    there = set(re.findall(r"\w{4,}", text.lower()))
    return not words or len(words & there) >= 0.6 * len(words)


def main_part(html: str, address: str, headline: str | None) -> str:
    """The HTML of the page's main part; "" where there is none."""
    pages.refuse_too_deep(html)
    tree = LexborHTMLParser(html)
    root = tree.body
    if root is None:
        return ""
    title = _title(root, headline)
    for node in root.css(_NEVER):
        node.decompose()
    chosen = _by_wire(root, address)
    if chosen is None:
        _without_frame(root, title)
        chosen = _fullest(root, title)
        if chosen is None:
            return ""
    _without_lists(chosen)
    there = not title or title in " ".join(_text(chosen)[:3000].split())
    return ("" if there else f"<h2>{_escaped(title)}</h2>") + (chosen.html or "")


def _wrapped(html: str) -> str:
    """A page of the main part alone; no heading of it marks a smaller part of it as the article."""
    plain = re.sub(r"(</?)h1\b", r"\1h2", html, flags=re.IGNORECASE)
    return f"<html><body>{plain}</body></html>"


def _title(root: LexborNode, headline: str | None) -> str:
    """The words of the page's heading: the one that is like the feed's headline, "" where none is."""
    headings = [" ".join(_text(node).split()) for node in root.css("h1, h2")[:40]]
    if not headline:
        return headings[0] if headings else ""
    wanted = set(re.findall(r"\w+", headline.lower()))
    alike = (
        one for one in headings if len(wanted & set(re.findall(r"\w+", one.lower()))) >= 0.6 * len(wanted)
    )
    return next(alike, "")


def _by_wire(root: LexborNode, address: str) -> LexborNode | None:
    for wire, selectors in _WIRES:
        if wire in address or root.css_first(f'[class*="{wire}"]') is not None:
            for selector in selectors:
                node = root.css_first(selector)
                if node is not None and len(_text(node)) >= _LEAST_RELEASE:
                    return node
    return None


def _without_frame(root: LexborNode, title: str) -> None:
    """Take away what is marked as frame, unless it holds the heading or most of the page's text."""
    whole = _running(root)
    doomed = [*root.css(_ROLES), *root.css("footer, form")]
    doomed += [node for node in root.css("[class], [id]") if _is_framed(node)]
    doomed += [node for node in root.css("header") if len(_text(node)) < 2000]
    for node in doomed:
        if node.parent is None or node.tag in ("body", "html", "main", "article"):
            continue
        holds = title and title in " ".join(_text(node).split())
        if not holds and _running(node) <= _MOST_OF_PAGE * whole:
            node.decompose()


def _is_framed(node: LexborNode) -> bool:
    """Whether an element's class or id says that it is none of the page's matter."""
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return any(word.lower() in _FRAME for word in _WORD.findall(named))


def _fullest(root: LexborNode, title: str) -> LexborNode | None:
    """The block with most running text, widened to hold the heading where that is near."""
    scores: dict[int, tuple[float, LexborNode]] = {}
    for node in root.css("p, td, pre, li, div, section"):
        if node.tag in ("div", "section", "td") and node.css_first("p, div, table, section") is not None:
            continue
        size = len(_text(node)) - _linked(node)
        if size < _PARAGRAPH:
            continue
        for step, parent in enumerate(_above(node, 3)):
            score, _ = scores.get(parent.mem_id, (0.0, parent))
            scores[parent.mem_id] = (score + size / (1 + step), parent)
    if not scores:  # lines only
        return root.css_first("article, main")
    best = max(scores.values(), key=lambda one: one[0])[1]
    for parent in _above(best, _UP):
        if parent.tag in ("article", "main"):
            return parent
        if parent.tag in ("body", "html"):
            break
        if title and title in " ".join(_text(parent).split()):
            return parent
    return best


def _without_lists(chosen: LexborNode) -> None:
    """Take away lists of links, and what stands under a heading of other releases or of the site."""
    for node in chosen.css("ul, ol, div, section, p"):
        if node.parent is None or node.mem_id == chosen.mem_id:
            continue
        size, links = len(_text(node)), node.css("a")
        if len(links) >= 3 and size and _linked(node) >= 0.7 * size:
            node.decompose()
    for node in chosen.css("h2, h3, h4, h5, h6, strong, b"):
        words = " ".join(_text(node).split())
        if node.parent is None or len(words) > 60 or not _OTHERS.match(words):
            continue
        heading = node if (node.tag or "").startswith("h") else node.parent
        if " ".join(_text(heading).split()) == words and heading.mem_id != chosen.mem_id:
            for after in [heading, *_following(heading)]:
                after.decompose()


def _following(node: LexborNode) -> list[LexborNode]:
    """The elements behind a heading up to the next one of its rank or above."""
    found: list[LexborNode] = []
    after = node.next
    while after is not None and not (after.tag or "").startswith("h"):
        if after.is_element_node:
            found.append(after)
        after = after.next
    return found


def _above(node: LexborNode, steps: int) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(steps):
        if parent is None:
            return
        yield parent
        parent = parent.parent


def _running(node: LexborNode) -> int:
    """Characters of running text: of paragraphs, without their links."""
    return sum(max(0, len(_text(one)) - _linked(one)) for one in node.css("p, pre, td"))


def _linked(node: LexborNode) -> int:
    """Characters of a node's links to other pages; addresses to write or call to are the release's own."""
    return sum(
        len(_text(link))
        for link in node.css("a")
        if not (link.attributes.get("href") or "").startswith(("mailto:", "tel:"))
    )


def _text(node: LexborNode) -> str:
    return node.text(deep=True) or ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
