"""Adding people and organizations to a plan's list, and removing them.

The one rule: if one of the names is not found, nobody is added. A name means a person first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hobnob.change.files import ChangeSet
from hobnob.cli.app import App
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import count, one_line
from hobnob.errors import AmbiguousError, NotFoundError, UsageError
from hobnob.index.documents import texts_of
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.notes import head
from hobnob.index.orgs import find_org, org_of_roles
from hobnob.index.search import search
from hobnob.index.slugs import free_slug
from hobnob.journal import note_path, short_slug
from hobnob.model import Kind
from hobnob.names import fold, link_target, name_key
from hobnob.network.plans.plans import Plan, load_plan
from hobnob.notes.values import EMAIL
from hobnob.notes.write import plain_name, render_note
from hobnob.wording import quoted

if TYPE_CHECKING:
    from hobnob.importers.name_lists import Listed


@dataclass
class NamedPeople:
    """The people that were named.

    Attributes:
        slugs: the slugs of all, each once.
        new: the people who get a note, by slug.
        by_name: the people who were listed with an address but found by their name, by slug.
    """

    slugs: dict[str, None] = field(default_factory=dict)
    new: dict[str, Listed] = field(default_factory=dict)
    by_name: dict[str, Listed] = field(default_factory=dict)


def add_people(
    app: App, plan: Plan, who: Sequence[str], search: str | None, file: str | None, *, new: bool,
    dry: bool,
) -> None:  # fmt: skip
    """Add people to a plan."""
    index = app.index
    found = _find(index, who, search, file, new=new)
    there = {target.who.id or name_key(target.who.name) for target in plan.targets}
    fresh = [
        slug for slug in found.slugs
        if slug in found.new
        or (index.resolver.find(slug, _KINDS).one or name_key(link_target(slug))) not in there
    ]  # fmt: skip
    draft = ChangeSet(app.journal)
    _make_notes(draft, {slug: found.new[slug] for slug in fresh if slug in found.new})
    if fresh:
        note = draft.note(plan.path)
        note.set("people", [*texts_of(note.values().get("people")), *fresh])
        draft.put(note)
    if known := len(found.slugs) - len(fresh):
        app.say(f"{known} of them {'is' if known == 1 else 'are'} in it already")
    _finish(app, plan, draft, f"plan {plan.slug} add", fresh, dry=dry)


def drop_people(app: App, plan: Plan, who: Sequence[str], *, dry: bool) -> None:
    """Take people off a plan."""
    if not who:
        raise UsageError(f"whom? For example: hobnob plan {plan.slug} drop grace")
    draft = ChangeSet(app.journal)
    note = draft.note(plan.path)
    same = _comparer(app.index)
    now = [(item, same(item)) for item in texts_of(note.values().get("people"))]
    wanted = [_or_org(app.index, name, same(name)) for name in who]
    for name, key in zip(who, wanted, strict=True):
        if all(key != other for _, other in now):
            hint = f"'hobnob plan {plan.slug}' shows who is"
            if not isinstance(key, int):
                raise NotFoundError(f"target of {plan.name}", name, hint=hint)
            shown = one_line(head(app.index, key).name)
            app.say(f"{shown} is not on the list of {plan.name}; {hint}")
    if any(key in wanted for _, key in now):
        note.set("people", [item for item, key in now if key not in wanted])
        draft.put(note)
    gone = [item for item, key in now if key in wanted]
    _finish(app, plan, draft, f"plan {plan.slug} drop", gone, dry=dry)


def _finish(
    app: App, plan: Plan, draft: ChangeSet, what: str, slugs: Sequence[str], *, dry: bool
) -> None:

    done = carry_out(app, draft, f"{what} {_few(slugs, ' ')}", dry=dry)
    if dry:
        return
    if app.json:
        app.print_answer(load_plan(app.index, plan.id))
    elif done:
        word = "joined" if what.endswith("add") else "left"
        names = _names(app.index, slugs[:_MOST_NAMES])
        mark = "; " if any("," in name for name in names) else ", "
        names += [""] * (len(slugs) - len(names))
        plan = load_plan(app.index, plan.id)
        app.out(f"{_count(app.index, slugs)} {word} {plan.name}: {_few(names, mark)}")


_KINDS: tuple[Kind, ...] = ("person", "org")
"""What can be a target."""
_MOST_NAMES = 12
"""With more people, only the first few are named."""
_FEW = 5


def _few(names: Sequence[str], mark: str) -> str:
    """Return names on one line: all, or the first few of very many."""
    if len(names) <= _MOST_NAMES:
        return mark.join(names)
    return f"{mark.join(names[:_FEW])} and {len(names) - _FEW} more"


def _count(index: Index, slugs: Sequence[str]) -> str:
    """Return how many people and organizations these are."""
    people = sum(bool(index.resolver.find(slug, ("person",)).ids) for slug in slugs)
    orgs = len(slugs) - people
    counts = [count(people, "person", "people")] if people or not orgs else []
    return " and ".join([*counts, count(orgs, "organization")] if orgs else counts)


def _comparer(index: Index) -> Callable[[str], object]:
    """Return what tells whether two references to targets mean the same, however they are typed."""

    def same(text: str) -> object:
        found = index.resolver.find(text, _KINDS).one
        for kind in () if found else _KINDS:
            try:
                return find_note(index, text, (kind,))
            except NotFoundError:
                continue
            except AmbiguousError:
                break
        return found if found is not None else name_key(link_target(text))

    return same


def _or_org(index: Index, name: str, key: object) -> object:
    """Return what a typed name means; without a note, perhaps an organization that roles name."""
    if isinstance(key, int):
        return key
    with suppress(NotFoundError):
        return name_key(find_org(index, name).name)
    return key


def _names(index: Index, slugs: Iterable[str]) -> list[str]:
    notes = ((typed, index.resolver.find(typed, _KINDS).one) for typed in slugs)
    return [
        one_line(head(index, note).name if note else link_target(typed)) for typed, note in notes
    ]


# ---------------------------------------------------------------- who is meant


def _find(
    index: Index, who: Sequence[str], search: str | None, file: str | None, *, new: bool
) -> NamedPeople:
    """Find everybody who was named.

    Raises:
        UsageError: nobody was named, or a list cannot be read.
        NotFoundError, AmbiguousError: somebody cannot be found; the error names all of them.
    """
    from hobnob.importers.name_lists import Listed, load_names, without_titles

    listed = [Listed(names=(name,), name=name) for name in who]
    if file:
        listed += load_names(file)
    listed = [without_titles(entry) for entry in listed]
    found = NamedPeople()
    unknown = [entry for entry in _each_once(listed) if not _known(index, entry, found, new=new)]
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


def _each_once(listed: Iterable[Listed]) -> list[Listed]:
    """Return the people of a list, without repeated entries."""
    once: dict[tuple[str, ...], Listed] = {}
    for entry in listed:
        _refuse_address(entry)
        once.setdefault(tuple(map(fold, entry.names)), entry)
    return list(once.values())


def _refuse_address(entry: Listed) -> None:
    """Refuse an invalid address, as the note of a person does."""
    try:
        if entry.email:
            EMAIL.parse(entry.email)
    except ValueError as error:
        raise UsageError(f"{entry.where}{error}") from None


def _known(index: Index, entry: Listed, found: NamedPeople, *, new: bool) -> bool:
    """Find a person, or plan a new note; return whether that was possible."""
    for name in entry.names:
        try:
            note = find_note(index, name, ("person",))
        except NotFoundError:
            continue
        slug = head(index, note).slug
        by_name = entry.email != "" and name != entry.email and name == entry.name
        _refuse_namesakes(found, slug, entry, by_name=by_name)
        return True
    if _is_org(index, entry, found, new=new):
        return True
    if not new or not entry.name:
        return False
    _make(index, entry, found)
    return True


def _is_org(index: Index, entry: Listed, found: NamedPeople, *, new: bool) -> bool:
    """Find an organization, with or without a note; return whether that was possible.

    Where a note would be made, or in a file, only its whole name means an organization.
    """
    if entry.email or not entry.name:
        return False
    whole = index.resolver.find(entry.name, ("org",)).ids or org_of_roles(index, entry.name)
    if (new or entry.where) and not whole:
        return False
    try:
        org = find_org(index, entry.name)
    except NotFoundError:
        return False
    # The slug may be that of a person too; then the name says which one is meant.
    leads = index.resolver.find(org.slug, _KINDS).one if org.slug else None
    found.slugs[org.slug if leads is not None and leads == org.id else org.name] = None
    return True


def _refuse_namesakes(found: NamedPeople, slug: str, entry: Listed, *, by_name: bool) -> None:
    """Record a found person. Two entries with one name and different addresses are refused.

    Args:
        found: the people found so far.
        slug: the slug of the person that the entry seems to mean.
        entry: the entry of the list.
        by_name: whether the person was found only by name, though the entry has an address.
    """
    other = found.by_name.get(slug)
    if by_name and other and fold(other.email) != fold(entry.email):
        raise UsageError(
            f"{entry.where}{entry.name} <{entry.email}> and {other.name} <{other.email}> (line "
            f"{other.line}) would both be '{slug}'; say which is, with a column slug or the "
            "address in the note"
        )
    if by_name:
        found.by_name[slug] = entry
    found.slugs[slug] = None


def _make(index: Index, entry: Listed, found: NamedPeople) -> None:
    """Plan a new note for a person. The same name is the same person, unless the address differs.

    Raises:
        UsageError: the name cannot make a slug.
    """
    try:
        name = plain_name(entry.name)
    except UsageError as error:
        raise UsageError(f"{entry.where}{error}") from None
    if not short_slug(name):
        raise UsageError(f"{entry.where}'{name}' has no letter or digit to make a file name of")
    for slug, made in found.new.items():
        if fold(made.name) == fold(name) and (
            not made.email or not entry.email or fold(made.email) == fold(entry.email)
        ):
            # If two lines are about one person, keep the one with the address.
            found.new[slug] = entry if entry.email and not made.email else made
            return
    slug = free_slug(index, "person", short_slug(name), found.new)
    found.new[slug] = entry
    found.slugs[slug] = None


_MOST_LINES = 12
"""The most unknown people to list with the command that adds them."""


def _not_found(unknown: Sequence[Listed]) -> NotFoundError:
    """Return the error that lists unknown people with the commands that add them."""
    lines = [
        f"\n  hobnob add person {quoted(link_target(entry.name or entry.names[0]))}"
        + (f" emails={entry.email}" if entry.email else "")
        for entry in unknown[:_MOST_LINES]
    ]
    more = len(unknown) - len(lines)
    lines += [f"\n  … and {more} more"] if more else []
    lines.append("\n  hobnob add org …    # for an organization")
    also = f"nor {len(unknown) - 1} more; " if len(unknown) > 1 else ""
    hint = f"{also}nobody was added. Make their notes with these commands, or use --new:"
    return NotFoundError("person", unknown[0].names[0], hint=hint + "".join(lines))


def _search(index: Index, text: str) -> list[str]:
    """Return the people whose notes have these words.

    Raises:
        NotFoundError: no note has them all.
    """
    hits = search(index, text, limit=10_000, kinds=("person",))
    if not hits or hits[0].guess:
        hint = f"'hobnob search {hits[0].guess}' finds some" if hits else ""
        raise NotFoundError("person", text, hint=hint)
    return [hit.slug for hit in hits]


def _make_notes(draft: ChangeSet, new: dict[str, Listed]) -> None:
    for slug, entry in new.items():
        values: dict[str, object] = {"name": " ".join(entry.name.split())}
        if entry.email:
            values["emails"] = [EMAIL.parse(entry.email)]
        keys = {
            "prefix": entry.prefix, "suffix": entry.suffix, "org": entry.org, "title": entry.title,
        }  # fmt: skip
        values |= {key: value for key, value in keys.items() if value}
        path = draft.journal.relative(note_path(draft.journal, "person", slug))
        draft.create(path, render_note("person", values).encode())
