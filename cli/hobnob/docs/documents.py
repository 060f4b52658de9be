"""What the keys of `--json` hold and mean: those of notes, and those of all other answers.

The one rule: a key of a note stands in the declaration of its kind or in `DERIVED`; all others are
the fields of the class that a verb names in `@verb(prints=…)`. Tests hold the verbs to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from hobnob.answers import Key, heading, keys_of, summary_of
from hobnob.docs.markdown import code, render_table
from hobnob.docs.prints import classes_in, printed_answers, prints_of_verbs, render_prints
from hobnob.model import NOTE_KINDS
from hobnob.network.plans.forecast import MOST_LETTERS
from hobnob.network.plans.next_moves import Do
from hobnob.notes.schema import SCHEMAS, Field
from hobnob.wording import join_words

EVERY_NOTE = (
    Key("type", "text", "the kind: " + ", ".join(NOTE_KINDS)),
    Key("slug", "slug", "the name of its file"),
    Key("path", "text", "where it stands, relative to the journal"),
    Key("text", "text", "what stands below the keys"),
)

DERIVED: Mapping[str, tuple[Key, ...]] = {
    "person": (
        Key("last_contact", "date or null", "the latest contact"),
        Key("contacts", "number", "how many contacts there were"),
        Key("cadence_days", "number or null", "how often you mean to be in touch, in days"),
        Key("due", "date or null", "when the next contact is due"),
        Key("org", "text or null", "the organization of the present role"),
        Key("title", "text or null", "the title of the present role"),
    ),
    "interaction": (Key("is_contact", "true or false", "whether it counts as a contact today"),),
    "plan": (),
    "org": (
        Key("people_now", "list of slugs", "who is there; in `list orgs` and `show`"),
        Key("people_earlier", "list of slugs", "who was; in `list orgs` and `show`"),
    ),
    "letter": (),
}
"""The keys of a note's document that do not stand in its front matter."""

OTHERS: Mapping[str, tuple[str, tuple[Key, ...]]] = {
    "shown": (
        "What `hobnob show` has beside the keys of the note.",
        (
            Key(
                "promises",
                "list of [promises](#promise)",
                "those that concern a person, or stand "
                "in a plan and its interactions, or in an interaction",
            ),
            Key(
                "timeline",
                "list of interactions",
                "the latest first; of a person, a plan or an organization",
            ),
            Key(
                "ties",
                "list of objects: `person`, `together`, `last`",
                "of a person: who was there too, how often, and when last",
            ),
            Key("through", "list of slugs", "of a person: who introduced you"),
            Key("brought", "list of slugs", "of a person: whom they introduced you to"),
        ),
    ),
    "campaign": (
        "What `hobnob plan` prints: the keys of the plan's note, and these. They take the place of "
        "the note's own `stages`; `hobnob show` has those.",
        (
            Key(
                "stages",
                "list of objects: `name`, `count`, `rate`, `low`, `high`",
                "how many of the targets got at least so far, which part of the stage before that "
                "is (null of nobody), and its 95 % Wilson interval",
            ),
            Key(
                "targets",
                "list of objects: `person`, `stage`, `declined`, `next`, `last`, `through`",
                "the furthest stage of each; the next [move](#move) or null; the slug of what "
                "happened last, or null; who introduced them",
            ),
            Key("declined", "number", "how many of the targets said no, and did not come round"),
            Key("introduced", "list of objects, as of `targets`", "who came by an introduction"),
            Key(
                "chains",
                "list of objects: `people`, `evidence`",
                "of each win: from the first who was written to to the one with whom it was won, "
                "and the interactions that say so",
            ),
        ),
    ),
    "move": (
        "An item of `hobnob plan NAME next`, the most promising first.",
        (
            Key("do", "text", "what it is: " + ", ".join(f"`{do}`" for do in get_args(Do))),
            Key("person", "slug", "with whom"),
            Key("date", "date or null", "from when on; null is any time"),
            Key("due", "date or null", "by when it was promised"),
            Key("text", "text", "what to do and why"),
            Key("command", "text or null", "what to type for it"),
            Key("beside", "text or null", "what ticks off a promise that it keeps"),
        ),
    ),
    "forecast": (
        "What `hobnob plan NAME forecast` prints beside [those keys](#campaign).",
        (
            Key("chance", "number", "the probability of at least `wins` further wins"),
            Key(
                "more",
                "object of numbers",
                "the fewest more letters, from what is under way today, for a chance of `50`, `80` "
                f"and `95` per cent; null where not even {MOST_LETTERS:,} would do",
            ),
            Key("weakest", "text or null", "the stage that the step with the lowest rate leads to"),
            Key("wins", "number", "what `--wins` said"),
            Key("letters", "number", "what `--more` said: part of `chance` and `likely_wins`"),
            Key("won", "number", "how many are won already"),
            Key("won_through", "number", "how many more were won through introductions"),
            Key("under_way", "number", "how many may still go on, the listed among them"),
            Key(
                "likely_wins",
                "object: `mean`, `low`, `high`",
                "how many further wins on average, and between how many with 95 % probability",
            ),
            Key(
                "steps",
                "list of objects: `stage`, `tried`, `went_on`, `expected`, `rate`, `low`, `high`",
                "each step: how many could and how many did, what was hoped for, what rate is "
                "reckoned with, and its 95 % credible interval",
            ),
        ),
    ),
    "promise": (
        "An item of `hobnob list promises`.",
        (
            Key("ref", "text", "six letters that tell it from all others"),
            Key("text", "text", "what was promised"),
            Key("due", "date or null", "by when"),
            Key("owner", "`me` or a slug", "who promised"),
            Key("done", "true or false", "whether it was kept"),
            Key("note", "slug", "the note in which it stands"),
        ),
    ),
    "tag": (
        "An item of `hobnob list tags`.",
        (
            Key("tag", "text", "the tag, as it is most often typed"),
            Key("people", "number", "how many people have it"),
            Key("interactions", "number", "how many interactions have it"),
            Key("last", "date or null", "the latest of these interactions"),
        ),
    ),
    "place": (
        "An item of `hobnob list places`.",
        (
            Key("place", "text", "the place, as it was typed"),
            Key("people", "number", "how many people you met there"),
            Key("interactions", "number", "how many interactions there were"),
            Key("last", "date or null", "the latest of them"),
        ),
    ),
    "stats": (
        "What `hobnob stats` prints; all up to today.",
        (
            Key("people", "number", "all people"),
            Key("interactions", "number", "all interactions"),
            Key("contacts", "number", "those that count as a contact"),
            Key("drafts", "number", "what was not sent yet"),
            Key("plans", "number", "all plans"),
            Key("orgs", "number", "organizations that have a note or that a role names"),
            Key("open_promises", "number", "of mine and of others"),
            Key("kept_promises", "number", "of mine and of others"),
            Key("first", "date or null", "the first contact"),
            Key("last", "date or null", "the last contact"),
            Key("months", "object of numbers", "contacts by month: `2026-11`"),
            Key("years", "object of numbers", "contacts by year"),
            Key("kinds", "object of numbers", "interactions by kind, the most frequent first"),
            Key("most_met", "list of objects: `person`, `contacts`", "whom you met most of late"),
        ),
    ),
    "guess": (
        "An item of the `guesses` of `hobnob log` and `hobnob note`.",
        (
            Key("typed", "text", "a name that fits several people, as it was typed"),
            Key("person", "slug", "whom it was taken to mean"),
            Key("reason", "text", "why, in words"),
        ),
    ),
    "letter": (
        "An item of `hobnob letters`.",
        (
            Key("letter", "slug", "the template"),
            Key("subject", "text or null", "its subject, as it stands in the template"),
            Key("drafts", "number", "how many letters made from it wait to be sent"),
            Key("sent", "number", "how many were sent"),
            Key("answered", "number", "how many of those were [answered](asking.md)"),
            Key("last", "date or null", "when the latest was sent"),
            Key("plans", "list of slugs", "the plans that send it"),
        ),
    ),
    "draft": (
        "What `hobnob draft` prints.",
        (
            Key(
                "drafted",
                "list of interactions",
                "the drafts, each with `warnings`: an array of `code` and `message`",
            ),
            Key(
                "skipped",
                "list of objects: `person`, `reason`, `note`, `date`",
                "who has it already: `reason` is `draft` or `sent`",
            ),
            Key(
                "missing",
                "list of objects: `person`, `field`, `line`",
                "of whom something is not known that the letter says; `line` is null for its "
                "subject",
            ),
            Key("remark", "text or null", "what there is to say of asking outright"),
        ),
    ),
    "asks": (
        "What `hobnob asks` prints. Asks are counted as objects of `asked`, `answered`, `agreed`, "
        "`declined` (numbers) and `intervals`: the ends of the 95 % interval of each of the three "
        "rates, from 0 to 1. With WHO there are `asks`, and `people` has that person alone.",
        (
            Key("oblique", "object of numbers", "asks for anything else than what is direct"),
            Key("direct", "object of numbers", "asks for a job, a sale or money"),
            Key("by", "text", "what `groups` are by: kind, person, plan or year"),
            Key(
                "groups",
                "list of objects of numbers",
                "each with its `name`: a word, a slug, a year, or null for no plan",
            ),
            Key(
                "people",
                "list of objects: `person`, `got`, `gave`, `introduced`, `last`",
                "what went to and fro: `got` and `gave` count by word",
            ),
            Key(
                "asks",
                "list of objects: `note`, `date`, `kind`, `asked`, `direct`, `plan`, "
                "`answered`, `answer`, `outcome`",
                "with WHO: what was asked of them; `answer` is "
                "the slug of the interaction that answered it, `outcome` agreed, declined or null",
            ),
        ),
    ),
    "problem": (
        "An item of `hobnob check`.",
        (
            Key("path", "text", "the file, relative to the journal"),
            Key("line", "number", "from 1; 1 for the whole file"),
            Key("column", "number", "from 1"),
            Key("code", "text", "what it is; see [checks](checks.md)"),
            Key("message", "text", "what is wrong, and what would be right"),
            Key("severity", "text", "`error` or `warning`"),
        ),
    ),
}
"""What is printed that is no note, and where, as far as no verb names the class of it."""


def render_documents() -> str:
    """Return the tables of all documents."""
    parts = ["## Every note", _table(EVERY_NOTE)]
    for kind in NOTE_KINDS:
        own = [_of_field(field) for field in SCHEMAS[kind].fields]
        derived = {key.name for key in DERIVED[kind]}
        parts += [f"## A note of type {kind}", _table([k for k in own if k.name not in derived])]
        if DERIVED[kind]:
            parts += ["Derived:", _table(DERIVED[kind])]
    for name, (says, keys) in sections().items():
        parts += [f"## {name.capitalize()}", says, _table(keys)]
    return "\n\n".join(parts)


def _table(keys: tuple[Key, ...] | list[Key]) -> str:
    return render_table(("key", "holds", "means"), [(code(k.name), k.holds, k.means) for k in keys])


def _of_field(field: Field) -> Key:
    if field.parts:
        inner = ", ".join(code(part.name) for part in field.parts)
        return Key(field.name, f"list of objects: {inner}", field.means)
    one = "slug" if field.type.refers else _HOLDS.get(field.type.name, "text")
    if field.pairs:
        return Key(field.name, f"object of {one}s", field.means)
    return Key(field.name, f"list of {one}s" if field.many else one, field.means)


_HOLDS = {
    "flag": "true or false",
    "date": "date",
    "date or date and time": "date",
    "rate": "number",
}


def sections() -> dict[str, tuple[str, tuple[Key, ...]]]:
    """Return what is printed that is no note: by name, a sentence and the keys."""
    answers = printed_answers()
    told = {heading(kind): (_says(kind), keys_of(kind, answers)) for kind in answers}
    return dict(sorted({**OTHERS, **told}.items()))


def _says(kind: type) -> str:
    """Return what an answer is, and which commands print it."""
    by = [code(command) for command, words in prints_of_verbs() if kind in classes_in(words)]
    return f"{summary_of(kind)} Printed by {join_words(by)}."


DOCUMENT_FILLS = {"documents": render_documents, "prints": render_prints}
