"""The full names that a title may contain, such as "Lunch with Grace Hopper".

The one rule: a name in a title has two or more words, or else it could be anybody's; only in the
title of a birthday may it have one.
"""

from __future__ import annotations

import re

from hobnob.names import name_key

_LONGEST_NAME = 5
"""The most words of a name in the title of a meeting."""
_MOST_WORDS = 40
_OWNS = re.compile(r"['’ʼ]s(?!\w)", re.I)
# In Japanese, Chinese and Korean, a title follows the name without a space.
_HONORS = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
    r"(?:さん|さま|ちゃん|くん|様|君|氏|先生|女士|小姐|님|씨)"
)
# The form of hobnob's own calendar; there a name may have one word.
_BIRTHDAY = re.compile(r"(.+)['’ʼ]s birthday", re.I)


def names_in(title: str) -> set[str]:
    """Return the keys of all runs of words in a title that may be a name."""
    bare = _OWNS.sub("", title)
    spans = {
        " ".join(words[at : at + size])
        for words in (
            name_key(text).split()[:_MOST_WORDS] for text in {bare, _HONORS.sub(" ", bare)}
        )
        for size in range(2, _LONGEST_NAME + 1)
        for at in range(len(words) - size + 1)
    }
    if born := _BIRTHDAY.fullmatch(title.strip()):
        spans.add(name_key(born[1]))
    return spans
