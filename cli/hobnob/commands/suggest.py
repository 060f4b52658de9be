"""Look: whom to reach out to in the time you have.

The one rule: the same day gives the same answer; `--again` continues after the last answer. For
that, hobnob keeps the last answer beside the index. It is not used on the next day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import click

from hobnob.answers import Who
from hobnob.cli.app import App
from hobnob.cli.filters import PLACE, TAG
from hobnob.cli.layout import cells, cut, one_line, show, wrap
from hobnob.cli.listed import recall, remember
from hobnob.cli.text import room
from hobnob.cli.verb import pass_app, verb
from hobnob.network.ties.phrases import TIME
from hobnob.network.ties.ranking import Question
from hobnob.network.ties.suggest import Suggestion, suggest


@verb(prints="{list[hobnob.network.ties.suggest.Suggestion]}")
@click.option("--minutes", type=click.Choice(["15", "60", "evening"]),
              help="The time you have: for a message, a call or a coffee, a dinner.")  # fmt: skip
@click.option("--place", type=PLACE, metavar="PLACE",
              help="Only people who live there, or whom you met there.")  # fmt: skip
@click.option("--tag", type=TAG, metavar="TAG", help="Only people with this tag.")
@click.option("--count", "--limit", "count", type=click.IntRange(min=1), default=5,
              show_default=True, metavar="N", help="Show N people.")  # fmt: skip
@click.option("--again", is_flag=True, help="Show others than before.")
@pass_app
def command(
    app: App, /, *, minutes: str | None, place: str | None, tag: str | None, count: int, again: bool
) -> None:
    """Suggest whom to reach out to today, each with the reason.

    It suggests people with whom it is time again, and some whom you may forget: dormant ties, who
    were close once, and weak ties, who hear what close ones do not. 'hobnob help ties' explains the
    choice. The answer stays the same all day until you log something. --again shows others.

    \b
    hobnob suggest
    hobnob suggest --minutes 15 --count 1
    hobnob suggest --minutes evening --place bristol
    hobnob suggest --tag sailing --again
    """
    asked = Question(minutes=minutes or "", place=place or "", tag=tag or "")
    shown = _shown_today(app, asked) if again else ()
    found = app.ask_once(
        "suggest", [minutes, place, tag, count, shown],
        lambda index: suggest(index, asked, count=count, without=frozenset(shown)),
        Suggestion, Who,
    )  # fmt: skip
    slugs = (suggestion.person.slug for suggestion in found)
    remember(app.journal, "suggested", [_question(app, asked), *shown, *slugs])
    if app.json:
        app.print_answer(found)
    elif found:
        show(app, (*_heading(asked), *_lines(found)))
        app.say("'--again' suggests others")
    elif shown:
        app.say(
            "there are no other suggestions for today; without --again you see the first ones again"
        )
    elif place or tag:
        app.say("no suggestion fits; try without --place or --tag")
    else:
        app.say("nobody is waiting to hear from you. Whom do you think of first?")


def _heading(asked: Question) -> Iterator[str]:
    """Yield the heading: the use of the time, if the user gave one."""
    if asked.minutes:
        yield click.style(TIME[asked.minutes], dim=True)
        yield ""


def _lines(found: Sequence[Suggestion]) -> Iterator[str]:
    for suggestion in found:
        name = wrap(one_line(suggestion.person.name))
        role = cut(one_line(suggestion.role), max(0, room() - cells(name) - 2))
        head = click.style(name, bold=True)
        yield f"{head}  {click.style(role, dim=True)}" if role else head
        yield wrap(one_line(suggestion.text), indent="  ")
        yield ""


# ---------------------------------------------------------------- what was shown


def _question(app: App, asked: Question) -> str:
    """Return the question and its day, on one line."""
    return json.dumps([app.today, asked.minutes, asked.place, asked.tag])


def _shown_today(app: App, asked: Question) -> list[str]:
    """Return the slugs shown today for the same question; none if that is not known."""
    question, *shown = recall(app.journal, "suggested") or [""]
    return shown if question == _question(app, asked) else []
