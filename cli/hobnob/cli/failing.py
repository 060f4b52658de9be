"""An error as `--json` prints it.

The one rule: whatever ends a command has a code of `hobnob.errors.ERRORS`. It is printed on stdout
as JSON, and in words on stderr, as without `--json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from hobnob.answers import TextOrNone
from hobnob.cli.verb import WrongWordError
from hobnob.errors import HobnobError

_ALIKE = 0.8
"""How alike a misspelled option and the right one are at least, by difflib."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What a command prints with `--json` when it fails; its exit code is not 0.

    Attributes:
        code: a word of the table of errors.
        message: what is wrong, where, and what would be right, in words.
        candidates: what you may have meant, the likeliest first: notes by their slugs, or words.
        fix: a command that puts it right.
    """

    code: str
    message: str
    candidates: tuple[str, ...] = ()
    fix: TextOrNone = ""


def failure_of(error: BaseException, arguments: Sequence[str] = ()) -> Failure:
    """Return what is printed for an error.

    Args:
        error: what ended the command, or a line of it.
        arguments: the command, without the word hobnob; a fix may repeat it with the right word.
    """
    if isinstance(error, HobnobError):
        code, message, typed, candidates = error.code, str(error), error.typed, error.candidates
    elif isinstance(error, click.ClickException):
        code, message, typed = _code(error), error.format_message(), _typed(error)
        candidates = tuple(_candidates(error))
    else:
        code, message, typed, candidates = "interrupted", "you stopped the command", "", ()
    fix = (isinstance(error, HobnobError) and error.fix) or retyped(arguments, typed, candidates)
    return Failure(
        code=code,
        message=_printable(message),
        candidates=tuple(map(_printable, candidates)),
        fix=fix if fix == _printable(fix) else "",
    )


def _printable(text: str) -> str:
    """Return a text with escapes for bytes that are no UTF-8, as stderr prints them."""
    return text.encode("utf-8", "backslashreplace").decode()


def retyped(arguments: Sequence[str], typed: str, meant: Sequence[str]) -> str:
    """Return the command with what was meant in place of what was typed.

    Returns:
        The command; "" if several things may be meant, or if `typed` is not a word of it.
    """
    from shlex import join

    found = [at for at, word in enumerate(arguments) if typed and word.split("=")[0] == typed]
    if len(meant) != 1 or len(found) != 1:
        return ""
    words = list(arguments)
    words[found[0]] = meant[0] + words[found[0]][len(typed) :]
    return join(("hobnob", *words))


def _code(error: click.ClickException) -> str:
    """Return the code for an error of Click; the more special classes come first."""
    if isinstance(error, WrongWordError):
        return "no-command"
    if isinstance(error, click.NoSuchOption):
        return "no-option"
    if isinstance(error, click.MissingParameter):
        return "missing"
    if isinstance(error, click.BadParameter | click.BadOptionUsage | click.FileError):
        return "bad-value"
    return "usage"


def _typed(error: click.ClickException) -> str:
    if isinstance(error, WrongWordError):
        return error.typed
    return error.option_name if isinstance(error, click.NoSuchOption) and _sure(error) else ""


def _sure(error: click.NoSuchOption) -> bool:
    """Return whether an option is a misspelling of another: `--jsn` is, `--as-of` of `--json` not.

    Click suggests the nearest, however far. A fix that is run as it is must not write what nobody
    meant.
    """
    from difflib import SequenceMatcher

    (meant, *_) = error.possibilities or ("",)
    return SequenceMatcher(None, error.option_name, meant).ratio() >= _ALIKE


def _candidates(error: click.ClickException) -> Iterator[str]:
    if isinstance(error, WrongWordError):
        yield from error.candidates
    elif isinstance(error, click.NoSuchOption):
        # `--no-circle` is the opposite of `--circle`, and no misspelling of it.
        denied = error.option_name.startswith("--no-")
        possible = error.possibilities or ()
        same = [option for option in possible if option.startswith("--no-") == denied]
        yield from same or possible
    elif isinstance(error, click.BadParameter) and error.param is not None:
        kind: Any = error.param.type
        # The words are a property of some types of ours.
        inner = getattr(kind, "type", None)
        yield from map(str, getattr(kind, "choices", None) or getattr(inner, "words", None) or ())
