"""Letters: their templates, what waits to be sent, and what is known of those they are to."""
