"""Building a journal's site for a test.

The one rule: a build fails on any warning, as `mkdocs build --strict` does.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from hobnob.site.publish import build_site
from tests.conftest import ROOT, SAMPLE, World
from tests.site.markup import Markup, read_markup

KINDS_OF_PAGES = (
    "home", "journal", "lists", "network", "page", "person", "plans", "ties", "topic",
)  # fmt: skip
OURS = {"lost.js", "map.js", "theme.js", *(f"hobnob-{kind}.js" for kind in KINDS_OF_PAGES)}
"""All scripts of a site. Any other would be a note's."""


@dataclass(frozen=True)
class Built:
    """A site that was built."""

    root: Path

    @cached_property
    def pages(self) -> dict[str, Markup]:
        """Every page, by its path from the top of the site."""
        return {
            path: read_markup((self.root / path).read_text(encoding="utf-8"))
            for path in self.paths
            if path.endswith(".html")
        }

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every file, by its path from the top of the site."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in files))

    def bytes(self) -> dict[str, bytes]:
        """What every file holds."""
        return {path: (self.root / path).read_bytes() for path in self.paths}

    def text(self, path: str) -> str:
        """What a file holds."""
        return (self.root / path).read_text(encoding="utf-8")

    def where(self, words: str) -> list[str]:
        """The files that hold words, in their content or their names."""
        data = words.encode()
        return [
            path for path, held in self.bytes().items()
            if data in held or words in path or quote(words) in path
        ]  # fmt: skip


def copy_sample(root: Path) -> World:
    """Copy the sample journal into a folder."""
    shutil.copytree(SAMPLE, root / "notes")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return World(root)


def build(
    world: World, to: Path, *, today: str = "", share: bool = False, strict: bool = True
) -> Built:
    """Build the site of a journal into a folder."""
    made = build_site(world.journal(), today=today, site_dir=to, strict=strict, share=share)
    return Built(made)
