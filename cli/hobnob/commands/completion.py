"""Begin: complete verbs, options and names with the tab key.

The one rule: the output is only for the shell.
"""

from __future__ import annotations

import click

from hobnob.cli.app import App
from hobnob.cli.verb import pass_app, verb

_SHELLS = ("bash", "zsh", "fish")


@verb(prints="`shell` and `script`")
@click.argument("shell", type=click.Choice(_SHELLS))
@pass_app
def command(app: App, shell: str) -> None:
    """Print the script for completion of verbs, options, slugs and names in a shell.

    Install it once for each shell that you use. It works in the next terminal that you open.

    \b
    echo 'eval "$(hobnob completion bash)"' >> ~/.bashrc
    echo 'eval "$(hobnob completion zsh)"' >> ~/.zshrc
    hobnob completion fish > ~/.config/fish/completions/hobnob.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - for the type checker
    made = found(click.get_current_context().find_root().command, {}, "hobnob", "_HOBNOB_COMPLETE")
    # Not `source()`: that starts a bash to find out its version.
    script = made.source_template % made.source_vars()
    if app.json:
        app.print_json({"shell": shell, "script": script})
    else:
        app.out(script)
