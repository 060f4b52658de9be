"""What things are: the words that every other module shares.

The one rule: this module knows nothing of files, SQLite or the command line, and imports only
the standard library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["person", "interaction", "plan", "org", "letter", "page"]
"""The kinds of Markdown file in a journal; a `page` is any file outside the kinds' folders."""

NOTE_KINDS: tuple[Kind, ...] = ("person", "interaction", "plan", "org", "letter")

FOLDERS: Mapping[str, Kind] = {
    "people": "person",
    "interactions": "interaction",
    "plans": "plan",
    "orgs": "org",
    "letters": "letter",
}
"""The folder under the notes says the kind."""

FOLDER_OF: Mapping[Kind, str] = {kind: folder for folder, kind in FOLDERS.items()}

Severity = Literal["error", "warning"]

LONGEST_MESSAGE = 400
"""Characters of what is said of a problem."""

NO_CONTACT_KINDS = frozenset({"news", "note"})
"""Interactions of these kinds are about a person, not with one."""

OUT_BY_DEFAULT = frozenset({"letter", "email", "message", "gift"})
"""Kinds that go out unless `direction` says otherwise; all others go both ways."""

BODY_LINK = "[["
"""The field of references that stand in bodies, where others have the name of their key."""

DIRECT_ASKS = frozenset({"job", "sale", "money"})
"""Asks that are direct; the rest are oblique."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is not right in one note.

    Attributes:
        path: the file, relative to the journal.
        line: from 1; 1 for the whole file.
        column: from 1.
        code: what it is; see [checks](checks.md).
        message: what is wrong, and what would be right.
        severity: `error` or `warning`.
    """

    path: str
    line: int = 1
    column: int = 1
    code: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


TaskState = Literal["open", "kept", "dropped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A promise: a task item of a body.

    Lines count from 0 within the body, columns from 1.

    Attributes:
        text: the promise without its box, its owner and its due date.
        owner: a reference as it was typed, or "" for mine.
        due: an ISO date, or "".
        mark: the column of the sign in the box.
        end: the line behind its last one; the indented lines below a task belong to it.
        problem: what is wrong with a due date that cannot be read, which stands at `place`.
    """

    text: str
    state: TaskState = "open"
    owner: str = ""
    due: str = ""
    line: int = 0
    mark: int = 1
    end: int = 0
    problem: str = ""
    place: tuple[int, int] = (0, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link of a body: a wikilink, or a link of Markdown's with its address as target.

    Attributes:
        text: what it shows; "" when a wikilink has no text of its own.
        line: from 0; `column` and `end` are where it begins and ends in it, from 1.
    """

    target: str
    text: str = ""
    line: int = 0
    column: int = 1
    end: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What a body says.

    Attributes:
        addresses: the links and pictures of Markdown's own.
        plain: what one reads, without the signs of Markdown; see `hobnob.notes.body`.
        title: its first heading, where that is of the first level.
    """

    links: tuple[Link, ...] = ()
    addresses: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    plain: str = ""
    title: str = ""


@dataclass(kw_only=True, slots=True)
class Note:
    """A note as it was read from its file.

    Attributes:
        path: relative to the journal, with forward slashes.
        values: the keys that hobnob knows, each of the type its declaration gives.
        extra: the keys that it does not know, as text, lists and mappings of text.
        places: line and column of each key in the file, from 1.
        body_line: the line of the file on which the body begins, from 1.
        usable: False when the note must be left out of everything but `check`.
    """

    kind: Kind
    slug: str
    path: str
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    usable: bool = True

    def complain(
        self,
        code: str,
        message: str,
        *,
        line: int = 1,
        column: int = 1,
        fatal: bool = False,
        severity: Severity = "error",
    ) -> None:
        """Remember a problem of this note; a fatal one leaves the note out.

        A message that quotes a very long value loses its middle.
        """
        if len(message) > LONGEST_MESSAGE:
            half = LONGEST_MESSAGE // 2
            message = f"{message[:half]} … {message[-half:]}"
        self.problems.append(
            Problem(
                path=self.path, line=line, column=column, code=code, message=message,
                severity=severity,
            )
        )  # fmt: skip
        if fatal:
            self.usable = False


def default_direction(kind: str) -> str:
    """Return which way an interaction of a kind goes when the note does not say."""
    return "out" if kind in OUT_BY_DEFAULT else "both"
