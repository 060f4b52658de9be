"""Pages, from views to HTML.

The one rule: this module knows neither MkDocs nor the index. It is given views and a table of
addresses, and what it returns holds `links.ROOT` where a page's own way to the top goes.

An entry is rendered once and stands as it is on its month's page, on its people's, and on those
of its plan, its tags and its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from hobnob.network.today.phrases import NO_CONTACT, NOTHING
from hobnob.site import charts, markdown, plan_charts, words
from hobnob.site.environment import make_environment
from hobnob.site.letter_views import AsksPage, LettersPage
from hobnob.site.links import Urls, plain
from hobnob.site.plan_views import PlanPage, Target
from hobnob.site.tie_views import BridgesPage, CirclesPage
from hobnob.site.today_views import TodayList
from hobnob.site.views import (
    Entry,
    HomePage,
    JournalPage,
    MonthCount,
    MonthPage,
    OrgPage,
    OrgRow,
    PeoplePage,
    PersonPage,
    PlanRow,
    Ref,
    ReviewRow,
    Stub,
    Topic,
    TopicPage,
)

ResolverFor = Callable[[str], markdown.Resolver]
"""Gives what resolves the links of the note at a path (relative to the notes' folder)."""

Fragment = Callable[[str], str]
"""Converts the body of an entry; a seam for keeping fragments between builds."""


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
        resolver_for: ResolverFor,
        entry_html: Callable[[str], str],
        fragment: Fragment = markdown.render,
    ) -> None:
        """Take what all pages share.

        Args:
            templates: the folder of page templates.
            urls: where pages are.
            resolver_for: what links in bodies lead to.
            entry_html: returns the rendered entry of a slug, "" for one that is not shown.
            fragment: converts an entry's body.
        """
        self._urls = urls
        self._resolver_for = resolver_for
        self._entry_html = entry_html
        self._fragment = fragment
        self._env = make_environment(templates, urls)
        self._links: dict[tuple[Ref, str], Markup] = {}
        self._env.globals.update(link=self._link, links=self._link_all)
        self._entry = self._env.get_template("entry.html").module.entry  # type: ignore[attr-defined]

    def forget_links(self) -> None:
        """Make every link anew from here on: names may lead elsewhere now."""
        self._links.clear()

    def entry(self, entry: Entry) -> str:
        """Render one interaction, as it stands on every page."""
        fragment = self._fragment(entry.body) if entry.body.strip() else ""
        body, url = self._filled(fragment, entry.path), self._urls.entry(entry.slug, entry.date)
        return str(self._entry(entry, body, url))

    def home(self, view: HomePage) -> str:
        """Render what is new, which follows the user's own words on the home page."""
        months = charts.last_months(view.months, 24)
        return self._page(
            "home.html",
            v=view,
            recent=self._entries(view.recent),
            chart=self._chart(months),
            months=months,
        )

    def today(self, view: TodayList) -> str:
        """Render who needs me, which stands before the user's own words on the home page."""
        return self._page("today.html", v=view, nothing=NOTHING, no_contact=NO_CONTACT)

    def welcome(self) -> str:
        """Render the words of a home page of which the user has written none."""
        return self._page("welcome.html")

    def people(self, view: PeoplePage) -> str:
        """Render the table of everybody."""
        rows = view.rows
        return self._page(
            "people.html",
            v=view,
            circles=_used(words.CIRCLES, (row.circle for row in rows)),
            relations=sorted({word for row in rows for word in row.relation}),
            tags=sorted({tag for row in rows for tag in row.tags}),
        )

    def person(self, view: PersonPage) -> str:
        """Render a person's page."""
        return self._page(
            "person.html",
            v=view,
            body=self._body(view.body, view.path),
            timeline=self._timeline(view.timeline),
        )

    def circles(self, view: CirclesPage) -> str:
        """Render who is in which circle, and who has drifted."""
        return self._page("circles.html", v=view)

    def bridges(self, view: BridgesPage) -> str:
        """Render the ties to look after."""
        return self._page("bridges.html", v=view)

    def orgs(self, rows: tuple[OrgRow, ...]) -> str:
        """Render the list of organizations."""
        return self._page("orgs.html", rows=rows)

    def org(self, view: OrgPage) -> str:
        """Render an organization's page."""
        return self._page("org.html", v=view, body=self._body(view.body, view.path))

    def plans(self, rows: tuple[PlanRow, ...]) -> str:
        """Render the list of plans, those under way first."""
        return self._page("plans.html", rows=rows)

    def plan(self, view: PlanPage) -> str:
        """Render a plan's page."""
        return self._page(
            "plan.html",
            v=view,
            body=self._body(view.body, view.path),
            timeline=self._timeline(view.timeline),
            board=_board(view),
            funnel=plan_charts.render_funnel(view.rungs),
            wins=plan_charts.render_wins(view.forecast.wins) if view.forecast else "",
        )

    def letters(self, view: LettersPage) -> str:
        """Render the templates, what waits, and what was sent."""
        return self._page("letters.html", v=view)

    def asks(self, view: AsksPage) -> str:
        """Render what was asked of people, and what came of it."""
        return self._page("asks.html", v=view)

    def journal(self, view: JournalPage) -> str:
        """Render the years and months of the journal."""
        months = charts.last_months(view.months, 36)
        return self._page(
            "journal.html",
            v=view,
            months=months,
            chart=self._chart(months),
            years=_calendar(view.months),
            most=max((item.count for item in view.months), default=0),
        )

    def month(self, view: MonthPage) -> str:
        """Render a month of the journal."""
        return self._page("month.html", v=view, entries=self._entries(view.entries))

    def reviews(self, rows: tuple[ReviewRow, ...]) -> str:
        """Render the list of reviews, by year."""
        years = [(year, list(some)) for year, some in groupby(rows, lambda row: row.year)]
        return self._page("reviews.html", years=years, many=len(rows))

    def topics(self, section: str, topics: tuple[Topic, ...]) -> str:
        """Render the list of tags or of places."""
        most = max((topic.people + topic.entries + topic.others for topic in topics), default=0)
        return self._page("topics.html", section=section, topics=topics, most=most)

    def topic(self, view: TopicPage) -> str:
        """Render the page of a tag or a place."""
        return self._page("topic.html", v=view, timeline=self._timeline(view.timeline))

    def line(self, text: str) -> Markup:
        """Render one line of Markdown, as of a promise, its links relative to the notes."""
        return self._filled(markdown.render_line(text), "")

    def _entries(self, stubs: Iterable[Stub]) -> Markup:
        """Return entries that are rendered already, one after the other."""
        return Markup("".join(self._entry_html(stub.slug) for stub in stubs))  # noqa: S704

    def _timeline(self, stubs: Iterable[Stub]) -> Markup:
        """Return entries under their years: the bulk of most pages, and so not by a template."""
        return Markup("").join(
            _YEAR % {"year": year, "entries": self._entries(group)}
            for year, group in groupby(stubs, lambda stub: stub.date[:4])
        )

    def _link(self, ref: Ref, style: str = "") -> Markup:
        """Return a name that leads to its page, if it has one."""
        found = self._links.get((ref, style))
        if found is None:
            to = self._urls.ref(ref)
            attributes = f' class="{escape(style)}"' if style else ""
            where = f' href="{escape(to)}"' if to else ""
            tag = "a" if to else "span"
            # Thousands of names, each put together once: Markup's own `format` takes ten times.
            html = f"<{tag}{attributes}{where}>{escape(plain(ref.name))}</{tag}>"
            found = self._links[ref, style] = Markup(html)  # noqa: S704
        return found

    def _link_all(self, refs: Sequence[Ref]) -> Markup:
        """Return names as a sentence lists them: "a, b and c"."""
        linked = [self._link(ref) for ref in refs]
        head = Markup(", ").join(linked[:-1])
        return head + Markup(" and ") + linked[-1] if head else Markup("").join(linked)

    def _page(self, template: str, **values: Any) -> str:
        return self._env.get_template(template).render(line=self.line, **values)

    def _body(self, text: str, path: str) -> Markup:
        fragment = markdown.render(text, top=3, ids=True) if text.strip() else ""
        return self._filled(fragment, path)

    def _filled(self, fragment: str, path: str) -> Markup:
        # What `render` returns is HTML of its own making, all text in it escaped.
        return Markup(markdown.fill(fragment, self._resolver_for(path)))  # noqa: S704

    def _chart(self, months: list[MonthCount]) -> Markup:
        return charts.render_months(months, lambda month: self._urls.page(f"journal/{month}.md"))


def _calendar(
    months: Iterable[MonthCount],
) -> list[tuple[str, list[MonthCount], MonthCount | None]]:
    """Return each year, newest first, with its twelve months and what has a year alone."""
    counts = {item.month: item for item in months}
    years = sorted({month[:4] for month in counts}, reverse=True)
    return [(year, list(_year(year, counts)), counts.get(year)) for year in years]


def _year(year: str, counts: dict[str, MonthCount]) -> Iterator[MonthCount]:
    for number in range(1, 13):
        month = f"{year}-{number:02}"
        yield counts.get(month) or MonthCount(month=month, count=0)


def _board(view: PlanPage) -> list[tuple[str, Sequence[Target]]]:
    """Return the people by stage, furthest first; then the introduced, and who declined."""
    names = [rung.stage.name for rung in reversed(view.rungs)]
    board: list[tuple[str, Sequence[Target]]] = [
        (name, [t for t in view.targets if t.stage == name and not t.declined]) for name in names
    ]
    board.append(("by introduction", view.introduced))
    board.append(("declined", [t for t in view.targets if t.declined]))
    return [(name, targets) for name, targets in board if targets]


def _used(known: Iterable[str], used: Iterable[str]) -> list[str]:
    """Return the known words that are in use, in their order, then others that are."""
    present = {word for word in used if word}
    return [word for word in known if word in present] + sorted(present - set(known))
