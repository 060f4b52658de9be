"""Reading a whole line.

The one rule: one module reads one thing, and this one puts them together. A `Reading` holds only
what the line says; nothing else is guessed. The caller gives the functions that look up plans and
places in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hobnob.capture.days.when import When
from hobnob.capture.line.ahead import agreed_in, booked_at, kind_ahead, met_at, quoted_from
from hobnob.capture.line.asks import AskWords, introduced_each, read_asked, read_gave
from hobnob.capture.line.birthdays import read_birthday
from hobnob.capture.line.clauses import planned_at
from hobnob.capture.line.directions import read_direction
from hobnob.capture.line.kinds import read_kind
from hobnob.capture.line.not_happened import read_not_happened
from hobnob.capture.line.outcomes import read_outcome
from hobnob.capture.line.parsed import NOTHING, ParsedLine, ParsedValue, parse_line
from hobnob.capture.line.places import Places, read_place, read_plan, read_tags
from hobnob.capture.line.promises import ParsedPromise, read_promises
from hobnob.capture.line.roles import Roles, read_roles
from hobnob.capture.names.mentions import Mention, identity
from hobnob.capture.words.language import Language


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """An appointment that was made in what happened.

    Attributes:
        date: as in a `Reading`.
        start, end: where the text says so.
        first, after: the tokens that say what will take place; they tell of nothing that happened.
        settled: whether nobody need have said anything: "we meet on 3 Dec".
    """

    date: str
    kind: str
    start: int
    end: int
    first: int
    after: int
    settled: bool = False
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a line says of an interaction.

    Attributes:
        date: an ISO date, month, year or moment; "" where the line names none.
        kind: a kind of interaction, or "".
        direction: `in`, `out`, `both`, or "" where it is what the kind has by default.
        people: whom it was with.
        introduced: whom the people introduced me to.
        mentioned: who was only talked about.
        named: everybody, each time that they are named: what is to be linked. Who is found in the
            name of a place is nobody.
        doubtful: those of `people` of whom nothing says that they were there.
        nobody: whether none of `people` was there, only others of theirs ("Kofi's wife called"), or
            nobody at all ("lunch without Kofi").
        plan: the slug of a plan.
        unknown_plan: what stands behind a `+` that names no plan.
        lost: the parts of the line that promise something for nobody known.
        ahead: the appointment that was made in it.
        sources: for each key that was read, the part of the line it was read from.
    """

    date: str = ""
    kind: str = ""
    direction: str = ""
    outcome: str = ""
    asked: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    place: str = ""
    tags: tuple[str, ...] = ()
    plan: str = ""
    unknown_plan: str = ""
    follow_up: str = ""
    people: tuple[Mention, ...] = ()
    introduced: tuple[Mention, ...] = ()
    mentioned: tuple[Mention, ...] = ()
    named: tuple[Mention, ...] = ()
    doubtful: tuple[Mention, ...] = ()
    nobody: bool = False
    promises: tuple[ParsedPromise, ...] = ()
    lost: tuple[tuple[int, int], ...] = ()
    ahead: Ahead | None = None
    sources: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_line(
    text: str,
    language: Language,
    mentions: Sequence[Mention] = (),
    whens: Sequence[When] = (),
    *,
    today: str = "",
    orgs: Sequence[tuple[int, int]] = (),
    plans: Callable[[str], str] = lambda _: "",
    places: Places = lambda _: "",
    present: Sequence[Mention] = (),
) -> Reading:
    """Read what a line says.

    Args:
        text: the line as typed.
        language: the words of the user's language.
        mentions: the people named in it.
        whens: the dates named in it, see `hobnob.capture.days.when.find_dates`.
        today: an ISO date; a later day is still to come.
        orgs: parts of the text that name the employer of the person before them.
        plans: gives the slug of the plan of a name or slug, or "".
        places: gives a place as the journal spells it, by its `hobnob.names.name_key`.
        present: the people who are known to be there without the line.
    """
    line = parse_line(text, language, mentions, whens)
    asked, gave = read_asked(line), read_gave(line)
    # That I introduced somebody is also what happened.
    given = frozenset() if "introduction" in gave.words else gave.taken
    beside = _ahead(line, whens)
    agreed = frozenset(range(beside.first, beside.after)) if beside else frozenset[int]()
    kind = read_kind(line, asked.taken | given | agreed)
    for each in () if kind.value else introduced_each(line):
        kind = ParsedValue(each.meaning, each.first, each.after)
    direction, outcome = read_direction(line, kind), read_outcome(line, kind)
    kind = _kind_of_direction(kind, direction)
    date = next((when for when in whens if when.role == "date"), None)
    ahead = bool(date and today and date.value[:10] > today)
    if ahead and not kind.value:
        kind = _to_take_place(line)
    not_happened = read_not_happened(line, kind, ahead=ahead)
    if not_happened.value:
        kind, direction, outcome = not_happened, NOTHING, NOTHING
    place = read_place(line, places, kind.value, orgs)
    roles = read_roles(line, place.mentions)
    if not roles.only_others and _is_fact(line, roles, kind):
        kind, direction, outcome = ParsedValue("note", 0, 1), NOTHING, NOTHING
    if ahead and not kind.value and (birthday := read_birthday(line)):
        # "birthday Ana 9.12.": nothing is to take place with her on that day.
        kind, date = ParsedValue("note", birthday.first, birthday.after), None
    elif not kind.value and not outcome.value and (birthday := read_birthday(line)):
        kind = ParsedValue("note", birthday.first, birthday.after)
    plan = read_plan(line, plans)
    follow_up = next((when for when in whens if when.role == "follow_up"), None)
    sources = {
        **_sources(line, kind=kind, direction=direction, outcome=outcome, asked=asked, gave=gave),
        **{key: (part.start, part.end) for key, part in
           (("place", place), ("plan", plan), ("date", date), ("follow_up", follow_up))
           if part and part.end >= 0},
    }  # fmt: skip
    told = kind.value == "note" or not (kind.value or outcome.value or asked.words or gave.words)
    day = date.value if date else ""
    if beside and not day and told and (beside.settled or kind.value):
        # Nothing else happened: the line tells only of the appointment.
        day, kind, beside = beside.date, ParsedValue(beside.kind, 0, 1), None
    # The place where they will meet is not where they agreed to it.
    elsewhere = bool(beside and place.name and beside.start <= place.start < beside.end)
    if beside and elsewhere:
        beside = replace(beside, place=place.name)
    promises = read_promises(line, mentions, whens, roles, present)
    people = _once(mentions[at] for at in roles.people)
    introduced = _once(mentions[at] for at in roles.introduced)
    return Reading(
        date=day,
        kind=kind.value,
        direction=direction.value,
        outcome=outcome.value,
        asked=asked.words,
        gave=gave.words,
        place="" if elsewhere else place.name,
        tags=read_tags(line),
        plan=plan.slug,
        unknown_plan=plan.unknown,
        follow_up=follow_up.value if follow_up else "",
        people=people,
        introduced=introduced,
        mentioned=_once((mentions[at] for at in roles.mentioned), (*people, *introduced)),
        named=tuple(m for at, m in enumerate(mentions) if at not in place.mentions),
        nobody=roles.only_others,
        doubtful=_once(mentions[at] for at in roles.doubtful if at in roles.people),
        promises=promises.found,
        lost=promises.lost,
        ahead=beside if people else None,
        sources=sources,
    )  # fmt: skip


def _ahead(line: ParsedLine, whens: Sequence[When]) -> Ahead | None:
    """Return the appointment that was made: "emailed Ana, she agreed to meet on 3 Dec"."""
    for clause in line.clauses:
        for at in range(clause.first, clause.after):
            token = line.tokens[at]
            if token.kind != "when" or whens[token.at].role != "ahead":
                continue
            agreed = agreed_in(line, clause)
            quote = quoted_from(line)
            if agreed is None and at < quote:
                continue
            first = clause.first + line.is_word(clause.first, "words", "and")
            first = max(first, quote) if agreed is None else first
            start, end = line.span(first, clause.after)
            if agreed is None:
                # "Ana answered: Friday works"
                kind = kind_ahead(line, first, clause.after)
                return Ahead(
                    date=whens[token.at].value, kind=kind.meaning if kind else "meeting",
                    start=start, end=end, first=first, after=clause.after,
                )  # fmt: skip
            settled = agreed[0].meaning == "settled"
            return Ahead(
                date=whens[token.at].value, kind=agreed[1].meaning, start=start, end=end,
                first=agreed[0].first if settled else agreed[0].after, after=clause.after,
                settled=settled,
            )  # fmt: skip
    return None


def _to_take_place(line: ParsedLine) -> ParsedValue:
    """Return the kind of what a line says will take place: "booked a call", "will meet Ana"."""
    for clause in line.clauses[:1]:
        found = booked_at(line, clause) or met_at(line, planned_at(line, clause))
        if found is None and (agreed := agreed_in(line, clause)):
            found = agreed[1]
        if found:
            return ParsedValue(found.meaning, found.first, found.after)
    for cue in line.find_all("clauses", "moved", "new_day"):
        kind = kind_ahead(line, cue.after, len(line.tokens)) if cue.meaning == "moved" else None
        return ParsedValue(kind.meaning if kind else "meeting", cue.first, cue.after)
    return NOTHING


def _kind_of_direction(kind: ParsedValue, direction: ParsedValue) -> ParsedValue:
    """What came in, without a word of how, was a message of some kind."""
    if kind.value or direction.value != "in":
        return kind
    return ParsedValue("message", direction.first, direction.after)


def _is_fact(line: ParsedLine, roles: Roles, kind: ParsedValue) -> bool:
    """Say whether a line only tells a fact about somebody: "Jean likes tea"."""
    if not line.clauses or any(clause.role == "promise" for clause in line.clauses):
        return False
    if kind.value in ("", "meeting") and roles.only_owned:
        return True
    if not kind.value and roles.only_told:
        return True
    first = line.clauses[0].first
    named = next((at for at, token in enumerate(line.tokens) if token.kind == "who"), -1)
    clause = line.clause_at[named] if named >= 0 else None
    # "ran late, Ana had left already", but a fact beside what happened is only that.
    if clause is None or clause.first != named or (kind.value and named != first):
        return False
    after = line.group(named)[1]
    if not kind.value and line.is_word(after, "present", "facts"):
        others = not {*roles.people} <= {*line.group(named)[0]}
        touch = any(line.is_word(at, "present", "touch") for at in range(len(line.tokens)))
        return not others and not touch
    state = line.find(after, "present", "states")
    return state is not None and (not kind.value or kind.first <= state.after)


def _sources(line: ParsedLine, **parts: ParsedValue | AskWords) -> dict[str, tuple[int, int]]:
    return {
        key: line.span(part.first, part.after) for key, part in parts.items() if part.first >= 0
    }


def _once(mentions: Iterable[Mention], others: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """Return mentions of different people, the first of each."""
    seen = {identity(other) for other in others}
    found: list[Mention] = []
    for mention in mentions:
        if identity(mention) not in seen:
            seen.add(identity(mention))
            found.append(mention)
    return tuple(found)
