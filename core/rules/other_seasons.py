"""Whose of another season a person or a contact is, as tables. Docstrings are the reasons shown to people."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from core.mentors import OtherSeasonMentor
from core.records import Contact
from core.rules.names import Agreement, Name, compare_names, name_of
from core.rules.tags import has_tag
from core.seasons import Season

LONG_BEFORE = timedelta(days=90)  # a contact untouched for so long before the first sign-up has its id from before
_YEARS_BACK = 5  # seasons that may have been run before this product knew them


class Sameness(Enum):
    """What a mentor of another season is to somebody who signed up."""

    SAME = "the same person"
    OTHER = "somebody else"
    UNCLEAR = "nobody can tell"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about somebody who signed up, from all their sign-ups of the season."""

    name: Name
    phones: Collection[str]
    emails: Collection[str]
    university_emails: Collection[str]


def compare_people(person: Known, former: OtherSeasonMentor) -> Sameness:
    """Evidence against counts before evidence for: families share phones and personal addresses.

    A university address is a person's own for years: another one is another person, unless the rest agrees
    and it may be a typing error.
    """
    names = compare_names(person.name, name_of(former))
    shares = former.phone in person.phones or not former.emails.isdisjoint(person.emails)
    if former.uga_email in person.university_emails:
        return Sameness.UNCLEAR if names is Agreement.DISAGREE else Sameness.SAME
    if former.uga_email and person.university_emails:
        return Sameness.UNCLEAR if shares and names is not Agreement.DISAGREE else Sameness.OTHER
    if shares:
        return Sameness.UNCLEAR if names is Agreement.DISAGREE else Sameness.SAME
    return Sameness.OTHER if names is Agreement.DISAGREE else Sameness.UNCLEAR


@dataclass(frozen=True, slots=True)
class Bearer:
    """A contact whose External ID is a mentor id of this season, seen from the mentor who has that id now.

    `is_alike`: phone, e-mail or name of the contact agree with the mentor; `others` are the mentors of other
    seasons whom the contact represents and who are somebody else; `began_at` is the season's first sign-up.
    """

    contact: Contact
    is_alike: bool
    others: tuple[OtherSeasonMentor, ...]
    season: Season
    tags: Mapping[int, str]
    began_at: datetime

    @property
    def is_foreign(self) -> bool:
        """Nothing of this season or of the mentor is on the contact."""
        ours = (self.season.givebutter_mentor_tag, self.season.givebutter_dropped_tag)
        return not self.is_alike and not any(has_tag(self.contact.tags, tag) for tag in ours)


def represents_somebody_else(bearer: Bearer) -> int | None:
    """it is the contact of another person in season {year}"""
    carried = (bearer.contact.external_id or "").upper()
    by_id = [other.year for other in bearer.others if other.mn_id.upper() == carried]
    return max(by_id, default=max((other.year for other in bearer.others if bearer.is_foreign), default=None))


def carries_another_seasons_tag(bearer: Bearer) -> int | None:
    """it carries the tag of season {year}, none of this season, and nothing on it agrees"""
    if not bearer.is_foreign:
        return None
    return max((year for year, tag in bearer.tags.items() if has_tag(bearer.contact.tags, tag)), default=None)


def was_left_before_the_season(bearer: Bearer) -> int | None:
    """it was last changed long before the first sign-up of this season, and nothing on it agrees"""
    modified_at = bearer.contact.modified_at
    if not bearer.is_foreign or modified_at is None or bearer.began_at - modified_at < LONG_BEFORE:
        return None
    return bearer.season.year - 1


EVIDENCE: tuple[Callable[[Bearer], int | None], ...] = (
    represents_somebody_else,
    carries_another_seasons_tag,
    was_left_before_the_season,
)


def season_of_id(bearer: Bearer) -> tuple[int, str] | None:
    """From which season the External ID is for certain, and why; `None`: only a person can tell."""
    for tell in EVIDENCE:
        year = tell(bearer)
        if year is not None:
            return year, (tell.__doc__ or "").format(year=year)
    return None


def tags_of_others(season: Season, configured: Mapping[int, str]) -> dict[int, str]:
    """The mentor tags of the other seasons by year: as configured, else this season's with another year in it."""
    tags = {year: _of_year(season, year) for year in range(season.year - _YEARS_BACK, season.year)}
    known = {**tags, **configured}
    ours = season.givebutter_mentor_tag
    return {year: tag for year, tag in known.items() if tag and year != season.year and not has_tag((ours,), tag)}


def _of_year(season: Season, year: int) -> str:
    tag, ours, theirs = season.givebutter_mentor_tag, _spelled(season.year), _spelled(year)
    return next((tag.replace(mine, other) for mine, other in zip(ours, theirs, strict=True) if mine in tag), "")


def _spelled(year: int) -> tuple[str, str]:
    return str(year), f"{year % 100:02}"
