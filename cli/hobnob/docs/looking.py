"""What `brief` prints with `--json`, beside keys that others print too.

The one rule: as in `documents`, a key that a command prints is here; a test holds them to it.
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
}
