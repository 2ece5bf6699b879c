"""PostgreSQL at the edge: one typed function per named query."""
