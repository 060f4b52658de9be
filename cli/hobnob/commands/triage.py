"""Change: sort people into circles, with one key each.

The one rule: each key writes at once and can be taken back; what is not decided is asked again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hobnob.cli.app import App
from hobnob.cli.asking import has_terminal
from hobnob.cli.layout import count
from hobnob.cli.people_filters import people_filter, people_filters
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.documents import iter_documents


@verb(
    prints="an array of notes of type [person](#a-note-of-type-person): who waits to be sorted, in "
    "the order in which hobnob asks; nothing is asked"
)
@people_filters
@pass_app
def command(app: App, /, **wanted: Any) -> None:
    """Sort people into circles, with one key each; made for the day after an import.

    hobnob shows what is known of a person in two lines. Then i, c, a and w give the circle: inner,
    close, active, wide. 'n' writes 'circle: none': no circle, and hobnob does not ask again. 't'
    adds a tag, 'm' merges two notes of one person, 'l' leaves the person for later, 'u' takes the
    last key back, 'q' stops. Each key is written at once.

    Start it again, and it goes on where it stopped: it asks about people without a circle and
    without 'keep_in_touch'. Those left for later come last. The filters are those of 'list people'.

    \b
    hobnob triage
    hobnob triage --tag linkedin
    hobnob triage --org Ogilvy --since 2025
    """
    from hobnob.cli.triaging import sort_people, waiting

    conditions = people_filter(app.index, wanted, "triage")
    people = waiting(app.index, replace(conditions, unsorted=True))
    if app.json:
        app.print_json(iter_documents(app.index, people))
    elif not people:
        app.say("everybody is sorted: who fits has a circle, or needs none")
    elif not has_terminal():
        raise UsageError(
            f"{count(len(people), 'person waits', 'people wait')} to be sorted, one key each, and "
            "there is no terminal. Without one, say it for many: hobnob set --all-people "
            "--no-circle circle=wide"
        )
    else:
        sort_people(app, people)
