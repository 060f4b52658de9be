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

        **Why it matters.** If hobnob cannot read the front matter, the note is left out of
        everything else until you fix it. A person, a plan or an organization without any front
        matter is read all the same: the name is the first heading or the name of the file.

        **How to fix it.** `hobnob check --fix` adds front matter where there is none. Else
        correct the line that the message names. The block begins with `---` on the first line of
        the file and ends with another `---`. Between them, each line has one `key: value`. Indent
        with spaces, never with tabs. Put a value in quotes if it contains a colon and a space, or
        begins with one of ``[ ] { } * & ! | > % @ # ` ``.

        ```
        ---
        name: Grace Hopper
        met_at: "COBOL: the first meeting"
        ---
        ```
        """,
    ),
    _page(
        "lost-text",
        """
        A text that YAML takes for a comment.

        **Why it matters.** In YAML, a blank and a `#` begin a comment. The words after it are lost:
        hobnob and all other programs read only what stands before it.

        **How to fix it.** Put the whole value in quotes, as the message writes it. `hobnob check
        --fix` does it for tags. If you mean a comment, put a blank after the `#`.

        ```
        name: Ada #1 Byron          # name: "Ada #1 Byron"
        location: Suite #5, Paris   # location: "Suite #5, Paris"
        tags: #mentor               # tags: ["#mentor"]
        ```
        """,
    ),
    _page(
        "unquoted",
        """
        Wikilinks or tags without the quotes that YAML needs.

        **Why it matters.** hobnob reads what you mean, but other programs cannot read any key of
        this note.

        **How to fix it.** `hobnob check --fix` adds the quotes.

        ```
        people: [[ada]], [[bob]]    # people: ["[[ada]]", "[[bob]]"]
        tags: [#mentor, #maths]     # tags: ["#mentor", "#maths"]
        ```
        """,
        "warning",
    ),
    _page(
        "conflict-copy",
        """
        A second copy of a note, which a program made that synchronizes files.

        **Why it matters.** Two devices changed the same note. Each change is in one of the two
        files. hobnob uses the note and leaves the copy out, so nobody is there twice.

        **How to fix it.** Move what you want to keep into the note, then remove the copy.

        ```
        people/ada.md
        people/ada (conflicted copy 2026-01-01).md
        people/ada.sync-conflict-20260101-101500-ABCDEFG.md
        ```
        """,
    ),
    _page(
        "conflict",
        """
        A conflict of git that nobody has settled.

        **Why it matters.** Both sides stand in the note, and the lines with `<<<<<<<`, `=======`
        and `>>>>>>>` show as text. Promises and links may be there twice.

        **How to fix it.** Keep the lines that are right, and remove the three lines of signs.

        ```
        <<<<<<< HEAD
        She likes tea.
        =======
        She likes coffee.
        >>>>>>> laptop
        ```
        """,
    ),
    _page(
        "missing-key",
        """
        A required key is missing or empty.

        **Why it matters.** An interaction needs a `date`. It is left out until it has one. A
        person, a plan or an organization needs a name: its first heading or the name of its file
        will do (`Grace Hopper.md`), but a slug is no name. Until there is one, the slug is shown.

        **How to fix it.** Add the key. `hobnob check --fix` makes a name from the name of the file:
        `grace-hopper.md` becomes `name: Grace Hopper`.

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
        An unknown key that is similar to a known one, or another word for it.

        **Why it matters.** You may add your own keys: hobnob keeps them and shows them on the
        page. But this one looks misspelled or has another name here, and then its value has no
        effect. A key in another case, such as `Birthday`, is read; other programs do not read it.

        **How to fix it.** Use the suggested key. `hobnob check --fix` writes a key in another case
        as hobnob does. If the key is your own, give it a name that is less similar.

        ```
        emial: grace@example.org        # emails
        company: Ogilvy                 # org
        Birthday: 1906-12-09            # birthday
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
        because it is not Unicode or contains control characters. Or it has no letter and no digit
        (`@.md`), so that nothing can refer to it.

        **How to fix it.** Rename or remove it.
        """,
    ),
)
