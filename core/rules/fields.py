"""Who wins each field of a mentor: the survivorship table, to be read aloud."""

from dataclasses import dataclass

from core.records import Source

SIGNUP, SETUP, TRAINING, PREFERENCE = Source.SIGNUP, Source.SETUP, Source.TRAINING, Source.PREFERENCE
MEMBER, CONTACT, STAFF, DECISION, MATCH = Source.MEMBER, Source.CONTACT, Source.STAFF, Source.DECISION, Source.MATCH


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field: its sources (the first that knows a value wins), and why.

    `ask` where people are asked when the sources disagree; `significant` where a change matters to staff;
    `default` is the value when no source knows one.
    """

    name: str
    sources: tuple[Source, ...]
    why: str
    ask: bool = False
    significant: bool = False
    default: object = None

    @property
    def staff_only(self) -> bool:
        """No sync may write it; the database refuses."""
        return self.sources == (STAFF,)


FIELD_RULES: tuple[FieldRule, ...] = (
    FieldRule("mn_id", (SIGNUP,), "the sign-up form issues it", significant=True),
    FieldRule("first_name", (SIGNUP,), "the mentor typed it"),
    FieldRule("middle_name", (SIGNUP,), "the mentor typed it"),
    FieldRule("last_name", (SIGNUP,), "the mentor typed it"),
    FieldRule("preferred_name", (SIGNUP,), "the mentor typed it"),
    FieldRule("gender", (SIGNUP,), "the mentor chose it"),
    FieldRule("shirt_size", (SIGNUP,), "the mentor chose it"),
    FieldRule("uga_class", (TRAINING, SIGNUP), "the training form is filled in later, so it is the newer answer"),
    FieldRule("phone", (SIGNUP, CONTACT), "the mentor typed it", ask=True),
    FieldRule("personal_email", (SIGNUP, CONTACT), "the mentor typed it", ask=True),
    FieldRule("uga_email", (SIGNUP, CONTACT), "the mentor typed it"),
    FieldRule("shift_preference", (PREFERENCE, SIGNUP), "the partner form asks again, later"),
    FieldRule("partner_phone", (PREFERENCE,), "only the partner form asks"),
    FieldRule("partner_notes", (PREFERENCE,), "only the partner form asks"),
    FieldRule("signup_submission_id", (SIGNUP,), "the latest sign-up stands for the person"),
    FieldRule("signup_at", (SIGNUP,), "Jotform notes it"),
    FieldRule("setup_submission_id", (SETUP,), "the latest setup form shows that it was sent"),
    FieldRule("training_signup_at", (TRAINING,), "Jotform notes it", significant=True),
    FieldRule("campaign_member", (MEMBER,), "who joined the campaign has a page", default=False),
    FieldRule("gb_member_id", (MEMBER,), "Givebutter issues it"),
    FieldRule("fundraising_page_url", (MEMBER,), "Givebutter issues it"),
    FieldRule("amount_raised", (MEMBER,), "Givebutter counts the money", significant=True),
    FieldRule("gb_contact_id", (DECISION, MATCH), "what a person decided stands; else today's match"),
    FieldRule("dropped", (STAFF, CONTACT), "any contact with the dropped tag counts", significant=True, default=False),
    FieldRule("training_at", (STAFF,), "set at check-in; no sync may touch it", significant=True),
    FieldRule("fundraised_at", (STAFF,), "staff confirm the goal; no sync may touch it", significant=True),
    FieldRule("notes", (STAFF,), "staff write them; no sync may touch them", significant=True),
    FieldRule("offline_raised", (STAFF,), "cash and cheques, counted by staff; no sync may touch it", significant=True),
    FieldRule("withdrawn_at", (), "set when the sign-up is gone, cleared when it is back", significant=True),
)
STAFF_FIELDS: tuple[str, ...] = tuple(rule.name for rule in FIELD_RULES if rule.staff_only)
