"""From an invented society to the notes of its journal: fields and bodies, in memory.

Rule: everything composed is valid by the format of the notes; the odd styles and the odd ways to
refer to someone are ways the format allows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.bench.note import Note, Role, Roles, Style, Value
from tests.bench.prose import draw_link, draw_promise, draw_text
from tests.bench.society import (
    DAYS,
    LAST_DAY,
    Encounter,
    Group,
    Person,
    Slugs,
    Society,
    day_to_date,
    draw_encounters,
    draw_society,
)
from tests.bench.words import Words, load_words

Fields = dict[str, Value]

ODD_SHARE = 0.02
"""How many notes look like another hand's or another editor's."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of interaction: how often, the word of its file name, and whether I sent it."""

    name: str
    share: int
    words: tuple[str, ...]
    sent: bool = False


KINDS = (
    Kind(name="message", share=22, words=("message", "chat"), sent=True),
    Kind(name="email", share=20, words=("email",), sent=True),
    Kind(name="meeting", share=17, words=("meeting", "catch-up")),
    Kind(name="call", share=15, words=("call", "video-call")),
    Kind(name="meal", share=12, words=("lunch", "dinner", "coffee")),
    Kind(name="event", share=6, words=("concert", "conference", "party")),
    Kind(name="letter", share=2, words=("letter", "card"), sent=True),
    Kind(name="gift", share=2, words=("gift",), sent=True),
    Kind(name="introduction", share=2, words=("introduction",)),
    Kind(name="news", share=1, words=("news",)),
    Kind(name="note", share=1, words=("note",)),
)

_ASKED = ("advice", "information", "introduction", "referral", "meeting", "feedback", "favour")
_ASKED_DIRECTLY = ("job", "sale", "money")
_RELATIONS = ("friend", "colleague", "former-colleague", "client", "classmate", "mentor", "family")
_CIRCLES = (("inner", 0.02), ("close", 0.1), ("active", 0.3), ("wide", 0.6))
"""Circle by share of the people, from the one met most; the last have none."""

_LETTER = """\
Dear friend,

it has been a while, and I would be glad of your advice. Might we talk for half an hour next week?

With warm wishes
"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan and its targets (indexes of people), from the day it starts."""

    slug: str
    name: str
    start: int
    targets: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everything the notes are composed from."""

    rng: Random
    words: Words
    slugs: Slugs
    society: Society
    plans: tuple[Plan, ...]
    letter: str
    plan_of: Mapping[int, Plan]
    met: Mapping[int, Encounter]
    """Of each person met at all: the first encounter."""


def compose_notes(*, people: int, interactions: int, seed: int) -> Iterator[Note]:
    """Every note of a journal, one after another.

    Args:
        people: How many people notes.
        interactions: How many interaction notes.
        seed: The same seed gives the same notes.
    """
    rng = Random(seed)
    words = load_words()
    slugs = Slugs()
    society = draw_society(rng, words, slugs, people)
    encounters = draw_encounters(rng, society, interactions)
    plans = _draw_plans(rng, words, slugs, people)
    cast = Cast(
        rng=rng,
        words=words,
        slugs=slugs,
        society=society,
        plans=plans,
        letter=slugs.claim("asking for advice"),
        plan_of={target: plan for plan in plans for target in plan.targets},
        met=_first_encounters(encounters),
    )
    yield from (_person_note(cast, index) for index in range(people))
    yield from (_interaction_note(cast, encounter) for encounter in encounters)
    yield from (_plan_note(cast, plan) for plan in plans)
    yield from _org_notes(cast)
    yield Note(
        path=f"letters/{cast.letter}.md",
        fields=(("subject", "May I ask your advice?"),),
        body=_LETTER.rstrip(),
    )


def _draw_plans(rng: Random, words: Words, slugs: Slugs, people: int) -> tuple[Plan, ...]:
    count = min(len(words.plans), 2 + people // 300)
    size = min(people, 8 + people // 100)
    return tuple(
        Plan(
            slug=slugs.claim(name),
            name=name,
            start=DAYS - rng.randint(60, 700),
            targets=tuple(rng.sample(range(people), size)),
        )
        for name in words.plans[:count]
    )


def _first_encounters(encounters: Sequence[Encounter]) -> dict[int, Encounter]:
    first: dict[int, Encounter] = {}
    for encounter in encounters:
        for index in encounter.people:
            first.setdefault(index, encounter)
    return first


def _draw_style(rng: Random) -> Style:
    if rng.random() >= ODD_SHARE:
        return Style.PLAIN
    return rng.choice((Style.BLOCK, Style.QUOTED, Style.COMMENTED, Style.CRLF))


def _note(path: str, fields: Mapping[str, Value | None], body: str, style: Style) -> Note:
    """A note with the fields that have something in them."""
    kept = tuple((key, value) for key, value in fields.items() if value)
    return Note(path=path, fields=kept, body=body, style=style)


# -- people ---------------------------------------------------------------------------------------


def _person_note(cast: Cast, index: int) -> Note:
    rng, person = cast.rng, cast.society.people[index]
    group = cast.society.groups[cast.society.home[index]]
    fields: dict[str, Value | None] = {
        "name": person.name,
        "emails": (_draw_email(rng, person, group),) if rng.random() < 0.7 else None,
        "phones": (f"+44 20 7946 0{rng.randrange(1000):03}",) if rng.random() < 0.25 else None,
        "links": (f"https://people.example/{index}",) if rng.random() < 0.1 else None,
        "birthday": _draw_birthday(rng) if rng.random() < 0.35 else None,
        "location": group.city if rng.random() < 0.6 else None,
        **_draw_work(cast, group),
        "relation": _draw_relation(rng) if rng.random() < 0.6 else None,
        "circle": _draw_circle(rng, person, len(cast.society.people)),
        "keep_in_touch": _draw_interval(rng) if rng.random() < 0.1 else None,
        **_meeting_fields(cast, index),
        "tags": _draw_tags(rng, cast.words, group) if rng.random() < 0.5 else None,
        "private": rng.random() < 0.005,
    }
    body = ""
    if rng.random() < 0.7:
        friend = cast.society.people[rng.choice(group.members)]
        body = draw_text(rng, cast.words, about=person, mentioned=friend)
    return _note(f"people/{person.slug}.md", fields, body, _draw_style(rng))


def _draw_email(rng: Random, person: Person, group: Group) -> str:
    """An address of one's own: the rank makes it unique, whatever is left of the name in ASCII."""
    folded = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode()
    local = ".".join(ascii_words(folded)) or "post"
    domain = "".join(ascii_words(group.org)) + ".example" if rng.random() < 0.5 else "mail.example"
    return f"{local}.{person.rank}@{domain}"


def ascii_words(text: str) -> list[str]:
    """The words of an ASCII text, in lower case."""
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()


def _draw_birthday(rng: Random) -> str:
    day = f"{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return f"--{day}" if rng.random() < 0.25 else f"{rng.randint(1930, 2006)}-{day}"


def _draw_work(cast: Cast, group: Group) -> dict[str, Value]:
    """One present role in short, a career in full, or nothing."""
    rng = cast.rng
    pick = rng.random()
    if pick < 0.25:
        return {"org": group.org, "title": rng.choice(cast.words.titles)}
    if pick < 0.65:
        return {"roles": Roles(tuple(_draw_career(cast, group.org)))}
    return {}


def _draw_career(cast: Cast, org: str) -> Iterator[Role]:
    """Roles, newest first; each ends in the month the next one began."""
    rng = cast.rng
    year, until = rng.randint(2016, 2025), ""
    for _ in range(rng.choices((1, 2, 3), (6, 3, 1))[0]):
        since = f"{year}-{rng.randint(1, 12):02}"
        role = [("org", org), ("title", rng.choice(cast.words.titles)), ("since", since)]
        yield (*role, ("until", until)) if until else tuple(role)
        org, until = rng.choice(cast.society.groups).org, since
        year -= rng.randint(1, 6)


def _draw_relation(rng: Random) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rng.choices(_RELATIONS, (9, 7, 6, 4, 3, 2, 2), k=rng.randint(1, 2))))


def _draw_circle(rng: Random, person: Person, count: int) -> str | None:
    if rng.random() < 0.1:
        return None
    share = (person.rank + 1) / count
    return next((circle for circle, until in _CIRCLES if share <= until), None)


def _draw_interval(rng: Random) -> str:
    return rng.choice(("6 weeks", "3 months", "2 weeks", "10 weeks", "1 year", "never"))


def _draw_tags(rng: Random, words: Words, group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys((group.tag, *rng.choices(words.tags, k=rng.randint(0, 2)))))


def _meeting_fields(cast: Cast, index: int) -> dict[str, Value]:
    """When and how we met; an introducer was always met before, so no chain is a ring."""
    rng = cast.rng
    first = cast.met.get(index)
    if first is None or rng.random() < 0.4:
        return {}
    met_on = day_to_date(first.day).isoformat()
    fields: Fields = {"met_on": rng.choice((met_on, met_on[:7], met_on[:4]))}
    if rng.random() < 0.3:
        fields["met_at"] = rng.choice(cast.words.met_at)
    group = cast.society.groups[cast.society.home[index]]
    friend = rng.choice(group.members)
    known = cast.met.get(friend)
    if known is not None and known.day < first.day and rng.random() < 0.7:
        fields["introduced_by"] = cast.society.people[friend].slug
    return fields


# -- interactions ---------------------------------------------------------------------------------


def _interaction_note(cast: Cast, encounter: Encounter) -> Note:
    rng = cast.rng
    kind = rng.choices(KINDS, [kind.share for kind in KINDS])[0]
    day = day_to_date(encounter.day)
    party = [cast.society.people[index] for index in encounter.people]
    style = _draw_style(rng)
    slug = cast.slugs.claim(f"{day} {rng.choice(kind.words)} {party[0].slug}")
    fields: dict[str, Value | None] = {
        "date": f"{day}T{rng.randint(8, 21):02}:{rng.choice((0, 15, 30, 45)):02}"
        if rng.random() < 0.05
        else day.isoformat(),
        "people": tuple(_refer(rng, person, style) for person in party),
        "kind": kind.name,
        **_contact_fields(cast, encounter, kind),
        "place": rng.choice(cast.words.places)
        if not kind.sent and kind.name != "call" and rng.random() < 0.4
        else None,
        "tags": (rng.choice(cast.words.tags),) if rng.random() < 0.15 else None,
        "follow_up": (day + timedelta(days=rng.randint(7, 60))).isoformat()
        if rng.random() < 0.04
        else None,
        "draft": kind.sent and DAYS - encounter.day < 40 and rng.random() < 0.1,
        "private": rng.random() < 0.005,
    }
    return _note(
        f"interactions/{day.year}/{slug}.md", fields, _draw_body(cast, encounter, party), style
    )


def _refer(rng: Random, person: Person, style: Style) -> str:
    """A slug, or in the odd styles now and then a wikilink."""
    if style is not Style.PLAIN and rng.random() < 0.5:
        return f"[[{person.slug}]]" if rng.random() < 0.5 else f"[[{person.slug}|{person.given}]]"
    return person.slug


def _contact_fields(cast: Cast, encounter: Encounter, kind: Kind) -> dict[str, Value]:
    """What passed between us: who wrote, how it ended, what was asked and given, for which plan."""
    rng = cast.rng
    fields: Fields = {}
    if kind.name in {"news", "note"}:
        return fields
    if kind.sent and rng.random() < 0.35:
        fields["direction"] = rng.choice(("in", "in", "both"))
    if kind.name == "call" and rng.random() < 0.12:
        fields["outcome"] = "no-answer"
        return fields
    plan = cast.plan_of.get(encounter.people[0])
    fields |= _plan_fields(rng, plan, encounter) if plan else {}
    if "asked" not in fields and rng.random() < 0.05:
        fields["asked"] = (rng.choice(_ASKED),)
    if rng.random() < 0.05:
        fields["gave"] = (rng.choice(_ASKED),)
    if kind.name == "introduction" or rng.random() < 0.01:
        fields |= _introduced(cast, encounter)
    return fields


def _plan_fields(rng: Random, plan: Plan, encounter: Encounter) -> Fields:
    if encounter.day < plan.start or rng.random() < 0.3:
        return {}
    fields: Fields = {}
    pick = rng.random()
    if pick < 0.15:
        fields["outcome"] = "won" if pick < 0.02 else "agreed" if pick < 0.08 else "declined"
    if rng.random() < 0.5:
        fields["asked"] = (rng.choice(_ASKED if rng.random() < 0.7 else _ASKED_DIRECTLY),)
    return {**fields, "plan": plan.slug}


def _introduced(cast: Cast, encounter: Encounter) -> Fields:
    """Someone of the lead's group who was not there."""
    group = cast.society.groups[cast.society.home[encounter.people[0]]]
    guest = cast.rng.choice(group.members)
    if guest in encounter.people:
        return {}
    return {"introduced": (cast.society.people[guest].slug,)}


def _draw_body(cast: Cast, encounter: Encounter, party: Sequence[Person]) -> str:
    rng, lead = cast.rng, party[0]
    group = cast.society.groups[cast.society.home[encounter.people[0]]]
    mentioned = cast.society.people[rng.choice(group.members)]
    text = draw_text(rng, cast.words, about=lead, mentioned=mentioned)
    if rng.random() >= 0.08:
        return text
    day = day_to_date(encounter.day)
    promises = (
        draw_promise(rng, cast.words, lead, day, LAST_DAY) for _ in range(rng.choice((1, 1, 2)))
    )
    return text + "\n\n" + "\n".join(promises)


# -- plans and organizations ----------------------------------------------------------------------


def _plan_note(cast: Cast, plan: Plan) -> Note:
    start = day_to_date(plan.start)
    fields: dict[str, Value | None] = {
        "name": plan.name,
        "goal": cast.rng.choice(("one yes", "three good talks", "a signed contract")),
        "status": "active",
        "start": start.isoformat(),
        "deadline": (start + timedelta(days=900)).isoformat(),
        "people": tuple(cast.society.people[index].slug for index in plan.targets),
        "letter": cast.letter,
        "tags": (cast.rng.choice(cast.words.tags),),
    }
    first = cast.society.people[plan.targets[0]]
    body = f"Begin with {draw_link(cast.rng, first)}, then whoever answers."
    return _note(f"plans/{plan.slug}.md", fields, body, Style.PLAIN)


def _org_notes(cast: Cast) -> Iterator[Note]:
    """Notes of some of the organizations; the others exist because a role names them."""
    rng = cast.rng
    orgs = dict.fromkeys(group.org for group in cast.society.groups)
    for org in list(orgs)[::4]:
        domain = "".join(ascii_words(org)) + ".example"
        fields: dict[str, Value | None] = {
            "name": org,
            "domains": (domain,),
            "website": f"https://{domain}/" if rng.random() < 0.5 else None,
            "location": rng.choice(cast.words.cities) if rng.random() < 0.5 else None,
            "tags": (rng.choice(cast.words.tags),) if rng.random() < 0.3 else None,
        }
        yield _note(f"orgs/{cast.slugs.claim(org)}.md", fields, "", _draw_style(rng))
