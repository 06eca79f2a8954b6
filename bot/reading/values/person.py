"""People's names: their shape, and what tells them from firms, titles and places."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.reading.patterns import late

_CREDENTIAL = (
    r"(?:Ph\.?\s?D|M\.?D|D\.?O|D\.?V\.?M|Pharm\.?D|J\.?D|MBA|M\.B\.A|CFA|CPA|C\.A|APR|MSc|M\.Sc|BSc|Esq|IRC|CAIA|FCPA|"
    r"FCA|DPhil|M\.?S|MPH|RN|P\.?Eng|P\.?Geo|ICD\.D|Q\.C|LL\.?B|LL\.?M)\.?"
)
CREDENTIALS = late(rf"(?:,?\s{_CREDENTIAL}){{1,4}}(?![A-Za-z])")
_CREDENTIAL_ALONE = late(_CREDENTIAL)
_HONORIFIC = late(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Herr|Frau)\.?\s")
_SUFFIX = late(r",?\s(?:Jr|Sr|II|III|IV)\.?\Z")
_WORD = late(r"(?:[^\W\d_][’'.])?[^\W\d_]+(?:[-‐’'´`][^\W\d_]+)*\.?")
_INITIAL = late(r"(?:[A-ZÅÄÖØÉ]\.?-?){1,3}")
_NICKNAME = late(r"\s?[(\"“'][^()\"“”']{1,20}[)\"”']")
_PARTICLES = late(
    r"(?:de|del|della|der|den|di|da|du|la|le|van|von|af|av|bin|ben|al|el|ter|ten|dos|das|e|y|zu)",
    re.IGNORECASE,
)
_LONGEST = 48


def is_credential(words: str) -> bool:
    """Whether the words are a degree or a professional title behind a name: "Ph.D.", "CFA"."""
    return bool(_CREDENTIAL_ALONE.fullmatch(words.strip()))


@lru_cache(maxsize=256)  # of one name it is asked by several rules
def has_person_shape(words: str) -> bool:
    """Whether the words look like one person's name: two to four capitalised words, initials, particles.

    >>> [has_person_shape(w) for w in ("Ana M. de la Cruz", "Liam O'Shea, Ph.D.", "ADA QUIST", "Ana", "ana")]
    [True, True, True, False, False]
    """
    bare = bare_name(words)
    if not 4 <= len(bare) <= _LONGEST:
        return False
    tokens = bare.split()
    main = [token for token in tokens if not _INITIAL.fullmatch(token) and not _PARTICLES.fullmatch(token)]
    loud = bare.isupper()
    if loud and all(len(token) <= 3 for token in tokens):
        return False
    if loud:
        main = [token for token in tokens if len(token.strip(".")) > 1 and not _PARTICLES.fullmatch(token)]
    fit = all(_WORD.fullmatch(token) and token[0].isupper() for token in main)
    if not fit or not 2 <= len(tokens) <= 5:
        return False
    return len(main) >= 2 or (
        len(main) == 1 and len(tokens) >= 2 and len(main[0]) > 2 and tokens[0] != main[0]
    )


@lru_cache(maxsize=256)
def bare_name(words: str) -> str:
    """The name without honorific, credentials, nickname and "Jr."."""
    bare = _NICKNAME.sub("", CREDENTIALS.sub("", words.strip()))
    return _SUFFIX.sub("", _HONORIFIC.sub("", bare, count=1)).strip(" ,*")


def name_letters(words: str) -> list[str]:
    """The words of a name in lower-case ASCII letters, as e-mail addresses are made of them."""
    return [letters for word in re.split(r"[\s.-]+", bare_name(words)) if (letters := _ascii(word))]


def made_from(local: str, words: str) -> bool:
    """Whether an address's part before the "@" is made from the name: "jdoe", "jane.doe", "doe", "jane".

    >>> made_from("kmcneil", "Kate McNeil"), made_from("info", "Kate McNeil")
    (True, False)
    """
    tokens = name_letters(words)
    local = _ascii(local)
    if len(tokens) < 2 or len(local) < 2:
        return False
    first, last = tokens[0], tokens[-1]
    initials = "".join(token[0] for token in tokens)
    if local in (initials, first[0] + last[0]):
        return True
    whole = any(len(part) > 2 and (local.startswith(part) or local.endswith(part)) for part in tokens)
    return whole or local.startswith(first[0] + last[:4])


def unaccented(words: str) -> str:
    """The words in small letters without accents, as addresses write them."""
    return words.lower().translate(_PLAIN)


def _ascii(word: str) -> str:
    return "".join(c for c in unaccented(word) if "a" <= c <= "z")


_PLAIN = str.maketrans("åäáàâãæçéèêëíìîïñöóòôõøúùûüýšžčćłńśż", "aaaaaaaceeeeiiiinoooooouuuuyszcclnsz")
