"""A post's text in parts, so that a call can be struck out of it later. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

LONGEST = 2000  # characters of a message


@dataclass(frozen=True, slots=True)
class Body:
    """What is posted: escaped text, `calls` a part for each call that it tells of, by the call's index.

    `notes` say of a call what became of it since; its part is then struck out. `more` counts what else would
    have been posted; `release` and `call` are for the buttons; `ping` is a role's number.
    """

    head: str
    calls: tuple[tuple[int, str], ...] = ()
    tail: str = ""
    release: str | None = None
    call: int | None = None
    notes: tuple[tuple[int, str], ...] = ()
    more: int = 0
    ping: int | None = None

    @classmethod
    def of(cls, packed: str) -> Self:
        """The body that JSON holds."""
        given: dict[str, Any] = json.loads(packed)
        for name in ("calls", "notes"):
            given[name] = tuple((int(i), text) for i, text in given[name])
        return cls(**given)

    def packed(self) -> str:
        """The body as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    def noted(self, call: int, note: str) -> Self:
        """The same with a note on a call, in the place of an earlier one."""
        others = tuple(pair for pair in self.notes if pair[0] != call)
        return replace(self, notes=(*others, (call, note)))

    @property
    def text(self) -> str:
        """The message's text, within Discord's limit."""
        lines = [*([f"<@&{self.ping}>"] if self.ping else []), self.head, *self._calls()]
        lines += [self.tail] if self.tail else []
        end = f"\n… and {self.more} more: `/release`" if self.more else ""
        whole = "\n".join(lines)
        room = LONGEST - len(end)
        if len(whole) > room:  # cut at a line's end, so that no markup is left open
            whole = whole[: room - 2].rpartition("\n")[0] + "\n…"
        return whole + end

    def _calls(self) -> Iterator[str]:
        noted = dict(self.notes)
        shown = dict(self.calls)
        yield from (note for call, note in self.notes if call not in shown)
        for call, text in self.calls:
            if call in noted:
                yield noted[call]
                yield "\n".join(f"~~{line}~~" for line in text.split("\n"))
            else:
                yield text
