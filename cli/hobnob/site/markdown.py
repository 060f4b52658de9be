"""A body, from Markdown to a fragment of HTML.

The one rule: a fragment depends on its text alone. What only the index or the folder can answer
(where a wikilink leads, where a picture lies) stays in it as a mark, which `fill` replaces when
the fragment comes onto a page. So a fragment can be kept for as long as its text is the same.

It is CommonMark with GFM's tables, strikethrough, task lists and bare links, which is what
Obsidian, GitHub and VS Code show for the same note. Raw HTML is shown as the text it is; a link
is http, https, mailto or tel, or leads to a file of the journal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import NamedTuple, Protocol

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hobnob.dates import spell_date
from hobnob.names import slugify
from hobnob.notes.body import without_comments
from hobnob.notes.markdown import parser
from hobnob.site.links import plain

_MARK, _PART, _END = "\x03", "\x05", "\x06"
_MARKS = re.compile(f"{_MARK}([a-z])([^{_END}]*){_END}")

_SIZE = re.compile(r"[1-9]\d{0,3}(?:x[1-9]\d{0,3})?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_ALLOWED = ("http:", "https:", "mailto:", "tel:")


class LinkResolver(Protocol):
    """What the journal knows and a fragment does not; "" means that there is no such thing."""

    def wikilink(self, target: str) -> tuple[str, str]:
        """Return the link and the name of what a wikilink leads to."""

    def picture(self, target: str) -> str:
        """Return the link to a picture, from its path or its name alone."""

    def tag(self, name: str) -> str:
        """Return the link to a tag's page."""

    def file(self, href: str) -> str:
        """Return the link to a file, from its address relative to the note."""


def render(text: str, *, top: int = 4, ids: bool = False) -> str:
    """Convert a body to a fragment, its links into the journal still marks.

    Args:
        text: the Markdown.
        top: the level that the body's highest heading has on the page.
        ids: whether headings get anchors, which wikilinks can lead to.
    """
    text = plain(text).strip("\n")
    return str(_parser().render(text, {"top": top, "ids": ids, "seen": set()}))


def _wikilink_html(target: str, shown: str) -> str:
    return f"<a {_mark('w', target)}>{escape(shown) if shown else _mark('n', target)}</a>"


class Heading(NamedTuple):
    """A heading of an ordinary page: its level, its anchor and its text, HTML with marks."""

    level: int
    anchor: str
    text: str


def render_page(text: str, *, html: bool = False, top: int = 1) -> tuple[str, list[Heading]]:
    """Convert an ordinary page; return its headings too.

    Args:
        text: the Markdown.
        html: whether raw HTML is HTML, and not text.
        top: the level that its highest heading has on the page.
    """
    found: list[Heading] = []
    env = {"top": top, "ids": True, "seen": set(), "headings": found}
    return str(_parser(html=html).render(plain(text), env)), found


def render_line(text: str) -> str:
    """Convert one line, without a paragraph around it."""
    return str(_parser().renderInline(plain(text), {}))


def fill(fragment: str, resolver: LinkResolver) -> str:
    """Put links where a fragment has marks."""
    if _MARK not in fragment:
        return fragment
    return _MARKS.sub(lambda mark: _FILLERS[mark[1]](mark[2], resolver), fragment)


def heading_id(text: str) -> str:
    """Return the anchor of a heading: its words joined by hyphens, as in a slug.

    What begins with `hb-` is the page's own, and no heading of a note may take its place.
    """
    slug = slugify(text) or "section"
    return f"h-{slug}" if slug.startswith("hb-") else slug


def _fill_wikilink(target: str, resolver: LinkResolver) -> str:
    url, _ = resolver.wikilink(target)
    if url:
        return f'href="{escape(url)}"'
    return 'class="hb-missing" title="No note of this name yet"'


def _fill_name(target: str, resolver: LinkResolver) -> str:
    _, name = resolver.wikilink(target)
    return escape(plain(name or target))


def _fill_tag(name: str, resolver: LinkResolver) -> str:
    url = resolver.tag(name)
    return f'href="{escape(url)}"' if url else ""


def _fill_file(href: str, resolver: LinkResolver) -> str:
    url = resolver.file(href)
    return f'href="{escape(url)}"' if url else 'class="hb-missing" title="No such file"'


def _fill_image(value: str, resolver: LinkResolver) -> str:
    src, _, alt = value.partition(_PART)
    url = resolver.file(src)
    if url:
        return f'<img src="{escape(url)}" alt="{alt}" loading="lazy">'
    return f'<span class="hb-missing" title="No such picture">{alt or escape(src)}</span>'


def _fill_embed(value: str, resolver: LinkResolver) -> str:
    target, alt, size = value.split(_PART)
    url = resolver.picture(target)
    shown = alt or escape(target.rpartition("/")[2])
    if not url:
        return f'<span class="hb-missing" title="No such picture">{shown}</span>'
    sides = zip(("width", "height"), size.split("x") if size else (), strict=False)
    measures = "".join(f' {side}="{pixels}"' for side, pixels in sides)
    return f'<img src="{escape(url)}" alt="{shown}"{measures} loading="lazy">'


_FILLERS = {
    "w": _fill_wikilink,
    "n": _fill_name,
    "t": _fill_tag,
    "f": _fill_file,
    "i": _fill_image,
    "e": _fill_embed,
}


def _mark(kind: str, value: str) -> str:
    return f"{_MARK}{kind}{value}{_END}"


def _scheme(url: str) -> str:
    match = _SCHEME.match(url)
    return match[0].lower() if match else ""


def is_allowed(url: str) -> bool:
    """Say whether a link may be one: of an allowed scheme, or a path from the note."""
    # Browsers drop spaces and control characters before they look for a scheme.
    scheme = _scheme("".join(char for char in url if char > " "))
    return scheme in _ALLOWED if scheme else not url.startswith(("/", "\\"))


class _Renderer(RendererHTML):
    """The parser's own renderer, with what a journal adds to Markdown."""

    def wikilink(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A link whose target, and name when none is given, are found later."""
        del options, env
        return _wikilink_html(tokens[idx].meta["target"], tokens[idx].content)

    def embed(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture as Obsidian writes it: `![[pic.png|a text|300x200]]`."""
        del options, env
        alt, _, size = tokens[idx].content.rpartition("|")
        if not _SIZE.fullmatch(size.strip()):
            alt, size = tokens[idx].content, ""
        parts = (tokens[idx].meta["target"], escape(alt.strip()), size.strip())
        return _mark("e", _PART.join(parts))

    def tag(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A tag, its sign part of the text."""
        del options, env
        name = tokens[idx].content
        return f"<a {_mark('t', name)}>#{escape(name)}</a>"

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A link; one without a scheme leads to a file of the journal, if there is one."""
        del options, env
        href = str(tokens[idx].attrs.get("href", ""))
        if _scheme(href):
            return f'<a href="{escape(href)}" rel="noopener noreferrer">'
        return f"<a {_mark('f', href)}>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture of the journal; one of another host is a link, for nothing is fetched."""
        token = tokens[idx]
        alt = escape(self.renderInlineAsText(token.children, options, env))
        src = str(token.attrs.get("src", ""))
        if _scheme(src):
            return f'<a href="{escape(src)}" rel="noopener noreferrer">{alt or escape(src)}</a>'
        return _mark("i", f"{src}{_PART}{alt}")

    def comment(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Nothing: a comment is hidden."""
        del tokens, idx, options, env
        return ""

    name_escape = comment

    def formula(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula, as it was typed."""
        del options, env
        return escape(tokens[idx].content)

    def formula_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A formula on lines of its own."""
        del options, env
        return f"<p>{escape(tokens[idx].content.strip())}</p>\n"

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """An item of a list, or a promise."""
        if task := tokens[idx].meta.get("task"):
            state = f" hb-promise--{task.state}" if task.state != "open" else ""
            tokens[idx].attrJoin("class", f"hb-promise{state}")
        return self.renderToken(tokens, idx, options, env)

    def promise_box(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The box of a promise, to be read and not ticked: the note is what says."""
        del options, env
        label = tokens[idx].meta["task"].state
        return f'<span class="hb-box" role="img" aria-label="{label}"></span>'

    def promise_due(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The day by which it was promised."""
        del options, env
        return due_html(tokens[idx].content, done=tokens[idx].meta["task"].state != "open")

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A heading, at the level that is free for it on the page."""
        level = self._level(tokens[idx], env)
        if not env.get("ids"):
            return f"<h{level}>"
        anchor = base = heading_id(without_comments(tokens[idx + 1].content))
        count = 1
        while anchor in env["seen"]:
            count += 1
            anchor = f"{base}-{count}"
        env["seen"].add(anchor)
        env["anchor"] = anchor
        if "headings" in env:
            text = self.renderInline(tokens[idx + 1].children or [], options, env)
            env["headings"].append(Heading(level, anchor, text))
        return f'<h{level} id="{escape(anchor)}">'

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The end of a heading; on an ordinary page, with a link to it."""
        del options
        link = ""
        if "headings" in env:
            href = escape(env["anchor"])
            link = f'<a class="headerlink" href="#{href}" title="Permanent link">¶</a>'
        return f"{link}</h{self._level(tokens[idx], env)}>\n"

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A table, in a box that scrolls by itself on a narrow screen."""
        del tokens, idx, options, env
        return '<div class="hb-scroll" tabindex="0"><table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The end of a table."""
        del tokens, idx, options, env
        return "</table></div>\n"

    @staticmethod
    def _level(token: Token, env: EnvType) -> int:
        return min(6, int(token.tag[1]) - 1 + int(env.get("top", 4)))


def due_html(day: str, *, done: bool = False) -> str:
    """Return a due date as HTML; the page's script says how far off it is."""
    live = "" if done else " data-due"
    return f' <time class="hb-due" datetime="{day}"{live}>by {spell_date(day)}</time>'


@cache
def _parser(*, html: bool = False) -> MarkdownIt:
    made = parser(html=html, renderer=_Renderer)
    made.validateLink = is_allowed  # type: ignore[method-assign]
    return made
