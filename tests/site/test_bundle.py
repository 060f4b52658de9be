"""One sheet and one script, from many: nothing but comments and spaces is lost."""

from __future__ import annotations

from hobnob.site.bundle import SCRIPT, SHEET, shrink_script, shrink_styles
from tests.conftest import ROOT, World
from tests.site.building import Built, build


def test_styles_keep_their_strings_and_the_spaces_that_mean_something() -> None:
    styles = """
    /* A comment; with { marks }. */
    a b :is(c, d) > e { width: calc(1px + 2px);  content: "a  /* b */ ;}"; }

    @media (width < 3em) { .x { mask: url("data:image/svg+xml,%3Csvg d='M3  6'/>"); } }
    """
    assert shrink_styles(styles) == (
        'a b :is(c, d) > e{width:calc(1px + 2px);content:"a  /* b */ ;}"}'
        """@media (width < 3em){.x{mask:url("data:image/svg+xml,%3Csvg d='M3  6'/>")}}"""
    )


def test_a_script_keeps_its_lines() -> None:
    script = '// What it is.\n(function () {\n  // Why.\n\n  var a = "x // y"\n  var b = 1 // one\n})();\n'
    assert shrink_script(script) == '(function () {\nvar a = "x // y"\nvar b = 1 // one\n})();\n'


def test_every_source_is_in_the_sheet_and_the_script(built: Built) -> None:
    """And no source is written a second time."""
    sheet, script = built.text(SHEET), built.text(SCRIPT)
    for source in (ROOT / "site_template/assets/hobnob").iterdir():
        text = source.read_text(encoding="utf-8") if source.suffix in {".css", ".js"} else ""
        whole = sheet if source.suffix == ".css" else script
        shrunk = shrink_styles(text) if source.suffix == ".css" else shrink_script(text)
        apart = f"assets/hobnob/{source.name}" in built.paths
        assert apart or shrunk in whole, source.name
    assert sheet.count("{") == sheet.count("}")
    assert "/*" not in sheet
    assert "\n//" not in script


def test_no_file_of_the_notes_takes_the_place_of_the_script(world: World) -> None:
    world.write("assets/hobnob/hobnob.js", "pwned()\n")
    world.write("assets/hobnob/theme.js", "pwned()\n")
    site = build(world, world.root / "site", strict=False)
    assert "hobnobFold" in site.text(SCRIPT)
    assert "pwned" not in site.text(SCRIPT) + site.text("assets/hobnob/theme.js")
