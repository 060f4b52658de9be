"""The keys that `brief`, `review` and `export` print with `--json`.

The one rule: as in `documents`, all printed keys are here; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping

from hobnob.answers import Key

LOOKING: Mapping[str, tuple[str, tuple[Key, ...]]] = {
    "brief": (
        "What `hobnob brief` has beside the keys of the person.",
        (
            Key("first_contact", "date or null", "the first contact"),
            Key("through", "list of slugs", "who introduced you"),
            Key(
                "latest",
                "list of objects: `note`, `date`, `kind`, `place`, `people`, `text`",
                "the last three contacts, the latest first, each with how its text begins",
            ),
            Key(
                "topics",
                "list of objects: `reason`, `text`, `date`, `note`, `ref`, `person`",
                "what you might bring up; see [briefing](briefing.md). `ref` is of a promise, "
                "`person` of whom to thank for",
            ),
            Key(
                "both_know",
                "list of objects: `person`, `why`",
                "whom you both know; `why` is a list of texts",
            ),
            Key(
                "what_i_asked",
                "list of objects: `date`, `note`, `what`, `outcome`",
                "what you asked of them, the latest first",
            ),
            Key("what_i_gave", "the same", "what you did for them"),
        ),
    ),
    "meeting": (
        "An item of the `meetings` of `hobnob brief --calendar`.",
        (
            Key("summary", "text", "what the calendar calls it"),
            Key(
                "start",
                "date",
                "when it begins, by your clock; with a time unless it takes whole days",
            ),
            Key("end", "date", "when it ends; of whole days, the last"),
            Key("all_day", "true or false", "whether it takes whole days"),
            Key("place", "text or null", "where"),
            Key("people", "list of slugs", "whom of the journal you will meet"),
            Key("declined", "list of slugs", "who said that they are not coming"),
            Key(
                "unknown",
                "list of objects: `name`, `email`, `candidates`",
                "guests whom the journal does not know for certain; `candidates` are slugs",
            ),
        ),
    ),
    "review": (
        "What `hobnob review` prints; `path` is the page, with `--write`.",
        (
            Key("period", "text", "`2026-W47`, `2026-11` or `2026`"),
            Key("first", "date", "its first day"),
            Key("last", "date", "its last day"),
            Key("until", "date", "the last day that is looked at: today, while it is not over"),
            Key("contacts", "number", "how many contacts there were"),
            Key("kinds", "object of numbers", "contacts by kind, the most frequent first"),
            Key("people", "list of slugs", "with whom"),
            Key(
                "happened",
                "list of objects: `note`, `date`, `kind`, `people`, `is_contact`",
                "all that was logged of the period but drafts",
            ),
            Key(
                "first_time",
                "list of objects: `person`, `date`",
                "with whom you were in touch for the first time",
            ),
            Key("warmed", "list of objects: `person`, `why`", "ties that warmed"),
            Key("quieter", "list of objects: `person`, `why`", "ties that grew quieter"),
            Key("kept", "list of [promises](#promise)", "kept ones in notes of the period"),
            Key("promised", "list of [promises](#promise)", "open ones in notes of the period"),
            Key(
                "came_due",
                "list of [promises](#promise)",
                "open ones of other notes that became due in it",
            ),
            Key(
                "plans",
                "list of objects: `plan`, `happened`, `stages` (of `name`, `before`, "
                "`count`), `steps` (of `person`, `before`, `stage`, `declined`)",
                "plans for which anything was logged",
            ),
            Key(
                "thanks",
                "list of objects: `introducer`, `introduced`, `note`, `date`",
                "thanks given",
            ),
            Key("path", "text or null", "the page that was written"),
        ),
    ),
    "day": (
        "An item of the `entries` of `hobnob export calendar`.",
        (
            Key("uid", "text", "the UID in the calendar"),
            Key(
                "reason",
                "text",
                "birthday, follow_up, promise, theirs (a promise of somebody's), or cadence",
            ),
            Key(
                "date", "date", "the day; of a birthday, that of birth, or the day in the year 2000"
            ),
            Key("yearly", "true or false", "whether it comes every year"),
            Key("summary", "text", "what it is called"),
            Key("text", "text", "what is said beneath"),
            Key("people", "list of slugs", "whom it is about"),
            Key("note", "slug", "the note that says so"),
            Key("private", "true or false", "whether it is marked as private"),
        ),
    ),
}
