"""The letters of a mail: bytes to text, whatever character set they claim.

The one rule: decoding never fails. A set that is unknown or wrong is not believed: then it is UTF-8
if it can be, and else the set of Windows.
"""

from __future__ import annotations

import codecs

_WIDER = {
    "ascii": "utf-8", "us-ascii": "utf-8", "iso-8859-1": "cp1252", "latin-1": "cp1252",
    "latin1": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932",
    "iso-8859-8-i": "iso-8859-8", "iso-8859-9": "cp1254", "unicode-1-1-utf-7": "utf-7",
    "x-sjis": "cp932", "x-gbk": "gb18030", "big5": "big5hkscs", "ansi": "cp1252",
    "x-unknown": "", "unknown-8bit": "", "default": "", "8bit": "",
}  # fmt: skip
"""The set that programs mean by a name, where it is wider than what the name says."""


def decode(data: bytes, charset: str) -> str:
    """Return bytes as text.

    Args:
        data: the bytes.
        charset: the set that the mail names; "" if it names none.
    """
    named = charset.strip("'\" \t").lower()
    for codec in (_WIDER.get(named, named), "utf-8", "cp1252"):
        try:
            # A codec that is no character set, such as `zip`, is none for a mail.
            if codec and codecs.lookup(codec)._is_text_encoding:
                return data.decode(codec)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")
