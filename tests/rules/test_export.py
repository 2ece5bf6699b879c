from decimal import Decimal

import pytest

from core.rules.export import CELLS, CUSTOM_FIELD_SOURCES, TEMPLATE, Subject, cells, headings, subscription
from core.rules.progress import own_tags
from core.seasons import CustomField
from tests.examples import NOW, contact, mentor, season


def row(person=None, found=None, **settings):
    year = season(**settings)
    subject = Subject(person or mentor(), found, year, own_tags(year))
    return dict(zip(headings(year), cells(subject), strict=True))


def test_the_columns_are_the_vendors_then_the_page_then_the_seasons():
    names = headings(season())
    assert len(TEMPLATE) == 36
    assert names[:3] == ("Givebutter Contact ID", "Contact External ID", "Contact Since")
    assert names[33:38] == (
        "Email Subscription Status",
        "Phone Subscription Status",
        "Address Subscription Status",
        "Contact Website",
        "✅ Mentor Training Signed Up",
    )
    assert names[-1] == "💌 Custom Email Message 1️⃣"


def test_every_cell_belongs_to_a_column():
    assert set(CELLS) <= {*TEMPLATE, "Contact Website"}


def test_every_custom_field_of_the_season_has_a_source():
    assert {custom.source for custom in season().custom_fields} <= set(CUSTOM_FIELD_SOURCES)


def test_a_mentor_fills_the_vendors_columns():
    person = mentor(
        gb_contact_id=101,
        middle_name="Lee",
        preferred_name="Av",
        gender="Female",
        personal_email="a@example.com",
        uga_email="a@uga.edu",
        fundraising_page_url="https://givebutter.com/x/avery",
    )
    filled = {
        name: cell
        for name, cell in row(person, contact(101)).items()
        if cell and name in (*TEMPLATE, "Contact Website")
    }
    assert filled == {
        "Givebutter Contact ID": "101",
        "Contact External ID": "MN0001",
        "Prefix": "Av",
        "First Name": "Avery",
        "Preferred First Name": "Av",
        "Middle Name": "Lee",
        "Last Name": "Stone",
        "Primary Email": "a@example.com",
        "Primary Phone Number": "+14045550001",
        "Gender": "female",
        "Email Addresses": "a@uga.edu",
        "Tags": "Mentors 2025, No Page, No Training Signup, No Preferences, Status: Needs Setup",
        "Email Subscription Status": "yes",
        "Contact Website": "https://givebutter.com/x/avery",
    }


def test_notes_are_left_blank_because_givebutter_appends_them():
    assert row(mentor(notes="brings cake"))["Notes"] == ""


def test_a_preferred_name_equal_to_the_first_is_not_repeated():
    cell = row(mentor(preferred_name="AVERY"))
    assert (cell["Prefix"], cell["Preferred First Name"]) == ("", "")


def test_a_preferred_name_too_long_for_the_prefix_is_left_out_there():
    cell = row(mentor(preferred_name="A" * 33))
    assert (cell["Prefix"], cell["Preferred First Name"]) == ("", "A" * 33)
    assert row(mentor(preferred_name="A" * 32))["Prefix"] == "A" * 32


def test_the_university_address_is_primary_where_it_is_the_only_one():
    cell = row(mentor(uga_email="a@uga.edu"))
    assert (cell["Primary Email"], cell["Email Addresses"]) == ("a@uga.edu", "")


def test_one_address_in_both_fields_is_written_once():
    cell = row(mentor(personal_email="a@uga.edu", uga_email="a@uga.edu"))
    assert (cell["Primary Email"], cell["Email Addresses"]) == ("a@uga.edu", "")


def test_a_gender_givebutter_does_not_know_is_left_blank():
    assert row(mentor(gender="Prefer not to say"))["Gender"] == ""


@pytest.mark.parametrize(
    ("known", "default", "needed", "cell"),
    [
        (False, True, True, "no"),
        (True, False, True, "yes"),
        (None, True, True, "yes"),
        (None, False, True, "no"),
        (None, True, False, ""),
        (False, True, False, "no"),
    ],
)
def test_a_known_no_is_never_turned_into_yes(known, default, needed, cell):
    assert subscription(known, default, needed=needed) == cell


def test_a_new_contact_gets_the_years_defaults():
    cell = row(default_subscriptions={"email": True, "phone": False, "address": True})
    names = ("Email Subscription Status", "Phone Subscription Status", "Address Subscription Status")
    assert [cell[name] for name in names] == ["yes", "no", "yes"]


def test_a_known_contact_keeps_its_subscriptions():
    found = contact(101, email_subscribed=False, phone_subscribed=True, address_subscribed=False)
    cell = row(mentor(gb_contact_id=101, personal_email="a@example.com"), found)
    names = ("Email Subscription Status", "Phone Subscription Status", "Address Subscription Status")
    assert [cell[name] for name in names] == ["no", "yes", "no"]


def test_other_tags_of_the_contact_stay_and_yesterdays_progress_goes():
    found = contact(101, tags=["Status: Needs Page", "zebra", "Mentors 2024", "mentors 2025", "No Page"])
    cell = row(mentor(campaign_member=True, shift_preference="Morning"), found, custom_tags=("Fall",))
    assert cell["Tags"] == (
        "Mentors 2025, No Training Signup, Not Fundraised, Status: Needs Fundraising, Fall, Mentors 2024, zebra"
    )


def test_a_tag_is_written_once():
    assert row(custom_tags=("Fall", "fall"), progress_tags=())["Tags"] == "Fall"


def test_what_nobody_can_see_makes_no_second_tag():
    found = contact(101, tags=["Mentors\u200b 2025", "VIP\u200b", "Cafe\u0301"])
    written = row(found=found, progress_tags=(), custom_tags=("Mentors 2025", "Café"))["Tags"]
    assert set(written.split(", ")) == {"Mentors 2025", "Café", "VIP\u200b"}


@pytest.mark.parametrize("typed", ["-", " -- ", "."])
def test_a_dash_in_place_of_a_name_is_blank(typed):
    cell = row(mentor(first_name=typed, middle_name=typed, preferred_name=typed))
    names = ("Prefix", "First Name", "Preferred First Name", "Middle Name")
    assert [cell[name] for name in names] == ["", "", "", ""]


def test_a_tag_that_cannot_be_written_is_left_to_givebutter():
    found = contact(101, tags=["board, staff", "x" * 65, "two\nlines", "=SUM(A1)", "-none", "x" * 64])
    assert row(found=found, progress_tags=())["Tags"] == "x" * 64


def test_the_seasons_fields_say_how_far_the_mentor_is():
    person = mentor(
        training_signup_at=NOW,
        training_at=NOW,
        gb_member_id=501,
        uga_class="Senior",
        shift_preference="no preference",
        partner_phone="+14045550142",
        amount_raised=Decimal("70.00"),
        offline_raised=Decimal("12.50"),
    )
    assert list(row(person).values())[37:] == [
        "Yes", "Yes", "Senior", "No Preference", "(404) 555-0142", "Yes", "Yes", "82.50", "", "", "",
    ]  # fmt: skip


def test_the_seasons_fields_of_somebody_who_only_signed_up():
    assert list(row().values())[37:] == ["No", "No", "", "", "", "No", "No", "", "", "", ""]


def test_an_answer_that_is_no_option_stays_as_it_is_for_the_checks():
    assert row(mentor(uga_class="Exchange"))["🎓 UGA Class"] == "Exchange"


def test_a_field_from_nowhere_is_blank():
    custom = CustomField(id="x", label="X", kind="text", source="horoscope")
    assert row(custom_fields=(custom,))["X"] == ""
