"""Which headings Givebutter's importer knows: those of its template, and those of its export."""

from collections.abc import Mapping

from core.demo.contact_docs import custom_field_types

_TEMPLATE: Mapping[str, str] = {
    "Givebutter Contact ID": "id", "Contact External ID": "external_id", "Contact Since": "contact_since",
    "Prefix": "prefix", "First Name": "first_name", "Preferred First Name": "preferred_name",
    "Middle Name": "middle_name", "Last Name": "last_name", "Suffix": "suffix", "Primary Email": "primary_email",
    "Primary Phone Number": "primary_phone", "Address Line 1": "address_1", "Address Line 2": "address_2",
    "City": "city", "State": "state", "Zip Code": "zipcode", "Country": "country", "Gender": "gender",
    "Pronouns": "pronouns", "Household Name": "household_name", "Household Envelope Name": "household_envelope_name",
    "Is Household Primary Contact": "is_household_primary_contact", "Email Addresses": "emails",
    "Phone Numbers": "phones", "Date of Birth": "dob", "Employer": "employer", "Title": "title",
    "Twitter URL": "twitter_url", "LinkedIn URL": "linkedin_url", "Facebook URL": "facebook_url",
    "TikTok URL": "tiktok_url", "Tags": "tags", "Notes": "note", "Email Subscription Status": "email_subscription",
    "Phone Subscription Status": "phone_subscription", "Address Subscription Status": "address_subscription",
}  # fmt: skip
_EXPORT: Mapping[str, str] = {
    "Additional Emails": "emails", "Primary Phone": "primary_phone", "Additional Phones": "phones",
    "Postal Code": "zipcode", "Engage Email Subscribed": "email_subscription",
    "Engage SMS Subscribed": "phone_subscription", "Engage Mail Subscribed": "address_subscription",
    "Twitter": "twitter_url", "LinkedIn": "linkedin_url", "Facebook": "facebook_url", "TikTok": "tiktok_url",
    "Household": "household_name", "Household Primary Contact": "is_household_primary_contact",
    "Contact Website": "website_url",
}  # fmt: skip
_CUSTOM = "custom_fields_field_"


def column_keys(headings: list[str]) -> tuple[list[str | None], list[str]]:
    """The importer's internal key of every column (`None` where it is ignored), and the ignored headings."""
    labels = {label: f"{_CUSTOM}{field_id}" for field_id, (label, _, _) in custom_field_types().items()}
    known = {**_TEMPLATE, **_EXPORT, **labels}
    keys = [known.get(heading) for heading in headings]
    return keys, [heading for heading, key in zip(headings, keys, strict=True) if key is None]


def custom_field_id(key: str) -> int | None:
    """The field id of a custom field's key."""
    return int(key.removeprefix(_CUSTOM)) if key.startswith(_CUSTOM) else None
