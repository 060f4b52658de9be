"""MkDocs 1 and Material 9 end one day; what follows them builds the same site, to the byte.

properdocs goes on with MkDocs 1, and MaterialX with Material. MaterialX takes the place of Material's
files, so both cannot be installed; here a theme of its name stands for it. hobnob's pages have a
frame of their own, so no word of a theme may be on them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.building import Built, copy_sample


def test_properdocs_builds_the_same_site_with_any_theme(built: Built, tmp_path: Path) -> None:
    pytest.importorskip("properdocs")
    theme = tmp_path / "packages" / "successor"
    theme.mkdir(parents=True)
    theme.joinpath("__init__.py").touch()
    theme.joinpath("mkdocs_theme.yml").write_text("static_templates: [404.html]\n")
    for name in ("main.html", "base.html", "404.html", "theme.css"):
        theme.joinpath(name).write_text("The theme is here.")
    about = tmp_path / "packages" / "successor-1.dist-info"
    about.mkdir()
    about.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: successor\nVersion: 1\n")
    about.joinpath("entry_points.txt").write_text("[mkdocs.themes]\nmaterialx = successor\n")
    world = copy_sample(tmp_path / "journal")
    settings = world.root / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("theme: material", "theme: materialx"))
    packages = os.pathsep.join(filter(None, (str(theme.parent), os.environ.get("PYTHONPATH"))))
    subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", str(tmp_path / "site")],
        cwd=world.root, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": packages},
    )  # fmt: skip
    theirs, ours = Built(tmp_path / "site").bytes(), built.bytes()
    assert theirs.keys() == ours.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
