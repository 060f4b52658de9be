"""The verbs, one module each; see `hobnob.main` for how a module becomes a verb."""
