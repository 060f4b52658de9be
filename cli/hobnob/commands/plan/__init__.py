"""Look: how far a plan has come, its next moves, and what to expect of it.

The one rule: what a plan shows follows from what was logged; only its list of people is changed
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from hobnob.cli.app import App
from hobnob.cli.filters import TEXT
from hobnob.cli.layout import show
from hobnob.cli.params import Completing, Offer, dry_run, find_names
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.lookup import find_note
from hobnob.index.plans import list_plans
from hobnob.names import nearest
from hobnob.network.plans.forecast import make_forecast
from hobnob.network.plans.plans import Plan, load_plan
from hobnob.wording import join_words

_ACTIONS = {
    "next": "the next moves, the most promising first",
    "forecast": "how likely it is to succeed, and how many more letters that takes",
    "add": "put people on its list",
    "drop": "take people off its list",
    "posting": "put a posted position on it, with --org, --link and --deadline",
    "applied": "record that you applied to a posting",
}
_OPTIONS = {
    "wins": ("forecast",),
    "more": ("forecast",),
    "search": ("add",),
    "file": ("add",),
    "new": ("add",),
    "limit": ("next",),
    "org": ("posting",),
    "link": ("posting",),
    "deadline": ("posting",),
    "dry_run": ("add", "drop", "posting", "applied"),
}
"""Which action each option is for."""
_SPELLED = {"search": "from-search"}


class PlanWords(Completing):
    """The words NAME, ACTION and WHO of the command."""

    name = "word"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return plans for the first word, actions behind one, people behind an action."""
        words = ctx.params.get("words") or ()
        if any(word in ("add", "drop") for word in words):
            return find_names(ctx, typed, ("person", "org"))
        if any(word in _ACTIONS for word in words):
            return []
        actions = [offer for offer in _ACTIONS.items() if offer[0].startswith(typed)]
        return actions if words else find_names(ctx, typed, ("plan",)) + actions


@verb(
    prints={
        "": (
            "the note of the plan, and the keys of {hobnob.network.plans.plans.Plan}; without a "
            "name, and not just one active, what `list plans` prints"
        ),
        "next": "{list[hobnob.network.plans.next_moves.Move]}",
        "forecast": "the plan, and the keys of {hobnob.network.plans.forecast.Forecast}",
        "add": "the plan as it is now; so do `plan drop`, `plan posting` and `plan applied`",
    }
)
@click.argument("words", type=PlanWords(), nargs=-1, metavar="[NAME] [ACTION] [WHO...]")
@click.option("--wins", type=click.IntRange(min=1), metavar="N",
              help="forecast: aim at N more wins or more; default 1.")  # fmt: skip
@click.option("--more", type=click.IntRange(min=0, max=1000), metavar="N",
              help="forecast: with N more letters.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="next: at most N moves.")
@click.option("--from-search", "search", type=TEXT, metavar="WORDS",
              help="add: everybody whose note has these words.")  # fmt: skip
@click.option("--file", type=click.Path(), metavar="FILE",
              help="add: everybody in a CSV file with a column name, email or slug, or one name a "
              "line; - is stdin.")  # fmt: skip
@click.option("--new", is_flag=True, help="add: make a note for people who have none yet.")
@click.option("--org", metavar="ORG", help="posting: the organization.")
@click.option("--link", metavar="URL", help="posting: where it is posted.")
@click.option("--deadline", metavar="DATE", help="posting: the last day to apply.")
@dry_run
@pass_app
def command(app: App, /, words: tuple[str, ...], **options: Any) -> None:
    """Show how far a plan has come: its funnel, its people, what brought the results.

    Without a NAME, it shows the active plan, or the list of plans. ACTION is 'next' (what to do
    now, the most promising first), 'forecast' (the chance of success, and how many more letters
    raise it), 'add' or 'drop' (people, and organizations where you know nobody yet), 'posting' (a
    position to apply for) or 'applied' (you applied for it).

    \b
    hobnob plan summer-internship
    hobnob plan next
    hobnob plan summer-internship forecast --wins 2 --more 20
    hobnob plan summer-internship add grace ada --dry-run
    hobnob plan summer-internship add --from-search "art director"
    hobnob plan summer-internship posting "Junior copywriter" --org Ogilvy --deadline 2026-12-10
    hobnob plan summer-internship applied copywriter
    """
    name, action, who = _split(app, words)
    _refuse(action, who, options)
    if not name and not action and not _active(app):
        _list(app)
        return
    plan = _find(app, name)
    if action == "add":
        from hobnob.commands.plan.people import add_people

        add_people(
            app, plan, who, options["search"], options["file"],
            new=options["new"], dry=options["dry_run"],
        )  # fmt: skip
    elif action == "drop":
        from hobnob.commands.plan.people import drop_people

        drop_people(app, plan, who, dry=options["dry_run"])
    elif action == "posting":
        from hobnob.commands.plan.postings import add_posting

        told = {key: options[key] for key in ("org", "link", "deadline")}
        add_posting(app, plan, who, told, dry=options["dry_run"])
    elif action == "applied":
        from hobnob.commands.plan.postings import record_application

        record_application(app, plan, who, dry=options["dry_run"])
    elif action == "forecast":
        _forecast(app, plan, options["wins"] or 1, options["more"] or 0)
    elif action == "next":
        _next(app, plan, options["limit"])
    else:
        _page(app, plan)


# ---------------------------------------------------------------- what was typed


def _split(app: App, words: Sequence[str]) -> tuple[str, str, Sequence[str]]:
    """Split the typed words into the name of a plan, an action, and the rest."""
    at = next((at for at, word in enumerate(words) if word in _ACTIONS), None)
    whole = " ".join(words)
    if at is None or app.index.resolver.find(whole, ("plan",)).ids:
        return whole, "", ()
    name, action, rest = " ".join(words[:at]), words[at], words[at + 1 :]
    if not name and action in ("next", "forecast"):
        # These are about no people, so the plan may stand behind them as well.
        return " ".join(rest), action, ()
    return name, action, rest


def _refuse(action: str, who: Sequence[str], options: dict[str, Any]) -> None:
    for option, actions in _OPTIONS.items():
        if options[option] not in (None, False) and action not in actions:
            shown = _SPELLED.get(option, option).replace("_", "-")
            which = join_words(f"'{name}'" for name in actions)
            raise UsageError(f"--{shown} is for {which}: hobnob plan NAME {actions[0]} --{shown} …")
    if who and action in ("next", "forecast"):
        raise UsageError(f"'{action}' is for the whole plan; remove '{' '.join(who)}'")


def _active(app: App) -> list[int]:
    """Return the active plan, if there is exactly one."""
    found = [row.id for row in list_plans(app.index) if row.status == "active"]
    return found if len(found) == 1 else []


def _find(app: App, name: str) -> Plan:
    """Return the id of the named plan, or of the only active one.

    Raises:
        NotFoundError, AmbiguousError: no plan has the name, or several have.
        UsageError: no plan was named, and not exactly one is active.
    """
    if name:
        _refuse_action(app, name)
        return load_plan(app.index, find_note(app.index, name, ("plan",)))
    if active := _active(app):
        return load_plan(app.index, active[0])
    rows = list_plans(app.index)
    if not rows:
        raise UsageError('there is no plan yet: hobnob add plan "Summer internship"')
    number = sum(row.status == "active" for row in rows)
    why = f"{number} are active" if number else "none is active"
    names = ", ".join(row.slug for row in rows)
    raise UsageError(
        f"which plan? {why[0].upper()}{why[1:]}. There are: {names}",
        candidates=[row.slug for row in rows],
    )


def _refuse_action(app: App, name: str) -> None:
    """Refuse the name of a plan with a word that is no action."""
    plan, _, word = name.rpartition(" ")
    find = app.index.resolver.find
    if not plan or find(name, ("plan",)).ids or not find(plan, ("plan",)).ids:
        return
    close = nearest(word, list(_ACTIONS), 1)
    hint = f"did you mean {close[0]}? " if close else ""
    raise UsageError(
        f"'{word}' is no action; {hint}There are {', '.join(_ACTIONS)}",
        typed=word, candidates=close or list(_ACTIONS),
    )  # fmt: skip


# ---------------------------------------------------------------- what is shown


def _list(app: App) -> None:
    from hobnob.commands.list_ import show_plans

    show_plans(app, list_plans(app.index), {})


def _page(app: App, plan: Plan) -> None:
    if app.json:
        app.print_answer(plan)
        return
    from hobnob.commands.plan.page import plan_page

    show(app, plan_page(app.index, plan))


def _nobody(plan: Plan) -> str:
    """Return what to do first in a plan without people."""
    return f"nobody is in {plan.name} yet; first add people: hobnob plan {plan.slug} add WHO"


def _next(app: App, plan: Plan, limit: int | None) -> None:
    moves = plan.moves(app.today)[:limit]
    if app.json:
        app.print_answer(moves)
    elif not plan.targets and not moves:
        app.say(_nobody(plan))
    elif not moves:
        app.say("nothing to do: everybody is written to, thanked, or left in peace")
    else:
        from hobnob.commands.plan.moves import moves_page

        show(app, moves_page(moves, app.today))


def _forecast(app: App, plan: Plan, wins: int, letters: int) -> None:
    if not plan.has_outlook:
        raise UsageError(
            f"you reach every stage of {plan.name} yourself, so there is nothing to forecast"
        )
    forecast = make_forecast(plan, wins, letters)
    if app.json:
        app.print_answer(forecast)
        return
    if not plan.targets:
        app.say(_nobody(plan))
        return
    from hobnob.commands.plan.forecast import forecast_page

    show(app, forecast_page(forecast))
