"""Write: make the note of a person, a plan, an organization or a letter.

The one rule: an existing note is never touched, and an existing name is never used again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import App
from hobnob.cli.assignments import ASSIGNMENT
from hobnob.cli.batches import Batch, is_agreed, read_line, read_lines, with_defaults
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import count, one_line
from hobnob.cli.params import Completing, Offer, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.cli.writing import resolve_references
from hobnob.commands.edit import edit_and_check
from hobnob.errors import ExistsError, UsageError
from hobnob.index.documents import load_at, texts_of
from hobnob.index.index import Index
from hobnob.index.notes import Head, named, of_kinds
from hobnob.index.people import who_shares
from hobnob.index.slugs import free_slug, is_readable, path_of_slug
from hobnob.name_forms import split_titles
from hobnob.names import fold, name_key, slugify
from hobnob.notes.write import (
    find_field,
    note_name,
    parse_assignments,
    plain_name,
    remark_on_unknown,
    render_note,
)
from hobnob.wording import quoted

if TYPE_CHECKING:
    from hobnob.model import Kind

_KINDS = ("person", "plan", "org", "letter")
_ALSO = {"people": "person", "plans": "plan", "orgs": "org", "organization": "org",
         "letters": "letter"}  # fmt: skip
_FIRST_PEOPLE = 3
"""With more people, somebody knows how to go on, and is shown no next command."""
_BODIES = {
    "plan": "Why this, why now, and how many times I can afford to hear no.\n",
    "letter": "{{ greeting }},\n\n\n\nYours,\n",
}


class _Kind(Completing):
    """The kind of the note, or the name of its folder."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind, or fail with the right ones."""
        kind = _ALSO.get(value.lower(), value.lower())
        if kind in ("interaction", "interactions"):
            self.fail("what happened is logged: hobnob log \"Lunch with Grace about compilers\"",
                      param, ctx)  # fmt: skip
        if kind not in _KINDS:
            self.fail(f"'{value}' is no kind of note to add; there are {', '.join(_KINDS)}. "
                      'A person: hobnob add person "Grace Hopper"', param, ctx)  # fmt: skip
        return kind

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the kinds that begin with the typed text."""
        return [(kind, "") for kind in _KINDS if kind.startswith(typed)]


@verb(
    prints={
        "": "the note that was made",
        "-": "an array of the notes that were made, then of the lines that were left out: `line` "
        "and the keys of an error",
    }
)
@click.argument("kind", type=_Kind(), metavar="person|plan|org|letter")
@click.argument("name")
@click.argument("assignments", nargs=-1, type=ASSIGNMENT, metavar="[KEY=VALUE]...")
@click.option("--slug", metavar="SLUG", help="The name of the file; by default made from NAME.")
@click.option("--anyway", is_flag=True,
              help="Also if somebody has the e-mail address or number already.")  # fmt: skip
@click.option("--edit", is_flag=True, help="Open the new note in your editor.")
@click.option("--yes", is_flag=True, help="With '-': do not ask, also for more than five notes.")
@dry_run
@pass_app
def command(
    app: App, /, kind: Kind, name: str, assignments: tuple[str, ...], slug: str | None,
    anyway: bool, edit: bool, yes: bool, dry_run: bool,
) -> int:  # fmt: skip
    """Make the note of a person, a plan, an organization or a letter.

    KEY=VALUE sets a key that 'hobnob help format' lists. Separate several values with commas.
    Name other people (introduced_by, people) by slug, name, alias or e-mail address. If somebody
    has the e-mail address or the number already, hobnob asks; a script needs --anyway.

    With '-' for NAME, each line on stdin makes a note: NAME KEY=VALUE..., or a JSON object with
    'name'. KEY=VALUE behind '-' is for every line. All lines are one change. A line that is wrong,
    or whose note exists already, is left out.

    \b
    hobnob add person "Grace Hopper" org=Ogilvy relation=mentor,friend
    hobnob add person "George Green" introduced_by=grace keep_in_touch="6 weeks"
    hobnob add plan "Summer internship" people=grace,george deadline=2027-03-31
    hobnob add letter Congratulations --edit
    hobnob add person - tags=conference < names.txt
    """
    from hobnob.change.files import ChangeSet

    if name == "-":
        if slug or edit:
            raise UsageError("--slug and --edit are for one note; '-' makes several")
        return _add_many(app, kind, assignments, anyway=anyway, yes=yes, dry=dry_run)
    new = _plan(app.index, kind, name, assignments, slug)
    if kind == "person" and not anyway:
        _refuse_shared(app, new.values)
    draft = ChangeSet(app.journal)
    draft.create(new.path, new.data)
    for key in new.unknown:
        app.say(remark_on_unknown(kind, key))
    if not carry_out(app, draft, f"add {kind} {new.slug}", dry=dry_run):
        return 0
    if edit:
        return edit_and_check(app, new.path)
    if app.json:
        app.print_json(load_at(app.index, new.path))
    else:
        app.out(f"{new.shown} has a note: {new.path}")
        if kind != "person" or len(of_kinds(app.index, "person")) <= _FIRST_PEOPLE:
            app.say(_next(kind, new.slug, new.shown))
    return 0


@dataclass(frozen=True, kw_only=True)
class _New:
    """A note that will be made.

    Attributes:
        shown: its name.
        values: its keys.
        unknown: its keys that hobnob does not know.
    """

    slug: str
    path: str
    data: bytes
    shown: str
    values: dict[str, Any]
    unknown: tuple[str, ...]


def _plan(
    index: Index, kind: Kind, name: str, assignments: Sequence[str], slug: str | None
) -> _New:
    """Return the note that will be made."""
    from hobnob.journal import note_path

    values, extra = _values(index, kind, name, assignments)
    slug = _slug(index, kind, values.get("name", name), slug)
    return _New(
        slug=slug,
        path=index.journal.relative(note_path(index.journal, kind, slug)),
        data=render_note(kind, values, extra, _BODIES.get(kind, "")).encode(),
        shown=values.get("name") or values["subject"],
        values=values,
        unknown=tuple(extra),
    )


def _add_many(
    app: App, kind: Kind, given: Sequence[str], *, anyway: bool, yes: bool, dry: bool
) -> int:
    """Make the notes that stand on stdin; return the exit code."""
    from hobnob.change.files import ChangeSet
    from hobnob.index.overlay import overlay

    draft, made, batch = ChangeSet(app.journal), list[_New](), Batch(app)
    named_by = "subject" if kind == "letter" else "name"
    lines = read_lines("add")
    # A note of one line is known in the next.
    with overlay(app.index) as overlaid:

        def use(text: str) -> None:
            line = read_line(text, named_by)
            typed = with_defaults(kind, given, line.assignments(kind, setting=False))
            new = _plan(app.index, kind, line.name, typed, line.slug or None)
            if kind == "person" and not anyway:
                _refuse_shared(app, new.values)
            overlaid.add(new.path, new.data)
            draft.create(new.path, new.data)
            made.append(new)
            for key in new.unknown:
                app.say(remark_on_unknown(kind, key))

        batch.run(lines, use)
    notes = count(len(made), "note")
    if not dry and not is_agreed(app, len(made), f"make {notes}", yes=yes):
        return 1
    if dry or made:
        carry_out(app, draft, f"add {notes}", dry=dry, left_out=batch.bad)
    if app.json and not dry:
        app.print_json([*(load_at(app.index, new.path) for new in made), *batch.bad])
    elif not dry:
        for new in made:
            app.out(f"{new.shown} has a note: {new.path}")
    return batch.end()


def _values(
    index: Index, kind: Kind, name: str, assignments: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the keys of the new note, and those that hobnob does not know."""
    # The name of a letter is its subject, and nothing links to it.
    name = plain_name(name) if kind == "letter" else note_name(name)
    if "=" in name and find_field(kind, name.partition("=")[0].strip()):
        raise UsageError(f"the name comes first: hobnob add {kind} \"Grace Hopper\" '{name}'")
    values, extra = parse_assignments(kind, assignments)
    if "name" in values:
        raise UsageError(f"the name is '{name}' already; leave out name={values['name']}")
    if kind == "letter":
        values = {"subject": name, **values}
    else:
        values["name"] = name
    if kind == "person":
        titled = split_titles(name)
        beside = {"prefix": titled.prefix, "suffix": titled.suffix}
        values = {**{key: text for key, text in beside.items() if text}, **values}
        values["name"] = titled.name
    return resolve_references(index, kind, values), extra


def _refuse_shared(app: App, values: dict[str, Any]) -> None:
    """Ask before a second note with an address or number that somebody has: is it one person?

    Raises:
        ExistsError: somebody has it, and the answer is no, or there is nobody to ask.
    """
    from hobnob.cli.asking import has_terminal

    given = {key: texts_of(values.get(key)) for key in ("emails", "phones")}
    shared = next(who_shares(app.index, given["emails"], given["phones"]), None)
    if shared is None:
        return
    person, value = shared
    told = one_line(f"{person.name} ({person.slug}) has {value} already")
    if has_terminal() and not app.json:
        if click.confirm(f"{told}. Make another note?", err=True):
            return
        raise click.Abort
    raise ExistsError(
        person.path,
        f"{told}. The same person: hobnob set {person.slug} aliases+={quoted(values['name'])}. "
        "Somebody else: add --anyway",
        candidates=[person.slug],
    )


def _slug(index: Index, kind: Kind, name: str, wanted: str | None) -> str:
    """Return the slug of the new note.

    If another name has the same slug, the slug gets a number. The same name again is an error,
    unless you choose a slug.
    """
    from hobnob.journal import short_slug

    if wanted is not None:
        if not wanted or wanted != short_slug(wanted):
            better = short_slug(wanted) or short_slug(name) or "grace-hopper"
            raise UsageError(
                f"'{wanted}' cannot be a slug; try --slug {better}",
                typed=wanted, candidates=[better],
            )  # fmt: skip
        if taken := path_of_slug(index, kind, wanted):
            free = free_slug(index, kind, wanted)
            raise ExistsError(taken, f"Try --slug {free}", candidates=[free])
        return wanted
    slug = short_slug(name)
    if not slug:
        raise UsageError(
            f"'{name}' has no letter or digit to make a file name of; say one with --slug"
        )
    same = _of_same_name(index, kind, name)
    taken = path_of_slug(index, kind, slug)
    if same:
        other = free_slug(index, kind, slug)
        whose = "Somebody else of that name" if kind == "person" else "Another of that name"
        raise ExistsError(
            same.path,
            f"To change it: hobnob edit {same.slug}. {whose}: add --slug {other}",
            candidates=[same.slug],
        )
    # The name of a letter is that of its file, and an unreadable note has no known name.
    if taken and (kind == "letter" or not is_readable(index, kind, slug)):
        hint = "" if kind == "letter" else "; it cannot be read, 'hobnob check' says why"
        raise ExistsError(taken, f"To change it: hobnob edit {slugify(slug)}{hint}")
    return free_slug(index, kind, slug)


def _of_same_name(index: Index, kind: Kind, name: str) -> Head | None:
    """Return the note with this name, ignoring case and diacritics.

    `C` and `C#` have one key but are two names.
    """
    wanted = fold(" ".join(name.split()))
    notes = named(index, kind, name_key(name))
    return next((note for note in notes if fold(note.name) == wanted), None)


def _next(kind: Kind, slug: str, name: str) -> str:
    """Return the next command to suggest."""
    return {
        "person": "next, perhaps: hobnob log " + quoted(f"Lunch with {name} about compilers"),
        "plan": f'next, perhaps: hobnob log "Asked for half an hour" --with … --plan {slug}',
        "letter": f"next, write the letter: hobnob edit {slug}",
        "org": f"next, perhaps: hobnob add person … org={quoted(name)}",
    }[kind]
