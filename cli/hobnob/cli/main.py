"""The command `hobnob`: it runs a verb and reports errors.

The one rule: a verb is one module of `hobnob.commands`, imported when it is used. The module's name
is the verb. The first line of its docstring is its line in the help, with its group before the
colon. Its `command` is the Click command.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

import click

from hobnob import __version__
from hobnob.cli.app import App, app_of
from hobnob.cli.verb import SHARED, global_options, verb_groups, verb_modules
from hobnob.errors import HobnobError, NoJournalError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))


class Verbs(click.Group):
    """All verbs, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs: the public modules of `hobnob.commands`."""
        return sorted(verb_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb; return None if there is no verb with this name."""
        module = verb_modules().get(cmd_name)
        if module is None:
            return None
        name = cmd_name if cmd_name in SHARED else "command"
        found = getattr(import_module(f"hobnob.commands.{module}"), name)
        assert isinstance(found, click.Command)  # noqa: S101 - for the type checker
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; for a misspelled one, suggest similar verbs."""
        name = args[0]
        if not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            from difflib import get_close_matches

            close = get_close_matches(name, self.list_commands(ctx), n=2, cutoff=0.5)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            ctx.fail(f"there is no command '{name}'.{hint} 'hobnob --help' lists them all.")
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the verbs and options that begin with what was typed; import no verb."""
        from click.shell_completion import CompletionItem

        says = {name: line for group in verb_groups().values() for name, line in group.items()}
        verbs = [
            CompletionItem(name, help=says[name])
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return verbs + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs by group, from the first lines of their modules."""
        for group, says in verb_groups().items():
            with formatter.section(group):
                formatter.write_dl(list(says.items()))


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
    params=global_options(),
    epilog="'hobnob VERB --help' explains a verb with examples; 'hobnob help' shows the manual.",
)
@click.version_option(__version__, message="hobnob %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """A plain-text journal of the people you know.

    \b
    hobnob init journal && cd journal
    hobnob add person "Grace Hopper"
    hobnob log "Lunch with Grace about compilers"
    hobnob serve
    """
    if context.invoked_subcommand is None:
        today = cli.get_command(context, "today") if _is_in_journal(app_of(context)) else None
        if today:
            context.invoke(today)
        else:
            click.echo(context.get_help())


def _is_in_journal(app: App) -> bool:
    """Return whether there is a journal here; with `--json` or a named journal, fail if not."""
    try:
        return bool(app.journal)
    except NoJournalError:
        if app.json or app.journal_named or os.environ.get("HOBNOB_JOURNAL"):
            raise
        return False


def run(arguments: Sequence[str] | None = None) -> int:
    """Run hobnob; return its exit code.

    For a wrong request, it prints the message on stderr. Any other error is reported as a bug of
    hobnob.
    """
    app = App()
    try:
        return _run(app, list(sys.argv[1:] if arguments is None else arguments))
    finally:
        with suppress(OSError):
            app.tell_change()


def _run(app: App, arguments: list[str]) -> int:
    try:
        result = cli.main(arguments, prog_name="hobnob", obj=app, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        return 130
    except HobnobError as error:
        if app.debug:
            raise
        click.secho(f"hobnob: {error}", err=True, color=app.color)
        return error.exit_code
    except BrokenPipeError:
        # The reader of the output stopped early. Without this, Python would complain at exit.
        sys.stdout = None
        return 0
    except Exception as error:  # the last net
        if app.debug:
            raise
        return _report(error, app)
    return result if isinstance(result, int) else 0


def _report(error: Exception, app: App) -> int:
    """Report an error that no command expects, a full disk or a bug; return the exit code."""
    message, code = (
        f"this is a bug in hobnob, not in your notes: {type(error).__name__}: {error}",
        70,
    )
    message += "\nRun the command again with --debug to see where. No note was written in part."
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        # On a full disk, flushing the rest of the output would fail again at exit.
        sys.stdout = None
        where = f" to {error.filename}" if error.filename else ""
        message, code = f"the output could not be written{where} in full: {error.strerror}", 1
    with suppress(OSError):
        click.secho(f"hobnob: {message}", err=True, color=app.color)
    return code


def main() -> None:
    """Run hobnob and leave with its exit code."""
    # A command ends before garbage piles up, and looking for it takes a tenth of the time.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run())
