"""How many lines wait in the inbox.

The one rule: an empty inbox costs a look at two names on the disk; no language is read for it.
"""

from __future__ import annotations

from hobnob.inbox_files import load_inbox
from hobnob.index.index import Index


def count_waiting(index: Index) -> int:
    """Return how many lines wait in the inbox; a file that cannot be read counts as one."""
    files = [file for file in load_inbox(index.journal) if file.problem or file.text.strip()]
    if not files:
        return 0
    # Late: this reads the words of a language.
    from hobnob.capture.inbox.days import dated_items
    from hobnob.capture.inbox.items import InboxText
    from hobnob.capture.words.language import load_language_settings

    settings = load_language_settings(index.journal.settings)
    return sum(
        1
        if file.problem
        else sum(1 for _ in dated_items(file, InboxText(file.text), settings, index.today))
        for file in files
    )
