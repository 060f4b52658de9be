"""The verbs, one module each; see `hobnob.cli.main` for how a module becomes a verb."""
