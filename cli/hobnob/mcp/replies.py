"""What a tool replies: the JSON of the verb, and what the verb said beside it.

The one rule: a notice of the verb is passed on; what a verb passed over is never lost on the way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mcp.types import CallToolResult, TextContent

from hobnob.cli.fields import Picker
from hobnob.mcp.running import Said

_MARK = "hobnob: "


def reply(value: Any, notices: Sequence[str] = (), *, failed: bool = False) -> CallToolResult:
    """Return a reply: a value as JSON, and the notices as a second text."""
    texts = [json.dumps(value, ensure_ascii=False, separators=(",", ":"))]
    texts += ["Notices:\n" + "\n".join(notices)] if notices else []
    content = [TextContent(type="text", text=text) for text in texts]
    return CallToolResult(content=list(content), is_error=failed)


def refusal(code: str, message: str, candidates: Sequence[str] = ()) -> CallToolResult:
    """Return the reply to a request that cannot be met."""
    value: dict[str, Any] = {"code": code, "message": message}
    return reply(value | ({"candidates": list(candidates)} if candidates else {}), failed=True)


def document_of(said: Said) -> Any:
    """Return the JSON document of a verb; None if it printed none."""
    try:
        return json.loads(said.out)
    except ValueError:
        return None


def failure_of(said: Said) -> CallToolResult | None:
    """Return the reply if the verb failed, else None.

    A batch of which some lines were used has not failed; its notices say which were not.
    """
    document = document_of(said)
    if said.code == 0 and document is not None:
        return None
    if isinstance(document, list) and any("code" not in item for item in document):
        return None
    if isinstance(document, Mapping) and document.get("left_out"):
        if document["paths"]:
            return None
        document = document["left_out"]
    if isinstance(document, list) and document:
        document = document[0]
    if not isinstance(document, Mapping) or "code" not in document:
        notices = notices_of(said)
        return refusal("usage", notices[0] if notices else "hobnob could not do this")
    return reply({key: part for key, part in document.items() if part}, failed=True)


def notices_of(said: Said) -> list[str]:
    """Return what a verb said on stderr, without the id of the change."""
    lines = [line.removeprefix(_MARK) for line in said.err.splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("change ")]


def pick(document: Any, keys: Sequence[str]) -> Any:
    """Return a document with some of its keys; all of them without any."""
    return Picker(keys).pick(document) if keys else document


def change_of(document: Any) -> str:
    """Return the id of the change that a document tells of; "" for none."""
    items = document if isinstance(document, list) else [document]
    changes = (item.get("change") for item in items if isinstance(item, Mapping))
    return next((change["id"] for change in changes if change), "")


def without_diff(document: Any) -> Any:
    """Return a document without the diff of what was written; the paths stay."""
    if isinstance(document, list):
        return [without_diff(item) for item in document]
    if not isinstance(document, Mapping):
        return document
    kept = {key: part for key, part in document.items() if key != "diff"}
    return kept | ({"change": without_diff(kept["change"])} if "change" in kept else {})
