"""The decorator for verbs, the options of every verb, and the list of all verbs.

The one rule: no verb is imported here, so that verbs can import this module. The first line of the
docstring of a verb's module is its line in the help, with its group before the colon.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from types import GenericAlias
from typing import Any

import click

from hobnob.cli.app import App, app_of
from hobnob.safety import share

# Importing `pathlib` takes as long as all of this module, so it is not used here.
_COMMANDS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "commands")  # noqa: PTH118, PTH120
Prints = type | GenericAlias | str | dict[str, type | GenericAlias | str]
"""What a verb prints with `--json`; see `verb`."""

_EMPTY = "it is empty; give it a value, or leave it out"
_GROUPS = ("Begin", "Write", "Change", "Look", "Keep", "Share", "Help")


def _set(name: str) -> Any:
    def callback(context: click.Context, param: click.Parameter, value: Any) -> None:
        if value == "":
            raise click.BadParameter(_EMPTY, context, param)
        if value is not None and value is not False:
            setattr(app_of(context), name, value)

    return callback


def _no_color(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        app_of(context).color = False


def _share(_: click.Context, __: click.Parameter, value: bool) -> None:
    if value:
        share()


def _fields(context: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    names = tuple(filter(None, (name.strip() for name in value.split(","))))
    if not names:
        raise click.BadParameter("name keys, such as name,due", context, param)
    app_of(context).fields, app_of(context).json = names, True


def global_options() -> list[click.Parameter]:
    """Return the options that you can write before or after every verb."""

    def option(*names: str, **settings: Any) -> click.Option:
        return click.Option(names, expose_value=False, is_eager=True, **settings)

    return [
        option("--journal", metavar="DIR", callback=_set("journal_named"),
               help="The journal's folder. Default: $HOBNOB_JOURNAL, or this folder or one above."),
        option("--today", metavar="DATE", callback=_set("today_given"),
               help="The day to use as today. Default: $HOBNOB_TODAY."),
        option("--json", is_flag=True, callback=_set("json"), help="Print one JSON document."),
        option("--share", is_flag=True, callback=_share,
               help="Leave out what is private, and write nothing; also with HOBNOB_SHARE set."),
        option("--fields", metavar="KEY,…", callback=_fields,
               help="Print only these keys as JSON: name,due or timeline.date."),
        option("--quiet", is_flag=True, callback=_set("quiet"), help="Print no notices."),
        option("--no-color", is_flag=True, callback=_no_color,
               help="No colors; also with NO_COLOR set."),
        option("--debug", is_flag=True, callback=_set("debug"),
               help="If hobnob fails, show where."),
    ]  # fmt: skip


class WrongWordError(click.UsageError):
    """A word that names no command, list or action.

    Attributes:
        typed: the word.
        candidates: the words that it may stand for.
    """

    def __init__(
        self, message: str, ctx: click.Context, *, typed: str, candidates: Sequence[str]
    ) -> None:
        super().__init__(message, ctx)
        self.typed = typed
        self.candidates = tuple(candidates)


def _as_of() -> click.Option:
    """Return the option of verbs that only read."""
    return click.Option(
        ["--as-of"], metavar="DATE", expose_value=False, is_eager=True, callback=_set("as_of"),
        help="Answer from the notes as git had them on this day.",
    )  # fmt: skip


class Verb(click.Command):
    """A command with the global options."""

    def __init__(
        self, *args: Any, prints: Prints = "", reads: bool = False, **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        if reads:
            self.params.append(_as_of())
        self.prints = prints if isinstance(prints, dict) else {"": prints}
        self.own = len(self.params)
        self.params = [*self.params, *global_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments; one that begins with a dash and a space is text, not an option."""
        texts = [arg for arg in args if arg.startswith(("- ", "-\t", "---"))]
        if texts and "--" not in args:
            args = [arg for arg in args if arg not in texts] + ["--", *texts]
        empty = any(arg == "" or (arg.startswith("--") and arg.endswith("=")) for arg in args)
        if empty and not ctx.resilient_parsing:
            self._refuse_empty(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_empty(self, ctx: click.Context, args: list[str]) -> None:
        """Refuse an empty value: a script whose variable is empty does not mean the default.

        A verb says itself what is wrong with an empty text or name that it needs.
        """
        typed, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        for param in self.params:
            value = typed.get(param.name or "")
            is_text = isinstance(param, click.Argument) and (param.required or param.default == "")
            if not is_text and "" in (value if isinstance(value, list | tuple) else [value]):
                raise click.BadParameter(_EMPTY, ctx, param)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verb's own options; those of every command stand in `hobnob --help`."""
        helps = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        # The usage shows the arguments. Newer versions of Click list them here without any help.
        own = [h for h in (*helps[: self.own], helps[-1]) if h and h[1]]
        with formatter.section("Options"):
            formatter.write_dl(own)
        formatter.write_paragraph()
        formatter.write_text("'hobnob --help' lists the options of every command, such as --json.")


def verb(
    *, prints: Prints = "", reads: bool | None = None, **settings: Any
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function the command of its verb.

    Args:
        prints: what `--json` prints, for the manual: the class of an answer, a `list` of it, or
            words. Words may name a class in braces; only the manual imports it. The manual shows
            `"{list[hobnob.network.today.need.Need]}"` as "an array of needs" with a link to their
            keys. If the output depends on options, it is a dict; its keys are these options.
        reads: whether it can answer from earlier notes, with `--as-of`; by default, if its module
            is in the group "Look".
        settings: the settings of `click.command`.
    """

    def make(function: Callable[..., Any]) -> click.Command:
        looks = (sys.modules[function.__module__].__doc__ or "").startswith("Look:")
        return click.command(
            cls=Verb,
            context_settings={"help_option_names": ["-h", "--help"]},
            prints=prints,
            reads=looks if reads is None else reads,
            **settings,
        )(function)

    return make


pass_app = click.make_pass_decorator(App, ensure=True)
"""Passes the `App` of the run to a command as its first argument."""


SHARED = {"undone": ("done", "Change: open a promise again.")}
"""Verbs in the module of another, under their own name; the module, and their line in the help."""


def verb_modules() -> dict[str, str]:
    """Return the verbs with their modules: `list_` is `list`, `merge_notes` is `merge-notes`."""
    names = (name.removesuffix(".py") for name in os.listdir(_COMMANDS))  # noqa: PTH208
    found = {name.rstrip("_").replace("_", "-"): name for name in names if name[0] != "_"}
    return found | {name: module for name, (module, _) in SHARED.items()}


def _first_line(module: str) -> str:
    """Return the first line of a verb's docstring, without importing it."""
    path = os.path.join(_COMMANDS, module)  # noqa: PTH118
    path = os.path.join(path, "__init__.py") if os.path.isdir(path) else f"{path}.py"  # noqa: PTH112, PTH118
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        return file.readline().strip().strip('"').strip()


def verb_groups() -> dict[str, dict[str, str]]:
    """Return the verbs by group, each with its line of help: the first lines of their modules."""
    groups: dict[str, dict[str, str]] = {group: {} for group in _GROUPS}
    for name, module in sorted(verb_modules().items()):
        line = SHARED[name][1] if name in SHARED else _first_line(module)
        group, _, says = line.partition(": ")
        groups.setdefault(group, {})[name] = says
    return {group: says for group, says in groups.items() if says}
