"""The kinds of files that can be imported, one row each.

The one rule: a new kind is one module, its fixture and one row here. A row says how the kind is
recognized from the content, and which function reads it; the module is imported only then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from hobnob.importers.found import Found, Wanted

Recognize = Callable[[Path, bytes], bool]
"""Says from a path (a file or a folder) and its first 64 kB (none for a folder) whether it is of
the kind."""
Read = Callable[[Sequence[Path], Wanted], Found]
"""Reads files of the kind. It raises `UsageError` for what is not of the kind at all."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of source.

    Attributes:
        kind: as `--from` names it.
        means: what it is, in a few words.
        module: of `hobnob.importers`, with two functions: `recognize` and `read`.
    """

    kind: str
    means: str
    module: str

    def recognizes(self, path: Path, start: bytes) -> bool:
        """Say whether a file or a folder is of this kind."""
        recognize = cast(Recognize, import_module(f"hobnob.importers.{self.module}").recognize)
        return recognize(path, start)

    def read(self, paths: Sequence[Path], wanted: Wanted) -> Found:
        """Read files of this kind."""
        return cast(Read, import_module(f"hobnob.importers.{self.module}").read)(paths, wanted)


SOURCES: tuple[Source, ...] = (
    Source(kind="hobnob", means="notes that 'hobnob export json' has written",
           module="hobnob_json"),
    Source(kind="linkedin", means="an export of LinkedIn, or a file of it", module="linkedin"),
    Source(kind="vcard", means="vCards of a phone or an address book, in files or a folder",
           module="vcard"),
    Source(kind="google", means="Google Contacts, as CSV", module="google"),
    Source(kind="outlook", means="contacts of Outlook, as CSV", module="outlook"),
    Source(kind="mail", means="messages: .eml, .mbox, a Maildir, or a folder of them",
           module="mail"),
    Source(kind="calendar", means="a calendar, .ics", module="meetings"),
    Source(kind="friends", means="friends.md of the program friends", module="friends_md"),
    Source(kind="monica", means="an export of Monica 4, as JSON", module="monica"),
    Source(kind="org", means="contacts of Emacs, in a file of Org", module="org_contacts"),
    Source(kind="obsidian", means="a folder of notes, such as a vault of Obsidian",
           module="obsidian"),
    Source(kind="table", means="any table of people, as CSV", module="table"),
)  # fmt: skip
"""In the order in which they are tried."""
