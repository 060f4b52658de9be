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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING

import click

from hobnob import __version__
from hobnob.cli.app import App, app_of, is_dumb
from hobnob.cli.verb import SHARED, WrongWordError, global_options, verb_groups, verb_modules
from hobnob.errors import BugError, HobnobError, NoJournalError, WriteError

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

            close = get_close_matches(name, self.list_commands(ctx), n=2, cutoff=0.6)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            message = f"there is no command '{name}'.{hint} 'hobnob --help' lists them all."
            raise WrongWordError(message, ctx, typed=name, candidates=close)
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
    hobnob. If the reader of the output stops early (`hobnob list | head -1`), that is no
    error. With `--json`, what went wrong is also printed on stdout as JSON.
    """
    stdout = sys.stdout
    app = App(color=False if os.environ.get("NO_COLOR") or is_dumb() else None)
    try:
        return _run(app, list(sys.argv[1:] if arguments is None else arguments))
    except BrokenPipeError:
        pass
    except SystemExit:
        # Click ends so after it has answered a shell's question for completions. After a broken
        # pipe it does that too, but it replaces stdout before.
        if sys.stdout is stdout:
            raise
    finally:
        # The id of a change is told also if nobody reads the rest of the output.
        with suppress(OSError), _unread():
            app.tell_change()
    # Without this, Python would complain at exit.
    sys.stdout = None
    return 0


def _run(app: App, arguments: Sequence[str]) -> int:
    try:
        result = cli.main(arguments, prog_name="hobnob", obj=app, standalone_mode=False)
    except click.ClickException as error:
        with _unread():
            error.show()
        _print_failure(app, error, arguments)
        # A file that Click cannot open is no less wrong than a value it cannot read.
        return 2
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt) as stop:
        with _unread():
            click.echo("", err=True)
        _print_failure(app, stop, arguments)
        return 130
    except HobnobError as error:
        _print_failure(app, error, arguments)
        if app.debug:
            raise
        from hobnob.cli.layout import safe

        # It may name an organization, or a note, as somebody else wrote it.
        with _unread():
            click.secho(safe(f"hobnob: {error}"), err=True, color=app.color)
        return error.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:  # the last net
        if app.debug:
            _print_failure(app, BugError(error), arguments)
            raise
        return _report(error, app, arguments)
    return result if isinstance(result, int) else 0


@contextmanager
def _unread() -> Iterator[None]:
    """Let a message go whose reader has gone, so that the exit code stays."""
    try:
        yield
    except BrokenPipeError:
        # Without this, Python would try again at exit.
        sys.stderr = None


def _print_failure(app: App, error: BaseException, arguments: Sequence[str]) -> None:
    """Print an error as JSON if that was asked for, also where Click did not get that far."""
    typed = arguments[: arguments.index("--")] if "--" in arguments else arguments
    wanted = app.json or any(word.split("=")[0] in ("--json", "--fields") for word in typed)
    if app.printed or not wanted:
        return
    from hobnob.cli.failing import failure_of

    app.fields, app.dry = (), False
    try:
        app.print_answer(failure_of(error, arguments))
    except BrokenPipeError:
        # The exit code stays, also if nobody reads the error.
        sys.stdout = None


def _report(error: Exception, app: App, arguments: Sequence[str]) -> int:
    """Report an error that no command expects, a full disk or a bug; return the exit code."""
    failed: HobnobError = BugError(error)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        where = f" to {error.filename}" if error.filename else ""
        failed = WriteError(f"the output could not be written{where} in full: {error.strerror}")
        if not error.filename:
            # On a full disk, flushing the rest of the output would fail again at exit.
            sys.stdout = None
    with suppress(OSError):
        click.secho(f"hobnob: {failed}", err=True, color=app.color)
    with suppress(OSError):
        if sys.stdout is not None:
            _print_failure(app, failed, arguments)
    if isinstance(failed, WriteError):
        sys.stdout = None
    return failed.exit_code


def _open_closed_streams() -> None:
    """Open standard streams that are closed (`hobnob list >&-`); what is written there is lost.

    Otherwise the next file that is opened, such as the index, would get the number of the stream,
    and another program's output would land in it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # A system gives the lowest number that is free.
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123, SIM115


def main() -> None:
    """Run hobnob and leave with its exit code."""
    _open_closed_streams()
    # A command ends before garbage piles up, and looking for it takes a tenth of the time.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run())
