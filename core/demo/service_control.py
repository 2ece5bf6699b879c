"""The demo's remote control: what the season is, who is who, and changes that no vendor's API offers."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.demo.service_givebutter import as_json
from core.demo.store import DemoStore


class Control:
    """The routes under /demo."""

    def __init__(self, store: DemoStore) -> None:
        self._store = store

    def routes(self) -> list[Route]:
        """All routes."""
        return [
            Route("/season", self._season),
            Route("/truth", self._truth),
        ]

    async def _season(self, _request: Request) -> Response:
        season = self._store.season
        return as_json({"year": season.year, "now": season.now.isoformat(), "settings": season.settings()})

    async def _truth(self, _request: Request) -> Response:
        return as_json({"people": self._store.truth()})
