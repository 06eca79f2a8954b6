"""The words that govern values, as rules beside the sentences they must read and those they must refuse."""

from __future__ import annotations

from bot.reading.cues.rule import Cue, Rule, Rules

__all__ = ["Cue", "Rule", "Rules"]
