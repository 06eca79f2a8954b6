"""Markdown to plain text: addresses beside their words, no marks; tables stay rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from bot.reading.documents import cleaning, pages
from bot.reading.documents.linked import beside
from bot.reading.patterns import late

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = late(r"\A\s{0,9}---[ \t]*\n(?=\w+:)(?:[^\n]{0,2000}\n){1,80}?---[ \t]*(?:\n|\Z)")
_TITLE = late(r"^title:[ \t]*[\"']?([^\n]{1,500}?)[\"']?[ \t]*$", re.MULTILINE)
_LINE_BREAK = late(r"<br\s?/?>", re.IGNORECASE)
_ANCHOR = late(r"<a\s[^>]*?href=[\"']([^\"'>]{1,2000})", re.IGNORECASE)
# Stars that the standard leaves standing, since a letter or a stop touches them: "**Time:**9".
_LEFT_OVER = late(r"\*\*(?=\S)([^*\n]{1,2000}?)\*\*")
# Each bracket that never closes costs the parser 50 microseconds; no real document has as many.
_MOST_BRACKETS = 20_000
_EMPTY_LINE = "\n\n"
_BLOCKS = frozenset(["heading_open", "heading_close", "paragraph_close", "table_open", "table_close", "hr"])


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # a fiftieth of a second, which only those who read Markdown wait for

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # Addresses stay as they are written, and the words of a link that leads nowhere stay too.
    parser.normalizeLink = parser.normalizeLinkText = _as_written  # type: ignore[method-assign, assignment]
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    return parser


def _as_written(address: str) -> str:
    return address


def text_of(source: str) -> str:
    """The plain text of a Markdown document; of its front matter only the title is part of it."""
    text = _FRONT_MATTER.sub(_title, cleaning.line_ends(source), count=1)
    if text.count("[") <= _MOST_BRACKETS:
        text = "".join(_blocks(_parser().parse(text)))
    return cleaning.tidy(cleaning.plain(text), columns=True)


def _title(front: re.Match[str]) -> str:
    title = _TITLE.search(front[0])
    return f"{title[1]}\n\n" if title else ""


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of the blocks, in order."""
    bullets: list[str] = []
    cells: list[str] | None = None
    heading = False
    for token in tokens:
        kind = token.type
        heading = kind == "heading_open" or (heading and kind == "inline")
        if kind == "inline":
            text = _LEFT_OVER.sub(r"\1", "".join(_inline(token.children or [], linked=not heading)))
            if cells is None:
                yield text
            elif text.strip():
                cells.append(" ".join(text.split()))
        elif kind == "tr_open":
            cells = []
        elif kind == "tr_close":
            yield (
                f"| {' | '.join(cells or [])} |\n"
                if cells and len(cells) > 1
                else f"{''.join(cells or [])}\n"
            )
            cells = None
        elif kind in ("bullet_list_open", "ordered_list_open"):
            bullets.append("-" if kind.startswith("bullet") else "")
            yield "\n"
        elif kind in ("bullet_list_close", "ordered_list_close"):
            bullets.pop()
            yield "\n" if bullets else _EMPTY_LINE
        elif kind == "list_item_open":
            yield f"\n{bullets[-1] or token.info + token.markup} "
        elif kind in ("fence", "code_block"):
            yield f"\n{token.content}\n"
        elif kind == "html_block":
            yield f"\n\n{pages.text_of(token.content)}\n\n"
        elif kind in _BLOCKS and not token.hidden:
            yield _EMPTY_LINE


def _inline(tokens: Sequence[Token], *, linked: bool) -> Iterator[str]:
    """The words of a block; `linked`: each link with its address."""
    open_links: list[tuple[str, list[str]]] = []
    for token in tokens:
        words = ""
        if token.type in ("text", "code_inline", "image"):
            words = token.content
        elif token.type in ("softbreak", "hardbreak") or _LINE_BREAK.match(token.content):
            words = "\n"
        elif token.type == "link_open":
            open_links.append((str(token.attrs.get("href", "")), []))
        elif token.type == "html_inline" and (anchor := _ANCHOR.match(token.content)):
            open_links.append((anchor[1], []))
        elif open_links and (token.type == "link_close" or token.content.lower() == "</a>"):
            address, inside = open_links.pop()
            words = beside("".join(inside), address if linked else "")
        if open_links:
            open_links[-1][1].append(words)
        else:
            yield words
    for _, inside in open_links:  # an anchor that is never closed
        yield "".join(inside)
