"""What each setting of a season must look like; one place for whoever writes it and for whoever reads it."""

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.shapes import Shape, each_once, entry_with, line, list_of, matching, number, whole_number

TAG_LIMIT = 64
LONGEST_TEXT = 10_000
FORMS = ("signups", "setup", "training", "preference")
PROGRESS_TAGS = (
    "season", "dropped", "no_page", "no_training_signup", "training_incomplete", "not_fundraised", "no_preferences",
    "status",
)  # fmt: skip
LONGEST_STATUS = "Needs Fundraising"
FIELD_KINDS = ("yes_no", "select", "text", "number")
FIELD_SOURCES = (
    "training_signup_at", "gb_member_id", "uga_class", "shift_preference", "partner_phone", "training_at",
    "fundraised_done", "total_raised", "text_message_1", "text_message_2", "email_message_1",
)  # fmt: skip
_SUBSCRIPTIONS = {"email", "phone", "address"}
_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def tag(value: Any) -> str:
    """A tag as Givebutter takes it: commas separate tags, and 64 characters are the most."""
    text = line(value, "a tag")
    if "," in text or len(text) > TAG_LIMIT:
        raise ValueError(f"a tag has no comma and at most {TAG_LIMIT} characters")
    return text


def time_zone(value: Any) -> ZoneInfo:
    """A time zone by its name."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        raise ValueError("the name of a time zone such as America/New_York is expected") from None


def domain(value: Any) -> str:
    """The domain of an e-mail address."""
    text = value.strip().lower() if isinstance(value, str) else ""
    if not _DOMAIN.fullmatch(text):
        raise ValueError("a domain such as uga.edu is expected, without @")
    return text


def time_of_day(value: Any) -> str:
    """A time of the day on a clock of 24 hours."""
    if not isinstance(value, str) or not _TIME_OF_DAY.fullmatch(value):
        raise ValueError("a time such as 06:00 or 18:30 is expected")
    return value


def subscriptions(value: Any) -> dict[str, bool]:
    """Yes or no for each of the three ways to write to somebody."""
    answers = set(map(type, value.values())) if isinstance(value, dict) else set()
    if not isinstance(value, dict) or value.keys() != _SUBSCRIPTIONS or answers != {bool}:
        raise ValueError('{"email": true, "phone": true, "address": true} with true or false for each is expected')
    return value


def question_names(value: Any) -> dict[str, dict[str, str]]:
    """By form, our name of a question and the form's own."""
    expected = '{"signups": {"mnPhone": "phone"}} is expected, with forms among ' + ", ".join(FORMS)
    if not isinstance(value, dict) or not value.keys() <= set(FORMS):
        raise ValueError(expected)
    for names in value.values():
        if not isinstance(names, dict) or not all(isinstance(name, str) and name.strip() for name in names.values()):
            raise ValueError(expected)
    return value


def progress_tag(value: Any) -> dict[str, Any]:
    """One progress tag: which, its text, and whether it is used."""
    entry = entry_with(value, {"id", "text"}, {"enabled"})
    if entry["id"] not in PROGRESS_TAGS:
        raise ValueError(f"a progress tag is one of {', '.join(PROGRESS_TAGS)}")
    if type(entry.get("enabled", True)) is not bool:
        raise ValueError(f"enabled of {entry['id']} is true or false")
    if entry["text"] != "":
        tag(line(entry["text"], "a text").replace("{status}", LONGEST_STATUS))
    return entry


def custom_field(value: Any) -> dict[str, Any]:
    """One custom field of the import file."""
    entry = entry_with(value, {"id", "label", "kind", "source"}, {"limit", "options"})
    name = line(entry["id"], "an id")
    line(entry["label"], f"a label of {name}")
    if entry["kind"] not in FIELD_KINDS:
        raise ValueError(f"the kind of {name} is one of {', '.join(FIELD_KINDS)}")
    if entry["source"] not in FIELD_SOURCES:
        raise ValueError(f"the source of {name} is one of {', '.join(FIELD_SOURCES)}")
    if entry.get("limit") is not None and (type(entry["limit"]) is not int or not 1 <= entry["limit"] <= LONGEST_TEXT):
        raise ValueError(f"the limit of {name} is a whole number from 1 to {LONGEST_TEXT:,}")
    options = list_of(lambda option: line(option, f"an option of {name}"), '["Morning", "Afternoon"]')
    return {**entry, "options": options(list(entry.get("options") or ()))}


SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(
        ("jotform_signup_form_id", "jotform_setup_form_id", "jotform_training_form_id", "jotform_partner_form_id"),
        matching(r"\d{1,25}", "the number at the end of the form's address, digits only,"),
    ),
    "givebutter_campaign_code": matching(r"[\w-]{1,50}", "the campaign's short code such as CQVG3W, no address,"),
    "givebutter_mentor_tag": tag,
    "givebutter_dropped_tag": tag,
    "event_date": lambda day: day,
    "fundraising_goal": number(0, 1_000_000),
    "mn_id_prefix": matching(r"[A-Za-z]{1,10}", "letters such as MN"),
    "time_zone": time_zone,
    "university_email_domains": list_of(domain, '["uga.edu"]'),
    "auto_resolve_margin": whole_number(0, 10_000),
    "recommend_margin": whole_number(0, 10_000),
    "recency_days": whole_number(0, 10_000),
    "archive_automatically": bool,
    "default_subscriptions": subscriptions,
    "question_names": question_names,
    "progress_tags": each_once(list_of(progress_tag, '[{"id": "no_page", "text": "No Page"}]'), "id"),
    "custom_tags": list_of(tag, '["VIP"]'),
    "export_custom_fields": each_once(list_of(custom_field, "[{...}]"), "id", "label"),
    "full_sync_at": list_of(time_of_day, '["06:00", "18:00"]'),
    "full_listing_hours": whole_number(1, 720),
}


def contradictions(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What is usable by itself but not together: a tag of everybody that says that somebody dropped out."""
    dropped, season_tag = values["givebutter_dropped_tag"], values["givebutter_mentor_tag"]
    texts: dict[str, tuple[str, ...]] = {
        "givebutter_mentor_tag": (season_tag,) if season_tag else (),
        "custom_tags": tuple(values["custom_tags"]),
        "progress_tags": tuple(entry["text"] for entry in values["progress_tags"] if entry["id"] != "dropped"),
    }
    return tuple(
        f"{name}: a tag of everybody may not be the tag of those who dropped out (givebutter_dropped_tag)"
        for name, tags in texts.items()
        if dropped and dropped.casefold() in (text.casefold() for text in tags)
    )


def unusable_margins(texts: Mapping[str, str]) -> str | None:
    """Why the two margins of a season cannot stand together, or `None` when they can or are no numbers."""
    alone, recommended = texts["auto_resolve_margin"].strip(), texts["recommend_margin"].strip()
    if not (alone.isdecimal() and recommended.isdecimal()) or int(recommended) <= int(alone):
        return None
    return (
        f"A contact would be recommended from a lead of {recommended} points (recommend_margin), but is taken without "
        f"asking above {alone} (auto_resolve_margin): nothing would ever be recommended. Choose {alone} at most."
    )
