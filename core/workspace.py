"""Where everything starts: the settings read, the database found or made, reachable and up to date."""

from dataclasses import dataclass

from sqlalchemy import Engine, make_url

from core.databases import create_database
from core.db import check_reachable, connect
from core.embedded import embedded_server
from core.migrations import migrate
from core.settings import Settings, read_settings

_NAME = "mentor_sync"
_DEMO_SUFFIX = "_demo"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The settings, and an engine for the database they mean."""

    settings: Settings
    engine: Engine


def open_workspace(settings: Settings | None = None) -> Workspace:
    """The workspace of these settings, by default this process's.

    Raises a `MentorSyncError` that says what to do when the settings or the database cannot be used.
    """
    settings = settings or read_settings()
    engine = connect(_database_url(settings))
    check_reachable(engine)
    migrate(engine)
    return Workspace(settings, engine)


def _database_url(settings: Settings) -> str:
    """The demo season has a database of its own, beside the real one."""
    server = embedded_server(settings)
    if server is None:
        return _named_database(settings)
    server.ensure()
    name = _NAME + _DEMO_SUFFIX if settings.is_demo else _NAME
    server.create_database(name)
    return server.url(name)


def _named_database(settings: Settings) -> str:
    url = settings.database_url.get_secret_value() if settings.database_url else ""
    if not settings.is_demo:
        return url
    real = connect(url)
    check_reachable(real)
    real.dispose()
    demo = make_url(url).set(database=f"{make_url(url).database}{_DEMO_SUFFIX}")
    create_database(url, str(demo.database))
    return demo.render_as_string(hide_password=False)
