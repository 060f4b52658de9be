"""The declaration of each kind of note: its keys, their types, their meanings.

The one rule: only this table defines what a note may contain. Reading, `check`, `add`, `set`, the
documentation of the format and the JSON Schema all use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hobnob.model import FOLDER_OF, Kind
from hobnob.notes import values as v
from hobnob.notes.values import ValueType


@dataclass(frozen=True, kw_only=True)
class Field:
    """One key of a kind of note.

    Attributes:
        many: the key holds a list, or a single value.
        parts: for a list of mappings, the keys of each mapping.
        pairs: the key holds a mapping of the user's own words to values of the type.
    """

    name: str
    type: ValueType
    means: str
    example: str = ""
    many: bool = False
    required: bool = False
    parts: tuple[Field, ...] = ()
    pairs: bool = False

    @property
    def reference(self) -> str:
        """The part of each of its mappings that refers to a note, "" if there is none."""
        return next((part.name for part in self.parts if part.type.refers), "")

    @property
    def shape(self) -> str:
        """Return the type of the key's value in words."""
        if self.parts:
            return "list of mappings"
        if self.pairs:
            return f"mapping of {self.type.name}s"
        return f"list of {self.type.name}s" if self.many else self.type.name


@dataclass(frozen=True)
class KindSchema:
    """A kind of note; the order of its keys is that of the documentation and of new notes."""

    kind: Kind
    means: str
    fields: tuple[Field, ...]
    body: str

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The keys by their names."""
        return {f.name: f for f in self.fields}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The keys that a note must have."""
        return tuple(f.name for f in self.fields if f.required)

    @cached_property
    def referring(self) -> tuple[tuple[str, str], ...]:
        """The keys whose mappings refer to notes, each with the part that does."""
        return tuple((f.name, f.reference) for f in self.fields if f.reference)

    @property
    def folder(self) -> str:
        """The folder for notes of this kind, in the notes folder."""
        return FOLDER_OF[self.kind]


def _f(name: str, type_: ValueType, means: str, example: str = "", **more: Any) -> Field:
    return Field(name=name, type=type_, means=means, example=example, **more)


_NAME = _f("name", v.TEXT, "its name", required=True)
_TAGS = _f("tags", v.TAG, "words to find it by", "[infrastructure, mentor]", many=True)
_PRIVATE = _f("private", v.FLAG, "left out of a site that you build to share", "true")
_PEOPLE = v.reference("person")
_SOURCE = _f("source", v.TEXT, "where an import found it, so that it is never imported twice",
             "linkedin:2-YWJj", many=True)  # fmt: skip

ROLE = (
    _f("org", v.TEXT, "the organization, by its name", "Ogilvy"),
    _f("title", v.TEXT, "what they do there", "Head of Platform"),
    _f("since", v.DATE, "the start", "2024-03"),
    _f("until", v.DATE, "the end; without it, the role is present", "2026-01"),
)
STAGE = (
    _f("name", v.TEXT, "the name of the stage", "phoned", required=True),
    _f("kinds", v.INTERACTION_KIND, "the kinds of interaction that reach it", "[call]", many=True),
    _f("directions", v.DIRECTION, "only in these directions", "[out, both]", many=True),
    _f("outcomes", v.OUTCOME, "only with these outcomes", "[agreed]", many=True),
)
POSTING = (
    _f("title", v.TEXT, "the position", "Data engineer", required=True),
    _f("org", v.TEXT, "the organization, by its name", "Ogilvy"),
    _f("link", v.URL, "where it is posted", "https://example.org/jobs/17"),
    _f("deadline", v.DATE, "the last day to apply", "2026-12-10"),
    _f("sent", v.DATE, "the day you applied", "2026-12-01"),
)

TIE = (
    _f("who", v.reference("person"), "another person", "bob-crane", required=True),
    _f("how", v.TEXT, "what they are to this person", "sister"),
)
YEARLY = (
    _f("date", v.BIRTHDAY, "the day, with or without the year", "--06-03", required=True),
    _f("what", v.TEXT, "what the day is", "wedding day"),
)

PERSON = KindSchema(
    "person",
    "a person you know",
    (
        _f("name", v.TEXT, "the full name; without it, the first heading or the name of the file",
           "Grace Hopper"),
        _f("prefix", v.TEXT, "what stands before the name", "Dr."),
        _f("suffix", v.TEXT, "what stands behind the name", "PMP"),
        _f("greeting", v.TEXT, "how a letter greets them, whole and without the comma",
           "Dear Professor Hopper"),
        _f("aliases", v.TEXT, "other names: nicknames, maiden names", "[Amazing Grace]", many=True),
        _f("emails", v.EMAIL, "e-mail addresses", "grace@example.org", many=True),
        _f("phones", v.TEXT, "telephone numbers", "+1 555 0100", many=True),
        _f("links", v.URL, "pages about them", "https://example.org/grace", many=True),
        _f("birthday", v.BIRTHDAY, "the birthday, with or without the year", "--12-09"),
        _f("dates", v.TEXT, "other days of the year", parts=YEARLY, many=True),
        _f("location", v.TEXT, "where they live", "Arlington"),
        _f("roles", v.TEXT, "what they did where, newest first", parts=ROLE, many=True),
        _f("org", v.TEXT, "a short form for one present role", "Ogilvy"),
        _f("title", v.TEXT, "a short form for one present role", "Account director"),
        _f("relation", v.RELATION, "what they are to you", "[mentor, friend]", many=True),
        _f("relations", v.TEXT, "what others are to this person", parts=TIE, many=True),
        _f("circle", v.CIRCLE, "how close they are; this sets the cadence. `none` is in no circle, "
           "and you have decided it", "close"),
        _f("keep_in_touch", v.CADENCE, "the cadence, in place of the circle's", "6 weeks"),
        _f("snooze", v.DAY, "until when nothing but dated promises and follow-ups is said of them",
           "2026-12-13"),
        _f("met_on", v.DATE, "when you met", "2019-05"),
        _f("met_at", v.TEXT, "where or how you met", "a conference on compilers"),
        _f("introduced_by", _PEOPLE, "who introduced you", "george-green"),
        _TAGS,
        _f("photo", v.TEXT, "a picture in the journal's folder", "photos/grace.jpg"),
        _f("not_same_as", _PEOPLE, "other people, who only look like the same person",
           "[ada-lovelace-2]", many=True),
        _SOURCE,
        _PRIVATE,
    ),
    "All that you want to remember about them, and promises.",
)  # fmt: skip
INTERACTION = KindSchema(
    "interaction",
    "something that happened between you and others",
    (
        _f("date", v.MOMENT, "the date, and the time if you like", "2026-11-22 12:30",
           required=True),
        _f("people", _PEOPLE, "the people who took part", "[grace-hopper, george]", many=True),
        _f("kind", v.INTERACTION_KIND, "what it was", "meal"),
        _f("direction", v.DIRECTION, "who began; without it, `out` for letters, e-mails, messages "
           "and gifts, and `both` for the rest", "in"),
        _f("outcome", v.OUTCOME, "how it ended, if that matters; `cancelled` did not take place",
           "agreed"),
        _f("asked", v.ASK, "what you asked for", "advice", many=True),
        _f("gave", v.ASK, "what you did for them", "introduction", many=True),
        _f("introduced", _PEOPLE, "people they introduced you to", "[ada-lovelace]", many=True),
        _f("plan", v.reference("plan"), "the plan it belongs to", "next-role"),
        _f("subject", v.TEXT, "the subject of a letter or an e-mail", "Congratulations"),
        _f("letter", v.reference("letter"), "the template it was drafted from", "congratulations"),
        _f("accepted", v.TEXT, "tasks of a letter to you that you have taken on, word for word; "
           "the others are only asked of you", "send the list", many=True),
        _f("place", v.TEXT, "the place", "Luigi's"),
        _TAGS,
        _f("follow_up", v.DATE, "when to come back to it", "2026-12-13"),
        _f("draft", v.FLAG, "true until it has been sent or has taken place", "true"),
        _SOURCE,
        _PRIVATE,
    ),
    "What you talked about, and promises.",
)  # fmt: skip
PLAN = KindSchema(
    "plan",
    "something you want, and the people who may help you",
    (
        _f("name", v.TEXT, "its name", "Summer internship", required=True),
        _f("goal", v.TEXT, "what would be a success", "one paid internship"),
        _f("status", v.STATUS, "its state; `active` without it", "active"),
        _f("start", v.DATE, "the first day", "2026-09-01"),
        _f("deadline", v.DATE, "the last day", "2027-03-31"),
        _f("people", v.reference("person", "org"), "its targets: people, or organizations where "
           "you know nobody yet", "[grace-hopper, ogilvy]", many=True),
        _f("postings", v.TEXT, "the positions you apply for", parts=POSTING, many=True),
        _f("letter", v.reference("letter"), "the template for its letters", "congratulations"),
        _f("stages", v.TEXT, "its own ladder of stages", parts=STAGE, many=True),
        _f("nudge_after", v.CADENCE, "how long you wait for an answer before the one nudge; "
           "2 weeks without it", "10 days"),
        _f("expect", v.RATE, "the rate you hope for at each stage", "{reached: 7 of 20}",
           pairs=True),
        _TAGS,
        _PRIVATE,
    ),
    "The idea of the plan, and what you learn on the way.",
)  # fmt: skip
ORG = KindSchema(
    "org",
    "an organization; it needs no note if a role names it, a note only adds details",
    (
        _f("name", v.TEXT, "the name that roles use", "Ogilvy", required=True),
        _f("aliases", v.TEXT, "other names that roles use", "[O&M]", many=True),
        _f("domains", v.TEXT, "domains of its e-mail addresses", "ogilvy.example", many=True),
        _f("website", v.URL, "its website", "https://ogilvy.example"),
        _f("location", v.TEXT, "where it is", "New York"),
        _f("parent", v.reference("org"), "the organization that it is a part of", "wpp"),
        _TAGS,
        _PRIVATE,
    ),
    "All that you want to remember about it.",
)
LETTER = KindSchema(
    "letter",
    "a template of a letter; it is not shown on the site",
    (
        _f("subject", v.TEXT, "the subject, also a template", "Congratulations"),
        _f("asked", v.ASK, "what it asks for", "advice", many=True),
    ),
    "The text, a Jinja template.",
)

SCHEMAS: Mapping[Kind, KindSchema] = {
    schema.kind: schema for schema in (PERSON, INTERACTION, PLAN, ORG, LETTER)
}

PAGE_TEXTS = frozenset({"title", "description", "author", "subtitle", "icon", "status", "template"})
"""The keys of an ordinary page that a theme reads as text. All others are the user's own."""


def json_schema(kind: Kind, *, lists: bool = False) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of the front matter of a kind, for editors.

    In front matter a year, a house number or `No` is text to hobnob, whatever YAML takes it for.

    Args:
        kind: of the notes.
        lists: for what hobnob itself writes as JSON: texts are texts, and a key that takes a list
            always has one.
    """
    schema = SCHEMAS[kind]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"hobnob: {kind}",
        "type": "object",
        "properties": {f.name: _field_schema(f, lists=lists) for f in schema.fields},
        "required": [f.name for f in schema.fields if f.required],
    }


def _field_schema(field: Field, *, lists: bool) -> dict[str, object]:
    if field.parts:
        value: dict[str, object] = {
            "type": "object",
            "properties": {part.name: _field_schema(part, lists=lists) for part in field.parts},
        }
    else:
        value = dict(field.type.schema)
        if not lists and value == {"type": "string"} and field.type is not v.EMAIL:
            value = {"type": ["string", "number", "boolean", "null"]}
    if field.pairs:
        return {"description": field.means, "type": "object", "additionalProperties": value}
    if field.many:
        many: dict[str, object] = {"type": "array", "items": value}
        return {"description": field.means, **(many if lists else {"anyOf": [value, many]})}
    return {"description": field.means, **value}
