"""The pages of `show`, one for each kind of note, and the same as documents.

The one rule: a page says nothing that is not in the document, in the notes, or counted from them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click

from hobnob import dates
from hobnob.cli.layout import Column, count, one_line, safe, table_lines, wrap
from hobnob.cli.tables import when
from hobnob.cli.text import (
    Fact,
    ago,
    body,
    facts,
    heading,
    names,
    promise_lines,
    section,
    spell_day,
    timeline,
    to_whom,
)
from hobnob.index.documents import Document, load_documents
from hobnob.index.index import Index
from hobnob.index.interactions import (
    InteractionFilter,
    interaction_rows,
    list_interactions,
    timeline_of,
)
from hobnob.index.lookup import link_names
from hobnob.index.promises import PromiseRow, list_promises, promise_document
from hobnob.index.tally import OrgRow, list_orgs, org_document
from hobnob.index.ties import introductions_of, ties_of
from hobnob.model import default_direction
from hobnob.notes.schema import SCHEMAS

_TIES = 8
"""Those met together with somebody most who are named."""


def page_of(index: Index, found: int | OrgRow, limit: int | None) -> Iterator[str]:
    """Yield the lines of the page of a note, or of an organization.

    Args:
        index: the index.
        found: the note's id, or an organization.
        limit: how many interactions; None is all.
    """
    found = _org_of(index, found)
    if isinstance(found, OrgRow):
        yield from _org(index, found, limit)
        return
    kind = index.one("SELECT kind FROM note WHERE id = ?", (found,))
    document = load_documents(index, [found])[0]
    yield from _PAGES[kind](index, found, document, limit)
    yield _path(document)


def document_of(index: Index, found: int | OrgRow, limit: int | None) -> Document:
    """Return the document of a note, or of an organization, with what its page has beside it."""
    found = _org_of(index, found)
    if isinstance(found, OrgRow):
        document = org_document(index, found)
        return {**document, "timeline": _documents(index, _org_timeline(index, found), limit)}
    document = load_documents(index, [found])[0]
    if document["type"] == "person":
        met = introductions_of(index, found)
        document |= {
            "promises": [promise_document(row) for row in _promises(index, found)],
            "ties": [
                {"person": tie.slug, "together": tie.together, "last": tie.last}
                for tie in ties_of(index, found, limit=1000)
            ],
            "through": [slug for slug, _ in met.through],
            "brought": [slug for slug, _ in met.brought],
            "timeline": _documents(index, timeline_of(index, found), limit),
        }
    elif document["type"] == "plan":
        ids = list_interactions(index, InteractionFilter(plan=found))
        document |= {
            "promises": [promise_document(row) for row in _promises_in(index, [found, *ids])],
            "timeline": _documents(index, ids, limit),
        }
    elif document["type"] == "interaction":
        document["promises"] = [promise_document(row) for row in _promises_in(index, [found])]
    return document


def _org_of(index: Index, found: int | OrgRow) -> int | OrgRow:
    """Return the organization, where a note is one."""
    if isinstance(found, OrgRow):
        return found
    kind, slug = index.db.execute("SELECT kind, slug FROM note WHERE id = ?", (found,)).fetchone()
    if kind != "org":
        return found
    return next(org for org in list_orgs(index) if org.slug == slug)


def _documents(index: Index, ids: Sequence[int], limit: int | None) -> list[Document]:
    return load_documents(index, ids[:limit])


# ---------------------------------------------------------------- a person


def _person(index: Index, note: int, found: Document, limit: int | None) -> Iterator[str]:
    role = ", ".join(filter(None, (found["title"], found["org"])))
    yield from heading(found["name"], role, found.get("location", ""))
    yield from facts(_person_facts(index, note, found))
    yield from section("Roles", _roles(found.get("roles", ())))
    yield from section("Promises", promise_lines(index, _promises(index, note)))
    ties = [f"{one_line(tie.name)} {tie.together}" for tie in ties_of(index, note, limit=_TIES)]
    yield from section("Met together with", [wrap(" · ".join(ties))] if ties else [])
    yield from section("Notes", body(index, found["text"]) if found["text"] else ())
    yield from _latest(index, timeline_of(index, note), limit, found["slug"], found["slug"])


def _person_facts(index: Index, note: int, found: Document) -> Iterator[Fact]:
    today, get = index.today, found.get
    yield "circle", _circle(found)
    yield "last contact", _contacts(index, note, found)
    yield "due", ago(found["due"], today) if found["due"] else ""
    yield "birthday", _birthday(get("birthday", ""), today)
    for key, label in (("emails", "e-mail"), ("phones", "phone"), ("links", "links")):
        yield label, ", ".join(get(key, ()))
    yield "also known as", ", ".join(get("aliases", ()))
    yield "relation", ", ".join(get("relation", ()))
    met = (spell_day(found["met_on"]) if "met_on" in found else "", get("met_at", ""))
    yield "met", ", ".join(filter(None, met))
    made = introductions_of(index, note)
    through = dict.fromkeys((get("introduced_by", ""), *(slug for slug, _ in made.through)))
    yield "introduced by", names(index, filter(None, through))
    brought = ", ".join(name for _, name in made.brought)
    yield "introduced", f"you to {brought}" if brought else ""
    yield from _common(index, found)


def _circle(found: Document) -> str:
    circle = str(found.get("circle", ""))
    days = found["cadence_days"]
    if days is None:
        rhythm = "no need to keep in touch" if "keep_in_touch" in found else ""
    else:
        own = str(found.get("keep_in_touch", ""))
        rhythm = f"every {own.removeprefix('every ') or dates.spell_days(days)}"
    return ", ".join(filter(None, (circle, rhythm)))


def _contacts(index: Index, note: int, found: Document) -> str:
    if not found["contacts"]:
        return "none yet" if found["due"] else ""
    since = index.one(
        """SELECT min(date) FROM ref WHERE target = ? AND field = 'people' AND contact = 1""",
        (note,),
    )
    many = count(found["contacts"], "contact")
    year = f" since {since[:4]}" if found["contacts"] > 1 else ""
    return f"{ago(found['last_contact'], index.today)} · {many}{year}"


def _birthday(birthday: str, today: str) -> str:
    if not birthday:
        return ""
    coming = dates.next_birthday(birthday, today)
    # A leap year stands in for the unknown one.
    day = spell_day(birthday.replace("--", "2000-"))
    said = day.removesuffix(" 2000") if birthday.startswith("--") else day
    age = dates.age_on(birthday, coming)
    turns = f"turns {age} " if age is not None else ""
    return f"{said}: {turns}{dates.spell_since(coming, today)}"


def _roles(roles: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    rows = []
    for role in roles:
        since, until = role.get("since", ""), role.get("until", "")
        span = f"{since or '…'} – {until}".strip() if since or until else ""
        rows.append((span, ", ".join(filter(None, (role.get("title"), role.get("org"))))))
    lines = table_lines([Column(title=""), Column(title="", shrink=1, least=12)], rows)
    next(lines)
    return lines if any(span for span, _ in rows) or len(rows) > 1 else iter(())


def _promises(index: Index, person: int) -> list[PromiseRow]:
    return list_promises(index, done=None, person=person)


def _promises_in(index: Index, notes: Sequence[int]) -> list[PromiseRow]:
    """Return the promises that stand in some notes."""
    wanted = frozenset(notes)
    return [row for row in list_promises(index, done=None) if row.note_id in wanted]


# ---------------------------------------------------------------- a plan


def _plan(index: Index, note: int, found: Document, limit: int | None) -> Iterator[str]:
    ids = list_interactions(index, InteractionFilter(plan=note))
    yield from heading(found["name"], found.get("goal", ""))
    yield from facts(_plan_facts(index, found, len(ids)))
    yield from section("People", _targets(index, note, found.get("people", ())))
    yield from section("Promises", promise_lines(index, _promises_in(index, [note, *ids])))
    yield from section("Notes", body(index, found["text"]) if found["text"] else ())
    yield from _latest(index, ids, limit, "", found["slug"])


def _plan_facts(index: Index, found: Document, happened: int) -> Iterator[Fact]:
    get, today = found.get, index.today
    yield "status", get("status", "active")
    yield "begun", ago(found["start"], today) if "start" in found else ""
    yield "deadline", ago(found["deadline"], today) if "deadline" in found else ""
    people = count(len(get("people", ())), "person", "people")
    yield "so far", f"{people}, {count(happened, 'interaction')}"
    yield "letter", get("letter", "")
    yield "stages", ", ".join(stage.get("name", "") for stage in get("stages", ()))
    hopes = [f"{name} {rate:.0%}" for name, rate in get("expect", {}).items()]
    yield "hoped for", ", ".join(hopes)
    yield from _common(index, found)


def _targets(index: Index, plan: int, slugs: Sequence[str]) -> Iterator[str]:
    """Yield the targets, each with the interactions in this plan."""
    happened = {
        slug: (many, last)
        for slug, many, last in index.db.execute(
            """SELECT note.slug, count(DISTINCT who.note), max(who.date)
               FROM ref AS of JOIN ref AS who ON who.note = of.note AND who.field = 'people'
               JOIN note ON note.id = who.target JOIN note AS it ON it.id = of.note
               WHERE of.target = ? AND of.field = 'plan' AND it.live GROUP BY note.slug""",
            (plan,),
        )
    }
    if not slugs:
        return iter(())
    rows = []
    for slug in slugs:
        many, last = happened.get(slug, (0, ""))
        rows.append((names(index, [slug]), str(many or ""), when(last[:10], index.today)))
    return table_lines(
        [
            Column(title="person", shrink=1, least=14),
            Column(title="interactions", align="right"),
            Column(title="last", drop=1),
        ],
        rows,
    )


# ---------------------------------------------------------------- an organization


def _org(index: Index, org: OrgRow, limit: int | None) -> Iterator[str]:
    found = org_document(index, org)
    yield from heading(org.name, found.get("location", ""))
    yield from facts(_org_facts(index, found))
    now, earlier = _members(index, org)
    yield from section("There now", now)
    yield from section("Earlier", earlier)
    text = found.get("text", "")
    yield from section("Notes", body(index, text) if text else ())
    yield from _latest(index, _org_timeline(index, org), limit, "", org.slug or org.name)
    if found["path"]:
        yield _path(found)


def _org_facts(index: Index, found: Document) -> Iterator[Fact]:
    yield "also known as", ", ".join(found.get("aliases", ()))
    yield "website", found.get("website", "")
    yield "domains", ", ".join(found.get("domains", ()))
    yield from _common(index, found)


def _members(index: Index, org: OrgRow) -> tuple[list[str], list[str]]:
    """Return who is there now, and who was, each with their roles there."""
    from hobnob.index.lookup import org_keys

    keys = org_keys(index, org.slug or org.name)
    roles: dict[str, list[tuple[str, str, str]]] = {}
    for slug, title, since, until in index.db.execute(
        """SELECT note.slug, role.title, role.since, role.until
           FROM role JOIN note ON note.id = role.note
           WHERE note.live AND role.org_key IN (SELECT value FROM json_each(?))
           ORDER BY note.slug, role.pos""",
        (json.dumps(keys),),
    ):
        roles.setdefault(slug, []).append((title, since, until))

    def lines(people: Sequence[tuple[str, str]]) -> list[str]:
        rows = [(name, _stay(roles.get(slug, ()))) for slug, name in people]
        made = table_lines(
            [Column(title="", shrink=1, least=14), Column(title="", shrink=2, least=12)], rows
        )
        return list(made)[1:] if rows else []

    return lines(org.now), lines(org.earlier)


def _stay(roles: Sequence[tuple[str, str, str]]) -> str:
    """Say what somebody was at an organization, and from when until when."""
    if not roles:
        return ""
    title = roles[0][0]
    since = min((since for _, since, _ in roles if since), default="")
    lasts = any(not until for _, _, until in roles)
    until = "" if lasts else max(until for _, _, until in roles)
    span = f"{since[:4] or '…'}–{until[:4]}" if since or until else ""
    return ", ".join(filter(None, (title, span)))


def _org_timeline(index: Index, org: OrgRow) -> list[int]:
    return list_interactions(index, InteractionFilter(org=org.slug or org.name))


# ---------------------------------------------------------------- an interaction, a letter


def _interaction(index: Index, note: int, found: Document, _: int | None) -> Iterator[str]:
    row = interaction_rows(index, [note])[0]
    who = ", ".join(name for _, name in row.people)
    kind = row.kind.capitalize() or "Interaction"
    title = f"{kind} {to_whom(row.kind, row.direction)} {who}" if who else kind
    yield from heading(title, ago(row.date, index.today), row.place)
    yield from facts(_interaction_facts(index, found))
    if found["text"]:
        yield from body(index, found["text"])
        yield ""


def _interaction_facts(index: Index, found: Document) -> Iterator[Fact]:
    get = found.get
    way = get("direction", "")
    yield "direction", "" if way == default_direction(get("kind", "")) else way
    yield "outcome", get("outcome", "").replace("-", " ")
    yield "asked for", ", ".join(get("asked", ()))
    yield "gave", ", ".join(get("gave", ()))
    yield (
        "introduced",
        f"you to {names(index, found['introduced'])}" if "introduced" in found else "",
    )
    yield "plan", _name_of_plan(index, get("plan", ""))
    yield "subject", get("subject", "")
    yield "letter", get("letter", "")
    yield "follow up", ago(found["follow_up"], index.today) if "follow_up" in found else ""
    yield "draft", "not sent yet" if get("draft") else ""
    yield from _common(index, found)


def _name_of_plan(index: Index, slug: str) -> str:
    name = index.one("SELECT name FROM note WHERE kind = 'plan' AND slug = ? AND live", (slug,))
    return str(name or slug)


def _letter(index: Index, _: int, found: Document, __: int | None) -> Iterator[str]:
    yield from heading(found["slug"], "a letter")
    yield from facts(_letter_facts(index, found))
    # A template is shown as it stands: its braces and links are filled in when it is sent.
    yield wrap(safe(found["text"]))
    yield ""


def _letter_facts(index: Index, found: Document) -> Iterator[Fact]:
    from hobnob.network.asks.phrases import spell_rate
    from hobnob.network.letters.templates import list_templates

    yield "subject", found.get("subject", "")
    yield "asks for", ", ".join(found.get("asked", ()))
    template = next(t for t in list_templates(index) if t.letter == found["slug"])
    yield "drafts", str(template.drafts or "")
    yield "sent", str(template.sent or "")
    yield "answered", spell_rate(template.rate)
    yield from _common(index, found)


# ---------------------------------------------------------------- shared


def _common(index: Index, found: Document) -> Iterator[Fact]:
    """Yield what any note may have: tags, privacy, and keys of the user's own."""
    yield "tags", " ".join(f"#{tag}" for tag in found.get("tags", ()))
    yield "photo", found.get("photo", "")
    yield "private", "yes" if found.get("private") else ""
    data = index.one(
        "SELECT data FROM note WHERE kind = ? AND slug = ? AND live",
        (found["type"], found["slug"]),
    )
    known = SCHEMAS[found["type"]].by_name
    for key, value in json.loads(data or "{}").items():
        if key not in known:
            yield key, link_names(index, _spell(value))


def _spell(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_spell(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_spell, value))
    return "" if value is None else str(value)


def _latest(
    index: Index, ids: Sequence[int], limit: int | None, leave_out: str, name: str
) -> Iterator[str]:
    """Yield the latest interactions, and how to see the others."""
    shown = ids[:limit]
    rows = interaction_rows(index, shown)
    yield from section("Latest" if len(shown) < len(ids) else "Timeline",
                       timeline(index, rows, leave_out=leave_out))  # fmt: skip
    if rest := len(ids) - len(shown):
        from shlex import quote

        more = f"{rest:,} earlier: hobnob show {quote(name)} --all"
        yield click.style(wrap(one_line(more)), dim=True)
        yield ""


def _path(found: Document) -> str:
    return click.style(wrap(one_line(found["path"])), dim=True)


_Page = Callable[[Index, int, Document, int | None], Iterator[str]]
_PAGES: Mapping[str, _Page] = {
    "person": _person,
    "plan": _plan,
    "interaction": _interaction,
    "letter": _letter,
}
