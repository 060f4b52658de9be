"""The pages of what is found while the files are read.

The one rule: whatever code `hobnob.notes.read` and `hobnob.index.disk` complain with has its page
here; a test holds them to it.
"""

from __future__ import annotations

from textwrap import dedent

from hobnob.checks.table import Page
from hobnob.model import Severity


def _page(code: str, text: str, severity: Severity = "error") -> Page:
    return Page(code=code, severity=severity, text=dedent(text).strip())


PAGES: tuple[Page, ...] = (
    _page(
        "front-matter",
        """
        The front matter is missing, is never closed, or is not YAML.

        **Why it matters.** Without it hobnob does not know what the note says. The note is left
        out of everything else until it can be read.

        **Put it right** on the line that is named. The block begins with `---` on the very first
        line and ends with another `---`; in between stands one `key: value` a line. Indent with
        spaces, never with tabs. A value that holds a colon and a space, or begins with one of
        ``[ ] { } * & ! | > % @ # ` ``, goes in quotes.

        ```
        ---
        name: Grace Hopper
        met_at: "COBOL: the first meeting"
        ---
        ```
        """,
    ),
    _page(
        "missing-key",
        """
        A key without which the note cannot be used is missing or empty.

        **Why it matters.** A person, a plan or an organization needs a `name`, an interaction a
        `date`. The note is left out until it has one.

        **Put it right** by adding the key.

        ```
        ---
        people: [grace-hopper]      # and when?
        date: 2026-11-22
        ---
        ```
        """,
    ),
    _page(
        "value",
        """
        A value that its key cannot take.

        **Why it matters.** The value is passed over, as if it were not there: an interaction with
        an unknown `kind` has none, a person with a misspelled `circle` has no cadence.

        **Put it right** as the message says; `hobnob help format` has all keys and what may
        stand there.

        ```
        keep_in_touch: 2 fortnights     # 4 weeks
        date: 2026-13-45                # there is no month 13
        emails: [grace at example.org]  # grace@example.org
        kind: diner                     # meal
        ```
        """,
    ),
    _page(
        "due-date",
        """
        The due date of a promise does not exist or cannot be read.

        **Why it matters.** The promise has no due date, so `hobnob today` never lists it. The
        words stay part of its text.

        **Put it right** by writing a day that exists, or a month or a year.

        ```
        - [ ] send the list (by 2026-11-31)     # (by 2026-11-30)
        - [ ] ring her (by Friday)              # (by 2026-11-27)
        ```
        """,
        "warning",
    ),
    _page(
        "shape",
        """
        A list or a mapping where a single value belongs, or the reverse.

        **Why it matters.** What cannot be read is passed over. A list of one is taken for its one
        value, but should not stay so.

        **Put it right** by the shape that the message names. A list key may always hold a single
        value: `tags: mentor` is as good as `tags: [mentor]`. A value with a colon and a space in
        it is a mapping to YAML, unless it stands in quotes.

        ```
        name: [Grace, Hopper]           # name: Grace Hopper
        roles: [Ogilvy]                 # roles: [{org: Ogilvy}]
        ```
        """,
    ),
    _page(
        "duplicate-key",
        """
        A key that stands twice in one note.

        **Why it matters.** Only the first is read. Other programs read only the last.

        **Put it right** by making one of the two.

        ```
        tags: [mentor]
        tags: [compilers]               # tags: [mentor, compilers]
        ```
        """,
    ),
    _page(
        "unknown-key",
        """
        A key that hobnob does not know, but nearly.

        **Why it matters.** Keys of your own are welcome: they are kept, and shown on the page. But
        this one looks like a slip of the pen, and what it says would have no effect.

        **Put it right** by the key that is suggested; or, if the key is really your own, by a
        name that is further from the other.

        ```
        emial: grace@example.org        # emails
        ```
        """,
        "warning",
    ),
    _page(
        "encoding",
        """
        The file is not UTF-8, or has NUL bytes in it.

        **Why it matters.** It may be an old file in Latin-1, or no text at all; names would come
        out wrong. The note is left out.

        **Put it right** by saving it as UTF-8; every editor can. On the command line:

        ```
        iconv -f latin1 -t utf-8 old.md > new.md
        ```
        """,
    ),
    _page(
        "too-long",
        """
        The file has more than a megabyte.

        **Why it matters.** It is not a note, but something that was put into the wrong folder;
        reading it would make every command slow. It is left out.

        **Put it right** by keeping the document elsewhere, with a link to it in a note.
        """,
    ),
    _page(
        "unreadable",
        """
        The file or the folder cannot be read.

        **Why it matters.** What stands in it is missing everywhere.

        **Put it right** by its permissions (`chmod u+r FILE`, `chmod u+rx FOLDER`).
        """,
    ),
    _page(
        "link",
        """
        A symbolic link where a note or a folder of notes should be.

        **Why it matters.** A link may lead out of the journal, or round in a circle; hobnob
        follows none, so what it leads to is not part of the journal.

        **Put it right** by putting the note itself there.
        """,
    ),
    _page(
        "file",
        """
        Something that is named like a note and is none.

        It is a folder whose name ends in `.md`, a device or a pipe, or a name that cannot be
        shown because it is not Unicode or has control characters in it.

        **Put it right** by renaming or removing it.
        """,
    ),
)
