"""Changes of existing notes: planned here, written by `transaction`."""
