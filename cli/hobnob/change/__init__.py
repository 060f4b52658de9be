"""What hobnob does to notes that exist: each change is planned here, and made by `transaction`."""
