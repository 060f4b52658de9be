"""References to a note, in front matter and in bodies: who makes them, and moving them elsewhere.

The one rule: a reference is found as the index finds it (slug, name, alias, address, wikilink or
path), and only its target changes: the text that a link shows stays.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from hobnob.change.files import ChangeSet, notes_path
from hobnob.index.index import Index
from hobnob.index.names import ranks_of
from hobnob.index.notes import at_path, head, with_slug
from hobnob.index.refs import bodies_with, linked_values, referring, with_roles_at
from hobnob.index.resolve import TARGETS, kinds_of
from hobnob.model import BODY_LINK, Kind
from hobnob.names import WIKILINK, is_note_name, link_target, name_key, slugify
from hobnob.notes.body import rewrite_links
from hobnob.notes.edit import NoteText
from hobnob.notes.schema import SCHEMAS
from hobnob.transaction import FileChange


@dataclass(frozen=True, kw_only=True)
class Referrer:
    """A note that refers to another.

    Attributes:
        path: of the note, relative to the journal.
        fields: the keys of its front matter that do; `[[` stands for its body.
        values: the keys whose text has a wikilink to it.
    """

    path: str
    fields: tuple[str, ...]
    values: tuple[str, ...] = ()


def referrers(
    index: Index, note: int, bodies: Sequence[tuple[str, str]] | None = None
) -> list[Referrer]:
    """Return the notes that refer to a note, itself among them if it does, by path.

    Args:
        index: the index.
        note: the id of the note.
        bodies: path and body of the notes in which Markdown links are looked for; None for all.
    """
    found: dict[str, list[str]] = {}
    for path, key in referring(index, note):
        found.setdefault(path, []).append(key)
    for path in _linked_by_path(index, note, bodies):
        if BODY_LINK not in found.setdefault(path, []):
            found[path].append(BODY_LINK)
    values = _linked_in_values(index, note)
    return [
        Referrer(path=path, fields=tuple(found.get(path, ())), values=values.get(path, ()))
        for path in sorted({*found, *values})
    ]


def _linked_in_values(index: Index, note: int) -> dict[str, tuple[str, ...]]:
    """Return the keys whose text has a wikilink to a note, by the path of the note they are in."""
    found = {}
    for path, linked in linked_values(index):
        keys = [
            key
            for key, value in json.loads(linked).items()
            if any(_means(index, link[1], note) for link in WIKILINK.finditer(json.dumps(value)))
        ]
        if keys:
            found[path] = tuple(keys)
    return found


def _linked_by_path(index: Index, note: int, bodies: Sequence[tuple[str, str]] | None) -> list[str]:
    """Return the notes with a Markdown link to the file of a note."""
    target = notes_path(index.journal, head(index, note).path)
    name = target.rsplit("/", 1)[-1]
    if bodies is None:
        bodies = bodies_with(index, name, quote(name))
    found = []
    for path, body in bodies:
        if name not in body and quote(name) not in body:
            continue
        here = notes_path(index.journal, path)
        hits: list[str] = []
        rewrite_links(body, lambda _, __: None, _collect(hits))
        if any(_leads_to(here, href) == target for href in hits):
            found.append(path)
    return found


def _collect(hits: list[str]) -> Callable[[str], None]:
    def take(href: str) -> None:
        hits.append(href)

    return take


def _leads_to(here: str, href: str) -> str:
    """Return the note that a Markdown link leads to, relative to the notes."""
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), path))


def moved_body(body: str, old: str, new: str) -> str:
    """Return the body of a note for another folder: Markdown links lead to the same notes.

    Args:
        body: the body.
        old: the path of the note until now, relative to the notes.
        new: its path from now on.
    """
    folder = posixpath.dirname(new)
    if posixpath.dirname(old) == folder:
        return body

    def path(href: str) -> str | None:
        if href.startswith("/") or "://" in href:
            return None
        return _way(_leads_to(old, href), folder, href)

    return rewrite_links(body, lambda _, __: None, path)


def _way(target: str, folder: str, href: str) -> str:
    """Return the address of a note for a link in a folder; the heading of the link stays."""
    _, mark, heading = href.partition("#")
    return quote(posixpath.relpath(target, folder or ".")) + mark + heading


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Where references to a note shall lead from now on.

    Attributes:
        slug: of the other note, or of the same under another name.
        path: of its file, relative to the notes.
        note: id of the other note; None when it is the same.
        names: the keys of the names that find the note before and after the change, with their
            ranks; references by these names stay as they are typed.
    """

    slug: str
    path: str
    note: int | None = None
    names: Mapping[str, int] = field(default_factory=dict)


class References:
    """The references to one note, in a change that is being drafted."""

    def __init__(self, index: Index, draft: ChangeSet, note: int) -> None:
        """Take the note; `draft` takes the notes that are changed."""
        self._index = index
        self._draft = draft
        self._note = note
        _, _, _, self._name, path, _ = head(index, note)
        self._path = notes_path(index.journal, path)
        self.found = referrers(index, note)
        self._goal: int | None = None
        self._goal_slug = ""

    def lead(self, to: Elsewhere) -> None:
        """Let every reference lead elsewhere.

        Raises:
            UnusualNoteError: a note cannot be changed safely.
        """
        self._goal_slug, self._goal = to.slug, self._note if to.note is None else to.note
        for referrer in self.found:
            for key in referrer.fields:
                if key == BODY_LINK:
                    self._lead_links(referrer.path, to)
                else:
                    self._lead_words(referrer.path, key, to)
            self._rewrite_values(referrer, wikilinks_leading(self._index, self._note, to))

    def let_go(self, besides: Collection[str] = ()) -> None:
        """Turn every reference into plain text: the name of the note, or what the link showed.

        Args:
            besides: the paths of notes that stay as they are.

        Raises:
            UnusualNoteError: a note cannot be changed safely.
        """
        for referrer in self.found:
            if referrer.path in besides:
                continue
            for key in referrer.fields:
                if key == BODY_LINK:
                    self._let_links_go(referrer.path)
                else:
                    self._replace(referrer.path, key, lambda _: self._name)
            self._rewrite_values(referrer, self._as_text)

    def forget(self, word: str) -> None:
        """Take every reference away: a link becomes a word, label and all, and a list loses it.

        Raises:
            UnusualNoteError: a note cannot be changed safely.
        """

        def as_word(target: str, _: str | None) -> str | None:
            return word if _means(self._index, target, self._note) else None

        for referrer in self.found:
            for key in referrer.fields:
                if key == BODY_LINK:
                    self._let_links_go(referrer.path, as_word, word)
                else:
                    self._take_out(referrer.path, key)
            self._rewrite_values(referrer, as_word)

    def _take_out(self, path: str, field: str) -> None:
        """Take the note out of a key; a key that named nobody else goes."""
        note = self._draft.note(path)
        value = note.values().get(field)
        items = value if isinstance(value, list) else [value]

        def is_it(item: object) -> bool:
            if not isinstance(item, str):
                return False
            return self._index.resolver.find(item, kinds_of(note.kind, field)).one == self._note

        if part := _part(note, field):
            rows = [row for row in items if isinstance(row, dict) and not is_it(row.get(part))]
            if len(rows) < len(items):
                note.set_rows(field, rows)
                self._draft.put(note)
            return
        kept = [item for item in items if not is_it(item)]
        if len(kept) < len(items):
            note.set(field, kept if isinstance(value, list) else None)
            self._draft.put(note)

    def _rewrite_values(
        self, referrer: Referrer, wikilink: Callable[[str, str | None], str | None]
    ) -> None:
        def put(link: re.Match[str]) -> str:
            new = wikilink(link[1], link[2])
            return link[0] if new is None else new

        def swap(text: str) -> str | None:
            new = WIKILINK.sub(put, text)
            return new if new != text else None

        for key in referrer.values:
            note = self._draft.note(referrer.path)
            if note.replace_items(key, swap):
                self._draft.put(note)

    def _lead_words(self, path: str, key: str, to: Elsewhere) -> None:
        def new(text: str) -> str | None:
            kinds = kinds_of(self._draft.note(path).kind, key)
            stays = _still_leads(self._index, self._note, to, text, kinds)
            return None if stays else _in_words(text, to.slug)

        self._replace(path, key, new)

    def _replace(self, path: str, key: str, new: Callable[[str], str | None]) -> None:
        note = self._draft.note(path)

        def swap(text: str) -> str | None:
            if self._index.resolver.find(text, kinds_of(note.kind, key)).one != self._note:
                return None
            return new(text)

        part = _part(note, key)
        if note.replace_items(key, swap, part):
            if not part:
                self._drop_twins(note, key)
            self._draft.put(note)

    def _drop_twins(self, note: NoteText, key: str) -> None:
        """Let nobody stand twice in a list, who was in it by two names."""
        items = note.values().get(key)
        if not isinstance(items, list) or self._goal in (None, self._note):
            return
        kinds = kinds_of(note.kind, key)
        kept: list[str] = []
        there = False
        for item in items:
            is_goal = isinstance(item, str) and (
                self._index.resolver.find(item, kinds).one in {self._goal, self._note}
                or link_target(item) == self._goal_slug
            )
            if not (is_goal and there):
                kept.append(item)
            there = there or is_goal
        if kept != items:
            note.set(key, kept)

    def _lead_links(self, path: str, to: Elsewhere) -> None:
        here = notes_path(self._index.journal, path)

        def by_path(href: str) -> str | None:
            if _leads_to(here, href) != self._path:
                return None
            return _way(to.path, posixpath.dirname(here), href)

        wikilink = wikilinks_leading(self._index, self._note, to)
        self._draft.edit_body(path, lambda body: rewrite_links(body, wikilink, by_path))

    def _as_text(self, target: str, text: str | None) -> str | None:
        """Return what a wikilink to the note showed, None for any other link."""
        if not _means(self._index, target, self._note):
            return None
        return (text or "").strip() or self._name or target

    def _let_links_go(
        self,
        path: str,
        wikilink: Callable[[str, str | None], str | None] | None = None,
        word: str = "",
    ) -> None:
        """Turn links to the note into plain text: what they showed, or a word."""
        here = notes_path(self._index.journal, path)
        self._draft.edit_body(
            path,
            lambda body: rewrite_links(
                body,
                wikilink or self._as_text,
                unlink=lambda href: _leads_to(here, href) == self._path,
                shown=word,
            ),
        )


def _part(note: NoteText, key: str) -> str:
    """Return the part of a list of mappings that refers, "" for any other key."""
    field = SCHEMAS[note.kind].by_name.get(key) if note.kind in SCHEMAS else None
    return field.reference if field else ""


def wikilinks_leading(
    index: Index, note: int, to: Elsewhere, only: Callable[[str], bool] = lambda _: True
) -> Callable[[str, str | None], str | None]:
    """Return what lets wikilinks to a note lead elsewhere, for `rewrite_links`.

    Args:
        index: the index.
        note: id of the note to which the links lead now.
        to: where they shall lead.
        only: given what a link shows ("" when it has no text of its own), tells whether it is
            one of those that shall.
    """

    def wikilink(target: str, text: str | None) -> str | None:
        if not _means(index, target, note) or not only((text or "").strip()):
            return None
        if _still_leads(index, note, to, f"[[{target}]]", TARGETS[BODY_LINK]):
            return None
        shown = "" if text is None else f"|{text}"
        return f"[[{_in_target(target, to)}{shown}]]"

    return wikilink


def _means(index: Index, target: str, note: int) -> bool:
    return index.resolver.find(f"[[{target}]]", TARGETS[BODY_LINK]).one == note


def _still_leads(
    index: Index, note: int, to: Elsewhere, text: str, kinds: tuple[Kind, ...]
) -> bool:
    """Return whether a reference to a note still leads to it, as it is typed, after the change."""
    target = link_target(text)
    rank = to.names.get(name_key(target))
    # A link with a folder means the file, which moves.
    if rank is None or (text.startswith("[[") and "/" in text.partition("#")[0]):
        return False
    if any(other.id != note for other in with_slug(index, slugify(target), kinds)):
        return False
    ranks = ranks_of(index, name_key(target), kinds)
    return all(other == note or theirs > rank for other, theirs in ranks)


def _in_words(text: str, slug: str) -> str:
    """Return a reference of front matter with another target, a link still as a link."""
    if not (text.startswith("[[") and text.endswith("]]")):
        return slug
    target, mark, shown = text[2:-2].partition("|")
    return f"[[{_in_target(target, Elsewhere(slug=slug, path=''))}{mark}{shown}]]"


def _in_target(target: str, to: Elsewhere) -> str:
    """Return the target of a wikilink with another note in it; folder and heading stay."""
    note, mark, heading = target.partition("#")
    folder, slash, name = note.rpartition("/")
    if slash and to.path:
        # A folder that was named names the kind; the other note may be of another year.
        depth = folder.count("/")
        folder = "/".join(to.path.split("/")[:-1][-(depth + 1) :])
    suffix = ".md" if is_note_name(name.strip()) else ""
    return f"{folder}{slash}{to.slug}{suffix}{mark}{heading}"


def rename_org(
    index: Index, draft: ChangeSet, keys: set[str], new: str, *, note: int | None = None
) -> None:
    """Let every role that names an organization name it otherwise.

    Args:
        index: the index.
        draft: takes the notes that are changed.
        keys: under which roles name it (see `name_key`).
        new: the new name.
        note: the id of its note; links to a note are the business of `References`.

    Raises:
        UnusualNoteError: a note cannot be changed safely.
    """

    def swap(text: str) -> str | None:
        link = WIKILINK.fullmatch(text)
        if name_key(link_target(text)) not in keys or text == new:
            return None
        if link is None:
            return new
        if note is not None:
            return None
        own = (link[2] or "").strip()
        return f"[[{new}]]" if name_key(own) in {"", *keys} else f"[[{new}|{link[2]}]]"

    for path in with_roles_at(index, keys):
        person = draft.note(path)
        parts = [person.replace_items("roles", swap, part="org"), person.replace_items("org", swap)]
        if any(parts):
            draft.put(person)


def say_left_references(index: Index, planned: Sequence[FileChange]) -> list[str]:
    """Say how many notes will refer to each note that goes, before it goes."""
    paths = {index.journal.relative(change.path) for change in planned}
    # Thousands may go, as with an import: the other bodies with links to files are found once.
    gone = (change.path for change in planned if change.after is None)
    endings = {path.suffix for path in gone if is_note_name(path.name)}
    bodies = [
        (path, body)
        for ending in sorted(endings)
        for path, body in bodies_with(index, ending, ending)
        if path not in paths
    ]
    said = []
    for change in planned:
        path = index.journal.relative(change.path)
        note = at_path(index, path) if change.after is None else None
        if note is None or not note.live:
            continue
        found = referrers(index, note.id, bodies)
        others = {referrer.path for referrer in found} - paths
        if others:
            refer = "1 note refers" if len(others) == 1 else f"{len(others)} notes refer"
            said.append(f"{refer} to {path}, which goes; 'hobnob check' shows where")
    return said
