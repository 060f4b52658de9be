"""The words for an entry: what was understood, in one short paragraph, and an encouraging fact.

The one rule: it is plain text; the printer makes it safe for the terminal or the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob import dates
from hobnob.capture.entry import NewEntry
from hobnob.capture.log import Logged
from hobnob.index.index import Index
from hobnob.index.interactions import contact_dates
from hobnob.index.notes import by_slug
from hobnob.model import default_direction
from hobnob.wording import join_words, spell_asks, spell_ordinal

_PHRASES = {
    "letter": ("a letter to", "a letter from", "letters with"),
    "email": ("an e-mail to", "an e-mail from", "e-mails with"),
    "message": ("a message to", "a message from", "messages with"),
    "call": ("a call to", "a call from", "a call with"),
    "meeting": ("a meeting with",) * 3,
    "meal": ("a meal with",) * 3,
    "event": ("an event with",) * 3,
    "gift": ("a gift for", "a gift from", "gifts with"),
    "introduction": ("an introduction by",) * 3,
    "news": ("news of",) * 3,
    "note": ("a note about",) * 3,
}
_NEAR = 13
"""Days within which the day of the week says more than the year."""


def describe_entry(entry: NewEntry, today: str, begin: str = "Logged") -> str:
    """Say in one short paragraph what was understood.

    Args:
        entry: the interaction.
        today: the day on which it is printed.
        begin: what became of it, if it is no draft.
    """
    if entry.values.get("draft") and begin == "Logged":
        begin = "An appointment" if entry.is_appointment else "A draft"
    first = "; ".join([f"{begin}: {_what(entry, today)}", *_details(entry, today)])
    ahead = [describe_entry(entry.ahead, today)] if entry.ahead else []
    return " ".join([f"{first}.", *_promises(entry, today), *_mentioned(entry), *ahead])


def _what(entry: NewEntry, today: str) -> str:
    """Say what it was, with whom, where and when."""
    values = entry.values
    who = join_words(entry.names_of("people")) or "nobody you know"
    day = spell_day(values["date"], today)
    place = f" at {values['place']}" if "place" in values else ""
    kind = values.get("kind", "")
    if not kind:
        return f"{day} with {who}{place}"
    return f"{_phrase(entry, kind)} {who}{place}, {day}"


def _phrase(entry: NewEntry, kind: str) -> str:
    if kind == "introduction" and "introduction" in entry.values.get("gave", ()):
        return "an introduction of"
    if entry.word:
        return f"{entry.word.lower()} with"
    direction = entry.values.get("direction") or default_direction(kind)
    return _PHRASES[kind][("out", "in", "both").index(direction)]


def _details(entry: NewEntry, today: str) -> Iterator[str]:
    """Yield what more there is of it, each in a few words."""
    values = entry.values
    if "outcome" in values:
        yield {"no-answer": "no answer this time"}.get(values["outcome"], values["outcome"])
    if "asked" in values:
        yield f"asked for {spell_asks(values['asked'])}"
    if "gave" in values and not (
        values["gave"] == ["introduction"] and values.get("kind") == "introduction"
    ):
        yield f"gave {spell_asks(values['gave'])}"
    if "introduced" in values:
        yield f"they introduced you to {join_words(entry.names_of('introduced'))}"
    if "plan" in values:
        yield f"for the plan {values['plan']}"
    if "tags" in values:
        yield " ".join(f"#{tag}" for tag in values["tags"])
    if "follow_up" in values:
        yield f"to follow up {spell_day(values['follow_up'], today)}"
    if values.get("private"):
        yield "private"


def _promises(entry: NewEntry, today: str) -> Iterator[str]:
    for promise in (*entry.promises, *entry.tasks):
        owner = entry.names.get(promise.owner) or promise.owner or "You"
        due = (
            f", by {spell_day(promise.due, today).removeprefix('on ').removeprefix('in ')}"
            if promise.due
            else ""
        )
        yield f"{owner} promised: {promise.text}{due}."


def _mentioned(entry: NewEntry) -> Iterator[str]:
    if entry.mentioned:
        names = [entry.names.get(slug) or slug for slug in entry.mentioned]
        yield f"{join_words(names)} {'is' if len(names) == 1 else 'are'} mentioned."


def spell_day(when: str, today: str) -> str:
    """Say a day as one would: `yesterday`, `on 3 November 2026`; with its time, if it has one."""
    day, _, time = when.partition("T")
    at = f" at {time}" if time else ""
    if len(day) < 10:
        return f"in {dates.spell_date(day)}"
    away = abs(dates.days_between(today, day))
    if away <= 1:
        return dates.spell_since(day, today) + at
    date = dates.first_day(day)
    written = f"{date:%A}, {date.day} {date:%B}" if away <= _NEAR else f"{date.day} {date:%B %Y}"
    return f"on {written}{at} ({dates.spell_since(day, today)})"


# ---------------------------------------------------------------- an encouraging fact


def encourage(index: Index, logged: Logged) -> str:
    """Return a fact about the first person of an entry, counted from the journal, or "".

    It is never a reproach, and after a no it counts nothing.
    """
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


def remark_on_asking(index: Index, entry: NewEntry) -> str:
    """Return what the essay says of asking somebody outright before asking for advice, or ""."""
    if not (asked := entry.values.get("asked", ())):
        return ""
    # Few lines ask for anything, and what is asked is a large module.
    from hobnob.network.asks.asks import remark_on_direct_ask

    return remark_on_direct_ask(index, entry.values["people"], asked, entry.day)
