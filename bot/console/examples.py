"""Questions to begin with, drawn from what the library holds, so that each of them has an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.desk.library_port import LibraryPort
from bot.library.names import core
from bot.model import Entry

LOOKED_AT = 40  # newest releases among which companies for the examples are sought
_ASKED = (
    ("call.dial_in", "dial-in for the {company} call"),
    ("replay.access_code", "replay code for {company}?"),
    ("pipeline.stage", "what phase is {candidate} in?"),
    ("call.starts", "when is the {company} call?"),
)


def examples(shelf: LibraryPort, legal_forms: Collection[str]) -> list[str]:
    """At most one question a field, each about another company; fewer where the library holds less."""
    return list(_examples(shelf, legal_forms))


def _examples(shelf: LibraryPort, legal_forms: Collection[str]) -> Iterator[str]:
    companies = {entry.company_id: entry for entry in shelf.newest(LOOKED_AT) if entry.company}
    for field, asked in _ASKED:
        found = _stating(shelf, companies, field)
        if found:
            del companies[found.company_id]
            company = core(found.company or "", legal_forms)
            yield asked.format(company=company, candidate=_candidate(shelf, found))


def _stating(shelf: LibraryPort, companies: dict[int | None, Entry], field: str) -> Entry | None:
    for company in companies:
        if company is not None and (entries := shelf.stating(company, field, 1)):
            return entries[0]
    return None


def _candidate(shelf: LibraryPort, entry: Entry) -> str:
    candidates = shelf.release(entry.id).candidates
    return candidates[0].name.value if candidates else "lead candidate"
