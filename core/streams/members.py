"""Members of the Givebutter campaign: the fundraising pages and what they raised."""

from collections.abc import Mapping
from typing import Any

from core.records import Member
from core.streams.answers import Names
from core.streams.base import Stream
from core.streams.values import count, email, instant, money, phone, record_id, text


def parse(raw: Mapping[str, Any], _names: Names) -> Member:
    """A campaign member."""
    return Member(
        member_id=record_id(raw.get("id")),
        first_name=text(raw.get("first_name")),
        last_name=text(raw.get("last_name")),
        display_name=text(raw.get("display_name")),
        email=email(raw.get("email")),
        phone=phone(raw.get("phone")),
        raised=money(raw.get("raised"), "raised"),
        goal=money(raw.get("goal"), "goal"),
        donors=count(raw.get("donors"), "donors"),
        url=text(raw.get("url")),
        created_at=instant(raw.get("created_at"), "created_at"),
        updated_at=instant(raw.get("updated_at"), "updated_at"),
    )


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
