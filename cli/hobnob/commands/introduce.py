"""Write: introduce two people to each other: a draft to each.

The one rule: both are asked before either hears more than a name; you send the drafts yourself.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.layout import one_line, wrap
from hobnob.cli.params import PERSON, NoteName, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.lookup import find_note
from hobnob.index.notes import heads


@verb(
    prints="{hobnob.letters.introducing.Introduced}, with "
    "{list[hobnob.network.introductions.concerns.Concern]}; with `--dry-run`, `diff`"
)
@click.argument("one", type=PERSON, metavar="A")
@click.argument("other", type=PERSON, metavar="B")
@click.option("--why", default="", metavar="TEXT", help="Why they should meet; in both letters.")
@click.option("--letter", type=NoteName("letter"), metavar="LETTER",
              help="The template; default 'introduction', else the one of hobnob.")  # fmt: skip
@click.option("--kind", type=click.Choice(["letter", "email", "message"]), default="email",
              show_default=True, help="The kind of the drafts.")  # fmt: skip
@click.option("--again", is_flag=True, help="Draft it again for whoever was sent it before.")
@dry_run
@pass_app
def command(
    app: App, /, *, one: str, other: str, why: str, letter: str | None, kind: str, again: bool,
    dry_run: bool,
) -> int:  # fmt: skip
    """Draft a letter to each of two people that says why they should meet.

    Each letter says who the other person is and asks whether you may put them in touch. So both
    can say no, and nobody's address is given away. The drafts are ordinary ones: 'hobnob drafts'
    lists them, 'hobnob sent' records them. They say 'gave: introduction', and have a follow-up in
    three weeks. hobnob tells you if the two know each other already, if a note is private, and if
    you owe one of them something first.

    A letter 'introduction' of your own replaces the text; 'hobnob help letter-writing' lists its
    values.

    \b
    hobnob introduce grace george --why "You both collect early compilers"
    hobnob introduce grace george --dry-run
    """
    from hobnob.cli.letter_batches import write_batch
    from hobnob.letters.introducing import Introduced, draft_introduction
    from hobnob.network.introductions.concerns import load_concerns

    index = app.index
    both = [find_note(index, name, ("person",)) for name in (one, other)]
    names = {note.id: note for note in heads(index, both).values()}
    if len(names) == 1:
        raise UsageError(f"'{one}' and '{other}' are the same person: {names[both[0]].slug}")
    template = find_note(index, letter, ("letter",)) if letter else None
    batch = draft_introduction(index, *both, why=why, kind=kind, letter=template, again=again)
    concerns = load_concerns(index, *both)
    if not app.json:
        for concern in concerns:
            app.say(wrap(one_line(concern.message)))
    slugs = [names[note].slug for note in both]
    code = write_batch(
        app, batch, "introduction", dry=dry_run,
        answer=lambda written: Introduced(batch=written, concerns=concerns),
    )  # fmt: skip
    if batch.drafted and not dry_run and not app.json:
        app.say(
            'when both have said yes, write to both, and record it: hobnob log "Put you in touch" '
            f"--with {','.join(slugs)} --kind {kind}"
        )
    return code
