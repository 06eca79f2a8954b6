"""A word that speaks of a stage, in its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.model import Span
from bot.reading.patterns import late

# The verb in a pattern, not the month: "in May", "May 2024".
MAY = r"(?<!in )(?<!since )(?<!last )(?<!this )(?<!early )(?<!late )(?<!of )may(?!\s\d|,)"
# Characters to either side in which a word's governing verb is looked for.
LOOK = 110


# "Phase 3 started: …", "Approved products: …"
_HEADS = late(
    r"(?:\s(?:started|initiated|completed|ongoing|trials?|stud(?:y|ies)|products?|medicines|therapies|drugs|programs?|stage|pipeline))?:"
)


class Standing(Enum):
    """How a text speaks of a stage: as still to come, without saying so, or as plainly begun."""

    TO_COME = "to come"
    STATED = "stated"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class StageMention:
    """A stage, the words that state it, and the trigger in them that a name is tied to."""

    value: str
    span: Span
    trigger: Span
    standing: Standing = Standing.BEGUN


@dataclass(frozen=True, slots=True)
class Around:
    """A trigger [at, to) in its sentence [start, end) of the folded text `folded_text`."""

    folded_text: str
    start: int
    end: int
    at: int
    to: int

    @property
    def word(self) -> str:
        """The trigger."""
        return self.folded_text[self.at : self.to]

    @property
    def before(self) -> str:
        """What leads to the trigger."""
        return self.folded_text[max(self.start, self.at - LOOK) : self.at]

    @property
    def after(self) -> str:
        """What follows the trigger."""
        return self.folded_text[self.to : min(self.end, self.to + LOOK)]

    @property
    def heads_a_list(self) -> bool:
        """Whether the trigger begins its line and a colon follows: "Phase 2: A, B"."""
        return not self.before.strip(" *_•●-–") and bool(_HEADS.match(self.after))

    def stands(self, value: str, standing: Standing) -> StageMention:
        """The mention of a trial that has begun or is to come."""
        span = Span(self.at, self.to)
        return StageMention(value, span, span, standing)

    def states(self, value: str, at: int | None = None, to: int | None = None) -> StageMention:
        """The mention of what is reached, its span stretched to the verb found at [at, to)."""
        first = self.at if at is None else min(at, self.at)
        last = self.to if to is None else max(to, self.to)
        return StageMention(value, Span(first, last), Span(self.at, self.to))
