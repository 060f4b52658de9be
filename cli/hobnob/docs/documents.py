"""What `--json` prints, from the declarations of the kinds and the table of derived keys.

The one rule: a key that a command prints stands in a declaration or in `DERIVED`; a test holds
the commands to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hobnob.docs.markdown import code, render_table
from hobnob.model import NOTE_KINDS
from hobnob.notes.schema import SCHEMAS, Field


class Key(NamedTuple):
    """A derived key: what it holds, and what it means."""

    name: str
    holds: str
    means: str


EVERY_NOTE = (
    Key("type", "text", "the kind: " + ", ".join(NOTE_KINDS)),
    Key("slug", "slug", "the name of its file"),
    Key("path", "text", "where it stands, relative to the journal"),
    Key("text", "text", "what stands below the keys"),
)

DERIVED: Mapping[str, tuple[Key, ...]] = {
    "person": (
        Key("last_contact", "date or null", "the latest contact"),
        Key("contacts", "number", "how many contacts there were"),
        Key("cadence_days", "number or null", "how often you mean to be in touch, in days"),
        Key("due", "date or null", "when the next contact is due"),
        Key("org", "text or null", "the organization of the present role"),
        Key("title", "text or null", "the title of the present role"),
    ),
    "interaction": (Key("is_contact", "true or false", "whether it counts as a contact today"),),
    "plan": (),
    "org": (
        Key("people_now", "list of slugs", "who is there; in `list orgs` and `show`"),
        Key("people_earlier", "list of slugs", "who was; in `list orgs` and `show`"),
    ),
    "letter": (),
}
"""The keys of a note's document that do not stand in its front matter."""

OTHERS: Mapping[str, tuple[str, tuple[Key, ...]]] = {
    "shown": (
        "What `hobnob show` has beside the keys of the note.",
        (
            Key(
                "promises",
                "list of [promises](#promise)",
                "those that concern a person, or stand "
                "in a plan and its interactions, or in an interaction",
            ),
            Key(
                "timeline",
                "list of interactions",
                "the latest first; of a person, a plan or an organization",
            ),
            Key(
                "ties",
                "list of objects: `person`, `together`, `last`",
                "of a person: who was there too, how often, and when last",
            ),
            Key("through", "list of slugs", "of a person: who introduced you"),
            Key("brought", "list of slugs", "of a person: whom they introduced you to"),
        ),
    ),
    "promise": (
        "An item of `hobnob list promises`.",
        (
            Key("ref", "text", "six letters that tell it from all others"),
            Key("text", "text", "what was promised"),
            Key("due", "date or null", "by when"),
            Key("owner", "`me` or a slug", "who promised"),
            Key("done", "true or false", "whether it was kept"),
            Key("note", "slug", "the note in which it stands"),
        ),
    ),
    "tag": (
        "An item of `hobnob list tags`.",
        (
            Key("tag", "text", "the tag, as it is most often typed"),
            Key("people", "number", "how many people have it"),
            Key("interactions", "number", "how many interactions have it"),
            Key("last", "date or null", "the latest of these interactions"),
        ),
    ),
    "place": (
        "An item of `hobnob list places`.",
        (
            Key("place", "text", "the place, as it was typed"),
            Key("people", "number", "how many people you met there"),
            Key("interactions", "number", "how many interactions there were"),
            Key("last", "date or null", "the latest of them"),
        ),
    ),
    "stats": (
        "What `hobnob stats` prints; all up to today.",
        (
            Key("people", "number", "all people"),
            Key("interactions", "number", "all interactions"),
            Key("contacts", "number", "those that count as a contact"),
            Key("drafts", "number", "what was not sent yet"),
            Key("plans", "number", "all plans"),
            Key("orgs", "number", "organizations that have a note or that a role names"),
            Key("open_promises", "number", "of mine and of others"),
            Key("kept_promises", "number", "of mine and of others"),
            Key("first", "date or null", "the first contact"),
            Key("last", "date or null", "the last contact"),
            Key("months", "object of numbers", "contacts by month: `2026-11`"),
            Key("years", "object of numbers", "contacts by year"),
            Key("kinds", "object of numbers", "interactions by kind, the most frequent first"),
            Key("most_met", "list of objects: `person`, `contacts`", "whom you met most of late"),
        ),
    ),
    "guess": (
        "An item of the `guesses` of `hobnob log` and `hobnob note`.",
        (
            Key("typed", "text", "a name that fits several people, as it was typed"),
            Key("person", "slug", "whom it was taken to mean"),
            Key("reason", "text", "why, in words"),
        ),
    ),
    "problem": (
        "An item of `hobnob check`.",
        (
            Key("path", "text", "the file, relative to the journal"),
            Key("line", "number", "from 1; 1 for the whole file"),
            Key("column", "number", "from 1"),
            Key("code", "text", "what it is; see [checks](checks.md)"),
            Key("message", "text", "what is wrong, and what would be right"),
            Key("severity", "text", "`error` or `warning`"),
        ),
    ),
}
"""What is printed that is no note, and where."""


PRINTS: Mapping[str, str] = {
    "add": "the note that was made",
    "set": "the note as it is now",
    "move": "the note as it is now",
    "rename": "the note under its new name",
    "merge": "the note that both have become",
    "done": "an array of the [promises](#promise) that were ticked",
    "undone": "an array of the [promises](#promise) that are open again",
    "remove": "`removed`: the path of the note; `changed`: those of the notes that referred to it",
    "undo": "`undone`: what was taken back, in words; `changed`: the paths of the notes",
    "undo --list": "an array: `what`, `when` (UTC) and `changed` of each",
    "build": "`site_dir`: the folder of the site",
    "check": "an array of [problems](#problem)",
    "check --explain": "`code`, `severity` and `text` of the page",
    "completion": "`shell` and `script`",
    "help": "`topics`, `commands` and `checks`; with a topic, `topic` and `text`",
    "init": "`path` of the journal, what was `written` and what was `kept`, and whether `git` was "
    "set up",
    "list people": "an array of notes of type [person](#a-note-of-type-person); so do `list "
    "interactions`, `list plans` and `list orgs` of theirs",
    "list promises": "an array of [promises](#promise)",
    "list tags": "an array of [tags](#tag)",
    "list places": "an array of [places](#place)",
    "search": "an array of notes, the best first, each with a `snippet` of its text",
    "stats": "[numbers](#stats)",
    "show": "the note, and [what there is beside it](#shown)",
    "log": "the interaction that was written, with `guesses`: an array of [guesses](#guess)",
    "log -": "an array of the interactions that were written, each with its `guesses`",
    "note": "the note as it is now, with `guesses`",
}
"""What each command prints; those that are not here print nothing of their own."""


def render_prints() -> str:
    """Return the table of what each command prints."""
    return render_table(
        ("command", "prints"), [(code(f"hobnob {verb}"), says) for verb, says in PRINTS.items()]
    )


def render_documents() -> str:
    """Return the tables of all documents."""
    parts = ["## Every note", _table(EVERY_NOTE)]
    for kind in NOTE_KINDS:
        own = [_of_field(field) for field in SCHEMAS[kind].fields]
        derived = {key.name for key in DERIVED[kind]}
        parts += [f"## A note of type {kind}", _table([k for k in own if k.name not in derived])]
        if DERIVED[kind]:
            parts += ["Derived:", _table(DERIVED[kind])]
    for name, (says, keys) in OTHERS.items():
        parts += [f"## {name.capitalize()}", says, _table(keys)]
    return "\n\n".join(parts)


def _table(keys: tuple[Key, ...] | list[Key]) -> str:
    return render_table(("key", "holds", "means"), [(code(k.name), k.holds, k.means) for k in keys])


def _of_field(field: Field) -> Key:
    if field.parts:
        inner = ", ".join(code(part.name) for part in field.parts)
        return Key(field.name, f"list of objects: {inner}", field.means)
    one = "slug" if field.type.refers else _HOLDS.get(field.type.name, "text")
    if field.pairs:
        return Key(field.name, f"object of {one}s", field.means)
    return Key(field.name, f"list of {one}s" if field.many else one, field.means)


_HOLDS = {
    "flag": "true or false",
    "date": "date",
    "date or date and time": "date",
    "rate": "number",
}

DOCUMENT_FILLS = {"documents": render_documents, "prints": render_prints}
