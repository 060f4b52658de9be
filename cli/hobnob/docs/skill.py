"""The skill: one file with all that a fresh assistant needs where there is a shell.

The one rule: the file is shown as it is, so that `hobnob help skill > SKILL.md` makes a copy.
"""

from __future__ import annotations

from pathlib import Path

MEANS = "what an assistant with a shell must know; a file to give to it"


def skill_file() -> Path:
    """Return the file: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "skills"
    folder = shipped if shipped.is_dir() else package.parent.parent / "skills"
    return folder / "hobnob" / "SKILL.md"


def load_skill() -> str:
    """Return the text of the file."""
    return skill_file().read_text(encoding="utf-8").rstrip("\n")
