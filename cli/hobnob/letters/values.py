"""The values that a letter can use about a person.

The one rule: everything comes from the notes, in a few queries for any number of people. Unknown
values are left out, so that a template that uses one fails with its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hobnob.index.documents import load_documents
from hobnob.index.index import Index
from hobnob.index.lookup import shown_text
from hobnob.index.notes import by_slug
from hobnob.letters.given_names import given_name
from hobnob.letters.greetings import greet
from hobnob.letters.language import languages
from hobnob.letters.sandbox import Fields
from hobnob.network.letters.recipient_facts import list_introducers
from hobnob.network.today.waiting import open_news
from hobnob.notes.schema import PERSON, PLAN, ROLE
from hobnob.wording import join_words

_FRIENDS = frozenset({"friend", "family"})
_NEAR = frozenset({"inner", "close"})
"""The relations and circles in which a title is left out of the greeting."""

_MADE = ("first_name", "last_name", "email")
"""Values of a person besides the keys of the note and the derived keys."""

_OF_PERSON = frozenset(
    {field.name for field in PERSON.fields}
    | {"slug", "last_contact", "contacts", "cadence_days", "due", *_MADE}
)

KNOWN: Mapping[str, frozenset[str]] = {
    "": frozenset({"person", "role", "news", "plan", "today", "greeting", "first_name"})
    | {"other", "why"},
    "person": _OF_PERSON,
    "other": _OF_PERSON | {"link"},
    "role": frozenset({"org", "title"}),
    "person.roles": frozenset(part.name for part in ROLE),
    "plan": frozenset({"slug", *(field.name for field in PLAN.fields)}),
}
"""The known names by their parent. A person and a plan have your own keys too."""


def load_values(
    index: Index, people: Sequence[int], plan: int | None, news: str = ""
) -> list[Mapping[str, Any]]:
    """Return the values for a letter to each of some people, in their order.

    Args:
        index: the index.
        people: their ids.
        plan: the id of the letter's plan, if any.
        news: the news that prompts it, for all of them; "" for the latest open news of each.
    """
    shared: dict[str, Any] = {"today": index.today}
    if plan is not None:
        shared["plan"] = _plan(index, plan)
    introducers: dict[int, list[str]] = {}
    for person, name in list_introducers(index, people):
        introducers.setdefault(person, []).append(name)
    clauses = dict.fromkeys(people, as_clause(news)) if news else _news(index)
    return [
        {
            **shared,
            **_person(index, document, introducers.get(p, ())),
            **({"news": clauses[p]} if p in clauses else {}),
        }
        for p, document in zip(people, load_documents(index, people), strict=True)
    ]


def load_introduction(index: Index, one: int, other: int, why: str) -> list[Mapping[str, Any]]:
    """Return the values for two letters that introduce two people to each other.

    Each has the other person as `other`; `why` is left out if it is "".

    Args:
        index: the index.
        one: the id of the first recipient.
        other: the id of the second.
        why: why they should meet.
    """
    both = load_values(index, (one, other), None)
    reason = {"why": _sentence(why)} if why.strip() else {}
    return [
        {**mine, "other": _other(theirs["person"]), **reason} for mine, theirs in (both, both[::-1])
    ]


def _other(person: Mapping[str, Any]) -> Fields:
    """Return a person as the other one, with a link that a sent letter shows as the name."""
    name = person["name"]
    shown = "" if {*"[]|\n"} & {*name} else f"|{name}"
    return _fields("other", {**person, "link": f"[[{person['slug']}{shown}]]"})


def _sentence(text: str) -> str:
    """Return a text on one line, with a full stop."""
    line = " ".join(text.split())
    return f"{line}." if line[-1].isalnum() else line


def _person(
    index: Index, document: Mapping[str, Any], introducers: Sequence[str]
) -> dict[str, Any]:
    known = {key: value for key, value in document.items() if key not in ("type", "path", "text")}
    parts = given_name(document["name"], document.get("prefix") or "")
    emails = document.get("emails") or [None]
    made = {"first_name": parts.first, "last_name": parts.last, "email": emails[0], **known}
    first = str(made["first_name"] or "")
    is_friend = known.get("circle") in _NEAR or not _FRIENDS.isdisjoint(known.get("relation") or ())
    made["greeting"] = greeting = greet(known, first, is_friend=is_friend)
    if introducer := known.get("introduced_by"):
        person = by_slug(index, "person", introducer)
        made["introduced_by"] = person.name if person else introducer.strip("[]")
    elif introducers:
        made["introduced_by"] = join_words(introducers)
    role = {key: made.get(key) for key in ("org", "title")}
    short = {"greeting": greeting, "first_name": first}
    return {
        "person": _fields("person", made),
        "role": _fields("role", role),
        **{name: text for name, text in short.items() if text},
    }


def _plan(index: Index, plan: int) -> Fields:
    document = load_documents(index, [plan])[0]
    return _fields(
        "plan", {key: value for key, value in document.items() if key not in ("type", "path")}
    )


def _news(index: Index) -> dict[int, str]:
    """Return the latest open news of each person who has any, as a clause."""
    found: dict[int, str] = {}
    for news in reversed(open_news(index)):
        clause = as_clause(shown_text(index, news.plain))
        if clause:
            found |= {who.id: clause for who in news.people if who.id is not None}
    return found


def as_clause(text: str) -> str:
    """Return the first paragraph of a text as a clause: on one line, without full stop.

    The source ("Heard from Ada that") is left out, because the person knows their own news.

    >>> as_clause("Made a\\nprofessor, in Bath.\\n\\nMust write.")
    'Made a professor, in Bath'
    >>> as_clause("Heard from Ada that the firm goes to Bath.")
    'the firm goes to Bath'
    """
    first = next(filter(None, (part.strip() for part in text.split("\n\n"))), "")
    line = " ".join(first.split())
    line = line[:-1] if line.endswith(".") and not line.endswith("..") else line
    for language in languages():
        line = language.as_clause(line)
    return line


def _fields(called: str, values: Mapping[str, Any]) -> Fields:
    """Return values for a template, without the empty ones."""
    kept = {key: _value(f"{called}.{key}", value) for key, value in values.items()}
    return Fields(called, {k: value for k, value in kept.items() if value not in (None, "", [])})


def _value(called: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return _fields(called, value)
    if isinstance(value, list):
        return [_value(called, item) for item in value if item is not None]
    return value
