"""Pages: from answers to HTML.

The one rule: this module does not know MkDocs and makes no query. It takes answers and a table of
addresses. Its HTML has `links.ROOT` in the place of each page's path to the top.

An entry is rendered once. The same HTML is used on the pages of its month, people, plan, tags and
place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from hobnob.answers import Entry, Who
from hobnob.dates import spell_date
from hobnob.index.interactions import Interaction, MonthCount
from hobnob.index.orgs import Tenure
from hobnob.model import Kind
from hobnob.network.graph.around import Around
from hobnob.network.mentions import Mention
from hobnob.site import charts, markdown
from hobnob.site.directory import SECTIONS, Directory
from hobnob.site.environment import make_environment
from hobnob.site.links import Ref, Section, Urls, plain
from hobnob.site.org_band import render_band
from hobnob.site.person_map import render_around, spell_tie
from hobnob.site.words import spell_kind

_TAGS = re.compile(r"<[^>]*>")

ResolverFor = Callable[[str], markdown.LinkResolver]
"""Returns the function that resolves the links of the note at a path (relative to the journal)."""

_YEAR = Markup(
    '<section class="hb-year" aria-labelledby="hb-y%(year)s">\n'
    '<p class="hb-year__name" id="hb-y%(year)s">%(year)s</p>\n%(entries)s</section>\n'
)


class Composer:
    """Makes the HTML of pages."""

    def __init__(
        self,
        templates: Path,
        urls: Urls,
        directory: Callable[[], Directory],
        resolver_for: ResolverFor,
        entry_html: Callable[[str], str],
    ) -> None:
        """Take the things that all pages share.

        Args:
            templates: the folder of page templates.
            urls: the addresses of pages.
            directory: returns the finder of pages by name; it may change later.
            resolver_for: resolves the links in bodies.
            entry_html: returns the rendered entry of a slug; "" if it is not shown.
        """
        self._urls = urls
        self._resolver_for = resolver_for
        self._entry_html = entry_html
        self._env = make_environment(templates, urls)
        self._links: dict[tuple[Ref | Who, str], Markup] = {}
        self._env.globals.update(
            link=self._link,
            links=self._link_all,
            link_people=self._link_all,
            link_note=self._link_note,
            mention_link=lambda mention: self._mention_link(mention, directory()),
            org=lambda name: _ref("orgs", name, directory().org(name)),
            place=lambda name: _ref("places", name, directory().place(name)),
            tag=lambda name: _ref("tags", name, directory().tag(name)),
            line=self._line,
            body=self._body,
            entries=self._entries,
            timeline=self._timeline,
            chart=self._chart,
            person_map=self._person_map,
            org_band=self._org_band,
            spell_tie=spell_tie,
        )
        self._entry = self._env.get_template("entry.html").module.entry  # type: ignore[attr-defined]

    def forget_links(self) -> None:
        """Make every link anew from now on: names may lead to other pages now."""
        self._links.clear()

    def entry(self, entry: Interaction) -> str:
        """Render one interaction, the same for every page."""
        fragment = markdown.render(entry.body) if entry.body.strip() else ""
        body, url = self._filled(fragment, entry.path), self._urls.entry(entry.slug, entry.date)
        return str(self._entry(entry, body, url))

    def page(self, template: str, answer: Any, uri: str = "index.md") -> str:
        """Render a page: its template gets the answer as `v`, and its source as `here`."""
        return self._env.get_template(template).render(v=answer, here=uri)

    def _line(self, text: str) -> Markup:
        """Render one line of Markdown, such as a promise; its links are relative to the notes."""
        return self._filled(markdown.render_line(text), "")

    def _entries(self, entries: Iterable[Entry]) -> Markup:
        """Return entries that are rendered already, in order."""
        return Markup("".join(self._entry_html(entry.slug) for entry in entries))  # noqa: S704

    def _timeline(self, entries: Iterable[Entry]) -> Markup:
        """Return entries under their years, without a template: most pages are mainly entries."""
        return Markup("").join(
            _YEAR % {"year": year, "entries": self._entries(group)}
            for year, group in groupby(entries, lambda entry: entry.date[:4])
        )

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
        linked = [self._link(ref) for ref in refs]
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

    def _person_map(self, slug: str, name: str, around: Around) -> Markup:
        """Draw the people around a person."""
        return render_around(slug, name, around, self._urls.ref)

    def _chart(self, months: Sequence[MonthCount]) -> Markup:
        """Draw the number of interactions in each month."""
        return charts.render_months(months, lambda month: self._urls.page(f"journal/{month}.md"))


def _ref(section: Section, name: str | None, found: Ref | None) -> Ref | None:
    """Return a link to a thing, or only its name if it has no page; None without a name."""
    return found or (Ref(section, "", name) if name else None)
