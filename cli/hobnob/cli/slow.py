"""What a slow answer says while it is made.

The one rule: nothing that takes less than a second says anything, and a pipe never gets a word.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from hobnob.cli.app import App, is_dumb

_PATIENCE = 1.0
"""Seconds before a word."""


@contextmanager
def saying(app: App, what: str) -> Iterator[None]:
    """Say what hobnob does, if it takes longer than a second and stderr is a terminal."""
    if is_dumb() or not sys.stderr.isatty():
        yield
        return
    timer = Timer(_PATIENCE, app.say, [f"{what} …"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
