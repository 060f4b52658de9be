"""One sheet and one script for each kind of page: nothing is lost but comments and spaces."""

from __future__ import annotations

import re

from hobnob.site.bundle import APART, FOLDER, KINDS, TEXTS, shrink, sources_of
from tests.conftest import ROOT, World
from tests.site.building import Built, build

SOURCES = ROOT / "site_template" / FOLDER
_MADE = re.compile(r"(?<![.\w-])hb-[a-z][\w-]*")  # not in a selector
_CLASS = re.compile(r"\bhb-[a-z][\w-]*")


def test_spaces_that_mean_something_and_strings_stay() -> None:
    styles = """
    /* A comment; with { marks }. */
    a b :is(c, d) > e { width: calc(1px + 2px);  content: "a  /* b */ ;}"; }
    """
    assert shrink("a.css", styles) == (
        'a b :is(c,d)>e{width:calc(1px + 2px);content:"a  /* b */ ;}"}\n'
    )
    script = '// What it is.\nvar a = "x // y"\nvar b = `one\n  // two`\n'
    assert shrink("a.js", script) == 'var a="x // y"\nvar b=`one\n  // two`\n'


def test_each_page_has_the_styles_of_all_that_is_on_it(built: Built) -> None:
    """What is on it by its HTML, and what its scripts may add."""
    styled = {name: set(_CLASS.findall(_styles(name))) for name in _names(".css")}
    everything = set().union(*styled.values())
    missing = set()
    for path, page in built.pages.items():
        sheet = next(a for a in page.asked if "hobnob-" in a and a.endswith(".css"))
        kind = sheet.rpartition("hobnob-")[2].removesuffix(".css")
        assert kind in KINDS
        have = set().union(*(styled[name] for name in sources_of(kind, ".css")))
        have |= styled["search.css"]  # keys.js loads it
        used = {word for _, a in page.elements for word in a.get("class", "").split()}
        for name in sources_of(kind, ".js"):
            used |= set(_MADE.findall((SOURCES / name).read_text(encoding="utf-8")))
        missing |= {(kind, word, path.partition("/")[0]) for word in used & everything - have}
    assert sorted(missing) == []


def _names(suffix: str) -> list[str]:
    return sorted(path.name for path in SOURCES.iterdir() if path.suffix == suffix)


def _styles(name: str) -> str:
    return shrink(name, (SOURCES / name).read_text(encoding="utf-8"))


def test_no_source_is_left_out_and_none_is_written_a_second_time(built: Built) -> None:
    for suffix in (".css", ".js"):
        bundled = {name for kind in KINDS for name in sources_of(kind, suffix)}
        assert {*_names(suffix)} - bundled <= {*APART, TEXTS}
        for kind in KINDS:
            text = built.text(f"{FOLDER}/hobnob-{kind}{suffix}")
            assert text.count("{") == text.count("}")
            assert not re.search(r"^\s*(//|/\*)", text, re.M)
    written = {path.rpartition("/")[2] for path in built.paths if path.startswith(FOLDER)}
    assert written & {*_names(".css"), *_names(".js")} == APART


def test_no_file_of_the_notes_takes_the_place_of_a_script(world: World) -> None:
    for name in ("hobnob-home.js", "theme.js", "search.js"):
        world.write(f"{FOLDER}/{name}", "pwned()\n")
    site = build(world, world.root / "site", strict=False)
    assert site.where("pwned") == []


def test_sizes_of_text_are_the_five_of_the_shell() -> None:
    """But for a monogram and what is drawn, whose sizes are those of their own picture."""
    drawn = re.compile(r"^\.hb-(map|rings|tree|chart|band)\b|\.hb-av\b")
    size = re.compile(r"(?<![\w-])font(?:-size)?:[^;}]*?([\d.]+(?:rem|px)|clamp\()(?=[;}/ \d])")
    literal = []
    for name in _names(".css"):
        for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", _styles(name)):
            found = size.search(rule.replace("/24px", "").replace("/44px", ""))
            if found and not drawn.search(selector):
                literal.append((name, selector, found[0]))
    assert literal == []
