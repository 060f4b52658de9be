"""The manual: pages made from the declarations of notes, commands, checks and settings.

The one rule: what is declared in the code is never said again by hand. The prose stands in
`pages/*.md`; a line `{{ name }}` in it is filled from the declarations. `python -m hobnob.docs
docs/` writes the files, `hobnob help` shows them.
"""
