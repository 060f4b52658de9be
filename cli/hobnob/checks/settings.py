"""Checks of settings: names that do not exist.

The one rule: a finding here has `mkdocs.yml` as its path.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import Finding, check, registered
from hobnob.index.index import Index
from hobnob.journal import SITE_FILE
from hobnob.names import nearest


@check("warning")
def no_such_check(index: Index) -> Iterator[Finding]:
    """An unknown code under `unchecked` in `mkdocs.yml`.

    **Why it matters.** The check that you mean still runs.

    **How to fix it.** Use the code that `hobnob check` shows in front of each finding.

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
