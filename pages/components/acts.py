"""Doing what a button asks for, and telling the outcome once the page is drawn anew."""

from collections.abc import Callable

import streamlit as st

from core.database_errors import DATABASE_ERRORS, in_words
from core.errors import MentorSyncError
from pages.components.texts import plain

_NEWS = "news"


def act(command: Callable[[], str]) -> None:
    """Do it, and keep the sentence it returns, or the one it failed with, for `tell_news`."""
    news: list[tuple[str, bool]] = st.session_state.setdefault(_NEWS, [])
    try:
        news.append((command(), True))
    except MentorSyncError as error:
        news.append((str(error), False))
    except DATABASE_ERRORS as error:
        news.append((f"{in_words(error)} Nothing was changed.", False))


def has_news() -> bool:
    """Whether something waits to be told."""
    return bool(st.session_state.get(_NEWS))


def take_news() -> list[tuple[str, bool]]:
    """The sentences about what the last buttons did, each once, and whether it worked."""
    news: list[tuple[str, bool]] = st.session_state.pop(_NEWS, [])
    return news


def tell_news() -> None:
    """Tell what the last buttons did: a passing note when it worked, a standing message when it did not."""
    for sentence, worked in take_news():
        if sentence and worked:
            st.toast(plain(sentence), icon=":material/info:")
        elif sentence:
            st.error(plain(sentence), icon=":material/error:")
