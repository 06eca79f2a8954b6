"""Dividends and distributions that an issuer declares or proposes: how much a share, which kind, when."""

from __future__ import annotations

from bot.reading.dividends.reader import DividendsReader

__all__ = ["DividendsReader"]
