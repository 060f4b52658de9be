"""Write: draft a letter to one or more people, from a template.

The one rule: a draft is an ordinary note, edited by hand; each person gets one draft only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from hobnob.cli.app import App
from hobnob.cli.layout import count
from hobnob.cli.params import PLAN, NoteName, NoteNames, WordsOf, dry_run
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError

if TYPE_CHECKING:
    from hobnob.index.index import Index
    from hobnob.letters.drafting import DraftRequest


@verb(prints="{hobnob.letters.drafting.Batch}; with `--dry-run`, `diff`")
@click.argument("letter", required=False, type=NoteName("letter"), metavar="[LETTER]")
@click.option("--to", "who", multiple=True, type=NoteNames("person"), metavar="WHO",
              help="To whom; separate several with commas, or repeat the option.")  # fmt: skip
@click.option("--plan", metavar="PLAN", type=PLAN,
              help="The plan it is for; without --to, to its people at --stage.")  # fmt: skip
@click.option("--stage", metavar="STAGE", help="The plan's people on this stage; default listed.")
@click.option("--kind", type=click.Choice(["letter", "email", "message"]), default="letter",
              show_default=True, help="The kind of the drafts.")  # fmt: skip
@click.option("--asked", multiple=True, type=WordsOf("ASK"), metavar="WHAT",
              help="What it asks for; default as in the template.")  # fmt: skip
@click.option("--news", metavar="TEXT", help="The occasion; default each person's open news.")
@click.option("--again", is_flag=True, help="Include people who were sent it before.")
@dry_run
@pass_app
def command(app: App, /, *, letter: str | None, dry_run: bool, **typed: Any) -> int:
    """Draft a letter to one or more people, from a template in letters/.

    LETTER is the template; the default is the plan's. People who already have a draft or were sent
    the letter get none. A person without a value that the template needs is left out, and hobnob
    tells you so. All greetings stand in the first line, and what looks left over is told.
    'hobnob help letter-writing' lists the values. 'hobnob drafts' lists the drafts.

    \b
    hobnob draft congratulations --to grace,george
    hobnob draft --plan next-role --dry-run
    hobnob draft advice-over-lunch --plan next-role --stage reached --kind email
    """
    from hobnob.cli.letter_batches import write_batch
    from hobnob.index.notes import head
    from hobnob.letters.drafting import draft_letters

    index = app.index
    order = _order(index, letter, typed)
    people = _people(app, typed, order)
    batch = draft_letters(index, people, order)
    return write_batch(app, batch, head(index, order.letter).slug, dry=dry_run)


def _order(index: Index, letter: str | None, typed: Any) -> DraftRequest:
    """Return the order from the options."""
    from hobnob.index.lookup import find_note
    from hobnob.letters.drafting import DraftRequest
    from hobnob.network.letters.templates import list_templates, template_of

    if not typed["who"] and not typed["plan"]:
        raise UsageError("to whom? Say it with --to or --plan: hobnob draft thank-you --to grace")
    if typed["stage"] and (typed["who"] or not typed["plan"]):
        raise UsageError("--stage says which people of a --plan; it does not go with --to")
    plan = find_note(index, typed["plan"], ("plan",)) if typed["plan"] else None
    if letter is not None:
        template: int | None = find_note(index, letter, ("letter",))
    else:
        template = template_of(index, plan) if plan else None
    if template is None:
        raise UsageError(
            "which letter? The plan names none: hobnob draft LETTER --plan PLAN",
            candidates=[known.letter for known in list_templates(index)],
        )
    asked = tuple(dict.fromkeys(word for words in typed["asked"] for word in words))
    return DraftRequest(
        letter=template, plan=plan, kind=typed["kind"], asked=asked, again=typed["again"],
        news=typed["news"] or "",
    )  # fmt: skip


def _people(app: App, typed: Any, order: DraftRequest) -> list[int]:
    """Return the ids of the recipients: the named people, or the people of the plan."""
    from hobnob.index.lookup import find_note
    from hobnob.notes.write import split_list

    if typed["who"]:
        names = [name for some in typed["who"] for name in split_list(some)]
        return [find_note(app.index, name, ("person",)) for name in names]
    assert order.plan is not None  # noqa: S101 - for the type checker
    return _at_stage(app, order.plan, typed["stage"] or "")


def _at_stage(app: App, plan_id: int, stage: str) -> list[int]:
    """Return the people of a plan who are at a stage and did not decline.

    Raises:
        UsageError: the plan has no such stage.
    """
    from hobnob.network.plans.plans import load_plan

    plan = load_plan(app.index, plan_id)
    names = [stage.name for stage in plan.stages]
    wanted = stage.strip().lower() or names[0].lower()
    if wanted not in [name.lower() for name in names]:
        raise UsageError(f"--stage: '{stage}' is none of this plan; it has {', '.join(names)}")
    there = [t for t in plan.targets if t.person and t.stage.lower() == wanted]
    # People who came by an introduction are written to for the first time when it is their move.
    first = wanted == names[0].lower()
    there += [
        t for t in plan.introduced
        if t.stage.lower() == wanted and (not first or (t.next and t.next.do == "introduction"))
    ]  # fmt: skip
    declined = sum(target.declined for target in there)
    unknown = [t.who.name for t in there if t.who.id is None]
    if declined:
        app.say(f"{count(declined, 'person', 'people')} declined, and will be left in peace")
    if unknown:
        app.say(f"there is no note about {', '.join(unknown)}: 'hobnob add person' makes one")
    found = [t.who.id for t in there if t.who.id is not None and not t.declined]
    if orgs := [t.who.name for t in plan.targets if t.org and not t.ways_in]:
        app.say(f"nobody to write to yet at {', '.join(orgs)}: hobnob plan {plan.slug} next")
    if not found:
        app.say(f"nobody in {plan.name} is at '{wanted}'")
    return found
