"""Makes the catalogue of all texts that the templates and scripts of the site mark, by Babel.

The one rule: it changes only with the texts. `tests/site/test_texts.py` says when it is out of date:

    python -m tests.make_texts
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from tests.conftest import ROOT

TEMPLATES = ROOT / "site_template"
CATALOGUE = TEMPLATES / "locales" / "messages.pot"
"""MkDocs keeps a folder of this name out of the site; translations of a theme stand there."""
MARKS = {"_": None, "counted": (1, 2)}
_READERS = {".html": "jinja2.ext:babel_extract", ".js": "javascript"}
_HEADER = "# The texts of hobnob's site; `python -m tests.make_texts` writes this file."


def sources(suffix: str) -> list[Path]:
    """Return the templates, or the scripts."""
    own = ROOT / "cli" / "hobnob" / "site" / "acting"
    return sorted([*TEMPLATES.rglob(f"*{suffix}"), *own.rglob(f"*{suffix}")])


def texts_of(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield the texts of a file, those with a number as a pair."""
    options = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
    with path.open("rb") as source:
        for found in extract(_READERS[path.suffix], source, MARKS, options=options):
            yield found[1]


def make() -> bytes:
    """Return the catalogue."""
    catalogue = Catalog(project="hobnob", header_comment=_HEADER, charset="utf-8")
    for suffix in _READERS:
        for path in sources(suffix):
            for text in texts_of(path):
                catalogue.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    written = BytesIO()
    write_po(written, catalogue, include_lineno=False, sort_output=True, width=0)
    kept = rb"(MIME|Content)"
    return re.sub(rb'^"(?!%s)[A-Z][\w-]+: .*\n' % kept, b"", written.getvalue(), flags=re.M)


if __name__ == "__main__":
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_bytes(make())
