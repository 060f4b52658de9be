"""The history of a note: what changed in it, and when.

The one rule: git says which texts a note had; what changed is found in the texts themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hobnob.answers import Day, TextOrNone
from hobnob.git.blobs import read_blobs
from hobnob.git.commit import committed
from hobnob.git.differences import Difference, differences
from hobnob.git.repository import Repository
from hobnob.git.run import GitError
from hobnob.journal import Journal, kind_of, slug_of
from hobnob.model import Note
from hobnob.notes.read import read_note


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A change of a note.

    Attributes:
        date: the day; today if it is not committed.
        commit: the id of the commit; null if it is not committed.
        message: the first line of its message, or null.
        path: where the note was after it, relative to the journal.
        moved_from: where it was before; null if it was there already.
        action: `added`, `changed` or `removed`.
        differences: what changed, key by key.
    """

    date: Day
    commit: TextOrNone
    message: TextOrNone
    path: str
    moved_from: TextOrNone
    action: str
    differences: tuple[Difference, ...]


def note_history(
    journal: Journal, repository: Repository, path: str, today: str
) -> tuple[Revision, ...]:
    """Return the changes of a note, the latest first.

    Args:
        journal: the journal.
        repository: its repository.
        path: the path of the note, relative to the journal; the note may be gone.
        today: the day of what is not committed.

    Raises:
        GitError: git cannot say.
    """
    return (*_uncommitted(journal, repository, path, today), *_commits(journal, repository, path))


def _commits(journal: Journal, repository: Repository, path: str) -> Iterator[Revision]:
    steps = list(_steps(repository, repository.path_of(journal.root / path)))
    texts = read_blobs(
        repository.git, [blob for s in steps for blob in (s.before, s.after) if blob]
    )
    for step in steps:
        new, old = (repository.shown(journal, name) for name in (step.path, step.old_path))
        after = _read(journal, new, texts.get(step.after))
        before = _read(journal, old, texts.get(step.before))
        found = differences(before, after) if after else ()
        if not found and new == old and after:
            # Only its form changed.
            continue
        yield Revision(
            date=step.date, commit=step.commit, message=step.message, path=new,
            moved_from=old if old != new else "",
            action="removed" if after is None else "changed" if before else "added",
            differences=found,
        )  # fmt: skip


def _uncommitted(
    journal: Journal, repository: Repository, path: str, today: str
) -> Iterator[Revision]:
    """Yield the change that is not committed, if there is one."""
    name = repository.path_of(journal.root / path)
    entry = committed(repository, repository.head(), [name]).get(name)
    texts = read_blobs(repository.git, [entry.blob]) if entry else {}
    try:
        data = (journal.root / path).read_bytes()
    except FileNotFoundError:
        data = None
    except OSError as error:
        raise GitError(f"{path} cannot be read: {error.strerror}") from None
    before = _read(journal, path, texts.get(entry.blob) if entry else None)
    after = _read(journal, path, data)
    found = differences(before, after) if after else ()
    if found or (before and not after):
        yield Revision(
            date=today, commit="", message="", path=path, moved_from="",
            action="removed" if after is None else "changed" if before else "added",
            differences=found,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Step:
    """A commit that touches the file: its blobs before and after, "" for none."""

    commit: str
    date: str
    message: str
    before: str
    after: str
    old_path: str
    path: str


def _steps(repository: Repository, path: str) -> Iterator[_Step]:
    if not repository.head():
        return
    said = repository.git.ask(
        "log", "-z", "--raw", "--no-abbrev", "--follow", "-M", "--no-ext-diff", "--no-textconv",
        "--no-show-signature", "--no-color", "--format=%x01%H%x02%as%x02%s", "--", path,
    )  # fmt: skip
    for part in said.decode("utf-8", "replace").split("\1")[1:]:
        words = part.split("\0")
        commit, date, message = words[0].split("\2", 2)
        if len(words) < 3:
            continue
        about = words[1].lstrip("\n:").split(" ")
        before, after = ("" if not blob.strip("0") else blob for blob in about[2:4])
        moved = about[4][0] in "RC"
        yield _Step(
            commit=commit, date=date, message=message, before=before, after=after,
            old_path=words[2], path=words[3] if moved else words[2],
        )  # fmt: skip


def _read(journal: Journal, path: str, data: bytes | None) -> Note | None:
    if data is None:
        return None
    notes = journal.relative(journal.notes) + "/"
    kind = kind_of(path.removeprefix(notes))
    return read_note(kind, slug_of(path.rsplit("/", 1)[-1]), path, data)
