"""What an import does to notes that are there: your hand wins, and nothing is lost."""

from __future__ import annotations

from hobnob.importers.found import FoundPerson
from hobnob.importers.planning import MOST_ROWS
from tests.conftest import World
from tests.importers.importing import bring_in, person, plan

PROFILE = "https://www.linkedin.com/in/ada"


def note_of(world: World, slug: str = "ada-byron") -> str:
    return (world.notes / "people" / f"{slug}.md").read_text(encoding="utf-8")


def edit(world: World, old: str, new: str, slug: str = "ada-byron") -> None:
    path = world.notes / "people" / f"{slug}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(planned: object) -> list[tuple[str, str, str]]:
    return [(d.key, d.note, d.source) for d in planned.differences]  # type: ignore[attr-defined]


def test_what_a_note_lacks_is_filled_and_lists_are_united(world: World) -> None:
    """And no other line of the note changes."""
    path = world.notes / "people" / "ada-byron.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "---\n# mine\nname:   'Ada Byron'\nemails:\n  - ada@example.org   # home\nfavourite: tea\n"
        "---\nSee [[bob]].\n"
    )
    found = person("Ada Byron", emails=["ADA@example.org", "ada@work.example"], location="London",
                   org="Analytical", text="Likes engines.")  # fmt: skip
    assert bring_in(world, found).changed == {"ada-byron": None}
    assert note_of(world) == (
        "---\n# mine\nname:   'Ada Byron'\nemails:\n  - ada@example.org   # home\n"
        "  - ada@work.example\nlocation: London\nroles:\n  - org: Analytical\nfavourite: tea\n"
        "---\nSee [[bob]].\n\n## Imported from a made-up source\n\nLikes engines.\n"
    )
    before = note_of(world)
    again = bring_in(world, found)
    assert (again.draft.paths(), again.unchanged) == ([], {"ada-byron": None})
    assert note_of(world) == before


def test_a_number_without_its_country_is_no_second_one_of_the_same_person(world: World) -> None:
    world.person("Ada Byron", emails="ada@example.org", phones='"+34 612 345 678"')
    found = person("Ada Byron", emails=["ada@example.org"], phones=["612 345 678", "911 234 567"])
    bring_in(world, found)
    assert 'phones: ["+34 612 345 678", "911 234 567"]' in note_of(world)


def test_a_value_of_the_note_stays_and_the_difference_is_listed_each_time(world: World) -> None:
    world.person("Ada Byron", emails="ada@example.org", location="Bath", org="Ogilvy")
    found = person("Ada Byron", emails=["ada@example.org"], location="London", org="Analytical")
    for _ in range(2):
        planned = bring_in(world, found)
        assert planned.draft.paths() == []
        assert told(planned) == [("location", "Bath", "London"), ("roles", "Ogilvy", "Analytical")]


def test_what_you_removed_since_an_import_stays_removed(world: World) -> None:
    found = person("Ada Byron", emails=["ada@example.org", "old@example.org"], location="London")
    bring_in(world, found)
    edit(world, "emails: [ada@example.org, old@example.org]", "emails: [ada@example.org]")
    edit(world, "location: London\n", "")
    for _ in range(2):
        planned = bring_in(world, found)
        assert planned.draft.paths() == []
        assert told(planned) == [("emails", "", "old@example.org"), ("location", "", "London")]
    (world.notes / "people" / "ada-byron.md").unlink()
    planned = bring_in(world, found)
    assert (planned.new, planned.removed) == ([], ["Ada Byron"])


def test_a_value_that_the_last_import_wrote_follows_its_source(world: World) -> None:
    bring_in(world, person("Ada Byron", emails=["ada@example.org"], location="London"))
    moved = person("Ada King", emails=["ada@example.org"], location="Ockham")
    bring_in(world, moved)
    assert "location: Ockham" in note_of(world)
    assert "name: Ada King\naliases: [Ada Byron]" in note_of(world)
    # What you wrote does not, also when the source goes on.
    edit(world, "location: Ockham", "location: Ashley Combe")
    planned = bring_in(world, person("Ada King", emails=["ada@example.org"], location="Paris"))
    assert told(planned) == [("location", "Ashley Combe", "Paris")]
    assert "location: Ashley Combe" in note_of(world)


def test_what_an_undone_import_remembers_does_not_count(world: World) -> None:
    found = person("Ada Byron", emails=["ada@example.org"], location="London")
    world.person("Ada Byron", emails="ada@example.org")
    before = note_of(world)
    bring_in(world, found)
    assert world.run("undo").code == 0
    assert note_of(world) == before
    # The location is missing because of the undo, and not because you removed it.
    assert told(plan(world, found)) == []
    bring_in(world, found)
    assert "location: London" in note_of(world)


def test_a_role_that_you_corrected_is_no_promotion(world: World) -> None:
    def export(title: str, month: str) -> tuple[FoundPerson, str]:
        return person("Ada Byron", links=[PROFILE], org="Analytical", title=title), month

    def read(title: str, month: str) -> list[str]:
        found, as_of = export(title, month)
        return [news.text for news in bring_in(world, found, as_of=as_of).news]

    assert read("Countess of Numbers", "2026-01") == []
    edit(world, "title: Countess of Numbers", "title: Mathematician")
    assert read("Countess of Numbers", "2026-02") == []
    # Here both have changed: yours stays, and it is listed.
    assert read("Head of Engines", "2026-03") == []
    assert "title: Mathematician" in note_of(world)
    # Your own record of a move is taken for what it is.
    edit(world, "title: Mathematician", "title: Head of Engines")
    assert read("Head of Engines", "2026-04") == []
    assert read("Director", "2026-05") == ["Promoted to Director at Analytical"]
    assert note_of(world).count("- org: Analytical") == 2


def test_people_of_an_import_have_no_circle_and_are_in_no_list_of_the_day(world: World) -> None:
    bring_in(world, *(person(f"Somebody {n}", links=[f"{PROFILE}-{n}"]) for n in range(30)))
    assert world.run("today --json").json == []
    shown = world.run("show somebody-1 --json").json
    assert (shown.get("circle"), shown["cadence_days"], shown["due"]) == (None, None, None)


def test_a_photo_is_written_and_undone_with_its_note(world: World) -> None:
    picture = b"\xff\xd8\xff\0photo"
    for ending, path in (("jpg", "photos/ada-byron.jpg"), ("svg", ""), ("../../x.jpg", "")):
        bring_in(world, FoundPerson(name="Ada Byron", photo=picture, photo_type=ending))
        assert ("photo: " in note_of(world)) == bool(path), ending
        written = list(world.notes.rglob("*.jpg"))
        assert [p.relative_to(world.notes).as_posix() for p in written] == [path] * bool(path)
        assert world.run("undo").code == 0
        assert not (world.notes / "photos" / "ada-byron.jpg").exists()


def test_relations_to_somebody_known_are_links_and_others_are_text(world: World) -> None:
    ada = FoundPerson(name="Ada Byron", relations=(("Bob Crane", "brother"), ("Zoë <b>", "aunt")))
    bring_in(world, ada, FoundPerson(name="Bob Crane"))
    assert "relations:\n  - who: bob-crane\n    how: brother\n" in note_of(world)
    assert note_of(world).endswith("---\n- aunt: Zoë \\<b\\>\n")
    assert world.run("check").code == 0


def test_a_birthday_is_completed_by_one_that_says_more(world: World) -> None:
    path = world.person("Ada Byron", emails="ada@example.org", birthday="--12-10")
    full = person("Ada Byron", emails=["ada@example.org"], birthday="1815-12-10")
    assert told(bring_in(world, full)) == []
    assert "birthday: 1815-12-10" in note_of(world)
    # What says less is no difference, and a year that you took out stays out.
    less = person("Ada Byron", emails=["ada@example.org"], birthday="--12-10")
    assert told(bring_in(world, less, kind="other")) == []
    edit(world, "1815-12-10", "--12-10")
    bring_in(world, full)
    assert "birthday: --12-10" in path.read_text()


def test_a_file_that_speaks_of_one_person_without_end_is_cut(world: World) -> None:
    rows = [
        person("Ada Byron", emails=["ada@example.org", f"ada{n}@example.org"])
        for n in range(MOST_ROWS + 3)
    ]
    planned = plan(world, *rows)
    assert planned.new == ["ada-byron"]
    assert planned.passed_over == {f"beyond the first {MOST_ROWS} of Ada Byron": 3}
