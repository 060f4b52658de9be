"""All else that a line says."""
