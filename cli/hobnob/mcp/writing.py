"""The tools that write, and the one for letters.

The one rule: what could replace something that the owner wrote is only shown, unless the request
says `dry_run: false`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from mcp.types import CallToolResult
from pydantic import Field

from hobnob.mcp.reading import Limit, Name, named
from hobnob.mcp.replies import refusal
from hobnob.mcp.session import Session

DryRun = Annotated[bool, Field(description="Only say what would change; write nothing.")]
Names = Annotated[list[str], Field(description="Slugs or names.")]

_LOGGED = (
    "type", "slug", "path", "date", "people", "kind", "direction", "outcome", "asked", "gave",
    "introduced", "plan", "place", "follow_up", "draft", "text", "guesses", "promises", "unused",
    "suggestions", "change",
)  # fmt: skip
_RECORDS = {
    "done": "done",
    "undone": "undone",
    "accepted": "accept",
    "sent": "sent",
    "happened": "happened",
    "cancelled": "happened",
}


@dataclass(frozen=True, kw_only=True)
class Writer:
    """The tools that write."""

    session: Session

    def log_interaction(
        self,
        text: Annotated[str, Field(description="What happened, in a line, as the owner says it.")],
        people: Annotated[
            list[str], Field(description="Who, as slugs, if the text leaves it open.")
        ] = [],  # noqa: B006
        date: Annotated[str, Field(description="2026-11-22, or '2026-11-22 12:30'.")] = "",
        kind: Annotated[str, Field(description="letter, email, call, meeting, meal, …")] = "",
        direction: Literal["", "out", "in", "both"] = "",
        outcome: Literal["", "no-answer", "declined", "agreed", "won", "cancelled"] = "",
        asked: Annotated[list[str], Field(description="advice, introduction, job, …")] = [],  # noqa: B006
        gave: Annotated[list[str], Field(description="The same words.")] = [],  # noqa: B006
        introduced: Names = [],  # noqa: B006
        plan: str = "",
        place: str = "",
        tags: list[str] = [],  # noqa: B006
        follow_up: Annotated[str, Field(description="A date, or '3 weeks'.")] = "",
        subject: str = "",
        draft: Annotated[bool, Field(description="Not sent, or not happened yet.")] = False,
        private: bool = False,
        new: Annotated[bool, Field(description="Make notes for people who have none.")] = False,
        dry_run: DryRun = False,
    ) -> CallToolResult:
        """Write down a meeting, a call or a letter.

        The text may say when, with whom, where, what was promised and when to follow up: "Coffee
        with Greg at The Bench, promised to send the runbook by Friday; follow up in 3 weeks". It is
        kept as it is. Read in the reply how it was understood. If a name fits several people,
        nothing is written and `candidates` lists them: say whom in `people`.
        """
        if text.strip() == "-":
            return refusal("bad-value", "what happened? Write a line of text")
        return self.session.write(
            "log", (text,), dry=dry_run, keys=_LOGGED, strict=True, with_=people, date=date,
            kind=kind, direction=direction, outcome=outcome, asked=asked, gave=gave,
            introduced=introduced, plan=plan, place=place, tag=tags, follow_up=follow_up,
            subject=subject, draft=draft, private=private, new=new,
        )  # fmt: skip

    def update(
        self,
        note: Annotated[str, Field(description="Its slug; for a promise its ref.")],
        keys: Annotated[
            dict[str, Any],
            Field(description='Such as {"circle": "close", "tags+": ["maths"], "phones": null}.'),
        ] = {},  # noqa: B006
        record: Annotated[
            Literal["", "done", "undone", "accepted", "sent", "happened", "cancelled"],
            Field(description="done, undone, accepted: of a ref; sent: a draft; or an appointment"),
        ] = "",
        date: Annotated[str, Field(description="With sent or happened: when.")] = "",
        dry_run: DryRun = True,
    ) -> CallToolResult:
        """Set keys of a note, or record that a promise was kept, a letter sent, a meeting held.

        A list replaces the list, "key+" adds to it, "key-" takes away, null removes the key. Only
        the lines of these keys change. To correct who took part: {"people-": ["a"], "people+":
        ["b"]}; links in the text follow.
        """
        if wrong := named(note):
            return wrong
        if bool(keys) == bool(record):
            return refusal("bad-value", "give either keys or record")
        if keys:
            if {"slug", "name"} & keys.keys():
                return refusal("bad-value", "restructure changes a name, with all references to it")
            line = json.dumps({"slug": note, **keys}, ensure_ascii=False)
            return self.session.write("set -", dry=dry_run, stdin=line)
        return self.session.write(
            _RECORDS[record], (note,), dry=dry_run, no=record == "cancelled", date=date
        )

    def add_people(
        self,
        people: Annotated[
            list[dict[str, Any]],
            Field(min_length=1, max_length=500,
                  description='Such as [{"name": "Ada King", "emails": ["a@b.example"]}].'),
        ],
        dry_run: DryRun = False,
    ) -> CallToolResult:  # fmt: skip
        """Make notes of new people, all as one change.

        Who exists already, by name, address or number, is left out, and a notice says so.
        """
        lines = "\n".join(json.dumps(person, ensure_ascii=False) for person in people)
        return self.session.write(
            "add person -", dry=dry_run, stdin=lines, yes=True,
            keys=("type", "slug", "paths", "left_out", "line", "code", "message", "candidates"),
        )  # fmt: skip

    def letters(
        self,
        action: Annotated[
            Literal["templates", "drafts", "read", "draft"],
            Field(description="List templates, list drafts, read one as it goes out, or draft."),
        ],
        name: Annotated[str, Field(description="A template; to read, the slug of a draft.")] = "",
        to: Names = [],  # noqa: B006
        plan: Annotated[str, Field(description="Without to: its people not written to.")] = "",
        kind: Literal["letter", "email", "message"] = "letter",
        news: Annotated[str, Field(description="The occasion, if it is not in their notes.")] = "",
        limit: Limit = 20,
        dry_run: DryRun = False,
    ) -> CallToolResult:
        """Templates and drafts of letters; hobnob sends nothing, the owner does.

        A draft is made from a template, one for each person. Read it, and mend what is left over.
        When the owner has sent it, `update` records that.
        """
        if wrong := named(name):
            return wrong
        names = (name,) if name else ()
        if action == "templates":
            return self.session.ask("letters", names, most=limit)
        if action == "drafts":
            return self.session.ask(
                "drafts", most=limit, plan=plan, letter=name,
                keys=("slug", "people", "date", "kind", "subject", "letter", "plan", "warnings"),
            )  # fmt: skip
        if action == "read":
            return self.session.ask("show", names, format="text")
        return self.session.write(
            "draft", names, dry=dry_run, to=to, plan=plan, kind=kind, news=news,
            keys=("paths", "drafted.slug", "drafted.people", "drafted.warnings", "skipped",
                  "missing"),
        )  # fmt: skip

    def restructure(
        self,
        action: Annotated[
            Literal["rename", "move"],
            Field(description="rename: a note and all references; move: somebody has a new role."),
        ],
        note: Name,
        new_name: Annotated[str, Field(description="With rename.")] = "",
        org: Annotated[str, Field(description="With move: where they are now.")] = "",
        title: Annotated[str, Field(description="With move: what they do there.")] = "",
        since: Annotated[str, Field(description="With move: 2026-11; default this month.")] = "",
        dry_run: DryRun = True,
    ) -> CallToolResult:
        """Rename a note everywhere, or give somebody a new role and end the old one.

        To merge or remove notes, the owner uses a terminal.
        """
        if wrong := named(note):
            return wrong
        if action == "move":
            return self.session.write(
                "move", (note,), dry=dry_run, org=org, title=title, since=since,
                keys=("slug", "roles", "paths", "diff"),
            )  # fmt: skip
        if not new_name:
            return refusal("missing", "rename to what? Give new_name")
        return self.session.write("rename", (note, new_name), dry=dry_run)

    def undo(
        self,
        changes: Annotated[
            list[str], Field(min_length=1, description="Ids of changes, the latest first.")
        ],
        dry_run: DryRun = True,
    ) -> CallToolResult:
        """Take back changes by their ids; text that somebody wrote since is never overwritten."""
        return self.session.undo(changes, dry=dry_run)
