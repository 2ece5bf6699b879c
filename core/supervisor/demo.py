"""The demo service's part in `make run`: waited for, and asked which season it plays."""

from urllib.parse import urlsplit

from core.demo.configure import configure
from core.endpoints import find_demo
from core.errors import SeasonIncompleteError, SettingsError, UnknownSeasonError
from core.settings import Settings
from core.store.seasons import active_year, load_season
from core.supervisor.http import answers
from core.workspace import Workspace


def demo_answers(settings: Settings) -> bool:
    """Whether the demo service said where it is, and is there."""
    try:
        return answers(urlsplit(find_demo(settings)).port or 0, "/demo/season")
    except SettingsError:
        return False


def tell_season(workspace: Workspace) -> None:
    """Write the demo's season into the database unless it is there: what people changed since stays."""
    try:
        with workspace.engine.connect() as conn:
            load_season(conn, active_year(conn))
    except (SeasonIncompleteError, UnknownSeasonError):
        configure(workspace.engine, find_demo(workspace.settings))
