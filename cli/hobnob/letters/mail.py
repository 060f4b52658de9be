"""Letters as e-mails: files that mail programs open as unsent, and mailto links.

The one rule: the text of a note stays within one header or the body, and never makes a new header
(RFC 5322). There is no sender, because the mail program knows it better.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.network.letters.drafts import LetterDraft, without_promises
from hobnob.notes.body import without_comments

Addresses = Mapping[int, str]
"""The first e-mail address of each person, by id."""

_LONGEST_LINE = 78
"""Characters, as RFC 5322 (2.1.1) recommends."""
_LONGEST_PLAIN = 60
"""Characters of a header value that fits on one line behind its name."""
_ENCODED = 45
"""Bytes in an encoded word: it has 75 characters with its delimiters (RFC 2047, 2)."""
_LONGEST_NAME = 400
_FOLD = "\r\n "
_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Unicode marks that change the direction of the text after them."""


def text_of(index: Index, letter: LetterDraft) -> str:
    """Return the text to send: links as names, without promises."""
    return link_names(index, without_promises(letter.body))


def render_eml(letter: LetterDraft, text: str, addresses: Addresses) -> bytes:
    """Return a letter as a file that mail programs open for sending.

    With `X-Unsent: 1`, Outlook and Windows Mail open it in a window for writing. Apple Mail and
    Thunderbird open it as a message to edit as new. It has no sender and no date: the mail program
    adds both.

    Args:
        letter: the letter.
        text: what goes out.
        addresses: the addresses of its people; the mail program asks for a missing one.
    """
    to = [*filter(None, (_address(p.name, addresses.get(p.id or 0)) for p in letter.people))]
    head = ["X-Unsent: 1"]
    if to:
        head.append(f"To: {f',{_FOLD}'.join(map(_spell_address, to))}")
    if subject := one_header(without_comments(letter.subject)):
        head.append(f"Subject: {_spell_text(subject)}")
    message = EmailMessage(policy=SMTP)
    # Short lines of ASCII stay as they are: any program shows them.
    plain = text.isascii() and all(len(line) <= _LONGEST_LINE for line in text.split("\n"))
    message.set_content(
        f"{text}\n", charset="us-ascii" if plain else "utf-8",
        cte="7bit" if plain else "quoted-printable",
    )  # fmt: skip
    return "".join(f"{line}\r\n" for line in head).encode() + message.as_bytes()


def needs_utf8(addresses: Addresses, letter: LetterDraft) -> tuple[str, ...]:
    """Return the addresses that only a mail server with RFC 6531 accepts.

    The domain of an address has an ASCII form (IDNA); the part before the `@` has none.
    """
    found = [addresses.get(who.id or 0) or "" for who in letter.people]
    return tuple(known.strip() for known in found if not known.rpartition("@")[0].isascii())


def _address(name: str, address: str | None) -> Address | None:
    """Return a person as a recipient, None without a valid address."""
    if not address:
        return None
    local, _, domain = address.strip().rpartition("@")
    if not local or one_header(local) != local or not domain:
        return None
    try:
        return Address(
            display_name=one_header(name), username=local, domain=domain.encode("idna").decode()
        )
    except (UnicodeError, ValueError, IndexError):
        return None


# ---------------------------------------------------------------- headers


# Python 3.11 and 3.12 lose or double blanks when they fold a header that is not ASCII. So hobnob
# folds it itself.
def _spell_text(text: str) -> str:
    """Return a text for a header: plain if possible, else as encoded words (RFC 2047)."""
    if text.isascii() and "=?" not in text and len(text) <= _LONGEST_PLAIN:
        return text
    return _FOLD.join(_encoded_words(text))


def _encoded_words(text: str) -> Iterator[str]:
    """Yield the encoded words of a text; none splits a character."""
    part = b""
    for c in text:
        data = c.encode()
        if len(part) + len(data) > _ENCODED:
            yield f"=?utf-8?b?{b64encode(part).decode()}?="
            part = b""
        part += data
    yield f"=?utf-8?b?{b64encode(part).decode()}?="


def _spell_address(to: Address) -> str:
    name = to.display_name
    if not name:
        return to.addr_spec
    # Some programs show an extra blank in a folded name, so a name stays on one long line.
    if name.isascii() and "=?" not in name and len(name) <= _LONGEST_NAME:
        return str(to)
    return f"{_spell_text(to.display_name)}{_FOLD}<{to.addr_spec}>"


def one_header(text: str) -> str:
    """Return a text for one header: on one line, without control characters.

    Unicode's bidirectional marks are removed too.
    """
    return " ".join("".join(" " if _is_control(c) else c for c in text).split())


def _is_control(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in _TURNS


def render_mailto(letter: LetterDraft, text: str, addresses: Addresses) -> str:
    """Return a letter as a link that opens an e-mail (RFC 6068).

    Args:
        letter: the letter.
        text: what goes out.
        addresses: the addresses of its people.
    """
    known = [addresses[who.id] for who in letter.people if who.id and who.id in addresses]
    to = ",".join(quote(address.strip(), safe="@") for address in known)
    body = "\r\n".join(text.split("\n"))
    parts = {"subject": one_header(without_comments(letter.subject)), "body": body}
    asked = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items() if value)
    return f"mailto:{to}?{asked}" if asked else f"mailto:{to}"
