"""The text of a message and the names of its attachments.

The one rule: whatever is in a message, this returns a text. Attachments are named, and never saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any

from hobnob.importers.as_markdown import as_markdown
from hobnob.importers.html_text import text_of_html
from hobnob.importers.mail.boxes import Place, read_message
from hobnob.importers.mail.head import decoded_words
from hobnob.importers.mail.letters import decode
from hobnob.importers.mail.quotation import new_text

MOST_TEXT = 50_000
"""Letters of a message that a note takes; more is a document, not a letter."""
_MOST_PARTS = 500
_MOST_NAMED = 20
_ESCAPED_FROM = re.compile(r"^>(>*From )", re.MULTILINE)


def read_body(place: Place) -> str:
    """Return what a message says itself, as Markdown, with a line that names its attachments."""
    data = read_message(place)
    if not data:
        return as_markdown("(The text of this message could not be read.)")
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"))
        parts = list(_parts(message))
    except Exception:  # the content of a message may cause any error in the library
        return as_markdown("(The text of this message could not be read.)")
    text = new_text("\n".join(_texts(parts)))
    if len(text) > MOST_TEXT:
        text = f"{text[:MOST_TEXT]} …\n\n(The message goes on; a note is too small for it.)"
    names = list(dict.fromkeys(filter(None, map(_attached, parts))))
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        text = f"{text}\n\nAttached: {', '.join(names[:_MOST_NAMED])}{more}"
    return as_markdown(text)


def _parts(message: Any) -> Iterator[Message]:
    """Yield the parts of a message; of alternatives, the one that is best read as text.

    A message within a message is an attachment.
    """
    left = _MOST_PARTS
    waiting: list[Any] = [message]
    while waiting and left:
        part = waiting.pop(0)
        left -= 1
        inner = part.get_payload() if part.is_multipart() else None
        kind = part.get_content_type()
        if not isinstance(inner, list) or kind == "message/rfc822":
            yield part
        elif kind == "multipart/alternative":
            waiting[:0] = _best(inner)
        else:
            waiting[:0] = inner


def _best(parts: list[Any]) -> list[Any]:
    plain = [one for one in parts if one.get_content_type() == "text/plain"]
    if plain and any(_content(one).strip() for one in plain):
        return plain
    return [one for one in parts if one.get_content_type() != "text/plain"] or parts


def _texts(parts: list[Message]) -> Iterator[str]:
    for part in parts:
        if _is_attached(part):
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            yield _ESCAPED_FROM.sub(r"\1", _content(part))
        elif kind == "text/html":
            yield text_of_html(_content(part))


def _content(part: Any) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = decode(data, str(part.get_param("charset") or ""))
    return _unflowed(text) if part.get_param("format") == "flowed" else text


def _unflowed(text: str) -> str:
    """Return a text in which paragraphs were broken into lines (RFC 3676) as it was written."""
    lines: list[str] = []
    goes_on = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        quotes = line[: len(line) - len(line.lstrip(">"))]
        bare = line[len(quotes) :].removeprefix(" ")
        if goes_on and goes_on[1:] == quotes:
            lines[-1] += bare
        else:
            lines.append(f"{quotes}{' ' * bool(quotes)}{bare}")
        is_soft = bare.endswith(" ") and bare != "-- "
        goes_on = f" {quotes}" if is_soft else ""
    return "\n".join(lines)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or (
        bool(_name(part)) and part.get_content_disposition() != "inline"
    )


def _attached(part: Message) -> str:
    """Return the name of an attachment, "" for what is none, such as the picture of a signature."""
    kind = part.get_content_type()
    if kind in ("text/plain", "text/html") and not _is_attached(part):
        return ""
    is_shown = part.get("Content-ID") and part.get_content_disposition() != "attachment"
    if kind.startswith("image/") and is_shown:
        return ""
    if kind == "message/rfc822":
        return _name(part) or "a message"
    return _name(part)


def _name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:  # a name may be encoded in ways that the library cannot read
        return "a file without a readable name"
    return " ".join(decoded_words(name).split())[:200]
