"""The registry of season settings: every key, its type, its default, whether it is required."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.season_shapes import SHAPES
from core.season_values import parse_value

REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Key:
    """One key of `sync_configs`: its type, its default (or `REQUIRED`), and what it is for."""

    name: str
    type: str  # string, number, boolean, json, date
    default: object
    description: str
    copied: bool = True  # to the next season; form ids and dates of a year are not

    @property
    def is_required(self) -> bool:
        """A season without it cannot run."""
        return self.default is REQUIRED

    @property
    def usual(self) -> Any:
        """The default as a season has it; `None` where there is none."""
        return None if self.is_required or self.default is None else SHAPES[self.name](self.default)

    def read(self, text: str) -> Any:
        """The value of a text, with its type and in its shape. Raises `ValueError` with what is expected."""
        return SHAPES[self.name](parse_value(self.type, text))

    def read_stored(self, text: str) -> Any:
        """The same of what is stored: one text where a list of texts belongs is a list of one."""
        value = parse_value(self.type, text)
        return SHAPES[self.name]([value] if isinstance(self.default, list) and isinstance(value, str) else value)


_PROGRESS_TAGS = [
    {"id": name, "text": text, "enabled": True}
    for name, text in {
        "season": "",
        "dropped": "",
        "no_page": "No Page",
        "no_training_signup": "No Training Signup",
        "training_incomplete": "Training Incomplete",
        "not_fundraised": "Not Fundraised",
        "no_preferences": "No Preferences",
        "status": "Status: {status}",
    }.items()
]
_TRAINING_CLASSES = ["Freshman", "Sophomore", "Junior", "Senior", "Grad. Student"]

KEYS: tuple[Key, ...] = (
    Key("jotform_signup_form_id", "string", REQUIRED, "Jotform id of the sign-up form", copied=False),
    Key("jotform_setup_form_id", "string", REQUIRED, "Jotform id of the fundraising setup form", copied=False),
    Key("jotform_training_form_id", "string", REQUIRED, "Jotform id of the training form", copied=False),
    Key(
        "jotform_partner_form_id",
        "string",
        None,
        "Jotform id of the partner and shift form, if there is one",
        copied=False,
    ),
    Key(
        "givebutter_campaign_code",
        "string",
        REQUIRED,
        "Short code of the Givebutter campaign, not its public address",
        copied=False,
    ),
    Key("givebutter_mentor_tag", "string", REQUIRED, "Tag of this season's mentors in Givebutter", copied=False),
    Key("givebutter_dropped_tag", "string", REQUIRED, "Tag of mentors who dropped out this season", copied=False),
    Key("event_date", "date", REQUIRED, "The Event Day", copied=False),
    Key("fundraising_goal", "number", REQUIRED, "What each mentor is to raise, in US dollars"),
    Key("mn_id_prefix", "string", "MN", "What mentor ids begin with"),
    Key("time_zone", "string", "America/New_York", "Time zone in which times are shown"),
    Key("university_email_domains", "json", ["uga.edu"], "Domains of university e-mail addresses"),
    Key("auto_resolve_margin", "number", 100, "A contact wins alone when it leads by more than this many points"),
    Key("recommend_margin", "number", 20, "A contact is recommended when it leads by at least this many points"),
    Key(
        "recency_days",
        "number",
        30,
        "A sign-up that is newer than the contact's last change by more than these days wins a disagreement",
    ),
    Key(
        "archive_automatically",
        "boolean",
        False,
        "Duplicates of automatic matches are archived without asking (never more than 50 in one run)",
    ),
    Key(
        "default_subscriptions",
        "json",
        {"email": True, "phone": True, "address": True},
        "Subscriptions of a new contact",
    ),
    Key("question_names", "json", {}, "Question names that differ from the usual ones, by stream"),
    Key(
        "progress_tags",
        "json",
        _PROGRESS_TAGS,
        "Texts of the progress tags; season and dropped take the season's own two tags",
    ),
    Key("custom_tags", "json", [], "Further tags that every exported mentor gets"),
    Key(
        "export_custom_fields",
        "json",
        [
            {
                "id": "training_signed_up",
                "label": "✅ Mentor Training Signed Up",
                "kind": "yes_no",
                "source": "training_signup_at",
            },
            {"id": "page_setup", "label": "🎁 Givebutter Page Setup", "kind": "yes_no", "source": "gb_member_id"},
            {
                "id": "uga_class",
                "label": "🎓 UGA Class",
                "kind": "select",
                "source": "uga_class",
                "options": _TRAINING_CLASSES,
            },
            {
                "id": "shift",
                "label": "📆 Shift Preference",
                "kind": "select",
                "source": "shift_preference",
                "options": ["Morning", "Afternoon", "No Preference"],
            },
            {"id": "partner", "label": "🤝 Partner Preference", "kind": "text", "source": "partner_phone"},
            {
                "id": "training_complete",
                "label": "🧑‍🏫 Mentor Training Complete",
                "kind": "yes_no",
                "source": "training_at",
            },
            {"id": "fundraised", "label": "📈 Fully Fundraised", "kind": "yes_no", "source": "fundraised_done"},
            {"id": "amount", "label": "🤑 Amount Fundraised", "kind": "number", "source": "total_raised"},
            {
                "id": "text_1",
                "label": "📱Custom Text Message 1️⃣",
                "kind": "text",
                "source": "text_message_1",
                "limit": 300,
            },
            {
                "id": "text_2",
                "label": "📱Custom Text Message 2️⃣",
                "kind": "text",
                "source": "text_message_2",
                "limit": 300,
            },
            {
                "id": "email_1",
                "label": "💌 Custom Email Message 1️⃣",
                "kind": "text",
                "source": "email_message_1",
                "limit": 500,
            },
        ],
        "The custom fields of the import file, by their exact label in Givebutter",
    ),
    Key(
        "full_sync_at",
        "json",
        ["06:00", "12:00", "18:00"],
        "When a full sync starts by itself, in the season's time zone",
    ),
    Key("full_listing_hours", "number", 24, "After how many hours everything is listed anew to notice deletions"),
)
KEY_BY_NAME: Mapping[str, Key] = {key.name: key for key in KEYS}
