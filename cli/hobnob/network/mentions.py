"""Mentions: what other notes say of a person, a plan, an organization, an interaction or a page.

The one rule: a mention is a link in a text to somebody whom the keys of its note do not name. It is
never a contact.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from hobnob.answers import DayOrNone, Slug, Who, hidden
from hobnob.index.documents import refs_of
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.model import BODY_LINK, Kind
from hobnob.names import WIKILINK
from hobnob.notes.body import sentences
from hobnob.notes.sentences import around

_LONGEST = 300
"""About the most characters of a sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A sentence of a note that speaks of somebody or something by a link.

    Attributes:
        note: the note.
        date: its date, where it has one.
        text: the sentence; of a very long one, the part around the name.
        source: the note; an interaction has no name.
        kind: the kind of note.
        what: the kind of interaction.
        direction: of the interaction.
        people: the people of the interaction.
        path: of the note, relative to the journal.
    """

    note: Slug
    date: DayOrNone
    text: str
    source: Who = hidden()
    kind: Kind = hidden()
    what: str = hidden()
    direction: str = hidden()
    people: tuple[Who, ...] = hidden()
    path: str = hidden()


_NOTES = f"""
SELECT note.id, note.kind, note.slug, note.name, note.path, ref.date,
  coalesce(interaction.kind, ''), coalesce(interaction.direction, ''),
  coalesce(note.plain, note.body), json_group_array(ref.raw)
FROM ref JOIN note ON note.id = ref.note
  LEFT JOIN interaction ON interaction.id = note.id
WHERE ref.field = '{BODY_LINK}' AND note.live AND {{where}}
GROUP BY note.id ORDER BY ref.date DESC, note.kind, note.name, note.slug
"""

_OF_NOTE = _NOTES.format(
    where=f"""ref.target = :note AND ref.note <> :note
  AND NOT EXISTS (SELECT 1 FROM ref AS own
    WHERE own.note = ref.note AND own.field <> '{BODY_LINK}' AND own.target = :note)
  AND NOT EXISTS (SELECT 1 FROM role JOIN name ON name.key = role.org_key AND role.org_key <> ''
    WHERE role.note = ref.note AND name.note = :note)"""
)
_OF_NAMES = _NOTES.format(
    where=f"""ref.target IS NULL AND ref.key IN (SELECT value FROM json_each(:keys))
  AND NOT EXISTS (SELECT 1 FROM ref AS own
    WHERE own.note = ref.note AND own.field <> '{BODY_LINK}' AND own.key = ref.key)
  AND NOT EXISTS (SELECT 1 FROM role WHERE role.note = ref.note AND role.org_key = ref.key)"""
)


def mentions_of(index: Index, note: int) -> tuple[Mention, ...]:
    """Return the sentences that speak of a note, the latest first, then those without a date."""
    return _mentions(index, index.rows(_OF_NOTE, note=note))


def mentions_of_name(index: Index, keys: Collection[str]) -> tuple[Mention, ...]:
    """Return the same for an organization that has no note, by the keys of its names."""
    return _mentions(index, index.rows(_OF_NAMES, keys=keys))


def _mentions(index: Index, rows: list[Any]) -> tuple[Mention, ...]:
    if not rows:
        return ()
    people = refs_of(index, [row[0] for row in rows])
    return tuple(
        Mention(
            note=slug, date=date[:10], text=text, source=Who(note, slug, name), kind=kind,
            what=what, direction=way, path=path,
            people=people.get(note, {}).get("people", ()) if kind == "interaction" else (),
        )
        for note, kind, slug, name, path, date, what, way, plain, links in rows
        for text in _sentences(index, plain, frozenset(json.loads(links)))
    )  # fmt: skip


def _sentences(index: Index, plain: str, links: Collection[str]) -> Iterator[str]:
    """Yield the sentences with one of some links; "" where no sentence has one."""
    found = False
    for sentence in sentences(plain, "[["):
        for link in WIKILINK.finditer(sentence):
            if f"[[{link[1].strip()}]]" in links:
                before = len(shown_text(index, sentence[: link.start()]))
                end = len(shown_text(index, sentence[: link.end()]))
                yield around(shown_text(index, sentence), before, end, _LONGEST)
                found = True
                break
    if not found:
        yield ""
