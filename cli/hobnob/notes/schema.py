"""The declaration of each kind of note: its keys, their types, what they mean.

The one rule: this table is the only place that says what a note may hold. Reading, `check`,
`add`, `set`, the documentation of the format and the JSON Schema are all made from it.
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
        many: the key holds a list; a single scalar is as good.
        parts: for a list of mappings, the keys of each.
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
    def shape(self) -> str:
        """Say in words what stands behind the key."""
        if self.parts:
            return "list of mappings"
        if self.pairs:
            return f"mapping of {self.type.name}s"
        return f"list of {self.type.name}s" if self.many else self.type.name


@dataclass(frozen=True)
class KindSchema:
    """A kind of note: its keys in the order in which they are documented and written."""

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
        """The keys without which a note is none."""
        return tuple(f.name for f in self.fields if f.required)

    @property
    def folder(self) -> str:
        """The folder under the notes in which notes of this kind stand."""
        return FOLDER_OF[self.kind]


def _f(name: str, type_: ValueType, means: str, example: str = "", **more: Any) -> Field:
    return Field(name=name, type=type_, means=means, example=example, **more)


_NAME = _f("name", v.TEXT, "what it is called", required=True)
_TAGS = _f("tags", v.TAG, "words to find it by", "[infrastructure, mentor]", many=True)
_PRIVATE = _f("private", v.FLAG, "stays off a site that is built to be shared", "true")
_PEOPLE = v.reference("person")

ROLE = (
    _f("org", v.TEXT, "the organization, by its name", "Ogilvy"),
    _f("title", v.TEXT, "what they do there", "Head of Platform"),
    _f("since", v.DATE, "from when", "2024-03"),
    _f("until", v.DATE, "until when; without it, still", "2026-01"),
)
STAGE = (
    _f("name", v.TEXT, "what the stage is called", "phoned", required=True),
    _f("kinds", v.INTERACTION_KIND, "the kinds of interaction that reach it", "[call]", many=True),
    _f("directions", v.DIRECTION, "only in these directions", "[out, both]", many=True),
    _f("outcomes", v.OUTCOME, "only with these outcomes", "[agreed]", many=True),
)

PERSON = KindSchema(
    "person",
    "somebody you know",
    (
        _f("name", v.TEXT, "the full name", "Grace Hopper", required=True),
        _f("aliases", v.TEXT, "other names: nicknames, maiden names", "[Amazing Grace]", many=True),
        _f("emails", v.EMAIL, "e-mail addresses", "grace@example.org", many=True),
        _f("phones", v.TEXT, "telephone numbers", "+1 555 0100", many=True),
        _f("links", v.URL, "pages about them", "https://example.org/grace", many=True),
        _f("birthday", v.BIRTHDAY, "with or without its year", "--12-09"),
        _f("location", v.TEXT, "where they live", "Arlington"),
        _f("roles", v.TEXT, "what they did where, newest first", parts=ROLE, many=True),
        _f("org", v.TEXT, "short for one present role", "Ogilvy"),
        _f("title", v.TEXT, "short for one present role", "Account director"),
        _f("relation", v.RELATION, "what they are to you", "[mentor, friend]", many=True),
        _f("circle", v.CIRCLE, "how near: sets how often you mean to be in touch", "close"),
        _f("keep_in_touch", v.CADENCE, "how often; wins over the circle", "6 weeks"),
        _f("met_on", v.DATE, "when you met", "2019-05"),
        _f("met_at", v.TEXT, "where or how you met", "a conference on compilers"),
        _f("introduced_by", _PEOPLE, "who introduced you", "george-green"),
        _TAGS,
        _f("photo", v.TEXT, "a picture in the journal's folder", "photos/grace.jpg"),
        _PRIVATE,
    ),
    "Whatever you want to remember of them, and promises.",
)
INTERACTION = KindSchema(
    "interaction",
    "something that happened between you and others",
    (
        _f("date", v.MOMENT, "when", "2026-11-22 12:30", required=True),
        _f("people", _PEOPLE, "with whom", "[grace-hopper, george]", many=True),
        _f("kind", v.INTERACTION_KIND, "what it was", "meal"),
        _f("direction", v.DIRECTION, "who began; letters, e-mails, messages and gifts go out "
           "unless this says otherwise, the rest both ways", "in"),
        _f("outcome", v.OUTCOME, "how it ended, where that matters", "agreed"),
        _f("asked", v.ASK, "what you asked for", "advice", many=True),
        _f("gave", v.ASK, "what you did for them", "introduction", many=True),
        _f("introduced", _PEOPLE, "whom they introduced you to", "[ada-lovelace]", many=True),
        _f("plan", v.reference("plan"), "the plan it belongs to", "next-role"),
        _f("subject", v.TEXT, "what a letter or an e-mail has above it", "Congratulations"),
        _f("letter", v.reference("letter"), "the template it was drafted from", "congratulations"),
        _f("place", v.TEXT, "where", "Luigi's"),
        _TAGS,
        _f("follow_up", v.DATE, "when to come back to it", "2026-12-13"),
        _f("draft", v.FLAG, "true until it has been sent", "true"),
        _PRIVATE,
    ),
    "What was said, and promises.",
)  # fmt: skip
PLAN = KindSchema(
    "plan",
    "something you want, and the people who may help",
    (
        _f("name", v.TEXT, "what it is called", "Summer internship", required=True),
        _f("goal", v.TEXT, "what would be a success", "one paid internship"),
        _f("status", v.STATUS, "active unless it says otherwise", "active"),
        _f("start", v.DATE, "from when", "2026-09-01"),
        _f("deadline", v.DATE, "until when", "2027-03-31"),
        _f("people", _PEOPLE, "its targets", "[grace-hopper]", many=True),
        _f("letter", v.reference("letter"), "the template it sends", "congratulations"),
        _f("stages", v.TEXT, "a ladder of its own", parts=STAGE, many=True),
        _f("nudge_after", v.CADENCE, "how long silence lasts before the one nudge; "
           "2 weeks unless it says otherwise", "10 days"),
        _f("expect", v.RATE, "the hoped-for rate of each stage", "{reached: 7 of 20}", pairs=True),
        _TAGS,
        _PRIVATE,
    ),
    "The idea of it, and what you learn on the way.",
)  # fmt: skip
ORG = KindSchema(
    "org",
    "an organization; it exists as soon as a role names it, a note only adds to it",
    (
        _f("name", v.TEXT, "the name that roles use", "Ogilvy", required=True),
        _f("aliases", v.TEXT, "other names that roles use", "[O&M]", many=True),
        _f("domains", v.TEXT, "of its e-mail addresses", "ogilvy.example", many=True),
        _f("website", v.URL, "its page", "https://ogilvy.example"),
        _f("location", v.TEXT, "where it is", "New York"),
        _TAGS,
        _PRIVATE,
    ),
    "Whatever you want to remember of it.",
)
LETTER = KindSchema(
    "letter",
    "a template of a letter; never a page of the site",
    (
        _f("subject", v.TEXT, "what stands above it, a template too", "Congratulations"),
        _f("asked", v.ASK, "what it asks for", "advice", many=True),
    ),
    "The text, a Jinja template.",
)

SCHEMAS: Mapping[Kind, KindSchema] = {
    schema.kind: schema for schema in (PERSON, INTERACTION, PLAN, ORG, LETTER)
}


def json_schema(kind: Kind) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of the front matter of a kind, for editors."""
    schema = SCHEMAS[kind]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"hobnob: {kind}",
        "type": "object",
        "properties": {f.name: _field_schema(f) for f in schema.fields},
        "required": [f.name for f in schema.fields if f.required],
    }


def _field_schema(field: Field) -> dict[str, object]:
    if field.parts:
        one: dict[str, object] = {
            "type": "object",
            "properties": {part.name: _field_schema(part) for part in field.parts},
        }
    else:
        one = dict(field.type.schema)
    if field.pairs:
        return {"description": field.means, "type": "object", "additionalProperties": one}
    if field.many:
        shape: dict[str, object] = {"anyOf": [one, {"type": "array", "items": one}]}
        return {"description": field.means, **shape}
    return {"description": field.means, **one}
