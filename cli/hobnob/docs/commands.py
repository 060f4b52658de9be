"""The commands for the manual, from their Click declarations.

The one rule: the manual and `--help` have the same text. The group of all verbs comes from Click's
current context, because the group imports the verbs, and a verb may import this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from hobnob.cli.verb import global_options, verb_groups
from hobnob.docs.markdown import code, render_table


def root_command() -> tuple[click.Group, click.Context]:
    """Return the group of all verbs, with a context that names it `hobnob`."""
    root = click.get_current_context().find_root().command
    assert isinstance(root, click.Group)  # noqa: S101 - for the type checker
    return root, click.Context(root, info_name="hobnob")


def render_verbs() -> str:
    """Return all verbs by group."""
    parts: list[str] = []
    root, context = root_command()
    for group, names in verb_groups().items():
        parts.append(f"## {group}")
        for name in names:
            command = root.get_command(context, name)
            assert command is not None  # noqa: S101 - for the type checker
            parts += _render(command, name, context)
    return "\n\n".join(parts)


def _render(
    command: click.Command, name: str, parent: click.Context, level: int = 3
) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"{'#' * level} {context.command_path}"
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"```\n{usage}\n```"
    yield from _help(cleandoc(command.help or ""))
    if rows := list(_options(command, context)):
        yield render_table(("option", "what it does"), rows)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            inner = command.get_command(context, sub)
            if inner is not None:
                yield from _render(inner, sub, context, level + 1)


def _help(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text; those that Click does not wrap are code."""
    for part in text.split("\n\n"):
        if part.startswith("\b\n"):
            yield "```\n" + part.removeprefix("\b\n").strip("\n") + "\n```"
        elif part.strip():
            yield part.strip("\n")


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    shared = {option.name for option in global_options()} | {"help"}
    for param in command.params:
        record = param.get_help_record(context)
        if record and param.name not in shared and (record[1] or isinstance(param, click.Option)):
            yield code(record[0]), record[1]


def render_options() -> str:
    """Return the options of every command."""
    _, context = root_command()
    records = [option.get_help_record(context) for option in global_options()]
    rows = [(code(record[0]), record[1]) for record in records if record]
    return render_table(("option", "what it does"), [*rows, (code("--help"), "Show the help.")])


def verb_help(name: str) -> str | None:
    """Return the text of `hobnob VERB --help`; None if there is no such verb."""
    root, context = root_command()
    command = root.get_command(context, name)
    if command is None:
        return None
    return command.get_help(click.Context(command, info_name=name, parent=context))


COMMAND_FILLS = {"verbs": render_verbs, "options": render_options}
