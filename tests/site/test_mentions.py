"""A link in a text is seen from the other side."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import escape

from hobnob.index.documents import load_documents, refs_of
from hobnob.index.index import Index
from hobnob.index.notes import all_notes
from hobnob.index.sharing import hide_private
from hobnob.model import Kind
from hobnob.names import WIKILINK
from hobnob.network.mentions import mentions_of
from tests.conftest import TODAY, World
from tests.site.building import Built, copy_sample
from tests.site.test_incremental import build as rebuild
from tests.site.test_incremental import clean
from tests.site.test_refresh import different


def said_of(world: World, name: str) -> list[tuple[str, str | None, str]]:
    found: Any = world.run(f"show {name} --json").json["mentions"]
    return [(row["note"], row["date"], row["text"]) for row in found]


@pytest.fixture
def journal(world: World) -> World:
    world.settle()
    world.person("Ada Lovelace", "ada", org="Acme", introduced_by="grace",
                 body="She once met [[bob|Bob]]. Thanks to [[grace]], at [[acme]].")  # fmt: skip
    world.person("Bob Crane", "bob", body="I, [[bob]].")
    world.person("Grace Hopper", "grace", private="true", body="Knows [[bob]] too.")
    world.person("Carl Dr. No", "carl", body="- [ ] send [[bob]] the list\n- likes [[Globex]]\n")
    world.person("Dora", org="Globex", body="`[[bob]]` <!-- [[bob]] -->")
    world.write("orgs/acme.md", "---\nname: Acme\n---\n「[[bob]]」は良い人だ。また会う。\n")
    world.write("orgs/hub.md", "---\nname: Hub\n---\n")
    world.write("plans/job.md", "---\nname: Job\npeople: [ada]\n---\nAsk [[bob]]! Then [[ada]].\n")
    world.write("page.md", "# A page\n\n| who | why |\n|---|---|\n| [[bob\\|Bobby]] | why not |\n")
    world.met("2026-11-01", "ada", body="Lunch. She praised [[Bob Crane]].\nIn [[job]].", slug="m")
    world.met("2026-10-01", "bob", body="With [[bob]] alone.", slug="b")
    return world


def test_every_link_to_somebody_whom_the_keys_do_not_name_is_a_mention(journal: World) -> None:
    assert said_of(journal, "bob") == [
        ("m", "2026-11-01", "She praised Bob Crane."),
        ("acme", None, "「Bob Crane」は良い人だ。"),
        ("page", None, "Bobby why not"),
        ("ada", None, "She once met Bob."),
        ("carl", None, "send Bob Crane the list"),
        ("grace", None, "Knows Bob Crane too."),
        ("job", None, "Ask Bob Crane!"),
    ]
    assert said_of(journal, "job") == [("m", "2026-11-01", "In Job.")]
    assert said_of(journal, "Globex") == [("carl", None, "likes Globex")]
    # What the keys say is no mention: the role, the introducer, the target of a plan.
    assert [said_of(journal, name) for name in ("acme", "grace", "ada")] == [[], [], []]
    assert journal.run("show bob --json").json["contacts"] == 1


def test_a_long_sentence_is_cut_around_the_name(world: World) -> None:
    world.person("Bob Crane", "bob")
    world.person("Ada", body=f"{'many ' * 200}[[bob]]{' words' * 200}")
    ((_, _, text),) = said_of(world, "bob")
    assert len(text) < 320
    assert "many Bob Crane words" in text


def test_a_shared_site_knows_no_private_mention(journal: World) -> None:
    with journal.index() as index:
        redacted, _ = hide_private(index.db, "notes/")
        public = Index(db=redacted, journal=index.journal, today=TODAY)
        bob = next(note.id for note in all_notes(public) if note.slug == "bob")
        assert {row.note for row in mentions_of(public, bob)} == {
            "m", "acme", "page", "ada", "carl", "job",
        }  # fmt: skip
        assert all("Hopper" not in row.text for row in mentions_of(public, bob))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("interactions/2026/m.md", "---\ndate: 2026-11-02\npeople: [ada]\n---\nIn [[job]] again."),
        ("people/carl.md", "---\nname: Carl the Second\n---\n- hates [[Globex]]\n"),
        ("people/carl.md", None),
        ("people/bob.md", "---\nname: Bob Smith\n---\n"),
        # The page of an organization has the last contact, the plans, and who came and went.
        ("interactions/2026/n.md", "---\ndate: 2026-11-03\npeople: [dora]\nkind: call\n---\n"),
        ("plans/job.md", "---\nname: Job\npeople: [dora]\n---\n"),
        (
            "people/dora.md",
            "---\nname: Dora\nroles:\n- {org: Acme, since: 2020}\n"
            "- {org: Globex, until: 2019}\n---\n",
        ),
        ("orgs/acme.md", "---\nname: Acme\nparent: hub\n---\n"),
        ("orgs/globex.md", "---\nname: Globex Group\naliases: [Globex]\n---\n"),
    ],
)
def test_an_edit_makes_the_pages_of_the_mentioned_again(
    journal: World, path: str, text: str | None
) -> None:
    (journal.notes / "page.md").unlink()
    before = rebuild(journal)
    if text is None:
        (journal.notes / path).unlink()
    else:
        journal.write(path, text)
    after = rebuild(journal)
    assert after != before
    assert different(after, clean(journal)) == []


def test_each_link_of_the_sample_is_seen_in_the_terminal_and_on_the_page(
    built: Built, world: World
) -> None:
    seen = 0
    copied = copy_sample(world.root.parent / "sample")
    with copied.index() as index:
        notes = [note for note in all_notes(index) if note.live and note.kind != "letter"]
        for note in notes:
            (document,) = load_documents(index, (note.id,))
            named = {who.id for found in refs_of(index, (note.id,)).values()
                     for people in found.values() for who in people}  # fmt: skip
            for link in WIKILINK.finditer(document["text"]):
                kinds: tuple[Kind, ...] = ("person", "plan", "org", "page")
                target = index.resolver.find(link[0], kinds).one
                if target is None or target in named or target == note.id:
                    continue
                (other,) = (row for row in notes if row.id == target)
                (mention, *_) = (row for row in mentions_of(index, target) if row.note == note.slug)
                assert (link[2] or other.name) in mention.text
                if other.kind == "page":
                    continue
                folder = {"person": "people", "plan": "plans", "org": "orgs"}[other.kind]
                page = built.text(f"{folder}/{other.slug}.html")
                assert str(escape(mention.text)) in page.partition("hb-mentions")[2]
                seen += 1
    assert seen > 15
