"""What a page offers to do about somebody: write, call, open the note.

The one rule: a shared site gets what its pages show anyway: no command, no draft, and no path of
this machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from hobnob.answers import Document
from hobnob.exporters.vcard import render_to_hand_on
from hobnob.model import Kind
from hobnob.network.letters.drafts import LetterDraft
from hobnob.network.letters.recipient_facts import addresses_of
from hobnob.network.reach import Reach, load_reach, path_of
from hobnob.site.load import Site

_LONGEST = 1900
"""Characters of a mailto link that every mail program takes."""
_SCHEMES = {"vscode": "vscode://file/", "obsidian": "obsidian://open?path="}


class Shortcuts:
    """The shortcuts of a site's pages.

    Attributes:
        are_own: whether the reader is the owner of the journal, who may act.
    """

    def __init__(self, site: Callable[[], Site], *, shared: bool) -> None:
        """Take what returns the journal, and whether the site is for others."""
        self._site = site
        self.are_own = not shared

    def reach(self, slug: str) -> Reach:
        """Return how to reach a person."""
        return load_reach(self._site().index, slug)

    def write(self, slug: str, email: str, draft: str = "") -> str:
        """Return the link that begins an e-mail, with the draft that waits; "" without an address.

        Args:
            slug: the person.
            email: their address.
            draft: the slug of a draft; without it, one to this person alone is taken.
        """
        waiting = self._site().waiting if self.are_own else None
        letter = waiting and (waiting.by_slug.get(draft) or waiting.by_person.get(slug))
        if letter:
            return self._letter(letter)
        return f"mailto:{quote(email, safe=_IN_ADDRESS)}" if email else ""

    def _letter(self, letter: LetterDraft) -> str:
        # Few journals have a letter that waits, and the e-mail package takes long to import.
        from hobnob.letters.mail import render_mailto, text_of

        index = self._site().index
        addresses = addresses_of(index, [who.id for who in letter.people if who.id])
        if not addresses:
            return ""
        link = render_mailto(letter, text_of(index, letter), addresses)
        # A part of a letter would look like the whole.
        return link if len(link) <= _LONGEST else render_mailto(letter, "", addresses)

    def code(self, document: Document) -> str:
        """Return a small card of a person, for a code to scan: the more bytes, the finer it is."""
        card = render_to_hand_on(document, self._site().index.today).decode()
        lines = card.replace("\r\n ", "").split("\r\n")
        kept: list[str] = []
        for name in _CODED:
            kept += [line for line in lines if re.match(f"{name}[:;]", line)][:2]
        text = "\n".join(("BEGIN:VCARD", "VERSION:3.0", *kept))
        while len(text.encode()) > _CODE:
            text = text.rpartition("\n")[0]
        return f"{text}\nEND:VCARD"

    def open(self, path: str) -> str:
        """Return the link that opens a note in the editor; with `path`, where it is. Or ""."""
        journal = self._site().index.journal
        editor = journal.settings.editor_links
        if not (editor and path and self.are_own):
            return ""
        whole = (journal.root / path).absolute().as_posix()
        if editor == "path":
            return whole
        safe = "/:" if editor == "vscode" else ""
        return _SCHEMES[editor] + quote(whole.lstrip("/") if editor == "vscode" else whole, safe)

    def open_note(self, kind: Kind, slug: str) -> str:
        """Return what `open` returns for the note of a kind with a slug."""
        if not self._site().index.journal.settings.editor_links:
            return ""
        return self.open(path_of(self._site().index, kind, slug))


_CODED = ("FN", "N", "TEL", "EMAIL", "ORG", "TITLE", "URL")
"""The lines of a card in a code, the most important first."""
_CODE = 500
"""Bytes of a code. It can be read from a screen at arm's length."""
_IN_ADDRESS = "@+!$'*~"
"""Characters of an e-mail address that stay in a link (RFC 6068)."""
