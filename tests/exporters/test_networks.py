"""Other programs read the network as it is, whatever names people have."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pytest

from hobnob.exporters.dot import render_dot
from hobnob.exporters.graphml import render_graphml
from hobnob.network.graph.graph import Graph, Link, Node
from tests.conftest import World

NAMES = (
    'Ada "the <first> & only"',
    "back\\slash\\",
    "two\nlines ]]>",
    "中村 美咲 🎉",
    "a\x00b\x1bc",
)
GRAPH = Graph(
    nodes=tuple(Node(id=f"p{at}", name=name, tags=("a", "b")) for at, name in enumerate(NAMES)),
    links=(
        Link(source="p0", target="p1", weight=3, kinds=("mention", "together"), first="2019-05",
             last="2026-01-01", evidence=()),
        Link(source="p1", target="p2", weight=1, kinds=("relation",), first="", last="",
             evidence=()),
    ),
)  # fmt: skip


def test_networkx_reads_graphml(tmp_path: Path) -> None:
    file = tmp_path / "x.graphml"
    file.write_text(render_graphml(GRAPH), encoding="utf-8")
    read = nx.read_graphml(file)
    assert not read.is_directed()
    shown = {node: data["label"] for node, data in read.nodes(data=True)}
    # XML has no way to write control characters.
    assert list(shown.values()) == [*NAMES[:4], "a\ufffdb\ufffdc"]
    assert dict(read.edges["p0", "p1"]) == {
        "weight": 3, "kinds": "mention, together", "first": "2019-05", "last": "2026-01-01",
    }  # fmt: skip
    assert dict(read.edges["p1", "p2"]) == {"weight": 1, "kinds": "relation"}


def test_every_text_in_dot_stays_in_its_quotes() -> None:
    lines = render_dot(GRAPH).splitlines()
    assert len(lines) == 2 + len(GRAPH.nodes) + len(GRAPH.links)
    assert lines[1:3] == [
        r'  "p0" [label="Ada \"the <first> & only\""];', r'  "p1" [label="back\\slash\\"];',
    ]  # fmt: skip
    assert not any(c in "".join(lines) for c in "\x00\x1b")


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz")
def test_graphviz_reads_dot() -> None:
    done = subprocess.run(
        ["dot", "-Tjson"], input=render_dot(GRAPH).encode(), check=True, capture_output=True
    )
    assert len(json.loads(done.stdout)["objects"]) == len(NAMES)


def test_the_three_formats_have_the_same_people_and_ties(sample: World, tmp_path: Path) -> None:
    for more in ("", "--me", "--around tobias --hops 1", "--around tobias --me"):
        data = sample.run(f"graph --format json {more}").json
        read = nx.node_link_graph(data, edges="links")
        file = tmp_path / "x.graphml"
        assert sample.run(f"graph -o {file} {more}").code == 0
        assert nx.utils.graphs_equal(nx.Graph(read.edges), nx.Graph(nx.read_graphml(file).edges))
        dot = sample.run(f"graph --format dot {more}").out
        assert dot.count(" -- ") == len(data["links"])
        assert ("me" in read) == ("--me" in more)
        if "--around" in more:
            hops = 1 if "--hops" in more else 2
            whole = nx.node_link_graph(sample.run("graph --json").json, edges="links")
            near = nx.ego_graph(whole, "tobias-nkemelu", radius=hops)
            assert set(read) - {"me"} == set(near)
            assert read.subgraph(near).number_of_edges() == near.number_of_edges()
