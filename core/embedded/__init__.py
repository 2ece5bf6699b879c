"""The embedded PostgreSQL: a server of our own on this machine, for whoever sets no `DATABASE_URL`."""

from core.embedded.server import EmbeddedServer
from core.settings import Settings

__all__ = ["EmbeddedServer", "embedded_server"]


def embedded_server(settings: Settings) -> EmbeddedServer | None:
    """The server of our own; None when the settings name another."""
    return None if settings.database_url else EmbeddedServer(settings.mentor_sync_home)
