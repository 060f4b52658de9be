"""The settings, from the table of `hobnob.settings`.

The one rule: a setting that is declared is documented.
"""

from __future__ import annotations

from hobnob.docs.markdown import code, render_table
from hobnob.settings import DEFAULT_CADENCE, SETTINGS


def render_settings() -> str:
    """Return the table of the settings."""
    rows = [
        (code(s.name), s.means, code(f"{s.name}: {s.example}"), code(_default(s.name, s.default)))
        for s in SETTINGS
    ]
    return render_table(("setting", "what it says", "example", "without it"), rows)


def _default(name: str, value: object) -> str:
    if name == "cadence":
        inner = ", ".join(f"{circle}: {interval}" for circle, interval in DEFAULT_CADENCE.items())
        return f"{{{inner}}}"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value or "")


SETTING_FILLS = {"settings": render_settings}
