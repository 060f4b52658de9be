"""The inbox: lines that a phone or another program wrote, which wait to be logged."""
