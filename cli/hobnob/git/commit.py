"""A commit of some files, and of nothing else.

The one rule: what you changed or staged yourself stays as it was. A commit has only hobnob's lines:
in a file with changes of your own, hobnob's change is merged into the last committed text, and into
the staged one. If both changed the same lines, the file is left out and named.

The commit is made in an index of its own. Only then the entries of its files in your index are
set, and the branch moves on if nobody else moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hobnob.git.blobs import Blobs
from hobnob.git.repository import Repository
from hobnob.git.run import GitError
from hobnob.git.signing import signing_of

_AT_ONCE = 200
"""Paths in one command line."""
_FILE = "100644"
_ORDINARY = (_FILE, "100755")


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What hobnob did to one file.

    Attributes:
        path: its path, relative to the top folder of the repository.
        before: its content before; None if it is new.
        after: its content afterwards; None if it is gone.
        origin: the path that it was renamed from; "" for none.
    """

    path: str
    before: bytes | None
    after: bytes | None
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What came of a commit.

    Attributes:
        commit: its id; "" if there was nothing to commit.
        left: what was left out: path and reason.
    """

    commit: str
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """A file in a tree or an index: its mode and its blob."""

    mode: str
    blob: str


Entries = Mapping[str, Entry | None]
"""Entries to set, by path; None to remove one."""


class _LeftError(Exception):
    """A file that cannot be committed; the message says why."""


def commit_edits(repository: Repository, edits: Sequence[Edit], message: str) -> Made:
    """Commit what hobnob did to some files.

    Raises:
        GitError: nothing was committed; the message says why.
    """
    repository.require_quiet()
    head = repository.head()
    found = _Plan(repository, head, edits)
    made = commit_entries(repository, head, found.tree, found.index, message)
    return Made(commit=made, left=tuple(found.left))


def commit_entries(
    repository: Repository, head: str, tree: Entries, index: Entries, message: str
) -> str:
    """Make a commit and set the entries of the index; return its id, or "" without a change.

    Args:
        repository: the repository.
        head: the commit that it follows; "" for the first one.
        tree: what changes in the tree.
        index: what changes in the user's index.
        message: its message.

    Raises:
        GitError: nothing was committed; the message says why.
    """
    git = repository.git
    if not tree:
        return ""
    written = _write_tree(repository, head, tree)
    if head and written == git.line("rev-parse", f"{head}^{{tree}}"):
        return ""
    sign, settings, patience = signing_of(git)
    parents = ["-p", head] if head else []
    _, said = git.run(
        "commit-tree", written, *parents, *sign, "-F", "-", data=message.encode("utf-8", "replace"),
        settings=settings, patience=patience,
    )  # fmt: skip
    commit = said.decode().strip()
    before = indexed(repository, list(index))
    _set_index(repository, index, len(head))
    subject = message.split("\n", 1)[0]
    try:
        git.ask("update-ref", "-m", f"hobnob: {subject}", "HEAD", commit, head or "0" * len(commit))
    except GitError:
        _set_index(repository, {path: before.get(path) for path in index}, len(commit))
        raise
    return commit


def _write_tree(repository: Repository, head: str, tree: Entries) -> str:
    with TemporaryDirectory(prefix="hobnob-") as folder:
        beside = replace(
            repository.git, environment={"GIT_INDEX_FILE": str(Path(folder) / "index")}
        )
        beside.ask("read-tree", head or "--empty")
        beside.ask("update-index", "-z", "--index-info", data=_index_info(tree, len(head)))
        return beside.line("write-tree")


def _set_index(repository: Repository, entries: Entries, digits: int) -> None:
    if entries:
        data = _index_info(entries, digits)
        repository.git.ask("update-index", "-z", "--index-info", data=data)


def _index_info(entries: Entries, digits: int) -> bytes:
    """Return entries as `git update-index --index-info` reads them; mode 0 removes one.

    Args:
        entries: the entries.
        digits: the length of an id: 40, or 64 with SHA-256.
    """
    lines = []
    # A file that becomes a folder is removed first.
    for path, entry in sorted(entries.items(), key=lambda item: item[1] is not None):
        blob = entry.blob if entry else "0" * digits
        lines.append(
            f"{entry.mode if entry else 0} {blob}\t{path}\0".encode("utf-8", "surrogateescape")
        )
    return b"".join(lines)


def committed(repository: Repository, head: str, paths: Sequence[str]) -> dict[str, Entry]:
    """Return the entries of some paths in a commit; those that are not in it are left out."""
    found: dict[str, Entry] = {}
    for some in _in_parts(paths) if head else ():
        said = repository.git.ask("ls-tree", "-z", "--full-tree", head, "--", *some)
        for line in said.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = line.partition("\t")
            mode, _, blob = about.split(" ", 2)
            found[path] = Entry(mode, blob)
    return found


def indexed(repository: Repository, paths: Sequence[str]) -> dict[str, Entry]:
    """Return the entries of some paths in the user's index; the mode of a conflict is ""."""
    found: dict[str, Entry] = {}
    for some in _in_parts(paths):
        said = repository.git.ask("ls-files", "-z", "--stage", "--", *some)
        for line in said.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = line.partition("\t")
            mode, blob, stage = about.split(" ")
            found[path] = Entry(mode if stage == "0" else "", blob)
    return found


def _in_parts(paths: Sequence[str]) -> Iterable[Sequence[str]]:
    return (paths[at : at + _AT_ONCE] for at in range(0, len(paths), _AT_ONCE))


class _Plan:
    """What a commit of hobnob's edits changes.

    Attributes:
        tree: in the last commit.
        index: in the user's index.
        left: what is left out: path and reason.
    """

    def __init__(self, repository: Repository, head: str, edits: Sequence[Edit]) -> None:
        paths = [edit.path for edit in edits]
        self._head = committed(repository, head, paths)
        self._staged = indexed(repository, paths)
        self._blobs = Blobs(repository.git, paths)
        self._edits = {edit.path: edit for edit in edits}
        self._ignored = _ignored(repository, paths)
        self.tree: dict[str, Entry | None] = {}
        self.index: dict[str, Entry | None] = {}
        self.left: list[tuple[str, str]] = []
        self._blobs.store(
            (edit.path, data)
            for edit in edits if edit.path not in self._blobs.filtered
            for data in (edit.before, edit.after) if data is not None
        )  # fmt: skip
        for edit in edits:
            try:
                self._add(edit)
            except _LeftError as reason:
                self.left.append((edit.path, str(reason)))

    def _add(self, edit: Edit) -> None:
        path, head, staged = edit.path, self._head.get(edit.path), self._staged.get(edit.path)
        if path in self._blobs.filtered:
            raise _LeftError("a filter of .gitattributes changes it, and hobnob runs none")
        if staged and not staged.mode:
            raise _LeftError("it has conflicts")
        if any(entry and entry.mode not in _ORDINARY for entry in (head, staged)):
            raise _LeftError("git has a link or another repository there")
        if edit.after is None:
            self._remove(path, head, staged)
        elif head is None:
            self._create(edit, edit.after, staged)
        elif edit.before is None:
            self._set(path, head, staged, self._id(path, edit.after))
        else:
            self._change(path, head, staged, edit.before, edit.after)

    def _remove(self, path: str, head: Entry | None, staged: Entry | None) -> None:
        if head is None:
            return
        if staged and staged.blob != head.blob:
            raise _LeftError("you have staged changes of it")
        self.tree[path] = None
        if staged:
            self.index[path] = None

    def _create(self, edit: Edit, after: bytes, staged: Entry | None) -> None:
        path = edit.path
        if path in self._ignored:
            return
        if staged:
            raise _LeftError("you have staged it, and it is in no commit yet")
        if edit.before is not None:
            raise _LeftError("it is in no commit yet; 'hobnob save' commits all notes")
        blob, mode = self._id(path, after), _FILE
        source = self._edits.get(edit.origin)
        if source and source.before is not None:
            old = self._head.get(edit.origin)
            if old is None:
                raise _LeftError("it was in no commit yet; 'hobnob save' commits all notes")
            blob = self._merged(edit.path, self._id(edit.origin, source.before), old.blob, blob)
            mode = old.mode
        self.tree[path] = self.index[path] = Entry(mode, blob)

    def _set(self, path: str, head: Entry, staged: Entry | None, blob: str) -> None:
        if staged is None or staged.blob != head.blob:
            raise _LeftError("you have staged changes of it")
        self.tree[path] = self.index[path] = Entry(head.mode, blob)

    def _change(
        self, path: str, head: Entry, staged: Entry | None, before: bytes, after: bytes
    ) -> None:
        if staged is None:
            raise _LeftError("you have staged its removal")
        old, new = self._id(path, before), self._id(path, after)
        in_head = self._merged(path, old, head.blob, new)
        in_index = self._merged(path, old, staged.blob, new)
        self.tree[path] = Entry(head.mode, in_head)
        self.index[path] = Entry(staged.mode, in_index)

    def _merged(self, path: str, base: str, ours: str, theirs: str) -> str:
        """Return the blob of `ours` with what changed from `base` to `theirs`."""
        if base == ours:
            return theirs
        merged = self._blobs.merge(base, ours, theirs)
        if merged is None:
            raise _LeftError("it has changes of your own next to hobnob's")
        self._blobs.store([(path, merged)])
        return self._id(path, merged)

    def _id(self, path: str, data: bytes) -> str:
        return self._blobs.id_of(path, data)


def _ignored(repository: Repository, paths: Sequence[str]) -> frozenset[str]:
    data = b"".join(b"./" + path.encode() + b"\0" for path in paths)
    _, said = repository.git.run("check-ignore", "-z", "--stdin", data=data, ok=(0, 1))
    found = said.decode("utf-8", "replace").split("\0")[:-1]
    return frozenset(path.removeprefix("./") for path in found)
