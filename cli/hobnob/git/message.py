"""The message of a commit: what happened, in words, such as "Logged lunch with Ada Byron".

The one rule: a message is one line of printable text. It names people, but no values of notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import shorten

from hobnob.journal import Journal, kind_of, slug_of
from hobnob.model import FOLDER_OF, NO_CONTACT_KINDS, NOTE_KINDS, Kind, Note, default_direction
from hobnob.names import link_target
from hobnob.notes.read import read_note
from hobnob.wording import join_words, spell_direction

_LONGEST = 100
_MOST_NAMES = 3
_KINDS = {"org": "organization", "plan": "plan", "letter": "letter"}
_ASSIGNED = re.compile(r"^([a-z_]+)(?:[+-]?=)")


def message_of(journal: Journal, what: str, texts: Mapping[str, bytes]) -> str:
    """Return the message for a change.

    Args:
        journal: the journal.
        what: the change as `hobnob undo --list` shows it.
        texts: its notes by their path, relative to the journal: as they are now, or as they were if
            they are gone.
    """
    said = _Message(journal, texts).spell(what)
    printable = "".join(c if c.isprintable() else " " for c in said)
    return shorten(printable, _LONGEST, placeholder=" …") or "Changed notes"


class _Message:
    def __init__(self, journal: Journal, texts: Mapping[str, bytes]) -> None:
        self._journal = journal
        self._notes = [
            note for path, data in texts.items() if (note := _read(journal, path, data)) is not None
        ]

    def spell(self, what: str) -> str:
        """Return a change in words; one of an unknown sort as it is."""
        verb, _, rest = what.partition(" ")
        words = rest.split()
        match verb:
            case "undo":
                return f"Took back: {_begin_small(self.spell(rest))}"
            case "redo":
                return f"Made again: {_begin_small(self.spell(rest))}"
            case "log":
                return self._logged(rest)
            case "add" if len(words) == 2:
                what = f"the {_KINDS[words[0]]} " if words[0] in _KINDS else ""
                return f"Added {what}{self._name(words[1])}"
            case "set" if len(words) > 1:
                return self._set(words)
            case "move" if " to " in rest:
                slug, _, role = rest.partition(" to ")
                return f"New role of {self._name(slug)}: {role}"
            case "rename" if len(words) > 1:
                return f"Renamed {words[0]} to {' '.join(words[1:])}"
            case "merge" if len(words) == 2:
                return f"Merged {self._name(words[1])} into {self._name(words[0])}"
            case "remove" if len(words) == 1:
                return f"Removed {self._name(rest)}"
        return _OTHERS[verb].replace("{}", rest) if verb in _OTHERS else _begin_large(what)

    def _logged(self, stem: str) -> str:
        note = next((n for n in self._notes if n.kind == "interaction" and n.slug == stem), None)
        if note is None:
            return f"Logged {stem}"
        values = note.values
        people = values.get("people") or []
        kind = values.get("kind") or ""
        word = _word(stem, str(values.get("date", "")), [link_target(who) for who in people])
        names = [self._name(link_target(who)) for who in people]
        if len(names) > _MOST_NAMES:
            names = [*names[: _MOST_NAMES - 1], f"{len(names) - _MOST_NAMES + 1} others"]
        how = spell_direction(values.get("direction") or default_direction(kind))
        how = "about" if kind in NO_CONTACT_KINDS else how
        with_whom = f" {how} {join_words(names)}" if names else ""
        draft = "a draft: " if values.get("draft") else ""
        return f"Logged {draft}{word or kind or 'something'}{with_whom}"

    def _set(self, words: list[str]) -> str:
        keys = list(dict.fromkeys(m[1] for word in words[1:] if (m := _ASSIGNED.match(word))))
        return f"Set {join_words(keys) or 'keys'} of {self._name(words[0])}"

    def _name(self, slug: str) -> str:
        """Return the name of the note with a slug; the slug if there is none."""
        for note in self._notes:
            if note.slug == slug and note.values.get("name"):
                return str(note.values["name"])
        for kind in NOTE_KINDS:
            path = self._journal.notes / FOLDER_OF[kind] / f"{slug}.md"
            try:
                note = read_note(kind, slug, path.name, path.read_bytes())
            except (OSError, ValueError):
                continue
            if note.values.get("name"):
                return str(note.values["name"])
        return slug


_OTHERS = {
    "done": "Kept a promise: {}",
    "undone": "Opened a promise again: {}",
    "sent": "Sent {}",
    "draft": "Drafted {}",
    "review": "Wrote the review of {}",
    "check": "Fixed what 'hobnob check' found",
    "forget": "Forgot somebody",
    "init": "Began the journal",
}
"""Messages of the other changes, by the first word of what they are called."""


def _read(journal: Journal, path: str, data: bytes) -> Note | None:
    notes = journal.relative(journal.notes) + "/"
    kind: Kind = kind_of(path.removeprefix(notes))
    return read_note(kind, slug_of(path.rsplit("/", 1)[-1]), path, data)


def _word(stem: str, date: str, people: list[str]) -> str:
    """Return the word for what happened: it stands between the date and the person in a stem."""
    rest = stem.removeprefix(date[:10]).removeprefix("-")
    before, found, _ = rest.partition(f"-{people[0]}") if people else ("", "", "")
    return before.replace("-", " ") if found else ""


def _begin_small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _begin_large(text: str) -> str:
    return text[:1].upper() + text[1:]
