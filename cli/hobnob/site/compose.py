"""Pages: from answers to HTML.

The one rule: this module does not know MkDocs and makes no query. It takes answers and a table of
addresses. Its HTML has `links.ROOT` in the place of each page's path to the top.

An entry is rendered once, in full and as a line. The same HTML is used on the pages of its month,
people, plan, tags and place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from hobnob.answers import Entry, Who
from hobnob.dates import spell_date
from hobnob.index.interactions import Interaction
from hobnob.index.orgs import Tenure
from hobnob.model import Kind
from hobnob.network.mentions import Mention
from hobnob.site import markdown
from hobnob.site.directory import SECTIONS, Directory
from hobnob.site.environment import entry_lead, make_environment
from hobnob.site.links import Ref, Section, Urls, part_uris, plain
from hobnob.site.org_band import render_band
from hobnob.site.person_map import lay_out
from hobnob.site.rings import render_rings
from hobnob.site.timeline import render_timeline, year_uri
from hobnob.site.words import spell_kind

_TAGS = re.compile(r"<[^>]*>")

ResolverFor = Callable[[str], markdown.LinkResolver]
"""Returns the function that resolves the links of the note at a path (relative to the journal)."""

_WHO, _BETWEEN, _LINE = "\x03", "\x04", "\x05"
"""Marks in a rendered entry: around its people, between them, and before the entry as a line."""

_ANCHOR = re.compile(r'(?<=<article class="hb-entry)([^>]*) id="[^">]*">')
_YEAR = re.compile(r"(?<=\w) <i>\d{4}</i>(?=</a>|<span>)")
"""The year of an entry, unless it is all that is known of its date."""


class Composer:
    """Makes the HTML of pages."""

    def __init__(
        self,
        templates: Path,
        urls: Urls,
        directory: Callable[[], Directory],
        resolver_for: ResolverFor,
        entry_html: Callable[[str], str],
        words_of: Callable[[Interaction], str],
        shortcuts: Any,
    ) -> None:
        """Take the things that all pages share.

        Args:
            templates: the folder of page templates.
            urls: the addresses of pages.
            directory: returns the finder of pages by name; it may change later.
            resolver_for: resolves the links in bodies.
            entry_html: returns the rendered entry of a slug; "" if it is not shown.
            words_of: returns how an entry begins, on a line.
            shortcuts: what pages offer to do; see `hobnob.site.shortcuts`.
        """
        self._urls = urls
        self._resolver_for = resolver_for
        self._entry_html = entry_html
        self._words_of = words_of
        self._env = make_environment(templates, urls)
        self._directory = directory
        self._links: dict[tuple[Ref | Who, str], Markup] = {}
        self._env.globals.update(
            shortcuts=shortcuts,
            words_of=words_of,
            link=self._link,
            links=self._link_all,
            link_people=self._link_all,
            link_with=self._link_with,
            link_note=self._link_note,
            mention_link=lambda mention: self._mention_link(mention, directory()),
            org=lambda name: _ref("orgs", name, directory().org(name)),
            place=lambda name: _ref("places", name, directory().place(name)),
            tag=self._tag,
            line=self._line,
            body=self._body,
            entries=self._entries,
            lines=self._lines,
            timeline=self._timeline,
            year_timeline=self._year_timeline,
            day_timeline=self._day_timeline,
            person_map=lay_out,
            org_band=self._org_band,
            rings=lambda circles, due, today: render_rings(circles, due, urls.ref, today),
        )
        templates_of_entries: Any = self._env.get_template("entry.html").module
        self._entry, self._short_entry = templates_of_entries.entry, templates_of_entries.line

    def forget_links(self) -> None:
        """Make every link anew from now on: names may lead to other pages now."""
        self._links.clear()

    def entry(self, entry: Interaction) -> str:
        """Render one interaction, the same for every page; `_entries` and `_lines` read it."""
        fragment = markdown.render(entry.body) if entry.body.strip() else ""
        body, url = self._filled(fragment, entry.path), self._urls.entry(entry.slug, entry.date)
        lead = entry_lead(entry.kind, entry.direction)
        people = _BETWEEN.join(map(self._link, entry.people))
        who = Markup(f"{_WHO}{lead}{_BETWEEN}{people}{_WHO}") if entry.people else ""  # noqa: S704
        tags = [tag for tag in map(self._tag_link, entry.tags) if not _has(body, tag)]
        full = self._entry(entry, body, url, who, tags)
        line = self._short_entry(entry, url, who, self._words_of(entry))
        return f"{full}{_LINE}{line}"

    def page(self, template: str, answer: Any, uri: str = "index.md") -> str:
        """Render a page: its template gets the answer as `v`, and its source as `here`."""
        return self._env.get_template(template).render(v=answer, here=uri)

    def _tag(self, name: str) -> Ref:
        return self._directory().tag(name) or Ref("tags", "", name)

    def _tag_link(self, name: str) -> Markup:
        return self._link(self._tag(name))

    def _line(self, text: str) -> Markup:
        """Render one line of Markdown, such as a promise; its links are relative to the notes."""
        return self._filled(markdown.render_line(text), "")

    def _entries(self, entries: Iterable[Entry], own: str = "") -> Markup:
        """Return entries that are rendered already, in order.

        Args:
            entries: the entries.
            own: the address of the person whose page it is: their own name says nothing there.
        """
        html = (self._entry_html(entry.slug).partition(_LINE)[0] for entry in entries)
        return Markup("\n".join(with_people(entry, own) for entry in html))  # noqa: S704

    def _grouped(self, entries: Iterable[Entry], own: str = "") -> Markup:
        """Return entries as they stand below their year, on another page than their month's.

        Each of the thousands is shorter by what is said already: its year, and its anchor.
        """
        html = str(self._entries(entries, own))
        return Markup(_YEAR.sub("", _ANCHOR.sub(r"\1>", html)))  # noqa: S704

    def _lines(self, entries: Iterable[Entry]) -> Markup:
        """Return entries as lines of a list."""
        html = (self._entry_html(entry.slug).partition(_LINE)[2] for entry in entries)
        items = "\n".join(map(with_people, html))
        return Markup(f'<ul class="hb-lines">{items}</ul>\n')  # noqa: S704

    @pass_context
    def _timeline(
        self, context: Context, entries: Sequence[Entry], *, brief: bool = False
    ) -> Markup:
        """Return entries by year; old ones may have pages of their own.

        Args:
            context: of the template.
            entries: newest first.
            brief: a line for each, and not its text.
        """
        here = context["here"]
        return render_timeline(
            entries,
            self._lines if brief else partial(self._grouped, own=self._own(here)),
            url_of=lambda year: self._urls.page(year_uri(here, year)),
        )

    def _year_timeline(self, entries: Sequence[Entry], about: str, year: str) -> Markup:
        """Return the entries of a year by month, for its page; of a month or a day, by day.

        Args:
            entries: newest first.
            about: the source of the page that it belongs to.
            year: the year, the month or the day.
        """
        brief = about.startswith(("tags/", "places/"))
        render = self._lines if brief else partial(self._grouped, own=self._own(about))
        span = 7 if len(year) == 4 else 10

        def url_of(part: str) -> str:
            return self._urls.page(year_uri(about, part)) if len(year) < len(part) == span else ""

        return render_timeline(entries, render, span=span, fold=False, url_of=url_of)

    @pass_context
    def _day_timeline(self, context: Context, entries: Sequence[Entry]) -> Markup:
        """Return the entries of a month by day; days may be on pages of their own.

        The page has the anchors of its entries, so `rail.js` can make the links to them.
        """
        uri = context["here"]
        here = self._urls.page(uri)
        own_date = re.compile(rf'(<article[^>]*><a) href="{re.escape(here)}#[^"]*"')

        def render(some: Iterable[Entry]) -> Markup:
            html = own_date.sub(r"\1", str(self._entries(some)))
            return Markup(_YEAR.sub("", html.replace(f' href="{here}#', ' href="#')))  # noqa: S704

        def url_of(day: str) -> str:
            url = next(filter(None, map(self._urls.page, part_uris(day))), "")
            return f"{url}#hb-y{day}" if url and url != here else ""

        return render_timeline(entries, render, span=10, url_of=url_of)

    def _own(self, uri: str) -> str:
        """Return the address of a page if it is a person's, else ""."""
        return self._urls.page(uri) if uri.startswith("people/") else ""

    def _link(self, ref: Ref | Who, style: str = "") -> Markup:
        """Return a name, with a link to its page if it has one."""
        found = self._links.get((ref, style))
        if found is None:
            to = self._urls.ref(ref)
            attributes = f' class="{escape(style)}"' if style else ""
            where = f' href="{escape(to)}"' if to else ""
            tag = "a" if to else "span"
            # There are thousands of names, each made once; Markup's own `format` takes ten times as
            # long.
            html = f"<{tag}{attributes}{where}>{escape(plain(ref.name))}</{tag}>"
            found = self._links[ref, style] = Markup(html)  # noqa: S704
        return found

    def _link_all(self, refs: Sequence[Ref | Who]) -> Markup:
        """Return names as a sentence lists them: "a, b and c"."""
        return self._link_with([(ref, "") for ref in refs])

    def _link_with(self, refs: Sequence[tuple[Ref | Who, str]]) -> Markup:
        """Return names as a sentence lists them, each with what is said of it."""
        linked = [self._link(ref) + words for ref, words in refs]
        head = Markup(", ").join(linked[:-1])
        return head + Markup(" and ") + linked[-1] if head else Markup("").join(linked)

    def _link_note(self, kind: Kind, note: Who) -> Markup:
        """Return the name of a plan or an organization, with a link to its page."""
        section: Section = "plans" if kind == "plan" else "orgs"
        return self._link(Ref(section=section, slug=note.slug, name=note.name))

    def _mention_link(self, mention: Mention, directory: Directory) -> Markup:
        """Return the link to where a sentence stands: the entry by its date, others by name."""
        if mention.kind == "interaction":
            name = ", ".join(filter(None, (spell_date(mention.date), spell_kind(mention.what))))
            url = self._urls.entry(mention.note, mention.date)
        elif mention.kind == "page":
            goal = directory.note_at(mention.path.removeprefix(directory.prefix))
            name, url = mention.source.name, self._urls.page(goal.uri) if goal else ""
        else:
            ref = Ref(SECTIONS[mention.kind], mention.note, mention.source.name)
            return self._link(ref)
        tag, where = ("a", f' href="{escape(url)}"') if url else ("span", "")
        return Markup(f"<{tag}{where}>{escape(plain(name))}</{tag}>")  # noqa: S704

    def _body(self, text: str, path: str) -> Markup:
        """Return the text of a note at a path, as its page shows it."""
        fragment = markdown.render(text, top=3, ids=True) if text.strip() else ""
        return self._filled(fragment, path)

    def ordinary(
        self, text: str, path: str, *, html: bool = False, top: int = 1
    ) -> tuple[Markup, list[markdown.Heading]]:
        """Return an ordinary page and its headings; its links are filled in later.

        Args:
            text: the Markdown.
            path: its source.
            html: whether raw HTML is HTML, and not text.
            top: the level that its highest heading has on the page.
        """
        fragment, headings = markdown.render_page(text, html=html, top=top)
        # Without tags, the rest is still HTML: its text is escaped.
        named = [
            h._replace(text=Markup(_TAGS.sub("", self._filled(h.text, path))))  # noqa: S704
            for h in headings
        ]
        return self._filled(fragment, path), named

    def _filled(self, fragment: str, path: str) -> Markup:
        # `render` returns its own HTML, with all text escaped.
        return Markup(markdown.fill(fragment, self._resolver_for(path)))  # noqa: S704

    def _org_band(self, tenures: Sequence[Tenure], today: str) -> Markup:
        """Draw who was at an organization when."""
        return render_band(tenures, today, self._urls.ref)


def _has(html: str, link: str) -> bool:
    """Say whether HTML has a link to where another one leads; never where that leads nowhere."""
    return link.startswith("<a href") and link[: link.index(">") + 1] in html


def with_people(html: str, own: str = "") -> str:
    """Return a rendered entry with its people as a sentence lists them.

    Args:
        html: the entry.
        own: the address of one of them, whose page it is; the others are named.
    """
    before, found, rest = html.partition(_WHO)
    if not found:
        return html
    who, _, after = rest.partition(_WHO)
    lead, *people = who.split(_BETWEEN)
    others = [one for one in people if not own or f' href="{own}"' not in one]
    if len(others) < len(people) and lead != "with" and (others or lead in {"to", "from"}):
        others = ["them", *others]
    said = " and ".join(filter(None, (", ".join(others[:-1]), *others[-1:])))
    return f"{before} {lead} {said}{after}" if said else f"{before}{after}"


def _ref(section: Section, name: str | None, found: Ref | None) -> Ref | None:
    """Return a link to a thing, or only its name if it has no page; None without a name."""
    return found or (Ref(section, "", name) if name else None)
