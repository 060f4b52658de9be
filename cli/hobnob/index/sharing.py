"""A journal without its private parts, for a site that others will see.

The one rule: private notes leave the index before any page is made, so no page, list, count or
search can hold them. An interaction with a private person is private too. A link to a private
person reads "someone". In doubt something is private; see also `hobnob.notes.private`.
"""

from __future__ import annotations

import json
import posixpath
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from hobnob.index.hidden import SOMEONE, Hidden, Secret, urls_of
from hobnob.index.linked import settle_values
from hobnob.index.rows import encode, read_links
from hobnob.model import Kind
from hobnob.names import NOTE_SUFFIX, fold, link_target, name_key
from hobnob.notes.body import read_body, without_comments
from hobnob.notes.schema import SCHEMAS

_UNREAD = ("front-matter", "encoding", "too-long", "unreadable")
"""The codes of problems that leave open whether a note is private."""

_BY_NOTE = ("ref", "name", "spoken", "role", "tag", "promise", "problem")
_HTML_ADDRESS = re.compile(r"""\b(?:src|href|poster|data)\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)
_COMMON_PAGES = frozenset({"index", "readme"})
"""Slugs that a page may have in every folder."""


@dataclass(frozen=True, kw_only=True)
class PublicText:
    """What stands in a note that is not hidden, without the links to what is.

    Attributes:
        path: relative to the journal.
        values: the texts of its front matter, as they are shown.
        body: its text, with as many lines as in the file.
    """

    path: str
    kind: str
    values: tuple[str, ...]
    body: str


def hide_private(db: sqlite3.Connection, prefix: str) -> tuple[sqlite3.Connection, Hidden]:
    """Return a copy of an index, in memory, without its private parts.

    Args:
        db: the index.
        prefix: the notes' folder in the journal, such as `notes/`.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(copy)
    copy.execute("CREATE TEMP TABLE hidden (id INTEGER PRIMARY KEY)")
    said = _hide_notes(copy)
    hidden = _describe(copy, prefix, said)
    _hide_interactions(copy, hidden)
    hidden = _describe(copy, prefix, said)
    org_keys = _hidden_org_keys(copy)
    _remove_references(copy, hidden)
    _clean_bodies(copy, hidden, prefix)
    _clean_values(copy, hidden, prefix, org_keys)
    for table in _BY_NOTE:
        column = "file" if table == "problem" else "note"
        copy.execute(f"DELETE FROM {table} WHERE {column} IN temp.hidden")
    copy.execute("DELETE FROM words WHERE rowid IN temp.hidden")
    for table in ("person", "interaction", "note"):
        copy.execute(f"DELETE FROM {table} WHERE id IN temp.hidden")
    # Only now does no link find a hidden name any more.
    settle_values(copy)
    # A role at a hidden organization would bring it back, because each organization of a role has a
    # page.
    copy.executemany(
        "UPDATE role SET org = '', org_key = '' WHERE org = ? OR org_key = ?",
        [(SOMEONE, key) for key in (name_key(SOMEONE), *org_keys)],
    )
    copy.execute("UPDATE interaction SET place = '', place_key = '' WHERE place = ?", (SOMEONE,))
    return copy, _with_shown_files(copy, hidden, prefix)


def public_texts(db: sqlite3.Connection) -> Iterator[PublicText]:
    """Yield what stands in all notes of an index from `hide_private`, letters included."""
    for path, kind, name, data, body in db.execute(
        "SELECT path, kind, name, data, body FROM note WHERE usable"
    ):
        values = tuple(_texts_of(json.loads(data)))
        yield PublicText(path=path, kind=kind, values=(name, *values), body=body)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_of(item)
    elif isinstance(value, str):
        yield value


# ---------------------------------------------------------------- what is hidden


def _hide_notes(db: sqlite3.Connection) -> tuple[str, ...]:
    """Hide private notes and those that one may take for them; return what the user should know."""
    said = []
    db.execute("INSERT INTO temp.hidden SELECT id FROM note WHERE private")
    codes = ",".join(f"'{code}'" for code in _UNREAD)
    for (path,) in db.execute(
        f"""SELECT path FROM note WHERE private AND NOT usable
            AND id IN (SELECT file FROM problem WHERE code IN ({codes})) ORDER BY path"""
    ):
        said.append(
            f"{path}: it cannot be read, so it counts as private; 'hobnob check' says what is wrong"
        )
    by_key: defaultdict[str, set[int]] = defaultdict(set)
    keys: defaultdict[int, set[str]] = defaultdict(set)
    paths: dict[int, str] = {}
    for note, kind, slug, path in db.execute("SELECT id, kind, slug, path FROM note"):
        paths[note] = path
        if not (kind == "page" and slug in _COMMON_PAGES):
            keys[note].add(name_key(slug))
    for note, key, kind, slug in db.execute(
        """SELECT note, key, kind, slug FROM name JOIN note ON note.id = name.note
           WHERE rank < 3"""
    ):
        if not (kind == "page" and slug in _COMMON_PAGES and key in _COMMON_PAGES):
            keys[note].add(key)
    for note, own in keys.items():
        for key in own - {""}:
            by_key[key].add(note)
    hidden = {note for (note,) in db.execute("SELECT id FROM temp.hidden")}
    pending = sorted(hidden)
    while pending:
        note = pending.pop()
        for key in sorted(keys[note] - {""}):
            for other in sorted(by_key[key] - hidden):
                hidden.add(other)
                pending.append(other)
                db.execute("INSERT INTO temp.hidden VALUES (?)", (other,))
                said.append(
                    f"{paths[other]}: it counts as private, because {paths[note]} is private and "
                    f"has the same name ('{key}')"
                )
    return tuple(said)


def _hide_interactions(db: sqlite3.Connection, hidden: Hidden) -> None:
    """Hide the interactions with somebody hidden."""
    rows = db.execute(
        """SELECT ref.note, raw, target IN temp.hidden FROM ref
           JOIN interaction ON interaction.id = ref.note
           WHERE field IN ('people', 'introduced')"""
    ).fetchall()
    found = {(note,) for note, raw, leads in rows if leads or hidden.has(raw)}
    db.executemany("INSERT OR IGNORE INTO temp.hidden VALUES (?)", found)


def _describe(db: sqlite3.Connection, prefix: str, said: tuple[str, ...]) -> Hidden:
    secrets: list[Secret] = []
    keys: set[str] = set()
    slugs: set[str] = set()
    anchors: set[str] = set()
    stems: set[str] = set()
    urls: set[str] = set()
    shown = {key for (key,) in db.execute("SELECT key FROM name WHERE note NOT IN temp.hidden")}
    public = _public_urls(db)
    for kind, slug, path, name, data in db.execute(
        """SELECT kind, slug, path, name, data FROM note
           WHERE id IN temp.hidden ORDER BY path"""
    ):
        values = json.loads(data) if kind != "page" else {}
        names = (name, *map(str, values.get("aliases") or ()))
        phones = tuple(map(str, values.get("phones") or ()))
        emails = tuple(map(str, values.get("emails") or ()))
        secrets.append(
            Secret(
                path=path, kind=kind, slug=slug,
                # What somebody else has as well tells of nobody.
                addresses=tuple(email for email in emails if name_key(email) not in shown),
                phones=tuple(phone for phone in phones if not urls_of((), (phone,)) & public),
                names=tuple(filter(None, names)),
            )
        )  # fmt: skip
        stem = NOTE_SUFFIX.sub("", path.removeprefix(prefix)).lower()
        stems |= {stem, stem.removesuffix("/index")}
        keys |= {name_key(text) for text in (*names, *emails)}
        links = values.get("links") or [values.get("website")] if kind in ("person", "org") else []
        urls |= urls_of(map(str, filter(None, links)), phones)
        if not (kind == "page" and slug in _COMMON_PAGES):
            keys.add(name_key(slug))
            slugs.add(name_key(slug))
        if kind == "interaction":
            anchors.add(name_key(slug))
    # A first name that nobody else has leads to somebody hidden as well.
    spoken = {
        key
        for (key,) in db.execute(
            """SELECT key FROM spoken WHERE note IN temp.hidden
               EXCEPT SELECT key FROM spoken WHERE note NOT IN temp.hidden"""
        )
    }
    return Hidden(
        keys=frozenset((keys | spoken) - shown - {""}),
        slugs=frozenset(slugs - shown - {""}),
        anchors=frozenset(anchors - {""}),
        stems=frozenset(stems - {"", "."}),
        pages=frozenset(
            path.removeprefix(prefix)
            for (path,) in db.execute(
                """SELECT path FROM note
                   WHERE kind = 'page' AND usable AND id NOT IN temp.hidden"""
            )
        ),
        urls=frozenset(urls - public),
        secrets=tuple(secrets),
        said=said,
    )


def _public_urls(db: sqlite3.Connection) -> set[str]:
    found: set[str] = set()
    for (data,) in db.execute(
        "SELECT data FROM note WHERE kind IN ('person', 'org') AND id NOT IN temp.hidden"
    ):
        values = json.loads(data)
        links = values.get("links") or [values.get("website") or ""]
        found |= urls_of(map(str, links), map(str, values.get("phones") or ()))
    return found


def _hidden_org_keys(db: sqlite3.Connection) -> set[str]:
    rows = db.execute(
        """SELECT key FROM name JOIN note ON note.id = name.note
           WHERE kind = 'org' AND note IN temp.hidden"""
    )
    return {key for (key,) in rows}


# ---------------------------------------------------------------- what stays is cleaned


def _remove_references(db: sqlite3.Connection, hidden: Hidden) -> None:
    """Remove references to what is hidden: they would show its name."""
    db.execute("DELETE FROM ref WHERE target IN temp.hidden")
    loose = db.execute("SELECT note, field, pos, raw FROM ref WHERE target IS NULL").fetchall()
    db.executemany(
        "DELETE FROM ref WHERE note = ? AND field = ? AND pos = ?",
        [(note, field, pos) for note, field, pos, raw in loose if hidden.has(raw)],
    )
    owners = db.execute("SELECT note, pos, owner FROM promise WHERE owner <> ''").fetchall()
    db.executemany(
        "DELETE FROM promise WHERE note = ? AND pos = ?",
        [(note, pos) for note, pos, owner in owners if hidden.has(owner)],
    )


def _clean_values(db: sqlite3.Connection, hidden: Hidden, prefix: str, org_keys: set[str]) -> None:
    """Remove links to what is hidden from the keys of notes, such as `met_at`."""
    rows = db.execute(
        "SELECT id, kind, path, data, linked FROM note WHERE id NOT IN temp.hidden"
    ).fetchall()
    for note, kind, path, data, linked in rows:
        below = path.removeprefix(prefix)
        values = json.loads(data)
        clean = _without_references(kind, hidden.cleaned_value(values, below), hidden, org_keys)
        if clean != values:
            db.execute("UPDATE note SET data = ? WHERE id = ?", (encode(clean), note))
        if linked is not None:
            _clean_linked(db, hidden, note, below, json.loads(linked))
    for note, pos, org, title, path in db.execute(
        """SELECT note, pos, org, title, path FROM role JOIN note ON note.id = role.note
           WHERE title LIKE '%[%' OR title LIKE '%<%' OR org LIKE '%[%' OR org LIKE '%<%'"""
    ).fetchall():
        below = path.removeprefix(prefix)
        own = (hidden.cleaned_value(org, below), hidden.cleaned_value(title, below), note, pos)
        db.execute("UPDATE role SET org = ?, title = ? WHERE note = ? AND pos = ?", own)
    for note, place, path in db.execute(
        """SELECT id, place, path FROM interaction JOIN note USING (id)
           WHERE place LIKE '%[%' OR place LIKE '%<%'"""
    ).fetchall():
        shown = hidden.cleaned_value(place, path.removeprefix(prefix))
        db.execute(
            "UPDATE interaction SET place = ?, place_key = ? WHERE id = ?",
            (shown, name_key(shown), note),
        )


def _without_references(
    kind: Kind, values: dict[str, Any], hidden: Hidden, org_keys: set[str]
) -> dict[str, Any]:
    """Return values without references to what is hidden."""
    kept = dict(values)
    for spec in SCHEMAS[kind].fields if kind in SCHEMAS else ():
        value = kept.get(spec.name)
        if spec.reference and value:
            kept[spec.name] = [row for row in value if not _names(hidden, row[spec.reference])]
        if not spec.type.refers or not value:
            continue
        if isinstance(value, list):
            kept[spec.name] = [item for item in value if not _names(hidden, item)]
        elif _names(hidden, value):
            del kept[spec.name]
    if kind == "person" and org_keys:
        if name_key(str(kept.get("org") or "")) in org_keys:
            del kept["org"]
        if isinstance(roles := kept.get("roles"), list):
            kept["roles"] = [_without_org(role, org_keys) for role in roles]
    return kept


def _without_org(role: dict[str, Any], org_keys: set[str]) -> dict[str, Any]:
    hides = name_key(str(role.get("org") or "")) in org_keys
    return {key: value for key, value in role.items() if key != "org"} if hides else role


def _names(hidden: Hidden, reference: Any) -> bool:
    return reference == SOMEONE or hidden.has(str(reference))


def _clean_linked(
    db: sqlite3.Connection, hidden: Hidden, note: int, path: str, typed: dict[str, Any]
) -> None:
    clean = hidden.cleaned_value(typed, path)
    if clean == typed:
        return
    db.execute("UPDATE note SET linked = ? WHERE id = ?", (encode(clean), note))
    if isinstance(title := clean.get("title"), str):
        # The name of a page is its title, which was read before.
        db.execute(
            "UPDATE note SET name = ? WHERE id = ? AND kind = 'page'", (read_links(title), note)
        )
    before, after = (read_links(values.get("tags") or []) for values in (typed, clean))
    _remove_tags(db, note, set(before) - set(after))


def _remove_tags(db: sqlite3.Connection, note: int, tags: set[str]) -> None:
    db.executemany(
        "DELETE FROM tag WHERE note = ? AND tag = ?", [(note, fold(tag)) for tag in tags]
    )


def _clean_bodies(db: sqlite3.Connection, hidden: Hidden, prefix: str) -> None:
    """Let no body, promise or list of people say a hidden name that was linked."""
    for note, body, kind, path in db.execute(
        "SELECT id, body, kind, path FROM note WHERE id NOT IN temp.hidden"
    ).fetchall():
        is_page = kind == "page"
        clean = hidden.cleaned(body, path.removeprefix(prefix), html=is_page)
        if clean != body:
            before, after = read_body(body, html=is_page), read_body(clean, html=is_page)
            own = (clean, after.plain, after.title, before.title, after.title, note)
            db.execute(
                """UPDATE note SET body = ?, plain = ?,
                   name = CASE WHEN kind = 'page' AND ? <> '' AND name = ? THEN ? ELSE name END
                   WHERE id = ?""",
                own,
            )
            _remove_tags(db, note, set(before.tags) - set(after.tags))
    for note, pos, text, path in db.execute(
        """SELECT note, pos, text, path FROM promise JOIN note ON note.id = promise.note
           WHERE note NOT IN temp.hidden"""
    ).fetchall():
        clean = hidden.cleaned(text, path.removeprefix(prefix))
        if clean != text:
            values = (clean, read_body(clean).plain, note, pos)
            db.execute("UPDATE promise SET text = ?, plain = ? WHERE note = ? AND pos = ?", values)


# ---------------------------------------------------------------- files


def _with_shown_files(db: sqlite3.Connection, hidden: Hidden, prefix: str) -> Hidden:
    shown: set[str] = set()
    for path, kind, body, photo in db.execute(
        """SELECT path, kind, body, CASE kind WHEN 'person' THEN json_extract(data, '$.photo') END
           FROM note WHERE usable"""
    ):
        folder = posixpath.dirname(path.removeprefix(prefix))
        shown |= {
            posixpath.normpath(posixpath.join(folder, unquote(address).partition("#")[0]))
            for address in addresses_in(body, html=kind == "page")
        }
        if photo:
            shown.add(posixpath.normpath(str(photo)))
    return replace(hidden, shown=frozenset(shown))


def addresses_in(body: str, *, html: bool = False) -> Iterator[str]:
    """Yield the addresses to which a body links, and those of its pictures."""
    if any(sign in body for sign in ("](", "]:", "<")):
        yield from (link.target for link in read_body(body, html=html).addresses)
    if "![[" in body:
        yield from (link_target(target) for target in re.findall(r"!(\[\[[^\[\]]+\]\])", body))
    if html and "<" in body:
        yield from _HTML_ADDRESS.findall(without_comments(body))
