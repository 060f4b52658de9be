"""Look: list people, interactions, plans, organizations, tags, places, promises.

The one rule: what one list shows or counts, a filter of another list finds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from hobnob.answers import to_json
from hobnob.cli.app import App
from hobnob.cli.filters import (
    ORG,
    PLACE,
    TAG,
    TEXT,
    limit,
    since_until,
    sorting,
)
from hobnob.cli.group import Group
from hobnob.cli.layout import show_lines, width
from hobnob.cli.listed import remember_asked, remember_promises
from hobnob.cli.params import PERSON, PLAN, WordOf
from hobnob.cli.people_filters import people_filter, people_filters, settled
from hobnob.cli.tables import (
    asked_table,
    interaction_table,
    org_table,
    people_table,
    plan_table,
    promise_table,
    topic_table,
)
from hobnob.cli.verb import pass_app, verb

if TYPE_CHECKING:
    from hobnob.index.documents import Document
    from hobnob.index.index import Index
    from hobnob.index.plans import PlanRow


@click.group(
    cls=Group,
    what="list",
    default="people",
    options_metavar="",
    subcommand_metavar="[LIST] [OPTIONS]",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def command() -> None:
    """List what is in the journal, filtered and sorted.

    Without a LIST, it lists people. A terminal gets what fits. A pipe gets everything, with ISO
    dates.

    \b
    hobnob list
    hobnob list people --circle close --sort last --reverse
    hobnob list interactions --with grace --since '6 months'
    hobnob list promises --mine
    """


# ---------------------------------------------------------------- people


@verb(
    name="people",
    short_help="The people you know.",
    prints="an array of notes of type [person](#a-note-of-type-person); so does `hobnob list` "
    "alone",
)
@people_filters
@sorting(("name", "last", "contacts", "due", "org", "circle", "birthday"), "name")
@pass_app
def people(app: App, /, **wanted: Any) -> None:
    """List people.

    With --sort last, the latest contact comes first; with contacts, the most contacts; with due,
    the earliest date; with birthday, the next one. People without a value come last, also with
    --reverse.

    \b
    hobnob list people --circle close --sort due
    hobnob list people --org "Mendip Hospitals" --ever
    hobnob list people --met conference
    hobnob list people --sort last --reverse --limit 10
    hobnob list people --json | jq -r '.[].name'
    """
    given, order = _split(wanted)

    def make_lines(index: Index) -> list[str]:
        from hobnob.index.kept import keep

        conditions = people_filter(index, given, "list people")

        def make() -> list[str]:
            from hobnob.index.people import list_people

            rows = list_people(index, conditions, sort=order["sort"], reverse=order["reverse"])
            rows = rows[: order["limit"]]
            return list(people_table(rows, index.today)) if rows else []

        return keep(index, "list", [asdict(conditions), order, width()], make)

    def documents(index: Index) -> list[Document]:
        from hobnob.index.documents import load_documents
        from hobnob.index.people import list_ids

        conditions = people_filter(index, given, "list people")
        ids = list_ids(index, conditions, sort=order["sort"], reverse=order["reverse"])
        return load_documents(index, ids[: order["limit"]])

    if app.json:
        app.print_json(app.ask(documents))
    elif lines := app.ask(make_lines):
        show_lines(app, lines)
    else:
        _say_none(app, "person", given, 'hobnob add person "Grace Hopper"')


# ---------------------------------------------------------------- interactions


@verb(
    name="interactions",
    short_help="What happened, the latest first.",
    prints="an array of notes of type [interaction](#a-note-of-type-interaction)",
)
@click.option("--with", "people", type=PERSON, multiple=True, metavar="WHO",
              help="WHO took part; repeat it for others who took part too.")  # fmt: skip
@click.option("--tag", type=TAG, metavar="TAG", help="Which have this tag.")
@click.option("--org", type=ORG, metavar="ORG", help="With somebody who worked there then.")
@click.option("--place", type=PLACE, metavar="PLACE", help="At this place.")
@click.option("--kind", type=WordOf("INTERACTION_KIND"), metavar="KIND",
              help="letter, email, message, call, meeting, meal, event, …")  # fmt: skip
@click.option("--direction", type=WordOf("DIRECTION"), metavar="DIRECTION",
              help="out, in or both.")  # fmt: skip
@click.option("--outcome", type=WordOf("OUTCOME"), metavar="OUTCOME",
              help="no-answer, declined, agreed, won or cancelled.")  # fmt: skip
@click.option("--asked", type=WordOf("ASK"), metavar="WHAT",
              help="You asked for it: advice, introduction, job, …")  # fmt: skip
@click.option("--plan", type=PLAN, metavar="PLAN", help="For a plan.")
@since_until("What happened")
@click.option("--text", type=TEXT, metavar="WORDS", help="Which have these words.")
@click.option("--draft/--no-draft", default=None, help="Only drafts, or no drafts.")
@sorting(("date", "kind", "place"), "date")
@pass_app
def interactions(app: App, /, **wanted: Any) -> None:
    """List interactions, the latest first.

    \b
    hobnob list interactions --with grace --with ada
    hobnob list interactions --kind meal --since 2026 --place bristol
    hobnob list interactions --plan next-role --outcome agreed
    """
    from hobnob.index.documents import iter_documents
    from hobnob.index.interactions import InteractionFilter, list_interactions

    given, order = _split(wanted)
    conditions = InteractionFilter(**settled(app.index, given))
    ids = list_interactions(app.index, conditions, **order)
    if app.json:
        app.print_json(iter_documents(app.index, ids))
    elif ids:
        show_lines(app, interaction_table(app.index, ids))
    else:
        _say_none(app, "interaction", given, 'hobnob log "Lunch with Grace about compilers"')


# ---------------------------------------------------------------- plans and organizations


@verb(
    name="plans",
    short_help="What you want, and how far it is.",
    prints="an array of notes of type [plan](#a-note-of-type-plan)",
)
@click.option("--tag", type=TAG, metavar="TAG", help="Which have this tag.")
@click.option("--status", type=WordOf("STATUS"), metavar="STATUS",
              help="active, paused, won or dropped.")  # fmt: skip
@click.option("--with", "person", type=PERSON, metavar="WHO", help="Only plans that target WHO.")
@click.option("--text", type=TEXT, metavar="WORDS", help="Which have these words.")
@sorting(("status", "name", "start", "deadline"), "status")
@pass_app
def plans(app: App, /, **wanted: Any) -> None:
    """List plans: the active ones first, then the latest.

    \b
    hobnob list plans
    hobnob list plans --status active --sort deadline
    """
    from hobnob.index.plans import list_plans
    from hobnob.index.search import notes_with

    given, order = _split(wanted)
    conditions = settled(app.index, given)
    status = conditions.pop("status", "")
    fits = notes_with(app.index, "plan", **conditions)
    rows = [row for row in list_plans(app.index) if row.id in fits]
    if status:
        rows = [row for row in rows if row.status == status]
    if order["sort"] != "status":
        rows.sort(key=lambda row: (not (key := getattr(row, order["sort"])), key.casefold()))
    show_plans(app, _cut(rows, order), given)


def show_plans(app: App, rows: list[PlanRow], given: Mapping[str, Any]) -> None:
    """Show plans, each on a line with its funnel in short."""
    from hobnob.index.documents import iter_documents

    if app.json:
        app.print_json(iter_documents(app.index, [row.id for row in rows]))
    elif rows:
        show_lines(app, plan_table(app.index, rows))
    else:
        _say_none(app, "plan", given, 'hobnob add plan "Summer internship"')


@verb(
    name="orgs",
    short_help="Organizations, with their people now and earlier.",
    prints="an array of notes of type [org](#a-note-of-type-org)",
)
@click.option("--tag", type=TAG, metavar="TAG", help="Only organizations with this tag.")
@click.option("--text", type=TEXT, metavar="WORDS", help="Only names with these words.")
@sorting(("name", "people"), "name")
@pass_app
def orgs(app: App, /, **wanted: Any) -> None:
    """List organizations: who is there now, and who was.

    An organization exists as soon as somebody's role names it. The last contact is that with
    anybody who is there now. With --sort people, those where you
    now know the most people come first.

    \b
    hobnob list orgs --sort people --limit 10
    hobnob list orgs --text hospital
    """
    from hobnob.index.orgs import list_orgs, load_org
    from hobnob.index.search import notes_with
    from hobnob.names import name_key
    from hobnob.network.organizations import last_contacts_at

    given, order = _split(wanted)
    rows = list_orgs(app.index)
    if "tag" in given:
        fits = notes_with(app.index, "org", tag=given["tag"])
        rows = [row for row in rows if row.id in fits]
    words = name_key(given.get("text", "")).split()
    rows = [row for row in rows if all(word in name_key(row.name) for word in words)]
    if order["sort"] == "people":
        rows.sort(key=lambda row: (-len(row.now), -len(row.earlier)))
    rows = _cut(rows, order)
    if app.json:
        app.print_json(to_json(load_org(app.index, row)) for row in rows)
    elif rows:
        lasts = last_contacts_at(app.index, rows)
        show_lines(app, org_table(rows, lasts, app.today))
    else:
        _say_none(app, "organization", given, "hobnob add person NAME org=Ogilvy")


# ---------------------------------------------------------------- tags and places


@verb(
    name="tags",
    short_help="Tags, and how often each is used.",
    prints="{list[hobnob.index.topics.Tag]}",
)
@sorting(("used", "name", "last"), "used")
@pass_app
def tags(app: App, /, **wanted: Any) -> None:
    """List tags: how many people and interactions have each, and when last.

    \b
    hobnob list tags
    hobnob list tags --sort last
    """
    from hobnob.index.topics import list_tags

    _print_topics(app, "tag", list_tags(app.index), wanted, "#hiring in any note makes a tag")


@verb(
    name="places",
    short_help="Places where you met people.",
    prints="{list[hobnob.index.topics.Place]}",
)
@sorting(("used", "name", "last"), "used")
@pass_app
def places(app: App, /, **wanted: Any) -> None:
    """List the places of interactions: how often you were there, with how many people, when last.

    \b
    hobnob list places --sort last
    hobnob list places --limit 5
    """
    from hobnob.index.topics import list_places

    hint = 'hobnob log "Lunch" --with grace --place "Luigi\'s"'
    _print_topics(app, "place", list_places(app.index), wanted, hint)


def _print_topics(app: App, what: str, rows: list[Any], order: dict[str, Any], hint: str) -> None:
    if order["sort"] == "name":
        rows.sort(key=lambda row: row.key)
    elif order["sort"] == "last":
        rows.sort(key=lambda row: row.last, reverse=True)
    rows = _cut(rows, order)
    if app.json:
        app.print_answer(rows)
    elif rows:
        show_lines(app, topic_table(what, rows, app.today))
    else:
        _say_none(app, what, {}, hint)


# ---------------------------------------------------------------- promises


@verb(
    name="promises",
    short_help="What you and others said you would do.",
    prints={
        "": "{list[hobnob.index.promises.Promise]}",
        "--asked": "{list[hobnob.index.promises.Asked]}",
    },
)
@click.option("--with", "person", type=PERSON, metavar="WHO", help="Only promises about WHO.")
@click.option("--mine", "whose", flag_value="mine", help="What you promised.")
@click.option("--theirs", "whose", flag_value="theirs", help="What others promised.")
@click.option("--all", "which", flag_value="all", help="Kept promises too.")
@click.option("--kept", "which", flag_value="kept", help="Only kept promises.")
@click.option("--asked", "whose", flag_value="asked",
              help="No promises: what letters ask of you.")  # fmt: skip
@limit
@pass_app
def promises(app: App, /, **wanted: Any) -> None:
    """List promises: open ones, what is due first coming first.

    A promise is a task item in a note: '- [ ] send the list (by 2026-12-01)' is yours,
    '- [ ] [[grace-hopper]]: the number' is hers. 'hobnob done' ticks one by its six letters, which
    stay the same as long as its text does, or by its number in this list; with --json, that is its
    position in the array, from 1.

    A task in a letter, an e-mail or a message to you is no promise: --asked lists these, and
    'hobnob accept' takes one on.

    \b
    hobnob list promises --mine
    hobnob list promises --with grace --all
    hobnob list promises --asked
    """
    from hobnob.index.lookup import find_note
    from hobnob.index.promises import list_promises

    index, name = app.index, wanted["person"]
    person = None if name is None else find_note(index, name, ("person",))
    if wanted["whose"] == "asked":
        _list_asked(app, person, wanted["limit"])
        return
    rows = list_promises(
        index,
        done={"all": None, "kept": True}.get(wanted["which"], False),
        person=person,
        mine={"mine": True, "theirs": False}.get(wanted["whose"]),
    )[: wanted["limit"]]
    # In JSON, the number is the position in the array. An empty list has no numbers.
    remember_promises(index, rows)
    if app.json:
        app.print_answer(rows)
    elif rows:
        show_lines(app, promise_table(index, rows))
    elif any((wanted["which"], wanted["whose"], wanted["person"])):
        app.say("no promise fits; 'hobnob list promises --all' shows every one")
    else:
        app.say("no promise is open: '- [ ] send the list (by 2026-12-01)' in a note makes one")


def _list_asked(app: App, person: int | None, limit: int | None) -> None:
    from hobnob.index.promises import list_asked

    rows = list_asked(app.index, person=person)[:limit]
    remember_asked(app.index, rows)
    if app.json:
        app.print_answer(rows)
    elif rows:
        show_lines(app, asked_table(app.index, rows))
    else:
        app.say("no letter asks anything of you that you have not taken on")


for _list in (people, interactions, plans, orgs, tags, places, promises):
    command.add_command(_list)


# ---------------------------------------------------------------- shared


def _split(wanted: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the conditions that were given, and the order of the list."""
    order = {key: wanted[key] for key in ("sort", "reverse", "limit")}
    given = {
        key: value for key, value in wanted.items() if key not in order and value not in (None, ())
    }
    return given, order


def _cut(rows: list[Any], order: dict[str, Any]) -> list[Any]:
    return (rows[::-1] if order["reverse"] else rows)[: order["limit"]]


def _say_none(app: App, what: str, given: Mapping[str, Any], hint: str) -> None:
    """Say that nothing fits, or that there is nothing yet and how to begin."""
    none = "nobody" if what == "person" else f"no {what}"
    if given:
        app.say(f"{none} fits{_why(app.index, given)}")
    else:
        app.say(f"{none} here yet: {hint}")


def _why(index: Index, given: Mapping[str, Any]) -> str:
    """Return a likely reason why nothing fits, such as a tag that nothing has."""
    from hobnob.index.topics import list_tags
    from hobnob.names import fold, nearest

    if "tag" not in given:
        return "; try with fewer filters" if len(given) > 1 else ""
    known = {tag.key: tag.tag for tag in list_tags(index)}
    if fold(given["tag"].removeprefix("#")) in known:
        return ""
    close = nearest(given["tag"], known.values(), 2)
    meant = f"; did you mean {' or '.join(close)}?" if close else ""
    return f": nothing has the tag '{given['tag'].removeprefix('#')}'{meant}"
