"""New notes as text, in the style in which a person would write them.

The one rule: what is written here reads back the same, in hobnob and in every reader of YAML 1.1
or 1.2; a value is quoted only where one of them would take it for something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hobnob.errors import BadValueError, UsageError
from hobnob.model import Kind
from hobnob.names import WIKILINK, link_target
from hobnob.notes import values as v
from hobnob.notes.keys import word_meant
from hobnob.notes.schema import SCHEMAS, Field

LONGEST_FLOW = 100
"""Columns; a list that would be longer is written one item a line, which also merges better."""

# What YAML takes for something else than text: null, flags, numbers (also by sixties, as 12:30),
# days and moments, `=` and `<<`. The union of https://yaml.org/type/ (1.1) and of the core schema
# of https://yaml.org/spec/1.2.2/#103-core-schema, any case.
_MEANS_SOMETHING = re.compile(
    r"""(?: ~ | null | true | false | yes | no | on | off | y | n | = | <<
      | [-+]?0b[01_]+ | [-+]?0o[0-7_]+ | [-+]?0x[0-9a-f_]+
      | [-+]?(?:\d[\d_.]*|\.[\d_]+)(?:e[-+]?\d+)?
      | [-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?
      | [-+]?\.inf | \.nan
      | \d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?
          (?:[ \t]*(?:z|[-+]\d\d?(?::?\d\d)?))?)?
    )\Z""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# What no YAML takes as it stands, or takes for the end of a line.
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# A question mark as well: YAML 1.1 takes it for the sign of a key there.
_IN_FLOW = re.compile(r"[,\[\]{}?]")
_HALF = re.compile("[\ud800-\udfff]")
_LINK_MARKS = re.compile(r"[\[\]|]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_KEY = re.compile(r"[^\W\d_][\w-]{0,63}\Z")
_AS_READ = (v.DATE, v.DAY, v.MOMENT, v.BIRTHDAY, v.FLAG, v.RATE)


def render_note(
    kind: Kind, values: Mapping[str, Any], extra: Mapping[str, Any] | None = None, body: str = ""
) -> str:
    """Return a new note: its keys in the order of the declaration, then `extra`, then the body.

    Args:
        kind: which declaration.
        values: keys of the declaration, as the reader of notes gives them.
        extra: other keys: texts, lists and mappings of texts.
        body: the text below; it ends with a line end, whether it has one here or not.

    An ordinary page has no declared keys, and without any key no front matter.

    Raises:
        ValueError: a text cannot be written down at all (see `refuse_unwritable`).
    """
    lines = ["---"]
    for field in SCHEMAS[kind].fields if kind in SCHEMAS else ():
        if field.name in values:
            lines += render_key(field, values[field.name])
    for key, value in (extra or {}).items():
        lines += _entry(render_scalar(key, flow=False), value)
    lines.append("---")
    refuse_unwritable(body)
    if body and not body.endswith("\n"):
        body += "\n"
    if kind == "page" and not extra:
        return body
    return "\n".join(lines) + "\n" + body


def render_key(field: Field, value: Any) -> list[str]:
    """Return the lines of a key and its value."""
    if field.type in _AS_READ and not field.pairs:
        written: Any = [_typed(item) for item in value] if field.many else _typed(value)
        return [f"{field.name}: {_flow(written) if field.many else written}"]
    return _entry(field.name, value)


def render_scalar(text: str, *, flow: bool) -> str:
    """Return a text as a YAML scalar on one line: plain where that is safe, else in quotes.

    Args:
        text: any text.
        flow: it stands in a list in brackets, where commas and brackets mean something.

    Raises:
        ValueError: the text holds half a character (see `refuse_unwritable`).
    """
    # What is escaped cannot be printed, and most texts can.
    if not text.isprintable():
        if half := _HALF.search(text):
            raise ValueError(f"{half[0]!a} is not a character; the text is not valid Unicode")
        if _ESCAPED.search(text):
            return _escaped(text)
    if _plain(text, flow):
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else _escaped(text)


def means_something(text: str) -> bool:
    """Say whether YAML takes a text for a number, a flag, a day or nothing."""
    return bool(_MEANS_SOMETHING.match(text))


def refuse_unwritable(text: str) -> None:
    """Refuse what a note cannot hold: a NUL, and bytes that were no text to begin with.

    Raises:
        ValueError: there is one.
    """
    if match := _UNWRITABLE.search(text):
        what = "a NUL" if match[0] == "\x00" else "a byte that is not UTF-8"
        raise ValueError(f"it contains {what}; a note is text")


def plain_name(name: str) -> str:
    """Return a name on one line.

    Raises:
        UsageError: it is empty, or holds what no name does.
    """
    name = " ".join(name.split())
    if not name:
        raise UsageError('the name is empty; put it in quotes: "Grace Hopper"')
    try:
        name.encode()
    except UnicodeEncodeError:
        raise UsageError("the name is not valid UTF-8; is this terminal set to it?") from None
    if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in name):
        shown = "".join(c if c.isprintable() else "�" for c in name)
        raise UsageError(f"'{shown}' contains a control character; a name has none")
    return name


def note_name(name: str) -> str:
    """Return a name that a person types for a note, as links can contain it.

    Raises:
        UsageError: it is empty, or has link marks, or is not on one line.
    """
    better = " ".join(
        _LINK_MARKS.sub(" ", WIKILINK.sub(_as_read, _CONTROLS.sub(" ", name))).split()
    )
    hint = f'; try "{better}"' if better else '; a name is written "Grace Hopper"'
    if _CONTROLS.search(name.strip()):
        shown = "".join(c if c.isprintable() else "�" for c in name.strip())
        raise UsageError(
            f"'{shown}' contains a line break or another control character; "
            f"a name is on one line{hint}"
        )
    if _LINK_MARKS.search(name):
        raise UsageError(f"'{name.strip()}' cannot be a name: links use the signs [, ] and |{hint}")
    return plain_name(name)


def _as_read(link: re.Match[str]) -> str:
    return (link[2] or "").strip() or link_target(link[0])


def _plain(text: str, flow: bool) -> bool:
    """Whether every YAML reads a text without quotes as itself."""
    return not (
        not text
        or text != text.strip()
        or text[0] in _INDICATORS
        or text[-1] == ":"
        or ": " in text
        or " #" in text
        or (flow and _IN_FLOW.search(text))
        or _MEANS_SOMETHING.match(text)
    )


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    point = ord(match[0])
    return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}"


def _typed(value: Any) -> str:
    """Write a date, a flag or a number, which YAML may well read as what it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    # A person writes 2026-11-22 12:30; the T is only how hobnob keeps it.
    return str(value).replace("T", " ")


def _flow(items: Sequence[str]) -> str:
    return f"[{', '.join(items)}]"


def _entry(key: str, value: Any) -> list[str]:
    """Return the lines of a key whose value is text, or lists and mappings of it."""
    if isinstance(value, str):
        return [f"{key}: {render_scalar(value, flow=False)}"]
    if isinstance(value, Mapping):
        return (
            [f"{key}:", *(f"  {line}" for line in _mapping(value))] if value else [f"{key}: {{}}"]
        )
    if isinstance(value, list | tuple):
        if any(isinstance(item, Mapping | list | tuple) for item in value):
            return [f"{key}:", *(line for item in value for line in _item(item))]
        line = f"{key}: {_flow([_scalar(item, flow=True) for item in value])}"
        if len(line) <= LONGEST_FLOW or len(value) < 2:
            return [line]
        return [f"{key}:", *(f"  - {_scalar(item, flow=False)}" for item in value)]
    return [f"{key}: {_scalar(value, flow=False)}"]


def _mapping(value: Mapping[str, Any]) -> list[str]:
    return [
        line for key, item in value.items() for line in _entry(render_scalar(key, flow=False), item)
    ]


def _item(value: Any) -> list[str]:
    if not isinstance(value, Mapping) or not value:
        nested = value if isinstance(value, list | tuple) else ()
        return [f"  - {_flow([_scalar(i, flow=True) for i in nested]) if nested else '{}'}"]
    first, *rest = _mapping(value)
    return [f"  - {first}", *(f"    {line}" for line in rest)]


def _scalar(value: Any, *, flow: bool) -> str:
    if value is None:
        return "null" if flow else ""
    return render_scalar(value, flow=flow) if isinstance(value, str) else _typed(value)


# ---------------------------------------------------------------- key=value of the command line


def parse_assignments(
    kind: Kind, assignments: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read `key=value` as typed on a command line, by the declaration of a kind.

    A list key takes several values with commas between them (`tags=a,b`), and may stand several
    times; quotes or a backslash keep a comma in a value: `aliases='"Hopper, G."'`. References are
    returned as they were typed.

    Returns:
        The values of keys that hobnob knows, and those of keys that it does not.

    Raises:
        UsageError: something is not right, with what would be.
    """
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        key, text = key.strip(), text.strip()
        if not equals:
            raise UsageError(
                f"'{assignment}' is not key=value; put a value or a name of several words in "
                'quotes: location="New York"'
            )
        if not text:
            raise UsageError(f"{key}= has no value; give it one, or leave it out")
        _refuse(key, text)
        field = find_field(kind, key)
        if field is None:
            _add_unknown(extra, key, text)
        else:
            _add_known(kind, values, field, text)
    return values, extra


def find_field(kind: Kind, key: str) -> Field | None:
    """Find the declaration of a key, also typed with hyphens, or in the singular for a list."""
    by_name = SCHEMAS[kind].by_name
    name = key.lower().replace("-", "_")
    for full in (key, name, f"{name}s", f"{name}es"):
        field = by_name.get(full)
        if field is not None and (full in (key, name) or field.many):
            return field
    return None


def remark_on_unknown(kind: Kind, key: str) -> str:
    """Return what to say of a key that is kept though hobnob does not know it."""
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), SCHEMAS[kind].by_name, 1, 0.7)
    meant = word_meant(kind, key) or "".join(near)
    hint = f"did you mean {meant}?" if meant else "'hobnob help format' lists those it knows"
    return f"hobnob does not know the key '{key}', but keeps it; {hint}"


def split_list(text: str) -> list[str]:
    r"""Split a text at its commas; quotes around an item, or a backslash, keep a comma in it.

    >>> split_list('Gracie, "Hopper, Grace", a\\,b')
    ['Gracie', 'Hopper, Grace', 'a,b']
    """
    items: list[str] = []
    at = 0
    while at <= len(text):
        match = _QUOTED_ITEM.match(text, at) or _ITEM.match(text, at)
        if match is None:  # pragma: no cover - the second pattern always matches
            break
        item = _BACKSLASH.sub(r"\1", match[1])
        items.append(item if match.re is _QUOTED_ITEM else item.strip())
        at = match.end() + 1
    return [item for item in items if item]


_QUOTED_ITEM = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*(?=,|\Z)', re.DOTALL)
_ITEM = re.compile(r"((?:[^,\\]|\\.|\\\Z)*)", re.DOTALL)
_BACKSLASH = re.compile(r'\\([,"\\])')


def _refuse(key: str, text: str) -> None:
    try:
        refuse_unwritable(key + text)
    except ValueError as error:
        raise UsageError(f"{key.encode('ascii', 'replace').decode()}: {error}") from None


def _add_unknown(extra: dict[str, Any], key: str, text: str) -> None:
    if not _KEY.match(key):
        raise UsageError(f"'{key}' cannot be a key; one is a word such as shoe_size")
    if key not in extra:
        extra[key] = text
        return
    before = extra[key]
    extra[key] = [*(before if isinstance(before, list) else [before]), text]


def _add_known(kind: Kind, values: dict[str, Any], field: Field, text: str) -> None:
    if field.parts:
        hint = "; org=… and title=… give a present role" if field.name == "roles" else ""
        raise UsageError(f"{field.name}: this is a list for an editor; add --edit{hint}")
    if field.pairs:
        values.setdefault(field.name, {}).update(_pairs(field, text))
    elif field.many:
        parsed = [parse_value(field, item) for item in split_list(text)]
        values[field.name] = list(dict.fromkeys((*values.get(field.name, ()), *parsed)))
    elif field.name in values:
        raise UsageError(f"{field.name}: a {kind} has only one, but you gave two")
    else:
        values[field.name] = parse_value(field, text)


def _pairs(field: Field, text: str) -> dict[str, Any]:
    pairs = {}
    for item in split_list(text):
        name, colon, value = item.partition(":")
        if not colon:
            raise UsageError(f"{field.name}: '{item}' is not 'name: value', such as 'reached: 35%'")
        pairs[name.strip()] = parse_value(field, value.strip())
    return pairs


def parse_value(field: Field, text: str) -> Any:
    """Read one value of a key.

    Raises:
        UsageError: it is not right, with what would be.
    """
    try:
        return field.type.parse(text)
    except ValueError as error:
        words = field.type.words
        raise BadValueError(f"{field.name}: {error}", typed=text, candidates=words) from None
