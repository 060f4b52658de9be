"""What letters say, language by language; each is a file of phrases."""
