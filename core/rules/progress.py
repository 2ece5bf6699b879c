"""How far a mentor is: one status, and any number of progress tags."""

from collections.abc import Callable
from decimal import Decimal

from core.mentors import Mentor
from core.rules.tags import tag_key
from core.seasons import Season

STATUS_WORDS = {
    "dropped": "Dropped",
    "complete": "Complete",
    "needs_training": "Needs Training",
    "needs_fundraising": "Needs Fundraising",
    "needs_page": "Needs Page",
    "needs_setup": "Needs Setup",
}


def total_raised(mentor: Mentor) -> Decimal | None:
    """Online and offline money together, in US dollars; `None` when neither is known."""
    known = [amount for amount in (mentor.amount_raised, mentor.offline_raised) if amount is not None]
    return sum(known, Decimal(0)) if known else None


def fundraised_done(mentor: Mentor, season: Season) -> bool:
    """Whether the goal is reached."""
    return (total_raised(mentor) or Decimal(0)) >= season.fundraising_goal


def training_done(mentor: Mentor) -> bool:
    """Whether the mentor was checked in at a training."""
    return mentor.training_at is not None


def status_category(mentor: Mentor, season: Season) -> str:
    """The first that holds, a key of `STATUS_WORDS`."""
    if mentor.dropped:
        return "dropped"
    if fundraised_done(mentor, season):
        return "complete" if training_done(mentor) else "needs_training"
    if mentor.campaign_member:
        return "needs_fundraising"
    return "needs_page" if mentor.setup_submission_id else "needs_setup"


_APPLIES: dict[str, Callable[[Mentor, Season], bool]] = {
    "season": lambda _mentor, _season: True,
    "dropped": lambda mentor, _: mentor.dropped,
    "no_page": lambda mentor, _: not mentor.campaign_member,
    "no_training_signup": lambda mentor, _: mentor.training_signup_at is None and not training_done(mentor),
    "training_incomplete": lambda mentor, _: mentor.training_signup_at is not None and not training_done(mentor),
    "not_fundraised": lambda mentor, season: mentor.campaign_member and not fundraised_done(mentor, season),
    "no_preferences": lambda mentor, _: not mentor.partner_phone and not mentor.shift_preference,
    "status": lambda _mentor, _season: True,
}


def progress_tags(mentor: Mentor, season: Season) -> tuple[str, ...]:
    """Today's progress tags of a mentor, in the order of the season's settings."""
    status = STATUS_WORDS[status_category(mentor, season)]
    used = (tag for tag in season.progress_tags if tag.enabled and _APPLIES[tag.id](mentor, season))
    texts = (_text(tag.id, tag.text, season).replace("{status}", status) for tag in used)
    return tuple(text for text in texts if text)


def own_tags(season: Season) -> frozenset[str]:
    """The keys of all texts that a progress tag of this season can have; other tags of a contact are not ours."""
    texts = [_text(tag.id, tag.text, season) for tag in season.progress_tags]
    return frozenset(
        tag_key(text.replace("{status}", word)) for text in texts for word in STATUS_WORDS.values() if text
    )


def _text(tag_id: str, text: str, season: Season) -> str:
    own = {"season": season.givebutter_mentor_tag, "dropped": season.givebutter_dropped_tag}
    return own.get(tag_id, text)
