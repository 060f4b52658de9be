"""The errors of a request, each with its exit code, its code for scripts, and its message.

A bad note is data and becomes a `Problem` (see `hobnob.model`). Only a request that cannot be
carried out is an error. The one rule: each message says what is wrong, where, and how to correct
it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ERRORS: Mapping[str, tuple[int, str]] = {
    "usage": (2, "The request makes no sense. The message says what would."),
    "no-command": (2, "There is no such command, list or action."),
    "no-option": (2, "The command has no such option."),
    "missing": (2, "An argument, or an option that is needed, is missing."),
    "bad-value": (2, "A key, an option or an argument does not take this value, or has none."),
    "with-whom": (2, "The line for `log` names nobody whom the journal knows."),
    "needs-yes": (2, "Somebody should be asked first, and nobody can be. Say `--yes`."),
    "unreadable": (2, "Parts of a file to import cannot be read. The message names the lines."),
    "no-journal": (2, "There is no journal in this folder, nor where you said."),
    "settings": (2, "The settings in `mkdocs.yml` cannot be used."),
    "untrusted": (2, "`mkdocs.yml` could run code, and nobody has agreed to it."),
    "exists": (2, "There is a note or a file of that name already."),
    "differing": (2, "The two notes to merge have different values for a key."),
    "referred-to": (2, "Other notes refer to the note to remove."),
    "unusual-note": (2, "The note is written in a way that hobnob cannot change safely."),
    "letter": (2, "The template of a letter cannot be used."),
    "unfinished": (2, "Something is left over in a letter. Say `--anyway` if it is meant."),
    "read-only": (2, "`HOBNOB_READONLY` or `HOBNOB_SHARE` is set, so nothing is written."),
    "not-found": (3, "No note, organization, promise or draft has that name."),
    "ambiguous": (3, "Several notes have that name; `candidates` lists them."),
    "guess": (3, "With `--strict`: a name fits several people; `candidates` lists them."),
    "nothing-to-undo": (3, "There is no change that can be taken back."),
    "nothing-to-redo": (3, "There is no undo that can be taken back, or not without its ID."),
    "touched-since": (4, "Later changes touched the same lines; `candidates` lists their IDs."),
    "changed": (4, "Somebody else changed the note meanwhile. Nothing was written."),
    "write": (1, "The disk does not take the file, or the output."),
    "git": (1, "git is missing, or cannot do what was asked."),
    "build": (1, "MkDocs could not make the site."),
    "interrupted": (130, "You stopped the command."),
    "bug": (70, "A bug in hobnob. Please report it, with the same command and `--debug`."),
}
"""The codes of errors, each with its exit code and what it means; the manual shows them."""


_MOST_LINES = 20
"""The most problems of a file that one message lists."""


class HobnobError(Exception):
    """The base of all errors that users see; `str()` gives the whole message.

    Attributes:
        code: a word for scripts, from `ERRORS`.
        typed: what was typed and cannot be used as it is, or "".
        candidates: what may have been meant, the likeliest first.
        fix: a command that puts it right, or "".
    """

    exit_code = 1
    code = "write"

    def __init__(
        self, message: str, *, typed: str = "", candidates: Sequence[str] = (), fix: str = ""
    ) -> None:
        super().__init__(message)
        self.typed = typed
        self.candidates = tuple(candidates)
        self.fix = fix


class UsageError(HobnobError):
    """The request itself does not make sense."""

    exit_code = 2
    code = "usage"


class BadValueError(UsageError):
    """A key, an option or an argument does not take a value."""

    code = "bad-value"


class NeedsYesError(UsageError):
    """Many notes would change, and there is nobody to ask whether that is meant."""

    code = "needs-yes"


class UnfinishedError(UsageError):
    """Something is left over in a letter that is to be recorded as sent."""

    code = "unfinished"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"nothing was recorded, because something is left over:\n  {found}\n"
            "Correct what goes out, or say --anyway."
        )


class UnreadableError(UsageError):
    """Parts of a file that is imported cannot be read."""

    code = "unreadable"

    def __init__(self, problems: Sequence[str]) -> None:
        lines = [*problems[:_MOST_LINES], *([f"… and {len(problems) - _MOST_LINES} more"]
                 if len(problems) > _MOST_LINES else [])]  # fmt: skip
        super().__init__(
            "nothing was written, because this cannot be read:"
            + "".join(f"\n  {line}" for line in lines)
            + "\nMend the file, or leave these out with --skip-bad"
        )


class NoJournalError(UsageError):
    """No journal was found where one was looked for."""

    code = "no-journal"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"there is no journal in {where}: a journal is a folder with a mkdocs.yml whose "
            "plugins list has hobnob. Start one with 'hobnob init', or name one with --journal DIR."
        )


class SettingsError(UsageError):
    """The hobnob entry of mkdocs.yml cannot be used."""

    code = "settings"


class ReadOnlyError(UsageError):
    """A variable of the environment, or an option, forbids to write."""

    code = "read-only"


class NotFoundError(HobnobError):
    """No note has the name.

    Attributes:
        nearest: the slugs or names of the most similar notes.
    """

    exit_code = 3
    code = "not-found"

    def __init__(
        self, what: str, name: str, nearest: Sequence[str] = (), hint: str = "", fix: str = ""
    ) -> None:
        self.nearest = tuple(nearest)
        message = f"there is no {what} called '{name}'"
        if nearest:
            message += "; did you mean " + " or ".join(nearest) + "?"
        if hint:
            message += f"{'' if nearest else ';'} {hint}"
        super().__init__(message, typed=name, candidates=nearest, fix=fix)


class NoDraftError(NotFoundError):
    """There is no draft to a person."""

    def __init__(self, name: str) -> None:
        super().__init__("draft", name)
        self.args = (f"there is no draft to {name}; 'hobnob drafts' lists all drafts",)


class NoAppointmentError(NotFoundError):
    """There is no appointment with a person."""

    def __init__(self, name: str) -> None:
        super().__init__("appointment", name)
        self.args = (
            f"there is no appointment with {name}; 'hobnob list interactions --draft' lists all",
        )


class NoNumberError(NotFoundError):
    """A number of the list that was shown last means nothing, or not what is needed."""

    def __init__(self, number: str, why: str) -> None:
        super().__init__("number", number)
        self.args = (f"the number {number} means nothing here: {why}",)


class AmbiguousError(HobnobError):
    """Several notes have the name.

    Attributes:
        described: a line for each note: its slug, two blanks, and what tells it from the others.
    """

    exit_code = 3
    code = "ambiguous"

    def __init__(self, name: str, described: Sequence[str], more: int = 0) -> None:
        self.described = tuple(described)
        lines = [*described, f"… and {more} more"] if more else described
        super().__init__(
            f"'{name}' could be any of these; please choose one:"
            + "".join(f"\n  {line}" for line in lines),
            typed=name,
            candidates=[line.partition("  ")[0] for line in described],
        )


class GuessError(HobnobError):
    """A name fits several people, and `--strict` allows no guess."""

    exit_code = 3
    code = "guess"


class NothingToUndoError(HobnobError):
    """There is no change that can be undone."""

    exit_code = 3
    code = "nothing-to-undo"

    def __init__(self) -> None:
        super().__init__("there is nothing to undo")


class NothingToRedoError(HobnobError):
    """No undo can be taken back."""

    exit_code = 3
    code = "nothing-to-redo"

    def __init__(self, why: str = "") -> None:
        super().__init__(f"there is nothing to redo{f': {why}' if why else ''}")


class TouchedSinceError(HobnobError):
    """Later changes touched the same lines as the change to undo.

    Attributes:
        candidates: the ids of the later changes, the latest first.
        fix: the command that takes back the latest.
    """

    exit_code = 4
    code = "touched-since"

    def __init__(
        self, what: str, change: str, paths: Sequence[str], later: Sequence[tuple[str, str]]
    ) -> None:
        lines = "".join(f"\n  {name}  {words}" for name, words in later)
        ids = [name for name, _ in later]
        super().__init__(
            f"'{what}' cannot be taken back alone: later changes touched the same lines of "
            f"{', '.join(paths)}; nothing was written:{lines}\nTake them back first "
            f"(hobnob undo {later[0][0]}), or all changes since: hobnob undo --since {change}",
            candidates=ids,
            fix=f"hobnob undo {ids[0]}",
        )


class ChangedError(HobnobError):
    """Somebody changed a note after hobnob read it."""

    exit_code = 4
    code = "changed"

    def __init__(self, path: str, lost: str = "") -> None:
        super().__init__(
            f"{path} was changed by someone else in the meantime; nothing was written. "
            f"Look at the note and try again.{f' This is not in it: {lost}' if lost else ''}"
        )


class ExistsError(UsageError):
    """A note that should be created exists already."""

    code = "exists"

    def __init__(self, path: str, hint: str = "", candidates: Sequence[str] = ()) -> None:
        super().__init__(
            f"{path} exists already; nothing was written.{' ' + hint if hint else ''}",
            candidates=candidates,
        )


class BugError(HobnobError):
    """An error that hobnob did not expect."""

    exit_code = 70
    code = "bug"

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"this is a bug in hobnob, not in your notes: {type(error).__name__}: {error}\n"
            "Run the command again with --debug to see where. No note was written in part."
        )


class WriteError(HobnobError):
    """A file cannot be written; the old note is unchanged."""

    exit_code = 1


class GitFailedError(HobnobError):
    """git cannot do what was asked; the message says what to do."""

    exit_code = 1
    code = "git"
