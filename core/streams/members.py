"""Members of the Givebutter campaign: the fundraising pages and what they raised."""

from collections.abc import Mapping
from typing import Any

from core.records import Member
from core.streams.answers import Names
from core.streams.base import Stream
from core.streams.cells import Cells, Parsed
from core.streams.values import record_id


def parse(raw: Mapping[str, Any], _names: Names) -> Parsed[Member]:
    """A campaign member."""
    cells = Cells(raw)
    member = Member(
        member_id=record_id(raw.get("id")),
        first_name=cells.text("first_name", "first_name"),
        last_name=cells.text("last_name", "last_name"),
        display_name=cells.text("display_name", "display_name"),
        email=cells.email("email", "email"),
        phone=cells.phone("phone", "phone"),
        raised=cells.money("raised", "raised"),
        goal=cells.money("goal", "goal"),
        donors=cells.count("donors", "donors"),
        url=cells.page("url", "url"),
        created_at=cells.instant("created_at", "created_at"),
        updated_at=cells.instant("updated_at", "updated_at"),
    )
    return Parsed(member, cells.unread)


MEMBERS = Stream(
    name="members",
    title="Campaign members",
    table="raw_gb_campaign_members",
    key="member_id",
    source="givebutter",
    record=Member,
    parse=parse,
    season_key="givebutter_campaign_code",
)
