"""A commit of the whole journal: its notes and its settings, and nothing beside them.

The one rule: only files of the journal are in it. What you staged elsewhere stays staged.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hobnob.answers import TextOrNone
from hobnob.git.blobs import filtered_of
from hobnob.git.commit import Entry, commit_entries
from hobnob.git.repository import Repository
from hobnob.git.run import Git, GitError
from hobnob.journal import SITE_FILE, Journal, kind_of
from hobnob.names import is_note_name
from hobnob.wording import join_words

_MOST_LISTED = 30
_NOUNS: Mapping[str, tuple[str, str]] = {
    "person": ("person", "people"),
    "interaction": ("interaction", "interactions"),
    "plan": ("plan", "plans"),
    "org": ("organization", "organizations"),
    "letter": ("letter", "letters"),
    "page": ("page", "pages"),
}
_EMPTY = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
"""The ids of the empty tree, with SHA-1 and with SHA-256; git knows them without being told."""
_VERBS = {"A": "added", "M": "changed", "D": "removed"}


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A commit of the journal.

    Attributes:
        commit: the id of the commit; null if there was nothing to commit.
        message: the first line of its message, or null.
        added: the new files, relative to the journal.
        changed: the changed files.
        removed: the removed files.
        left: files with a filter, such as an encryption; hobnob runs none, so they are left out.
    """

    commit: TextOrNone
    message: TextOrNone
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def save(journal: Journal, repository: Repository, message: str = "") -> Saved:
    """Commit all notes and the settings of a journal.

    Args:
        journal: the journal.
        repository: its repository.
        message: the message; without it, a summary.

    Raises:
        GitError: nothing was committed; the message says why.
    """
    names = [_shown(repository, journal.notes)]
    with suppress(GitError):
        # If the notes are in another repository, the settings are not in this one.
        names.append(repository.path_of(journal.root / SITE_FILE))
    return _save(journal, repository, names, message)


def save_files(
    journal: Journal, repository: Repository, paths: Iterable[Path], message: str
) -> Saved:
    """Commit some files of a journal, as they are now; see `save`."""
    return _save(journal, repository, [repository.path_of(path) for path in paths], message)


def _save(journal: Journal, repository: Repository, names: Sequence[str], message: str) -> Saved:
    repository.require_quiet()
    head = repository.head()
    with TemporaryDirectory(prefix="hobnob-") as folder:
        beside = _own_index(repository, head, Path(folder) / "index")
        paths, filtered = _files(beside, names)
        data = b"".join(_encoded(path) + b"\0" for path in paths)
        options = ("--add", "--remove", "--ignore-skip-worktree-entries", "-z", "--stdin")
        beside.ask("update-index", *options, data=data)
        states, tree = _changes(beside, head, beside.line("write-tree"))
    own = {
        state: tuple(_in_journal(repository, journal, path) for path in sorted(found))
        for state, found in states.items()
    }
    text = _message(journal, own, message)
    made = commit_entries(repository, head, tree, tree, text) if tree else ""
    return Saved(
        commit=made,
        message=text.split("\n", 1)[0] if made else "",
        added=own["A"],
        changed=own["M"],
        removed=own["D"],
        left=tuple(_in_journal(repository, journal, path) for path in sorted(filtered)),
    )


def _own_index(repository: Repository, head: str, index: Path) -> Git:
    """Return git with an index of the last commit, which knows what the user's index knows."""
    with suppress(OSError):
        # It has the times of unchanged files, so git need not read them.
        shutil.copyfile(repository.folder / "index", index)
    beside = replace(repository.git, environment={"GIT_INDEX_FILE": str(index)})
    if head:
        beside.ask("read-tree", "--reset", head)
    else:
        beside.ask("read-tree", "--empty")
    return beside


def _files(git: Git, names: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """Return the files that git knows or would add, and those of them with a filter.

    Files are not compared here: git would run the filter of a file to compare it.
    """
    said = git.ask("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *names)
    # A path that ends with a slash is another repository.
    found = [_decoded(path) for path in said.split(b"\0") if path and not path.endswith(b"/")]
    filtered = filtered_of(git, found)
    return [path for path in found if path not in filtered], filtered


def _changes(
    git: Git, head: str, tree: str
) -> tuple[dict[str, list[str]], dict[str, Entry | None]]:
    """Return the paths that differ between a commit and a tree, by state, and their entries."""
    said = git.ask(
        "diff-tree", "-r", "-z", "--raw", "--no-renames", head or _EMPTY[len(tree)], tree
    )
    words = said.split(b"\0")
    states: dict[str, list[str]] = {state: [] for state in _VERBS}
    entries: dict[str, Entry | None] = {}
    for about, name in zip(words[::2], words[1::2], strict=False):
        _, mode, _, blob, state = about.decode().split(" ")
        path = _decoded(name)
        states[state if state in "AD" else "M"].append(path)
        entries[path] = None if state == "D" else Entry(mode, blob)
    return states, entries


def _decoded(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _encoded(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _shown(repository: Repository, folder: Path) -> str:
    """Return a folder as a path for git; "." for the top folder."""
    shown = repository.path_of(folder / "x").removesuffix("x")
    return shown or "."


def _in_journal(repository: Repository, journal: Journal, path: str) -> str:
    """Return a path of git relative to the journal."""
    return _encoded(repository.shown(journal, path)).decode("utf-8", "replace")


def _message(journal: Journal, states: Mapping[str, Sequence[str]], given: str) -> str:
    """Return the message: what was given, or a summary and the names of the files."""
    if given.strip():
        return given.strip() + "\n"
    parts = [
        f"{_VERBS[state]} {join_words(_counted(journal, states[state]))}"
        for state in "AMD" if states.get(state)
    ]  # fmt: skip
    listed = [f"- {_VERBS[state]} {path}" for state in "AMD" for path in states.get(state, ())]
    if len(listed) > _MOST_LISTED:
        listed = [*listed[:_MOST_LISTED], f"- and {len(listed) - _MOST_LISTED} more"]
    summary = "; ".join(parts)
    return f"{summary[:1].upper()}{summary[1:]}\n\n" + "\n".join(listed) + "\n"


def _counted(journal: Journal, paths: Sequence[str]) -> list[str]:
    """Return how many notes of each kind, and how many other files: `2 people`."""
    notes = journal.relative(journal.notes) + "/"
    kinds: Counter[str] = Counter()
    for path in paths:
        is_note = path.startswith(notes) and is_note_name(path)
        kinds[kind_of(path.removeprefix(notes)) if is_note else ""] += 1
    words: dict[str, tuple[str, str]] = {**_NOUNS, "": ("other file", "other files")}
    return [f"{kinds[kind]} {words[kind][kinds[kind] > 1]}" for kind in words if kinds[kind]]
