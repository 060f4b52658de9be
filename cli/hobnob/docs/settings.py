"""The settings, from the table of `hobnob.settings`.

The one rule: a setting that is declared is documented.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob.docs.markdown import code, render_table
from hobnob.settings import DEFAULT_CADENCE, DEFAULT_SUGGEST, SETTINGS

_MAPPINGS: Mapping[str, Mapping[str, object]] = {
    "cadence": DEFAULT_CADENCE,
    "suggest": DEFAULT_SUGGEST,
}
"""The settings of which a part may be given, and what holds for the rest."""


def render_settings() -> str:
    """Return the table of the settings."""
    rows = [
        (code(s.name), s.means, code(f"{s.name}: {s.example}"), code(_default(s.name, s.default)))
        for s in SETTINGS
    ]
    return render_table(("setting", "what it says", "example", "without it"), rows)


def _default(name: str, value: object) -> str:
    if name in _MAPPINGS:
        inner = ", ".join(f"{key}: {told}" for key, told in _MAPPINGS[name].items())
        return f"{{{inner}}}"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value or "")


SETTING_FILLS = {"settings": render_settings}
