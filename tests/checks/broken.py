"""A journal of a hundred good notes, and twenty that are each broken in their own way."""

from __future__ import annotations

from typing import NamedTuple

from tests.conftest import World


class Broken(NamedTuple):
    """A broken note, and what `check` must say of it: line and code."""

    path: str
    data: bytes
    line: int
    code: str


BROKEN = (
    Broken("people/b01-headless.md", b"# Ada\n\nNo front matter.\n", 1, "front-matter"),
    Broken("people/b02-open.md", b"---\nname: Ada\n\nNever closed.\n", 1, "front-matter"),
    Broken("people/b03-empty.md", b"", 1, "front-matter"),
    Broken("people/b04-latin-1.md", "---\nname: X\nlocation: Zürich\n---\n".encode("latin-1"), 3,
           "encoding"),
    Broken("people/b05-nul.md", b"---\nname: X\n---\na\nb\x00\n", 5, "encoding"),
    Broken("people/b06-bracket.md", b"---\nname: X\ntags: [a, b\n---\n", 3, "front-matter"),
    Broken("people/b07-tab.md", b"---\nname: X\n\ttags: a\n---\n", 3, "front-matter"),
    Broken("people/b08-nameless.md", b"---\ntags: [a]\n---\n", 1, "missing-key"),
    Broken("interactions/2026/b09-dateless.md", b"---\npeople: [p1]\n---\n", 1, "missing-key"),
    Broken("interactions/2026/b10-month.md", b"---\npeople: [p1]\ndate: 2026-13-45\n---\n", 3,
           "value"),
    Broken("interactions/2026/b11-kind.md", b"---\ndate: 2026-01-02\nkind: diner\n---\n", 3,
           "value"),
    Broken("people/b12-twice.md", b"---\nname: X12\ntags: [a]\ntags: [b]\n---\n", 4,
           "duplicate-key"),
    Broken("people/b13-list.md", b"---\n# who\nname: [Grace, Hopper]\n---\n", 3, "shape"),
    Broken("people/b14-roles.md", b"---\nname: X14\nroles:\n  - Ogilvy\n---\n", 4, "shape"),
    Broken("people/b15-address.md", b"---\nname: X15\nemails:\n  - x@example.org\n  - at home\n---\n",
           5, "value"),
    Broken("interactions/2026/b16-nobody.md",
           b"---\ndate: 2026-01-02\npeople:\n  - p1\n  - p-nobody-knows\n---\n", 5, "unresolved"),
    Broken("interactions/2026/b17-which.md", b"---\ndate: 2026-01-02\npeople: [First]\n---\n", 3,
           "ambiguous"),
    Broken("people/b18-link.md", b"---\nname: X18\n---\nSee `[[x]]`,\nand [[nowhere-at-all]].\n", 5,
           "broken-link"),
    Broken("interactions/2027/b19-future.md", b"---\npeople: [p1]\ndate: 2027-01-02\n---\n", 3,
           "future"),
    Broken("people/b20-overlap.md", b"---\nname: X20\nroles:\n  - {org: A, since: 2020}\n"
           b"  - {org: B, since: 2015}\n---\n", 5, "roles-overlap"),
)  # fmt: skip


def write_good(world: World) -> None:
    """Write fifty people and fifty interactions, with which nothing is wrong."""
    for number in range(1, 51):
        world.person(
            f"Person {number}", f"p{number}", aliases=f"[{'First' if number < 3 else number}]"
        )
        world.met(
            f"2026-03-{number % 28 + 1:02}", f"p{number}", slug=f"i{number}", body="Compilers.\n"
        )


def write_broken(world: World) -> None:
    """Write the twenty."""
    assert len(BROKEN) == 20
    for note in BROKEN:
        world.write(note.path, note.data)
