"""The name of a person from the cells of a row.

The one rule: a company is no person, and an address is no name; then there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hobnob.name_forms import is_unspaced, split_titles
from hobnob.names import name_key

_COMPANY = re.compile(
    r".*\s(?:inc|ltd|llc|llp|plc|corp|gmbh|ohg|s\.? ?r\.? ?l|ltda)\.?"
    r"|.*,\s*(?:limited|co|company|ag|kg|ug|e\.? ?v|s\.? ?a\.? ?r\.? ?l|s\.? ?a"
    r"|s\.? ?l|s\.? ?p\.? ?a|b\.? ?v|n\.? ?v|oy|ab|as|sas)\.?",
    re.IGNORECASE,
)
_GENERATION = re.compile(r"(?:jr|sr|jnr|snr)\.?|I{2,3}|IV", re.IGNORECASE)
_KANA = re.compile("[\u3040-\u30ff]")


class ReadName(NamedTuple):
    """A name, and what stands before and behind it."""

    prefix: str = ""
    name: str = ""
    suffix: str = ""
    is_turned: bool = False
    is_company: bool = False


def read_name(cells: Mapping[str, str], orgs: Sequence[str]) -> ReadName:
    """Return the name that some cells give, with an empty `name` if they give none.

    Args:
        cells: the texts by the keys of `Place` for names, and `aliases`.
        orgs: the organizations of the row.
    """
    found = _of_parts(cells)
    full = cells.get("name", "")
    # In a script without spaces, only the whole name shows its order.
    if not found or (full and is_unspaced(found[:1])):
        found = full or found
    found = found or cells.get("shown", "") or cells.get("aliases", "")
    titled = split_titles(found)
    name, is_turned = _in_spoken_order(titled.name)
    if is_turned:
        # "Weiß, Karl Dr."
        name, titles = _without_titles(name)
        titled = titled._replace(prefix=" ".join(filter(None, (titled.prefix, titles))))
    if "@" in name or not any(c.isalpha() for c in name):
        return ReadName()
    if _is_company(found, orgs):
        return ReadName(is_company=True)
    return ReadName(
        prefix=cells.get("prefix") or titled.prefix,
        name=name,
        suffix=cells.get("suffix") or titled.suffix,
        is_turned=is_turned,
    )


def _of_parts(cells: Mapping[str, str]) -> str:
    first, middle, last = (cells.get(part, "") for part in ("first", "middle", "last"))
    if last and is_unspaced(last[0]) and (not first or is_unspaced(first[0])):
        mark = " " if _KANA.search(first + last) else ""
        return f"{last}{mark}{first}" if first else last
    return " ".join(filter(None, (first, middle, last)))


def _in_spoken_order(name: str) -> tuple[str, bool]:
    """Return `Sofia Marino` for `Marino, Sofia`, and whether it was turned."""
    last, *rest = [part.strip() for part in name.split(",")]
    given = [part for part in rest if part and not _GENERATION.fullmatch(part)]
    behind = [part for part in rest if part and _GENERATION.fullmatch(part)]
    if len(given) != 1 or not last:
        return name, False
    return ", ".join((f"{given[0]} {last}", *behind)), True


def _without_titles(name: str) -> tuple[str, str]:
    """Return a name without titles inside of it, and these titles."""
    words = name.split()
    titles = [word for word in words if "." in word and split_titles(f"{word} X").prefix == word]
    return " ".join(word for word in words if word not in titles), " ".join(titles)


def _is_company(name: str, orgs: Sequence[str]) -> bool:
    if _COMPANY.fullmatch(name):
        return True
    key = name_key(name) if orgs else ""
    return any(name_key(org) == key for org in orgs)
