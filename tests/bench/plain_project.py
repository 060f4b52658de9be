"""The MkDocs project that someone without hobnob would keep: the baseline of a build.

Rule: as many pages as hobnob makes of the same journal, and never more work on a page than a
person would cause by hand: where hobnob puts more on one (whole entries on the pages of a tag or
a place), this has a list of links, so that the comparison errs against hobnob.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

_CONFIG = """\
site_name: A plain journal
theme:
  name: material
  font: false
plugins:
  - search
nav:
  - Home: index.md
  - People: people/index.md
  - Journal: journal/index.md
"""
# The navigation names sections only: with every person in it this build takes ten times as long,
# which would flatter hobnob.

_WIKILINK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]*))?\]\]")
_NOT_IN_A_NAME = re.compile(r"\W+")

Pages = dict[str, str]
"""Markdown by the path of the page, without its suffix."""


class _FastHandler(YAMLHandler):
    """libyaml, whatever python-frontmatter would choose."""

    def load(self, fm: str, **_options: object) -> Any:
        return yaml.load(fm, Loader=yaml.CSafeLoader)


@dataclass(frozen=True, kw_only=True)
class PlainNote:
    """A note as it is read without knowing what its keys mean."""

    slug: str
    fields: Mapping[str, Any]
    text: str

    def list_of(self, key: str) -> tuple[str, ...]:
        """A list key, also where a single scalar was written; references as slugs."""
        value = self.fields.get(key, ())
        entries = [value] if isinstance(value, str) else value
        return tuple(_WIKILINK.sub(r"\1", str(entry)) for entry in entries)


def load_notes(journal: Path, folder: str) -> tuple[PlainNote, ...]:
    """Every note below a folder of the journal's notes, in the order of their paths."""
    handler = _FastHandler()
    notes = []
    for path in sorted((journal / "notes" / folder).rglob("*.md")):
        fields, text = frontmatter.parse(path.read_text(encoding="utf-8"), handler=handler)
        notes.append(PlainNote(slug=path.stem, fields=fields, text=text))
    return tuple(notes)


def write_plain_project(journal: Path, target: Path) -> int:
    """Write the project for a journal into a folder; return how many pages it has.

    A page for each person, month, plan, organization, tag and place, and a list of each. The
    interactions stand in full on their people's pages and on their month's.
    """
    people = load_notes(journal, "people")
    interactions = load_notes(journal, "interactions")
    plans = load_notes(journal, "plans")
    names = {person.slug: str(person.fields["name"]) for person in people}
    pages = {
        "index": "# A plain journal\n",
        **_people_pages(people, interactions, names),
        **_month_pages(interactions, names),
        **_topic_pages("plans", ((str(plan.fields["name"]), _targets(plan)) for plan in plans)),
        **_topic_pages("orgs", _by_org(people)),
        **_topic_pages("tags", _by_key("tags", people, interactions)),
        **_topic_pages("places", _by_key("place", people, interactions)),
    }
    for name, text in pages.items():
        path = target / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (target / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    return len(pages)


def _people_pages(
    people: Sequence[PlainNote], interactions: Sequence[PlainNote], names: Mapping[str, str]
) -> Pages:
    met: defaultdict[str, list[PlainNote]] = defaultdict(list)
    for interaction in reversed(interactions):
        for slug in interaction.list_of("people"):
            met[slug].append(interaction)
    pages = {
        f"people/{person.slug}": _join(
            f"# {names[person.slug]}",
            _facts(person.fields),
            _link(person.text),
            *(_entry(interaction, names) for interaction in met[person.slug]),
        )
        for person in people
    }
    return {"people/index": _list_page("People", names), **pages}


def _month_pages(interactions: Sequence[PlainNote], names: Mapping[str, str]) -> Pages:
    months: defaultdict[str, list[PlainNote]] = defaultdict(list)
    for interaction in interactions:
        months[str(interaction.fields["date"])[:7]].append(interaction)
    pages = {
        f"journal/{month}": _join(f"# {month}", *(_entry(note, names) for note in notes))
        for month, notes in months.items()
    }
    return {"journal/index": _list_page("Journal", {month: month for month in months}), **pages}


def _topic_pages(section: str, topics: Iterable[tuple[str, Iterable[str]]]) -> Pages:
    """A page of links for each topic, and the list of the topics."""
    names: dict[str, str] = {}
    pages = {}
    for topic, links in topics:
        slug = _NOT_IN_A_NAME.sub("-", topic).lower()
        names[slug] = topic
        pages[f"{section}/{slug}"] = _join(f"# {topic}", "\n".join(links))
    return {f"{section}/index": _list_page(section.capitalize(), names), **pages}


def _targets(plan: PlainNote) -> Iterator[str]:
    return (f"- [{slug}](../people/{slug}.md)" for slug in plan.list_of("people"))


def _by_org(people: Sequence[PlainNote]) -> Iterable[tuple[str, Iterable[str]]]:
    """Whoever has or had a role, by organization: one exists because a role names it."""
    staff: defaultdict[str, list[str]] = defaultdict(list)
    for person in people:
        for role in (person.fields, *person.fields.get("roles", ())):
            if "org" in role:
                staff[role["org"]].append(_link_to(person))
    return staff.items()


def _by_key(
    key: str, people: Sequence[PlainNote], interactions: Sequence[PlainNote]
) -> Iterable[tuple[str, Iterable[str]]]:
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for note in (*people, *interactions):
        for topic in note.list_of(key):
            topics[topic].append(_link_to(note))
    return topics.items()


def _link_to(note: PlainNote) -> str:
    """A list item that leads to a person, or to the month of an interaction."""
    if "name" in note.fields:
        return f"- [{note.fields['name']}](../people/{note.slug}.md)"
    return f"- [{note.slug}](../journal/{str(note.fields['date'])[:7]}.md)"


def _entry(interaction: PlainNote, names: Mapping[str, str]) -> str:
    """An interaction in full, under a heading that can be linked to."""
    fields = interaction.fields
    guests = (f"[{names[slug]}](../people/{slug}.md)" for slug in interaction.list_of("people"))
    rest = {key: fields[key] for key in fields if key not in {"date", "kind", "people"}}
    heading = f"## {fields['date']} {fields['kind']}"
    return _join(heading, f"With {', '.join(guests)}", _facts(rest), _link(interaction.text))


def _list_page(title: str, names: Mapping[str, str]) -> str:
    return _join(f"# {title}", "\n".join(f"- [{name}]({slug}.md)" for slug, name in names.items()))


def _facts(fields: Mapping[str, Any]) -> str:
    return "\n".join(f"- {key}: {_plain(value)}" for key, value in fields.items())


def _plain(value: object) -> str:
    """A value as words; links in it become their slugs."""
    if isinstance(value, Mapping):
        return ", ".join(str(entry) for entry in value.values())
    if isinstance(value, list):
        return "; ".join(_plain(entry) for entry in value)
    return _WIKILINK.sub(r"\1", str(value))


def _link(text: str) -> str:
    """Wikilinks as the links of plain Markdown."""
    return _WIKILINK.sub(lambda match: f"[{match[2] or match[1]}](../people/{match[1]}.md)", text)


def _join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
