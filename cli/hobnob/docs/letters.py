"""What a letter may contain, for the manual.

The one rule: the limits and names come from the sandbox itself.
"""

from __future__ import annotations

from hobnob.docs.markdown import code, render_table
from hobnob.letters import filters, sandbox
from hobnob.letters.remarks import MOST_WORDS
from hobnob.network.asks.replies import WAIT_DAYS

_FILTERS = {
    "upper": "in capitals",
    "lower": "in lower case",
    "capitalize": "with a capital first letter, the rest unchanged",
    "title": "with a capital first letter in each word",
    "trim": "without spaces at both ends",
    "replace": "with a part replaced: `replace('a', 'b')`",
    "split": "the list of its words, or of the parts between separators: `split(', ')`",
    "truncate": "cut after a word, to a number of characters: `truncate(40)`",
    "join": "a list as one text: `join(', ')`",
    "first": "the first item of a list",
    "last": "the last item of a list",
    "length": "the number of items in a list, or of letters in a text",
    "sort": "a list in alphabetical order",
    "reverse": "a list or a text in reverse order",
    "default": "another value if this one is unknown: `default('your firm')`",
    "date": "a date in full: `22 November 2026`",
}


def render_filters() -> str:
    """Return the table of filters."""
    rows = [(code(name), _FILTERS[name]) for name in filters.FILTERS]
    return render_table(("filter", "gives"), rows)


def render_bounds() -> str:
    """Return the list of limits."""
    return "\n".join(
        (
            f"- a template has at most {sandbox.LONGEST_SOURCE:,} characters",
            "- a letter, and each text that is made for it, has at most "
            f"{filters.LONGEST_TEXT:,} characters",
            f"- filling it in handles at most {sandbox.MOST_WORK:,} characters and items of lists; "
            "the content of a `for` counts each time",
            "- you can call only the filters below, and "
            f"{', '.join(code(f'.{name}()') for name in filters.METHODS)} of a text; "
            "there is no `range`",
            "- you can use only the values above; Python's own attributes are not available",
            "- there is no `include`, `import`, `extends`, `block`, `macro` or `call`",
        )
    )


_EXAMPLE = """```markdown
---
subject: Congratulations, {{ person.first_name }}
asked: advice
---
Dear {{ person.name }},

I read the news this week: {{ news }}. May I ring you on Thursday?
```"""

LETTER_FILLS = {
    "example": lambda: _EXAMPLE,
    "filters": render_filters,
    "bounds": render_bounds,
    "words": lambda: str(MOST_WORDS),
    "wait": lambda: str(WAIT_DAYS),
}
