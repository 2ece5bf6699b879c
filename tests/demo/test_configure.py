import pytest
from sqlalchemy import Engine

from core.demo.configure import configure
from core.demo.server import running
from core.errors import SourceUnavailableError
from core.store.seasons import active_year, load_season


def test_the_product_learns_the_demo_season(database: Engine, demo):
    with running(demo) as url:
        assert configure(database, url) == 2025
    with database.connect() as conn:
        season = load_season(conn, active_year(conn))
    assert season.givebutter_mentor_tag == demo.season.tag
    assert season.event_date == demo.season.event_day.date()


def test_a_season_of_another_year_is_made(database: Engine, demo):
    demo.start_season(demo.season.now.replace(year=2031))
    with running(demo) as url:
        assert configure(database, url) == 2031
    with database.connect() as conn:
        assert active_year(conn) == 2031


def test_a_silent_service_is_said(database: Engine):
    with pytest.raises(SourceUnavailableError, match="demo serve"):
        configure(database, "http://127.0.0.1:9")
