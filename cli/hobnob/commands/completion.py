"""Begin: complete verbs, options and names with the tab key.

The one rule: what is printed is for the shell to read, and nothing else.
"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from hobnob.cli.app import App
from hobnob.cli.verb import pass_app, verb

_SHELLS = ("bash", "zsh", "fish")


@verb(prints="`shell` and `script`")
@click.argument("shell", type=click.Choice(_SHELLS))
@pass_app
def command(app: App, shell: str) -> None:
    """Print the script that lets a shell complete verbs, options, slugs and names.

    Install it once for each shell that you use. It works in the next terminal that you open.

    \b
    echo 'eval "$(hobnob completion bash)"' >> ~/.bashrc
    echo 'eval "$(hobnob completion zsh)"' >> ~/.zshrc
    hobnob completion fish > ~/.config/fish/completions/hobnob.fish
    """
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - for the type checker
    made = found(click.get_current_context().find_root().command, {}, "hobnob", "_HOBNOB_COMPLETE")
    # Not `source()`: to tell that an old bash is too old, it would start one.
    script = made.source_template % made.source_vars()
    if app.json:
        app.print_json({"shell": shell, "script": script})
    else:
        app.out(script)
