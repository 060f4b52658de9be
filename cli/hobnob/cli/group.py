"""A verb of several words, such as `list people` and `export vcard`.

The one rule: options before the second word are those of every command; all others belong to it.
"""

from __future__ import annotations

from typing import Any

import click

from hobnob.cli.verb import Verb, WrongWordError, global_options

_GLOBAL = {name: option for option in global_options() for name in option.opts}


class Group(Verb, click.Group):
    """A verb whose second word is a command too."""

    def __init__(self, *args: Any, what: str, default: str = "", **settings: Any) -> None:
        """Make the verb.

        Args:
            args: as for `click.Group`.
            what: the second word, in a word: "list".
            default: the second word that is meant without one, "" if one is needed.
            settings: as for `click.Group`.
        """
        super().__init__(*args, **settings)
        self.what = what
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take arguments without a second word as options of the default one."""
        at = 0
        while at < len(args) and (option := _GLOBAL.get(args[at].partition("=")[0])):
            flag = getattr(option, "is_flag", False) or "=" in args[at]
            at += 1 if flag else 2
        first = args[at] if at < len(args) else ""
        asks_help = first in ctx.help_option_names
        if not ctx.resilient_parsing and not asks_help and (not first or first[0] == "-"):
            if not self.default:
                raise click.UsageError(f"which {self.what}? There is {self._names(ctx)}", ctx)
            args = [*args[:at], self.default, *args[at:]]
        return super().parse_args(ctx, args)

    def _names(self, ctx: click.Context) -> str:
        return ", ".join(self.list_commands(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the second word, or fail with all of them."""
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            from difflib import get_close_matches

            names = self.list_commands(ctx)
            close = get_close_matches(args[0], names, n=1, cutoff=0.5)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"
            if self.what == "list":
                message = f"there is no list of '{args[0]}'; {hint}"
            else:
                message = f"'{args[0]}' is no {self.what}; {hint}"
            raise WrongWordError(message, ctx, typed=args[0], candidates=close or names)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are of use."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)
