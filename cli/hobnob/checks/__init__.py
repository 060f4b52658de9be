"""The checks: what may not be right in a journal, and how to put it right.

The one rule: a check is one function in a module of this package. It asks the index, and yields a
`Finding` for each thing that is not right; its name is the code, its docstring the page that
`hobnob check --explain` shows. Nothing else needs to know of it.
"""
