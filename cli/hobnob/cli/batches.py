"""Lines on stdin for `add -`, `set -` and `remove -`: words as on the command line, or JSON.

The one rule: a line that cannot be used is left out, and hobnob says its number and why. All other
lines are one change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from hobnob.answers import to_json
from hobnob.cli.app import App
from hobnob.cli.asking import has_terminal
from hobnob.cli.failing import failure_of
from hobnob.cli.layout import count
from hobnob.cli.writing import read_stdin
from hobnob.errors import HobnobError, NeedsYesError, UsageError
from hobnob.model import Kind
from hobnob.notes.write import find_field

FEW = 5
"""More notes than this need a yes if a file chose them."""
BAD_LINE = 2
"""The exit code if a line could not be used."""

_WORD = re.compile(r'(?:[^\s"]|"(?:[^"\\]|\\.)*")+')
_QUOTE = re.compile(r'(?<!\\)"')
_KEY = re.compile(r"[^\W\d_][\w-]*[+-]?\Z")
_NOT_KEYS = frozenset(
    ("path", "text", "last_contact", "contacts", "cadence_days", "due", "is_contact", "promises",
     "timeline", "guesses", "suggestions", "change", "dry_run")
)  # fmt: skip
"""What `--json` prints beside the keys of a note."""
_NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """One line of a batch.

    Attributes:
        name: the words before the first assignment, or the name in a JSON object.
        slug: the `slug` of a JSON object that has a `name` too, else "".
        words: the assignments, as on the command line.
        values: the other keys of a JSON object.
    """

    name: str
    slug: str = ""
    words: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    def assignments(self, kind: Kind, *, setting: bool) -> list[str]:
        """Return the assignments as they are typed on the command line.

        Args:
            kind: the kind of the note.
            setting: for `set`, where a key without a value is removed; `add` leaves it out.

        Raises:
            UsageError: a value cannot be typed.
        """
        values = {
            key: value for key, value in self.values.items() if (key, value) != ("type", kind)
        }
        typed = [
            text
            for key, value in values.items()
            if setting or value not in _NOTHING
            for text in _typed(kind, key, value, setting=setting)
        ]
        return [*self.words, *typed]


class Batch:
    """The lines of a batch while they are used, one after the other.

    Attributes:
        bad: what `--json` says of the lines that could not be used.
    """

    def __init__(self, app: App) -> None:
        """Begin without a bad line."""
        self._app = app
        self.bad: list[dict[str, Any]] = []

    def run(self, lines: Iterable[tuple[int, str]], use: Callable[[str], None]) -> None:
        """Use each line; say of each that cannot be used why."""
        for number, line in lines:
            try:
                use(line)
            except HobnobError as error:
                self.bad.append({"line": number, **to_json(failure_of(error))})
                message = f"hobnob: line {number}: {error}"
                click.secho(message, err=True, color=self._app.color)

    def end(self) -> int:
        """Say how many lines were left out; return the exit code."""
        if self.bad:
            number = len(self.bad)
            reasons = "reason" if number == 1 else "reasons"
            self._app.say(f"{count(number, 'line')} left out, for the {reasons} above")
        return BAD_LINE if self.bad else 0


def read_lines(verb: str) -> list[tuple[int, str]]:
    """Return the lines of stdin that say something, with their numbers.

    Raises:
        UsageError: there is none.
    """
    lines = [
        (number, line.strip())
        for number, line in enumerate(read_stdin().split("\n"), 1)
        if line.strip() and not line.startswith("# ") and line.strip() != "#"
    ]
    if not lines:
        raise UsageError(f"there is nothing to {verb}: stdin is empty")
    return lines


def read_line(line: str, named_by: str) -> BatchLine:
    """Read a line: words, or a JSON object.

    Args:
        line: the line.
        named_by: the key of a JSON object that has the name: `name` or `slug`.

    Raises:
        UsageError: it cannot be read.
    """
    if line.startswith("{"):
        return _read_json(line, named_by)
    if _WORD.sub("", line).strip():
        raise UsageError('a double quote is not closed; write location="New York"')
    words = [_QUOTE.sub("", word).replace('\\"', '"') for word in _WORD.findall(line)]
    first = next((at for at, word in enumerate(words) if "=" in word), len(words))
    return BatchLine(name=" ".join(words[:first]), words=tuple(words[first:]))


def _read_json(line: str, named_by: str) -> BatchLine:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"this is not one JSON object: {error}") from None
    name = values.pop(named_by, None)
    if not isinstance(name, str) or not name.strip():
        raise UsageError(f'"{named_by}" is missing; write {{"{named_by}": "…"}}')
    slug = values.pop("slug", "")
    return BatchLine(name=name, slug=_text("slug", slug), values=values)


def _typed(kind: Kind, key: str, value: Any, *, setting: bool) -> Iterator[str]:
    """Yield the value of a key as it is typed on the command line."""
    if not _KEY.match(key) or key in _NOT_KEYS:
        raise UsageError(f"'{key}' is no key that can be set; leave it out")
    known = find_field(kind, key.rstrip("+-"))
    if value in _NOTHING:
        yield f"{key}="
    elif isinstance(value, Mapping) and not (known is not None and known.pairs):
        raise UsageError(f"{key}: an object cannot be set here")
    elif isinstance(value, list) and known is not None and not (known.many or known.pairs):
        raise UsageError(f"{key}: a {kind} has one of it, not a list")
    elif isinstance(value, Mapping):
        yield f"{key}={','.join(_quoted(f'{name}: {_text(key, v)}') for name, v in value.items())}"
    elif known is not None and known.parts:
        yield f"{key}=…"
    elif isinstance(value, list) or (known is not None and known.many):
        texts = [_text(key, item) for item in (value if isinstance(value, list) else [value])]
        if known is not None or key.endswith(("+", "-")):
            yield f"{key}={','.join(map(_quoted, texts))}"
        elif setting:
            # A list under a key of your own is set item by item.
            yield from (f"{key}=", f"{key}+={','.join(map(_quoted, texts))}")
        else:
            yield from (f"{key}={text}" for text in texts)
    else:
        yield f"{key}={_text(key, value)}"


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise UsageError(f"{key}: only text, numbers, true, false and lists of them can be set")
    return str(value)


def _quoted(text: str) -> str:
    """Return an item of a list in quotes, so that a comma in it stays."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def is_agreed(app: App, number: int, what: str, *, yes: bool) -> bool:
    """Return whether a change of that many notes is wanted; ask for more than a few.

    Args:
        app: this run.
        number: of notes.
        what: the verb and its object: `change 12 notes`.
        yes: the user said so already.

    Raises:
        NeedsYesError: there is nobody to ask.
    """
    if yes or number <= FEW:
        return True
    if not has_terminal() or app.json:
        raise NeedsYesError(
            f"this would {what}; nothing was written. Look at it with --dry-run, then say --yes"
        )
    agreed = click.confirm(f"This will {what}. Go on?", err=True)
    if not agreed:
        app.say("nothing was written")
    return agreed


def with_defaults(kind: Kind, given: Sequence[str], own: Sequence[str]) -> list[str]:
    """Return the assignments of a line, behind those of the command that it does not replace."""

    def names_one(text: str) -> str:
        key = text.partition("=")[0].strip()
        known = find_field(kind, key.rstrip("+-"))
        return "" if known is not None and known.many else known.name if known else key

    replaced = {names_one(text) for text in own} - {""}
    return [*(text for text in given if names_one(text) not in replaced), *own]
