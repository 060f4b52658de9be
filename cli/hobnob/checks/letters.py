"""Letters that were not sent yet: what to think of before they are.

The one rule: what a check of this module finds is what `draft` says when it makes one; a letter
that was sent is left in peace.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import BODY_LINE, Finding, check
from hobnob.index.index import Index


@check("warning")
def asks_outright(index: Index) -> Iterator[Finding]:
    """A first letter that asks for a job, a sale or money, or brings a CV.

    **Why it matters.** Nobody has a job lying about for a stranger, so the answer can only be no,
    and after a no there is nothing more to say. Dare to be oblique: nearly everyone has half an
    hour, and an opinion. Ask for advice; what else they have, they will think of themselves.

    **Put it right** by asking for advice, information or feedback, and by leaving the CV at home.
    "No CV is attached" and "I am not asking for a job" are quite all right. It is a first letter
    when no letter, e-mail or message went to them before.

    ```
    Would you have a job for me?        # May I ask you three questions over lunch?
    ```
    """
    return _find(index, "asks-outright")


@check("warning")
def no_reason(index: Index) -> Iterator[Finding]:
    """A first letter that does not say why it is to this person.

    **Why it matters.** A letter that could have gone to anybody is read as one that went to
    everybody. Whoever sees in the first lines why you write to them reads the rest.

    **Put it right** with one sentence: what you read, saw or heard of them, who told you of them,
    where you met. The name of their organization, their title, or whoever introduced you counts.

    ```
    I read in The Hoarding that you have moved to Banbury Strand.
    ```
    """
    return _find(index, "no-reason")


@check("warning")
def no_next_step(index: Index) -> Iterator[Finding]:
    """A first letter that leaves the next step to whoever reads it.

    **Why it matters.** A letter that ends in "I hope to hear from you" ends there. A promise to
    ring on a day is kept by the one who made it, and asks nothing of the other.

    **Put it right** by saying when you will ring, and by a promise to yourself below, which is not
    sent along. A letter of thanks may say that it needs no answer.

    ```
    I shall ring on Thursday to ask whether I may buy you lunch.

    - [ ] ring Mr Oyelaran (by 2026-11-26)
    ```
    """
    return _find(index, "no-next-step")


@check("warning")
def long_letter(index: Index) -> Iterator[Finding]:
    """A first letter of more than 150 words.

    **Why it matters.** A letter that is seen to be short is read at once; a long one is kept for
    later, which may not come.

    **Put it right** by leaving out what can wait until you meet, which is most of it.
    """
    return _find(index, "long-letter")


@check("warning")
def placeholder(index: Index) -> Iterator[Finding]:
    """Something in a draft that was still to be filled in.

    **Why it matters.** "Dear [NAME]" says more than all the rest of a letter.

    **Put it right** by filling it in: `{{ … }}`, `[NAME]`, `<name>`, `XXX`, `TODO` and `____` are
    taken for places where something belongs.
    """
    return _find(index, "placeholder")


@check("warning")
def said_before(index: Index) -> Iterator[Finding]:
    """A sentence that the same person has had from you before.

    **Why it matters.** People keep letters, the good ones above all.

    **Put it right** by saying it in other words, or not at all. Sentences of fewer than six words
    may be said as often as one likes.
    """
    return _find(index, "said-before")


def _find(index: Index, code: str) -> Iterator[Finding]:
    from hobnob.letters.remarks import RecipientFacts, remarks_on
    from hobnob.network.letters.drafts import list_drafts

    drafts = list_drafts(index)
    if not drafts:
        return
    for remark in remarks_on(drafts, RecipientFacts(index, drafts), (code,)):
        at: tuple[str | int, ...] = (remark.key,) if remark.key else ()
        if remark.line is not None:
            at = (BODY_LINE, remark.line)
        yield Finding(path=remark.path, message=remark.message, at=at)
