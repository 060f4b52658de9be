"""Something to be glad of, once a contact was logged.

The one rule: it is a fact, counted from the journal, and never a reproach; of a no nothing
is counted.
"""

from __future__ import annotations

from hobnob.capture.entry import Entry
from hobnob.index.documents import Document
from hobnob.index.index import Index
from hobnob.index.interactions import contact_dates
from hobnob.index.notes import by_slug
from hobnob.wording import spell_ordinal


def tell_glad_fact(index: Index, entry: Entry, document: Document) -> str:
    """Return a fact about the one this was with, counted from the journal, or ""."""
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
