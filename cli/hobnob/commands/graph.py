"""Share: the network as a file for Gephi, Graphviz or NetworkX.

The one rule: the file goes to stdout or where -o says; it holds people and ties, and no texts.
"""

from __future__ import annotations

from json import dumps
from typing import NamedTuple

import click

from hobnob.answers import to_json
from hobnob.cli.app import App
from hobnob.cli.layout import count
from hobnob.cli.output import write_file
from hobnob.cli.params import PERSON
from hobnob.cli.slow import saying
from hobnob.cli.verb import pass_app, verb
from hobnob.errors import UsageError
from hobnob.index.index import Index
from hobnob.index.lookup import find_note
from hobnob.index.notes import head
from hobnob.network.graph.graph import HOPS, Graph, load_graph
from hobnob.network.graph.phrases import spell_crowded

_BEGINS = {"graphml": b"<?xml", "json": b'{"directed"', "dot": b"graph {"}
"""How a file of each format begins; another file is never overwritten by one."""


@verb(
    reads=True,
    prints="{hobnob.network.graph.graph.Graph}: {list[hobnob.network.graph.graph.Node]} and "
    "{list[hobnob.network.graph.graph.Link]}; with `-o`, `format`, `file`, `nodes` and `links` "
    "(how many)",
)
@click.option("--format", "form", type=click.Choice(list(_BEGINS)),
              help="The format; default graphml, with --json json.")  # fmt: skip
@click.option("--around", type=PERSON, metavar="WHO", help="Only WHO and the people near.")
@click.option("--hops", type=click.IntRange(min=1), metavar="N",
              help=f"With --around: at most N ties away; default {HOPS}.")  # fmt: skip
@click.option("--me", is_flag=True, help="Include yourself, tied to everybody you know.")
@click.option("--output", "-o", metavar="FILE", help="Write to this file; default stdout.")
@pass_app
def command(
    app: App, /, *, form: str | None, around: str | None, hops: int | None, me: bool,
    output: str | None,
) -> None:  # fmt: skip
    """Write who knows whom as a graph, for other programs.

    'graphml' is for Gephi, yEd and Cytoscape, 'dot' for Graphviz, 'json' is node-link data as
    NetworkX and D3 read it. The nodes are people, by slug. The weight of a tie is the number of
    notes that name both. You know everybody, so you are in it only with --me. The file includes
    what is private; --share leaves it out. 'hobnob help network' says what makes a tie.

    \b
    hobnob graph -o network.graphml
    hobnob graph --format dot --around grace --hops 1 | sfdp -Tsvg > grace.svg
    hobnob graph --share --format json > network.json
    """
    if hops is not None and around is None:
        raise UsageError("--hops goes with --around: hobnob graph --around grace --hops 1")
    if app.json and form not in (None, "json") and not output:
        raise UsageError(f"--json prints JSON, not {form}; leave one of them out")
    form = form or ("json" if app.json and not output else "graphml")
    if form == "json" and not output:
        graph = app.ask(lambda index: _graph(app, index, around, hops, me=me, evidence=True))
        app.print_answer(graph)
        crowded = graph.crowded
    else:
        made = app.ask_once(
            "graph", [form, around, hops, me],
            lambda index: _made(
                form, _graph(app, index, around, hops, me=me, evidence=form == "json")
            ),
            _Made,
        )  # fmt: skip
        crowded = made.crowded
        if output:
            _write(app, made, form, output)
        else:
            app.out(made.text.removesuffix("\n"))
    if crowded and not app.json:
        app.say(spell_crowded(crowded))


class _Made(NamedTuple):
    """A graph in a format, and what it says of itself."""

    text: str
    nodes: int
    links: int
    crowded: tuple[str, ...]


def _graph(
    app: App, index: Index, around: str | None, hops: int | None, *, me: bool, evidence: bool
) -> Graph:
    person = head(index, find_note(index, around, ("person",))).slug if around is not None else ""
    with saying(app, "looking at all ties"):
        graph = load_graph(index, me=me, evidence=evidence)
    return graph.around(person, hops or HOPS) if person else graph


def _made(form: str, graph: Graph) -> _Made:
    return _Made(_render(graph, form), len(graph.nodes), len(graph.links), graph.crowded)


def _render(graph: Graph, form: str) -> str:
    if form == "json":
        return dumps(to_json(graph), ensure_ascii=False, separators=(",", ":")) + "\n"
    if form == "dot":
        from hobnob.exporters.dot import render_dot

        return render_dot(graph)
    from hobnob.exporters.graphml import render_graphml

    return render_graphml(graph)


def _write(app: App, made: _Made, form: str, output: str) -> None:
    path = write_file(app.journal, output, made.text.encode(), begins=_BEGINS[form])
    if app.json:
        numbers = {"nodes": made.nodes, "links": made.links}
        app.print_json({"format": form, "file": str(path), **numbers})
    people = count(made.nodes, "person", "people")
    app.say(f"wrote {people} and {count(made.links, 'tie')} into {output}")
