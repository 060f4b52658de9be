"""Checks of references and wikilinks: those that match no note, or several."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator

from hobnob.checks.near import Nearest, spell_choice
from hobnob.checks.table import Finding, check
from hobnob.index.attachments import Finder, find_files
from hobnob.index.check_queries import loose_references, orgs_of_roles, unusable
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.index.refs import linked_values
from hobnob.index.resolve import TARGETS, kinds_of
from hobnob.model import BODY_LINK, Kind
from hobnob.names import WIKILINK, is_picture, link_target, name_key, slugify

_NAMED: tuple[Kind, ...] = ("person", "plan", "org", "page")
"""The kinds of notes to suggest for a broken link; nobody types the slug of an interaction."""


@check("error")
def unresolved(index: Index) -> Iterator[Finding]:
    """A reference that matches no note.

    **Why it matters.** The interaction does not count as a contact with that person: they stay
    overdue, and their page does not show it.

    **How to fix it.** Use the suggested name, or add the person. A reference is a slug, a full
    name, an alias, an e-mail address or a wikilink. Case, accents and hyphens make no difference.

    ```
    people: [grace-hoper]       # did you mean grace-hopper?
    people: [grace-hopper]      # right; so are Grace Hopper and grace@example.org
    ```
    """
    nearest: dict[tuple[Kind, ...], Nearest] = {}
    orgs: set[str] | None = None
    for path, kind, field, raw, _ in loose_references(index):
        kinds = kinds_of(kind, field)
        if field == BODY_LINK or index.resolver.find(raw, kinds).ids:
            continue
        typed = link_target(raw)
        if "org" in kinds:
            # An organization that only roles name needs no note.
            orgs = orgs_of_roles(index) if orgs is None else orgs
            if name_key(typed) in orgs:
                continue
        named = " or ".join("organization" if kind == "org" else kind for kind in kinds)
        what = f"{field}: there is no {named} called '{typed}'"
        if broken := _left_out(index, typed, kinds):
            message = f"{what}: {_is_left_out(broken)}"
            yield Finding(path=path, at=(field, raw), message=message, because=broken)
            continue
        near = nearest.setdefault(kinds, Nearest(index, kinds)).slugs(typed)
        ask = f"; did you mean {spell_choice(near)}? If not, " if near else "; "
        message = f"{what}{ask}{_how_to_add(typed, kinds[0])}"
        yield Finding(path=path, at=(field, raw), message=message)


@check("error")
def ambiguous(index: Index) -> Iterator[Finding]:
    """A reference or a wikilink that matches several notes.

    **Why it matters.** hobnob does not guess. Until you choose, the reference means nobody.

    **How to fix it.** Write the slug of the note you mean. It is the name of the note's file.

    ```
    people: [David]             # could be david-park or david-price
    people: [david-park]        # right
    ```
    """
    for path, kind, field, raw, pos in loose_references(index):
        ids = index.resolver.find(raw, kinds_of(kind, field)).ids
        if len(ids) < 2:
            continue
        slugs = sorted(note.slug for note in heads(index, ids).values())
        more = [*slugs[:5], f"{len(slugs) - 5} others"] if len(slugs) > 6 else slugs
        name = raw if field == BODY_LINK else f"{field}: '{link_target(raw)}'"
        at = (field, pos) if field == BODY_LINK else (field, raw)
        message = f"{name} could be {spell_choice(more)}; choose one"
        yield Finding(path=path, at=at, message=message)


@check("error")
def broken_link(index: Index) -> Iterator[Finding]:
    """A wikilink in a text that matches no note.

    **Why it matters.** On the site it is plain text, and no page shows that it was mentioned.

    **How to fix it.** Use the slug or the name of a person, a plan, an organization, an
    interaction or a page. Text in a code block or in backticks is not a link.

    ```
    Ask [[grace-hoper]] first.      <- did you mean grace-hopper?
    Ask [[grace-hopper|Grace]] first.
    ```
    """
    orgs: set[str] | None = None
    finder: Finder | None = None
    nearest = Nearest(index, _NAMED)
    kinds = TARGETS[BODY_LINK]
    for path, _, _, raw, pos in loose_references(index, BODY_LINK):
        if index.resolver.find(raw, kinds).ids:
            continue
        typed = link_target(raw)
        if orgs is None:
            # An organization that only roles name has a page too.
            orgs = orgs_of_roles(index)
        if not typed or name_key(typed) in orgs or _is_file(index, raw[2:-2]):
            continue
        if is_picture(raw[2:-2]):
            finder = finder or find_files(index.journal.notes)
            folder = index.journal.notes_path(path).rpartition("/")[0]
            if not finder.find(raw[2:-2], folder):
                message = (
                    f"there is no picture '{raw[2:-2]}' among the notes; add it, or correct it"
                )
                yield Finding(path=path, at=(BODY_LINK, pos), message=message)
            continue
        broken = _left_out(index, typed, kinds)
        if broken:
            message = f"{raw} matches no note: {_is_left_out(broken)}"
        elif index.resolver.find(typed, ("letter",)).ids:
            message = f"{raw} is a letter, and letters have no page; remove the brackets"
        elif near := nearest.slugs(typed):
            links = spell_choice(f"[[{name}]]" for name in near)
            message = f"{raw} matches no note; did you mean {links}?"
        else:
            message = f"{raw} matches no note; write the note, or remove the brackets"
        yield Finding(path=path, at=(BODY_LINK, pos), message=message, because=broken)


@check("warning")
def linked_org(index: Index) -> Iterator[Finding]:
    """An organization in a wikilink with a text of its own, but without a note.

    **Why it matters.** The organization is the target of the link. Without a note, its name is the
    target as typed, and the text of the link is shown nowhere.

    **How to fix it.** Write the name of the organization, or add its note.

    ```
    org: "[[remington|Remington Rand]]"     # org: Remington Rand
    ```
    """
    for path, linked in linked_values(index):
        values = json.loads(linked)
        rows = values.get("roles")
        orgs: list[tuple[tuple[str | int, ...], object]] = [(("org",), values.get("org"))]
        for at, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                orgs.append((("roles", at, "org"), row.get("org")))
        for place, typed in orgs:
            link = WIKILINK.fullmatch(typed.strip()) if isinstance(typed, str) else None
            if link is None:
                continue
            own, target = (link[2] or "").strip(), link_target(link[0])
            # A full name needs no note; a slug means one.
            if name_key(own) in ("", name_key(target)) or slugify(target) != target:
                continue
            if index.resolver.find(link[0], ("org", *TARGETS[BODY_LINK])).ids:
                continue
            message = (
                f"org: {link[0]} leads to no note, so the organization is "
                f"'{target}'; write '{own}' without the link, or {_how_to_add(target, 'org')}"
            )
            yield Finding(path=path, at=place, message=message)


def _left_out(index: Index, typed: str, kinds: tuple[Kind, ...]) -> str:
    """Return the path of the note that would match without a problem of its own, "" for none."""
    return unusable(index, slugify(typed), kinds)


def _is_left_out(path: str) -> str:
    return f"{path} is left out until you fix it"


def _how_to_add(typed: str, kind: Kind) -> str:
    """Return the command that adds the note of a reference."""
    if kind == "person" and "@" in typed:
        return f"add them with: hobnob add person NAME emails={shlex.quote(typed)}"
    name = typed
    if " " not in typed and typed == typed.lower():
        name = " ".join(word.capitalize() for word in typed.split("-"))
    them = "them" if kind == "person" else "it"
    return f"add {them} with: hobnob add {kind} {shlex.quote(name)}"


def _is_file(index: Index, target: str) -> bool:
    """Return whether a link names a file of the journal: a picture, a document."""
    name = target.split("|", 1)[0].split("#", 1)[0].strip()
    if "." not in name or len(name) > 200 or ".." in name or name.startswith("/"):
        return False
    try:
        return (index.journal.notes / name).is_file()
    except (OSError, ValueError):
        return False
