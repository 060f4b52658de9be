"""Every importer against files that mean harm, or are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.changing import tree
from tests.conftest import World
from tests.importers import hostile

HERE = Path(__file__).parent

SEEDS: dict[str, tuple[str, ...]] = {
    "linkedin": (
        "files/linkedin/connections-with-preamble.csv",
        "files/linkedin/connections-later.csv",
        "files/linkedin/messages-with-group-draft-and-html.csv",
        "files/linkedin/invitations-with-and-without-text.csv",
    ),
    "vcard": (
        "files/vcard/apple-labels-and-groups.vcf",
        "files/vcard/android-quoted-printable-soft-breaks.vcf",
        "files/vcard/rfc6350-parameters.vcf",
    ),
    "mail": (
        "files/mail/unescaped-from-and-lists-in-the-body.mbox",
        "files/mail/html-only-with-attachment.eml",
    ),
    "calendar": ("files/calendar/repeated-changed-declined-and-by-title.ics",),
    "friends": ("files/friends/two-of-one-first-name-and-a-friend-not-listed.md",),
    "org": ("files/org/links-in-properties-and-other-headings.org",),
    "monica": ("files/monica/two-of-one-name-partial-and-age-based.json",),
}
"""For each kind, files of every form that it reads."""

VAULT = HERE / "files" / "obsidian" / "vault"


def prepare(world: World) -> None:
    """Make a journal that says who you are, with somebody whom the files know."""
    world.settle("      me: [tim@example.org]\n")
    world.write("index.md", "Mine.\n")
    world.person("Grace Kelly", emails="grace@example.org")


CASES = [(kind, seed) for kind, seeds in SEEDS.items() for seed in seeds]


@pytest.mark.parametrize(
    ("kind", "seed"), CASES, ids=[seed.rpartition("/")[2] for _, seed in CASES]
)
def test_a_mutated_file_is_a_clear_error_or_a_clean_import(
    world: World, kind: str, seed: str
) -> None:
    path = HERE / seed
    prepare(world)
    assert hostile.attack(world, kind, path.name, path.read_bytes())
    imported = 0
    for number in range(hostile.EXAMPLES):
        data = hostile.mutated(path.read_bytes(), number)
        try:
            imported += hostile.attack(world, kind, path.name, data)
        except AssertionError as error:
            raise AssertionError(f"example {number} of {seed}: {error}") from error
    assert imported or hostile.EXAMPLES < 8


def test_an_archive_that_means_harm(world: World) -> None:
    world.write("index.md", "Mine.\n")
    good = (HERE / SEEDS["linkedin"][0]).read_bytes()
    many = {f"{n}.csv": b"" for n in range(200)}
    for what, files, fine in (
        ("names that lead out", {"../../Connections.csv": good, "../evil.md": b"x"}, True),
        ("an absolute name", {"/etc/Connections.csv": good}, True),
        ("a bomb", {"Connections.csv": good + b"\0" * 150_000_000}, False),
        ("an archive in an archive", {"x.zip": hostile.zipped({"Connections.csv": good})}, False),
        ("many files", {**many, "Connections.csv": good}, True),
        ("nothing", {}, False),
    ):  # fmt: skip
        data = hostile.zipped(files)
        assert hostile.attack(world, "linkedin", "export.zip", data) == fine, what
    # A damaged archive is none, wherever the damage is.
    whole = hostile.zipped({"Connections.csv": good})
    for number in range(hostile.EXAMPLES):
        hostile.attack(world, "linkedin", "export.zip", hostile.mutated(whole, number))


def keeps_lines(text: bytes, source: bytes) -> bool:
    """Say whether all lines of a note are in another, in their order."""
    lines = iter(text.splitlines(keepends=True))
    return all(line in lines for line in source.splitlines(keepends=True))


def test_mutated_notes_of_a_vault_harm_nothing(world: World) -> None:
    """They are copied as they are, faults and all; what cannot be read stays where it is."""
    prepare(world)
    vault = world.root.parent / "vault"
    seeds = {path.relative_to(VAULT): path.read_bytes() for path in VAULT.rglob("*.md")}
    for number in range(hostile.EXAMPLES):
        for path, data in seeds.items():
            (vault / path).parent.mkdir(parents=True, exist_ok=True)
            (vault / path).write_bytes(hostile.mutated(data, number))
        before = tree(world)
        command = ["import", str(vault), "--yes", "--skip-bad"]
        assert world.run(command).code == 0, number
        after = tree(world)
        for name, text in after.items():
            assert name in before or name.startswith(("people/", "interactions/")), name
            sources = [(vault / path).read_bytes() for path in seeds]
            assert name in before or any(keeps_lines(text, data) for data in sources), name
        assert world.run(command).code == 0
        assert tree(world) == after
        if after != before:
            assert world.run("undo").code == 0
        assert tree(world) == before


def test_no_script_of_an_import_gets_onto_the_site(world: World) -> None:
    prepare(world)
    for kind, seed in CASES:
        path = world.root.parent / "downloads" / Path(seed).name
        path.parent.mkdir(exist_ok=True)
        for number in (0, 10, 20):
            path.write_bytes(hostile.mutated((HERE / seed).read_bytes(), number))
            world.run(["import", str(path), "--from", kind, "--yes", "--skip-bad"])
    assert list(world.notes.glob("people/*.md"))
    hostile.assert_no_script(world)
