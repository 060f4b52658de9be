"""The place of the site files that come with hobnob."""

from __future__ import annotations

from pathlib import Path


def template_dir() -> Path:
    """Return the folder of overrides, templates and styles: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "site_template"
    return shipped if shipped.is_dir() else package.parent.parent / "site_template"
