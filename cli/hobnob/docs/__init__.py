"""The manual: pages made from the declarations of notes, commands, checks and settings.

The one rule: nothing that is declared in the code is repeated by hand. The prose is in
`pages/*.md`; a `{{ name }}` in it is replaced by text from the declarations. `python -m
hobnob.docs docs/` writes the files, `hobnob help` shows them.
"""
