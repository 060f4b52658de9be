"""Templates of letters: what `draft` would refuse.

The one rule: a template is read here as `draft` reads it, and filled in for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import BODY_LINE, Finding, check
from hobnob.index.check_queries import letters
from hobnob.index.index import Index


@check()
def letter_template(index: Index) -> Iterator[Finding]:
    """A template of a letter of which no draft can be made.

    **Why it matters.** `draft` refuses it, on the day on which the letters were to go out.

    **Put it right** on the line: close what is open, leave out what a letter may not do (`include`
    among it), and say only what can be known of somebody. A value that may not be there is no
    fault where the template minds it, with `is defined` or `default`.

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
            yield Finding(path=path, message="it says nothing below its front matter")
        for line, why in vocabulary.faults(body):
            yield Finding(path=path, message=why, at=(BODY_LINE, line - 1))
