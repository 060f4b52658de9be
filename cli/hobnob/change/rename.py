"""Renaming a note: its file, its name, and every reference to it.

The one rule: the old name stays as an alias, so it still finds the note.
"""

from __future__ import annotations

from hobnob.change.files import ChangeSet, notes_path
from hobnob.change.references import Elsewhere, References, rename_org
from hobnob.errors import ExistsError, UsageError
from hobnob.index.index import Index
from hobnob.index.notes import head, name_keys, values, with_slug
from hobnob.journal import short_slug, slug_of
from hobnob.model import Kind
from hobnob.names import name_key, slugify


def rename_note(index: Index, note: int, new: str) -> ChangeSet:
    """ChangeSet the renaming of a note.

    Args:
        index: the index.
        note: its id.
        new: its new name; a name like that of a file (`ada-king`) renames only the file.

    Raises:
        UsageError: no file can have that name.
        ExistsError: another note has that file name or name.
        UnusualNoteError: a note cannot be changed safely.
    """
    _, kind, _, name, old_path, _ = head(index, note)
    slug = short_slug(new)
    if not slug:
        raise UsageError("a name needs at least one letter or digit to make a file of")
    is_name = kind != "interaction" and not _is_slug(new)
    folder, _, file = old_path.rpartition("/")
    if kind == "interaction" and not slug.startswith(file[:4]):
        raise UsageError(f"the name of an interaction begins with its day: {file[:10]}-{slug}")
    new_path = f"{folder}/{slug}.md"
    if slug_of(file) == slug:
        new_path = old_path
    draft = ChangeSet(index.journal)
    if new_path == old_path and (not is_name or new == name):
        return draft
    if is_name and kind in {"person", "org", "plan"}:
        _refuse_name_of_another(index, note, kind, new)
    if new_path != old_path:
        _refuse_taken(index, kind, slug, new_path)
        names = _lasting_names(index, note, new if is_name else name, slug)
        to = Elsewhere(slug=slug, path=notes_path(index.journal, new_path), names=names)
        References(index, draft, note).lead(to)
        draft.move(old_path, new_path)
    if is_name and new != name:
        _name(draft, new_path, kind, name, new)
        if kind == "org":
            rename_org(index, draft, name_keys(index, note), new, note=note)
    return draft


def _lasting_names(index: Index, note: int, name: str, slug: str) -> dict[str, int]:
    """Return the keys of the aliases and addresses of a note, with their ranks.

    The old name is not one of them: it becomes an alias, but references by it get the new name.
    """
    front = values(index, note)
    ranks = {name_key(text): 3 for text in front.get("emails") or ()}
    ranks |= {name_key(text): 2 for text in front.get("aliases") or ()}
    return {key: 1 if key in (name_key(name), name_key(slug)) else ranks[key] for key in ranks}


def rename_nameless_org(index: Index, key: str, new: str) -> ChangeSet:
    """ChangeSet the renaming of an organization that only roles name.

    Raises:
        UnusualNoteError: a note cannot be changed safely.
    """
    draft = ChangeSet(index.journal)
    rename_org(index, draft, {key}, new)
    return draft


def _is_slug(text: str) -> bool:
    return "-" in text and slugify(text) == text


def _refuse_taken(index: Index, kind: Kind, slug: str, path: str) -> None:
    taken = [other.path for other in with_slug(index, slug, (kind,))]
    if taken or (index.journal.root / path).exists():
        raise ExistsError(
            [*taken, path][0], "Are they one person? 'hobnob merge' makes one of two.",
            candidates=[slug],
        )  # fmt: skip


def _refuse_name_of_another(index: Index, note: int, kind: Kind, new: str) -> None:
    """Refuse a name that finds another note, because references by it mean that note."""
    others = [other for other in index.resolver.find(new, (kind,)).ids if other != note]
    if others:
        taken = head(index, others[0])
        raise ExistsError(
            taken.path,
            f"References by '{new}' mean it. Are they one person? 'hobnob merge' makes one of two.",
            candidates=[taken.slug],
        )


def _name(draft: ChangeSet, path: str, kind: str, old: str, new: str) -> None:
    note = draft.note(path)
    key = "subject" if kind == "letter" else "name"
    note.set(key, new)
    if kind in {"person", "org"} and old:
        value = note.values().get("aliases") or []
        aliases = [value] if isinstance(value, str) else list(value)
        known = {name_key(text) for text in aliases if isinstance(text, str)}
        if name_key(old) not in known | {name_key(new)}:
            note.set("aliases", [*aliases, old])
    draft.put(note)
