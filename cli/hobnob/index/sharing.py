"""A journal without its private parts, for a site that others will see.

The one rule: private notes leave the index before any page is made, so no page, list, count or
search can hold them. An interaction with a private person is private too. A link to a private
person reads "someone".
"""

from __future__ import annotations

import json
import posixpath
import re
import sqlite3
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from hobnob.index.linked import settle_values
from hobnob.index.rows import encode, read_links
from hobnob.model import Kind
from hobnob.names import WIKILINK, fold, link_target, name_key
from hobnob.notes.body import read_body
from hobnob.notes.schema import SCHEMAS

SOMEONE = "someone"

_PRIVATE = """
CREATE TEMP TABLE hidden AS
SELECT id FROM note WHERE private
UNION SELECT id FROM note WHERE kind = 'letter'
  AND lower(json_extract(data, '$.private')) NOT IN ('false', 'no', 'off')
UNION SELECT ref.note FROM ref JOIN note ON note.id = ref.target
  JOIN interaction ON interaction.id = ref.note
  WHERE note.private AND ref.field IN ('people', 'introduced')
"""

_HIDDEN_ORGS = """
CREATE TEMP TABLE hidden_org AS
SELECT key FROM name JOIN note ON note.id = name.note
WHERE kind = 'org' AND note IN temp.hidden
"""

_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*<?([^()<>#\s]+)[^()\n]*\)")
"""A link or picture of plain Markdown: its text and its target."""

_BY_NOTE = ("ref", "name", "role", "tag", "promise")


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What was hidden.

    Attributes:
        keys: the names of hidden notes, by which links may name them.
        files: hidden pages, and photos and pictures that only hidden notes show, relative to the
            notes' folder.
    """

    keys: frozenset[str] = field(default_factory=frozenset)
    files: frozenset[str] = field(default_factory=frozenset)

    def has(self, target: str) -> bool:
        """Say whether a wikilink leads to a hidden note. The page shows `SOMEONE` instead."""
        return name_key(link_target(f"[[{target}]]")) in self.keys

    def cleaned(self, text: str) -> str:
        """Return a text in which links to what is hidden say `SOMEONE`."""

        def replace(link: re.Match[str], target: str) -> str:
            return SOMEONE if self.has(target) else link[0]

        text = WIKILINK.sub(lambda link: replace(link, link[1]), text)
        return _LINK.sub(lambda link: replace(link, unquote(link[2])), text)


NOBODY = Hidden()


def hide_private(db: sqlite3.Connection, prefix: str) -> tuple[sqlite3.Connection, Hidden]:
    """Return a copy of an index, in memory, without its private parts.

    Args:
        db: the index.
        prefix: the notes' folder in the journal, such as `notes/`.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(copy)
    copy.execute(_PRIVATE)
    hidden = _note_hidden(copy, prefix)
    _clean_bodies(copy, hidden)
    _clean_values(copy, hidden)
    copy.execute(_HIDDEN_ORGS)
    for table in _BY_NOTE:
        copy.execute(f"DELETE FROM {table} WHERE note IN temp.hidden")
    # A reference to a hidden note would show its name.
    copy.execute("DELETE FROM ref WHERE target IN temp.hidden")
    copy.executemany(
        "DELETE FROM promise WHERE note = ? AND pos = ?",
        [
            (note, pos)
            for note, pos, owner in copy.execute("SELECT note, pos, owner FROM promise").fetchall()
            if owner and name_key(link_target(owner)) in hidden.keys
        ],
    )
    for table in ("person", "interaction", "note"):
        copy.execute(f"DELETE FROM {table} WHERE id IN temp.hidden")
    # Only now does no link find a hidden name any more.
    settle_values(copy)
    # A role at a hidden organization would bring it back, because each organization of a role has a
    # page.
    copy.execute(
        """UPDATE role SET org = '', org_key = ''
           WHERE org = ? OR org_key IN (SELECT key FROM temp.hidden_org)""",
        (SOMEONE,),
    )
    copy.execute("UPDATE interaction SET place = '', place_key = '' WHERE place = ?", (SOMEONE,))
    return copy, hidden


def _note_hidden(db: sqlite3.Connection, prefix: str) -> Hidden:
    names = db.execute("SELECT key FROM name WHERE note IN temp.hidden").fetchall()
    slugs = db.execute("SELECT slug FROM note WHERE id IN temp.hidden").fetchall()
    shown = db.execute("SELECT key FROM name WHERE note NOT IN temp.hidden").fetchall()
    pages = db.execute("SELECT path FROM note WHERE id IN temp.hidden AND kind = 'page'").fetchall()
    files = _files_of(db, "IN", prefix) - _files_of(db, "NOT IN", prefix)
    keys = {key for (key,) in names} | {name_key(slug) for (slug,) in slugs}
    return Hidden(
        keys=frozenset(keys - {key for (key,) in shown}),
        files=frozenset(files | {path.removeprefix(prefix) for (path,) in pages}),
    )


def _files_of(db: sqlite3.Connection, where: str, prefix: str) -> set[str]:
    """Return the files that hidden notes (`IN`) or all other notes (`NOT IN`) show or link to."""
    found = set()
    for path, body, photo in db.execute(
        f"""SELECT path, body, CASE kind WHEN 'person' THEN json_extract(data, '$.photo') END
            FROM note WHERE id {where} temp.hidden"""
    ):
        folder = posixpath.dirname(path.removeprefix(prefix))
        linked = [posixpath.join(folder, unquote(link[2])) for link in _LINK.finditer(body)]
        found |= {posixpath.normpath(file) for file in (*linked, *([str(photo)] if photo else []))}
    return found


def _clean_values(db: sqlite3.Connection, hidden: Hidden) -> None:
    """Remove references and links to hidden names from the keys of notes, such as `met_at`."""
    rows = db.execute("SELECT id, kind, data FROM note WHERE kind <> 'page'").fetchall()
    for note, kind, data in rows:
        values = json.loads(data)
        kept = _without_references(kind, values, hidden)
        if kept != values:
            db.execute("UPDATE note SET data = ? WHERE id = ?", (encode(kept), note))
    rows = db.execute("SELECT id, data FROM note WHERE data LIKE '%[[%'").fetchall()
    for note, data in rows:
        clean = WIKILINK.sub(lambda link: SOMEONE if hidden.has(link[1]) else link[0], data)
        db.execute("UPDATE note SET data = ? WHERE id = ?", (clean, note))
    rows = db.execute("SELECT id, linked FROM note WHERE linked IS NOT NULL").fetchall()
    for note, linked in rows:
        clean = WIKILINK.sub(lambda link: SOMEONE if hidden.has(link[1]) else link[0], linked)
        if clean == linked:
            continue
        db.execute("UPDATE note SET linked = ? WHERE id = ?", (clean, note))
        before, after = (read_links(json.loads(text).get("tags") or []) for text in (linked, clean))
        db.executemany(
            "DELETE FROM tag WHERE note = ? AND tag = ?",
            [(note, fold(tag)) for tag in before if tag not in after],
        )


def _without_references(kind: Kind, values: dict[str, Any], hidden: Hidden) -> dict[str, Any]:
    """Return values without references to what is hidden."""
    kept = dict(values)
    for spec in SCHEMAS[kind].fields:
        value = kept.get(spec.name)
        if not spec.type.refers or not value:
            continue
        if isinstance(value, list):
            kept[spec.name] = [item for item in value if not _refers(hidden, item)]
        elif _refers(hidden, value):
            del kept[spec.name]
    if kind == "person":
        if _refers(hidden, kept.get("org") or ""):
            del kept["org"]
        if isinstance(roles := kept.get("roles"), list):
            kept["roles"] = [
                {k: v for k, v in role.items() if k != "org" or not _refers(hidden, v)}
                for role in roles
            ]
    return kept


def _refers(hidden: Hidden, reference: Any) -> bool:
    return name_key(link_target(str(reference))) in hidden.keys


def _clean_bodies(db: sqlite3.Connection, hidden: Hidden) -> None:
    """Let no body, promise or list of people say a hidden name that was linked."""
    for note, body, kind in db.execute(
        "SELECT id, body, kind FROM note WHERE body LIKE '%[%'"
    ).fetchall():
        if (clean := hidden.cleaned(body)) != body:
            plain = read_body(clean, html=kind == "page").plain
            db.execute("UPDATE note SET body = ?, plain = ? WHERE id = ?", (clean, plain, note))
    for note, pos, text in db.execute(
        "SELECT note, pos, text FROM promise WHERE text LIKE '%[%'"
    ).fetchall():
        clean = hidden.cleaned(text)
        values = (clean, read_body(clean).plain, note, pos)
        db.execute("UPDATE promise SET text = ?, plain = ? WHERE note = ? AND pos = ?", values)
