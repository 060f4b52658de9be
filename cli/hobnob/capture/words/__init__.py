"""The words of a language, and the phrases that are made of them."""
