"""What a journal's `mkdocs.yml` says, without reading its YAML again while it stays the same.

The one rule: what is kept is signed together with the text that it was read from; in doubt the text
is read. To import a reader of YAML takes longer than all else that a short command does before it
looks at the notes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from hobnob.cache import CACHE, read_file, write_file
from hobnob.machine import is_signed, sign
from hobnob.settings import SiteFile, load_site_file
from hobnob.site_text import read_plain_text

_NAME = "settings"
"""The file in the cache: the signature, and what it signs with the text of `mkdocs.yml`."""

_FORM = b"settings 1"
"""What is signed first; another number when `load_site_file` says something else of a text."""


def site_values(path: Path) -> SiteFile | None:
    """Return what `load_site_file` returns of a `mkdocs.yml`.

    Raises:
        SettingsError: see there.
    """
    text = read_plain_text(path)
    cache = path.parent / CACHE
    with suppress(OSError, ValueError):
        signature, _, kept = read_file(cache, _NAME).partition(b"\n")
        if is_signed(_to_sign(text, kept), signature.decode()):
            docs_dir, docs_line, options = json.loads(kept)
            return SiteFile(docs_dir=docs_dir, docs_line=docs_line, options=options)
    site = load_site_file(path)
    if site is not None and read_plain_text(path) == text:
        with suppress(OSError, TypeError, ValueError):
            values = [site.docs_dir, site.docs_line, site.options]
            kept = json.dumps(values).encode()
            # JSON has no days, and no numbers as keys.
            if json.loads(kept) == values and (signed := sign(_to_sign(text, kept))):
                write_file(cache, _NAME, f"{signed}\n{kept.decode()}")
    return site


def _to_sign(text: bytes, kept: bytes) -> bytes:
    return b"\n".join((_FORM, str(len(text)).encode(), text, kept))
