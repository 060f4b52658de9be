"""From a note to its rows in the index.

The one rule: a pure function of the note; what depends on other notes (where a reference leads)
or on the day is left open here.
"""

from __future__ import annotations

import json
import re
from base64 import b32encode
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from hobnob import dates
from hobnob.index.beside import searchable, words_beside
from hobnob.index.body_relations import relations_in
from hobnob.model import (
    BODY_LINK,
    NO_CONTACT_KINDS,
    NO_CONTACT_OUTCOMES,
    Body,
    Note,
    Task,
    default_direction,
    is_letter_to_me,
)
from hobnob.name_forms import forms_of_name
from hobnob.names import WIKILINK, fold, link_target, name_key, search_text
from hobnob.notes.body import read_body
from hobnob.notes.naming import NAMED, settle_name
from hobnob.notes.schema import SCHEMAS
from hobnob.notes.values import NO_CIRCLE

Row = tuple[Any, ...]
Table = list[Row] | tuple[Row, ...]


class Rows(NamedTuple):
    """The rows of a note, or of several, by table."""

    note: Table = ()
    person: Table = ()
    interaction: Table = ()
    ref: Table = ()
    name: Table = ()
    spoken: Table = ()
    role: Table = ()
    tag: Table = ()
    promise: Table = ()
    words: Table = ()
    problem: Table = ()


def join_rows(rows: Iterable[Rows]) -> Rows:
    """Return the rows of several notes together."""
    return Rows(*(list(chain.from_iterable(table)) for table in zip(*rows, strict=True)))


# One encoder for all notes: `json.dumps` would make one for each.
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


# The same few names are typed again and again.
@lru_cache(maxsize=20_000)
def _key_of_link(raw: str) -> str:
    return name_key(link_target(raw))


_REFERENCES = {
    kind: tuple(f.name for f in schema.fields if f.type.refers) for kind, schema in SCHEMAS.items()
}
_ROWS = {kind: schema.referring for kind, schema in SCHEMAS.items()}
"""The keys with lists of mappings of which a part refers to a note, and that part."""


def make_rows(note: Note, file_id: int) -> Rows:
    """Return the rows of a note; what its body has wrong is added to its problems."""
    typed, before = note, note.values
    data = _encoded(note)
    linked = _linked(note) if "[[" in data else {}
    if linked:
        read = read_values(linked)
        note = replace(
            note,
            values={key: read.get(key, value) for key, value in note.values.items()},
            extra={key: read.get(key, value) for key, value in note.extra.items()},
        )
    is_read = note.usable and note.kind != "letter"
    body = read_body(note.body, html=note.kind == "page") if is_read else Body()
    _tell_unclosed(note, body)
    if note.kind in NAMED and note.usable and not note.values.get("name"):
        note.values = {"name": settle_name(note, body.title), **note.values}
    if note.kind == "person" and (more := relations_in(body.plain)):
        more = [*note.values.get("relations", ()), *more]
        note.values = {**note.values, "relations": more}
    values = note.values
    if values is not before:
        data = _encoded(note)
    name = str(values.get("name") or "") if note.kind != "page" else _page_title(note, body)
    usable = int(note.usable)
    head = (file_id, note.kind, note.slug, note.path, name, usable, usable,
            int(note.private), data, note.body,
            None if body.plain == note.body.strip("\n") else body.plain,
            encode(linked) if linked else None)  # fmt: skip
    if not note.usable:
        return Rows(note=(head,), problem=_problems(note, file_id))
    is_person = note.kind == "person"
    interaction = _interaction(note, file_id) if note.kind == "interaction" else None
    return Rows(
        note=(head,),
        person=(_person(note, file_id),) if is_person else (),
        interaction=(interaction,) if interaction else (),
        ref=_refs(note, file_id, body, interaction),
        name=_names(note, file_id, name),
        spoken=_spoken(note, file_id, name) if is_person else (),
        role=role_rows(values, file_id) if is_person else (),
        tag=_tags(note, file_id, body),
        promise=_promises(note, file_id, body, typed) if body.tasks else (),
        words=(_words(note, file_id, name, body),) if note.kind != "letter" else (),
        # The last: a promise may have a problem.
        problem=_problems(note, file_id),
    )


def _problems(note: Note, file_id: int) -> list[Row]:
    return [(file_id, p.line, p.column, p.code, p.message, p.severity) for p in note.problems]


def _encoded(note: Note) -> str:
    return encode({**note.values, **note.extra} if note.extra else note.values)


def _person(note: Note, file_id: int) -> Row:
    cadence = note.values.get("keep_in_touch")
    days = None
    if cadence:
        days = -1 if cadence.lower() == "never" else dates.parse_interval(cadence)
    born = note.values.get("birthday")
    # Of a year alone nobody knows the day.
    day = born if born and dates.has_day(born) else None
    circle = note.values.get("circle")
    return (file_id, None if circle == NO_CIRCLE else circle, days, day)


def _interaction(note: Note, file_id: int) -> Row:
    get = note.values.get
    kind = get("kind") or ""
    outcome = get("outcome") or ""
    draft = bool(get("draft"))
    contact = not draft and kind not in NO_CONTACT_KINDS and outcome not in NO_CONTACT_OUTCOMES
    place = get("place") or ""
    return (
        file_id, get("date"), kind, get("direction") or default_direction(kind), outcome,
        int(draft), int(contact), place, name_key(place), get("follow_up") or "",
    )  # fmt: skip


def _refs(note: Note, file_id: int, body: Body, interaction: Row | None) -> list[Row]:
    date = interaction[1] if interaction else ""
    contact = interaction[6] if interaction else 0
    rows: list[Row] = []
    for field in _REFERENCES.get(note.kind, ()):
        value = note.values.get(field)
        if not value:
            continue
        counts = contact if field == "people" else 0
        for pos, raw in enumerate(value if isinstance(value, list) else (value,)):
            key = _key_of_link(raw)
            rows.append((file_id, field, pos, raw, key, None, date, counts))
    for field, part in _ROWS.get(note.kind, ()):
        for pos, row in enumerate(note.values.get(field) or ()):
            key = _key_of_link(row[part])
            rows.append((file_id, field, pos, row[part], key, None, date, 0))
    for pos, link in enumerate(body.links):
        if link.target.startswith("#"):
            # It leads to a heading of the same note.
            continue
        target = f"[[{link.target}]]"
        rows.append((file_id, BODY_LINK, pos, target, _key_of_link(target), None, date, 0))
    return rows


def _names(note: Note, file_id: int, name: str) -> list[Row]:
    if note.kind == "interaction":
        return []
    ranks: dict[str, int] = {}
    values = note.values if note.kind != "page" else {}
    for rank, texts in (
        (3, values.get("emails", ())),
        (2, values.get("aliases", ())),
        (1, (name, note.slug)),
    ):
        for text in texts:
            if key := name_key(text):
                ranks[key] = rank
    return [(key, file_id, rank) for key, rank in ranks.items()]


def _spoken(note: Note, file_id: int, name: str) -> list[Row]:
    forms = forms_of_name(name, note.values.get("aliases", ()))
    return [(key, file_id, how) for key, how in forms.items()]


def role_rows(values: Mapping[str, Any], file_id: int) -> list[Row]:
    """Return the roles of a person."""
    roles = values.get("roles") or []
    org, title = values.get("org"), values.get("title")
    if not roles and (org or title):
        roles = [{"org": org, "title": title}]
    return [
        (
            file_id, pos, role.get("org") or "", name_key(role.get("org") or ""),
            role.get("title") or "", role.get("since") or "", role.get("until") or "",
        )
        for pos, role in enumerate(roles)
    ]  # fmt: skip


def _tags(note: Note, file_id: int, body: Body) -> list[Row]:
    shown: dict[str, str] = {}
    own = note.values.get("tags", ()) if note.kind != "page" else ()
    for tag in (*own, *body.tags):
        shown.setdefault(fold(tag), tag)
    return [(file_id, key, tag) for key, tag in shown.items()]


def _linked(note: Note) -> dict[str, Any]:
    """Return the values that are text and have a wikilink in them."""
    refers = (*_REFERENCES.get(note.kind, ()), *(key for key, _ in _ROWS.get(note.kind, ())))
    return {
        key: value
        for values in (note.values, note.extra)
        for key, value in values.items()
        if value and key not in refers and _has_link(value)
    }


def _has_link(value: Any) -> bool:
    if isinstance(value, str):
        return "[[" in value
    return isinstance(value, (list, dict)) and "[[" in encode(value)[1:]


def read_links(value: Any, name_of: Callable[[str], str] | None = None) -> Any:
    """Return a value as one reads it: of each wikilink its own text, or what it leads to.

    Args:
        value: text, or a list or a mapping of texts.
        name_of: given the target of a link without a text of its own, returns what it shows.
    """
    if isinstance(value, str):

        def shown(link: re.Match[str]) -> str:
            own = (link[2] or "").strip()
            return own or (name_of(link[1].strip()) if name_of else link_target(link[0]))

        return WIKILINK.sub(shown, value)
    if isinstance(value, list):
        return [read_links(item, name_of) for item in value]
    if isinstance(value, dict):
        return {key: read_links(item, name_of) for key, item in value.items()}
    return value


def read_values(
    linked: Mapping[str, Any],
    name_of: Callable[[str], str] | None = None,
    org_of: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """Return linked values as one reads them; an organization is the one that the link leads to.

    Args:
        linked: the values by their keys.
        name_of: as for `read_links`.
        org_of: given the target of a link, returns the name of the organization.
    """

    def org(value: Any) -> Any:
        link = WIKILINK.fullmatch(value.strip()) if isinstance(value, str) else None
        if link is None:
            return read_links(value, name_of)
        name, own = link_target(link[0]), (link[2] or "").strip()
        name = org_of(link[1].strip()) if org_of else name
        # `[[remington-rand|Remington Rand]]` spells the name of an organization without a note.
        return own if name_key(own) == name_key(name) else name

    def role(row: Any) -> Any:
        if not isinstance(row, dict):
            return read_links(row, name_of)
        return {key: org(v) if key == "org" else read_links(v, name_of) for key, v in row.items()}

    read: dict[str, Any] = {}
    for key, value in linked.items():
        if key == "org":
            read[key] = org(value)
        elif key == "roles" and isinstance(value, list):
            read[key] = [role(row) for row in value]
        else:
            read[key] = read_links(value, name_of)
    return read


def _promises(note: Note, file_id: int, body: Body, typed: Note) -> list[Row]:
    if note.kind == "page":
        return []
    accepted = _accepted(typed)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for pos, task in enumerate(body.tasks):
        count = seen[task.text] = seen.get(task.text, 0) + 1
        line, ref = note.body_line + task.line, promise_ref(note.slug, task, count)
        plain = read_body(task.text).plain
        rows.append(
            (
                file_id, pos, line, ref, task.text, None if plain == task.text else plain,
                task.due, task.owner, task.state, task.mark,
                int(_as_accepted(task.text) not in accepted),
            )
        )  # fmt: skip
        if task.problem:
            below, column = task.place
            note.complain(
                "due-date", f"'{task.text}': {task.problem}",
                line=note.body_line + below, column=column, severity="warning",
            )  # fmt: skip
    return rows


class _All(frozenset[str]):
    """Every text."""

    def __contains__(self, text: object) -> bool:
        return True


def _accepted(note: Note) -> Collection[str]:
    """Return the texts of the tasks of a note that count as promises.

    What a letter to me says is asked of me, until its front matter says that I took it on. The
    sender writes the body, and I the front matter.
    """
    if not is_letter_to_me(str(note.values.get("kind")), str(note.values.get("direction"))):
        return _All()
    return {_as_accepted(str(text)) for text in note.values.get("accepted") or ()}


def _as_accepted(text: str) -> str:
    """Return a text for comparison: where its links lead may change, when a note is renamed."""
    return " ".join(WIKILINK.sub(lambda link: link[2] or "[[]]", text).split())


def _tell_unclosed(note: Note, body: Body) -> None:
    """Add a problem for each comment without an end."""
    if note.kind == "letter" and ("<!--" in note.body or "%%" in note.body):
        body = read_body(note.body)
    for found in body.unclosed:
        end = "-->" if found.sign == "<!--" else found.sign
        then = "hides all lines below it" if found.hides else "shows as text"
        note.complain(
            "open-comment",
            f"this '{found.sign}' opens a comment that never ends, so it {then}; close it with "
            f"'{end}', or write '\\{found.sign}' if it is text",
            line=note.body_line + found.line, column=found.column, severity="warning",
        )  # fmt: skip


def promise_ref(slug: str, promise: Task, count: int = 1) -> str:
    """Return the short reference of a promise: six letters that stay while slug and text do.

    Args:
        slug: of the note it stands in.
        promise: the promise.
        count: which one it is of those with the same text in the note, from 1.
    """
    told = f"{slug}\n{promise.text}\n{count}".encode()
    return b32encode(blake2b(told, digest_size=5).digest()).decode().lower()[:6]


def _words(note: Note, file_id: int, name: str, body: Body) -> Row:
    if note.kind in ("person", "org"):
        name = " ".join((name, *note.values.get("aliases", ())))
    values = {**note.values, **note.extra} if note.extra else note.values
    text = body.plain
    if body.addresses:
        text = "\n".join((text, *(link.target for link in body.addresses)))
    return (file_id, search_text(name), words_beside(note.kind, values), searchable(text))


def _page_title(note: Note, body: Body) -> str:
    title = note.values.get("title")
    if isinstance(title, str):
        return title
    return body.title or note.slug.replace("-", " ").capitalize()
