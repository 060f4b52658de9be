"""The pages of the problems that are found while the files are read.

The one rule: each code of `hobnob.notes.read` and `hobnob.index.disk` has its page here; a test
compares them.
"""

from __future__ import annotations

from textwrap import dedent

from hobnob.checks.table import CheckPage
from hobnob.model import Severity


def _page(code: str, text: str, severity: Severity = "error") -> CheckPage:
    return CheckPage(code=code, severity=severity, text=dedent(text).strip())


PAGES: tuple[CheckPage, ...] = (
    _page(
        "front-matter",
        """
        The front matter is missing, not closed, or not YAML.

        **Why it matters.** Without front matter hobnob cannot use the note. The note is left out
        of everything else until you fix it.

        **How to fix it.** Correct the line that the message names. The block begins with `---` on
        the first line of the file and ends with another `---`. Between them, each line has one
        `key: value`. Indent with spaces, never with tabs. Put a value in quotes if it contains a
        colon and a space, or begins with one of ``[ ] { } * & ! | > % @ # ` ``.

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
        A required key is missing or empty.

        **Why it matters.** A person, a plan or an organization needs a `name`, an interaction a
        `date`. The note is left out until it has one.

        **How to fix it.** Add the key.

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
        A value that is not allowed for its key.

        **Why it matters.** The value is ignored: an interaction with an unknown `kind` has no
        kind, a person with a misspelled `circle` has no cadence.

        **How to fix it.** Follow the message. `hobnob help format` lists all keys and their
        values.

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

        **How to fix it.** Write a day that exists, or a month or a year.

        ```
        - [ ] send the list (by 2026-11-31)     # (by 2026-11-30)
        - [ ] ring her (by Friday)              # (by 2026-11-27)
        ```
        """,
        "warning",
    ),
    _page(
        "open-comment",
        """
        A comment in a text that is never closed.

        **Why it matters.** If `<!--` is at the beginning of a line, all lines below it are hidden:
        no page shows them, and their links and promises do not exist. In any other place, the sign
        and the words after it show as text.

        **How to fix it.** Close the comment. If the sign is meant as text, write a backslash
        before it.

        ```
        <!-- ask her first          # <!-- ask her first -->
        %% ask her first            # %% ask her first %%
        ```
        """,
        "warning",
    ),
    _page(
        "shape",
        """
        A list or a mapping where a single value belongs, or the reverse.

        **Why it matters.** A value of the wrong shape is ignored. A list with one item is read as
        its item, but you should correct it.

        **How to fix it.** Use the shape that the message names. A key for a list may also have a
        single value: `tags: mentor` means `tags: [mentor]`. In YAML, a value with a colon and a
        space is a mapping, unless it is in quotes.

        ```
        name: [Grace, Hopper]           # name: Grace Hopper
        roles: [Ogilvy]                 # roles: [{org: Ogilvy}]
        ```
        """,
    ),
    _page(
        "duplicate-key",
        """
        A key that occurs twice in one note.

        **Why it matters.** hobnob reads only the first. Other programs read only the last.

        A merge leaves both lines if two machines gave the key different values: first the line of
        the machine where you merged, then that of the other.

        **How to fix it.** Combine the two in one key, or remove the line that is wrong.

        ```
        tags: [mentor]
        tags: [compilers]               # tags: [mentor, compilers]
        ```
        """,
    ),
    _page(
        "unknown-key",
        """
        An unknown key that is similar to a known one.

        **Why it matters.** You may add your own keys: hobnob keeps them and shows them on the
        page. But this one looks misspelled, and then its value has no effect.

        **How to fix it.** Use the suggested key. If the key is your own, give it a name that is
        less similar.

        ```
        emial: grace@example.org        # emails
        ```
        """,
        "warning",
    ),
    _page(
        "encoding",
        """
        The file is not UTF-8, or contains NUL bytes.

        **Why it matters.** It may be an old file in Latin-1, or not a text. Names would be wrong.
        The note is left out.

        **How to fix it.** Save it as UTF-8 in your editor. On the command line:

        ```
        iconv -f latin1 -t utf-8 old.md > new.md
        ```
        """,
    ),
    _page(
        "too-long",
        """
        The file is larger than a megabyte.

        **Why it matters.** A note is never so large; the file is probably in the wrong folder.
        Reading it would make every command slow. It is left out.

        **How to fix it.** Keep the document in another place, and link to it in a note.
        """,
    ),
    _page(
        "long-text",
        """
        A text with more than 20,000 signs of Markdown, such as brackets.

        **Why it matters.** Reading so many would make every command slow. What follows the line
        that the message names is neither shown nor searched, and its promises are not found. The
        file stays as it is.

        **How to fix it.** Divide the note into several, or keep the text in another place and link
        to it.
        """,
        "warning",
    ),
    _page(
        "unreadable",
        """
        The file or the folder cannot be read.

        **Why it matters.** Its notes are missing everywhere.

        **How to fix it.** Change its permissions (`chmod u+r FILE`, `chmod u+rx FOLDER`).
        """,
    ),
    _page(
        "link",
        """
        A symbolic link in place of a note or a folder of notes.

        **Why it matters.** A link may lead out of the journal, or in a circle. hobnob does not
        follow links, so the target is not part of the journal.

        **How to fix it.** Put the note itself there.
        """,
    ),
    _page(
        "file",
        """
        Something that is named like a note but is not a note.

        It is a folder whose name ends in `.md`, a device or a pipe. Or its name cannot be shown,
        because it is not Unicode or contains control characters.

        **How to fix it.** Rename or remove it.
        """,
    ),
)
