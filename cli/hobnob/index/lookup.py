"""Finding the note that a NAME on the command line means.

The one rule: return one note, or raise an error that helps: with the candidates if there are
several, with the nearest names if there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from hobnob.errors import AmbiguousError, NotFoundError, UsageError
from hobnob.index.index import Index
from hobnob.index.notes import head, name_keys, of_kinds
from hobnob.model import Kind
from hobnob.name_forms import name_form_key
from hobnob.names import link_target, name_key, nearest, slugify

_ARTICLE = {"person": "person", "org": "organization"}
_MOST = 12
"""The most candidates that are listed."""


def find_note(index: Index, name: str, kinds: Sequence[Kind]) -> int:
    """Return the id of the note that a name means.

    A name can be any reference (slug, name, alias, address, wikilink). It can be a form that you
    use in a logged line (`grace`, `Grace H.`, a last name). It can be the beginning of a name or of
    its parts, if that matches only one note: `gra hop` for Grace Hopper. It can be the beginning of
    an interaction's slug: `2026-11-22`.

    Raises:
        NotFoundError: nothing matches.
        AmbiguousError: several notes match.
        UsageError: it is not valid text.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name!a} is not valid UTF-8; is this terminal set to it?") from None
    match = index.resolver.find(name, tuple(kinds))
    ids: Sequence[int] = match.ids
    if not ids:
        ids = _by_name_forms(index, name, kinds) or _by_beginnings(index, name, kinds)
    if len(ids) == 1:
        return ids[0]
    if ids:
        described = [describe(index, note) for note in ids[:_MOST]]
        raise AmbiguousError(name, described, max(len(ids) - _MOST, 0))
    what = " or ".join(_ARTICLE.get(kind, kind) for kind in kinds) if len(kinds) < 3 else "note"
    hint = "'hobnob list people' shows everyone" if "person" in kinds else ""
    raise NotFoundError(what, name, nearest_names(index, name, kinds), hint)


def _by_name_forms(index: Index, name: str, kinds: Sequence[Kind]) -> list[int]:
    """Find people by a form of their name, and all notes by beginnings.

    In a logged line the likeliest person is taken. Here nothing is guessed, and a last name counts
    as much as a first name.
    """
    if "person" not in kinds:
        return []
    sql = """SELECT note.id FROM spoken JOIN note ON note.id = spoken.note
        WHERE spoken.key = :key AND note.live ORDER BY note.slug"""
    people = index.column(sql, key=name_form_key(link_target(name)))
    if not people:
        return []
    others: list[Kind] = [kind for kind in kinds if kind not in ("person", "interaction")]
    return people + _by_beginnings(index, name, others)


def _by_beginnings(index: Index, name: str, kinds: Sequence[Kind]) -> list[int]:
    """Find the notes whose name has a word for each typed word that begins with it, in order."""
    words = name_key(link_target(name)).split()
    if not words or len(words[0]) < 2:
        return []
    sql = """SELECT name.key, note.id, min(name.rank) FROM name JOIN note ON note.id = name.note
        WHERE note.live AND note.kind IN (SELECT value FROM json_each(:kinds))
          AND name.rank < 3 AND (name.key GLOB :begins OR name.key GLOB '* ' || :begins)
        GROUP BY note.id, name.key ORDER BY note.slug"""
    rows = index.rows(sql, kinds=kinds, begins=f"{_no_glob(words[0])}*")
    found = dict.fromkeys(note for key, note, _ in rows if begins(words, key.split()))
    if not found and "interaction" in kinds:
        start = slugify(link_target(name))
        sql = """SELECT id FROM note WHERE kind = 'interaction' AND :start <> ''
              AND slug >= :start AND slug < :start || :last AND live ORDER BY slug DESC"""
        return index.column(sql, start=start, last=chr(0x10FFFF))
    return list(found)


def _no_glob(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether each typed word begins one of the words, in order."""
    at = 0
    for word in words:
        if at < len(typed) and word.startswith(typed[at]):
            at += 1
    return at == len(typed)


def org_keys(index: Index, name: str) -> tuple[str, ...]:
    """Return the name keys of an organization: its note's names, or only this name."""
    own = name_key(link_target(name))
    note = index.resolver.find(name, ("org",)).one
    return (own,) if note is None else tuple({own, *name_keys(index, note)})


def paths_of_slug(index: Index, slug: str) -> list[str]:
    """Return the paths of the notes of a slug, including notes that are left out.

    For an interaction, the beginning of the slug is enough.
    """
    sql = """SELECT path FROM note WHERE slug = :slug
        OR kind = 'interaction' AND substr(slug, 1, length(:slug)) = :slug
        ORDER BY path LIMIT :most"""
    return index.column(sql, slug=slug, most=_MOST)


def describe(index: Index, note: int) -> str:
    """Return a line that identifies a note: `grace-hopper  Grace Hopper, Ogilvy`."""
    from hobnob.index.documents import present_role

    _, kind, slug, name, *_ = head(index, note)
    detail = ""
    if kind == "interaction":
        name = describe_interaction(index, note)
    elif kind == "person":
        org, title = present_role(index, note)
        detail = ", ".join(filter(None, (title, org)))
    label = ", ".join(filter(None, (name, detail)))
    return f"{slug}  {label}" if label else slug


def describe_interaction(index: Index, note: int) -> str:
    """Return a line that identifies an interaction: `2026-11-22 · meal · Grace Hopper`."""
    ((date, kind),) = index.rows("SELECT date, kind FROM interaction WHERE id = :note", note=note)
    sql = """SELECT DISTINCT coalesce(target.name, ref.raw) FROM ref
        LEFT JOIN note AS target ON target.id = ref.target
        WHERE ref.note = :note AND ref.field = 'people' ORDER BY ref.pos"""
    people = index.column(sql, note=note)
    names = ", ".join(map(link_target, people))
    return " · ".join(filter(None, (date.replace("T", " "), kind, names)))


def link_names(index: Index, text: str) -> str:
    """Return a text as one reads it: of each wikilink its own text, else the note's name."""
    from hobnob.notes.body import as_read

    return as_read(text, index.resolver.name_of)


def shown_text(index: Index, plain: str) -> str:
    """Return a plain text of the index (`note.plain`) as one reads it."""
    from hobnob.notes.body import shown

    return shown(plain, index.resolver.name_of)


def nearest_names(index: Index, name: str, kinds: Sequence[Kind]) -> list[str]:
    """Return the names with the most similar spelling, with their slugs."""
    # Interactions are left out: there are too many, and their slugs are too similar.
    kinds = [kind for kind in kinds if kind != "interaction"]
    notes = of_kinds(index, *kinds)
    slugs = {note.name: note.slug for note in notes} | {note.slug: note.slug for note in notes}
    first = {note.name.split()[0]: note.slug for note in notes if " " in note.name}
    found = nearest(link_target(name), [k for k in slugs if k]) or nearest(
        link_target(name), list(first)
    )
    return list(dict.fromkeys(slugs.get(k) or first[k] for k in found))
