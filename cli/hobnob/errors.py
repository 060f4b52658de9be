"""What can go wrong with a request, each with its exit code and its own words.

A bad note is data and becomes a `Problem` (see `hobnob.model`); only a request that cannot be
carried out is an error. The one rule: each message says what is wrong, where, and what would
be right.
"""

from __future__ import annotations

from collections.abc import Sequence


class HobnobError(Exception):
    """Base of all errors that a user may meet; `str()` of it is the whole message."""

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
    """Nothing in the journal answers to a name."""

    exit_code = 3

    def __init__(self, what: str, name: str, nearest: Sequence[str] = (), hint: str = "") -> None:
        self.name = name
        self.nearest = tuple(nearest)
        message = f"no {what} answers to '{name}'"
        if nearest:
            message += "; did you mean " + " or ".join(nearest) + "?"
        if hint:
            message += f"{'' if nearest else ';'} {hint}"
        super().__init__(message)


class NoDraftError(NotFoundError):
    """No draft waits for somebody, or has a number in the last list."""

    def __init__(self, name: str, *, numbered: bool = False) -> None:
        super().__init__("draft", name)
        there = f"no draft has the number {name}" if numbered else f"there is no draft to {name}"
        self.args = (f"{there}; 'hobnob drafts' lists what waits",)


class AmbiguousError(HobnobError):
    """Several notes answer to a name."""

    exit_code = 3

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        lines = "".join(f"\n  {candidate}" for candidate in candidates)
        super().__init__(f"'{name}' could be any of these; please say which:{lines}")


class NothingToUndoError(HobnobError):
    """There is no change that could be taken back."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("there is nothing to take back")


class ChangedError(HobnobError):
    """A note is no longer what was read: someone else wrote it meanwhile."""

    exit_code = 4

    def __init__(self, path: str, lost: str = "") -> None:
        super().__init__(
            f"{path} was changed by someone else meanwhile; nothing was written. "
            f"Look at the note and try again.{f' This is not in it: {lost}' if lost else ''}"
        )


class ExistsError(UsageError):
    """A note that was to be created is there already."""

    def __init__(self, path: str, hint: str = "") -> None:
        super().__init__(
            f"{path} is there already; nothing was written.{' ' + hint if hint else ''}"
        )


class WriteError(HobnobError):
    """The disk would not take what was to be written; the old note stands as it was."""

    exit_code = 1
