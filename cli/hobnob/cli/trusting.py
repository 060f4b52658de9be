"""Asking once whether a journal's `mkdocs.yml` may run what it names.

The one rule: without a terminal and without `--trust` the answer is no.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from hobnob.cli.app import App
from hobnob.cli.asking import has_terminal
from hobnob.errors import UsageError

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def trust_option(function: _Decorated) -> _Decorated:
    """Add the option `--trust`, as the argument `trusted`."""
    return click.option(
        "--trust", "trusted", is_flag=True,
        help="Let mkdocs.yml run what it names, now and later.",
    )(function)  # fmt: skip


def agree(app: App, *, trusted: bool) -> None:
    """Go on only if `mkdocs.yml` runs nothing, or what it runs is agreed to.

    Args:
        app: the run; its journal may not be open yet.
        trusted: whether `--trust` was given.

    Raises:
        UntrustedError: there is nobody to ask.
        UsageError: the answer was no.
    """
    from hobnob.journal import SITE_FILE
    from hobnob.trust import UntrustedError, require_trust, trust

    # The folder of the notes may be a question of its own, before the journal can be opened.
    for _ in range(2):
        try:
            require_trust(app.journal.root / SITE_FILE)
            return
        except UntrustedError as error:
            if not trusted:
                if not has_terminal():
                    raise
                click.echo(error.listing, err=True)
                if not click.confirm("Do you trust its author, and go on?", err=True):
                    raise UsageError("nothing was run and nothing was written") from None
            if not trust(error.config, error.risks):
                app.say("the answer cannot be kept on this machine, so hobnob will ask again")
