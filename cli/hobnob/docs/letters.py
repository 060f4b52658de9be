"""What a letter may contain, for the manual.

The one rule: the limits and names come from the sandbox itself.
"""

from __future__ import annotations

from hobnob.docs.markdown import code
from hobnob.letters import filters, sandbox
from hobnob.letters.remarks import MOST_WORDS
from hobnob.network.asks.replies import WAIT_DAYS

_EXAMPLE = """```markdown
---
subject: Congratulations, {{ first_name }}
asked: advice
---
{{ greeting }},

I read the news this week: {{ news }}.

<!-- Say why them, in one sentence. -->

May I ring you on Thursday?
```"""

LETTER_FILLS = {
    "example": lambda: _EXAMPLE,
    "greeting": lambda: "{{ greeting }}",
    "longest_source": lambda: f"{sandbox.LONGEST_SOURCE:,}",
    "longest_text": lambda: f"{filters.LONGEST_TEXT:,}",
    "most_work": lambda: f"{sandbox.MOST_WORK:,}",
    "methods": lambda: ", ".join(code(f".{name}()") for name in filters.METHODS),
    "words": lambda: str(MOST_WORDS),
    "wait": lambda: str(WAIT_DAYS),
}
