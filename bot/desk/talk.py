"""What a conversation is about, so that the next question may leave it out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.library_port import Name
from bot.model import Answer


@dataclass(slots=True)
class Session:
    """One person's conversation; the desk reads it and writes to it. Keep one per person and channel.

    `field` is the id of the field last asked for, `release` and `call` what it was answered from; `choices`
    are the companies between which the last question left the choice.
    """

    company_id: int | None = None
    company: str | None = None
    candidate: str | None = None
    field: str | None = None
    release: str | None = None
    call: int | None = None
    choices: tuple[Name, ...] = ()

    def note(
        self, answer: Answer, company: Name | None, choices: tuple[Name, ...] = (), *, named: bool = False
    ) -> None:
        """Remember what an answer was about; of "which one?" the field and the choices.

        `named` says that the question has words nobody knows, perhaps a name.
        """
        self.choices = choices if answer.status == "ambiguous" else ()
        if answer.status == "no_such_release" or (answer.company is None and (self.choices or named)):
            self._leave()
        if answer.status == "ambiguous":
            self.field = answer.field or self.field
        if answer.company is None and answer.status == "answered":
            self.field = answer.field  # a list of many companies' calls
            return
        if company is None or answer.status not in ("answered", "not_stated"):
            return
        if company.company_id != self.company_id:
            self.candidate = None
        self.company_id, self.company = company.company_id, company.company
        self.candidate = _only_candidate(answer) or self.candidate
        self.field = answer.field or self.field
        self.release = answer.release.id if answer.release else None
        self.call = answer.call

    def _leave(self) -> None:
        """Somebody else was meant: what "their number" asks for next is not the old company's."""
        self.company_id = self.company = self.candidate = self.release = self.call = None


def _only_candidate(answer: Answer) -> str | None:
    """The candidate that an answer about one is about."""
    if not (answer.field or "").startswith("pipeline"):
        return None
    names = {value.value if answer.field == "pipeline" else value.label for value in answer.values}
    return names.pop() if len(names) == 1 else None
