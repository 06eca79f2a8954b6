"""Releases of an invented company, written for tests of what followers are told."""

from __future__ import annotations

import os
from pathlib import Path

ANNOUNCED = """Lumenor Therapeutics to Report Second Quarter Results

OAKVALE, Ohio, May 13, 2031 (GLOBE NEWSWIRE) -- Lumenor Therapeutics, Inc. (NASDAQ: LMNR) will hold its \
second quarter 2031 results conference call on Wednesday, May 21, 2031 at 5:00 PM ET.

Dial 888-555-0123 (domestic) and give conference ID 5510987.

Contact: Ada Quist, ir@lumenor.example.com
"""
MOVED = """Lumenor Therapeutics Reschedules Second Quarter Results Call

OAKVALE, Ohio, May 14, 2031 (GLOBE NEWSWIRE) -- Lumenor Therapeutics, Inc. (NASDAQ: LMNR) has rescheduled \
its second quarter 2031 results conference call, which will now be held on Thursday, May 22, 2031 at \
8:30 AM ET.

Dial 888-555-0123 (domestic) and give conference ID 5510987.

Contact: Ada Quist, ir@lumenor.example.com
"""
CANCELLED = """Lumenor Therapeutics Cancels Second Quarter Results Call

OAKVALE, Ohio, May 15, 2031 (GLOBE NEWSWIRE) -- Lumenor Therapeutics, Inc. (NASDAQ: LMNR) today announced \
that its second quarter 2031 results conference call, scheduled for Wednesday, May 21, 2031 at 5:00 PM ET, \
has been cancelled.

Contact: Ada Quist, ir@lumenor.example.com
"""
CORRECTED = "CORRECTION: " + ANNOUNCED.replace("5510987", "5510999").replace("May 13", "May 14")
ADVANCED = """Lumenor Therapeutics Opens Phase 3 Trial

OAKVALE, Ohio, May 16, 2031 (GLOBE NEWSWIRE) -- Lumenor Therapeutics, Inc. (NASDAQ: LMNR) today announced \
that the first patient was dosed in its Phase 3 trial of LMN-204 in glioma.

Contact: Ada Quist, ir@lumenor.example.com
"""


def news(number: int) -> str:
    """A release that announces nothing but itself."""
    return (
        f"Lumenor Therapeutics Opens Laboratory Number {number}\n\n"
        "OAKVALE, Ohio, May 13, 2031 (GLOBE NEWSWIRE) -- Lumenor Therapeutics, Inc. (NASDAQ: LMNR) today "
        f"opened its laboratory number {number} in Oakvale, where {number + 20} people will work.\n\n"
        "Contact: Ada Quist, ir@lumenor.example.com\n"
    )


def put(folder: Path, name: str, text: str) -> Path:
    """A release put into the folder whole, as one that has lain there for a while."""
    beside = folder / f".{name}.part"
    beside.write_text(text)
    os.utime(beside, (1e9, 1e9))
    path = folder / f"{name}.txt"
    beside.rename(path)
    return path
