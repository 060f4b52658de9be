"""Letters on paper: an HTML page that prints each letter on its own sheet.

The one rule: every text is escaped, and the page loads nothing. Its policy allows only its own
style sheet, by its hash.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from html import escape

_STYLE = """
@page { size: A4; margin: 25mm 25mm 30mm }
:root { color-scheme: light dark }
body { font: 12pt/1.5 Charter, "Bitstream Charter", Georgia, serif; margin: 0 auto; max-width: 36em;
  padding: 2rem 1rem; overflow-wrap: anywhere }
article { break-after: page; padding-bottom: 3rem }
article:last-child { break-after: auto; padding-bottom: 0 }
article + article { border-top: 1px solid; padding-top: 3rem }
header { display: flex; justify-content: space-between; gap: 2rem; margin-bottom: 2.5rem }
header p { margin: 0 }
p { margin: 0 0 1em; white-space: pre-line; orphans: 3; widows: 3 }
@media print { body { max-width: none; padding: 0 } article + article { border: 0; padding: 0 } }
"""
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedLetter:
    """A letter for printing.

    Attributes:
        to: the lines of the address: name, title, organization, place.
        date: the date at the head of the letter, or "".
        text: the text of the letter.
    """

    to: tuple[str, ...]
    date: str
    text: str


def render_print_page(printed: Iterable[PrintedLetter], *, language: str = "en") -> str:
    """Return the page.

    Args:
        printed: the letters.
        language: the language of the letters, for the browser's hyphenation.
    """
    seal = b64encode(sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    letters = "\n".join(map(_render, printed))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Letters</title>\n<style>{_STYLE}</style>\n{letters}\n</html>\n"
    )


def _render(letter: PrintedLetter) -> str:
    to = "<br>".join(escape(line) for line in letter.to if line)
    paragraphs = "\n".join(
        f"<p>{_paragraph(part.strip())}</p>"
        for part in re.split(r"\n\s*\n", letter.text)
        if part.strip()
    )
    return (
        f"<article>\n<header><p>{to}</p><p>{escape(letter.date)}</p></header>\n{paragraphs}\n"
        "</article>"
    )


def _paragraph(text: str) -> str:
    """Return a paragraph as HTML, with Markdown's two kinds of emphasis and with its lines."""
    marked = _STRONG.sub(r"<strong>\1</strong>", escape(text))
    return _EMPHASIS.sub(r"<em>\1</em>", marked)
