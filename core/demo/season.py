"""The settings of the invented season, as `GET /demo/season` tells them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.demo.clock import NEW_YORK
from core.demo.forms import FORM_IDS, PREFERENCE, SETUP, SIGNUP, TRAINING
from core.demo.members import CAMPAIGN_CODE

UNIVERSITY = "example.edu"
_DAYS_TO_EVENT = 12
_DAYS_OPEN = 62


@dataclass(frozen=True, slots=True)
class DemoSeason:
    """A season in full swing on the day `now`: it opened two months ago, the Event Day is in twelve days."""

    now: datetime

    @property
    def event_day(self) -> datetime:
        """The Event Day."""
        return self.now + timedelta(days=_DAYS_TO_EVENT)

    @property
    def year(self) -> int:
        """The year of the Event Day."""
        return self.event_day.astimezone(NEW_YORK).year

    @property
    def opened_at(self) -> datetime:
        """When the first mentor signed up."""
        return self.now - timedelta(days=_DAYS_OPEN)

    @property
    def tag(self) -> str:
        """The tag of this season's mentors."""
        return f"Mentors {self.year}"

    @property
    def dropped_tag(self) -> str:
        """The tag of mentors who dropped out this season."""
        return f"Dropped {self.year % 100:02}"

    def former_tag(self, years_ago: int) -> str:
        """The mentor tag of a former season."""
        return f"Mentors {self.year - years_ago}"

    def former_dropped_tag(self, years_ago: int) -> str:
        """The dropped tag of a former season."""
        return f"Dropped {(self.year - years_ago) % 100:02}"

    def settings(self) -> dict[str, str]:
        """The rows of `sync_configs` that the season needs."""
        return {
            "jotform_signup_form_id": FORM_IDS[SIGNUP],
            "jotform_setup_form_id": FORM_IDS[SETUP],
            "jotform_training_form_id": FORM_IDS[TRAINING],
            "jotform_partner_form_id": FORM_IDS[PREFERENCE],
            "givebutter_campaign_code": CAMPAIGN_CODE,
            "givebutter_mentor_tag": self.tag,
            "givebutter_dropped_tag": self.dropped_tag,
            "event_date": self.event_day.astimezone(NEW_YORK).date().isoformat(),
            "fundraising_goal": "75",
            "mn_id_prefix": "MN",
            "university_email_domains": json.dumps([UNIVERSITY]),
        }


def season_at(now: datetime) -> DemoSeason:
    """The season of a moment, to the second."""
    return DemoSeason(now.astimezone(UTC).replace(microsecond=0))
