"""What a line says besides dates and names: one module for each thing."""
