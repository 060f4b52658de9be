"""Letters as e-mails: files that mail programs open as unsent, and links that begin one.

The one rule: what a note says becomes text in one header or in the body, never a header of its own
(RFC 5322); nobody is made up: there is no sender in it, which the mail program knows better.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from urllib.parse import quote

from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.letters.waiting import Waiting, without_promises

Addresses = Mapping[int, str]
"""The first e-mail address of people, by their ids."""

_LONGEST_LINE = 78
"""Characters, as RFC 5322 (2.1.1) would have it."""
_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that turn around the direction of what follows."""


def load_addresses(index: Index, letters: Iterable[Waiting]) -> Addresses:
    """Return the first address of everyone who has one."""
    people = sorted({who.id for letter in letters for who in letter.people if who.id})
    rows = index.db.execute(
        """SELECT note.id, json_extract(data, '$.emails') FROM json_each(?) AS wanted
           JOIN note ON note.id = wanted.value""",
        (json.dumps(people),),
    )
    found = {}
    for person, emails in rows:
        if emails:
            found[person] = str(json.loads(emails)[0] if emails.startswith("[") else emails)
    return found


def text_of(index: Index, letter: Waiting) -> str:
    """Return what goes out: links as names, promises to oneself left out."""
    return link_names(index, without_promises(letter.body))


def render_eml(letter: Waiting, text: str, addresses: Addresses) -> bytes:
    """Return a letter as a file that mail programs open to be sent.

    `X-Unsent: 1` has Outlook and Windows Mail open it in a window for writing; Apple Mail and
    Thunderbird take it for a message to be edited as new. It has neither sender nor date: both are
    for the program that sends it.

    Args:
        letter: the letter.
        text: what goes out.
        addresses: of its people; whoever has none is for the mail program to ask.
    """
    to = [one for who in letter.people if (one := _address(who.name, addresses.get(who.id or 0)))]
    policy = SMTP if all(one.username.isascii() for one in to) else SMTPUTF8
    message = EmailMessage(policy=policy)
    message["X-Unsent"] = "1"
    if to:
        message["To"] = to
    if subject := one_header(letter.subject):
        message["Subject"] = subject
    # As it stands where its lines are short and plain, which any program shows.
    plain = text.isascii() and all(len(line) <= _LONGEST_LINE for line in text.split("\n"))
    message.set_content(
        f"{text}\n", charset="us-ascii" if plain else "utf-8",
        cte="7bit" if plain else "quoted-printable",
    )  # fmt: skip
    return message.as_bytes()


def _address(name: str, address: str | None) -> Address | None:
    """Return somebody as a recipient; None without an address that can be written."""
    if not address:
        return None
    local, _, domain = address.strip().rpartition("@")
    try:
        return Address(
            display_name=one_header(name), username=local, domain=domain.encode("idna").decode()
        )
    except (UnicodeError, ValueError, IndexError):
        return None


def one_header(text: str) -> str:
    """Return a text as one header can hold it: on one line, without control characters.

    What would turn the line around (Unicode's bidirectional marks) is taken out as well.
    """
    return " ".join("".join(" " if _is_control(c) else c for c in text).split())


def _is_control(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in _TURNS


def render_mailto(letter: Waiting, text: str, addresses: Addresses) -> str:
    """Return a letter as a link that begins an e-mail (RFC 6068).

    Args:
        letter: the letter.
        text: what goes out.
        addresses: of its people.
    """
    known = [addresses[who.id] for who in letter.people if who.id and who.id in addresses]
    to = ",".join(quote(address.strip(), safe="@") for address in known)
    body = "\r\n".join(text.split("\n"))
    parts = {"subject": one_header(letter.subject), "body": body}
    asked = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items() if value)
    return f"mailto:{to}?{asked}" if asked else f"mailto:{to}"
