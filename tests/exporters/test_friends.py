"""The journal as the file of the program friends.

The reader below has the patterns of lib/friends/{event,friend,location,tag_regex}.rb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.conftest import World

FRIEND = re.compile(
    r"- (?P<name>[^([@]*[^([@\s])(\s+\(a\.k\.a\. (?P<aliases>.+)\))?(\s+\[(?P<place>[^\]]+)\])?"
    r"(\s+(?P<tags>((?<!\w)@[^\W_]+(?:[:-]?[^\W_]+)*\s*)+))?"
)
EVENT = re.compile(r"- (\d{4}-\d\d-\d\d): (.*)")


@dataclass
class File:
    """What the program reads in a file."""

    events: list[tuple[str, str, set[str], set[str], set[str]]] = field(default_factory=list)
    friends: dict[str, tuple[list[str], str, list[str]]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)


def read(text: str) -> File:
    found, section = File(), ""
    for line in text.split("\n"):
        if not line:
            section = ""
        elif not section:
            assert line in ("### Activities:", "### Notes:", "### Friends:", "### Locations:"), line
            section = line
        elif section == "### Friends:":
            match = FRIEND.fullmatch(line)
            assert match, line
            aliases = match["aliases"].split(" a.k.a. ") if match["aliases"] else []
            found.friends[match["name"]] = (
                aliases,
                match["place"] or "",
                (match["tags"] or "").split(),
            )
        elif section == "### Locations:":
            found.places.append(line.removeprefix("- "))
        else:
            event = EVENT.fullmatch(line)
            assert event, line
            said = event[2]
            found.events.append(
                (section[4:-1], event[1], set(re.findall(r"(?<=\*\*)\w[^*]*(?=\*\*)", said)),
                 set(re.findall(r"(?<=_)\w[^_]*(?=_)", said)), set(re.findall(r"(?<!\w)@[\w-]+", said)))
            )  # fmt: skip
    return found


def test_everything_that_happened_survives(sample: World) -> None:
    names = {p["slug"]: p["name"] for p in sample.run("list people --json").json}
    events = [e for e in sample.run("list interactions --json").json if not e.get("draft")]
    found = read(sample.run("export friends").out)
    expected = sorted((e["date"][:10], sorted(names[slug] for slug in e["people"])) for e in events)
    # What names people stands between stars; so do no others.
    assert sorted((day, sorted(who & {*names.values()})) for _, day, who, _, _ in found.events) == (
        expected
    )
    assert {*found.friends} == {*names.values()}
    assert [day for kind, day, *_ in found.events if kind == "Activities"] == sorted(
        (day for kind, day, *_ in found.events if kind == "Activities"), reverse=True
    )


def test_no_sign_of_a_note_means_something_there(world: World) -> None:
    nasty = "**Bob** _Paris_ \\\\ @here snake_case_name https://x.example/a_b_c\n\n### Friends:\n- Eve\n"
    world.person('"Ada (B) *Byron* [x] @y"', slug="ada", aliases='["a.k.a. Evil) [x]", Countess]',
                 location='"Par_is [x] (y)"', tags="[old_friends/berlin, x]")  # fmt: skip
    world.person("Ann Lee", slug="ann-1")
    world.person("Ann Lee", slug="ann-2")
    world.met("2026-01-02", "ada", "ann-2", body=nasty, place='"The _Inn_ (old)"', kind="call")
    world.met("2026-02", "ann-1", body="%% hidden %% Walked. #sport")
    world.met("2026-01-04", "ann-1", kind="news", body="Moved.")
    world.met("2027-01-04", "ann-1", body="Ahead.", draft="true")
    said = world.run("export friends")
    found = read(said.out)
    assert "hidden" not in said.out
    assert "what has not happened yet: 1 note" in said.err
    assert found.friends == {
        "Ada B Byron x y": (["Evil x", "Countess"], "Par is x y", ["@old-friends-berlin", "@x"]),
        "Ann Lee": ([], "", []), "Ann Lee 2": ([], "", []),
    }  # fmt: skip
    assert found.events == [
        ("Activities", "2026-02-01", {"Ann Lee"}, set(), {"@sport"}),
        ("Activities", "2026-01-02", {"Ada B Byron x y", "Ann Lee 2"}, {"The Inn old"}, {"@here"}),
        ("Notes", "2026-01-04", {"Ann Lee"}, set(), set()),
    ]
    assert found.places == ["Par is x y", "The Inn old"]


def test_a_line_of_the_program_comes_back_as_it_was(world: World) -> None:
    world.person("Grace Hopper")
    world.met("2026-01-02", "grace-hopper", kind="meal", place="Paris",
              body="Had a meal in Paris with [[grace-hopper]]. #food")  # fmt: skip
    line = "- 2026-01-02: Had a meal in _Paris_ with **Grace Hopper**. @food"
    assert line in world.run("export friends").out.split("\n")


def test_filters_and_share(world: World) -> None:
    world.person("Ada Byron", circle="close")
    world.person("Bob Crane")
    world.person("Secret Person", private="true")
    world.met("2026-01-02", "ada-byron", "bob-crane")
    world.met("2026-01-03", "bob-crane")
    world.met("2026-01-04", "ada-byron", "secret-person")
    found = read(world.run("export friends --circle close --share").out)
    assert [*found.friends] == ["Ada Byron"]
    assert [(day, who) for _, day, who, _, _ in found.events] == [("2026-01-02", {"Ada Byron"})]
