"""Change: give somebody a new role, and end the old one.

The one rule: old roles stay in `roles`, so no history is lost.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.changing import carry_out, find_one
from hobnob.cli.params import PERSON, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.dates import parse_date
from hobnob.errors import BadValueError, UsageError
from hobnob.index.documents import load_at, present_role, present_since
from hobnob.index.notes import head
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
    if (role["org"], role["title"]) == (old_org, old_title):
        raise UsageError(f"{shown} has that role already: {', '.join(filter(None, role.values()))}")
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
        app.print_json(load_at(app.index, path))
        return
    before = ", ".join(filter(None, (old_title, old_org)))
    if begun > app.today:
        app.out(
            f"{shown} will be {now} from {begun} on{f'; until then: {before}' if before else ''}"
        )
        return
    app.out(f"{shown} is {now} since {begun}{f'; before that: {before}' if before else ''}")
    app.say(f'a good reason to write: hobnob log "Congratulated on {now}" --with {slug}')
