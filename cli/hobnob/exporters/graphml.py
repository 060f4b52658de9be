"""The network as GraphML, for Gephi, yEd, Cytoscape and NetworkX.

The one rule: a text is escaped, and what XML cannot hold is the replacement sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from hobnob.network.graph.graph import Graph, Link, Node

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_KEYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "node": (
        ("label", "string"),
        ("org", "string"),
        ("title", "string"),
        ("circle", "string"),
        ("tags", "string"),
        ("contacts", "int"),
        ("last_contact", "string"),
    ),
    "edge": (("weight", "int"), ("kinds", "string"), ("first", "string"), ("last", "string")),
}
"""The values of people and of ties, with their types. Gephi shows `label`."""


def render_graphml(graph: Graph) -> str:
    """Return a network as GraphML."""
    return "\n".join([*_lines(graph), ""])


def _lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for what, keys in _KEYS.items():
        for name, kind in keys:
            yield f'  <key id="{what}-{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph edgedefault="undirected">'
    # The same few slugs, dates and kinds come again with every tie.
    quoted, escaped = cache(_quoted), cache(_escaped)
    for node in graph.nodes:
        yield f"    <node id={quoted(node.id)}>"
        for name, value in _of_node(node):
            if value != "":
                yield f'      <data key="node-{name}">{_escaped(str(value))}</data>'
        yield "    </node>"
    for link in graph.links:
        yield f"    <edge source={quoted(link.source)} target={quoted(link.target)}>"
        yield f'      <data key="edge-weight">{link.weight}</data>'
        for name, text in _of_link(link):
            if text:
                yield f'      <data key="edge-{name}">{escaped(text)}</data>'
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _of_node(node: Node) -> Iterable[tuple[str, str | int]]:
    return (
        ("label", node.name), ("org", node.org), ("title", node.title), ("circle", node.circle),
        ("tags", ", ".join(node.tags)), ("contacts", node.contacts),
        ("last_contact", node.last_contact),
    )  # fmt: skip


def _of_link(link: Link) -> Iterable[tuple[str, str]]:
    return ("kinds", ", ".join(link.kinds)), ("first", link.first), ("last", link.last)


def _escaped(text: str) -> str:
    return escape(_clean(text))


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
