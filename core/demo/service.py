"""The demo service: something that behaves like Jotform and Givebutter, and a remote control for it."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from core.demo.faults import Faults, Troubled
from core.demo.service_control import Control
from core.demo.service_givebutter import Givebutter
from core.demo.service_jotform import Jotform
from core.demo.store import DemoStore

DAILY_CALLS = 50_000


def create_app(store: DemoStore, *, enforce_limits: bool = False, jotform_daily_calls: int = DAILY_CALLS) -> Starlette:
    """The service over a store. `enforce_limits`: Givebutter's 500 requests a minute are more than a promise."""
    faults = Faults()
    jotform = Jotform(store, jotform_daily_calls).routes()
    givebutter = Givebutter(store, enforce_limits=enforce_limits)
    return Starlette(
        routes=[
            Mount("/jotform/v1", routes=jotform),
            Mount("/jotform", routes=jotform),
            Mount("/givebutter/v1", routes=givebutter.routes()),
            Mount("/demo", routes=Control(store, faults).routes()),
        ],
        middleware=[Middleware(Troubled, faults=faults)],
    )
