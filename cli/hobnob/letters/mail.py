"""Letters as e-mails: files that mail programs open as unsent, and links that begin one.

The one rule: what a note says becomes text in one header or in the body, never a header of its own
(RFC 5322); nobody is made up: there is no sender in it, which the mail program knows better.
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

Addresses = Mapping[int, str]
"""The first e-mail address of people, by their ids."""

_LONGEST_LINE = 78
"""Characters, as RFC 5322 (2.1.1) would have it."""
_LONGEST_PLAIN = 60
"""Characters of a header that stands on one line as it is, behind its name."""
_ENCODED = 45
"""Bytes in an encoded word: 75 characters with all that is around them (RFC 2047, 2)."""
_LONGEST_NAME = 400
_FOLD = "\r\n "
_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that turn around the direction of what follows."""


def text_of(index: Index, letter: LetterDraft) -> str:
    """Return what goes out: links as names, promises to oneself left out."""
    return link_names(index, without_promises(letter.body))


def render_eml(letter: LetterDraft, text: str, addresses: Addresses) -> bytes:
    """Return a letter as a file that mail programs open to be sent.

    `X-Unsent: 1` has Outlook and Windows Mail open it in a window for writing; Apple Mail and
    Thunderbird take it for a message to be edited as new. It has neither sender nor date: both are
    for the program that sends it.

    Args:
        letter: the letter.
        text: what goes out.
        addresses: of its people; whoever has none is for the mail program to ask.
    """
    to = [*filter(None, (_address(p.name, addresses.get(p.id or 0)) for p in letter.people))]
    head = ["X-Unsent: 1"]
    if to:
        head.append(f"To: {f',{_FOLD}'.join(map(_spell_address, to))}")
    if subject := one_header(letter.subject):
        head.append(f"Subject: {_spell_text(subject)}")
    message = EmailMessage(policy=SMTP)
    # As it stands where its lines are short and plain, which any program shows.
    plain = text.isascii() and all(len(line) <= _LONGEST_LINE for line in text.split("\n"))
    message.set_content(
        f"{text}\n", charset="us-ascii" if plain else "utf-8",
        cte="7bit" if plain else "quoted-printable",
    )  # fmt: skip
    return "".join(f"{line}\r\n" for line in head).encode() + message.as_bytes()


def needs_utf8(addresses: Addresses, letter: LetterDraft) -> tuple[str, ...]:
    """Return the addresses that only a mail server takes which knows RFC 6531.

    The domain of an address has a form for all (IDNA); what stands before the `@` has none.
    """
    found = [addresses.get(who.id or 0) or "" for who in letter.people]
    return tuple(known.strip() for known in found if not known.rpartition("@")[0].isascii())


def _address(name: str, address: str | None) -> Address | None:
    """Return somebody as a recipient; None without an address that can be written."""
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


# Python 3.11 and 3.12 fold what is not ASCII so that blanks are lost or doubled where a line
# begins; so it is folded here.
def _spell_text(text: str) -> str:
    """Return a text as a header has it: plain where it can be, else as encoded words (RFC 2047)."""
    if text.isascii() and "=?" not in text and len(text) <= _LONGEST_PLAIN:
        return text
    return _FOLD.join(_encoded_words(text))


def _encoded_words(text: str) -> Iterator[str]:
    """Yield encoded words that say a text together; none parts a character."""
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
    # A name that is cut in two has a blank too many for some programs, so it rather stands long.
    if name.isascii() and "=?" not in name and len(name) <= _LONGEST_NAME:
        return str(to)
    return f"{_spell_text(to.display_name)}{_FOLD}<{to.addr_spec}>"


def one_header(text: str) -> str:
    """Return a text as one header can hold it: on one line, without control characters.

    What would turn the line around (Unicode's bidirectional marks) is taken out as well.
    """
    return " ".join("".join(" " if _is_control(c) else c for c in text).split())


def _is_control(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in _TURNS


def render_mailto(letter: LetterDraft, text: str, addresses: Addresses) -> str:
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
