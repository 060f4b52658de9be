"""Write: record that drafts were sent.

The one rule: the draft becomes the record of what was sent, in the same note, with its full text.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.changing import carry_out
from hobnob.cli.drafts import DRAFT, drafts_for, find_draft
from hobnob.cli.filters import WHEN
from hobnob.cli.layout import count, one_line, show_lines
from hobnob.cli.params import PLAN, NoteName, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.cli.watching import Watch
from hobnob.errors import BadValueError, NoDraftError, UsageError
from hobnob.index.documents import load_documents
from hobnob.index.index import Index
from hobnob.index.interactions import latest
from hobnob.index.lookup import find_note
from hobnob.network.letters.drafts import LetterDraft, load_drafts


@verb(prints="an array of the interactions as they are now")
@click.argument("refs", nargs=-1, type=DRAFT, metavar="[REF]...")
@click.option("--date", "when", type=WHEN, metavar="DATE",
              help="When: 2026-11-20, yesterday; default today.")  # fmt: skip
@click.option("--plan", type=PLAN, metavar="PLAN", help="All drafts of this plan.")
@click.option("--letter", type=NoteName("letter"), metavar="LETTER",
              help="All drafts made from this template.")  # fmt: skip
@click.option("--anyway", is_flag=True, help="Also letters in which something is left over.")
@dry_run
@pass_app
def command(
    app: App, /, *, refs: tuple[str, ...], when: str | None, plan: str | None, letter: str | None,
    anyway: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Record that drafts were sent: each becomes the record, with its full text.

    REF is a draft's number in the list that was shown last, by 'hobnob drafts' or 'hobnob today';
    the name of a person with exactly one draft; its slug; or 'last'. The note stays where it is.
    hobnob removes the line 'draft: true' and sets the date. If something is left over in a letter,
    such as '[why you]', it records nothing, and says where.

    \b
    hobnob sent 1 3
    hobnob sent grace --date yesterday
    hobnob sent --plan next-role
    """
    from hobnob.change.sending import plan_sending
    from hobnob.cli.leftovers import refuse_leftovers, tell_sent_before

    date = when or app.today
    if len(date) != 10 or date > app.today:
        raise BadValueError(f"--date: {date} is not a day up to today")
    index = app.index
    chosen = _chosen(index, refs, plan, letter, date)
    waiting = [draft for draft in chosen if draft.waits]
    change = plan_sending(index, waiting, date)
    for sent in chosen:
        if not sent.waits:
            app.say(f"{sent.path} is no draft; it is dated {sent.date[:10]}")
    if not refs and not waiting:
        app.say(_nothing_waits(plan, letter))
    if not anyway:
        refuse_leftovers(index, waiting)
    tell_sent_before(app, waiting)
    watch = Watch(app, (who.id for draft in waiting for who in draft.people))
    what = waiting[0].slug if len(waiting) == 1 else count(len(waiting), "letter")
    if dry_run or waiting:
        carry_out(app, change, f"sent {what}", dry=dry_run)
    if dry_run:
        return
    if app.json:
        app.print_json(load_documents(app.index, [draft.id for draft in chosen]))
        return
    lines = (
        f"Sent on {date}: {one_line(draft.kind or 'draft')} to "
        f"{one_line(', '.join(who.name for who in draft.people) or 'nobody')} ({draft.path})"
        for draft in waiting
    )
    show_lines(app, lines)
    watch.say()


def _chosen(
    index: Index, refs: tuple[str, ...], plan: str | None, letter: str | None, date: str
) -> tuple[LetterDraft, ...]:
    """Return the chosen interactions, each once.

    Raises:
        UsageError: no draft was named.
    """
    if not refs and not plan and not letter:
        raise UsageError("which? 'hobnob drafts' lists them, with numbers: hobnob sent 1")
    if refs and (plan or letter):
        raise UsageError("name drafts, or all of a plan or a template, but not both")
    if refs:
        found = dict.fromkeys(_draft_or_sent(index, ref, date) for ref in refs)
        return load_drafts(index, [*found])
    return tuple(draft for draft in drafts_for(index, plan, letter) if draft.is_letter)


def _draft_or_sent(index: Index, ref: str, date: str) -> int:
    """Return the draft that a reference means, or the letter to that person sent on that day.

    So the same command again finds what it did, and does nothing.
    """
    try:
        return find_draft(index, ref)
    except NoDraftError:
        last = latest(index, find_note(index, ref, ("person",)))
        if last is None:
            raise
        (sent,) = load_drafts(index, [last])
        if not sent.is_letter or sent.date[:10] != date:
            raise
        return last


def _nothing_waits(plan: str | None, letter: str | None) -> str:
    """Say that no matching letter waits."""
    made = f" made from '{letter}'" if letter else ""
    of = f" in the plan '{plan}'" if plan else ""
    return one_line(f"no letter{made} waits to be sent{of}; 'hobnob drafts' lists all drafts")
