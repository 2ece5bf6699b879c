"""What we read from the world: one file per stream."""
