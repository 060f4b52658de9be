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
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from hobnob import __version__
from hobnob.app import App, app_of
from hobnob.errors import HobnobError, NoJournalError

# `pathlib` would cost as much as all of this module; it waits until a verb needs it.
_COMMANDS = os.path.join(os.path.dirname(__file__), "commands")  # noqa: PTH118, PTH120
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))
_GROUPS = ("Begin", "Write", "Change", "Look", "Keep", "Share", "Help")


def _set(name: str) -> Any:
    def callback(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None and value is not False:
            setattr(app_of(context), name, value)

    return callback


def _no_color(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        app_of(context).color = False


def global_options() -> list[click.Parameter]:
    """Return the options that may stand before or after every verb."""

    def option(*names: str, **settings: Any) -> click.Option:
        return click.Option(names, expose_value=False, is_eager=True, **settings)

    return [
        option("--journal", metavar="DIR", callback=_set("journal_named"),
               help="The journal's folder; else $HOBNOB_JOURNAL, else found upward of here."),
        option("--today", metavar="DATE", callback=_set("today_given"),
               help="The day to take for today; else $HOBNOB_TODAY."),
        option("--json", is_flag=True, callback=_set("json"), help="Print one JSON document."),
        option("--quiet", is_flag=True, callback=_set("quiet"), help="Say nothing on the side."),
        option("--no-color", is_flag=True, envvar="NO_COLOR", callback=_no_color,
               help="No colors; also with NO_COLOR set."),
        option("--debug", is_flag=True, callback=_set("debug"),
               help="Show where in hobnob something went wrong."),
    ]  # fmt: skip


class Verb(click.Command):
    """A command that takes the global options too."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.own = len(self.params)
        self.params = [*self.params, *global_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what begins with a dash and a blank for text: no option does."""
        texts = [arg for arg in args if arg.startswith(("- ", "-\t", "---"))]
        if texts and "--" not in args:
            args = [arg for arg in args if arg not in texts] + ["--", *texts]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verb's own options first, the global ones apart."""
        helps = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        # Arguments stand in the usage; newer versions of Click would list them here without a word.
        own = [h for h in (*helps[: self.own], helps[-1]) if h and h[1]]
        shared = [h for h in helps[self.own : -1] if h]
        for title, records in (("Options", own), ("Options of every command", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def verb(**settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function the command of its verb."""
    return click.command(
        cls=Verb, context_settings={"help_option_names": ["-h", "--help"]}, **settings
    )


pass_app = click.make_pass_decorator(App, ensure=True)
"""Gives a command the `App` of its run as first argument."""


def _modules() -> dict[str, str]:
    """Return the verbs and their modules; `list_` is the verb `list`."""
    names = (name[:-3] for name in os.listdir(_COMMANDS) if name.endswith(".py"))  # noqa: PTH208
    return {name.rstrip("_"): name for name in names if name[0] != "_"}


def _first_line(module: str) -> str:
    """Return the first line of a verb's docstring, without importing it."""
    path = os.path.join(_COMMANDS, f"{module}.py")  # noqa: PTH118
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        return file.readline().strip().strip('"').strip()


class Verbs(click.Group):
    """All verbs, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs: the public modules of `hobnob.commands`."""
        return sorted(_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb, or return None when there is none of the name."""
        module = _modules().get(cmd_name)
        if module is None:
            return None
        found = import_module(f"hobnob.commands.{module}").command
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


def verb_groups() -> dict[str, dict[str, str]]:
    """Return the verbs by group, each with its line of help: the first lines of their modules."""
    groups: dict[str, dict[str, str]] = {group: {} for group in _GROUPS}
    for name, module in sorted(_modules().items()):
        group, _, says = _first_line(module).partition(": ")
        groups.setdefault(group, {})[name] = says
    return {group: says for group, says in groups.items() if says}


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

    Errors of a request are told on stderr in a sentence. Anything else is a bug of hobnob, and is
    said to be one.
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
        # Whoever read the output has seen enough; keep Python from complaining at its end.
        sys.stdout = None
        return 0
    except Exception as error:  # the last net
        if app.debug:
            raise
        return _tell(error, app)
    return result if isinstance(result, int) else 0


def _tell(error: Exception, app: App) -> int:
    """Tell of what no command expects, a full disk or a bug; return the exit code."""
    said, code = (
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
        said, code = f"what there is could not be written {where}in full: {error.strerror}", 1
    with suppress(OSError):
        click.secho(f"hobnob: {said}", err=True, color=app.color)
    return code


def main() -> None:
    """Run hobnob and leave with its exit code."""
    # A command is over before cycles could pile up; looking for them takes a tenth of its time.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run())
