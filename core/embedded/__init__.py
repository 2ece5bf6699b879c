"""The embedded PostgreSQL: a server of our own on this machine, for whoever sets no `DATABASE_URL`."""

from core.embedded.server import EmbeddedServer

__all__ = ["EmbeddedServer"]
