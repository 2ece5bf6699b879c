"""Doing what a button asks for, and telling the outcome once the page is drawn anew."""

from collections.abc import Callable

import streamlit as st
from sqlalchemy.exc import OperationalError

from core.errors import MentorSyncError
from pages.components.texts import plain

_NEWS = "news"


def act(command: Callable[[], str]) -> None:
    """Do it, and keep the sentence it returns, or the one it failed with, for `tell_news`."""
    try:
        st.session_state[_NEWS] = (command(), True)
    except MentorSyncError as error:
        st.session_state[_NEWS] = (str(error), False)
    except OperationalError:
        st.session_state[_NEWS] = ("The database stopped answering; nothing was changed. Try again.", False)


def tell_news() -> None:
    """Tell what the last button did: a passing note when it worked, a standing message when it did not."""
    sentence, worked = st.session_state.pop(_NEWS, ("", True))
    if sentence and worked:
        st.toast(sentence, icon=":material/info:")
    elif sentence:
        st.error(plain(sentence), icon=":material/error:")
