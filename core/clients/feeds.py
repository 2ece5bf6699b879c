"""How each stream is read from its source: everything, what changed, and how many there are."""

from datetime import datetime
from typing import Protocol

from core.clients import Sources
from core.clients.answers import Pages
from core.clients.givebutter import Givebutter
from core.clients.jotform import Jotform
from core.seasons import Season
from core.streams import Stream


class Feed(Protocol):
    """What a stream can ask of its source."""

    def list_all(self) -> Pages:
        """Every record there is."""

    def list_changed(self, since: datetime) -> Pages | None:
        """Records made or changed since then, or `None` when the source cannot tell."""

    def count(self) -> int | None:
        """How many records there are, if the source tells."""

    def load_questions(self) -> dict[str, str]:
        """The questions of a form, name -> type; none where there is no form."""


def open_feed(stream: Stream, season: Season, sources: Sources) -> Feed:
    """What a stream of a season is read from."""
    if stream.source == "jotform":
        return _Form(sources.jotform, stream.source_id(season))
    if stream.season_key:
        return _Members(sources.givebutter, stream.source_id(season))
    return _Contacts(sources.givebutter)


class _Form:
    def __init__(self, jotform: Jotform, form_id: str) -> None:
        self._jotform = jotform
        self._form_id = form_id

    def list_all(self) -> Pages:
        return self._jotform.list_submissions(self._form_id)

    def list_changed(self, since: datetime) -> Pages:
        return self._jotform.list_changed_submissions(self._form_id, since)

    def count(self) -> int | None:
        return self._jotform.count_submissions(self._form_id)

    def load_questions(self) -> dict[str, str]:
        return self._jotform.load_questions(self._form_id)


class _Members:
    def __init__(self, givebutter: Givebutter, campaign_code: str) -> None:
        self._givebutter = givebutter
        self._campaign_code = campaign_code

    def list_all(self) -> Pages:
        return self._givebutter.list_members(self._givebutter.find_campaign(self._campaign_code))

    def list_changed(self, since: datetime) -> None:
        """Members have no filter; there are few of them."""

    def count(self) -> None:
        """Never asked for: members are always listed."""

    def load_questions(self) -> dict[str, str]:
        return {}


class _Contacts:
    def __init__(self, givebutter: Givebutter) -> None:
        self._givebutter = givebutter

    def list_all(self) -> Pages:
        return self._givebutter.list_contacts()

    def list_changed(self, since: datetime) -> Pages:
        return self._givebutter.list_changed_contacts(since)

    def count(self) -> int | None:
        return self._givebutter.count_contacts()

    def load_questions(self) -> dict[str, str]:
        return {}
