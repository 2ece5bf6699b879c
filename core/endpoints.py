"""Where the sources are: the real services, or the demo service that runs on this computer."""

import json

from core.clients import Endpoints
from core.errors import SettingsError
from core.settings import Settings

DEMO_KEY = "demo"


def find_endpoints(settings: Settings) -> Endpoints:
    """Addresses and keys of both sources. Raises `SettingsError` when the demo service is not running."""
    if settings.jotform_api_key and settings.givebutter_api_key:
        return Endpoints(
            jotform_url=settings.jotform_base_url,
            jotform_key=settings.jotform_api_key.get_secret_value(),
            givebutter_url=settings.givebutter_base_url,
            givebutter_key=settings.givebutter_api_key.get_secret_value(),
            givebutter_requests_per_minute=settings.givebutter_requests_per_minute,
        )
    return demo_endpoints(find_demo(settings))


def find_demo(settings: Settings) -> str:
    """The address of the demo service. Raises `SettingsError` when it never ran here."""
    try:
        return str(json.loads((settings.mentor_sync_home / "demo.json").read_text(encoding="utf-8"))["url"])
    except (OSError, ValueError, KeyError):
        raise SettingsError(
            "No API keys are set and the demo service is not running. "
            "Start it with: make run (or: python -m core demo serve), or set JOTFORM_API_KEY and GIVEBUTTER_API_KEY."
        ) from None


def demo_endpoints(url: str) -> Endpoints:
    """The two sources as the demo service plays them; it needs no pacing."""
    return Endpoints(
        jotform_url=f"{url}/jotform",
        jotform_key=DEMO_KEY,
        givebutter_url=f"{url}/givebutter/v1",
        givebutter_key=DEMO_KEY,
        givebutter_requests_per_minute=None,
    )
