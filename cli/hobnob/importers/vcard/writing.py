"""Lines of cards as octets: escaped, folded, and as each version writes them.

The one rule: whatever a value holds, it stays in its own line.
"""

from __future__ import annotations

from hobnob.importers.vcard.cards import render_params
from hobnob.importers.vcard.contact import is_inline
from hobnob.importers.vcard.lexer import Line, Param

FOLD = 75
"""The most octets of a line, without its end (RFC 6350, section 3.2)."""


def to_version(line: Line, version: str) -> Line:
    """Return a line as another version writes it, as far as the versions differ in it."""
    params = line.params
    if version == "4.0":
        params = tuple(
            Param("PREF", "1") if p.name == "TYPE" and p.value.lower() == "pref" else p
            for p in params
        )
        if is_inline(line) and line.value[:5].lower() != "data:":
            kind = next(iter(line.get("TYPE")), "").lower()
            media = _MEDIA.get(kind, "application/octet-stream")
            params = tuple(p for p in params if p.name not in ("ENCODING", "TYPE"))
            return line._replace(params=params, value=f"data:{media};base64,{line.value}")
        return line._replace(params=params)
    params = tuple(
        Param("TYPE", "PREF") if p == ("PREF", "1") else
        Param("ENCODING", "b") if p.name == "ENCODING" and p.value.upper() == "BASE64" else p
        for p in params
    )  # fmt: skip
    if line.name == "TEL" and line.value[:4].lower() == "tel:":
        params = tuple(p for p in params if p.name != "VALUE")
        return line._replace(params=params, value=line.value[4:].replace(";", "\\;"))
    return line._replace(params=params)


_MEDIA = {"jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
          "pgp": "application/pgp-keys", "x509": "application/pkix-cert"}  # fmt: skip


def escape(text: str) -> str:
    r"""Return a text as a value: line ends are `\n` (RFC 6350, section 3.4)."""
    if "\\" in text or "," in text or ";" in text:
        text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\n").replace("\n", "\\n").replace("\r", "")


def render_line(line: Line, version: str = "3.0", end: bytes = b"\r\n") -> bytes:
    """Return a line as octets, folded."""
    group = f"{line.group}." if line.group else ""
    value = line.value.replace("\r", "").replace("\n", "\\n")
    params = line.params
    if version == "2.1" and not (value.isascii() and "\\n" not in value):
        return _quoted_printable(line, value, end)
    data = f"{group}{line.title}{render_params(params)}:{value}".encode("utf-8", "replace")
    return fold(data, end) if len(data) > FOLD else data + end


def _quoted_printable(line: Line, value: str, end: bytes) -> bytes:
    """Return a line of vCard 2.1, which has no other letters than ASCII."""
    import quopri

    text = value.replace("\\n", "\r\n").encode("utf-8", "replace")
    encoded = quopri.encodestring(text.replace(b"\r\n", b"\r"), quotetabs=True)
    encoded = encoded.replace(b"=\n", b"=" + end).replace(b"=0D", b"=0D=0A")
    group = f"{line.group}." if line.group else ""
    params = (*line.params, Param("CHARSET", "UTF-8"), Param("ENCODING", "QUOTED-PRINTABLE"))
    return f"{group}{line.title}{render_params(params)}:".encode() + encoded + end


def fold(data: bytes, end: bytes = b"\r\n") -> bytes:
    """Return a line in parts of at most 75 octets, none of them within a character."""
    parts = []
    begin, room = 0, FOLD
    while len(data) - begin > room:
        at = begin + room
        while data[at] & 0xC0 == 0x80:
            at -= 1
        parts.append(data[begin:at])
        begin, room = at, FOLD - 1
    parts.append(data[begin:])
    return (end + b" ").join(parts) + end
