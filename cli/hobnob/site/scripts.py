"""Data for the site's scripts.

The one rule: data are written as a call of a function, because a page opened from a folder may load
only scripts; and a text of a note can never become code in it.
"""

from __future__ import annotations

import json


def render_script(call: str, *values: object) -> str:
    """Return a call of a function with its data.

    `<` could close the script inside a page; U+2028 and U+2029 end a line in older engines.
    """
    data = ",".join(json.dumps(v, ensure_ascii=False, separators=(",", ":")) for v in values)
    for char in "<\u2028\u2029":
        data = data.replace(char, f"\\u{ord(char):04x}")
    return f"{call}({data})\n"
