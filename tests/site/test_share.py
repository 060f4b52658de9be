"""A shared site holds nothing that is private, in any file of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import World
from tests.site.building import Built, build
from tests.site.markup import broken_links

# Each stands in one place; "kept" is what says that the place is looked at at all.
SECRET = {
    "the name of a private person": "Zachariah",
    "an alias": "Zackopolis",
    "an address": "zackmail",
    "a telephone number": "5550001",
    "the body of a private person": "Bodymarker",
    "an unknown key": "Keymarker",
    "its value": "Valuemarker",
    "a tag that nobody else has": "tagmarker",
    "a place that nobody else has": "Placemarker",
    "an organization that nobody else has": "Orgmarker",
    "a private organization": "Hushcorp",
    "its body": "Hushbody",
    "its place": "Hushplace",
    "a private plan": "Planmarker",
    "its goal": "Goalmarker",
    "a private interaction": "Talkmarker",
    "its place, of its own": "Spotmarker",
    "its tag": "talktag",
    "an interaction with a private person": "Withmarker",
    "an introduction to a private person": "Intromarker",
    "a promise in a private note": "Owedmarker",
    "a link's own words for a private person": "Labelmarker",
    "a title at a private role": "Titlemarker",
    "a follow-up": "Followmarker",
    "a draft": "Draftmarker",
    "a picture's bytes": "PICTUREBYTES",
    "a picture in a private note": "INLINEBYTES",
    "the slug of a private person": "zed-slug",
    "a private page of the user's": "Pagemarker",
    "a Markdown link's own words for a private person": "Mdlabel",
    "a picture of a private person's, by a roundabout way": "ROUNDABOUT",
    "a link's own words in a value": "Valuelabel",
    "a position at a private organization": "Jobmarker",
}  # fmt: skip
KEPT = ("Ada Lovelace", "Openmarker", "Publicorp", "Publicplan", "publictag", "FACEBYTES", "Lunchmarker", "Clerkmarker")  # fmt: skip


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("share") / "journal")
    world.settle()
    world.write(
        "people/zed-slug.md",
        """\
        ---
        name: Zachariah Quell
        aliases: [Zackopolis]
        emails: [zackmail@example.org]
        phones: ["5550001"]
        roles:
          - {org: Orgmarker Ltd, title: Titlemarker, since: 2020}
        location: Placemarker
        tags: [tagmarker]
        photo: photos/zack.png
        Keymarker: Valuemarker
        circle: inner
        private: true
        ---
        Bodymarker of his. #tagmarker

        - [ ] send Owedmarker (by 2030-01-01)

        [scan](../photos/./zack%20two.png)
        """,
    )
    world.write("photos/zack.png", b"\x89PNG PICTUREBYTES")
    world.write("photos/ada.png", b"\x89PNG FACEBYTES")
    world.write("photos/zack two.png", b"\x89PNG ROUNDABOUT")
    world.write("photos/inline.png", b"\x89PNG INLINEBYTES")
    world.person(
        "Ada Lovelace", photo="photos/ada.png", introduced_by="zed-slug", tags='[publictag, "[[zackopolis|Valuelabel]]"]',
        met_at='"a lunch of [[zed-slug]]"', location='"[[hushcorp]]"', aim='"[[zackopolis|Valuelabel]]"',
        roles='[{org: Hushcorp, title: Spy, since: 2021}, {org: Publicorp, title: Clerk, since: 2001, until: 2020}]',
        body="Openmarker. Knows [[zed-slug|Labelmarker]] and [[Zachariah Quell]], and [[zackopolis]], [Mdlabel](zed-slug.md).\n\n"
        "- [ ] [[zed-slug]]: the number he owes\n- [ ] ask [[Zachariah Quell|Labelmarker]] for it\n",
    )  # fmt: skip
    world.write("orgs/hushcorp.md", "---\nname: Hushcorp\nprivate: true\nlocation: Hushplace\n---\nHushbody\n")  # fmt: skip
    world.write("orgs/publicorp.md", "---\nname: Publicorp\n---\nOf [[hushcorp]] and [[secret-plan]].\n")  # fmt: skip
    world.write("plans/secret-plan.md", "---\nname: Planmarker\ngoal: Goalmarker\nprivate: true\npeople: [ada-lovelace]\n---\n")  # fmt: skip
    world.write("plans/public-plan.md", "---\nname: Publicplan\npeople: [ada-lovelace, zed-slug, hushcorp, Publicorp]\n"
        "postings:\n  - {title: Jobmarker, org: Hushcorp, deadline: 2030-01-01}\n"
        "  - {title: Clerkmarker, org: Publicorp}\n---\n")  # fmt: skip
    world.met(
        "2024-03-01", "ada-lovelace", private="true", place="Spotmarker", tags="[talktag]",
        body="Talkmarker.\n\n![how it looked](../../photos/inline.png)\n", slug="private-talk",
    )  # fmt: skip
    world.met("2024-03-02", "ada-lovelace", "zed-slug", body="Withmarker.", slug="with-both")
    world.met(
        "2024-03-03", "ada-lovelace", introduced="[zed-slug]", body="Intromarker.", slug="intro",
        plan="public-plan",
    )  # fmt: skip
    world.met(
        "2024-03-04", "ada-lovelace", body="Lunchmarker.", plan="secret-plan", slug="lunch",
        place='"[[hushcorp]]"',
    )  # fmt: skip
    world.met("2024-03-05", "zed-slug", body="Followmarker.", follow_up="2030-01-01", slug="follow")
    world.met(
        "2024-03-06", "zed-slug", body="Draftmarker.", draft="true", slug="draft", kind="letter"
    )
    world.write("index.md", "# Home\n\nOf [[zed-slug|Labelmarker]], [[Zachariah Quell]], [[secret-plan]].\n")  # fmt: skip
    world.write("aside.md", "---\nprivate: true\n---\n\n# Pagemarker\n\nPagemarker.\n")
    return world


@pytest.fixture(scope="module")
def whole(journal: World, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(journal, tmp_path_factory.mktemp("whole"), strict=False)


@pytest.fixture(scope="module")
def shared(journal: World, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(journal, tmp_path_factory.mktemp("shared"), share=True, strict=False)


@pytest.mark.parametrize("what", SECRET)
def test_what_is_private_is_in_no_file(what: str, shared: Built, whole: Built) -> None:
    """Neither as it was typed, nor folded, as the search keeps it; it is all there otherwise."""
    word = SECRET[what]
    assert whole.where(word), f"{word} is nowhere even in the whole site"
    assert shared.where(word) == []
    assert shared.where(word.lower()) == []


@pytest.mark.parametrize("word", KEPT)
def test_the_rest_is_there(word: str, shared: Built, whole: Built) -> None:
    assert shared.where(word)
    assert whole.where(word)


def test_no_link_of_a_shared_site_leads_nowhere(shared: Built, whole: Built) -> None:
    assert broken_links(whole.pages, whole.paths) == []
    assert broken_links(shared.pages, shared.paths) == []


def test_a_link_to_somebody_private_says_someone(shared: Built) -> None:
    for page in ("index.html", "people/ada-lovelace.html"):
        assert "someone" in shared.pages[page].text, page


def test_no_number_counts_what_is_private(shared: Built) -> None:
    assert "1 person" in shared.pages["people/index.html"].text
    assert "1 entry" in shared.pages["journal/index.html"].text
    assert "private" not in shared.pages["people/ada-lovelace.html"].text.lower()


def test_sharing_anew_leaves_nothing_of_the_whole_site(journal: World, tmp_path: Path) -> None:
    """Also when it is built into the folder where the whole one lies."""
    build(journal, tmp_path / "site", strict=False)
    again = build(journal, tmp_path / "site", share=True, strict=False)
    assert again.where("Bodymarker") == []
    assert again.where("PICTUREBYTES") == []
    assert "people/zed-slug.html" not in again.paths


def test_the_settings_can_share_as_well(journal: World, tmp_path: Path) -> None:
    """`share: true` in mkdocs.yml is the same as --share."""
    before = (journal.root / "mkdocs.yml").read_text()
    journal.settle("      share: true")
    try:
        site = build(journal, tmp_path / "site", strict=False)
    finally:
        (journal.root / "mkdocs.yml").write_text(before)
    assert site.where("Bodymarker") == []
    assert site.where("Lunchmarker")
