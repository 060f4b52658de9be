"""Change: put somebody, a promise or a follow-up off until a later day.

The one rule: what has a day of its own gets another one; everything else rests with the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hobnob.cli.app import App
from hobnob.cli.changing import carry_out
from hobnob.cli.layout import one_line
from hobnob.cli.listed import need_of
from hobnob.cli.params import PERSON, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.cli.watching import Watch
from hobnob.errors import BadValueError, HobnobError, NoNumberError, UsageError
from hobnob.index.documents import load_at
from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.index.notes import by_slug, by_slugs

if TYPE_CHECKING:
    from hobnob.change.snoozing import Snoozing


@verb(prints="an array of the notes as they are now")
@click.argument("words", nargs=-1, required=True, type=PERSON, metavar="WHO|N SPAN")
@dry_run
@pass_app
def command(app: App, words: tuple[str, ...], dry_run: bool) -> None:
    """Put somebody off until a later day: until then, 'hobnob today' says nothing of them.

    N is a number of the list that was shown last, such as that of 'hobnob today'. A promise or a
    follow-up gets the new day; WHO can be the letters of a promise or the slug of the note, too.
    Everything else rests with its people, as if you named them; their note gets the key 'snooze'.
    Promises and follow-ups that have a day still come. SPAN is a time from today, or a day. 'hobnob
    today --all' shows who rests; 'hobnob set WHO snooze=' ends it.

    \b
    hobnob snooze grace 2 weeks
    hobnob snooze 3 until 13 December
    """
    index = app.index
    who, day = _split(index, words)
    snoozing = _plan(index, who, day)
    watch = Watch(app, snoozing.people)
    made = carry_out(app, snoozing.draft, snoozing.what, dry=dry_run)
    if dry_run:
        return
    if app.json:
        app.print_json([load_at(app.index, path) for path in snoozing.paths])
    elif made:
        for name, path in zip(snoozing.names, snoozing.paths, strict=True):
            app.out(one_line(f"{link_names(index, name)}: {snoozing.says} ({path})"))
        watch.say()


def _split(index: Index, words: tuple[str, ...]) -> tuple[str, str]:
    """Return who or what is meant, and the day: the last words that are one.

    Raises:
        UsageError: there is no day, or it is not in the future.
    """
    from hobnob.capture.days.typed import parse_later_day

    why = ""
    for at in range(1, len(words)):
        span = " ".join(words[at:]).strip()
        try:
            return " ".join(words[:at]), parse_later_day(index, span)
        except HobnobError as error:
            why = why or str(error)
    if len(words) > 1:
        raise BadValueError(why)
    raise UsageError(f"until when? 'hobnob snooze {one_line(words[0])} 2 weeks', or a day")


def _plan(index: Index, who: str, day: str) -> Snoozing:
    """Return the change of what has a name or a number.

    Raises:
        NotFoundError, AmbiguousError: nothing, or more than one, has this name or number.
    """
    from hobnob.change.snoozing import plan_follow_up, plan_people, plan_promise, plan_snooze

    if not (who.isdecimal() and len(who) < len("2026")):
        return plan_snooze(index, who, day)
    item = need_of(index, who)
    if item.reason in ("promise", "theirs") and item.ref:
        return plan_promise(index, item.ref, day)
    if item.reason == "follow_up":
        note = by_slug(index, item.kind, item.note)
        if note:
            return plan_follow_up(index, note.id, day)
    if item.reason in ("appointment", "happened"):
        why = f"it is {item.words}; 'hobnob set {item.note} date={day}' moves it"
        raise NoNumberError(who, why)
    people = [note.id for note in by_slugs(index, "person", item.people)]
    if not people:
        raise NoNumberError(who, f"it is {item.words}, and nobody who could rest")
    return plan_people(index, people, day)
