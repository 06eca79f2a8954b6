"""HTML to plain text: what a reader of the page sees, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import Trouble
from bot.reading.documents import cleaning
from bot.reading.documents.linked import beside
from bot.reading.patterns import late

# A form is read: some sites lay their whole page in one.
_UNREAD = frozenset(
    ["script", "style", "noscript", "template", "head", "title", "svg", "iframe", "nav", "aside",
     "button", "select", "textarea", "object", "audio", "video", "map"]
)  # fmt: skip
# What an element asks for at its edges: a new line, an empty line, a break (two of which make an empty line).
_LINE, _PARAGRAPH, _BREAK = "\x01", "\x02", "\x03"
# A blank of the gaps that part the columns of preformatted text.
_COLUMN = "\x04"
_COLUMNS = late(r"(?<=\S) {3,}(?=\S)")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_EDGES = {
    **dict.fromkeys(
        [*_HEADINGS, "p", "ul", "ol", "dl", "table", "td", "th", "blockquote", "pre"], _PARAGRAPH
    ),
    **dict.fromkeys(["hr", "section", "article", "main", "header", "footer"], _PARAGRAPH),
    **dict.fromkeys(["div", "li", "tr", "dt", "dd", "address", "figure", "caption", "center"], _LINE),
}
_EDGE = late(r"[ \t\n\x01-\x03]+")
_TAG = late(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})")
_CLOSE_THEMSELVES = frozenset(
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "br", "hr", "img", "input",
     "meta", "link", "col", "area", "base", "source", "wbr", "embed", "param", "html", "head", "body"]
)  # fmt: skip
_DEEPEST = 3000
_HIDDEN = late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_REDIRECTED = late(r"[?&]u(?:rl)?=(https?%3A%2F%2F[^&\s]{1,2000})", re.IGNORECASE)
_SPACE = late(r"\s+")
# A cell longer than this, or with paragraphs or a table in it, is one of a table that only lays out the page.
_LONGEST_CELL = 400
_LONGEST_WORDS = 100  # of a link that leads somewhere; longer ones are the titles of other pages
_BLOCKS = frozenset([*_HEADINGS, "p", "div", "li", "br"])
_MOST_NODES = 80
_MOST_CELLS = 60


def text_of(source: str, name: str = "the page") -> str:
    """The plain text of an HTML page: scripts, menus and hidden parts left out, rows as lines."""
    refuse_too_deep(source, name)
    root = LexborHTMLParser(source).body
    if root is None:
        return ""
    text = _EDGE.sub(_line_ends, _Walk().over(_content(root)))
    return cleaning.tidy(cleaning.unseen(cleaning.plain_signs(text))).replace(_COLUMN, " ")


def refuse_too_deep(source: str, name: str = "the page") -> None:
    """Raises Trouble for a page that would take too long to parse."""
    if _is_too_deep(source):
        raise Trouble(f"{name} nests its elements too deeply to be a page; save it as text.")


def _is_too_deep(source: str) -> bool:
    """Whether elements lie in each other without end: parsing takes the square of the depth."""
    depth = 0
    for tag in _TAG.finditer(source):
        if tag["name"].lower() not in _CLOSE_THEMSELVES:
            depth = max(0, depth - 1) if tag["closing"] else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _line_ends(edge: re.Match[str]) -> str:
    """What the edges that meet at one place make together."""
    asked = edge[0]
    if _PARAGRAPH in asked or asked.count(_BREAK) > 1:
        return "\n\n"
    return "\n" if _LINE in asked or _BREAK in asked else asked


def _content(root: LexborNode) -> LexborNode:
    """The article that the page's first heading stands in; the whole body where that is in none."""
    node = root.css_first("h1")
    while node is not None and node.tag not in ("article", "main"):
        node = node.parent
    return root if node is None else node


class _Walk:
    """One walk over a part of the page, collecting its text; no recursion, however deep the nesting."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._links: list[int] = []
        self._kept = 0  # how many <pre> are open
        self._heading = 0  # how many headings

    def over(self, root: LexborNode) -> str:
        """The text below `root`."""
        opened: list[LexborNode] = []
        node = root.first_child
        while node is not None or opened:
            if node is None:
                node = opened.pop()
                self._close(node)
            elif self._open(node):
                opened.append(node)
                node = node.first_child
                continue
            node = node.next
        return "".join(self._pieces)

    def _open(self, node: LexborNode) -> bool:
        """Write what stands before the node's content; whether the content is to be read."""
        if node.is_text_node:
            words = cleaning.controls(cleaning.line_ends(node.text_content or ""))
            self._pieces.append(_in_columns(words) if self._kept else _SPACE.sub(" ", words))
            return False
        if not node.is_element_node or node.tag in _UNREAD or _is_hidden(node):
            return False
        row = _row(node) if node.tag == "tr" else None
        tag = node.tag or ""
        self._pieces.append(_LINE + row + _LINE if row else _EDGES.get(tag, ""))
        if tag == "br":
            self._pieces.append(" " if self._heading else _BREAK)
        elif tag == "li":
            self._pieces.append("- ")
        elif tag == "a":
            self._links.append(len(self._pieces))
        self._kept += tag == "pre"
        self._heading += tag in _HEADINGS
        return row is None

    def _close(self, node: LexborNode) -> None:
        if node.tag == "a" and self._links:
            self._link(self._links.pop(), node)
        self._kept -= node.tag == "pre"
        self._heading -= node.tag in _HEADINGS
        self._pieces.append(_EDGES.get(node.tag or "", ""))

    def _link(self, start: int, node: LexborNode) -> None:
        """Set the address beside the link's words."""
        words = "".join(self._pieces[start:])
        hidden = node.attributes.get("data-cfemail")
        address = (node.attributes.get("href") or "").strip()
        if hidden:
            self._pieces[start:] = [_unveiled(hidden) or words]
        elif address and not self._heading and len(words) <= _LONGEST_WORDS:
            written = beside(words, _target(address))
            if written != words.strip():
                self._pieces[start:] = [written]


def _in_columns(words: str) -> str:
    return _COLUMNS.sub(lambda gap: _COLUMN * len(gap[0]), words)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and (
        "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
    )


def _row(row: LexborNode) -> str | None:
    """A table's row as a line with bars between its cells; None where the table only lays out the page."""
    cells = [cell for cell in islice(_children(row), _MOST_CELLS + 1) if cell.tag in ("td", "th")]
    if len(cells) > _MOST_CELLS or not all(_is_short(cell) for cell in cells):
        return None
    texts = [" ".join(_EDGE.sub(" ", _Walk().over(cell)).split()) for cell in cells]
    filled = [text for text in texts if text]
    if sum(map(len, filled)) > _LONGEST_CELL * 4 or any(len(text) > _LONGEST_CELL for text in filled):
        return None
    return f"| {' | '.join(filled)} |" if len(filled) > 1 else "".join(filled)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _is_short(cell: LexborNode) -> bool:
    """Whether a cell holds a value or a few words; looks at a bounded number of nodes."""
    blocks = 0
    for count, node in enumerate(cell.traverse(include_text=False)):
        blocks += node.tag in _BLOCKS
        if count > _MOST_NODES or blocks > 1 or node.tag == "table":
            return False
    return True


def _target(address: str) -> str:
    """The address behind a wire's redirection, which carries it as a parameter."""
    wrapped = _REDIRECTED.search(address)
    return unquote(wrapped[1]) if wrapped else address


def _unveiled(veiled: str) -> str | None:
    """An e-mail address as Cloudflare hides it from robots: hexadecimal, each byte XORed with the first."""
    try:
        key, *letters = bytes.fromhex(veiled)
    except ValueError:  # not hexadecimal, or empty
        return None
    return "".join(chr(letter ^ key) for letter in letters)
