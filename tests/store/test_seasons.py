"""Settings of a season that contradict each other are refused, whoever writes them."""

import pytest
from sqlalchemy import Connection

from core.errors import SettingsError
from core.store.seasons import refuse_contradiction, write_settings
from tests.views.rows import YEAR, complete_season


@pytest.mark.parametrize(
    "values",
    [
        {"recommend_margin": "150"},
        {"auto_resolve_margin": "10"},
        {"recommend_margin": "60", "auto_resolve_margin": "50"},
    ],
)
def test_a_margin_above_which_nothing_is_asked_is_not_below_the_one_to_recommend(
    conn: Connection, values: dict[str, str]
) -> None:
    complete_season(conn)
    with pytest.raises(SettingsError, match="nothing would ever be recommended"):
        refuse_contradiction(conn, YEAR, values)


def test_what_stands_in_the_season_counts_too(conn: Connection) -> None:
    complete_season(conn)
    write_settings(conn, YEAR, {"recommend_margin": "5"})
    refuse_contradiction(conn, YEAR, {"auto_resolve_margin": "10"})
    refuse_contradiction(conn, YEAR, {"fundraising_goal": "80"})
