"""One letter as it goes out: its text, an e-mail, a link.

The one rule: a pipe gets what goes out and nothing else, so that it can go straight to where it is
sent from.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from hobnob.cli.app import App
from hobnob.cli.drafts import find_draft
from hobnob.cli.layout import one_line, safe
from hobnob.cli.leftovers import tell_leftovers
from hobnob.errors import UsageError
from hobnob.letters.mail import needs_utf8, render_eml, render_mailto, text_of
from hobnob.network.letters.drafts import load_drafts
from hobnob.network.letters.recipient_facts import addresses_of


def show_outgoing(app: App, name: str, form: str) -> None:
    """Print a letter as it goes out.

    Args:
        app: this run.
        name: of a draft, as `find_draft` takes it, or of a letter that was sent.
        form: text, eml or mailto.

    Raises:
        UsageError: it is nothing that goes out.
        NotFoundError, AmbiguousError: see `find_draft`.
    """
    index = app.index
    (letter,) = load_drafts(index, [find_draft(index, name)])
    if not letter.is_letter:
        raise UsageError(f"{letter.path} is not a letter from you; --format is for what you send")
    tell_leftovers(app, [letter])
    text = text_of(index, letter)
    addresses = addresses_of(index, [who.id for who in letter.people if who.id])
    shown = {
        "text": lambda: text,
        "eml": lambda: render_eml(letter, text, addresses).decode(),
        "mailto": lambda: render_mailto(letter, text, addresses),
    }[form]()
    if form == "eml":
        tell_utf8(app, needs_utf8(addresses, letter))
    if app.json:
        app.print_json({"format": form, "content": shown})
    elif form == "eml":
        click.echo(shown.encode(), nl=False)
    else:
        app.out(safe(shown))


def tell_utf8(app: App, addresses: Sequence[str]) -> None:
    """Say which addresses are only for mail servers that know letters of all scripts."""
    if addresses:
        app.say(
            one_line(
                f"not every mail server takes the address {', '.join(dict.fromkeys(addresses))}; "
                "one in plain letters, where there is one, goes first in emails of the note"
            )
        )
