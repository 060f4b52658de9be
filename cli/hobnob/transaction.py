"""Changing notes, all of them or none, so that it can be taken back.

The one rule: this is the only module that writes notes. Killed at any instant, the next command
finds the journal as it was, as it should be, or on the way between the two, and then finishes
the way or goes back; what somebody else wrote meanwhile is never overwritten.

A change goes like this, in a folder of its own under `.hobnob/pending`:

1. `plan` says which files are concerned, signed by this machine (`manifest.py`).
2. What each shall say is written beside it, under a name that begins with a dot, and synced.
3. `plan` becomes `manifest`. From here on the change is made, whatever happens.
4. Each file is linked into the folder, as `0.old`, and replaced by a rename. What was linked is
   read afterwards: if it is not what the change was made from, somebody saved it in that very
   moment, and all is put back.
   Where all is put back, `manifest` becomes `back` first.
5. The folder moves to `.hobnob/undo`, where `0.old` is what `hobnob undo` brings back.

What was not begun on this machine is not brought to an end here: its folder moves to
`.hobnob/aside`, and nothing is done with it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten

from hobnob.cache import (
    is_file,
    is_folder,
    is_link,
    make_cache,
    make_folder,
    open_new,
    prepare_file,
    read_file,
    read_plain,
)
from hobnob.errors import ChangedError, ExistsError, WriteError
from hobnob.journal import PENDING, Journal, digest
from hobnob.locking import locked
from hobnob.manifest import (
    ForeignError,
    Manifest,
    Step,
    beside_of,
    guard,
    is_id,
    is_torn,
    link_of,
    parse_manifest,
    render_manifest,
)

_UNDO, _TRASH, _LOCK, _ASIDE = "undo", "trash", "lock", "aside"
_PLAN, _MANIFEST, _BACK = "plan", "manifest", "back"
_KEPT = re.compile(r"(\d{8,18})-([0-9a-f]{12})")
"""The name of what is kept of a change: its number, and the id it had."""
MOST_KEPT = 100
"""Changes that can be taken back; older ones are forgotten."""


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """What becomes of one file.

    Attributes:
        path: of the file.
        before: what it must say when it is changed; None when there must be none.
        after: what it says afterwards; None when it is taken away.
        like: a file whose mode a new one takes.
        trash: keep what is taken away in the journal's trash.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    like: Path | None = None
    trash: bool = False


@dataclass(frozen=True, kw_only=True)
class Done:
    """A change that was made and can be taken back.

    Attributes:
        folder: what is kept of it.
        what: what it was, in words.
        when: ISO date and time, UTC.
        paths: the files concerned, relative to the journal.
    """

    folder: Path
    what: str
    when: str
    paths: tuple[str, ...]


def commit(journal: Journal, changes: Sequence[FileChange], what: str) -> None:
    """Make a change; it can be taken back.

    Args:
        journal: the journal.
        changes: what becomes of each file; no file twice.
        what: the change in words, for `undo --list`.

    Raises:
        ChangedError: a file is not what the change was made from; nothing was written.
        ExistsError: a file that is to be new is there; nothing was written.
        UsageError: a file is outside the notes.
        WriteError: the disk would not take it; nothing was written.
    """
    if changes:
        with _writing(journal) as cache:
            folder = _Commit(journal, cache).run(changes, what)
            _keep(cache, folder)


def list_done(journal: Journal) -> list[Done]:
    """Return the changes that can be taken back, the latest first: those made on this machine."""
    found = []
    for folder in reversed(_kept(journal.cache)):
        with contextlib.suppress(OSError, ForeignError):
            made = _load_kept(journal, folder)
            paths = tuple(step.path for step in made.steps)
            found.append(Done(folder=folder, what=made.what, when=made.when, paths=paths))
    return found


def count_foreign(journal: Journal) -> int:
    """Return how many changes are kept that were not made on this machine."""
    return len(_kept(journal.cache)) - len(list_done(journal))


def undoing(journal: Journal, done: Done) -> list[FileChange]:
    """Return what would take a change back.

    Raises:
        ChangedError: files that it wrote are no longer as it left them; they are named.
        WriteError: what is kept of the change is damaged.
    """
    changes, other = [], []
    try:
        steps = _load_kept(journal, done.folder).steps
    except (OSError, ForeignError) as error:
        raise WriteError(f"'{done.what}' cannot be taken back: {error}") from None
    for number, step in enumerate(steps):
        path = journal.root / step.path
        now = _read(path)
        if _digest(now) != step.after:
            other.append(step.path)
            continue
        old, like = None, None
        if step.before:
            like = done.folder / f"{number}.old"
            old = _read_old(like)
            if _digest(old) != step.before:
                raise WriteError(
                    f"what {step.path} said before is not kept as it was; nothing was written"
                )
        changes.append(FileChange(path=path, before=now, after=old, like=like, trash=old is None))
    if other:
        raise ChangedError(", ".join(other))
    return changes


def undo(journal: Journal, done: Done) -> None:
    """Take a change back.

    Raises:
        ChangedError: files that it wrote are no longer as it left them; nothing was written.
        WriteError: the disk would not take it; nothing was written.
    """
    with _writing(journal) as cache:
        folder = _Commit(journal, cache).run(undoing(journal, done), f"undo {done.what}")
        shutil.rmtree(done.folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def recover(journal: Journal) -> list[str]:
    """Bring changes that were cut off to an end; return what was done, in sentences.

    Raises:
        WriteError: the disk does not let it.
    """
    if not is_folder(journal.cache) or not _names(journal.cache / PENDING):
        return []
    with _locked(journal) as cache:
        return _recover(journal, cache)


# ---------------------------------------------------------------- making a change


class _Commit:
    """One change on its way."""

    def __init__(self, journal: Journal, cache: Path) -> None:
        self.journal = journal
        self.id = secrets.token_hex(6)
        self.folder = cache / PENDING / self.id

    def run(self, changes: Sequence[FileChange], what: str) -> Path:
        """Make the change; return the folder of what is kept of it."""
        # What comes is there before anything goes: at no instant is a text nowhere.
        what = shorten(" ".join(what.split()), 100, placeholder=" …")
        changes = sorted(changes, key=lambda c: (c.before is not None, c.after is None))
        for change in changes:
            guard(self.journal, change.path)
            self._refuse_other(change)
        try:
            return self._run(changes, what)
        except OSError as error:
            where = self._note_of(error, changes)
            raise WriteError(
                f"cannot write {where}: {error.strerror or error}; nothing was written"
            ) from None

    def _note_of(self, error: OSError, changes: Sequence[FileChange]) -> str:
        """Return the note that could not be written, whatever file stood in for it."""
        name = str(error.filename or "")
        for number, change in enumerate(changes):
            if name.endswith(f".{self.id}.{number}.hobnob-new"):
                return self.journal.relative(change.path)
        return name or changes[0].path.name

    def _run(self, changes: Sequence[FileChange], what: str) -> Path:
        self.folder.mkdir(parents=True)
        steps = [self._step(number, change) for number, change in enumerate(changes)]
        manifest = Manifest(
            what=what,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            link=link_of(self.journal),
            steps=tuple(steps),
        )
        try:
            _write(self.folder / _PLAN, render_manifest(manifest, self.id))
            for change, step in zip(changes, steps, strict=True):
                self._stage(change, step)
            (self.folder / _PLAN).rename(self.folder / _MANIFEST)
            _sync_folder(self.folder)
        except BaseException:
            _clear(self.journal.root, self.folder, steps)
            raise
        _Apply(self.journal.root, self.folder, steps).forward()
        return self.folder

    def _step(self, number: int, change: FileChange) -> Step:
        path = self.journal.relative(change.path)
        return Step(
            path=path,
            before=_digest(change.before),
            after=_digest(change.after),
            beside="" if change.after is None else beside_of(path, self.id, number),
            trash=change.trash,
        )

    def _stage(self, change: FileChange, step: Step) -> None:
        """Write beside a file what it shall say, with the file's own mode and owner."""
        if change.after is None:
            return
        beside = self.journal.root / step.beside
        beside.parent.mkdir(parents=True, exist_ok=True)
        _write(beside, change.after)
        like = self._mode_of(change)
        if like is not None:
            status = like.stat()
            beside.chmod(status.st_mode & 0o7777)
            owner = status.st_uid, status.st_gid
            if hasattr(os, "getuid") and owner != (os.getuid(), os.getgid()):
                os.chown(beside, *owner)

    @staticmethod
    def _mode_of(change: FileChange) -> Path | None:
        return change.path if change.before is not None else change.like

    def _refuse_other(self, change: FileChange) -> None:
        now, shown = _read(change.path), self.journal.relative(change.path)
        if now == change.before:
            if now is not None and not change.path.stat().st_mode & 0o222:
                raise WriteError(f"{shown} is read-only; nothing was written")
            return
        if change.before is None:
            raise ExistsError(shown)
        raise ChangedError(shown)


class _Apply:
    """A change that has its manifest."""

    def __init__(self, root: Path, folder: Path, steps: Sequence[Step]) -> None:
        self.root = root
        self.folder = folder
        self.steps = steps

    def forward(self) -> None:
        """Change every file, or none.

        Raises:
            ChangedError: one is no longer what the change was made from; all is as it was.
            WriteError: the disk does not let it; all is as it was.
        """
        try:
            for number in range(len(self.steps)):
                self._change(number)
            for folder in {(self.root / step.path).parent for step in self.steps}:
                _sync_folder(folder)
        except (OSError, ChangedError) as error:
            self.back()
            if isinstance(error, OSError):
                raise WriteError(
                    f"cannot write {error.filename or 'a note'}: {error.strerror}; everything is "
                    "as it was"
                ) from None
            raise

    def _change(self, number: int) -> None:
        step, path = self.steps[number], self.root / self.steps[number].path
        old = self.folder / f"{number}.old"
        if not step.before:
            _put_new(self.root / step.beside, path)
        elif not step.after:
            self._take_away(path, old, step)
        else:
            _link_or_copy(path, old)
            (self.root / step.beside).replace(path)
            if _digest(_read_old(old)) != step.before:
                # Saved by somebody else between the last look and this moment: theirs it stays.
                old.replace(path)
                raise ChangedError(step.path)

    def _take_away(self, path: Path, old: Path, step: Step) -> None:
        _link_or_copy(path, old)
        if _digest(_read_old(old)) != step.before:
            raise ChangedError(step.path)
        if step.trash:
            _to_trash(self.folder.parent.parent, old, step.path)
        path.unlink()

    def finish(self) -> bool:
        """Go on where it was cut off; return False when a file was changed by somebody else.

        When that came after the last step, only the end was missing, and there is nothing to undo.
        """
        theirs = [self._give_back(number) for number in range(len(self.steps))]
        states = {self._state(number) for number in range(len(self.steps))}
        if any(theirs) or ("other" in states and "before" in states):
            self.back()
            return False
        for number, step in enumerate(self.steps):
            try:
                if self._state(number) == "before":
                    self._check_new(step)
                    self._change(number)
            except ChangedError:
                self.back()
                return False
            if step.beside:
                (self.root / step.beside).unlink(missing_ok=True)
        return True

    def _check_new(self, step: Step) -> None:
        """Refuse a new text that is not the one that was written beside the note."""
        if step.beside and _digest(_read_old(self.root / step.beside)) != step.after:
            raise ChangedError(step.path)

    def _give_back(self, number: int) -> bool:
        """Put back what somebody saved in the very moment of the replacement."""
        step, old = self.steps[number], self.folder / f"{number}.old"
        if not (step.before and step.after) or self._state(number) != "after":
            return False
        if _digest(_read_old(old)) in ("", step.before):
            return False
        old.replace(self.root / step.path)
        return True

    def _state(self, number: int) -> str:
        step = self.steps[number]
        now = _digest(_read(self.root / step.path))
        return "after" if now == step.after else "before" if now == step.before else "other"

    def back(self) -> None:
        """Put back every file that still is as the change left it, and forget the change."""
        with contextlib.suppress(FileNotFoundError):
            (self.folder / _MANIFEST).rename(self.folder / _BACK)
        for number, step in reversed(list(enumerate(self.steps))):
            path, old = self.root / step.path, self.folder / f"{number}.old"
            if self._state(number) != "after" or step.before == step.after:
                continue
            if not step.before:
                path.unlink(missing_ok=True)
            elif is_file(old):
                old.replace(path)
        _clear(self.root, self.folder, self.steps)


# ---------------------------------------------------------------- what was cut off


def _recover(journal: Journal, cache: Path) -> list[str]:
    told = []
    pending = cache / PENDING
    for folder in [pending / name for name in _names(pending)]:
        try:
            told.append(_end(journal, cache, folder))
        except OSError as error:
            raise WriteError(
                f"an earlier change was cut off, and cannot be brought to an end: "
                f"{error.filename or folder}: {error.strerror}"
            ) from None
    return told


def _end(journal: Journal, cache: Path, folder: Path) -> str:
    """Bring one change to an end, forward if it was decided, else back."""
    if not is_folder(folder):
        folder.unlink()
        return f"a file or link in {cache.name}/{PENDING} that is no change was taken away"
    try:
        found = _load_decided(journal, folder)
    except ForeignError as error:
        return _set_aside(cache, folder, str(error))
    if found is None:
        shutil.rmtree(folder, ignore_errors=True)
        return "a change was cut off before it began; everything is as it was"
    name, made = found
    apply = _Apply(journal.root, folder, made.steps)
    if name == _BACK:
        apply.back()
        return f"'{made.what}' was cut off while it was taken back; everything is as it was"
    if name == _PLAN:
        _clear(journal.root, folder, made.steps)
        return f"'{made.what}' was cut off before it began; everything is as it was"
    if apply.finish():
        _keep(cache, folder)
        return f"'{made.what}' was cut off; it is finished now"
    return (
        f"'{made.what}' was cut off, and a note it changes was edited since; it was taken back, "
        "and the note that was edited is as you left it"
    )


def _load_decided(journal: Journal, folder: Path) -> tuple[str, Manifest] | None:
    """Return how far a change has come, and its manifest; None when it had not begun.

    Raises:
        ForeignError: it is not of this machine, or not of hobnob's making.
    """
    for name in (_BACK, _MANIFEST, _PLAN):
        try:
            data = read_plain(folder / name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ForeignError(error.strerror or "it cannot be read") from None
        if name == _PLAN and is_torn(data):
            # Nothing is written beside a note before the plan is whole.
            break
        return name, parse_manifest(data, folder.name, journal)
    if _names(folder) not in ([], [_PLAN]):
        raise ForeignError("it does not say what it is")
    return None


def _set_aside(cache: Path, folder: Path, why: str) -> str:
    """Move a change that is not brought to an end out of the way, as it is."""
    aside = make_folder(cache, _ASIDE)
    kept = aside / (folder.name if is_id(folder.name) else secrets.token_hex(6))
    while os.path.lexists(kept):
        kept = aside / secrets.token_hex(6)
    folder.rename(kept)
    shown = f"{cache.name}/{_ASIDE}/{kept.name}"
    return (
        f"a change that was cut off is not finished: {why}. Nothing was done with it. It is kept "
        f"in {shown}; if you began it yourself, what the notes said before is there in the files "
        "*.old. When you need nothing of it, delete that folder"
    )


def _clear(root: Path, folder: Path, steps: Sequence[Step]) -> None:
    """Take away all that a change has left lying about; last what says that it was decided."""
    for step in steps:
        if step.beside:
            with contextlib.suppress(OSError):
                (root / step.beside).unlink(missing_ok=True)
    for number in range(len(steps)):
        with contextlib.suppress(OSError):
            (folder / f"{number}.old").unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _keep(cache: Path, folder: Path) -> None:
    """Move a change that is made to those that can be taken back."""
    kept = _kept(cache)
    last = max((_number(path) for path in kept), default=0)
    folder.rename(make_folder(cache, _UNDO) / f"{last + 1:08}-{folder.name}")
    for old in kept[: max(0, len(kept) + 1 - MOST_KEPT)]:
        shutil.rmtree(old, ignore_errors=True)


def _kept(cache: Path) -> list[Path]:
    """Return the folders of the changes that were made, the oldest first."""
    if not is_folder(cache) or not is_folder(cache / _UNDO):
        return []
    found = [cache / _UNDO / name for name in _names(cache / _UNDO) if _KEPT.fullmatch(name)]
    return sorted((path for path in found if is_folder(path)), key=_number)


def _number(kept: Path) -> int:
    return int(kept.name.partition("-")[0])


def _load_kept(journal: Journal, folder: Path) -> Manifest:
    """Return the manifest of a change that was made.

    Raises:
        ForeignError: it is not of this machine.
        OSError: it cannot be read.
    """
    data = read_file(journal.cache, f"{_UNDO}/{folder.name}/{_MANIFEST}")
    return parse_manifest(data, folder.name.partition("-")[2], journal)


# ---------------------------------------------------------------- files


@contextmanager
def _writing(journal: Journal) -> Iterator[Path]:
    """Be the only one who writes, with all that was cut off brought to an end."""
    with _locked(journal) as cache:
        _recover(journal, cache)
        yield cache


@contextmanager
def _locked(journal: Journal) -> Iterator[Path]:
    cache = journal.cache
    if is_link(cache):
        raise WriteError(f"{cache} is a link, and hobnob follows none; nothing was written")
    try:
        make_cache(cache)
        make_folder(cache, PENDING)
        lock = locked(prepare_file(cache, _LOCK))
        lock.__enter__()
    except OSError as error:
        raise WriteError(
            f"cannot write in {cache}: {error.strerror}; hobnob keeps there what it needs to "
            "change notes safely, so nothing was written"
        ) from None
    try:
        yield cache
    finally:
        # While there is no such folder, no command needs to look into it.
        with contextlib.suppress(OSError):
            (cache / PENDING).rmdir()
        lock.__exit__(None, None, None)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _read_old(path: Path) -> bytes | None:
    """Return what is kept of a note, or written beside it; a link has nothing to say."""
    return read_plain(path) if is_file(path) else None


def _digest(data: bytes | None) -> str:
    """Return a hash of a content, "" of no file."""
    return "" if data is None else digest(data).hex()


def _write(path: Path, data: bytes) -> None:
    """Write a file that is not there, durably."""
    with open_new(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put_new(beside: Path, path: Path) -> None:
    """Give a file its name, unless that is taken: nothing is ever overwritten."""
    try:
        # A link, unlike a rename, fails when the name is taken.
        os.link(beside, path)
    except FileExistsError:
        raise ChangedError(path.name) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without links (FAT, some shares): claim the name first.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        beside.replace(path)
        return
    beside.unlink()


_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV)


def _link_or_copy(path: Path, to: Path) -> None:
    """Have a file under a second name; a copy does where the system knows no links."""
    to.unlink(missing_ok=True)
    try:
        os.link(path, to)
    except FileNotFoundError:
        raise ChangedError(path.name) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _write(to, path.read_bytes())


def _to_trash(cache: Path, old: Path, shown: str) -> None:
    """Keep what is taken away, under its own path, or with a number behind it."""
    name = Path(shown)
    folder = make_folder(cache, f"{_TRASH}/{name.parent.as_posix()}")
    target, count = folder / name.name, 1
    while os.path.lexists(target):
        count += 1
        target = folder / f"{name.name.removesuffix('.md')}-{count}.md"
    _link_or_copy(old, target)


def _sync_folder(folder: Path) -> None:
    """Make new names in a folder durable, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
