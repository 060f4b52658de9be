"""What the settings name that there is not.

The one rule: a check here is about `mkdocs.yml`, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import Finding, check, registered
from hobnob.index.index import Index
from hobnob.journal import SITE_FILE
from hobnob.names import nearest


@check("warning")
def no_such_check(index: Index) -> Iterator[Finding]:
    """A code under `unchecked` in `mkdocs.yml` that no check has.

    **Why it matters.** The check that was meant is still made.

    **Put it right** by its code, as `hobnob check` shows it in front of each finding.

    ```
    plugins:
      - hobnob:
          unchecked: [long-letter]      # not [long-letters]
    ```
    """
    known = registered()
    for code in sorted(index.journal.settings.unchecked - known.keys()):
        close = nearest(code, list(known), 1)
        hint = f"did you mean {close[0]}?" if close else "'hobnob help checks' lists them"
        yield Finding(path=SITE_FILE, message=f"unchecked: there is no check '{code}'; {hint}")
