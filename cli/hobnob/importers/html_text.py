"""The text of HTML that came from elsewhere: what a reader sees, without any markup.

The one rule: nothing of the HTML is kept but its words and the addresses of its links. Quotations
get a `>` before each line, as in plain mail.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

MOST_HTML = 1_000_000
"""Letters of HTML that are read; a longer text is an advertisement or a picture."""
_HIDDEN = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "object"))
_BLOCKS = frozenset(
    ("p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
     "section", "article", "header", "footer", "hr", "dl", "dt", "dd", "li")
)  # fmt: skip
_APART = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"))
_MOST_QUOTES = 20
_LONGEST_LINK = 200
_IS_HTML = re.compile(r"</?(?:p|br|div|span|a|li|ul|b|i|strong|em|html)\b[^<>]*>", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Say whether a text has the markup of HTML."""
    return _IS_HTML.search(text) is not None


def text_of_html(html: str) -> str:
    """Return the text of HTML, however broken it is."""
    reader = _Reader()
    try:
        reader.feed(html[:MOST_HTML])
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        # Python's reader gives up at a few constructs; what was read until there is text.
        pass
    return reader.text()


class _Reader(HTMLParser):
    """Collects lines, each with how deep it is quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._quotes = 0
        self._hidden: list[str] = []
        self._link: tuple[str, int] | None = None
        self._is_pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden.append(tag)
        if self._hidden:
            # A `head` that never ends must not hide the body.
            if tag == "body":
                self._hidden.clear()
            return
        if tag == "br":
            self._end_line()
        elif tag in _BLOCKS:
            self._begin_block(tag)
            if tag == "li":
                self._words.append("- ")
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._is_pre += 1
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self._words))
        elif tag in ("td", "th") and self._words:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
            return
        if self._hidden:
            return
        if tag == "a":
            self._end_link()
        elif tag in _BLOCKS:
            self._begin_block(tag)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._is_pre = max(0, self._is_pre - 1)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._is_pre:
            first, *rest = data.split("\n")
            self._words.append(first)
            for line in rest:
                self._end_line()
                self._words.append(line)
        else:
            self._words.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _begin_block(self, tag: str) -> None:
        if "".join(self._words).strip():
            self._end_line()
        self._words = []
        if tag in _APART and self._lines and self._lines[-1][1]:
            self._lines.append((self._quotes, ""))

    def _end_line(self) -> None:
        line = "".join(self._words)
        self._lines.append((self._quotes, line.rstrip() if self._is_pre else line.strip()))
        self._words = []

    def _end_link(self) -> None:
        if self._link is None:
            return
        href, at = self._link
        self._link = None
        shown = "".join(self._words[at:]).strip()
        is_said = href.removesuffix("/").partition("://")[2] in shown
        is_link = href.startswith(("https://", "http://")) and not re.search(r"\s", href)
        if is_link and shown and not is_said and len(href) <= _LONGEST_LINK:
            self._words.append(f" ({href})")

    def text(self) -> str:
        """Return the lines, without blank ones in a row."""
        self._end_line()
        lines = [
            f"{'>' * min(quotes, _MOST_QUOTES)}{' ' * bool(quotes)}{line}".rstrip()
            for quotes, line in self._lines
        ]
        text = "\n".join(lines).replace("\xa0", " ")
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
