"""The command `hobnob`: finds the verb, and says kindly what went wrong.

The one rule: a verb is one module of `hobnob.commands`, imported when it is used. Its name is the
verb, the first line of its docstring is its line in the help, with its group before the colon;
its `command` is the Click command.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from hobnob import __version__
from hobnob.cli.app import App, app_of
from hobnob.cli.verb import SHARED, global_options, verb_groups, verb_modules
from hobnob.errors import HobnobError, NoJournalError

_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))


class Verbs(click.Group):
    """All verbs, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs: the public modules of `hobnob.commands`."""
        return sorted(verb_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb, or return None when there is none of the name."""
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
        """Find the verb; of a misspelled one say what it may have been."""
        name = args[0]
        if not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            from difflib import get_close_matches

            close = get_close_matches(name, self.list_commands(ctx), n=2, cutoff=0.5)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            ctx.fail(f"there is no command '{name}'.{hint} 'hobnob --help' lists them all.")
        return super().resolve_command(ctx, args)

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
    epilog="'hobnob VERB --help' shows a verb with examples; 'hobnob help' the rest.",
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
    """Say whether there is a journal here; one that was named, or that a program asks, must be."""
    try:
        return bool(app.journal)
    except NoJournalError:
        if app.json or app.journal_named or os.environ.get("HOBNOB_JOURNAL"):
            raise
        return False


def run(arguments: Sequence[str] | None = None) -> int:
    """Run hobnob; return its exit code.

    An error of a request is printed to stderr as a sentence. Any other error is a bug of hobnob,
    and the message says so.
    """
    app = App()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
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
        # The reader of the pipe has closed it. Keep Python from complaining at its end.
        sys.stdout = None
        return 0
    except Exception as error:  # the last net
        if app.debug:
            raise
        return _tell(error, app)
    return result if isinstance(result, int) else 0


def _tell(error: Exception, app: App) -> int:
    """Print an unexpected error, a full disk or a bug; return the exit code."""
    message, code = (
        (
            f"this is a bug of hobnob, not of your notes: {type(error).__name__}: {error}\n"
            "Run the same with --debug to see where; nothing was half-written."
        ),
        70,
    )
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        # What is still to be written to a full disk would fail once more at Python's end.
        sys.stdout = None
        where = f"to {error.filename} " if error.filename else ""
        message, code = f"what there is could not be written {where}in full: {error.strerror}", 1
    with suppress(OSError):
        click.secho(f"hobnob: {message}", err=True, color=app.color)
    return code


def main() -> None:
    """Run hobnob and leave with its exit code."""
    # A command is over before cycles could pile up; looking for them takes a tenth of its time.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run())
