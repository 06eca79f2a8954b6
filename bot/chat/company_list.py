"""The companies that the library knows, as a card. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.cards import Card, Turn
from bot.chat.limits import shortened
from bot.chat.markup import bold, escape

PAGE = 25  # companies in one message
_NAME = 60  # characters of a name
_PREFIX = 40  # characters of what was typed, as a button keeps it


def companies_card(companies: Sequence[tuple[str, int]], prefix: str, page: int) -> Card:
    """A page of companies with how many releases each has; one more than a page shows that there are more."""
    whose = f" beginning with “{escape(prefix)}”" if prefix else ""
    if not companies:
        return Card((f"I know of no company{whose}.",), status="nothing")
    lines = [f"**Companies{whose}**" + (f" · page {page + 1}" if page or len(companies) > PAGE else "")]
    lines += [f"• {bold(shortened(name, _NAME))} · {count:,}" for name, count in companies[:PAGE]]
    of = prefix_of(prefix)
    turns = [Turn("Back", "companies", of, page - 1)] if page else []
    turns += [Turn("More", "companies", of, page + 1)] if len(companies) > PAGE else []
    return Card((*lines, "-# with how many releases"), turns=tuple(turns), status="listed")


def prefix_of(typed: str) -> str:
    """What is typed as the id of a button holds it.

    >>> prefix_of("Acme B.")
    'acme-b'
    """
    return "-".join("".join(c if c.isalnum() else " " for c in typed.casefold()).split())[:_PREFIX]
