"""Full-text search: ranked, names before bodies, prefixes match, a misspelled name is found.

The one rule: whatever is typed is words to look for, never FTS5's own syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hobnob.index.index import Index
from hobnob.index.lookup import nearest_names
from hobnob.names import fold, search_text, words_of

_AROUND = 60
"""Characters shown on either side of the first word that was found."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A note that was found.

    Attributes:
        title: its name; of an interaction, its date and people.
        snippet: a piece of its text on one line, around the first word that was found.
        marks: (start, end) of each found word in the snippet.
        guess: the name that was looked for instead, when nothing had the words as typed.
    """

    id: int
    kind: str
    slug: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    guess: str = ""


def match_expression(text: str) -> str:
    """Return the FTS5 expression that asks for all words of a text, each as a beginning."""
    words = [
        part for word in words_of(search_text(text)) for part in re.split("['’]", word) if part
    ]
    # Letters of scripts without spaces stand apart in the index and must follow each other here.
    return " ".join(f'"{word}"*' for word in words) or '""'


def search(index: Index, text: str, *, limit: int = 20) -> list[Hit]:
    """Return the notes that have all words of a text, best first.

    The order: notes that have them in their name, then the rest, each by bm25 (Robertson and
    Zaragoza 2009) with a name weighing ten times, a role, place or tag four times a body's word.
    """
    hits = _search(index, text, limit)
    if hits:
        return hits
    for slug in nearest_names(index, text, ("person", "org", "plan")):
        name = index.one("SELECT name FROM note WHERE slug = ? AND live AND name <> ''", (slug,))
        found = _search(index, name, limit) if name else []
        if found:
            return [_guessed(hit, name) for hit in found]
    return []


def _guessed(hit: Hit, name: str) -> Hit:
    from dataclasses import replace

    return replace(hit, guess=name)


def _search(index: Index, text: str, limit: int) -> list[Hit]:
    expression = match_expression(text)
    if expression == '""':
        return []
    rows = index.all(
        """SELECT note.id, note.kind, note.slug, note.name, note.body, note.data
           FROM words JOIN note ON note.id = words.rowid
           LEFT JOIN (SELECT rowid AS named FROM words WHERE words MATCH ?) ON named = words.rowid
           WHERE words MATCH ? AND note.live
           ORDER BY named IS NULL, bm25(words, 10.0, 4.0, 1.0), note.slug DESC LIMIT ?""",
        (f"{{name}} : ({expression})", expression, limit),
    )
    wanted = [w.strip('"*') for w in expression.split()]
    hits = []
    for note, kind, slug, name, body, data in rows:
        title = name or (_title(index, note) if kind == "interaction" else slug)
        snippet, marks = make_snippet(body, wanted)
        if not marks and kind == "person":
            snippet, marks = make_snippet(_beside(data), wanted)
        hits.append(Hit(id=note, kind=kind, slug=slug, title=title, snippet=snippet, marks=marks))
    return hits


def _title(index: Index, note: int) -> str:
    from hobnob.index.interactions import interaction_rows

    row = interaction_rows(index, [note])[0]
    people = ", ".join(name for _, name in row.people)
    return " · ".join(filter(None, (row.date.replace("T", " "), row.kind, people)))


def _beside(data: str) -> str:
    """Return what else of a person is searched, as one line to show."""
    import json

    found = json.loads(data)
    parts = [
        " ".join(filter(None, (role.get("title"), role.get("org"))))
        for role in found.get("roles", ())
        if isinstance(role, dict)
    ]
    for key in ("title", "org", "location", "aliases", "emails", "tags"):
        value = found.get(key)
        parts += value if isinstance(value, list) else [value] if value else []
    return " · ".join(str(part) for part in parts)


def make_snippet(text: str, wanted: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a piece of a text on one line around the first wanted word, and where words stand.

    Args:
        text: a body; wikilinks in it are shown by their text.
        wanted: folded beginnings of words.
    """
    plain = " ".join(re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]", r"\1", text).split())
    found = [
        match.span()
        for match in re.finditer(r"\w+", plain)
        if any(part.startswith(w) for part in fold(match[0]).split() for w in wanted)
        or any(len(w) == 1 and not w.isascii() and w in match[0] for w in wanted)
    ]
    first = found[0][0] if found else 0
    start = max(0, first - _AROUND)
    if start:
        start = plain.find(" ", start) + 1 or start
    end = min(len(plain), max(first + _AROUND * 2, start + _AROUND * 2))
    if end < len(plain):
        end = plain.rfind(" ", first + 1, end) if " " in plain[first + 1 : end] else end
    lead, tail = "…" if start else "", "…" if end < len(plain) else ""
    shift = len(lead) - start
    marks = tuple((a + shift, b + shift) for a, b in found if start <= a and b <= end)
    return f"{lead}{plain[start:end]}{tail}", marks
