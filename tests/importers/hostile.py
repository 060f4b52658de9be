"""Files that mean harm, or are broken, for any importer.

The property: an import of whatever bytes ends in a clear error or in a clean import. Nothing outside
of the journal is written, the same file again changes nothing, `undo` takes all back, and what the
file says is never markup or script.

A new importer adds a row to `SEEDS` of `test_hostile.py`. `HOBNOB_HOSTILE=500` asks for more
examples than the few that every run has.
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable

from tests.commands.changing import Tree, tree
from tests.conftest import World

EXAMPLES = int(os.environ.get("HOBNOB_HOSTILE", "8"))
READ_ONLY = max(EXAMPLES, 500)
"""Examples where a file is only read, and no journal is made."""

NASTY = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[x](javascript:alert(1))",
    "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "-1+1", "../../../../evil", "..\\..\\evil.md",
    "/etc/passwd", "con", "nul.md", "[[../evil]]", "[[ada|<b>x</b>]]", "{{ 7 * 7 }}", "{% for %}",
    "---\nname: Evil\n---", "- [ ] pay me (by 2020-01-01)", "#tag %%", "<!-- ", "```", "\x00",
    "\u202eevil", "\x1b[2J", "e\u0301" * 40, "A" * 5000, "💥👩‍👩‍👧", "名前", "\ufeff", "0123", "No",
    "2026-02-31", "!!python/object:os.system", "&a *a", "private: true", "http://[", "javascript:x",
)  # fmt: skip
_CODECS = ("utf-16", "utf-16-le", "latin-1", "cp1252", "cp1251", "shift_jis", "utf-7", "utf-8-sig")

Mutation = Callable[[bytes, random.Random], bytes]


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _in_another_charset(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(_CODECS), "replace")


def _shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines[: chance.randrange(1, len(lines) + 1)] if lines else [])


def _repeated(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines)) if lines else 0
    return b"".join(lines[: at + 1] + lines[at : at + 1] * chance.randrange(1, 200) + lines[at:])


def _with_other_ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\r\n")))


def _with_signs(data: bytes, chance: random.Random) -> bytes:
    sign = chance.choice((b'"', b",", b";", b":", b"\t", b"\0", b"=", b"\\", b"BEGIN:", b"END:"))
    at = chance.randrange(len(data) + 1)
    return data[:at] + sign * chance.choice((1, 2, 3, 500)) + data[at:]


def _nasty_words(data: bytes, chance: random.Random) -> bytes:
    """Put what means harm in the place of words, as a row of a table or a property has it."""
    share = chance.choice((0.05, 0.3, 0.9))

    def swap(match: re.Match[bytes]) -> bytes:
        if chance.random() > share:
            return match[0]
        return chance.choice(NASTY).encode("utf-8", "replace").replace(b"\n", b" ")

    lines = data.splitlines(keepends=True)
    kept = chance.choice((1, 1, 4, 5))
    return b"".join(lines[:kept]) + re.sub(rb"[^\s,;:=\"<>]{3,}", swap, b"".join(lines[kept:]))


def _wide(data: bytes, chance: random.Random) -> bytes:
    """Give a line very many cells."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] += chance.choice((b",", b";")) * chance.choice((2000, 1_000_000))
    return b"\n".join(lines)


def _long(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice((b"x", b"\n", b" ", b"=20")) * 300_000 + data[at:]


MUTATIONS: tuple[Mutation, ...] = (
    _nasty_words, _truncated, _flipped, _in_another_charset, _shuffled, _repeated,
    _with_other_ends, _with_signs, _wide, _long,
)  # fmt: skip


def mutated(seed: bytes, number: int) -> bytes:
    """Return a mutated file, the same for the same number; some are mutated twice."""
    chance = random.Random(number)
    data = MUTATIONS[number % len(MUTATIONS)](seed, chance)
    if number % 3 == 2:
        data = chance.choice(MUTATIONS[:8])(data, chance)
    return data


def zipped(files: dict[str, bytes]) -> bytes:
    """Return an archive, also with names that lead out of it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def attack(world: World, kind: str, name: str, data: bytes) -> bool:
    """Import a file in every respect, and return whether it was imported.

    Args:
        world: the journal; afterwards it is as before.
        kind: for `--from`.
        name: of the file.
        data: its bytes.
    """
    inbox = world.root.parent / "downloads"
    inbox.mkdir(exist_ok=True)
    path = inbox / name
    path.write_bytes(data)
    outside, before = _outside(world), tree(world)
    command = ["import", str(path), "--from", kind, "--yes", "--skip-bad"]
    said = world.run(command)
    assert said.code in (0, 2), f"{said.code}: {said.err[-2000:]}"
    assert _outside(world) == outside
    if said.code:
        assert tree(world) == before
        assert said.err.startswith("hobnob: "), said.err
        return False
    after = tree(world)
    _assert_clean(world, after)
    again = world.run(command)
    assert again.code == 0, again.err
    assert tree(world) == after, "the same file again has changed something"
    if after != before:
        assert world.run("undo").code == 0
    assert tree(world) == before
    return True


def _outside(world: World) -> set[str]:
    """Return what lies around the journal, and in it beside the notes."""
    around = {str(path) for path in world.root.parent.rglob("*") if world.root not in path.parents}
    inside = {str(path) for path in world.root.iterdir()} - {str(world.root / ".hobnob")}
    return around | inside


def _assert_clean(world: World, notes: Tree) -> None:
    """Assert that every note reads back without a problem that an import could have avoided."""
    folders = {path.split("/")[0] for path in notes}
    assert folders <= {"people", "interactions", "photos", "index.md"}, folders
    checked = world.run("check --json").json
    bad = [p for p in checked if p["severity"] == "error" or p["code"] in ("front-matter", "value")]
    assert bad == []
    for path, data in notes.items():
        if path.endswith(".md"):
            text = data.decode("utf-8")
            body = text.split("\n---\n", 1)[-1]
            assert "<script" not in body.replace("\\<script", ""), path
            assert "\x1b" not in text, path


def assert_no_script(world: World) -> None:
    """Build the site of what was imported, and assert that nothing of it runs."""
    said = world.run("build")
    assert said.code == 0, said.err
    for page in (world.root / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text, page
        assert not re.search(r"<img[^>]+onerror", text), page
        assert not re.search(r"href=[\"']?\s*javascript:", text, re.IGNORECASE), page
