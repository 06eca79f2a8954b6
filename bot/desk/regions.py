"""Where callers are: releases say "domestic" and "international", askers "from London"."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

REGIONS = frozenset(["domestic", "international"])

# Calls of North American issuers, which are most, give both countries one toll-free number.
_HOME = frozenset(["US", "CA"])


def region_of(country: str) -> str:
    """The region a caller from the country (ISO 3166) belongs to, where no number is named for it."""
    return "domestic" if country in _HOME else "international"


def country_name(code: str) -> str:
    """The country's name in English; what is no country's code as it stands.

    >>> country_name("DE"), country_name("domestic")
    ('Germany', 'domestic')
    """
    return _countries().get(code, code)


@cache
def _countries() -> dict[str, str]:
    """Countries' names by their codes, as the time zone database lists them."""
    table = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    rows = [line.partition("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {code: name for code, _, name in rows} | {"GB": "United Kingdom"}
