"""An encouraging fact, once a contact was logged.

The one rule: it is a fact, counted from the journal, and never a reproach. After a no, nothing is
counted.
"""

from __future__ import annotations

from hobnob.capture.entry import Entry
from hobnob.capture.writing import Logged
from hobnob.index.index import Index
from hobnob.index.interactions import contact_dates
from hobnob.index.notes import by_slug
from hobnob.wording import spell_ordinal


def encourage(index: Index, logged: Logged) -> str:
    """Return a fact about the first person this was with, counted from the journal, or ""."""
    entry, document = logged.placed.entry, logged.note
    if not document["is_contact"] or entry.day[:4] != index.today[:4] or not document["people"]:
        return ""
    if document.get("outcome") == "declined":
        return "A clear answer is worth having, a no as well. It was good to ask."
    slug = document["people"][0]
    name = entry.names.get(slug) or slug
    person = by_slug(index, "person", slug)
    contacts = contact_dates(index, person.id) if person else []
    if len(contacts) == 1:
        return f"Your first contact with {name} here: a good beginning."
    before = max((date for date in contacts if date[:4] < entry.day[:4]), default="")
    this_year = sum(date[:4] == entry.day[:4] for date in contacts)
    if this_year == 1 and before:
        return f"Your first contact with {name} since {before[:4]}: good to be back."
    return f"Your {spell_ordinal(this_year)} contact with {name} this year."


def remark_on_asking(index: Index, entry: Entry) -> str:
    """Return what the essay says of asking somebody outright before asking for advice, or ""."""
    if not (asked := entry.values.get("asked", ())):
        return ""
    # Few lines ask for anything, and what is asked is a large module.
    from hobnob.network.asks.asks import remark_on_direct_ask

    return remark_on_direct_ask(index, entry.values["people"], asked, entry.day)
