"""Pictures of a page of each kind, on a desktop and a phone, by day and by night.

    python -m tests.browser.pictures FOLDER [--full]

One PNG a page and mode, named `PAGE-SIZE-SCHEME.png`; what the window shows, with `--full` the
whole page. `--readme` writes only the pictures that README shows, into `docs/images`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import NAMES, SWITCHES
from tests.browser.kinds import PAGES
from tests.browser.serving import serve
from tests.conftest import ROOT
from tests.site.building import build, copy_sample

_SIZES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
}
_README = {
    "site-home": ("home", "desktop", "light"),
    "site-person": ("person", "desktop", "light"),
    "site-network": ("network", "desktop", "dark"),
    "site-phone": ("home", "phone", "dark"),
}
"""The pictures of README: what each shows."""


def take(page: Page, at: str, file: Path, *, scheme: Any, full: bool) -> None:
    """Take one picture once the page stands still."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(at)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    page.screenshot(path=file, full_page=full, animations="disabled")


def main(arguments: list[str]) -> int:
    """Build the sample journal's site and take the pictures; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--full", action="store_true", help="the whole page")
    parser.add_argument("--readme", action="store_true", help="only those of README")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    wanted = (
        _README
        if given.readme
        else {
            f"{kind.replace(' ', '-')}-{size}-{scheme}": (kind, size, scheme)
            for kind in PAGES
            for size in _SIZES
            for scheme in ("light", "dark")
        }
    )
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        print(
            f"there is no Chromium here: none of {', '.join(NAMES)} is on the path", file=sys.stderr
        )
        return 1
    with (
        tempfile.TemporaryDirectory() as scratch,
        sync_playwright() as playwright,
        serve(build(copy_sample(Path(scratch) / "journal"), Path(scratch) / "site").root) as site,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        pages = {
            size: browser.new_context(**options).new_page() for size, options in _SIZES.items()
        }
        for name, (kind, size, scheme) in wanted.items():
            at = site.at(quote(PAGES[kind]))
            take(pages[size], at, given.folder / f"{name}.png", scheme=scheme, full=given.full)
            print(given.folder / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
