"""Facts about people who share a name: contacts, company, organizations, places.

The one rule: one query for each question, whatever the number of people and words; nothing about
other people is loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from hobnob.index.index import Index
from hobnob.index.notes import homes
from hobnob.names import name_key


class Contact(NamedTuple):
    """The contact with a person.

    Attributes:
        times: the number of contacts up to today.
        last: ISO date of the latest contact; "" if there is none.
        warmth: recent and frequent at once. An older contact counts less: a quarter after a year, a
            ninth after two.
    """

    times: int = 0
    last: str = ""
    warmth: float = 0.0


class Facts(NamedTuple):
    """Facts about the people a name could mean; they and the others are ids of notes.

    Attributes:
        together: the people with whom each was logged together, and how often.
        orgs: the organizations where each has a role, by their key, also of the others.
        named: the words for facts of theirs in the line: `of Ogilvy`, `tagged #compilers`.
    """

    together: Mapping[int, Mapping[int, int]]
    contact: Mapping[int, Contact]
    orgs: Mapping[int, Mapping[str, str]]
    named: Mapping[int, tuple[str, ...]]


def find_members(
    index: Index, people: Collection[int], keys: Collection[str]
) -> dict[str, dict[int, str]]:
    """Return the people who have a role in the organization of a key, with its name.

    Args:
        index: the journal's.
        people: ids of the possible people.
        keys: keys of names of organizations.
    """
    found: dict[str, dict[int, str]] = {}
    for key, note, org in index.rows(_MEMBERS, people=people, keys=keys):
        found.setdefault(key, {})[note] = org
    return found


def find_facts(
    index: Index,
    people: Collection[int],
    others: Collection[int],
    keys: Collection[str],
    tags: Collection[str],
) -> Facts:
    """Return facts that distinguish the people a name could mean.

    Args:
        index: the journal's.
        people: the possible people.
        others: the people who are, or may be, beside them in the line.
        keys: the keys of all rows of words in the line, and of the place.
        tags: the tags of the line, folded.
    """
    together: dict[int, dict[int, int]] = {}
    for person, other, count in index.rows(_TOGETHER, people=people, others=others):
        together.setdefault(person, {})[other] = count
    contact = {
        note: Contact(times=times, last=last[:10], warmth=warmth or 0.0)
        for note, times, last, warmth in index.rows(_CONTACT, people=people)
    }
    orgs: dict[int, dict[str, str]] = {}
    for note, key, org in index.rows(_EMPLOYERS, people={*people, *others}):
        orgs.setdefault(note, {})[key] = org
    named: dict[int, list[str]] = {}
    for note, fact in index.rows(_NAMED, people=people, keys=keys, tags=tags):
        named.setdefault(note, []).append(fact)
    wanted = frozenset(keys)
    for note, location in homes(index, people).items():
        # A location often has more than a town: `Berlin, Germany`.
        if not wanted.isdisjoint(map(name_key, (location, *location.split(",")))):
            named.setdefault(note, []).append(f"lives in {location}")
    return Facts(
        together=together,
        contact=contact,
        orgs=orgs,
        named={note: tuple(facts) for note, facts in named.items()},
    )


_TOGETHER = """
SELECT mine.target, other.target, count(DISTINCT mine.note)
FROM ref AS mine JOIN ref AS other ON other.note = mine.note AND other.field = 'people'
WHERE mine.field = 'people' AND mine.target IN (SELECT value FROM json_each(:people))
  AND other.target IN (SELECT value FROM json_each(:others)) AND other.target <> mine.target
  AND mine.date <> '' AND mine.date < :tomorrow
GROUP BY 1, 2
"""

# A date may be a month or a year; then use its first day.
_CONTACT = """
SELECT target, count(*), max(date),
  sum(1.0 / (years * years))
FROM (SELECT *, 1 + (julianday(:today) - julianday(substr(date || '-01-01', 1, 10))) / 365.25
      AS years FROM ref)
WHERE target IN (SELECT value FROM json_each(:people)) AND field = 'people' AND contact = 1
  AND date < :tomorrow
GROUP BY target
"""

_EMPLOYERS = """
SELECT note, org_key, org FROM role
WHERE note IN (SELECT value FROM json_each(:people)) AND org_key <> ''
  AND (until = '' OR until >= :today)
"""

_MEMBERS = """
WITH wanted(key) AS (SELECT value FROM json_each(:keys)),
  orgs(said, key) AS (
    SELECT key, key FROM wanted UNION
    SELECT wanted.key, own.key FROM wanted JOIN name AS said ON said.key = wanted.key
      JOIN note ON note.id = said.note AND note.kind = 'org' AND note.live
      JOIN name AS own ON own.note = said.note)
SELECT DISTINCT orgs.said, role.note, role.org FROM orgs JOIN role ON role.org_key = orgs.key
WHERE role.org_key <> '' AND role.note IN (SELECT value FROM json_each(:people))
"""

_NAMED = """
WITH wanted(key) AS (SELECT value FROM json_each(:keys)),
  orgs(key) AS (
    SELECT key FROM wanted UNION
    SELECT own.key FROM wanted JOIN name AS said ON said.key = wanted.key
      JOIN note ON note.id = said.note AND note.kind = 'org' AND note.live
      JOIN name AS own ON own.note = said.note)
SELECT DISTINCT role.note, 'of ' || role.org FROM role
  WHERE role.note IN (SELECT value FROM json_each(:people)) AND role.org_key <> ''
    AND role.org_key IN (SELECT key FROM orgs)
UNION ALL
SELECT DISTINCT ref.target, 'you have met at ' || max(interaction.place) FROM ref
  JOIN interaction ON interaction.id = ref.note
  WHERE ref.target IN (SELECT value FROM json_each(:people)) AND ref.field = 'people'
    AND interaction.place_key <> '' AND interaction.place_key IN (SELECT key FROM wanted)
  GROUP BY ref.target, interaction.place_key
UNION ALL
SELECT note, 'tagged #' || max(shown) FROM tag
  WHERE note IN (SELECT value FROM json_each(:people))
    AND tag IN (SELECT value FROM json_each(:tags)) GROUP BY note, tag
UNION ALL
SELECT ref.target, 'you have met about #' || max(tag.shown) FROM ref
  JOIN tag ON tag.note = ref.note
  WHERE ref.target IN (SELECT value FROM json_each(:people)) AND ref.field = 'people'
    AND tag.tag IN (SELECT value FROM json_each(:tags)) GROUP BY ref.target, tag.tag
"""
