"""Introductions: who brought whom into your life, and what to know before you introduce others."""
