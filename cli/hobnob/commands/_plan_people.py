"""Putting people on a plan's list, and taking them off it.

The one rule: everybody who is named is found, or nobody is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hobnob.app import App
from hobnob.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from hobnob.change.files import Draft
    from hobnob.commands._name_lists import Listed
    from hobnob.index.index import Index
    from hobnob.network.plans import Plan


@dataclass
class Found:
    """Who is meant.

    Attributes:
        slugs: of everybody, each once.
        new: those who get a note, by slug.
    """

    slugs: dict[str, None] = field(default_factory=dict)
    new: dict[str, Listed] = field(default_factory=dict)


def add_people(
    app: App, plan: Plan, who: Sequence[str], search: str | None, file: str | None, *, new: bool,
    dry: bool,
) -> int:  # fmt: skip
    """Add people to a plan; return the exit code."""
    from hobnob.change.files import Draft

    index = app.index
    found = _find(index, who, search, file, new=new)
    there = {one.person.slug for one in plan.targets}
    fresh = [slug for slug in found.slugs if slug not in there]
    draft = Draft(app.journal)
    _make_notes(draft, {slug: found.new[slug] for slug in fresh if slug in found.new})
    note = draft.note(plan.campaign.path)
    note.set("people", [*_typed(note.values().get("people")), *fresh])
    draft.put(note)
    if known := len(found.slugs) - len(fresh):
        app.say(f"{known} of them {'is' if known == 1 else 'are'} in it already")
    return _finish(app, plan, draft, f"plan {plan.slug} add", fresh, dry=dry)


def drop_people(app: App, plan: Plan, who: Sequence[str], *, dry: bool) -> int:
    """Take people off a plan; return the exit code."""
    from hobnob.change.files import Draft
    from hobnob.commands._changing import comparer

    if not who:
        raise UsageError(f"whom? For example: hobnob plan {plan.slug} drop grace")
    draft = Draft(app.journal)
    note = draft.note(plan.campaign.path)
    same = comparer(app.index)
    now = [(item, same(item)) for item in _typed(note.values().get("people"))]
    wanted = [same(name) for name in who]
    for name, key in zip(who, wanted, strict=True):
        if all(key != other for _, other in now):
            hint = f"'hobnob plan {plan.slug}' shows who is"
            raise NotFoundError(f"target of {plan.name}", name, hint=hint)
    note.set("people", [item for item, key in now if key not in wanted])
    draft.put(note)
    gone = [item for item, key in now if key in wanted]
    return _finish(app, plan, draft, f"plan {plan.slug} drop", gone, dry=dry)


def _finish(
    app: App, plan: Plan, draft: Draft, what: str, slugs: Sequence[str], *, dry: bool
) -> int:
    from hobnob.commands._changing import carry_out
    from hobnob.commands._plan_documents import plan_document
    from hobnob.network.plans import load_plan
    from hobnob.terminal import count

    done = carry_out(app, draft, f"{what} {' '.join(slugs)}", dry=dry)
    if dry:
        return 0
    if app.json:
        app.print_json(plan_document(app.index, load_plan(app.index, plan.id)))
    elif done:
        word = "joined" if what.endswith("add") else "left"
        names = ", ".join(_names(app.index, slugs))
        app.out(f"{count(len(slugs), 'person', 'people')} {word} {plan.name}: {names}")
    return 0


def _names(index: Index, slugs: Iterable[str]) -> list[str]:
    from hobnob.names import link_target
    from hobnob.terminal import one_line

    found = []
    for typed in slugs:
        note = index.resolver.find(typed, ("person",)).one
        name = index.one("SELECT name FROM note WHERE id = ?", (note,)) if note else ""
        found.append(one_line(name or link_target(typed)))
    return found


def _typed(value: object) -> list[str]:
    if value in (None, ""):
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


# ---------------------------------------------------------------- who is meant


def _find(
    index: Index, who: Sequence[str], search: str | None, file: str | None, *, new: bool
) -> Found:
    """Find everybody who was named.

    Raises:
        UsageError: nobody was.
        NotFoundError, AmbiguousError: somebody cannot be found; of several all are told.
    """
    from hobnob.commands._name_lists import Listed, load_names

    listed = [Listed(names=(name,), name=name) for name in who]
    if file:
        listed += load_names(file)
    found = Found()
    unknown = [one for one in listed if not _known(index, one, found, new=new)]
    if unknown:
        raise _not_found(unknown)
    if search:
        found.slugs.update(dict.fromkeys(_search(index, search)))
    if not found.slugs:
        raise UsageError(
            "whom? Name them, or find them: 'add grace ada', '--from-search mentor', "
            "'--file names.csv'"
        )
    return found


def _known(index: Index, one: Listed, found: Found, *, new: bool) -> bool:
    """Find one who was named, or let there be a note; return whether that was possible."""
    from hobnob.index.lookup import find_note
    from hobnob.index.slugs import free_slug
    from hobnob.journal import short_slug
    from hobnob.notes.write import plain_name

    for name in one.names:
        try:
            note = find_note(index, name, ("person",))
        except NotFoundError:
            continue
        slug = index.one("SELECT slug FROM note WHERE id = ?", (note,))
        found.slugs[str(slug)] = None
        return True
    if not new or not one.name:
        return False
    name = plain_name(one.name)
    slug = next((slug for slug, made in found.new.items() if made.name == name), "")
    if not slug:
        slug = free_slug(index, "person", short_slug(name))
        while slug in found.new:
            slug += "-2"
        found.new[slug] = one
    found.slugs[slug] = None
    return True


def _not_found(unknown: Sequence[Listed]) -> NotFoundError:
    """Return the error that names all who are unknown, each with the command that adds them."""
    from hobnob.commands._writing import quoted
    from hobnob.names import link_target

    first = unknown[0].names[0]
    lines = [
        f"\n  hobnob add person {quoted(link_target(one.name or one.names[0]))}"
        + (f" emails={one.email}" if one.email else "")
        for one in unknown
    ]
    also = f", nor to {len(unknown) - 1} more" if len(unknown) > 1 else ""
    hint = f"nobody was added. These make their notes, and so does --new here:{''.join(lines)}"
    return NotFoundError("person", f"{first}'{also}" if also else first, hint=hint)


def _search(index: Index, text: str) -> list[str]:
    """Return the people whose notes have some words.

    Raises:
        NotFoundError: nobody's has just these.
    """
    from hobnob.index.search import search

    hits = search(index, text, limit=10_000, kinds=("person",))
    if not hits or hits[0].guess:
        hint = f"'hobnob search {hits[0].guess}' finds some" if hits else ""
        raise NotFoundError("person", text, hint=hint)
    return [hit.slug for hit in hits]


def _make_notes(draft: Draft, new: dict[str, Listed]) -> None:
    from hobnob.journal import note_path
    from hobnob.notes.write import render_note

    for slug, one in new.items():
        values: dict[str, object] = {"name": " ".join(one.name.split())}
        if one.email:
            values["emails"] = [one.email]
        path = draft.journal.relative(note_path(draft.journal, "person", slug))
        draft.create(path, render_note("person", values).encode())
