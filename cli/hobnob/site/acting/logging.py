"""Logging a line from a page: first it is shown how the line is understood, then it is saved.

The one rule: what is saved is what was shown. If the journal changed in between so that the line
would be understood otherwise, nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from hobnob.capture.entry import NewEntry, NewPeople
from hobnob.capture.log import EntryWriter, log_entry, parse_entry
from hobnob.capture.parser import LineParser
from hobnob.capture.phrases import describe_entry, encourage
from hobnob.errors import BadValueError, ChangedError
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.notes import by_slugs, head
from hobnob.network.today.off_list import on_list, say_change
from hobnob.notes.values import KINDS
from hobnob.site.acting.asked import Asked
from hobnob.transaction import Change


def show_line(index: Index, text: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a line is understood, and what may be chosen otherwise.

    Args:
        index: the index.
        text: as typed.
        given: what is known beside the line; see `read_given`.

    Returns:
        `understood`: a paragraph; `guesses`: of `typed`, `name`, `reason`, and `others` (pairs of
        a slug and a name); `near`: of words that may be a name, `typed` and `others`; `unused`:
        texts; `unknown`: names that fit nobody; `seen`: the proof that this was shown.

    Raises:
        HobnobError: it cannot be logged.
    """
    entry = _parse(index, text, given)
    meant = [(one.typed, one.near) for one in entry.unused if one.near]
    meant += [
        (name.typed, others)
        for name in entry.unknown_names
        if (others := name.namesakes or name.near)
    ]
    return {
        "understood": describe_entry(entry, index.today, "Understood"),
        "guesses": [
            {
                "typed": guess.typed, "name": guess.name, "reason": guess.reason,
                "others": _names(index, guess.others) if guess.linkable else [],
            }
            for guess in entry.guesses
        ],
        "near": [{"typed": typed, "others": others} for typed, others in meant],
        "unused": [
            *(one.typed for one in entry.unused if not one.near),
            *(one.typed for one in entry.unread),
        ],
        "unknown": [
            name.typed for name in entry.unknown_names if not (name.namesakes or name.near)
        ],
        "new": [person.name for person in entry.new_people],
        "seen": _seen(index, entry),
    }  # fmt: skip


def log_line(
    index: Index, text: str, given: Mapping[str, Any], seen: str
) -> tuple[str, Change | None]:
    """Log a line that was shown; return what to say, and the change.

    Raises:
        ChangedError: it would be understood otherwise now.
        HobnobError: it cannot be logged; nothing was written.
    """
    entry = _parse(index, text, given)
    if _seen(index, entry) != seen:
        raise ChangedError("the journal")
    slugs = {*entry.values.get("people", ()), *entry.values.get("introduced", ())}
    people = [note.id for note in by_slugs(index, "person", slugs)]
    before = on_list(index, people)
    logged = log_entry(index, entry)
    if logged.change is None:
        return "This was logged already, word for word; nothing was written", None
    # An appointment in the line may be new though the line is not.
    begin = "Logged" if logged.placed.new else "Logged before"
    said = describe_entry(entry, index.today, begin)
    listed = say_change(index, before, on_list(index, people, ahead=True))
    listed = f"{listed}." if listed else ""
    return " ".join(filter(None, (said, encourage(index, logged), listed))), logged.change


def read_given(index: Index, asked: Asked) -> dict[str, Any]:
    """Return the front matter that a page knows beside a line: the people, the plan, the kind.

    Raises:
        BadValueError: a text is too long, or the kind is none.
        NotFoundError, AmbiguousError: there is nobody of that name, or no such plan.
    """
    people = [head(index, find_note(index, who, ("person",))).slug for who in asked.texts("with")]
    plan, kind = asked.text("plan", least=0), asked.text("kind", least=0)
    if kind and kind not in KINDS:
        raise BadValueError(f"'{kind}' is no kind of interaction")
    if plan:
        plan = head(index, find_note(index, plan, ("plan",))).slug
    given = {"people": people, "plan": plan, "kind": kind}
    return {key: value for key, value in given.items() if value}


def _parse(index: Index, text: str, given: Mapping[str, Any]) -> NewEntry:
    parser = LineParser(index=index, new_people=NewPeople(index))
    return parse_entry(parser, text, given)


def _seen(index: Index, entry: NewEntry) -> str:
    """Return a digest of all that would be written."""
    writer = EntryWriter(index)
    writer.add(entry)
    digest = blake2b(digest_size=16)
    for path, data in sorted(writer.files().items()):
        digest.update(path.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()


def _names(index: Index, slugs: Sequence[str]) -> list[list[str]]:
    found = {note.slug: note.name for note in by_slugs(index, "person", slugs)}
    return [[slug, found[slug]] for slug in slugs if slug in found]
