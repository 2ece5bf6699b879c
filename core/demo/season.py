"""The settings of the invented season, as `GET /demo/season` tells them."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core.demo.clock import NEW_YORK
from core.demo.forms import PREFERENCE, SETUP, SIGNUP, TRAINING, form_ids
from core.demo.members import campaign_code

UNIVERSITY = "example.edu"
_DAYS_TO_EVENT = 12
_DAYS_OPEN = 62
_DAYS_PER_YEAR = 364  # the Event Day stays a Sunday


@dataclass(frozen=True, slots=True)
class DemoSeason:
    """A season in full swing on the day `now`: it opened two months ago, the Event Day is in twelve days.

    `number` counts the seasons of a demo from 0. A later one may be lived through before its time: then the Event
    Day is `years_ahead` years and twelve days away.
    """

    now: datetime
    number: int = 0
    years_ahead: int = 0

    @property
    def event_day(self) -> datetime:
        """The Event Day."""
        return self.now + timedelta(days=_DAYS_TO_EVENT + _DAYS_PER_YEAR * self.years_ahead)

    @property
    def year(self) -> int:
        """The year of the Event Day."""
        return (self.now + timedelta(days=_DAYS_TO_EVENT)).astimezone(NEW_YORK).year + self.years_ahead

    def next(self, now: datetime) -> "DemoSeason":
        """The season after this one, in full swing now."""
        later = DemoSeason(now.astimezone(UTC).replace(microsecond=0), self.number + 1)
        return replace(later, years_ahead=max(0, self.year + 1 - later.year))

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
        ids = form_ids(self.number)
        return {
            "jotform_signup_form_id": ids[SIGNUP],
            "jotform_setup_form_id": ids[SETUP],
            "jotform_training_form_id": ids[TRAINING],
            "jotform_partner_form_id": ids[PREFERENCE],
            "givebutter_campaign_code": campaign_code(self.number),
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
