"""Merging organizations of which one or both have no note.

The one rule: without a note an organization is its name in roles, plans and links. The note of the
other remembers the name as an alias; if there is no note, the name is replaced.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobnob.change.files import ChangeSet
from hobnob.change.references import rename_org
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.index.notes import head
from hobnob.index.orgs import OrgRow
from hobnob.index.refs import naming_loosely
from hobnob.model import BODY_LINK
from hobnob.names import link_target, name_key
from hobnob.notes.body import rewrite_links


@dataclass(frozen=True, kw_only=True)
class OrgMerging:
    """A planned merge.

    Attributes:
        draft: the change.
        name: the name of the one organization.
        note: the path of its note, "" without one.
    """

    draft: ChangeSet
    name: str
    note: str


def merge_orgs(index: Index, keep: OrgRow, other: OrgRow) -> OrgMerging:
    """Plan the merging of two organizations; at most one of them has a note.

    Raises:
        UsageError: they are the same.
        UnusualNoteError: a note cannot be changed safely.
    """
    if keep.key == other.key:
        raise UsageError(f"'{keep.name}' is one organization; name two")
    draft = ChangeSet(index.journal)
    if keep.id is None and other.id is None:
        rename_org(index, draft, set(other.keys), keep.name)
        _lead_names(index, draft, other, keep.name)
        return OrgMerging(draft=draft, name=keep.name, note="")
    with_note, known = (keep, other) if keep.id is not None else (other, keep)
    path = head(index, with_note.id or 0).path
    note = draft.note(path)
    aliases = note.values().get("aliases")
    names = [] if not aliases else list(aliases) if isinstance(aliases, list) else [str(aliases)]
    if with_note is keep:
        names.append(known.name)
    else:
        note.set("name", keep.name)
        names = [name for name in names if name_key(name) != name_key(keep.name)]
        names.append(other.name)
    note.set("aliases", names)
    draft.put(note)
    return OrgMerging(draft=draft, name=keep.name, note=path)


def _lead_names(index: Index, draft: ChangeSet, other: OrgRow, new: str) -> None:
    """Let plans and links that name an organization without a note name another one."""

    def names_it(text: str) -> bool:
        return name_key(link_target(text)) in other.keys

    def link(target: str, text: str | None) -> str | None:
        shown = target.strip() if text is None else text
        return f"[[{new}|{shown}]]" if names_it(f"[[{target}]]") else None

    for path, field in naming_loosely(index, other.keys):
        if field == BODY_LINK:
            draft.edit_body(path, lambda body: rewrite_links(body, link))
            continue
        note = draft.note(path)
        if note.replace_items(field, lambda text: new if names_it(text) else None):
            draft.put(note)
