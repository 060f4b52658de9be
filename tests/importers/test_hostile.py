"""Every importer against files that mean harm, or are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

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
}
"""For each kind, files of every form that it reads."""

CASES = [(kind, seed) for kind, seeds in SEEDS.items() for seed in seeds]


@pytest.mark.parametrize(
    ("kind", "seed"), CASES, ids=[seed.rpartition("/")[2] for _, seed in CASES]
)
def test_a_mutated_file_is_a_clear_error_or_a_clean_import(
    world: World, kind: str, seed: str
) -> None:
    path = HERE / seed
    world.write("index.md", "Mine.\n")
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


def test_no_script_of_an_import_gets_onto_the_site(world: World) -> None:
    world.write("index.md", "Mine.\n")
    for kind, seed in CASES:
        path = world.root.parent / "downloads" / Path(seed).name
        path.parent.mkdir(exist_ok=True)
        for number in (0, 10, 20):
            path.write_bytes(hostile.mutated((HERE / seed).read_bytes(), number))
            world.run(["import", str(path), "--from", kind, "--yes", "--skip-bad"])
    assert list(world.notes.glob("people/*.md"))
    hostile.assert_no_script(world)
