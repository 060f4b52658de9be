"""`search`: whatever has the words is found, names first, and a misspelled name too."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.index.search import find_terms, make_snippet, match_expression, terms_of
from hobnob.names import search_text
from hobnob.notes.body import read_body, shown
from tests.commands.looking import folded, listed, load, on_terminal, plain, widest
from tests.conftest import World


def slugs(world: World, words: str) -> list[str]:
    return [found["slug"] for found in world.run(["search", *words.split(), "--json"]).json]


@pytest.fixture
def some(world: World) -> World:
    world.person("Grace Hopper", aliases="[Amazing Grace]", org="Remington Rand",
                 emails="grace@navy.example", location="Arlington", body="Compilers and clocks.")  # fmt: skip
    world.person("Søren Ærø", body="Knows compilers.")
    world.person("中村 美咲", slug="misaki", body="大阪に住む中村さん。")
    world.person("Patrick O'Brien")
    world.met("2026-11-01", "grace-hopper", kind="meal", place="Luigi's", tags="[migration]",
              body="Grace explained nanoseconds.")  # fmt: skip
    world.met("2026-11-02", "grace-hopper", kind="call", body="About the migration of the vault.")
    world.write("how.md", "# How I keep this\n\nWith compilers.\n")
    return world


# ---------------------------------------------------------------- what stands in the files


def searched(path: Path, kind: str, head: dict[str, Any], body: str) -> str:
    """Return all that is searched of a note, by the design: names, roles, places, tags, bodies."""
    keys = ("name", "aliases", "org", "title", "location", "emails", "place", "goal", "domains",
            "tags", "subject", "phones", "links", "website", "met_at")  # fmt: skip
    parts = [part for key in keys for part in listed(head.get(key))]
    for role in listed(head.get("roles")):
        parts += [role.get("org", ""), role.get("title", "")]
    return folded(" ".join([*parts, body]))


@pytest.mark.parametrize("word", ["lunch", "adaeze", "bristol", "budget", "soren", "hospital"])
def test_the_sample_finds_what_stands_in_the_files(looked_at: World, word: str) -> None:
    expected = set()
    kinds = {"people": "person", "interactions": "interaction", "plans": "plan", "orgs": "org"}
    for folder, kind in kinds.items():
        for path in (looked_at.notes / folder).rglob("*.md"):
            text = searched(path, kind, *load(path))
            if re.search(rf"(?<![^\W_]){word}", text):
                expected.add((kind, path.stem))
    found = looked_at.run(f"search {word} --limit 1000 --json").json
    assert {(d["type"], d["slug"]) for d in found if d["type"] != "page"} == expected
    for one in found:
        if one["type"] in ("person", "interaction"):
            head, body = load(looked_at.root / one["path"])
            assert one["text"] == body
            assert one.get("name") == head.get("name")
    listed_people = {p["slug"]: p for p in looked_at.run("list people --json").json}
    for one in found:
        if one["type"] == "person":
            assert listed_people[one["slug"]].items() <= one.items()


# ---------------------------------------------------------------- what is found, and in what order


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nanoseconds", ["2026-11-01-meal-grace-hopper"]),
        ("NANOSEC", ["2026-11-01-meal-grace-hopper"]),
        ("luigi", ["2026-11-01-meal-grace-hopper"]),
        ("remington", ["grace-hopper"]),
        ("grace@navy.example", ["grace-hopper"]),
        ("soren", ["søren-ærø"]),
        ("SØREN aero", ["søren-ærø"]),
        ("中村", ["misaki"]),
        ("美咲", ["misaki"]),
        ("大阪", ["misaki"]),
        ("村中", []),
        ("o'brien", ["patrick-obrien"]),
        ("O’Bri", ["patrick-obrien"]),
        ("keep this", ["how"]),
        ("migration vault", ["2026-11-02-call-grace-hopper"]),
        ("compilers clocks", ["grace-hopper"]),
        ("xyzzy", []),
    ],
)
def test_words_are_found(some: World, words: str, found: list[str]) -> None:
    assert slugs(some, words) == found


@pytest.fixture
def marked_names(world: World) -> World:
    for name in ("Алёна Йонова", "Ødegård Straße", "Işık Ağa", "Łukasz Ærø", "Ｗｉｄｅ Ｎａｍｅ",
                 "प्रिया शर्मा", "پریا", "Τῷ Οδυσσεύς"):  # fmt: skip
        world.person(name)
    world.person("Nfd", body="Met Ale\u0301n and Алё\u043d\u0430.")
    return world


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("алена", {"алёна-йонова", "nfd"}),
        ("АЛЁНА", {"алёна-йонова", "nfd"}),
        ("ионова", {"алёна-йонова"}),
        ("odegard strasse", {"ødegård-straße"}),
        ("STRAẞE", {"ødegård-straße"}),
        ("isik aga", {"işık-ağa"}),
        ("ISIK", {"işık-ağa"}),
        ("lukasz aero", {"łukasz-ærø"}),
        ("wide ｎａｍｅ", {"ｗｉｄｅ-ｎａｍｅ"}),
        ("प्रिया", {"प्रिया-शर्मा"}),
        ("या", set()),
        ("τω οδυσσευς", {"τῷ-οδυσσεύς"}),
        ("alen", {"nfd"}),
    ],
)
def test_marks_and_forms_of_letters_do_not_matter(
    marked_names: World, words: str, found: set[str]
) -> None:
    said = marked_names.run(["search", *words.split(), "--json"])
    assert {one["slug"] for one in said.json} == found
    assert "showing" not in said.err
    if found:
        shown = marked_names.run(["show", words, "--json"])
        assert words in ("alen",) or shown.json["slug"] in found


def test_a_word_with_its_marks_apart_is_marked_as_one() -> None:
    assert marked("Met Ale\u0301n there", "alen") == "Met <Ale\u0301n> there"


@pytest.fixture
def reachable(world: World) -> World:
    world.person("Ada", phones="['+44 20 7946 0018', '07700 900123']", body="Likes tea.")
    world.person("Bob", phones="(212) 555-0100", location="York", links="https://bob.example/me")
    world.person("Cy", address="12 Rue de la Paix, Paris", emails="cy@paix.example",
                 mobile="+49 171 5550199", coffee="[flat white, espresso]",
                 home="{street: Hauptstraße 5, town: Köln}")  # fmt: skip
    world.person("Di", met_at="a conference on compilers", body="Her number is 020 7946 0999.")
    world.met("2026-11-01", "ada", kind="email", subject="Budget talk", dish="ramen")
    return world


@pytest.mark.parametrize(
    ("words", "slug", "snippet"),
    [
        ("02079460018", "ada", "phones: +44 20 7946 0018 · Likes tea."),
        ("+44 (0)20 7946-0018", "ada", "phones: +44 20 7946 0018 · Likes tea."),
        ("0044 2079460018", "ada", "phones: +44 20 7946 0018 · Likes tea."),
        ("7946 0018", "ada", "phones: +44 20 7946 0018 · Likes tea."),
        ("79460018", "ada", "phones: +44 20 7946 0018 · Likes tea."),
        ("tea 020 7946 0018", "ada", "Likes tea."),
        ("+447700900123", "ada", "phones: 07700 900123 · Likes tea."),
        ("+1 212 5550100", "bob", "phones: (212) 555-0100"),
        ("555-0100", "bob", "phones: (212) 555-0100"),
        ("bob.example", "bob", "links: https://bob.example/me"),
        ("0171 5550199", "cy", "mobile: +49 171 5550199"),
        ("rue de", "cy", "address: 12 Rue de la Paix, Paris"),
        ("cy@paix.example", "cy", "emails: cy@paix.example"),
        ("hauptstrasse", "cy", "home: street: Hauptstraße 5, town: Köln"),
        ("espresso", "cy", "coffee: flat white, espresso"),
        ("conference", "di", "met_at: a conference on compilers · Her number"),
        ("+44 20 79460999", "di", "Her number is 020 7946 0999."),
        ("ramen", "2026-11-01-email-ada", "dish: ramen"),
        ("budget", "2026-11-01-email-ada", "Budget talk"),
    ],
)
def test_every_value_is_found_and_its_key_is_shown(
    reachable: World, words: str, slug: str, snippet: str
) -> None:
    (found,) = reachable.run(["search", *words.split(), "--json"]).json
    assert found["slug"] == slug
    assert found["snippet"].startswith(snippet)


@pytest.mark.parametrize("words", ["mobile", "2079", "44 20 7946 0019", "+33 2079460018 x"])
def test_no_key_and_no_other_number_is_found(reachable: World, words: str) -> None:
    assert slugs(reachable, words) == []


def test_a_number_is_marked_in_any_spelling(reachable: World) -> None:
    raw = on_terminal(reachable, "search 00442079460018").out
    assert "\x1b[1m+44 20 7946 0018\x1b[0m" in raw


def test_a_long_value_is_shown_where_it_was_found(world: World) -> None:
    world.person("Ada", story=f"{'word ' * 200}needle {'word ' * 200}")
    (found,) = world.run("search needle --json").json
    assert found["snippet"].startswith("story: …word")
    assert "needle" in found["snippet"]


def test_a_change_of_a_key_is_found_at_once(reachable: World) -> None:
    reachable.run("set bob phones=+49-30-901820 pet=Otto")
    assert slugs(reachable, "030 901820") == slugs(reachable, "otto") == ["bob"]
    assert slugs(reachable, "555-0100") == []


def test_names_come_before_bodies(some: World) -> None:
    some.met("2026-11-03", slug="all-hopper", body="hopper hopper hopper hopper")
    assert slugs(some, "hopper") == ["grace-hopper", "all-hopper"]


def test_a_name_comes_first_however_long_its_note_is(world: World) -> None:
    world.person("Grace Hopper", body="word " * 3000)
    world.met("2026-11-03", slug="short", body="hopper")
    assert slugs(world, "hopper") == ["grace-hopper", "short"]


def test_a_tag_or_a_place_counts_for_more_than_a_word(some: World) -> None:
    assert slugs(some, "migration") == [
        "2026-11-01-meal-grace-hopper", "2026-11-02-call-grace-hopper",
    ]  # fmt: skip


def test_of_what_is_equally_good_the_latest_comes_first(world: World) -> None:
    for day in ("01", "03", "02"):
        world.met(f"2026-11-{day}", kind="note", body="Compilers.")
    assert slugs(world, "compilers") == [f"2026-11-0{day}-note" for day in (3, 2, 1)]


@pytest.mark.parametrize(
    ("typed", "shown", "first"),
    [
        ("hoper", "Hopper", "grace-hopper"),
        ("grcae hopper", "Grace Hopper", "grace-hopper"),
        ("remmington", "Remington", "grace-hopper"),
        ("sörren", "Søren", "søren-ærø"),
        ("o'brian", "O'Brien", "patrick-obrien"),
    ],
)
def test_a_misspelled_name_is_still_found_and_said_to_be_one(
    some: World, typed: str, shown: str, first: str
) -> None:
    if typed == "remmington":
        some.write("orgs/rr.md", "---\nname: Remington Rand\n---\n")
        first = "rr"
    said = some.run(["search", *typed.split(), "--json"])
    assert said.json[0]["slug"] == first
    assert f"nothing for '{typed}'; showing '{shown}'" in said.err


def test_a_word_that_is_found_is_never_respelled(some: World) -> None:
    said = some.run("search compilers xyzzy")
    assert (said.code, said.out) == (0, "")
    assert "nothing has all of 'compilers xyzzy'" in said.err
    some.person("Clock Smith")
    some.person("Grace Cooper", body="Has a cloak.")
    assert slugs(some, "cloak coopr") == ["grace-cooper"]


def test_only_some_kinds(some: World) -> None:
    assert slugs(some, "compilers --kind page") == ["how"]
    assert slugs(some, "grace --kind interaction") == ["2026-11-01-meal-grace-hopper"]
    assert set(slugs(some, "compilers --kind page --kind person")) == {
        "how", "grace-hopper", "søren-ærø",
    }  # fmt: skip
    assert some.run("search grace --kind cat").code == 2


def test_a_limit(some: World) -> None:
    assert len(slugs(some, "compilers --limit 1")) == 1


def test_a_letter_alone_is_a_word_and_if_nothing_has_it_a_beginning(world: World) -> None:
    world.person("J Smith")
    world.person("Joan Smith")
    assert slugs(world, "j smith") == ["j-smith"]
    assert slugs(world, "jo smith") == ["joan-smith"]
    assert slugs(world, "s") == ["joan-smith", "j-smith"]


@pytest.mark.parametrize(
    "typed",
    ["AND", "a OR", 'say "what"', "NEAR(a b)", "*", "-x", "name:grace", "(", "^a", "%_", "'"],
)
def test_nothing_that_is_typed_is_a_language(some: World, typed: str) -> None:
    assert some.run(["search", "--", typed]).code == 0


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_expression(text: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (name, tokenize='unicode61')")
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    db.execute("SELECT 1 FROM words WHERE words MATCH ?", (match_expression(text),)).fetchall()


@given(st.text("abc中村é' -", max_size=20))
def test_a_text_is_found_by_any_of_its_words(text: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute(
        """CREATE VIRTUAL TABLE words USING fts5
           (name, tokenize = "unicode61 remove_diacritics 2")"""
    )
    db.execute("INSERT INTO words VALUES (?)", (search_text(text),))
    for word in re.findall(r"\w+(?:'\w+)*", text):
        found = db.execute(
            "SELECT count(*) FROM words WHERE words MATCH ?", (match_expression(word),)
        ).fetchone()
        assert found == (1,), word


# ---------------------------------------------------------------- snippets


def marked(text: str, words: str, *, start: bool = False) -> str:
    snippet, marks = make_snippet(shown(read_body(text).plain, str), start, terms_of(words))
    for a, b in reversed(marks):
        snippet = f"{snippet[:a]}<{snippet[a:b]}>{snippet[b:]}"
    return snippet


@pytest.mark.parametrize(
    ("text", "words", "snippet"),
    [
        ("Talked about compilers.", "compil", "Talked about <compilers>."),
        ("Søren and soren", "SOREN", "<Søren> and <soren>"),
        ("大阪に住む中村さん。", "中村", "大阪に住む<中村>さん。"),
        ("Said O'Brien.", "o'bri", "Said <O>'<Brien>."),
        ("- [ ] **send** the `list`", "list", "send the <list>"),
        ("no such word", "other", "no such word"),
        ("an apple a day", "a", "an apple <a> day"),
    ],
)
def test_the_words_are_marked(text: str, words: str, snippet: str) -> None:
    assert marked(text, words) == snippet


def test_the_snippet_is_where_most_of_the_words_are() -> None:
    text = "budget " + "x " * 200 + "the budget of the merger " + "y " * 200
    snippet = marked(text, "merger budget")
    assert "<budget> of the <merger>" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert len(snippet) < 260


@given(st.text(max_size=400), st.text(max_size=12), st.booleans())
def test_marks_stand_on_found_words(text: str, words: str, start: bool) -> None:
    terms = terms_of(words)
    snippet, marks = make_snippet(text, start, terms)
    assert "\n" not in snippet
    last = 0
    for a, b in marks:
        assert last <= a < b <= len(snippet)
        last = b
        assert find_terms(snippet[a:b], terms)


def test_a_link_is_read_by_its_name(some: World) -> None:
    some.met("2026-11-09", slug="x", body="Saw [[søren-ærø]] there.")
    (found,) = [d for d in some.run("search soren --json").json if d["slug"] == "x"]
    assert found["snippet"] == "Saw Søren Ærø there."


def test_what_was_found_by_a_tag_says_so(some: World) -> None:
    found = some.run("search migration --json").json[0]
    assert found["snippet"] == "#migration · Grace explained nanoseconds."


# ---------------------------------------------------------------- how it looks


def test_a_terminal_shows_the_found_words_and_a_pipe_is_plain(some: World) -> None:
    raw = on_terminal(some, "search nanosec").out
    assert "\x1b[1mnanoseconds\x1b[0m" in raw
    assert plain(raw).splitlines() == [
        "2026-11-01 · meal · Grace Hopper  interaction 2026-11-01-meal-grace-hopper",
        "  Grace explained nanoseconds.",
    ]
    piped = some.run("search nanosec").out
    assert "\x1b" not in piped
    assert "Grace explained nanoseconds." in piped


@pytest.mark.parametrize("columns", [24, 45, 60, 80, 120])
@pytest.mark.parametrize("words", ["lunch", "gillian", "中村", "gilian"])
def test_what_is_found_fits_the_terminal(looked_at: World, words: str, columns: int) -> None:
    assert widest(on_terminal(looked_at, f"search {words}", columns).out) <= columns


def test_control_characters_of_a_note_never_reach_the_terminal(world: World) -> None:
    world.write("people/evil.md", b'---\nname: "Eve\\e[31m"\n---\nEve \x1b[2J\xe2\x80\xae beast\n')
    for said in (world.run("search eve"), on_terminal(world, "search eve")):
        assert "beast" in said.out
        assert not set(plain(said.out)) & set("\x1b\u202e")


def test_words_are_asked_for(world: World) -> None:
    assert world.run("search").code == 2
    assert "hobnob search" in world.run("search --help").out
