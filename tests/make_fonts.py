"""Makes the two fonts of the site from Adobe's Source Serif 4 and Source Sans 3.

The one rule: the same two sources give the same two files. It is run by hand, only for a new version
of a source; `site_template/assets/hobnob/fonts/OFL.txt` says which version is there. "Source" is a
reserved name, so what is made of them is called "Hobnob Serif" and "Hobnob Sans".

    pip install "fonttools[woff]"
    npm pack source-serif source-sans     (the variable TTFs are in VAR/ and VF/)
    python tests/make_fonts.py SourceSerif4Variable-Roman.ttf SourceSans3VF-Upright.ttf
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent.parent / "site_template" / "assets" / "hobnob" / "fonts"
# Latin-1, Latin Extended-A and the Romanian letters; what other scripts need is left to the
# system. Dashes, quotes, bullets, arrows and the signs that the pages use.
CHARACTERS = (
    "U+20-7E,U+A0-17F,U+218-21B,U+2C6,U+2010-2015,U+2018-201E,U+2020-2022,"
    "U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2212,"
    "U+2248,U+2260,U+2264,U+2265,U+25B4,U+25BE,U+2713"
)
AXES = {"serif": ("opsz=14", "wght=400:650"), "sans": ("wght=400:650",)}


def main(sources: list[str]) -> None:
    """Make both fonts."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for (kind, axes), source in zip(AXES.items(), sources, strict=True):
        with tempfile.TemporaryDirectory() as folder:
            narrow = Path(folder, "narrow.ttf")
            run("varLib.instancer", source, *axes, "--no-recalc-timestamp", "-o", narrow)
            rename(narrow, f"Hobnob {kind.capitalize()}")
            run(
                "subset", narrow, f"--unicodes={CHARACTERS}", "--layout-features=kern,tnum,lnum",
                "--no-hinting", "--desubroutinize", "--drop-tables+=STAT,DSIG,meta", "--flavor=woff2",
                "--name-IDs=0,1,2,3,4,5,6,14", f"--output-file={FONTS / f'hobnob-{kind}.woff2'}",
            )  # fmt: skip


def rename(path: Path, family: str) -> None:
    """Give a font its own name, because its licence reserves that of the source."""
    fonts: Any = importlib.import_module("fontTools.ttLib")
    font = fonts.TTFont(path, recalcTimestamp=False)
    names = {1: family, 3: family, 4: family, 6: family.replace(" ", "")}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in {0, 2, 5, 14}:
            font["name"].removeNames(nameID=record.nameID)
    font.save(path)


def run(module: str, *arguments: object) -> None:
    """Run a tool of fontTools."""
    subprocess.run([sys.executable, "-m", f"fontTools.{module}", *map(str, arguments)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
