"""Questions about ties: each is one module, asked of the index and answered with plain values."""
