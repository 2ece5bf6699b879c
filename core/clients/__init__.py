"""HTTP at the edge."""
