"""Help: show the manual: the format of the notes, commands, checks, settings, JSON.

The one rule: each page is shown under its own name, in upper or lower case.
"""

from __future__ import annotations

from collections.abc import Iterable
from json import dumps

import click

from hobnob.cli.app import App
from hobnob.cli.layout import show, width, wrap
from hobnob.cli.params import Completing, Offer
from hobnob.cli.verb import pass_app, verb, verb_groups
from hobnob.errors import UsageError
from hobnob.names import nearest
from hobnob.notes.schema import SCHEMAS, json_schema


class _Topic(Completing):
    """A page of the manual, with completion."""

    name = "topic"

    def offers(self, ctx: click.Context, typed: str) -> Iterable[Offer]:
        """Return the topics that begin with the typed text."""
        names = {**_topics(), **dict.fromkeys((*_verbs(), *_codes()), "")}
        return [offer for offer in names.items() if offer[0].startswith(typed.lower())]


@verb(prints="`topics`, `commands` and `checks`; with a topic, `topic` and `text`")
@click.argument("topic", nargs=-1, type=_Topic())
@pass_app
def command(app: App, topic: tuple[str, ...]) -> None:
    """Show a page of the manual; without a TOPIC, list the pages.

    A TOPIC is a page, a command, the code of a check, 'json' and a command, or 'schema' and a kind
    of note, or 'schema export' for what 'hobnob export json' writes.

    \b
    hobnob help format
    hobnob help log
    hobnob help unresolved
    hobnob help json today
    hobnob help schema person > person.schema.json
    """
    if app.json and not topic:
        app.print_json({"topics": list(_topics()), "commands": _verbs(), "checks": _codes()})
        return
    text = _text(" ".join(topic).lower())
    if app.json and not text.startswith("{"):
        app.print_json({"topic": " ".join(topic), "text": text})
    else:
        show(app, [text])


def _text(topic: str) -> str:
    """Return the page of a topic, for the terminal.

    Raises:
        UsageError: no topic has the name.
    """
    from hobnob.docs.console import render_markdown

    if topic in ("", "topics"):
        return _overview()
    if topic == "skill":
        from hobnob.docs.skill import load_skill

        return load_skill()
    if topic.split()[0] == "schema":
        return _schema(topic.removeprefix("schema").strip())
    if topic.startswith("json "):
        return _json_of(topic.removeprefix("json ").strip())
    if (page := _page(topic)) is not None:
        return render_markdown(page, width())
    from hobnob.docs.commands import verb_help

    if topic in _verbs() and (page := verb_help(topic)) is not None:
        return page
    raise _unknown(topic)


def _page(topic: str) -> str | None:
    """Return the Markdown of a topic: a page, or the page of a check."""
    from hobnob.docs.manual import TOPICS

    # 'hobnob help command' is about all of them.
    wanted = "commands" if topic == "command" else topic
    for page in TOPICS:
        if page.name == wanted:
            return page.render()
    if topic in _verbs():
        return None
    from hobnob.checks.catalogue import all_pages
    from hobnob.docs.checks import render_page

    check = all_pages().get(topic.replace("_", "-"))
    return render_page(check, level=1) if check else None


def _json_of(verb: str) -> str:
    """Return what a command prints with `--json`, in short."""
    from hobnob.docs.documents import render_json_of

    try:
        return wrap(render_json_of(verb))
    except KeyError:
        close = [] if verb in _verbs() else nearest(verb, _verbs(), 2)
        hint = f"did you mean {' or '.join(close)}?" if close else "'hobnob help json' lists all"
        raise UsageError(
            f"no command '{verb}' prints JSON; {hint}", typed=verb, candidates=close
        ) from None


def _schema(kind: str) -> str:
    """Return the JSON Schema of a kind, or of an export."""
    if kind == "export":
        from hobnob.exporters.notes_json import export_schema

        return dumps(export_schema(), ensure_ascii=False, indent=2)
    found = next((k for k in SCHEMAS if k == kind), None)
    if found is None:
        problem = f"'{kind}' is no kind of note" if kind else "which kind of note?"
        raise UsageError(f"{problem}; there are {', '.join(SCHEMAS)}, and export: "
                         "'hobnob help schema person'")  # fmt: skip
    return dumps(json_schema(found), ensure_ascii=False, indent=2)


def _overview() -> str:
    rows = [
        *(f"hobnob help {name:10} {means}" for name, means in _topics().items()),
        f"hobnob help {'VERB':10} a command, as 'hobnob VERB --help' shows it",
        f"hobnob help {'json VERB':10} what a command prints with --json, in short",
        f"hobnob help {'CODE':10} what a problem that 'hobnob check' finds means",
        f"hobnob help {'schema':10} the JSON Schema of a kind of note: 'hobnob help schema person'",
    ]
    return "\n".join([*rows, "", "Commands: " + ", ".join(_verbs())])


def _topics() -> dict[str, str]:
    from hobnob.docs.manual import TOPICS
    from hobnob.docs.skill import MEANS

    pages = {page.name: page.means.replace("`", "'") for page in TOPICS}
    return pages | {"skill": MEANS}


def _verbs() -> list[str]:
    return sorted(name for names in verb_groups().values() for name in names)


def _codes() -> list[str]:
    from hobnob.checks.catalogue import all_pages

    return list(all_pages())


def _unknown(topic: str) -> Exception:
    known = [*_topics(), *_verbs(), *_codes()]
    close = nearest(topic, known, 2)
    hint = f"did you mean {' or '.join(close)}?" if close else "'hobnob help' lists all topics"
    return UsageError(f"there is no help about '{topic}'; {hint}", typed=topic, candidates=close)
