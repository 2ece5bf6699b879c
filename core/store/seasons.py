"""Seasons and their settings in the database."""

from collections.abc import Mapping

from sqlalchemy import Connection

from core.errors import SettingsError, UnknownSeasonError
from core.season_keys import KEY_BY_NAME, KEYS
from core.season_shapes import contradictions, unusable_margins
from core.seasons import Season, season_from
from core.sql import query

_MARGINS = ("auto_resolve_margin", "recommend_margin")


def list_years(conn: Connection) -> tuple[int, ...]:
    """All seasons, the newest first."""
    return tuple(row.year for row in conn.execute(query("seasons.years")))


def active_year(conn: Connection) -> int:
    """The active season. Raises `UnknownSeasonError` when none is."""
    year = conn.execute(query("seasons.active")).scalar_one_or_none()
    if year is None:
        raise UnknownSeasonError("No season is active. Choose one with: python -m core season activate YEAR")
    return int(year)


def load_settings(conn: Connection, year: int) -> dict[str, str]:
    """The stored settings of a season: key -> text. Raises `UnknownSeasonError`."""
    if year not in list_years(conn):
        raise UnknownSeasonError(f"There is no season {year}. Make it with: python -m core season copy FROM {year}")
    return {row.config_key: row.config_value for row in conn.execute(query("seasons.settings"), {"year": year})}


def load_season(conn: Connection, year: int) -> Season:
    """The season with everything a run must know. Raises `SeasonIncompleteError` listing all gaps."""
    return season_from(year, load_settings(conn, year))


def write_settings(conn: Connection, year: int, values: Mapping[str, str]) -> None:
    """Write settings of a season (made if missing).

    Raises `SettingsError` for unknown keys and unusable values, all at once, and for what contradicts the others.
    """
    problems = [problem for name, text in values.items() if (problem := _problem(name, text))]
    problems = problems or list(_contradictions(conn, year, values))
    if problems:
        raise SettingsError("\n".join(problems))
    conn.execute(query("seasons.add"), {"year": year})
    for name, text in values.items():
        key = KEY_BY_NAME[name]
        row = {"year": year, "key": name, "value": text, "type": key.type, "description": key.description}
        conn.execute(query("seasons.set"), row)


def refuse_contradiction(conn: Connection, year: int, values: Mapping[str, str]) -> None:
    """Raise `SettingsError` when margins to be kept contradict each other, or the one of the season that stays.

    Not part of `write_settings`: any margin may be tried out.
    """
    if values.keys().isdisjoint(_MARGINS):
        return
    usual = {name: str(KEY_BY_NAME[name].default) for name in _MARGINS}
    stored = {row.config_key: row.config_value for row in conn.execute(query("seasons.settings"), {"year": year})}
    if found := unusable_margins({**usual, **stored, **values}):
        raise SettingsError(found)


def activate(conn: Connection, year: int) -> None:
    """Make a season the active one. Raises `UnknownSeasonError`."""
    load_settings(conn, year)
    conn.execute(query("seasons.deactivate"))
    conn.execute(query("seasons.activate"), {"year": year})


def _problem(name: str, text: str) -> str | None:
    key = KEY_BY_NAME.get(name)
    if key is None:
        return f"There is no setting {name}. There are: {', '.join(KEY_BY_NAME)}"
    if not text.strip():
        return f"{name} is required; it cannot be empty" if key.is_required else None
    try:
        key.read(text)
    except ValueError as error:
        return f"{name}: {error}"
    return None


def _contradictions(conn: Connection, year: int, values: Mapping[str, str]) -> tuple[str, ...]:
    """What the new values contradict among themselves and the stored ones, once all of them can be read."""
    stored = {row.config_key: row.config_value for row in conn.execute(query("seasons.settings"), {"year": year})}
    texts = {**stored, **values}
    try:
        return contradictions(
            {
                key.name: key.read_stored(text) if (text := texts.get(key.name, "")).strip() else key.usual
                for key in KEYS
            }
        )
    except ValueError:
        return ()
