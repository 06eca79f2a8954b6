"""Whom a question is about, of all that its words name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.desk.library_port import LibraryPort, Name, fold
from bot.desk.likeness import Judge
from bot.desk.mentions import Mention, Mentions
from bot.desk.vocabulary import Vocabulary
from bot.desk.words import Word, words_of
from bot.lexicon import Lexicon

_MOST_CHOICES = 5
_MOST_NAMESAKES = 8
# What a letter of a name counts for, by how it is named; a word in capitals is meant as a ticker.
_EXACT, _MISSPELT, _BY_CHANCE = 1.5, 1.0, 0.4
_CAPITALS = 4
# Before a name these call for a verb behind it: "when does Acme divulge its numbers".
_ASKING_VERBS = frozenset(
    [
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
    ]
)


@dataclass(frozen=True, slots=True)
class Beside:
    """An unknown `word` beside a name of one word: together, as `whole`, they may name another company.

    `phrase` is the word with the one after it.
    """

    word: str
    whole: str
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """A further company that is named; `read_as` says how its name was understood where it is misspelt."""

    name: Name
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a question names: `name` if that is clear, else `choices` between several.

    `candidates` are those of its candidates that are named, `others` further companies. `claimed` are the
    indices of the words that name it all, `rest` of those that nobody knows. `nearest` is a name somewhat
    like the unknown words. `likeness` is in 0..1.
    """

    name: Name | None = None
    candidates: tuple[str, ...] = ()
    choices: tuple[Name, ...] = ()
    others: tuple[Other, ...] = ()
    claimed: frozenset[int] = frozenset()
    rest: tuple[int, ...] = ()
    nearest: Name | None = None
    likeness: float = 1.0
    read_as: str | None = None
    beside: Beside | None = None
    considered: tuple[str, ...] = ()


class Subjects:
    """Finds who is meant."""

    def __init__(self, library: LibraryPort, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._library = library
        self._judge = Judge(lexicon)
        self._topics = frozenset(fold(word) for word in lexicon.topics)
        self._mentions = Mentions(library, vocabulary, self._judge)

    def find(self, words: Sequence[Word], also: Collection[int] = ()) -> Subject:
        """Who the words name; `also` are known words that may yet be a name."""
        seeds = self._mentions.seeds(words) | frozenset(also)
        exact = self._meant(words, seeds, self._mentions.exact(words, seeds))
        covered = {i for m in exact for i in range(m.start, m.stop)}
        typos = self._mentions.typos(words, seeds, covered)
        misspelt = self._mentions.misspelt(words, seeds - typos, exact)
        if typos and not exact and not misspelt:
            misspelt = self._mentions.misspelt(words, seeds, exact)
        return self._settled(words, seeds - typos, _without_swallowed(exact, misspelt))

    def _meant(
        self, words: Sequence[Word], seeds: Collection[int], exact: Sequence[Mention]
    ) -> tuple[Mention, ...]:
        """The mentions without words in small letters that are somebody's ticker by chance.

        They are, where they go with another unknown word or many names share them: "Acme bank".
        """
        covered = {i for m in exact for i in range(m.start, m.stop)}
        kept = []
        for m in exact:
            alone = not any(i in seeds and i not in covered for i in _beside(words, m))
            shared = any(self._judge.belongs(word.key) for word in m.within(words))
            possessive = m.within(words)[-1].possessive
            if not _is_by_chance(words, m) or ((alone or possessive) and not shared):
                kept.append(m)
        return tuple(kept)

    def named(self, name: str) -> Subject:
        """Who a name by itself is: as it stands, else as near as it comes."""
        exact = self._library.named(fold(name))
        if len({n.company_id for n in exact}) == 1:
            found = exact[0]
            if fold(found.company) == fold(name) or found.kind == "candidate":
                return Subject(name=found, candidates=(found.text,) if found.kind == "candidate" else ())
        subject = self.find(words_of(name))
        if exact and not (subject.name or subject.choices):
            return Subject(choices=tuple(exact)) if len(exact) > 1 else Subject(name=exact[0])
        return subject

    def tells_apart(self, word: str) -> bool:
        """Whether the folded word is one that tells companies apart: Acme Capital is not Acme Energy."""
        return self._judge.belongs(word)

    def may_end_name(self, word: str) -> bool:
        """Whether the folded word is a legal form or one that many names share: "Corp", "Energy"."""
        return self._judge.is_legal_form(word) or self._judge.belongs(word)

    def among(self, words: Sequence[Word], choices: Sequence[Name]) -> Name | None:
        """The one of the choices that the words point at, if they point at one."""
        keys = [word.key for word in words]
        scored = sorted((self._judge.agreement(keys, fold(n.company)), at) for at, n in enumerate(choices))
        clear = scored and scored[-1][0] > (scored[-2][0] if len(scored) > 1 else 0.0)
        return choices[scored[-1][1]] if clear else None

    def _settled(self, words: Sequence[Word], seeds: Collection[int], mentions: Sequence[Mention]) -> Subject:
        claimed = frozenset(i for m in mentions for i in range(m.start, m.stop))
        rest = tuple(sorted(i for i in seeds if i not in claimed))
        considered = tuple(_shown(words, m) for m in mentions)
        if not mentions:
            return Subject(rest=rest, nearest=self._mentions.nearest(words, seeds))
        leaders = self._leaders(words, mentions)
        if len(leaders) > 1:
            choices = leaders[:_MOST_CHOICES]
            own = [m for m in mentions if m.of(leaders[0])]
            beside = self._beside(words, own, leaders[0], rest)
            return Subject(choices=choices, claimed=claimed, rest=rest, beside=beside, considered=considered)
        chosen = leaders[0]
        claimed |= frozenset(_said_beside(words, claimed, chosen))
        rest = tuple(i for i in rest if i not in claimed)
        own = [m for m in mentions if m.of(chosen)]
        exact = any(m.exact for m in own)
        return Subject(
            name=chosen,
            candidates=tuple(dict.fromkeys(_candidates(own, chosen))),
            others=tuple(_others(words, mentions, chosen)),
            claimed=claimed,
            rest=rest,
            likeness=1.0 if exact else max(m.likeness for m in own),
            read_as=None if exact else _read_as(own[0].within(words), chosen),
            beside=self._beside(words, own, chosen, rest),
            considered=considered,
        )

    def _leaders(self, words: Sequence[Word], mentions: Sequence[Mention]) -> tuple[Name, ...]:
        """The company the words name most weightily, with those that they name just as well."""
        (top, best), *others = _ranked(words, mentions)
        level = [
            name
            for weight, name in others
            if weight >= top and any(m.of(name) for m in mentions if m.of(best))
        ]
        own = [m for m in mentions if m.of(best)]
        if not level and len(own) == 1 and own[0].exact and best.kind in ("company", "short"):
            level = self._namesakes(own[0].within(words), best)
        return (best, *level)

    def _namesakes(self, words: Sequence[Word], best: Name) -> list[Name]:
        """Other companies whose name begins with the one word that is all that was said of a name.

        Asked only where they are about as well known: "Apple" is Apple, whoever else is called so.
        """
        if len(words) > 1 or words[0].loud:
            return []
        begun = self._library.beginning(words[0].key, _MOST_NAMESAKES)
        known = {
            n.company_id: n for n in begun if n.key.split()[:1] == [words[0].key] and n.kind == "company"
        }
        return [n for id, n in known.items() if id != best.company_id and 4 * n.releases >= best.releases]

    def _beside(
        self, words: Sequence[Word], own: Sequence[Mention], chosen: Name, rest: Sequence[int]
    ) -> Beside | None:
        """An unknown word that makes another name of a name of one word: "Acme Energy", "Great Acme"."""
        start, stop = own[0].start, own[0].stop
        said = [word for word in own[0].within(words) if word.key != "the"]
        if len(own) > 1 or len(said) != 1 or chosen.kind == "candidate" or said[0].loud:
            return None
        if not said[0].possessive and stop in rest and self._is_noun(words, stop, start, rest):
            phrase = " ".join(word.key for word in words[stop : stop + 2])
            return Beside(words[stop].key, f"{said[0].key} {words[stop].key}", phrase)
        if start - 1 in rest and not words[start].parted and not own[0].exact:
            return Beside(words[start - 1].key, f"{words[start - 1].key} {said[0].key}")
        return None

    def _is_noun(self, words: Sequence[Word], at: int, start: int, rest: Sequence[int]) -> bool:
        """Whether the word behind a name may be part of one: no verb and, be it misspelt, no legal form."""
        word = words[at]
        if word.key in self._topics and not self._judge.belongs(word.key):
            return False
        if word.parted or self._judge.is_legal_form(word.key) or word.key.endswith("ed") or _is_sum(word):
            return False
        if word.possessive or self._judge.belongs(word.key):
            return True
        return not start or words[start - 1].key not in _ASKING_VERBS


def _is_sum(word: Word) -> bool:
    """Whether it is an amount, which is no part of a name: "$6m"."""
    return word.key[0].isdigit() and word.key[-1] in "mbnk"


def _beside(words: Sequence[Word], mention: Mention) -> Iterator[int]:
    """The indices of the words beside a mention that no comma parts from it."""
    if mention.start and not words[mention.start].parted:
        yield mention.start - 1
    if mention.stop < len(words) and not words[mention.stop].parted:
        yield mention.stop


def _without_swallowed(exact: Sequence[Mention], misspelt: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions in order, without those that are part of a longer one."""
    fuller = [s for s in misspelt if not any(_swallows(m, s) for m in exact)]
    kept = [m for m in exact if not any(_swallows(s, m) for s in fuller)]
    return tuple(sorted([*kept, *fuller], key=lambda m: m.start))


def _swallows(one: Mention, other: Mention) -> bool:
    return one.start <= other.start and other.stop <= one.stop


def _ranked(words: Sequence[Word], mentions: Sequence[Mention]) -> list[tuple[float, Name]]:
    """The companies mentioned with the weight of the words that name them, the weightiest first."""
    weights: dict[int, float] = {}
    names: dict[int, Name] = {}
    for mention in mentions:
        weight = _weight(words, mention)
        for name in {n.company_id: n for n in reversed(mention.names)}.values():
            weights[name.company_id] = weights.get(name.company_id, 0.0) + weight
            if name.company_id not in names or names[name.company_id].kind == "candidate":
                names[name.company_id] = name
    order = sorted(weights, key=lambda company: (-weights[company], -names[company].releases))
    return [(weights[company], names[company]) for company in order]


def _weight(words: Sequence[Word], mention: Mention) -> float:
    letters = sum(len(word.key) + _CAPITALS * word.loud for word in mention.within(words))
    if _is_by_chance(words, mention):
        return letters * _BY_CHANCE
    return letters * (_EXACT if mention.exact else _MISSPELT)


def _is_by_chance(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a word in small letters is only somebody's ticker: "real", "cash"."""
    return all(n.kind == "ticker" for n in mention.names) and not any(w.loud for w in mention.within(words))


def _candidates(mentions: Sequence[Mention], chosen: Name) -> Iterator[str]:
    """The names that are a candidate's of the company and not its own."""
    for mention in mentions:
        own = [n for n in mention.names if n.company_id == chosen.company_id]
        if all(n.kind == "candidate" for n in own):
            yield from (n.text for n in own)


def _others(words: Sequence[Word], mentions: Sequence[Mention], chosen: Name) -> Iterable[Other]:
    """Further companies named in words of their own."""
    for mention in mentions:
        one = len({n.company_id for n in mention.names}) == 1
        if one and not mention.of(chosen) and not _is_by_chance(words, mention):
            name = mention.names[0]
            yield Other(name, None if mention.exact else _read_as(mention.within(words), name))


def _said_beside(words: Sequence[Word], claimed: Collection[int], chosen: Name) -> Iterator[int]:
    """Words beside those that name the company which are part of its name, whatever else they mean."""
    parts = frozenset(fold(chosen.company).split())
    for at, word in enumerate(words):
        if at not in claimed and word.key in parts and (at - 1 in claimed or at + 1 in claimed):
            yield at


def _read_as(said: Sequence[Word], chosen: Name) -> str | None:
    parts = [*chosen.key.split(), chosen.key.replace(" ", ""), *(f"{p}s" for p in chosen.key.split())]
    if all(any(part.startswith(word.key) or part.endswith(word.key) for part in parts) for word in said):
        return None  # shortened, not misspelt
    name = chosen.text if chosen.kind == "candidate" else chosen.company
    return f"I read “{' '.join(word.text for word in said)}” as “{name}”."


def _shown(words: Sequence[Word], mention: Mention) -> str:
    said = " ".join(word.text for word in mention.within(words))
    how = "names" if mention.exact else f"is like ({mention.likeness:.2f})"
    return f"“{said}” {how} " + ", ".join(f"{n.company} ({n.kind} “{n.text}”)" for n in mention.names[:4])
