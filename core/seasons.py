"""A season: the typed settings of one year, made of its rows of `sync_configs`.

`sync_configs` holds one row per year and key. A new season needs no code: its rows are copied
from the year before and the missing ones are listed (docs/seasons.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from core.errors import SeasonIncompleteError
from core.season_keys import KEYS
from core.season_shapes import contradictions


@dataclass(frozen=True, slots=True)
class CustomField:
    """One custom field of the import file. The label may change; `id` does not."""

    id: str
    label: str
    kind: str  # yes_no, select, text, number
    source: str  # a column of `rules.export.CUSTOM_FIELD_SOURCES`
    limit: int | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressTag:
    """The text of one progress tag of the season, and whether it is used."""

    id: str
    text: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Season:
    """Everything a run must know about one year."""

    year: int
    jotform_signup_form_id: str
    jotform_setup_form_id: str
    jotform_training_form_id: str
    jotform_partner_form_id: str | None
    givebutter_campaign_code: str
    givebutter_mentor_tag: str
    givebutter_dropped_tag: str
    fundraising_goal: Decimal
    event_date: date
    mn_id_prefix: str
    time_zone: ZoneInfo
    university_email_domains: tuple[str, ...]
    auto_resolve_margin: int
    recommend_margin: int
    recency_days: int
    archive_automatically: bool
    default_subscriptions: Mapping[str, bool]  # email, phone, address
    question_names: Mapping[str, Mapping[str, str]]  # stream -> our name -> the form's name
    progress_tags: tuple[ProgressTag, ...]
    custom_tags: tuple[str, ...]
    custom_fields: tuple[CustomField, ...]
    full_sync_at: tuple[str, ...]  # "HH:MM" in the season's time zone
    full_listing_hours: int


def season_from(year: int, rows: Mapping[str, str]) -> Season:
    """The season of a year from its `sync_configs` rows (key -> text).

    Raises `SeasonIncompleteError` naming every missing and every unusable key at once.
    """
    values, problems = {}, []
    for key in KEYS:
        text = rows.get(key.name)
        if text is None or not text.strip():
            values[key.name] = key.usual
            if key.is_required:
                problems.append(f"{key.name} is missing: {key.description}")
            continue
        try:
            values[key.name] = key.read_stored(text)
        except ValueError as error:
            problems.append(f"{key.name} is not usable: {error}")
    problems = problems or list(contradictions(values))
    if problems:
        raise SeasonIncompleteError(_incomplete(year, problems))
    return _season(year, values)


def _incomplete(year: int, problems: Iterable[str]) -> str:
    advice = f"Set them with: python -m core season set KEY VALUE --year {year}"
    return "\n".join([f"Season {year} is not ready:", *(f"- {problem}" for problem in problems), advice])


def _season(year: int, values: Mapping[str, Any]) -> Season:
    fields = dict(values)
    fields["progress_tags"] = tuple(ProgressTag(**tag) for tag in values["progress_tags"])
    fields["custom_fields"] = tuple(CustomField(**field) for field in fields.pop("export_custom_fields"))
    return Season(year=year, **fields)
