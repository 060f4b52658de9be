"""The checks: what may be wrong in a journal, and how to fix it.

The one rule: a check is one function in a module of this package. It asks the index and yields a
`Finding` for each problem. Its name is the code, and `hobnob check --explain` shows its docstring.
No other place lists it.
"""
