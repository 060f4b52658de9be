"""Checks of organizations: one that goes by two names, and parents in a circle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from shlex import quote

from hobnob.checks.table import Finding, check
from hobnob.index.check_queries import org_domains, org_parents, roles_at
from hobnob.index.index import Index
from hobnob.index.notes import heads
from hobnob.index.orgs import OrgRow, list_orgs
from hobnob.names import name_key

_LEGAL = frozenset(
    name_key(word)
    for word in (
        "AB", "AG", "AS", "ASA", "A/S", "BV", "B.V.", "Co", "Co.", "Corp", "Corporation", "eG",
        "GmbH", "gGmbH", "Inc", "Incorporated", "KG", "KGaA", "LLC", "LLP", "LP", "Ltd", "Limited",
        "mbH", "NV", "N.V.", "Oy", "Oyj", "PLC", "Pty", "S.A.", "SA", "SARL", "S.L.", "SL", "SE",
        "SpA", "S.p.A.", "SRL", "S.r.l.", "UG", "Pvt",
    )
)  # fmt: skip
_AND = re.compile(r"\s+(?:&|\+|and|und)\s+", re.IGNORECASE)


@check("warning")
def organization_twice(index: Index) -> Iterator[Finding]:
    """Two organizations that may be one, by their names or their domains.

    **Why it matters.** People of one organization stand on two pages, and `list people --org` finds
    only some of them.

    **How to fix it.** `hobnob merge Ogilvy "Ogilvy & Mather"` makes one of them. If one is a part
    of the other, say so in its note: `hobnob set "Ogilvy Paris" parent=ogilvy`. If they have
    nothing to do with each other, add this code to `unchecked` in `mkdocs.yml`.

    ```
    org: Ogilvy                 # in people/ada.md
    org: Ogilvy & Mather        # in people/bob.md
    ```
    """
    rows = {row.key: row for row in list_orgs(index)}
    parents = org_parents(index)
    found: dict[frozenset[str], str] = {}
    by_core: dict[str, list[str]] = defaultdict(list)
    for key, row in rows.items():
        by_core[_core(row.name)].append(key)
    for core, keys in by_core.items():
        for one, other in combinations(keys, 2) if core else ():
            found.setdefault(frozenset((one, other)), "differ only in their legal form")
    for key, row in rows.items():
        first, *others = _AND.split(row.name)
        if others and not all(_is_legal(part) for part in others):
            for other in by_core.get(_core(first), ()):
                if other != key:
                    found.setdefault(frozenset((key, other)), "have the same first name")
    for domain, slugs in org_domains(index).items():
        for one, other in combinations(sorted(slugs), 2):
            found.setdefault(frozenset((one, other)), f"share the domain {domain}")
    for pair, why in found.items():
        keep, gone = sorted((rows[key] for key in pair), key=_order)
        if not _are_related(keep, gone, parents):
            yield _twice(index, keep, gone, why)


def _core(name: str) -> str:
    """Return the key of a name without legal forms; "" if nothing else is in it."""
    words = re.split(r"[\s,()]+", name)
    while len(words) > 1 and _is_legal(words[-1]):
        words.pop()
    if len(words) > 1 and words[-1] in ("&", "und", "and", "+"):
        words.pop()
        while len(words) > 1 and _is_legal(words[-1]):
            words.pop()
    return name_key(" ".join(words))


def _is_legal(word: str) -> bool:
    return not word or all(name_key(part) in _LEGAL for part in word.split())


def _order(row: OrgRow) -> tuple[bool, int, int, str]:
    """First comes the one to keep: with a note, with more people, with the shorter name."""
    return (row.id is None, -len(row.now) - len(row.earlier), len(row.name), row.name)


def _are_related(one: OrgRow, other: OrgRow, parents: dict[int, int]) -> bool:
    """Return whether one is a part of the other, or both are parts of a third."""
    up, down = parents.get(one.id or 0), parents.get(other.id or 0)
    return (up is not None and up in (other.id, down)) or (down is not None and down == one.id)


def _twice(index: Index, keep: OrgRow, other: OrgRow, why: str) -> Finding:
    command = f"hobnob merge {quote(keep.slug or keep.name)} {quote(other.slug or other.name)}"
    message = (
        f"'{keep.name}' and '{other.name}' {why}; if they are one, '{command}' says so; if one is "
        "a part of the other, set its 'parent'"
    )
    if other.id is not None:
        return Finding(path=heads(index, (other.id,))[other.id].path, at=("name",), message=message)
    path, pos = roles_at(index, other.keys)[0]
    return Finding(path=path, at=("roles", pos, "org"), message=message)


@check("warning")
def parent_circle(index: Index) -> Iterator[Finding]:
    """An organization that is a part of itself, perhaps through others.

    **Why it matters.** Nobody can say which of them is the whole.

    **How to fix it.** Remove the `parent` of the one that is the whole: `hobnob set wpp parent=`.

    ```
    parent: wpp                 # in orgs/ogilvy.md
    parent: ogilvy              # in orgs/wpp.md
    ```
    """
    parents = org_parents(index)
    told: set[int] = set()
    known = heads(index, parents)
    for org in sorted(parents, key=lambda note: known[note].path):
        way = [org]
        while (up := parents.get(way[-1])) is not None and up not in way:
            way.append(up)
        if up == org and org not in told:
            told.update(way)
            names = " → ".join(known[note].name for note in (*way, org))
            message = f"parent: {names}; remove one of them"
            yield Finding(path=known[org].path, at=("parent",), message=message)
