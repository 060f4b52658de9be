"""Logging at a prompt: each line is printed as soon as it is written.

The one rule: a line that cannot be logged is not lost. hobnob prints the reason and puts the line
back at the prompt for correction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hobnob.capture.completing import load_words
from hobnob.cli.layout import wrap
from hobnob.errors import HobnobError

if TYPE_CHECKING:
    from hobnob.commands.log.line import Logging

_HINT = " Tab completes names, [[slugs, #tags and +plans · an empty line ends "


def log_at_prompt(logging: Logging) -> int:
    """Log the typed lines; return the exit code."""
    from hobnob.cli.prompting import LinePrompt

    app = logging.app
    app.say("what happened? For example: lunch with Grace about compilers, follow up in 3 weeks")
    prompt = LinePrompt(app.journal, load_words(app.index), "› ", color=app.color is not False,
                        hint=_HINT)  # fmt: skip
    line = prompt.ask()
    while line:
        again = ""
        try:
            if logging.log(line).new_people:
                prompt.learn(load_words(app.index))
        except HobnobError as error:
            click.secho(wrap(f"hobnob: {error}"), err=True, color=app.color)
            again = line
        app.tell_change()
        app.out()
        line = prompt.ask(again)
    return 0
