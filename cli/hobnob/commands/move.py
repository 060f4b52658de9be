"""Change: give somebody a new role, and end the old one.

The one rule: old roles stay in `roles`, so no history is lost.
"""

from __future__ import annotations

from collections.abc import Mapping

import click

from hobnob.cli.app import App
from hobnob.cli.changing import carry_out, find_one
from hobnob.cli.layout import one_line
from hobnob.cli.params import PERSON, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.dates import parse_date
from hobnob.errors import BadValueError, UsageError
from hobnob.index.documents import (
    RoleRow,
    load_at,
    newest_roles,
    present_role,
    present_since,
)
from hobnob.index.index import Index
from hobnob.index.notes import head
from hobnob.names import name_key
from hobnob.notes.write import plain_name


@verb(prints="the note as it is now")
@click.argument("name", type=PERSON)
@click.option("--org", metavar="ORG", help="Where they are now.")
@click.option("--title", metavar="TITLE", help="What they do there.")
@click.option("--since", metavar="DATE", help="The start: 2026-11, 2026-11-22; default this month.")
@dry_run
@pass_app
def command(
    app: App, name: str, org: str | None, title: str | None, since: str | None, dry_run: bool
) -> None:
    """Record that somebody has a new role.

    The old role ends when the new one begins. With only --title, the organization stays the same.

    \b
    hobnob move grace --org "Eckert-Mauchly" --title "Senior mathematician"
    hobnob move grace --title "Head of Programming" --since 2026-11
    """
    from hobnob.change.files import ChangeSet

    index = app.index
    note_id = find_one(index, name, ("person",))
    _, _, slug, shown, path, _ = head(index, note_id)
    old_org, old_title = present_role(index, note_id)
    if not (org or title):
        raise UsageError(f"where to? For example: hobnob move {slug} --org Ogilvy --title Director")
    try:
        begun = parse_date(since) if since else app.today[:7]
    except ValueError as error:
        raise BadValueError(f"--since: {error}") from None
    role = {"org": plain_name(org) if org else old_org, "title": plain_name(title) if title else ""}
    if has := _same_role(index, note_id, role):
        _refuse_other_start(shown, slug, has, begun if since else "")
        if dry_run:
            carry_out(app, ChangeSet(app.journal), "", dry=True)
            return
        app.say(f"nothing changes, it is there already: {_spell_role(shown, has, app.today)}")
        _print_note(app, path)
        return
    before_since = present_since(index, note_id)
    if before_since[: len(begun)] > begun[: len(before_since)]:
        raise UsageError(
            f"--since: the role before it began only {before_since}; 'hobnob edit {slug}' changes "
            "older roles"
        )
    role["since"] = begun
    draft = ChangeSet(app.journal)
    note = draft.note(path)
    note.insert_role({key: text for key, text in role.items() if text}, begun)
    draft.put(note)
    now = ", ".join(filter(None, (role["title"], role["org"])))
    if not carry_out(app, draft, f"move {slug} to {now}", dry=dry_run):
        return
    if app.json:
        _print_note(app, path)
        return
    before = ", ".join(filter(None, (old_title, old_org)))
    if begun > app.today:
        app.out(
            f"{shown} will be {now} from {begun} on{f'; until then: {before}' if before else ''}"
        )
        return
    app.out(f"{shown} is {now} since {begun}{f'; before that: {before}' if before else ''}")
    app.say(f'a good reason to write: hobnob log "Congratulated on {now}" --with {slug}')


def _same_role(index: Index, person: int, role: Mapping[str, str]) -> RoleRow | None:
    """Return the newest or the present role of a person, if it is this one."""
    for has in newest_roles(index, person):
        if (name_key(has.org), name_key(has.title)) == (
            name_key(role["org"]), name_key(role["title"])
        ):  # fmt: skip
            return has
    return None


def _refuse_other_start(shown: str, slug: str, has: RoleRow, begun: str) -> None:
    """Refuse another start of a role that is there; a rougher or finer date is the same."""
    known = min(len(begun), len(has.since))
    if begun and has.since and begun[:known] != has.since[:known]:
        raise UsageError(
            f"--since: {shown} has that role already, since {has.since}; 'hobnob edit {slug}' "
            "changes its dates"
        )


def _spell_role(shown: str, has: RoleRow, today: str) -> str:
    role = one_line(", ".join(filter(None, (has.title, has.org))))
    if has.since > today:
        return f"{shown} will be {role} from {has.since} on"
    return f"{shown} is {role}{f' since {has.since}' if has.since else ''}"


def _print_note(app: App, path: str) -> None:
    if app.json:
        app.print_json(load_at(app.index, path))
