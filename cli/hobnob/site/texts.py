"""The texts of the templates, by gettext: marked where they stand, and in one catalogue.

The one rule: a text is a whole sentence, and a value within it is escaped as anywhere else.

`_("…")` marks a text, `counted("…", "…", count)` one with a number. Values have names, so that a
translation can change their order: `_("thanks owed to %(who)s", who=…)`; a percent sign is `%%`.
The catalogue is `site_template/locales/messages.pot`; `python -m tests.make_texts` writes it.
"""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

from jinja2 import Environment
from markupsafe import Markup


def translations() -> NullTranslations:
    """Return the translations of all texts: none yet, so that each stays as it is written."""
    return NullTranslations()


def install(env: Environment) -> None:
    """Give `_` and `counted` to an environment. Values become what its `finalize` makes of them.

    Jinja's own gettext does not call `finalize`: a control character would get through.
    """
    known, finalize = translations(), env.finalize or (lambda value: value)
    plain: dict[str, Markup] = {}

    def fill(text: str, values: dict[str, Any]) -> Markup:
        # The text is hobnob's, and Markup escapes the values.
        return Markup(text) % {name: finalize(value) for name, value in values.items()}  # noqa: S704

    def gettext(text: str, /, **values: Any) -> Markup:
        if values:
            return fill(known.gettext(text), values)
        if text not in plain:  # an entry has several, and there may be a hundred thousand entries
            plain[text] = fill(known.gettext(text), {})
        return plain[text]

    def counted(one: str, many: str, count: int, /, **values: Any) -> Markup:
        return fill(known.ngettext(one, many, count), {"num": f"{count:,}", **values})

    env.globals.update(_=gettext, counted=counted)
