"""Look: show the site in the browser, and keep it up to date while you write.

The one rule: it serves only this machine, unless you give another --host.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.trusting import agree, trust_option
from hobnob.cli.verb import pass_app, verb
from hobnob.safety import is_shared

_PORT = 8000


@verb(reads=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535),
              help=f"The port; default {_PORT}, or the next free one.")  # fmt: skip
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@trust_option
@pass_app
def command(app: App, host: str, port: int | None, open_browser: bool, trusted: bool) -> None:
    """Serve the site of the journal on this machine.

    Saving a note refreshes the page that shows it. A note that cannot be read is told on its page
    and on Home. Stop with Ctrl-C. If the journal's mkdocs.yml could run code, you are asked first,
    once. With --share, it leaves out what is private.

    \b
    hobnob serve
    hobnob serve --port 8080 --open
    """
    agree(app, trusted=trusted)
    from hobnob.site.publish import free_port, serve_site

    app.open_whole_index().db.close()
    free = free_port(host, port or _PORT, exact=port is not None)
    at = f"[{host}]" if ":" in host else host
    app.out(f"{app.journal.root.name}: http://{at}:{free}/  (stop with Ctrl-C)")
    today = app.today if app.today_given else ""
    serve_site(
        app.journal, host=host, port=free, today=today, share=is_shared(), open_browser=open_browser
    )
    app.say("stopped")
