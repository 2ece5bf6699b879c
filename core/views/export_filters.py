"""Who of the season goes into an import file: everybody, or those that were asked for."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from core.mentors import Mentor
from core.rules.progress import STATUS_WORDS, fundraised_done, progress_tags, status_category, training_done
from core.rules.tags import has_tag
from core.seasons import Season
from core.views.searching import is_found, wanted

TRAINING_TITLES = {"attended": "Attended", "signed_up": "Signed up only", "not_signed_up": "Not signed up"}
STATUS_TITLES = {status: title for status, title in reversed(STATUS_WORDS.items()) if status != "dropped"}


@dataclass(frozen=True, slots=True)
class ExportFilters:
    """What was asked for; an empty filter asks for nothing. `training` is a key of `TRAINING_TITLES`."""

    statuses: tuple[str, ...] = ()
    fundraised: bool | None = None
    training: str | None = None
    page: bool | None = None
    tag: str | None = None
    search: str = ""
    mn_ids: tuple[str, ...] = ()

    @property
    def chosen(self) -> dict[str, object]:
        """The filters that are in use, for the manifest."""
        return {name: value for name, value in asdict(self).items() if value not in ((), None, "")}


def choose(mentors: Iterable[Mentor], season: Season, filters: ExportFilters) -> list[Mentor]:
    """The mentors who pass every filter in use."""
    checks = [_CHECKS[name] for name in filters.chosen]
    return [mentor for mentor in mentors if all(check(mentor, season, filters) for check in checks)]


def training_state(mentor: Mentor) -> str:
    """Where the mentor is with the training, a key of `TRAINING_TITLES`."""
    if training_done(mentor):
        return "attended"
    return "signed_up" if mentor.training_signup_at else "not_signed_up"


def _is_found(mentor: Mentor, search: str) -> bool:
    """Every word of the search stands somewhere in the name, id, phone or an e-mail."""
    shown = (mentor.mn_id, mentor.full_name, mentor.preferred_name, mentor.phone)
    mails = (mentor.personal_email, mentor.uga_email)
    return is_found(" ".join(part for part in (*shown, *mails) if part), wanted(search))


_CHECKS: dict[str, Callable[[Mentor, Season, ExportFilters], bool]] = {
    "statuses": lambda mentor, season, filters: status_category(mentor, season) in filters.statuses,
    "fundraised": lambda mentor, season, filters: fundraised_done(mentor, season) is filters.fundraised,
    "training": lambda mentor, _, filters: training_state(mentor) == filters.training,
    "page": lambda mentor, _, filters: mentor.campaign_member is filters.page,
    "tag": lambda mentor, season, filters: has_tag(_tags(mentor, season), filters.tag or ""),
    "search": lambda mentor, _, filters: _is_found(mentor, filters.search),
    "mn_ids": lambda mentor, _, filters: mentor.mn_id in filters.mn_ids,
}


def _tags(mentor: Mentor, season: Season) -> tuple[str, ...]:
    return (*progress_tags(mentor, season), *season.custom_tags)
