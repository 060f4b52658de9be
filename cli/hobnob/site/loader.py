"""Reading the page templates.

The one rule: no page pays for how its template is laid out. A template is indented for those who
read it; on thousands of pages the spaces would be a tenth of all bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader

from hobnob.site.resources import template_dir

_INDENTED = re.compile(r"^[ \t\n]+", re.M)


class TemplateLoader(FileSystemLoader):
    """Jinja's, but hobnob's own templates lose their indentation and their blank lines.

    None of them has an element that would show these, such as `pre`. Yours may have one.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template."""
        text, path, is_current = super().get_source(environment, template)
        if path.startswith(str(template_dir())):
            text = _INDENTED.sub("", text)
        return text, path, is_current
