"""What a letter may say and do, from the code that lets it.

The one rule: what the sandbox allows is what the manual says.
"""

from __future__ import annotations

from hobnob.docs.markdown import code, render_table
from hobnob.letters import filters, sandbox
from hobnob.letters.remarks import MOST_WORDS
from hobnob.network.asks.replies import WAIT_DAYS

_FILTERS = {
    "upper": "in capitals",
    "lower": "in small letters",
    "capitalize": "with a capital at the beginning, the rest as it is",
    "title": "with a capital at each word",
    "trim": "without the blanks around it",
    "replace": "with a part replaced: `replace('a', 'b')`",
    "split": "as the list of its words, or of what stands between separators: `split(', ')`",
    "truncate": "cut at a word, after so many characters: `truncate(40)`",
    "join": "a list as one text: `join(', ')`",
    "first": "the first item of a list",
    "last": "the last item of a list",
    "length": "how many items a list has, or letters a text",
    "sort": "a list by the alphabet",
    "reverse": "a list, or a text, from its end",
    "default": "another value where this one is not known: `default('your firm')`",
    "date": "a date as one writes it: `22 November 2026`",
}


def render_filters() -> str:
    """Return the table of filters."""
    rows = [(code(name), _FILTERS[name]) for name in filters.FILTERS]
    return render_table(("filter", "gives"), rows)


def render_bounds() -> str:
    """Return the list of bounds."""
    return "\n".join(
        (
            f"- a template has no more than {sandbox.LONGEST_SOURCE:,} characters",
            f"- a letter, and any text made on the way, has no more than {filters.LONGEST_TEXT:,}",
            f"- filling it in handles no more than {sandbox.MOST_WORK:,} characters and items of "
            "lists; each time round a `for` counts what stands in it",
            "- only the filters below, and "
            f"{', '.join(code(f'.{name}()') for name in filters.METHODS)} of a text, can be "
            "called; there is no `range`",
            "- only the values above are there; no attribute of Python's leads anywhere",
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
