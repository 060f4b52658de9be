"""Setting keys of notes: of one, of several by their names, of all people whom filters pick.

The one rule: what is to change is planned whole before anything is written, and is one change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hobnob.cli.app import App
from hobnob.cli.batches import Batch, BatchLine, is_agreed, with_defaults
from hobnob.cli.changing import (
    carry_out,
    find_one,
    last_with,
    reference_comparer,
    reference_resolver,
)
from hobnob.cli.layout import count, width
from hobnob.cli.params import ANY_NAME
from hobnob.cli.people_filters import people_filter
from hobnob.errors import UsageError
from hobnob.index.documents import iter_documents
from hobnob.index.notes import head
from hobnob.notes.write import remark_on_unknown
from hobnob.wording import quoted

if TYPE_CHECKING:
    from hobnob.change.files import ChangeSet

_REMARKS = 5
"""The most remarks of several notes that are printed."""
_SHOWN = 20
"""The most notes that a terminal lists."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The planned change of one note."""

    id: int
    slug: str
    shown: str
    path: str
    keys: tuple[str, ...]


def plan(
    app: App, draft: ChangeSet, name: list[str] | int, typed: Sequence[str] | BatchLine,
    given: Sequence[str] = (), say: Callable[[str], None] | None = None,
) -> Planned:  # fmt: skip
    """Plan the assignments to one note.

    Args:
        app: this run.
        draft: takes the changed note.
        name: the words of its name, or its id.
        typed: the assignments, or the line of a batch that has them.
        given: assignments for every line of a batch.
        say: takes a remark; default: it is printed.
    """
    from hobnob.change.replaced_people import update_links
    from hobnob.change.setting import assign, read_assignments

    index, say = app.index, say or app.say
    note_id = name if isinstance(name, int) else find_named(app, name)
    _, kind, slug, shown, path, _ = head(index, note_id)
    if isinstance(typed, BatchLine):
        typed = with_defaults(kind, given, typed.assignments(kind, setting=True))
    assignments = read_assignments(kind, typed)
    note = draft.note(path)
    for assignment in assignments:
        if assignment.field is None and assignment.text:
            say(remark_on_unknown(kind, assignment.key))
        for remark in assign(
            note, assignment, reference_resolver(index), reference_comparer(index)
        ):
            say(remark)
    update_links(index, note, assignments, reference_comparer(index))
    draft.put(note)
    keys = tuple(assignment.key for assignment in assignments)
    return Planned(id=note_id, slug=slug, shown=shown or slug, path=path, keys=keys)


def pick_people(
    app: App, words: Sequence[str], wanted: Mapping[str, Any], *, all_people: bool
) -> list[int]:
    """Return the people whom the filters pick.

    Raises:
        UsageError: it is not clear who is meant.
    """
    from hobnob.index.people import list_people

    typed = " ".join(map(quoted, words))
    if not all_people:
        raise UsageError(
            f"a filter goes with --all-people, which stands for all whom it picks: "
            f"hobnob set --all-people … {typed}"
        )
    if "=" not in words[0]:
        raise UsageError(
            f"'{words[0]}' is a name, and --all-people stands for all names; give one of the two"
        )
    conditions = people_filter(app.index, wanted, "set --all-people")
    people = [row.id for row in list_people(app.index, conditions)]
    if not people:
        app.say("nobody fits; 'hobnob list people' takes the same filters")
    return people


def names_of(app: App, name: str) -> list[int]:
    """Return the notes of names with commas between them; none if it is one name."""
    if "," not in name or app.index.resolver.find(name, ANY_NAME.kinds).ids:
        return []
    names = [part.strip() for part in name.split(",")]
    return list(dict.fromkeys(find_named(app, part.split()) for part in names if part))


def set_each(app: App, notes: Sequence[int], typed: Sequence[str], *, yes: bool, dry: bool) -> int:
    """Set the same keys of several notes, as one change; return the exit code."""
    from hobnob.change.files import ChangeSet

    if not notes:
        if app.json:
            app.print_json([])
        return 0
    draft, remarks = ChangeSet(app.journal), Counter[str]()
    planned = [
        plan(app, draft, note, typed, say=lambda remark: remarks.update([remark])) for note in notes
    ]
    for remark, times in remarks.most_common(_REMARKS):
        app.say(f"{remark} ({count(times, 'note')})" if times > 1 else remark)
    if len(remarks) > _REMARKS:
        app.say(f"{count(len(remarks) - _REMARKS, 'more remark')} of this kind")
    paths = draft.paths()
    what = f"change {count(len(paths), 'note')}"
    if same := len(planned) - len(paths):
        what += f" ({same:,} are like that already)"
    if not dry and not is_agreed(app, len(paths), what, yes=yes):
        return 1
    made = carry_out(app, draft, f"set {' '.join(typed)} in {count(len(paths), 'note')}", dry=dry)
    if dry:
        app.say(f"this would {what}")
    elif made or app.json:
        print_many(app, [change for change in planned if app.json or change.path in paths])
    return 0


def find_named(app: App, name: Sequence[str]) -> int:
    """Return the note that the words of a name mean; `last NAME` is the last interaction.

    Raises:
        NotFoundError, AmbiguousError: it means none, or several.
    """
    if name[0] == "last" and len(name) > 1:
        return last_with(app.index, find_one(app.index, " ".join(name[1:]), ("person",)))
    return find_one(app.index, " ".join(name))


def print_many(app: App, planned: Sequence[Planned], batch: Batch | None = None) -> None:
    """Print what several notes are now, with the lines of a batch that were left out."""
    notes: dict[str, list[Planned]] = {}
    for change in planned:
        notes.setdefault(change.path, []).append(change)
    if app.json:
        bad = batch.bad if batch else []
        ids = [changes[0].id for changes in notes.values()]
        app.print_json([*iter_documents(app.index, ids), *bad])
        return
    most = None if width() is None else _SHOWN
    for path, changes in list(notes.items())[:most]:
        keys = ", ".join(dict.fromkeys(key for change in changes for key in change.keys))
        app.out(f"{changes[0].shown}: {keys} changed in {path}")
    if most is not None and len(notes) > most:
        app.out(f"… and {len(notes) - most:,} more")
