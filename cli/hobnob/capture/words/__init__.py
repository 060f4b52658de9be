"""The words and phrases of a language, and the tokens of a line."""
