"""The errors of a request, each with its exit code and its message.

A bad note is data and becomes a `Problem` (see `hobnob.model`). Only a request that cannot be
carried out is an error. The one rule: each message says what is wrong, where, and how to correct
it.
"""

from __future__ import annotations

from collections.abc import Sequence


class HobnobError(Exception):
    """The base of all errors that users see; `str()` gives the whole message."""

    exit_code = 1


class UsageError(HobnobError):
    """The request itself does not make sense."""

    exit_code = 2


class NoJournalError(UsageError):
    """No journal was found where one was looked for."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"there is no journal in {where}: a journal is a folder with a mkdocs.yml whose "
            "plugins list has hobnob. Start one with 'hobnob init', or name one with --journal DIR."
        )


class SettingsError(UsageError):
    """The hobnob entry of mkdocs.yml cannot be used."""


class NotFoundError(HobnobError):
    """No note has the name."""

    exit_code = 3

    def __init__(self, what: str, name: str, nearest: Sequence[str] = (), hint: str = "") -> None:
        self.name = name
        self.nearest = tuple(nearest)
        message = f"there is no {what} called '{name}'"
        if nearest:
            message += "; did you mean " + " or ".join(nearest) + "?"
        if hint:
            message += f"{'' if nearest else ';'} {hint}"
        super().__init__(message)


class NoDraftError(NotFoundError):
    """There is no draft to a person, or none with a number of the last list."""

    def __init__(self, name: str, *, numbered: bool = False) -> None:
        super().__init__("draft", name)
        there = f"no draft has the number {name}" if numbered else f"there is no draft to {name}"
        self.args = (f"{there}; 'hobnob drafts' lists all drafts",)


class AmbiguousError(HobnobError):
    """Several notes have the name."""

    exit_code = 3

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        lines = "".join(f"\n  {candidate}" for candidate in candidates)
        super().__init__(f"'{name}' could be any of these; please choose one:{lines}")


class NothingToUndoError(HobnobError):
    """There is no change that can be undone."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("there is nothing to undo")


class ChangedError(HobnobError):
    """Somebody changed a note after hobnob read it."""

    exit_code = 4

    def __init__(self, path: str, lost: str = "") -> None:
        super().__init__(
            f"{path} was changed by someone else in the meantime; nothing was written. "
            f"Look at the note and try again.{f' This is not in it: {lost}' if lost else ''}"
        )


class ExistsError(UsageError):
    """A note that should be created exists already."""

    def __init__(self, path: str, hint: str = "") -> None:
        super().__init__(f"{path} exists already; nothing was written.{' ' + hint if hint else ''}")


class WriteError(HobnobError):
    """A file cannot be written; the old note is unchanged."""

    exit_code = 1


class GitFailedError(HobnobError):
    """git cannot do what was asked; the message says what to do."""

    exit_code = 1
