"""The network in the language of Graphviz (`dot`, `neato`, `sfdp`).

The one rule: every text is in quotes, with its own quotes and backslashes escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from hobnob.network.graph.graph import Graph


def render_dot(graph: Graph) -> str:
    """Return a network as a graph of Graphviz."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield "graph {"
    quoted = cache(_quoted)
    for node in graph.nodes:
        yield f"  {quoted(node.id)} [label={_quoted(node.name)}];"
    for link in graph.links:
        says = f"weight={link.weight}, label={quoted(', '.join(link.kinds))}"
        yield f"  {quoted(link.source)} -- {quoted(link.target)} [{says}];"
    yield "}"


def _quoted(text: str) -> str:
    safe = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    safe = safe.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'
