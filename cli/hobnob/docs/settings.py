"""The settings for the manual, from the table of `hobnob.settings`.

The one rule: each declared setting is documented.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob.docs.markdown import code, render_table
from hobnob.settings import DEFAULT_CADENCE, DEFAULT_SUGGEST, SETTINGS

_MAPPINGS: Mapping[str, Mapping[str, object]] = {
    "cadence": DEFAULT_CADENCE,
    "suggest": DEFAULT_SUGGEST,
}
"""Settings that may be given in part, with the defaults of the rest."""


def render_settings() -> str:
    """Return the table of the settings."""
    rows = [
        (code(s.name), s.means, code(f"{s.name}: {s.example}"), code(_default(s.name, s.default)))
        for s in SETTINGS
    ]
    return render_table(("setting", "meaning", "example", "default"), rows)


def _default(name: str, value: object) -> str:
    if name in _MAPPINGS:
        inner = ", ".join(f"{key}: {default}" for key, default in _MAPPINGS[name].items())
        return f"{{{inner}}}"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value or "")


SETTING_FILLS = {"settings": render_settings}
