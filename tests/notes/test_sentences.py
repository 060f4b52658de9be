"""Where the sentences of a text end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.notes.sentences import around, sentence_ends


@pytest.mark.parametrize(
    "text",
    [
        'He is well.| Ask him: "How is it?"| Later',
        'She says: "Don\'t pitch. Ask."| “Yes. No.” she said.| An "open quote.| So',
        '"Is it?" he asked.| Yes!| Well…| He said… nothing.| Good',
        "Met Dr. Ada Smith at 3 p.m.| Then J. R. Hartley of Acme Inc. came.| He left",
        "Did he?| No.| He has no. 5.| We were 12.| met bob.| he praised carl.",
        "Am 3. Mai kam Hr. Braun, z. B. mit [[x|Dr. No! Yes]] usw.| Danach ging er.",
        "昨日は彼と会った。|彼は「すごい。本当だ。」と言った。|また会う。",
        "他很好。|真的吗？|是的！",
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str) -> None:
    plain = text.replace("|", "").replace("[[xDr", "[[x|Dr")
    ends = [0, *sentence_ends(plain), len(plain)]
    parts = [plain[start:end] for start, end in pairwise(ends)]
    assert "|".join(parts) == text


@given(st.text(max_size=200), st.data())
def test_a_long_sentence_keeps_the_place_it_is_cut_around(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert text[start:end].strip() in around(text, start, end, 40)
