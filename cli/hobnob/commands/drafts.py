"""Look: drafts that wait to be sent.

The one rule: files hold the text to send and nothing else. An existing file is overwritten only
with --force.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from hobnob.cli.app import App
from hobnob.cli.drafts import drafts_for
from hobnob.cli.filters import limit
from hobnob.cli.layout import Column, count, one_line, show_lines, table_lines, width, without_marks
from hobnob.cli.listed import remember_drafts
from hobnob.cli.params import PLAN, NoteName
from hobnob.cli.tables import when
from hobnob.cli.verb import pass_app, verb
from hobnob.dates import spell_date
from hobnob.errors import WriteError
from hobnob.index.documents import iter_documents, load_documents
from hobnob.index.index import Index
from hobnob.index.lookup import link_names
from hobnob.network.letters.drafts import LetterDraft, without_promises


@verb(
    prints="an array of notes of type [interaction](#a-note-of-type-interaction); with `--eml` or "
    "`--print`, the paths of the files that were `written`, and of those that were `kept` as "
    "they are",
)
@click.option("--plan", type=PLAN, metavar="PLAN", help="Only drafts of this plan.")
@click.option("--letter", type=NoteName("letter"), metavar="LETTER",
              help="Only drafts made from this template.")  # fmt: skip
@limit
@click.option("--eml", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
              help="Write a file of each, which mail programs open to be sent.")  # fmt: skip
@click.option("--print", "paper", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Write an HTML page that prints each letter on its own sheet.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite files whose content differs.")
@pass_app
def command(
    app: App, /, *, plan: str | None, letter: str | None, folder: Path | None, paper: Path | None,
    force: bool, limit: int | None,
) -> None:  # fmt: skip
    """List drafts that wait to be sent, the oldest first.

    Each draft has a number for 'hobnob sent'. --eml and --print write the letters to files, without
    the promises in them ('- [ ] ring him'), which are only for you.

    \b
    hobnob drafts
    hobnob drafts --plan next-role --print letters.html
    hobnob drafts --eml outbox
    hobnob show 1 --format mailto           # from the list that was shown last
    """
    index = app.index
    waiting = drafts_for(index, plan, letter)[:limit]
    remember_drafts(index, waiting)
    if folder or paper:
        _write(app, waiting, folder, paper, force=force)
    elif app.json:
        app.print_json(iter_documents(index, [draft.id for draft in waiting]))
    elif waiting:
        show_lines(app, _table(index, waiting))
    else:
        app.say("nothing waits to be sent: 'hobnob draft' makes letters from a template")


def _table(index: Index, waiting: Sequence[LetterDraft]) -> Iterable[str]:
    columns = [
        # Never leave out the number that 'sent' takes.
        Column(title="", align="right", style={"dim": True}),
        Column(title="since", drop=2),
        Column(title="kind", drop=3),
        Column(title="to", shrink=2, least=14, style={"bold": True}),
        Column(title="letter", shrink=1, least=10, drop=4),
        Column(title="slug"),
        Column(title="text", shrink=3, least=18, drop=1),
    ]
    pipe = width() is None
    rows = []
    for at, draft in enumerate(waiting, 1):
        text = link_names(index, without_promises(draft.body))
        rows.append(
            (
                str(at), when(draft.date[:10], index.today), draft.kind,
                ", ".join(who.name for who in draft.people), draft.letter,
                draft.slug if pipe else "", text if pipe else without_marks(text),
            )
        )  # fmt: skip
    return table_lines(columns, rows)


# ---------------------------------------------------------------- files


def _write(
    app: App,
    waiting: Sequence[LetterDraft],
    folder: Path | None,
    paper: Path | None,
    *,
    force: bool,
) -> None:
    """Write the letters to files."""
    from hobnob.cli.leftovers import tell_leftovers

    index = app.index
    letters = [letter for letter in waiting if letter.is_letter]
    if others := len(waiting) - len(letters):
        app.say(f"{count(others, 'draft')} left out: not a letter")
    tell_leftovers(app, letters)
    made: list[tuple[Path, bytes]] = []
    if folder:
        made += _messages(app, index, letters, folder)
    if paper:
        made.append((paper, _print_page(index, letters)))
    written = [path for path, data in made if _put(app, path, data, force=force)]
    if app.json:
        kept = [str(path) for path, _ in made if path not in written]
        app.print_json({"written": [str(path) for path in written], "kept": kept})
    else:
        for path in written:
            app.out(one_line(str(path)))


def _messages(
    app: App, index: Index, letters: Sequence[LetterDraft], folder: Path
) -> Iterable[tuple[Path, bytes]]:
    from hobnob.cli.outgoing import tell_utf8
    from hobnob.letters.mail import needs_utf8, render_eml, text_of
    from hobnob.network.letters.recipient_facts import addresses_of

    addresses = addresses_of(
        index, {who.id for letter in letters for who in letter.people if who.id}
    )
    people = [who for letter in letters for who in letter.people]
    without = [who.name for who in people if not addresses.get(who.id or 0)]
    if without:
        shown = ", ".join(without[:3]) + (f" and {len(without) - 3} others" if without[3:] else "")
        app.say(f"no e-mail address is known for {shown}; your mail program will ask for it")
    tell_utf8(app, [known for letter in letters for known in needs_utf8(addresses, letter)])
    for letter in letters:
        yield folder / f"{letter.slug}.eml", render_eml(letter, text_of(index, letter), addresses)


def _print_page(index: Index, letters: Sequence[LetterDraft]) -> bytes:
    from hobnob.letters.language import language_of
    from hobnob.letters.mail import text_of
    from hobnob.letters.print_page import PrintedLetter, render_print_page

    people = list({who.id: None for letter in letters for who in letter.people if who.id})
    known: dict[int, dict[str, Any]] = dict(zip(people, load_documents(index, people), strict=True))
    printed = []
    for letter in letters:
        text = text_of(index, letter)
        english = getattr(language_of(text), "code", "") == "en"
        to = [line for who in letter.people for line in _address(who.name, known.get(who.id or 0))]
        date = spell_date(index.today) if english else index.today
        printed.append(PrintedLetter(to=tuple(to), date=date, text=text))
    return render_print_page(printed).encode()


def _address(name: str, known: dict[str, Any] | None) -> tuple[str, ...]:
    """Return the lines of the address: name, title, organization and place."""
    known = known or {}
    keys = ("title", "org", "location")
    return (name, *(str(known[key]) for key in keys if known.get(key)))


def _put(app: App, path: Path, data: bytes, *, force: bool) -> bool:
    """Write a file; return whether it has this content. Keep a file with other content.

    Raises:
        WriteError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            if path.is_file() and path.read_bytes() == data:
                return True
            if not force:
                app.say(f"{one_line(str(path))} exists with other content; it is kept "
                        "as it is (--force overwrites it)")  # fmt: skip
                return False
            path.unlink()
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from None
    return True
