"""The tools that only read.

The one rule: a tool replies with the keys that are needed to choose, unless others are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from mcp.types import CallToolResult
from pydantic import Field

from hobnob.mcp.replies import refusal
from hobnob.mcp.session import Session

Name = Annotated[str, Field(description="A slug, as another tool gave it; a name works too.")]
Fields = Annotated[
    list[str], Field(description="Keys to reply with instead; a.b is the key b below a.")
]
Limit = Annotated[int, Field(ge=1, le=500, description="At most so many.")]
Day = Annotated[str, Field(description="2026-11-22, 2026-11, 2026, or '3 months' ago.")]
Words = Annotated[str, Field(description="Words that the note must have; beginnings are enough.")]

_NEED = ("reason", "people", "date", "text", "author", "note", "ref")
_NOTE = (
    "type", "slug", "name", "org", "title", "circle", "location", "last_contact", "contacts",
    "due", "date", "people", "kind", "place", "outcome", "draft", "status", "snippet",
)  # fmt: skip
_PROMISE = ("ref", "text", "owner", "due", "date", "people", "by", "note", "state")
_PLAN = (
    "slug", "name", "goal", "status", "deadline", "people", "stages", "declined",
    "targets.person", "targets.org", "targets.stage", "targets.declined",
)  # fmt: skip

_FORECAST = (
    "slug", "name", "goal", "chance", "hope", "more", "weakest", "guess", "wins", "letters", "won",
    "under_way", "likely_wins", "steps",
)  # fmt: skip

_LISTS: dict[str, tuple[str, Collection[str]]] = {
    "person": (
        "list people",
        ("org", "ever", "with_", "tag", "place", "circle", "plan", "since", "until"),
    ),
    "interaction": (
        "list interactions",
        ("org", "with_", "tag", "place", "plan", "since", "until"),
    ),
    "plan": ("list plans", ("with_", "tag")),
}
"""The lists by the kind of their notes, each with the conditions that it takes."""


def named(name: str) -> CallToolResult | None:
    """Return the refusal of a name that means another note later; None for any other."""
    if name.strip() == "last" or name.strip().isdecimal():
        return refusal(
            "bad-value", f"'{name}' means what a terminal showed or logged last; give the slug, or "
            "the ref of a promise"
        )  # fmt: skip
    return None


@dataclass(frozen=True, kw_only=True)
class Reader:
    """The tools that only read."""

    session: Session

    def today(
        self,
        days: Annotated[int, Field(ge=0, le=3660, description="Also the next N days.")] = 0,
        limit: Limit = 15,
        fields: Fields = [],  # noqa: B006 - the protocol shows the default, and nothing changes it
    ) -> CallToolResult:
        """Who needs the owner today, and why: the most urgent first.

        Promises (of the owner, and of others), follow-ups, birthdays, news, thanks owed, drafts,
        appointments, the next move of each plan, people to be in touch with again.
        """
        return self.session.ask("today", keys=fields or _NEED, most=limit, days=days or None)

    def find(
        self,
        words: Words = "",
        kind: Literal["", "person", "interaction", "plan", "org", "page"] = "",
        any_word: Annotated[bool, Field(description="Some of the words are enough.")] = False,
        org: Annotated[str, Field(description="People who are there now.")] = "",
        ever: Annotated[bool, Field(description="With org: also who was there.")] = False,
        who: Annotated[str, Field(description="With this person; names as slugs.")] = "",
        tag: str = "",
        place: str = "",
        circle: Literal["", "inner", "close", "active", "wide"] = "",
        plan: Annotated[str, Field(description="What belongs to this plan.")] = "",
        since: Day = "",
        until: Day = "",
        limit: Limit = 20,
        fields: Fields = [],  # noqa: B006
    ) -> CallToolResult:
        """Find notes by words, or list people, interactions or plans by what they are.

        Words alone search everything, the best first, misspelled names too. With another condition,
        or without words, it lists: what kind says; else interactions with who, or people.
        """
        conditions: dict[str, Any] = {
            "org": org, "ever": ever, "with_": who, "tag": tag, "place": place, "circle": circle,
            "plan": plan, "since": since, "until": until,
        }  # fmt: skip
        given = {name: value for name, value in conditions.items() if value}
        keys = fields or _NOTE
        if words and not given:
            return self.session.ask(
                "search", (words,), keys=keys, most=limit, kind=kind, any=any_word
            )
        listed = kind or ("interaction" if who else "person")
        if any_word or listed not in _LISTS:
            return refusal("bad-value", "any_word, pages and organizations go with words alone")
        verb, takes = _LISTS[listed]
        if wrong := [name.strip("_") for name in given if name not in takes]:
            return refusal("bad-value", f"a list of kind {listed} has no {', '.join(wrong)}")
        return self.session.ask(verb, keys=keys, most=limit, text=words, **given)

    def get(
        self,
        name: Name,
        view: Annotated[
            Literal["note", "brief", "ties"],
            Field(description="brief: what to know before meeting them; ties: whom they know."),
        ] = "note",
        limit: Annotated[int, Field(ge=0, le=500, description="Interactions of a note.")] = 5,
        fields: Fields = [],  # noqa: B006
    ) -> CallToolResult:
        """All about a person, a plan, an organization, an interaction or a letter."""
        if wrong := named(name):
            return wrong
        if view == "note":
            return self.session.ask("show", (name,), keys=fields, limit=limit or "0")
        return self.session.ask(view, (name,), keys=fields)

    def promises(
        self,
        who: Annotated[str, Field(description="Only promises about this person.")] = "",
        whose: Annotated[
            Literal["all", "mine", "theirs", "asked"],
            Field(description="asked: no promises yet, but what letters ask of the owner."),
        ] = "all",
        kept: Annotated[bool, Field(description="Only those that were kept.")] = False,
        limit: Limit = 30,
    ) -> CallToolResult:
        """Open promises, what is due first coming first; `ref` is for `update`."""
        chosen: dict[str, Any] = {whose: True} if whose != "all" else {}
        return self.session.ask(
            "list promises", keys=_PROMISE, most=limit, with_=who, kept=kept, **chosen
        )

    def plan(
        self,
        name: Annotated[str, Field(description="Its slug; empty for the only active plan.")] = "",
        part: Annotated[
            Literal["page", "next", "forecast"],
            Field(description="How far it is, what to do now, or what to expect of it."),
        ] = "page",
        wins: Annotated[int, Field(ge=1, description="Forecast of so many more wins.")] = 1,
        more: Annotated[int, Field(ge=0, le=1000, description="With N more letters.")] = 0,
        limit: Limit = 20,
        fields: Fields = [],  # noqa: B006
    ) -> CallToolResult:
        """How far a plan has come, its next moves, or its forecast.

        A forecast is a chance from the owner's own past rates and a hope, with few cases: say how
        sure it is, and never that it will happen. It does not know the quality of a letter.
        """
        names: Sequence[str] = (name,) if name else ()
        if part == "next":
            return self.session.ask("plan", (*names, "next"), keys=fields, most=limit)
        if part == "forecast":
            return self.session.ask(
                "plan", (*names, "forecast"), keys=fields or _FORECAST, wins=wins, more=more or None
            )
        return self.session.ask("plan", names, keys=fields or _PLAN)
