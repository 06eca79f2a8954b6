"""What answers say where only the feed's own words of a release are known. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Answer


def with_note(answer: Answer) -> Answer:
    """With a note and the link where of the answer's release, or a part's, only the first words are known."""
    parts = tuple(with_note(part) for part in answer.parts)
    if answer.release is None or not answer.release.partial:
        added = (note for part in parts for note in _added(part))
        notes = tuple(dict.fromkeys([*answer.notes, *added]))
        return replace(answer, parts=parts, notes=notes) if parts else answer
    note = f"Only the first paragraph is known here; the release: {answer.release.source}"
    return replace(answer, parts=parts, notes=tuple(dict.fromkeys([*answer.notes, note])))


def _added(part: Answer) -> tuple[str, ...]:
    return part.notes[-1:] if part.release and part.release.partial else ()
