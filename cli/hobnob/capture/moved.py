"""An appointment that a line puts off, as the command that ends the old one.

The one rule: the line is only read; nothing is changed. The line makes the new appointment.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.capture.entry import NewEntry
from hobnob.capture.words.language import TokenRow, load_language_settings
from hobnob.capture.words.tokens import split_tokens
from hobnob.index.index import Index
from hobnob.index.notes import by_slug

_WORDS = ("moved", "new_day")


def moved_commands(index: Index, entry: NewEntry) -> Iterator[str]:
    """Yield a `hobnob happened --no` for each appointment that a line may have put off.

    These are the others ahead with the same people: "lunch with Ana moved to 5 Dec".
    """
    if not entry.is_appointment or not entry.values.get("people"):
        return
    language = load_language_settings(index.journal.settings).of(entry.text)
    row = TokenRow(split_tokens(entry.text), language)
    if not row.find_all("clauses", *_WORDS):
        return
    # Few lines put anything off.
    from hobnob.index.appointments import list_appointments

    people = set(entry.values["people"])
    person = by_slug(index, "person", entry.values["people"][0])
    for one in list_appointments(index, since=index.today, person=person.id) if person else ():
        with_all = people <= {who.slug for who in one.people}
        if with_all and one.date != entry.values["date"]:
            yield f"hobnob happened {one.note} --no"
