"""The keys of `--json` for the manual: those of notes, and those of all other answers.

The one rule: a key of a note is in the declaration of its kind or in `DERIVED`; all others are
the fields of the class that a verb names in `@verb(prints=…)`. Tests hold the verbs to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hobnob.answers import Key, heading, keys_of, plural, summary_of
from hobnob.capture.entry import Guess
from hobnob.capture.log import PassedOver
from hobnob.cli.failing import Failure
from hobnob.docs.markdown import code, render_table
from hobnob.docs.prints import classes_in, printed_answers, prints_of_verbs, render_prints
from hobnob.errors import ERRORS
from hobnob.index.promises import Promise
from hobnob.model import NOTE_KINDS, Kind
from hobnob.network.person import Person
from hobnob.network.role_changes import RoleChange
from hobnob.network.shown import ShownOrg
from hobnob.notes.schema import SCHEMAS, Field
from hobnob.wording import join_words

EVERY_NOTE = (
    Key("type", "text", "the kind: " + ", ".join(NOTE_KINDS)),
    Key("slug", "slug", "the name of its file"),
    Key("path", "text", "the path of its file, relative to the journal"),
    Key(
        "author",
        "text",
        "whose words the text is: `me`, or `them` in a letter, an e-mail or a "
        "message with `direction: in`",
    ),
    Key("text", "text", "the text below the front matter"),
)

DERIVED: Mapping[str, tuple[Key, ...]] = {
    "person": (
        Key("last_contact", "date or null", "the latest contact"),
        Key("contacts", "number", "the number of contacts"),
        Key("cadence_days", "number or null", "the cadence in days"),
        Key("due", "date or null", "when the next contact is due"),
        Key("org", "text or null", "the organization of the present role"),
        Key("title", "text or null", "the title of the present role"),
    ),
    "interaction": (Key("is_contact", "true or false", "whether it counts as a contact today"),),
    "plan": (),
    "org": (
        Key("people_now", "list of slugs", "who is there; in `list orgs` and `show`"),
        Key("people_earlier", "list of slugs", "who was; in `list orgs` and `show`"),
        *(
            key._replace(means=f"{key.means}; in `show`")
            for key in keys_of(ShownOrg, (RoleChange,))
            if key.name not in ("people_now", "people_earlier", "mentions", "timeline")
        ),
    ),
    "letter": (),
}
"""The keys of a note's document that are not in its front matter."""

OTHERS: Mapping[str, tuple[str, tuple[Key, ...]]] = {
    "shown": (
        "What `hobnob show` has beside the keys of a person. A plan has the `promises` in it and "
        "in its interactions, and a `timeline`; an organization a `timeline`, an interaction "
        "`promises`. All of them have `mentions`.",
        (
            *(key for key in keys_of(Person, (Promise,)) if key.name != "timeline"),
            Key(
                "timeline",
                "list of interactions",
                "the latest first; with `--limit`, no more than that",
            ),
        ),
    ),
    "guess": (summary_of(Guess), keys_of(Guess)),
    "passed over": (summary_of(PassedOver), keys_of(PassedOver)),
    "error": (
        f"{summary_of(Failure)} For a line of `hobnob log -`, it also has its number, `line`.",
        keys_of(Failure),
    ),
}
"""Other printed documents and their keys, if no verb names a class for them."""


def render_documents() -> str:
    """Return the tables of all documents."""
    parts = ["## Every note", _table(EVERY_NOTE)]
    for kind in NOTE_KINDS:
        own = [_of_field(field) for field in SCHEMAS[kind].fields]
        derived = {key.name for key in DERIVED[kind]}
        parts += [f"## A note of type {kind}", _table([k for k in own if k.name not in derived])]
        if DERIVED[kind]:
            parts += ["Derived:", _table(DERIVED[kind])]
    for name, (says, keys) in sections().items():
        parts += [f"## {name.capitalize()}", says, _table(keys)]
    return "\n\n".join(parts)


def render_json_of(verb: str) -> str:
    """Return what a command prints with `--json`, in short: its documents and their keys.

    Args:
        verb: its words, such as `list people`.

    Raises:
        KeyError: no such command prints JSON.
    """
    own = f"hobnob {verb}"
    known = {
        name: words
        for name, words in prints_of_verbs()
        if name == own or name.startswith(f"{own} ")
    }
    if not known:
        raise KeyError(verb)
    parts = [f"{name}: {_plain(words)}." for name, words in known.items()]
    if verb == "list":
        parts.append(f"'hobnob help json {verb} people', for example, lists the keys.")
        return "\n".join(parts)
    seen: dict[str, tuple[Key, ...]] = {}
    for words in known.values():
        seen |= {heading(kind): keys_of(kind) for kind in classes_in(words)}
        kinds = (kind for kind in NOTE_KINDS if f"[{kind}]" in words)
        seen |= {f"note of type {kind}": _keys_of_note(kind) for kind in kinds}
        seen |= {name: keys for name, (_, keys) in sections().items() if _links(words, name)}
    for name, keys in seen.items():
        parts.append(f"{name[0].upper()}{name[1:]}: {', '.join(map(_in_short, keys))}.")
    return "\n".join([*parts, "'hobnob help json' says what each key means."])


def _links(words: str, name: str) -> bool:
    """Return whether some words link to the section of a document."""
    return f"(#{name.replace(' ', '-')})" in words


def _in_short(key: Key) -> str:
    return key.name if key.holds == "text" else f"{key.name} ({_plain(key.holds)})"


def _plain(words: str) -> str:
    """Return words of the manual without links and code marks, classes by their headings."""
    for whole in re.findall(r"\{[^{}]+\}", words):
        (kind,) = classes_in(whole)
        name = heading(kind)
        words = words.replace(whole, f"an array of {plural(name)}" if "list[" in whole else name)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words).replace("`", "")


def _keys_of_note(kind: Kind) -> tuple[Key, ...]:
    own = [_of_field(field) for field in SCHEMAS[kind].fields]
    derived = {key.name for key in DERIVED[kind]}
    return (*EVERY_NOTE, *(key for key in own if key.name not in derived), *DERIVED[kind])


def _table(keys: tuple[Key, ...] | list[Key]) -> str:
    return render_table(("key", "holds", "means"), [(code(k.name), k.holds, k.means) for k in keys])


def _of_field(field: Field) -> Key:
    if field.parts:
        inner = ", ".join(code(part.name) for part in field.parts)
        return Key(field.name, f"list of objects: {inner}", field.means)
    item = "slug" if field.type.refers else _HOLDS.get(field.type.name, "text")
    if field.pairs:
        return Key(field.name, f"object of {item}s", field.means)
    return Key(field.name, f"list of {item}s" if field.many else item, field.means)


_HOLDS = {
    "flag": "true or false",
    "date": "date",
    "date or date and time": "date",
    "rate": "number",
}


def sections() -> dict[str, tuple[str, tuple[Key, ...]]]:
    """Return all printed documents that are not notes: by name, a sentence and the keys."""
    answers = printed_answers()
    declared = {heading(kind): (_summary(kind), keys_of(kind, answers)) for kind in answers}
    return dict(sorted({**OTHERS, **declared}.items()))


def _summary(kind: type) -> str:
    """Return the summary of an answer, and which commands print it."""
    by = [code(command) for command, words in prints_of_verbs() if kind in classes_in(words)]
    return f"{summary_of(kind)} Printed by {join_words(by)}."


def render_errors() -> str:
    """Return the table of the codes of errors."""
    rows = [(code(name), str(exit_code), means) for name, (exit_code, means) in ERRORS.items()]
    return render_table(("code", "exit code", "means"), rows)


DOCUMENT_FILLS = {
    "documents": render_documents,
    "prints": render_prints,
    "errors": render_errors,
}
