"""Look-ups by id, path and slug, and how a query is bound."""

from __future__ import annotations

from unicodedata import normalize

from hobnob.index.notes import (
    at_path,
    by_slug,
    head,
    heads,
    left_out,
    names_of,
    of_kinds,
    texts,
    values,
    with_slug,
)
from tests.conftest import TODAY, World

GRACE = "notes/people/grace-hopper.md"


def write_notes(world: World) -> None:
    world.person("Grace Hopper", body="Compilers.", location="New York")
    world.person("Ada Lovelace")
    world.write("orgs/ogilvy.md", "---\nname: Ogilvy\n---\n")
    world.write("people/broken.md", "---\nname: [\n---\n")


def test_a_note_is_found_by_id_path_and_slug(world: World) -> None:
    write_notes(world)
    with world.index() as index:
        found = by_slug(index, "person", "grace-hopper")
        assert found is not None
        assert found[1:] == ("person", "grace-hopper", "Grace Hopper", GRACE, True)
        assert found == at_path(index, GRACE) == head(index, found.id)
        assert values(index, found.id)["location"] == "New York"
        assert texts(index, [found.id])[found.id].strip() == "Compilers."
        assert by_slug(index, "org", "grace-hopper") is None


def test_each_path_leads_to_its_own_note(world: World) -> None:
    """The slug may be another's, a file's name decomposed or in capitals."""
    paths = ("people/zoë.md", "people/old/Zoë.md", "zoë.md", normalize("NFD", "orgs/zoë.markdown"))
    for path in paths:
        world.write(path, "---\nname: Z\n---\n")
    with world.index() as index:
        for path in paths:
            found = at_path(index, f"notes/{path}")
            assert found
            assert found.path == f"notes/{path}"
        composed = at_path(index, "notes/orgs/zoë.markdown")
        assert composed
        assert composed.kind == "org"
        assert at_path(index, "notes/orgs/zoë.md") is None


def test_many_notes_keep_the_order_asked_for(world: World) -> None:
    write_notes(world)
    with world.index() as index:
        ada, grace = (note.id for note in of_kinds(index, "person"))
        assert list(heads(index, [grace, ada])) == [grace, ada]
        assert [note.slug for note in of_kinds(index, "org", "person")] == [
            "ada-lovelace", "grace-hopper", "ogilvy",
        ]  # fmt: skip
        assert names_of(index, "org") == {"ogilvy": "Ogilvy"}


def test_a_broken_note_is_found_by_path_and_slug_only(world: World) -> None:
    write_notes(world)
    with world.index() as index:
        broken = at_path(index, "notes/people/broken.md")
        assert broken is not None
        assert not broken.live
        assert with_slug(index, "broken") == [broken]
        assert by_slug(index, "person", "broken") is None
        assert left_out(index) == 1


def test_a_query_knows_the_day_and_takes_lists(world: World) -> None:
    with world.index() as index:
        assert index.rows("SELECT :today, :tomorrow") == [(TODAY, index.tomorrow)]
        sql = "SELECT value FROM json_each(:ids) ORDER BY value"
        assert index.rows(sql, ids=(3, 1)) == [(1,), (3,)]
        assert index.rows(sql, ids={2}) == [(2,)]
        assert index.value("SELECT :name", name="Ada") == "Ada"
        assert index.value("SELECT 1 WHERE 0") is None
