"""The site as files: what is built, without a browser."""
