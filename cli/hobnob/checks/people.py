"""Checks of people: names and addresses that two people share, and dates in the future."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hobnob.checks.near import spell_choice
from hobnob.checks.table import Finding, check
from hobnob.index import check_queries
from hobnob.index.index import Index
from hobnob.names import name_key


@check("warning")
def same_name(index: Index) -> Iterator[Finding]:
    """Two people with the same name, or a person whose alias is the name of another.

    **Why it matters.** It may be one person with two notes. If they are two people, the name does
    not say which of them is meant.

    **How to fix it.** Merge the two notes, or add to a name what tells them apart. Or say in one of
    the notes that they are two people: `not_same_as: [david-park-2]`. Two people may share an
    alias, such as a first name.

    ```
    name: David Park            # in people/david-park.md and in people/david-park-2.md
    name: David Park (Ogilvy)   # right
    ```
    """
    rows, apart = check_queries.same_names(index), check_queries.others_for_sure(index)
    full = defaultdict(list)
    for path, slug, name, _ in rows:
        full[name_key(name)].append((path, slug))
    aliases = defaultdict(list)
    for path, slug, name, typed in rows:
        for alias in typed:
            if name_key(alias) in full and name_key(alias) != name_key(name):
                aliases[name_key(alias)].append((path, slug, alias))
    for key, named in full.items():
        for path, slug in named:
            others = [s for _, s in named if s != slug] + [s for _, s, _ in aliases[key]]
            others = [other for other in others if (slug, other) not in apart]
            if others:
                yield Finding(
                    path=path, at=("name",), message=f"{spell_choice(others)} "
                    f"{_has(others)} the same name; merge the notes, or change a name",
                )  # fmt: skip
        for path, slug, alias in aliases[key]:
            if all((slug, other) in apart for _, other in named):
                continue
            yield Finding(
                path=path, at=("aliases", alias), message=f"'{alias}' is the full name of "
                f"{spell_choice(s for _, s in named)}; merge the notes, or remove the alias",
            )  # fmt: skip


@check("warning")
def same_address(index: Index) -> Iterator[Finding]:
    """Two people who share an e-mail address.

    **Why it matters.** A message from that address could be from either of them, and an import
    cannot decide.

    **How to fix it.** Keep the address in one of the two notes. If they are one person, merge the
    notes.

    ```
    emails: [office@example.org]    # in people/ada.md and in people/grace.md
    ```
    """
    shared = defaultdict(list)
    for key, path, slug in check_queries.same_addresses(index):
        shared[key].append((path, slug))
    for key, people in shared.items():
        for path, slug in people:
            others = [s for _, s in people if s != slug]
            yield Finding(
                path=path, at=("emails", key), message=f"{spell_choice(others)} {_has(others)} "
                f"the same address {key}; keep it in one of the notes",
            )  # fmt: skip


@check("error")
def born_later(index: Index) -> Iterator[Finding]:
    """A birthday, or the day you met, in the future.

    **Why it matters.** Ages and anniversaries would be counted from it. Most often the year is
    wrong.

    **How to fix it.** Correct the date. Write a birthday without its year as `--12-09`.

    ```
    birthday: 2096-12-09        # 1906-12-09, or --12-09
    ```
    """
    for path, key, value in check_queries.future_days_of_people(index):
        message = f"{key}: {value} is in the future; correct the date"
        yield Finding(path=path, at=(key,), message=message)


@check("warning")
def introduced_in_circle(index: Index) -> Iterator[Finding]:
    """People who introduced each other to you: Ada through Bob, and Bob through Ada.

    **Why it matters.** You knew one of them first. `hobnob introductions` cannot show who came
    through whom, and thanks are owed to both.

    **How to fix it.** Remove `introduced_by` from the note of the person whom you knew first.

    ```
    introduced_by: bob-crane    # in people/ada.md, and ada in people/bob-crane.md
    ```
    """
    rows = check_queries.introducers(index)
    by = {slug: introducer for _, slug, introducer in rows}
    paths = {slug: path for path, slug, _ in rows}
    done: set[str] = set()
    for start in by:
        way: dict[str, None] = {}
        slug = start
        while slug in by and slug not in done and slug not in way:
            way[slug] = None
            slug = by[slug]
        done.update(way)
        circle = [*way][[*way].index(slug) :] if slug in way else []
        for one in circle:
            others = ", ".join(other for other in circle if other != one)
            yield Finding(
                path=paths[one], at=("introduced_by",), message=f"{one} and {others} introduced "
                "each other to you, in a circle; remove it from whom you knew first",
            )  # fmt: skip


def _has(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"
