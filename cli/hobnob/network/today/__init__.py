"""Who needs me, on any day."""
