"""The header of a message: who wrote to whom, when, about what.

The one rule: a header is read as other programs read it, wrong or not; what cannot be decoded is
shown as it stands, and a day that cannot be read is taken from where the message was received.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import blake2b

from hobnob.importers.mail.letters import decode

_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:[ \t]*(.*)", re.DOTALL)
_FOLD = re.compile(r"\r?\n[ \t]+|[\r\n]+")
_ID = re.compile(r"<([^<>\s]{1,400})>")
_PLAIN_ID = re.compile(r"[\x21-\x7e]{3,200}\Z")
_HAS_ZONE = re.compile(r"(?:[+-]\d{4}|\b[A-Z]{1,5})\s*(?:\([^)]*\))?\s*$")
_WRITTEN = re.compile(r"=\?[^?\s]+\?[bqBQ]\?")
_MOST_PARTIES = 1_000
_MOST_DAYS = 40
MOST_ANSWERS = 8
"""How many earlier messages of a thread are looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody in a header.

    Attributes:
        email: in lower case.
    """

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The header of a message.

    Attributes:
        fields: what each field says first, by its name in lower case, decoded.
        id: what identifies the message for good.
        date: local time; "" if there is none.
        answers: the ids of the messages that it answers, the nearest first.
    """

    fields: Mapping[str, str]
    id: str
    date: str
    sender: Person | None
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    answers: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The subject, on one line."""
        return " ".join(self.fields.get("subject", "").split())


def parse_head(data: bytes, today: str) -> Head:
    """Return what a header says.

    Args:
        data: its lines.
        today: the ISO date; a message from a later day has a wrong clock.
    """
    raw: dict[str, list[bytes]] = {}
    for field in _unfolded(data):
        if match := _FIELD.match(field):
            raw.setdefault(match[1].decode("ascii").lower(), []).append(match[2])
    text = {name: [_text(value) for value in values] for name, values in raw.items()}
    fields = {
        name: decoded_words(values[0]) for name, values in text.items() if name not in _PEOPLE
    }
    people = {name: _people(text.get(name, ())) for name in _PEOPLE}
    sender = next(iter((*people["from"], *people["sender"])), None)
    own = _ids(" ".join(text.get("message-id", ())[:1]), bare=True)
    mark = blake2b(data, digest_size=12).hexdigest()
    before = [*_ids(" ".join(text.get("in-reply-to", ()))),
              *reversed(_ids(" ".join(text.get("references", ()))))]  # fmt: skip
    return Head(
        fields=fields,
        id=own[0] if own else f"without-id-{mark}",
        date=_date(text, today),
        sender=sender,
        to=people["to"],
        cc=people["cc"],
        answers=tuple(dict.fromkeys(id_ for id_ in before if id_ not in own))[:MOST_ANSWERS],
    )


_PEOPLE = ("from", "sender", "to", "cc")


def _unfolded(data: bytes) -> Iterable[bytes]:
    field: list[bytes] = []
    for line in data.splitlines(keepends=True):
        if line[:1] in (b" ", b"\t") and field:
            field.append(line)
            continue
        if field:
            yield b"".join(field)
        field = [line]
    if field:
        yield b"".join(field)


def _text(value: bytes) -> str:
    return _FOLD.sub(" ", decode(value, "")).strip()


def decoded_words(text: str) -> str:
    """Return a text with encoded words (RFC 2047) read."""
    if not _WRITTEN.search(text):
        return text
    parts = []
    try:
        for part, charset in decode_header(text):
            parts.append(part if isinstance(part, str) else decode(part, charset or ""))
    except ValueError:
        # It is not what it claims to be; then it is shown as it stands.
        return text
    return "".join(parts)


def _people(values: Iterable[str]) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    try:
        pairs = getaddresses([value[:100_000] for value in values])[:_MOST_PARTIES]
    except (ValueError, IndexError, RecursionError):
        return ()
    for name, address in pairs:
        email = address.strip().strip("'\"<>").lower()
        if not _is_address(email):
            continue
        shown = " ".join(decoded_words(name).split()).strip("'\" ")
        # Some programs write the address in place of the name.
        shown = "" if "@" in shown else shown
        if email not in found or (shown and not found[email].name):
            found[email] = Person(name=_in_order(shown), email=email)
    return tuple(found.values())


def _is_address(email: str) -> bool:
    local, at, domain = email.rpartition("@")
    return bool(at and local and domain) and not re.search(r"[\s<>,;]", email) and len(email) < 255


def _in_order(name: str) -> str:
    """Return `Hopper, Grace` as Grace Hopper, and no remark such as `(Ogilvy)` behind it."""
    bare = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*\Z", "", name).strip() or name
    last, comma, first = bare.partition(",")
    if comma and first.strip() and "," not in first and len(first.split()) < 4:
        return f"{first.strip()} {last.strip()}"
    return bare


def _ids(text: str, *, bare: bool = False) -> list[str]:
    found = _ID.findall(text) or ([text.strip()] if bare and text.strip() else [])
    return [
        one if _PLAIN_ID.match(one) else
        f"hash-{blake2b(one.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"
        for one in found
    ]  # fmt: skip


def _date(text: Mapping[str, list[str]], today: str) -> str:
    """Return when a message was written; if its clock was wrong, when it was received."""
    received = (value.rpartition(";")[2] for value in text.get("received", ()))
    told = (*text.get("date", ())[:1], *text.get("delivery-date", ())[:1], *received)
    days = [day for value in told[:_MOST_DAYS] if (day := local_time(value))]
    return next((day for day in days if day[:10] <= today), days[0] if days else "")


def local_time(value: str) -> str:
    """Return a date of a header (RFC 5322) in the zone of this machine, "" if it is none.

    `-0000` is UTC of unknown place; without a zone it is taken as local time.

    >>> local_time("Sun, 22 Nov 2026 12:30:00")
    '2026-11-22T12:30'
    """
    value = " ".join(value.split())[:200]
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        if not _HAS_ZONE.search(value):
            return _written(moment)
        return _written(moment.astimezone())
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return ""


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M") if moment.year > 1900 else ""
