"""hobnob: a plain-text journal of a person's professional network.

    import hobnob

    with hobnob.open("~/journal") as journal:
        for need in journal.today():
            print(need.date, need.text)

The one rule: importing this imports nothing else. The command line begins here too.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any

    from hobnob.answers import to_json
    from hobnob.errors import HobnobError
    from hobnob.library import Journal

__version__ = "0.1.0"
__all__ = ["HobnobError", "Journal", "__version__", "open", "to_json"]

_HOMES = {
    "HobnobError": "hobnob.errors",
    "Journal": "hobnob.library",
    "to_json": "hobnob.answers",
}
"""Where the public names stand; they are imported when they are used."""


def open(  # noqa: A001 - `hobnob.open` reads as what it does
    path: str | os.PathLike[str], *, today: str = "", share: bool = False
) -> Journal:
    """Open a journal to ask it questions.

    Args:
        path: its folder.
        today: an ISO day to use as today; default that of the journal's settings, or the clock.
        share: leave out what is private.

    Raises:
        HobnobError: there is no journal, or it cannot be used; the message says why.
    """
    from hobnob.library import open_journal

    return open_journal(path, today=today, share=share)


if not TYPE_CHECKING:
    # A type checker knows the names above, and shall find that there are no others.

    def __getattr__(name: str) -> Any:
        """Import a public name when it is used."""
        if name not in _HOMES:
            raise AttributeError(f"module 'hobnob' has no attribute '{name}'")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
