"""An e-mail's text, as alert services send releases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import Trouble
from bot.reading.documents import cleaning, pages
from bot.reading.documents.decoding import decoded
from bot.reading.patterns import late

if TYPE_CHECKING:
    from email.message import EmailMessage

_FORWARDED = late(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_TOP = 2000


def text_of(data: bytes, name: str) -> str:
    """The message's text, led by its subject where the text itself does not begin with it."""
    from email import message_from_bytes  # a fiftieth of a second, which only those who read mail wait for
    from email.policy import default

    try:
        message = message_from_bytes(data, policy=default)
        subject = " ".join(_FORWARDED.sub("", str(message.get("subject") or "")).split())
        body = _body(message, name)
    except Trouble:
        raise
    except Exception as error:
        # The standard library's parser raises nearly anything on hostile headers.
        raise Trouble(f"{name} is a damaged e-mail ({type(error).__name__}); save it again.") from error
    subject = cleaning.plain(subject)
    return body if not subject or _folded(subject) in _folded(body[:_TOP]) else f"{subject}\n\n{body}"


def _body(message: EmailMessage, name: str) -> str:
    """The plain part, or the HTML part where there is no plain one or only a note in its place."""
    parts = {
        part.get_content_type(): part for part in reversed(list(message.walk())) if not part.is_attachment()
    }
    plain, page = (_content(parts.get(kind), name) for kind in ("text/plain", "text/html"))
    plain = cleaning.tidy(cleaning.plain(plain), columns=True)
    page = pages.text_of(page, name) if page else ""
    return page if len(page) > 2 * len(plain) else plain


def _content(part: EmailMessage | None, name: str) -> str:
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    return decoded(payload, name, part.get_content_charset()) if isinstance(payload, bytes) else ""


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
