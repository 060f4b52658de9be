"""Long bodies of one thing many times, which a reader must not read again for each time."""

from __future__ import annotations

LONG_BODIES = (
    "grace " * 40_000, "grace " * 40_000 + "*", "[[" * 30_000, "![" * 20_000, "[[a|" * 20_000,
    "\n" * 40_000, f"a{chr(10) * 40_000}b", "#a " * 40_000, "<!--" * 20_000, "<!--\n" * 20_000,
    "%%" * 20_000, "a %%\n" * 10_000, "a <!-- b --> " * 10_000, "<!--\n\n-->\n" * 10_000,
    "[[a]] " * 40_000, "[[a]]\n" * 40_000, "$x " * 40_000, "$$\n" * 20_001, "> " * 5_000,
    f"|a|\n|-|\n|{'[[a|b]] ' * 20_000}|", f"- [ ] {'(by ' * 40_000}", "`" * 40_000,
    "- [ ] x\n" * 4_000, "http://" * 10_000, "[x](" * 10_000,
)  # fmt: skip
