"""The format of the notes for the manual, from the declarations of `hobnob.notes.schema`.

The one rule: each declared key is documented; nothing is added here for a new key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from hobnob.docs.markdown import code, render_table
from hobnob.model import NO_CONTACT_KINDS, Kind
from hobnob.notes.schema import SCHEMAS, Field
from hobnob.settings import DEFAULT_CADENCE


def render_keys(kind: str) -> str:
    """Return the table of the keys of a kind."""
    return _table(SCHEMAS[cast(Kind, kind)].fields)


def render_parts(kind: str, key: str) -> str:
    """Return the keys of each item, for a key with a list of mappings."""
    field = SCHEMAS[cast(Kind, kind)].by_name[key]
    return f"Each of the `{key}` has its own keys:\n\n{_table(field.parts)}"


def render_means(kind: str) -> str:
    """Return the meaning of a kind of note as a sentence."""
    means = SCHEMAS[cast(Kind, kind)].means
    return means[0].upper() + means[1:] + "."


def _table(fields: Iterable[Field]) -> str:
    return render_table(("key", "meaning", "value", "example"), [_row(f) for f in fields])


def _row(field: Field) -> tuple[str, str, str, str]:
    name = f"{code(field.name)}{' *required*' if field.required else ''}"
    example = code(f"{field.name}: {field.example}") if field.example else ""
    return name, field.means, _values(field), example


def _values(field: Field) -> str:
    if field.parts:
        return "a list of mappings, see below"
    says = field.type.says
    if field.type.refers:
        says = f"a {field.type.name}"
    if field.pairs:
        return f"a mapping; each value is {says}"
    return f"{says} (one, or a list)" if field.many else says


def _cadence() -> str:
    return ", ".join(f"{circle} {interval}" for circle, interval in DEFAULT_CADENCE.items())


def _no_contact() -> str:
    return " or ".join(code(kind) for kind in sorted(NO_CONTACT_KINDS))


FORMAT_FILLS: dict[str, Callable[..., str]] = {
    "keys": render_keys,
    "parts": render_parts,
    "means": render_means,
    "cadence": _cadence,
    "no_contact": _no_contact,
}
