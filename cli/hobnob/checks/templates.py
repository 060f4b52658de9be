"""Checks of letter templates: templates that `draft` would refuse.

The one rule: a template is read as `draft` reads it, but it is not filled in.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import BODY_LINE, Finding, check
from hobnob.index.check_queries import letters
from hobnob.index.index import Index


@check()
def letter_template(index: Index) -> Iterator[Finding]:
    """A letter template that cannot become a draft.

    **Why it matters.** `draft` will refuse it when you want to send the letters.

    **How to fix it.** Correct the line: close what is open, remove what a letter may not do, such
    as `include`, and use only values that a person can have. If a value may be missing, use
    `is defined` or `default`.

    ```
    Dear {{ person.frist_name }},       # Dear {{ person.first_name }},
    ```
    """
    rows = letters(index)
    if not rows:
        return
    from hobnob.letters.vocabulary import Vocabulary

    vocabulary = Vocabulary(index)
    for path, subject, body in rows:
        for _, why in vocabulary.faults(subject):
            yield Finding(path=path, message=f"subject: {why}", at=("subject",))
        if not body.strip():
            yield Finding(path=path, message="there is no text below its front matter")
        for line, why in vocabulary.faults(body):
            yield Finding(path=path, message=why, at=(BODY_LINE, line - 1))
