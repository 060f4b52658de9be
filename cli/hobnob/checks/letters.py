"""Checks of drafts: what to think of before a letter is sent.

The one rule: `draft` says the same about a new draft. Sent letters are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from hobnob.checks.table import BODY_LINE, Finding, check
from hobnob.index.index import Index


@check("warning")
def asks_outright(index: Index) -> Iterator[Finding]:
    """A first letter that asks for a job, a sale or money, or has a CV with it.

    **Why it matters.** Hardly anybody has a job ready for a stranger. The answer is no, and that
    ends the conversation. But nearly everyone has half an hour and an opinion. Ask for advice. If
    they can do more for you, they will say so.

    **How to fix it.** Ask for advice, information or feedback, and leave out the CV. "No CV is
    attached" and "I am not asking for a job" are fine. It is a first letter if you sent them no
    letter, e-mail or message before.

    ```
    Would you have a job for me?        # May I ask you three questions over lunch?
    ```
    """
    return _find(index, "asks-outright")


@check("warning")
def no_reason(index: Index) -> Iterator[Finding]:
    """A first letter that does not say why you write to this person.

    **Why it matters.** A letter that would suit anybody looks as if it went to everybody. If the
    first lines say why you write to them, people read the rest.

    **How to fix it.** Add one sentence: what you read, saw or heard about them, who told you about
    them, or where you met. The name of their organization, their title or the person who
    introduced you is enough.

    ```
    I read in The Hoarding that you have moved to Banbury Strand.
    ```
    """
    return _find(index, "no-reason")


@check("warning")
def no_next_step(index: Index) -> Iterator[Finding]:
    """A first letter that leaves the next step to the reader.

    **Why it matters.** After "I hope to hear from you", often nothing happens. If you promise to
    ring on a day, you can keep the promise yourself, and the other person has nothing to do.

    **How to fix it.** Say when you will ring. Add a promise to yourself below the letter; it is
    not sent. A letter of thanks may say that it needs no answer.

    ```
    I shall ring on Thursday to ask whether I may buy you lunch.

    - [ ] ring Mr Oyelaran (by 2026-11-26)
    ```
    """
    return _find(index, "no-next-step")


@check("warning")
def long_letter(index: Index) -> Iterator[Finding]:
    """A first letter of more than 150 words.

    **Why it matters.** People read a short letter at once. They keep a long one for later, and
    later may not come.

    **How to fix it.** Leave out what can wait until you meet. That is most of it.
    """
    return _find(index, "long-letter")


@check("warning")
def placeholder(index: Index) -> Iterator[Finding]:
    """Something in a draft that is left over: a gap to fill in, or an instruction.

    **Why it matters.** After "Dear [NAME]", nobody reads the rest of a letter. `sent` refuses such
    a draft, unless you say `--anyway`.

    **How to fix it.** Fill it in, or remove it. These are taken for leftovers:

    - words in brackets, such as `[why you]`; not a link, a wikilink, a footnote, a task box, a
      number, `[sic]`, or a part of a word
    - `{{ … }}`, `{name}`, `<name>`, `XXX`, `TODO`, `TBD`, `____`, a `??` that stands alone
    - `…` or `...` alone on a line
    - a link without an address: `[my page]()`
    - a comment of the template, since it says what to write; and a comment with `TODO`
    - a comment that never ends or that Markdown takes for code, because it would go out

    Code and promises are not searched.
    """
    return _find(index, "placeholder")


@check("warning")
def greeting(index: Index) -> Iterator[Finding]:
    """A greeting that looks wrong.

    **Why it matters.** People notice an error in their own name first.

    **How to fix it.** Correct it in the draft. For all letters to this person, write the greeting
    into their note: `greeting: Dear Professor Weiß`. hobnob then leaves it alone.

    - `Dear J. R.`: these look like initials
    - `Dear SOFIA`, `Dear sofia`: capitals, or a small letter
    - `Dear Acme`: an organization
    - `Dear Li` for Li Wei: perhaps the family name
    - the note has a `greeting`, and the letter has another
    """
    return _find(index, "greeting")


@check("warning")
def same_letter(index: Index) -> Iterator[Finding]:
    """A draft of a letter that the same person was sent within the last year.

    **Why it matters.** The second copy says that the first one was not meant for them.

    **How to fix it.** Remove the draft, or write something new. It is the same letter if it is made
    from the same template, or has the same words. A second draft of it is told too.
    """
    return _find(index, "same-letter")


@check("warning")
def said_before(index: Index) -> Iterator[Finding]:
    """A sentence that you wrote to the same person before.

    **Why it matters.** People keep letters, especially the good ones.

    **How to fix it.** Use other words, or leave it out. Sentences of fewer than six words are not
    checked.
    """
    return _find(index, "said-before")


def _find(index: Index, code: str) -> Iterator[Finding]:
    from hobnob.letters.letter import RecipientFacts
    from hobnob.letters.remarks import remarks_on
    from hobnob.network.letters.drafts import list_drafts

    drafts = list_drafts(index)
    if not drafts:
        return
    for remark in remarks_on(drafts, RecipientFacts(index, drafts), (code,)):
        at: tuple[str | int, ...] = (remark.key,) if remark.key else ()
        if remark.body_line is not None:
            at = (BODY_LINE, remark.body_line)
        yield Finding(path=remark.path, message=remark.message, at=at)
