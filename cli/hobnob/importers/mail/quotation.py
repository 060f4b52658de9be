"""The new text of a message: without what it quotes, and without the signature.

The one rule: one pass over the lines, for any content. In doubt a line stays: an answer between
quoted lines is what somebody wrote, and so is a list with hyphens, or a P.S. below a greeting.

`mail-parser-reply` does the same and is not used: it takes a list with hyphens for a signature,
needs minutes for a text with many blank lines, and knows no Portuguese. The tests compare with it.
"""

from __future__ import annotations

import re

_WROTE = re.compile(
    r"""(?:^|[\s*_])(?:
        On\b.+\bwrote | Am\b.+\bschrieb\b.* | .+\bschrieb\s+am\b.* | Le\b.+\ba\s+écrit
      | El\b.+\bescribió | El\b.+\bva\s+escriure | (?:Il|In\s+data)\b.+\bha\s+scritto
      | Em\b.+\bescreveu | (?:A|No\s+dia)\b.+\bescreveu
      | (?:Op|Le)\b.+\bschreef\b.* | (?:Den|På|D\.)\b.+\bskrev\b.* | W\s+dniu\b.+\bnapisał\(?a?\)?
      | Dne\b.+\bnapsal\(?a?\)? | .+\bпишет | .+\bнаписал\(?а?\)?
    )\s*[:：]\s*\Z
    | 写道\s*[:：]\s*\Z | のメール\s*[:：]?\s*\Z | さんは書きました\s*[:：]?\s*\Z
    | 작성\s*[:：]\s*\Z
    | .*<[^<>\s]+@[^<>\s]+>\s*(?:wrote|schrieb|a\s+écrit|escribió|escreveu|schreef|skrev)?
      \s*[:：]\s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""The line before a quotation, which names its writer. It may be folded over two lines."""
_LAST_SIGNS = (":", "：", "ル", "た")
"""The last character of such a line. Most lines end otherwise, so the slow search is left out."""
_LONGEST_WROTE = 400
_DIVIDER = re.compile(
    r"""\s*[-_=]{2,}\s*(?:Original|Forwarded|Ursprüngliche|Weitergeleitete|Message|Mensaje|Mensagem|
        Messaggio|Oorspronkelijk|Doorgestuurd|Reenviad|Encaminhad|Inoltrat|Ursprungligt)
        [^\n]{0,60}[-_=]{2,}\s*\Z
      | \s*(?:Begin\ forwarded\ message|Anfang\ der\ weitergeleiteten\ (?:Nachricht|E-Mail)
        |Début\ du\ message\ (?:transféré|réexpédié)|Inicio\ del\ mensaje\ reenviado)\s*:\s*\Z
      | _{30,}\s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_FROM = re.compile(
    r"\s*[>*_ ]*(?:From|Von|De|Da|Van|Från|Fra|Od|От|发件人|差出人|보낸\s*사람)\s*[*_]*\s*[:：]",
    re.I,
)
_SENT = re.compile(
    r"\s*[>*_ ]*(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Data|Inviato|Verzonden|Skickat|"
    r"Sendt|Wysłano|Отправлено|发送时间|日期|送信日時|보낸\s*날짜)(?:\s+\w{1,3})?\s*[*_]*\s*[:：]",
    re.IGNORECASE,
)
_HEAD_LINES = 5
_SIGNED = re.compile(r"--[ \t]?\Z|__\Z")
_DEVICE = re.compile(
    r"(?:Sent (?:from|with|via) |Get Outlook for |Gesendet (?:von |mit )|Von meinem \S+ gesendet|"
    r"Envoyé (?:de|depuis) |Enviado (?:desde|do|de|via) |Inviato da |Verzonden (?:vanaf|met) |"
    r"Skickat från |iPhoneから送信|发自我的)[^\n]{0,80}\Z",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s{0,3}>")
_LONGEST_SIGNATURE = 20
"""Lines; what is longer below two hyphens is more than a signature, and stays."""


def new_text(text: str) -> str:
    """Return what a message says itself.

    Args:
        text: the text of the message, with `>` before what it quotes.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = _without_tail(lines[: _end(lines)])
    if not any(line.strip() for line in kept):
        # It quotes alone: a message that was forwarded without a word.
        return ""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _end(lines: list[str]) -> int:
    """Return the line with which an older message begins that was put below, as Outlook does."""
    for at, line in enumerate(lines):
        if len(line) < _LONGEST_WROTE and _DIVIDER.match(line):
            return at
        if _FROM.match(line[:80]) and any(
            _SENT.match(later[:80]) for later in lines[at + 1 : at + _HEAD_LINES]
        ):
            return at
    return len(lines)


def _without_tail(lines: list[str]) -> list[str]:
    """Return lines without a quotation at either end, and without a signature."""
    kept = list(lines)
    while True:
        _drop_blank(kept)
        before = len(kept)
        _drop_quotation(kept)
        _drop_signature(kept)
        if len(kept) == before:
            break
    return _without_head(kept)


def _drop_blank(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()


def _drop_quotation(lines: list[str]) -> None:
    at = len(lines)
    while at and (_QUOTED.match(lines[at - 1]) or not lines[at - 1].strip()):
        at -= 1
    quoted = any(map(_QUOTED.match, lines[at:]))
    if quoted:
        del lines[at:]
    named = _naming(lines)
    if named and (quoted or _is_last_naming(lines)):
        del lines[len(lines) - named :]


def _is_last_naming(lines: list[str]) -> bool:
    """Say whether the last line names a writer with an address, although nothing is quoted."""
    return "@" in lines[-1] if lines else False


def _naming(lines: list[str]) -> int:
    """Return how many of the last lines name the writer of a quotation."""
    if not lines or not lines[-1].rstrip().endswith(_LAST_SIGNS):
        return 0
    for number in (1, 2, 3):
        part = [line.strip() for line in lines[-number:]]
        text = " ".join(part)
        if len(part) == number and len(text) < _LONGEST_WROTE and all(part) and _WROTE.search(text):
            return number
    return 0


def _drop_signature(lines: list[str]) -> None:
    for at in range(len(lines) - 1, max(-1, len(lines) - _LONGEST_SIGNATURE - 2), -1):
        if _SIGNED.match(lines[at]):
            del lines[at:]
            return
    if lines and _DEVICE.match(lines[-1].strip()):
        lines.pop()


def _without_head(lines: list[str]) -> list[str]:
    """Return lines without a quotation above the answer, where the answer is in one piece."""
    at = 0
    while at < len(lines) and (_QUOTED.match(lines[at]) or not lines[at].strip()):
        at += 1
    if at == 0:
        named = next((n for n in (1, 2) if lines[n : n + 1] and _QUOTED.match(lines[n])
                      and _naming(lines[:n]) == n), 0)  # fmt: skip
        if not named:
            return lines
        at = named
        while at < len(lines) and (_QUOTED.match(lines[at]) or not lines[at].strip()):
            at += 1
    if any(map(_QUOTED.match, lines[at:])):
        # Answers stand between the quoted lines, which say what they answer.
        return lines
    return lines[at:]
