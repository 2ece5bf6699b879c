"""Views that take longer than a blink, kept until something they show has changed (or a minute has passed)."""

import streamlit as st

from core.views.export import ExportView, export_view, people_to_pick
from core.views.export_filters import ExportFilters
from core.views.frame import data_version
from core.views.overview import Overview, overview
from pages.components.season import shown_frame
from pages.components.workspace import connection, now


def read_overview() -> Overview:
    """The overview of the season shown."""
    return _overview(shown_frame().year, data_version_shown())


def read_export(filters: ExportFilters) -> ExportView:
    """The import file of the season shown, and all that belongs to it."""
    return _export(shown_frame().year, filters, data_version_shown())


def read_people() -> dict[str, str]:
    """Everybody of the season shown who may be in an import file: mn_id -> name."""
    return _people(shown_frame().year, data_version_shown())


def data_version_shown() -> str:
    """Another text as soon as anything shown of the season has changed."""
    with connection() as conn:
        return data_version(conn, shown_frame().year)


@st.cache_data(ttl=60, max_entries=8, show_spinner=False)
def _overview(year: int, version: str) -> Overview:  # noqa: ARG001
    with connection() as conn:
        return overview(conn, year, now())


@st.cache_data(ttl=60, max_entries=8, show_spinner="Checking the import file ...")
def _export(year: int, filters: ExportFilters, version: str) -> ExportView:  # noqa: ARG001
    with connection() as conn:
        return export_view(conn, year, filters, now())


@st.cache_data(ttl=60, max_entries=8, show_spinner=False)
def _people(year: int, version: str) -> dict[str, str]:  # noqa: ARG001
    with connection() as conn:
        return people_to_pick(conn, year)
