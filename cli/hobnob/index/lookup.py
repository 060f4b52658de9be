"""From a NAME on the command line to the note it means.

The one rule: a unique note or an error that helps: the candidates when there are several, the
nearest names when there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.errors import AmbiguousError, NotFoundError
from hobnob.index.index import Index
from hobnob.model import Kind
from hobnob.names import link_target, name_key, nearest

_ARTICLE = {"person": "person", "org": "organization"}


def find_note(index: Index, name: str, kinds: Sequence[Kind]) -> int:
    """Return the id of the note that a name means.

    Beyond what a reference may be (slug, name, alias, address, wikilink), the beginning of a
    name or of its parts serves when it fits one note only: `grace h` for Grace Hopper.

    Raises:
        NotFoundError: nothing answers to it.
        AmbiguousError: several notes do.
    """
    match = index.resolver.find(name, tuple(kinds))
    ids: Sequence[int] = match.ids
    if not ids:
        ids = _by_beginnings(index, name, kinds)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise AmbiguousError(name, [describe(index, note) for note in ids[:12]])
    what = " or ".join(_ARTICLE.get(kind, kind) for kind in kinds) if len(kinds) < 3 else "note"
    hint = "'hobnob list people' shows everyone" if "person" in kinds else ""
    raise NotFoundError(what, name, nearest_names(index, name, kinds), hint)


def _by_beginnings(index: Index, name: str, kinds: Sequence[Kind]) -> list[int]:
    """Find the notes in whose name each word of the typed name begins a word, in order."""
    words = name_key(link_target(name)).split()
    if not words or len(words[0]) < 2:
        return []
    marks = ",".join("?" * len(kinds))
    rows = index.all(
        f"""SELECT name.key, note.id, min(name.rank) FROM name JOIN note ON note.id = name.note
            WHERE note.live AND note.kind IN ({marks}) AND name.rank < 3
              AND (name.key GLOB ? OR name.key GLOB ?)
            GROUP BY note.id, name.key ORDER BY note.slug""",
        (*kinds, f"{_no_glob(words[0])}*", f"* {_no_glob(words[0])}*"),
    )
    return list(dict.fromkeys(note for key, note, _ in rows if _begins(words, key.split())))


def _no_glob(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def _begins(typed: list[str], words: list[str]) -> bool:
    at = 0
    for word in words:
        if at < len(typed) and word.startswith(typed[at]):
            at += 1
    return at == len(typed)


def describe(index: Index, note: int) -> str:
    """Return a line that tells one note from another: `grace-hopper  Grace Hopper, Ogilvy`."""
    from hobnob.index.documents import present_role

    kind, slug, name = index.db.execute(
        "SELECT kind, slug, name FROM note WHERE id = ?", (note,)
    ).fetchone()
    detail = ""
    if kind == "person":
        org, title = present_role(index, note)
        detail = ", ".join(filter(None, (title, org)))
    said = ", ".join(filter(None, (name, detail)))
    return f"{slug}  {said}" if said else slug


def nearest_names(index: Index, name: str, kinds: Sequence[Kind]) -> list[str]:
    """Return the names that are spelled most like one, with their slugs."""
    marks = ",".join("?" * len(kinds))
    rows = index.all(
        f"""SELECT note.name, note.slug FROM note WHERE live AND kind IN ({marks})""", kinds
    )
    slugs = {shown: slug for shown, slug in rows}
    slugs.update({slug: slug for _, slug in rows})
    first = {shown.split()[0]: slug for shown, slug in rows if " " in shown}
    found = nearest(link_target(name), [k for k in slugs if k]) or nearest(
        link_target(name), list(first)
    )
    return list(dict.fromkeys(slugs.get(k) or first[k] for k in found))
