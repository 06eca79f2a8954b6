"""One value as a card shows it: copied with one tap, and saying whom it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

import phonenumbers

from bot.chat.markup import code, escape, plain, shown_link
from bot.desk.regions import country_name
from bot.model import Call, Number, Replay

_PHONE = re.compile(r"\+\d{6,15}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d[\d:.]{0,12}(?:Z|[+-]\d\d:\d\d)?)?")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,24}")
_KEYS = re.compile(r"[\d*#]{1,24}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LONGEST_WORDS = 90  # characters
_PAUSE = ",,"  # two pauses of two seconds each, on iPhone and Android alike


def shown(value: str, kind: str, *, label: str | None = None, words: str | None = None) -> str:
    """A line for one value of a field of this kind, with its label; `words` are the release's own for it."""
    text = _formatted(value, kind)
    said = f' – "{escape(words)}"' if words and kind == "moment" and _adds(words, value) else ""
    return f"{text} ({escape(who(label))}){said}" if label else f"{text}{said}"


def _formatted(value: str, kind: str) -> str:
    """The value by its shape first, since a contact's values are names, numbers and addresses."""
    if _PHONE.fullmatch(value):
        return code(phone(value))
    if kind == "link" or value.startswith(("http://", "https://")):
        return shown_link(value)
    if kind == "moment" or _MOMENT.fullmatch(value):
        return moment(value)
    if kind in ("code", "email", "ticker") or value.isdigit() or _EMAIL.fullmatch(value):
        return code(value)
    return escape(value)


def phone(number: str) -> str:
    """An E.164 number with the gaps people read by; as it is where its plan is unknown.

    >>> phone("+18885550123")
    '+1 888-555-0123'
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _adds(words: str, value: str) -> bool:
    """Whether the release's words for a time tell more than the card does; a sentence is for the quote."""
    if len(words) > _LONGEST_WORDS:
        return False
    if not _DAY.fullmatch(value):
        return True
    day = date.fromisoformat(value)
    return not re.search(rf"\b{day:%b}[a-z]*\.? {day.day},? {day.year}", words)


def who(label: str | None) -> str:
    """What a value is of: a country's code gets its flag and name, a day is put in words.

    >>> who("DE"), who("international"), who("2014-05-12")
    ('🇩🇪 Germany', 'international', 'Monday 12 May 2014')
    """
    if label and _DAY.fullmatch(label):
        return moment(label)
    if label and _COUNTRY.fullmatch(label):
        flag = "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in label)
        return f"{flag} {country_name(label)}"
    return label or ""


def with_country(label: str | None, number: str, all_numbers: Iterable[str]) -> str | None:
    """The label of a number among others; where they are several countries', its country's name as well.

    "domestic" alone misleads where a company abroad gives a number of the United States.

    >>> with_country("domestic", "+18885550123", ["+18885550123", "+442079460123"])
    'domestic, US and Canada'
    """
    plans = {plan for other in all_numbers if (plan := _plan(other)) is not None}
    plan = _plan(number)
    if len(plans) < 2 or plan is None or (label and _COUNTRY.fullmatch(label)):
        return label
    region = phonenumbers.region_code_for_country_code(plan)
    name = "US and Canada" if plan == 1 else country_name(region)
    return ", ".join(part for part in (label, name) if part) or None


def _plan(number: str) -> int | None:
    """The country calling code of an E.164 number."""
    try:
        return phonenumbers.parse(number).country_code
    except phonenumbers.NumberParseException:
        return None


def moment(value: str) -> str:
    """An ISO 8601 time as Discord's timestamps, in each reader's own zone; a plain day in words.

    A day stays words, in the style of the desk's notes: a timestamp would be another day for readers far from
    the release's place.

    >>> moment("2014-05-14T17:00:00-04:00")
    '<t:1400101200:F> (<t:1400101200:R>)'
    >>> moment("2014-05-21")
    'Wednesday 21 May 2014'
    """
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return escape(value)
    if _DAY.fullmatch(value):
        return f"{at:%A} {at.day} {at:%B %Y}"
    if at.tzinfo is None:
        return escape(value)
    stamp = int(at.timestamp())
    return f"<t:{stamp}:F> (<t:{stamp}:R>)"


def keypad(number: str, access_code: str | None) -> str | None:
    """What a phone's keypad takes to dial and then enter the code; None where the code is not one of keys.

    >>> keypad("+18558592056", "45707640")
    '+18558592056,,45707640#'
    """
    keys = re.sub(r"[\s-]", "", plain(access_code or "")).rstrip("#")
    if not _PHONE.fullmatch(number) or not _KEYS.fullmatch(keys):
        return None
    return f"{number}{_PAUSE}{keys}#"


def keypads(part: Call | Replay) -> list[str]:
    """The dial strings of a call's or a replay's numbers, and whom each is for."""
    access_code = part.access_code.value if part.access_code else None
    found = ((number, keypad(number.number.value, access_code)) for number in part.dial_ins)
    return [_keyed(number, string) for number, string in found if string]


def _keyed(number: Number, string: str) -> str:
    return f"{code(string)} ({escape(who(number.region.value))})" if number.region else code(string)
