"""The types that all other modules share: kinds of notes, problems, promises, links.

The one rule: there are no files, no SQLite and no command line here, and only the standard library
is imported.
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
"""The kind of the notes in each folder of the notes folder."""

FOLDER_OF: Mapping[Kind, str] = {kind: folder for folder, kind in FOLDERS.items()}

Severity = Literal["error", "warning"]

LONGEST_MESSAGE = 400
"""Characters of a problem's message."""

NO_CONTACT_KINDS = frozenset({"news", "note"})
"""Interactions of these kinds are about a person, not with one."""

NO_CONTACT_OUTCOMES = frozenset({"no-answer", "cancelled"})
"""What ended so reached nobody: they did not pick up, or it did not take place."""

APPOINTMENT_KINDS = frozenset({"meeting", "meal", "call", "event"})
"""A draft of these kinds is an appointment: its date is the day on which you will meet or speak."""

WRITTEN_KINDS = frozenset({"letter", "email", "message"})
"""Kinds of interaction in writing."""
OUT_BY_DEFAULT = WRITTEN_KINDS | {"gift"}
"""Kinds whose `direction` is out by default; for all others it is both."""

BODY_LINK = "[["
"""The field of a reference in a body; for other references the field is the name of the key."""

DIRECT_ASKS = frozenset({"job", "sale", "money"})
"""Asks that are direct; the rest are oblique."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One problem of one note.

    Attributes:
        path: the file, relative to the journal.
        line: from 1; 1 for the whole file.
        column: from 1.
        code: the code of its check; see [checks](checks.md).
        message: what is wrong, and how to correct it.
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
        owner: a reference as typed; "" for a promise of the journal's owner.
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
class Unclosed:
    """A sign that opens a comment without an end.

    Attributes:
        sign: `<!--` or `%%`.
        line: from 0, in the body.
        column: from 1.
        hides: whether it hides all lines below; else it shows as text.
    """

    sign: str
    line: int
    column: int
    hides: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What a body says.

    Attributes:
        addresses: the links and pictures of Markdown's own.
        plain: what one reads, without the signs of Markdown; see `hobnob.notes.body`.
        title: its first heading, where that is of the first level.
        unclosed: the comments without an end.
    """

    links: tuple[Link, ...] = ()
    addresses: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    plain: str = ""
    title: str = ""
    unclosed: tuple[Unclosed, ...] = ()


@dataclass(kw_only=True, slots=True)
class Note:
    """A note as read from its file.

    Attributes:
        path: relative to the journal, with forward slashes.
        values: the keys of the format, with values of the declared types.
        extra: all other keys, as text, lists and mappings of text.
        places: line and column of each key in the file, from 1.
        body_line: the line in the file where the body begins, from 1.
        usable: False if only `check` may use the note.
        private: whether a shared site leaves it out; see `hobnob.notes.private`.
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
    private: bool = False

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
        """Add a problem of this note; a fatal one makes the note unusable.

        A very long message is cut in the middle.
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


def is_letter_to_me(kind: str, direction: str) -> bool:
    """Say whether the text of an interaction was written by others, to me."""
    return kind in WRITTEN_KINDS and direction == "in"


Author = Literal["me", "them"]
"""Whose words a text is: the journal's owner's, or those of who wrote a letter to them."""


def author_of(kind: str, direction: str) -> Author:
    """Return whose words the text of an interaction is."""
    return "them" if is_letter_to_me(kind, direction) else "me"


def is_appointment(kind: str, *, draft: bool, outcome: str = "") -> bool:
    """Say whether an interaction is an appointment; one that was cancelled is none any more."""
    return draft and kind in APPOINTMENT_KINDS and outcome != "cancelled"


def default_direction(kind: str) -> str:
    """Return the direction of an interaction of a kind if its note has none."""
    return "out" if kind in OUT_BY_DEFAULT else "both"
