"""The demo season and its HTTP service."""
