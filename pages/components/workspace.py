"""The database of this installation, opened once per server, and who looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st
from sqlalchemy import Connection

from core.db import see_one_moment
from core.workspace import Workspace, open_workspace


@st.cache_resource(show_spinner="Opening the database ...")
def workspace() -> Workspace:
    """Settings and database, opened once. Raises `MentorSyncError` when they are not usable."""
    return open_workspace()


@contextmanager
def connection() -> Iterator[Connection]:
    """A connection to look at, given back at once; all that is read on it is of one moment."""
    with workspace().engine.connect() as conn:
        see_one_moment(conn)
        yield conn


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def visitor() -> str:
    """Who is looking, for the audit."""
    return str(getattr(st.user, "email", None) or "coordinator")
