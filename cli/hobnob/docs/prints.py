"""What each verb prints with `--json`, from the declarations of the verbs: `@verb(prints=…)`.

The one rule: if a verb names a class in words, this module imports the class, not the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_origin

import click

from hobnob.answers import link_to, plural
from hobnob.cli.verb import Verb, verb_groups
from hobnob.docs.commands import root_command
from hobnob.docs.markdown import code, render_table

_CLASS = re.compile(r"\{(list\[)?([\w.]+)\.(\w+)\]?\}")
"""A class, or a list of it, in the words of a verb."""


def prints_of_verbs() -> Iterator[tuple[str, str]]:
    """Yield each command and what it prints, in words; classes are in braces."""
    root, context = root_command()
    for names in verb_groups().values():
        for name in names:
            yield from _prints_of(root.get_command(context, name), f"hobnob {name}", context)


def _prints_of(
    command: click.Command | None, typed: str, context: click.Context
) -> Iterator[tuple[str, str]]:
    if isinstance(command, Verb):
        for form, prints in command.prints.items():
            if prints:
                yield f"{typed} {form}".strip(), words_of(prints)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from _prints_of(command.get_command(context, name), f"{typed} {name}", context)


def words_of(prints: Any) -> str:
    """Return the declaration of a verb in words; a class is in braces."""
    if isinstance(prints, str):
        return prints
    name = repr(prints) if get_origin(prints) else f"{prints.__module__}.{prints.__name__}"
    return f"{{{name}}}"


def classes_in(words: str) -> list[type]:
    """Return the classes that the words of a verb name."""
    return [getattr(import_module(module), name) for _, module, name in _CLASS.findall(words)]


def printed_answers() -> list[type]:
    """Return the classes that any verb prints, each once."""
    return list(dict.fromkeys(kind for _, words in prints_of_verbs() for kind in classes_in(words)))


def render_prints() -> str:
    """Return the table of what each command prints."""
    rows = [(code(typed), _CLASS.sub(_linked, words)) for typed, words in prints_of_verbs()]
    return render_table(("command", "prints"), rows)


def _linked(found: re.Match[str]) -> str:
    (kind,) = classes_in(found[0])
    return f"an array of {plural(link_to(kind))}" if found[1] else link_to(kind)
