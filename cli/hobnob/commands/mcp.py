"""Share: let an assistant without a shell use the journal, over MCP.

The one rule: an assistant sees nothing private, unless you start it with --private.
"""

from __future__ import annotations

import signal
import sys

import click

from hobnob.cli.app import App
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError


@verb(reads=False)
@click.option("--read-only", is_flag=True, help="Write nothing; there are no tools that do.")
@click.option("--private", is_flag=True, help="Also show and change what is private.")
@pass_app
def command(app: App, read_only: bool, private: bool) -> None:
    """Serve the journal to an assistant, over stdin and stdout, with the Model Context Protocol.

    The assistant's program starts this command; 'hobnob help assistants' shows what to write in its
    settings. It needs the extra: pip install "hobnob[mcp]".

    Nothing private is given, and a change that touches something private is refused, unless there
    is --private. To merge and to remove notes, and to share a site, use the terminal.

    \b
    hobnob --journal ~/journal mcp --read-only
    hobnob --journal ~/journal mcp
    hobnob --journal ~/journal mcp --private
    """
    try:
        from hobnob.mcp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "pydantic"):
            raise
        raise UsageError("'hobnob mcp' needs a package more: pip install \"hobnob[mcp]\"") from None
    from hobnob.mcp.running import verbs_in
    from hobnob.mcp.session import Session
    from hobnob.safety import is_read_only

    if sys.stdin.isatty():
        app.say("this waits for the program of an assistant; Ctrl-C stops it")
    run = verbs_in(app.journal.root, app.today_given or "")
    session = Session(run=run, private=private, read_only=read_only or is_read_only())
    # The thread that waits for input would not end otherwise; nothing here is left half done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    make_server(session).run("stdio")
