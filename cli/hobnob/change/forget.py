"""Forgetting somebody: their note, their name in other notes, and the files that only they used.

The one rule: nothing is changed that may be about somebody else. A first name, and a name that
another note has too, is listed for you to decide.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from hobnob.change.files import ChangeSet, notes_path
from hobnob.change.references import Elsewhere, References
from hobnob.errors import UsageError
from hobnob.inbox_files import load_inbox
from hobnob.index.hidden import SOMEONE
from hobnob.index.index import Index
from hobnob.index.notes import all_notes, head, name_keys, values
from hobnob.index.refs import all_paths, only_with, referring
from hobnob.journal import Journal, kind_of
from hobnob.names import is_note_name, name_key
from hobnob.notes.frontmatter import split_note
from hobnob.notes.nodes import FrontMatterError
from hobnob.notes.read import read_note
from hobnob.transaction import commit, is_removable, traces_of

REMOVED = "(removed)"
"""What stands in place of an address or a phone number."""
_ADDRESSES = ("emails", "phones", "links", "website")
_LARGEST = 1_000_000
"""Bytes of a file that is no note and is searched for their name."""
_LINKED = re.compile(
    r"""\]\([ ]*<?([^()<>\s]+)|^[ ]{0,3}\[[^\]\n]+\]:[ ]*<?([^\s<>]+)|!\[\[([^\[\]|\n]+)"""
    r"""|^photo:[ ]*["']?([^\s"']+)""",
    re.M,
)
"""A file that a note shows or links: a Markdown link, a reference, a picture, the photo."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A line that may mean them.

    Attributes:
        path: of the note, relative to the journal.
        line: of the file, from 1.
        text: the line.
    """

    path: str
    line: int
    text: str


@dataclass(kw_only=True)
class Forgetting:
    """What forgetting somebody changes, and what it leaves for the user.

    Attributes:
        path: of their note.
        words: their names and addresses, none of which hobnob's own files may hold afterwards.
        draft: the changes of notes.
        files: files that only they used, relative to the journal; they are removed for good.
        renamed: old and new path of the notes whose file has their name.
        alone: the interactions that nobody else took part in.
        doubtful: lines that may mean them, and are not changed.
    """

    path: str
    words: tuple[str, ...]
    draft: ChangeSet
    files: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    alone: tuple[str, ...] = ()
    doubtful: list[Mention] = field(default_factory=list)

    def write(self, index: Index, what: str) -> None:
        """Make the change; see `commit` for what can go wrong. Afterwards the index is gone."""
        changes = self.draft.changes()
        index.db.close()
        commit(self.draft.journal, changes, what, forget=self.words, files=self.files)


def forget_person(index: Index, note: int) -> Forgetting:
    """ChangeSet the forgetting of a person.

    Raises:
        UsageError: the note is not one of a person.
        UnusualNoteError: a note cannot be changed safely.
    """
    _, kind, slug, name, path, _ = head(index, note)
    if kind != "person":
        raise UsageError(f"{path} is no person; 'hobnob remove' takes it out of the journal")
    known = values(index, note)
    names = list(dict.fromkeys([name, *_texts(known.get("aliases")), slug]))
    addresses = [text for key in _ADDRESSES for text in _texts(known.get(key))]
    draft = ChangeSet(index.journal)
    references = References(index, draft, note)
    alone = tuple(only_with(index, note))
    files = tuple(_only_theirs(index, draft, path))
    references.forget(SOMEONE)
    renamed = _rename_files(index, draft, note, slug)
    plan = Forgetting(
        path=path, words=(*names, *addresses), draft=draft, renamed=renamed,
        files=files, alone=alone,
    )  # fmt: skip
    _Texts(index, plan, note).clean(names, addresses)
    for old, new in renamed:
        draft.move(old, new)
    draft.erase(path)
    return plan


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [item for item in items if isinstance(item, str) and item.strip()]


# ---------------------------------------------------------------- names of files


def _rename_files(
    index: Index, draft: ChangeSet, note: int, slug: str
) -> tuple[tuple[str, str], ...]:
    """Lead references to notes with the person's name in their file elsewhere.

    Returns:
        The old and the new path of each of these notes; they are moved last.
    """
    part = re.compile(rf"(?<![^\W_]){re.escape(slug)}(?![^\W_])", re.IGNORECASE)
    about = {path for path, _ in referring(index, note)}
    taken = {other.path.lower() for other in all_notes(index)}
    moves = []
    for other in all_notes(index):
        folder, _, file = other.path.rpartition("/")
        if other.id == note or not part.search(file.removesuffix(".md")):
            continue
        # One word, such as `ada`, may be somebody else's, unless the note refers to this person.
        if "-" not in slug and other.path not in about:
            continue
        stem = part.sub(SOMEONE, file.removesuffix(".md"))
        new, count = f"{folder}/{stem}.md", 1
        while new.lower() in taken or (index.journal.root / new).exists():
            count += 1
            new = f"{folder}/{stem}-{count}.md"
        taken.add(new.lower())
        to = Elsewhere(slug=new.rpartition("/")[2][:-3], path=notes_path(index.journal, new))
        References(index, draft, other.id).lead(to)
        moves.append((other.path, new))
    return tuple(moves)


# ---------------------------------------------------------------- texts


class _Texts:
    """Replaces names and addresses in the texts of the other notes."""

    def __init__(self, index: Index, plan: Forgetting, note: int) -> None:
        self._index = index
        self._plan = plan
        self._note = note

    def clean(self, names: Iterable[str], addresses: Iterable[str]) -> None:
        """Replace what only they can be, and list what may be somebody else's."""
        sure: list[str] = []
        doubtful: list[str] = []
        for name in names:
            unsure = len(re.split(r"[\s_-]+", name.strip())) < 2 or self._is_of_another(name)
            (doubtful if unsure else sure).append(name)
        doubtful += [word for name in names for word in re.split(r"[\s_-]+", name) if len(word) > 1]
        pattern, reach = traces_of(sure), traces_of(addresses)
        doubt = traces_of(dict.fromkeys([*doubtful, *sure, *addresses]), loosely=True)
        moved = dict(self._plan.renamed)
        for path in self._paths():
            try:
                text = self._plan.draft.data(path).decode("utf-8")
            except UnicodeDecodeError:
                text = self._plan.draft.data(path).decode("utf-8", "replace")
                self._list(path, text, doubt)
                continue
            new = self._replaced(path, text, pattern, reach)
            if new != text:
                self._plan.draft.overwrite(path, new.encode())
            self._list(moved.get(path, path), new, doubt)

        notes = f"{self._index.journal.relative(self._index.journal.notes)}/"
        for other in _other_files(self._index.journal):
            file = self._index.journal.relative(other)
            if file in self._plan.files:
                continue
            if file.startswith(notes) and doubt.search(other.name):
                self._plan.doubtful.append(Mention(path=file, line=0, text="the name of this file"))
            if text := _text_of(other):
                self._list(file, text, doubt)

    def _is_of_another(self, name: str) -> bool:
        key = name_key(name)
        others = (other for other in all_notes(self._index) if other.id != self._note)
        return any(key in name_keys(self._index, other.id) for other in others)

    def _paths(self) -> Iterator[str]:
        """Yield the paths of all other notes, also of those that are left out, and of the inbox."""
        for path in all_paths(self._index):
            if path != self._plan.path:
                yield path
        for file in load_inbox(self._index.journal):
            yield file.shown

    def _replaced(
        self, path: str, text: str, names: re.Pattern[str], reach: re.Pattern[str]
    ) -> str:
        journal, notes = self._index.journal, self._index.journal.notes
        folder = posixpath.dirname(notes_path(self._index.journal, path))

        def change(part: str) -> str:
            # A link to a file that stays goes on working.
            files = _files_in(part, folder)
            kept = [span for file, span in files if os.path.isfile(notes / file)]  # noqa: PTH113

            def someone(match: re.Match[str]) -> str:
                inside = any(a <= match.start() and match.end() <= b for a, b in kept)
                return match[0] if inside else SOMEONE

            return reach.sub(REMOVED, names.sub(someone, part))

        try:
            split = split_note(text.removeprefix("\ufeff"))
        except FrontMatterError:
            return change(text)
        top = text[: len(text) - len(split.body)]
        body = change(split.body)
        changed = change(top)
        # A value that would not be right any more stays, and is listed.
        if changed != top and _problems(journal, path, changed) > _problems(journal, path, top):
            changed = top
        return changed + body

    def _list(self, path: str, text: str, doubt: re.Pattern[str]) -> None:
        for number, line in enumerate(text.split("\n"), 1):
            if doubt.search(line):
                self._plan.doubtful.append(Mention(path=path, line=number, text=line.strip()))


def _problems(journal: Journal, path: str, top: str) -> int:
    note = read_note(kind_of(notes_path(journal, path)), "", path, top.encode())
    return len(note.problems)


# ---------------------------------------------------------------- files


def _only_theirs(index: Index, draft: ChangeSet, path: str) -> Iterator[str]:
    """Yield the files that only their note shows or links."""
    own, others = set[str](), set[str]()
    for at in all_paths(index):
        text = draft.data(at).decode("utf-8", "replace")
        folder = posixpath.dirname(notes_path(index.journal, at))
        (own if at == path else others).update(file for file, _ in _files_in(text, folder))
    for file in sorted(own - others):
        shown = index.journal.relative(index.journal.notes / file)
        is_note = file.lower().endswith((".md", ".markdown"))
        there = os.path.isfile(index.journal.root / shown)  # noqa: PTH113 - Path raises
        if there and not is_note and is_removable(index.journal, shown):
            yield shown


def _files_in(text: str, folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the files that a note shows or links, relative to the notes, and where it does."""
    for link in _LINKED.finditer(text):
        group = link.lastindex or 0
        target = unquote(link[group].partition("#")[0].strip())
        if target and "://" not in target and not target.startswith("/"):
            yield posixpath.normpath(posixpath.join(folder, target)), link.span(group)


def _other_files(journal: Journal) -> Iterator[Path]:
    """Yield the files of the journal that are no notes, without built sites and hidden folders."""
    for folder, below, files in os.walk(journal.root):
        at = Path(folder)
        below[:] = sorted(
            name
            for name in below
            if not name.startswith(".") and not (at / name / "assets/hobnob").is_dir()
        )
        for file in sorted(files):
            path = at / file
            if not (journal.notes in path.parents and is_note_name(file)):
                yield path


def _text_of(path: Path) -> str:
    """Return the text of a file; nothing if it is large or none."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
