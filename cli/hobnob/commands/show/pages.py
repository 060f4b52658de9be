"""The pages of `show`, one for each kind of note.

The one rule: a page shows only what is in the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from shlex import quote

import click

from hobnob import dates
from hobnob.answers import Document, Who
from hobnob.cli.layout import Column, count, one_line, safe, table_lines, width, wrap
from hobnob.cli.tables import when
from hobnob.cli.text import (
    QUOTE,
    Fact,
    ago,
    asked_lines,
    body,
    facts,
    hanging,
    heading,
    mention_lines,
    names,
    promise_lines,
    section,
    spell_ahead,
    spell_birthday,
    spell_contacts,
    spell_day,
    spell_relations,
    spell_yearly,
    timeline,
    to_whom,
)
from hobnob.index.index import Index
from hobnob.index.interactions import Interaction
from hobnob.index.lookup import link_names
from hobnob.index.orgs import Tenure
from hobnob.model import default_direction
from hobnob.network.asks.phrases import spell_rate
from hobnob.network.letters.templates import list_templates
from hobnob.network.organizations import MOST
from hobnob.network.person import Person, Role
from hobnob.network.shown import Shown, ShownInteraction, ShownLetter, ShownOrg, ShownPlan
from hobnob.wording import spell_full_name

_TOGETHER = 10
"""The most pairs of people, and the most moves, that an organization shows."""
_TIES = 8
"""Those met together with somebody most who are named."""


def page_of(index: Index, shown: Shown) -> Iterator[str]:
    """Yield the lines of the page of a note, or of an organization."""
    match shown:
        case Person():
            yield from _person(index, shown)
        case ShownPlan():
            yield from _plan(index, shown)
        case ShownOrg():
            yield from _org(index, shown)
        case ShownInteraction():
            yield from _interaction(index, shown)
        case _:
            yield from _letter(index, shown)
    if path := shown.note["path"]:
        yield click.style(wrap(one_line(path)), dim=True)


# ---------------------------------------------------------------- a person


def _person(index: Index, person: Person) -> Iterator[str]:
    found = person.note
    role = ", ".join(filter(None, (found["title"], found["org"])))
    yield from heading(found["name"], role, found.get("location", ""))
    yield from facts(_person_facts(index, person))
    yield from section("Roles", _roles(person.roles))
    yield from section("Promises", promise_lines(index, person.promises))
    yield from section("Asks you", asked_lines(index, person.asked_of_me))
    ties = [f"{one_line(tie.person.name)} {tie.together}" for tie in person.ties[:_TIES]]
    yield from section("Met together with", [wrap(" · ".join(ties))] if ties else [])
    yield from section("Notes", body(index, found["text"]))
    yield from section("Mentioned", mention_lines(person.mentions))
    slug = found["slug"]
    yield from _latest(index, person.timeline, len(person.entries), slug, leave_out=slug)


def _person_facts(index: Index, person: Person) -> Iterator[Fact]:
    found, today = person.note, index.today
    get = found.get
    yield "appointment", spell_ahead(person.appointments, found["slug"], today)
    yield "circle", _circle(found)
    yield "last contact", _contacts(person, today)
    yield "due", ago(found["due"], today) if found["due"] else ""
    yield "birthday", spell_birthday(get("birthday", ""), today)
    yield "dates", spell_yearly(get("dates", ()), today)
    for key, label in (("emails", "e-mail"), ("phones", "phone"), ("links", "links")):
        yield label, ", ".join(get(key, ()))
    titled = (get("prefix", ""), found["name"], get("suffix", ""))
    yield "in full", spell_full_name(*titled) if titled[0] or titled[2] else ""
    yield "also known as", ", ".join(get("aliases", ()))
    yield "relation", ", ".join(get("relation", ()))
    met = (spell_day(found["met_on"]) if "met_on" in found else "", get("met_at", ""))
    yield "relations", spell_relations(person.relations, found["name"])
    yield "met", ", ".join(filter(None, met))
    yield "introduced by", names(person.introduced_by)
    yield "introduced", f"you to {names(person.brought)}" if person.brought else ""
    yield from _common(index, found, person.extra)


def _circle(found: Document) -> str:
    circle = str(found.get("circle", ""))
    days = found["cadence_days"]
    if days is None:
        rhythm = "no need to keep in touch" if "keep_in_touch" in found else ""
    else:
        own = str(found.get("keep_in_touch", ""))
        rhythm = f"every {own.removeprefix('every ') or dates.spell_days(days)}"
    return ", ".join(filter(None, (circle, rhythm)))


def _contacts(person: Person, today: str) -> str:
    found = person.note
    if not found["contacts"]:
        return "none yet" if found["due"] else ""
    return spell_contacts(found, person.first_contact, today)


def _roles(roles: Sequence[Role]) -> Iterator[str]:
    rows = []
    for role in roles:
        span = f"{role.since or '…'} – {role.until}".strip() if role.since or role.until else ""
        rows.append((span, ", ".join(filter(None, (role.title, role.org)))))
    if not any(span for span, _ in rows) and len(rows) < 2:
        return iter(())
    columns = [Column(title=""), Column(title="", shrink=1, least=12)]
    return table_lines(columns, rows, titled=False)


# ---------------------------------------------------------------- a plan


def _plan(index: Index, plan: ShownPlan) -> Iterator[str]:
    found = plan.note
    yield from heading(found["name"], found.get("goal", ""))
    yield from facts(_plan_facts(index, plan))
    yield from section("People", _targets(plan, index.today))
    yield from section("Promises", promise_lines(index, plan.promises))
    yield from section("Notes", body(index, found["text"]))
    yield from section("Mentioned", mention_lines(plan.mentions))
    yield from _latest(index, plan.timeline, plan.happened, found["slug"])


def _plan_facts(index: Index, plan: ShownPlan) -> Iterator[Fact]:
    found, today = plan.note, index.today
    get = found.get
    yield "status", get("status", "active")
    yield "begun", ago(found["start"], today) if "start" in found else ""
    yield "deadline", ago(found["deadline"], today) if "deadline" in found else ""
    people = count(len(plan.targets), "person", "people")
    yield "so far", f"{people}, {count(plan.happened, 'interaction')}"
    yield "letter", get("letter", "")
    yield "stages", ", ".join(stage.get("name", "") for stage in get("stages", ()))
    hopes = [f"{name} {rate:.0%}" for name, rate in get("expect", {}).items()]
    yield "hoped for", ", ".join(hopes)
    yield from _common(index, found, plan.extra)


def _targets(plan: ShownPlan, today: str) -> Iterator[str]:
    """Yield the targets, each with the interactions in this plan."""
    if not plan.targets:
        return iter(())
    return table_lines(
        [
            Column(title="person", shrink=1, least=14),
            Column(title="interactions", align="right"),
            Column(title="last", drop=1),
        ],
        [(who.name, str(many or ""), when(last[:10], today)) for who, many, last in plan.targets],
    )


# ---------------------------------------------------------------- an organization


def _org(index: Index, org: ShownOrg) -> Iterator[str]:
    found = org.note
    yield from heading(org.row.name, found.get("location", ""))
    yield from facts(_org_facts(index, org))
    yield from section("There now", _members(org, org.people_now))
    yield from section("Earlier", _members(org, org.people_earlier))
    yield from section("There together", _together(org))
    yield from section("Came and went", _moved(org))
    yield from section("Notes", body(index, found.get("text", "")))
    yield from section("Mentioned", mention_lines(org.mentions))
    yield from _latest(index, org.timeline, org.happened, org.row.slug or org.row.name)


def _org_facts(index: Index, org: ShownOrg) -> Iterator[Fact]:
    get = org.note.get
    yield "last contact", _last_there(org, index.today)
    yield "plans", names(org.plans)
    yield "part of", org.parent.name if org.parent else ""
    yield "parts", names(org.children)
    yield "also known as", ", ".join(get("aliases", ()))
    yield "website", get("website", "")
    yield "domains", ", ".join(get("domains", ()))
    yield from _common(index, org.note, org.extra)


def _last_there(org: ShownOrg, today: str) -> str:
    if not org.last_with:
        return ""
    return f"{ago(org.last_contact, today)}, with {org.last_with.name}"


def _together(org: ShownOrg) -> Iterator[str]:
    """Yield who was there with whom, and of whom it is not known."""
    for row in org.together[:_TOGETHER]:
        span = f"{row.since[:4] or '…'}–{row.until[:4]}"
        both = " and ".join(one_line(who.name) for who in row.people)
        yield from hanging(f"{both}, {span}")
    if more := len(org.together[_TOGETHER:]):
        yield click.style(wrap(f"and {more:,} more pairs; --json has them all"), dim=True)
    known = {tenure.person for tenure in org.tenures}
    if len(known) > MOST:
        yield from hanging(f"{len(known):,} people: too many to say who was there with whom")
    elif org.undated and len(known) > 1:
        yield from hanging(f"no date of {one_line(names(org.undated))}: who else, is not known")


def _moved(org: ShownOrg) -> Iterator[str]:
    """Yield who came from elsewhere and who went there."""
    for change in org.moved[:_TOGETHER]:
        keys = frozenset(org.row.keys)
        left = change.org_keys[0] in keys
        other = change.after if left else change.before
        where = other.words or "no role that is known"
        way = "to" if left else "from"
        yield from hanging(
            one_line(f"{spell_day(change.date)}: {change.person.name} {way} {where}")
        )
    if more := len(org.moved[_TOGETHER:]):
        yield click.style(wrap(f"and {more:,} more; --json has them all"), dim=True)


def _members(org: ShownOrg, people: Sequence[Who]) -> Iterator[str]:
    """Yield some people who are or were there, each with their roles there."""
    rows = [(who.name, _stay([t for t in org.tenures if t.person == who])) for who in people]
    columns = [Column(title="", shrink=1, least=14), Column(title="", shrink=2, least=12)]
    return table_lines(columns, rows, titled=False)


def _stay(tenures: Sequence[Tenure]) -> str:
    """Say what somebody was at an organization, and from when until when."""
    since = min((tenure.since for tenure in tenures if tenure.since), default="")
    lasts = any(not tenure.until for tenure in tenures)
    until = "" if lasts else max(tenure.until for tenure in tenures)
    span = f"{since[:4] or '…'}–{until[:4]}" if since or until else ""
    return ", ".join(filter(None, (tenures[0].title, span)))


# ---------------------------------------------------------------- an interaction, a letter


def _interaction(index: Index, shown: ShownInteraction) -> Iterator[str]:
    it = shown.interaction
    kind = it.kind.capitalize() or "Interaction"
    title = f"{kind} {to_whom(it.kind, it.direction)} {names(it.people)}" if it.people else kind
    yield from heading(title, ago(it.date, index.today), it.place)
    yield from facts(_interaction_facts(index, shown))
    if it.text:
        yield from body(index, it.text)
        yield ""
    yield from section("Mentioned", mention_lines(shown.mentions))


def _interaction_facts(index: Index, shown: ShownInteraction) -> Iterator[Fact]:
    it, get = shown.interaction, shown.note.get
    way = get("direction", "")
    yield "direction", "" if way == default_direction(it.kind) else way
    yield "outcome", it.outcome.replace("-", " ")
    yield "asked for", ", ".join(it.asked)
    yield "gave", ", ".join(it.gave)
    yield "introduced", f"you to {names(it.introduced)}" if it.introduced else ""
    yield "plan", it.plan.name if it.plan else ""
    yield "subject", it.subject
    yield "letter", get("letter", "")
    yield "follow up", ago(it.follow_up, index.today) if it.follow_up else ""
    yield "appointment", _happened(it, index.today) if it.is_appointment else ""
    yield "draft", "not sent yet" if it.draft and not it.is_appointment else ""
    yield from _common(index, shown.note, it.extra)


def _happened(it: Interaction, today: str) -> str:
    """Return what to do about an appointment."""
    command = f"hobnob happened {it.slug}"
    return f"afterwards: {command}" if it.date[:10] > today else f"did it take place? {command}"


def _letter(index: Index, letter: ShownLetter) -> Iterator[str]:
    found = letter.note
    yield from heading(found["slug"], "a letter")
    yield from facts(_letter_facts(index, letter))
    # A template is shown as it stands: its braces and links are filled in when it is sent.
    mark = QUOTE if width() is None else ""
    yield wrap(safe(found["text"]), indent=mark)
    yield ""


def _letter_facts(index: Index, letter: ShownLetter) -> Iterator[Fact]:
    found = letter.note
    yield "subject", found.get("subject", "")
    yield "asks for", ", ".join(found.get("asked", ()))
    template = next(t for t in list_templates(index) if t.letter == found["slug"])
    yield "drafts", str(template.drafts or "")
    yield "sent", str(template.sent or "")
    yield "answered", spell_rate(template.rate)
    yield from _common(index, found, letter.extra)


# ---------------------------------------------------------------- shared


def _common(index: Index, found: Document, extra: Iterable[tuple[str, str]]) -> Iterator[Fact]:
    """Yield what any note may have: tags, privacy, and keys of the user's own."""
    yield "tags", " ".join(f"#{tag}" for tag in found.get("tags", ()))
    yield "photo", found.get("photo", "")
    yield "private", "yes" if found.get("private") else ""
    for key, value in extra:
        yield key, link_names(index, value)


def _latest(
    index: Index, shown: Sequence[Interaction], total: int, name: str, *, leave_out: str = ""
) -> Iterator[str]:
    """Yield the latest interactions, and how to see the others."""
    rest = total - len(shown)
    yield from section(
        "Latest" if rest else "Timeline", timeline(index, shown, leave_out=leave_out)
    )
    if rest:
        more = f"{rest:,} earlier: hobnob show {quote(name)} --all"
        yield click.style(wrap(one_line(more)), dim=True)
        yield ""
