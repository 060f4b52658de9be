"""The site: pages from the index. MkDocs is a thin shell around what is here."""
